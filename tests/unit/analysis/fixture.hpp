// Text in, diagnostics and printed rules out.
#pragma once

#include <fmt/core.h>

#include <boost/test/unit_test.hpp>

#include "analysis/analyse.hpp"
#include "syntax/parse.hpp"

namespace linchpin {

// Shown whole when two of them differ.
struct TextLines : std::vector<std::string> {
  using std::vector<std::string>::vector;
  friend std::ostream& operator<<(std::ostream& out, const TextLines& lines) {
    for (const std::string& line : lines) out << "\n  " << line;
    return out;
  }
};

}  // namespace linchpin

template <>
struct boost::unit_test::is_forward_iterable<linchpin::TextLines> : boost::mpl::false_ {};

namespace linchpin {

struct AnalysisFixture {
  using Lines = TextLines;

  SourceMap sources;
  Pool pool;
  knowledge::Module module;
  analysis::Signatures signatures;
  Diagnostics diagnostics;
  analysis::Program program;
  analysis::Options options;

  void analyse(const std::string& text) {
    Diagnostics syntax_errors;
    for (syntax::Statement& s : syntax::parse(sources, sources.add("test.kb", text), syntax_errors)) {
      module.add(std::move(s), pool);
    }
    for (const Diagnostic& d : syntax_errors.all()) BOOST_ERROR(render(d, sources));
    diagnostics = {};
    program = analysis::analyse(module, signatures, pool, diagnostics, options);
  }

  // "E101 1:7 message", with the hint behind " | " where there is one.
  Lines lines(const Diagnostics& all, bool hints) const {
    Lines out;
    for (const Diagnostic& d : all.all()) {
      const Position at = sources.position(d.span.file, d.span.begin);
      out.push_back(fmt::format("{}{:03} {}:{} {}", d.severity == Severity::error ? "E" : "W", d.code, at.line,
                                at.column, d.message));
      if (hints && !d.hint.empty()) out.back() += " | " + d.hint;
    }
    return out;
  }
  Lines check(const std::string& text, bool hints = false) {
    analyse(text);
    return lines(diagnostics, hints);
  }
  Lines notes() const {
    Lines out;
    for (const Diagnostic& d : diagnostics.all()) {
      for (const Note& note : d.notes) {
        const Position at = sources.position(note.span.file, note.span.begin);
        out.push_back(fmt::format("{}:{} {}", at.line, at.column, note.text));
      }
    }
    return out;
  }

  // The rules of a text without errors, printed; aggregations' inputs after them.
  Lines rules(const std::string& text) {
    analyse(text);
    for (const Diagnostic& d : diagnostics.all()) {
      if (d.severity == Severity::error) BOOST_ERROR(render(d, sources));
    }
    Lines out;
    for (const analysis::Rule& rule : program.rules) out.push_back(print(rule, program, pool));
    for (const analysis::Aggregation& a : program.aggregations) out.push_back("over " + print(a.input, program, pool));
    return out;
  }

  std::optional<analysis::Query> ask(const std::string& text, Diagnostics& found) {
    Diagnostics syntax_errors;
    auto statements = syntax::parse(sources, sources.add("question", text), syntax_errors);
    for (const Diagnostic& d : syntax_errors.all()) BOOST_ERROR(render(d, sources));
    return analysis::analyse(std::get<syntax::Question>(statements.at(0).body), program, signatures, pool, found);
  }
  Lines ask_errors(const std::string& text, bool hints = false) {
    Diagnostics found;
    const bool answered = ask(text, found).has_value();
    BOOST_TEST(answered == found.ok());
    return lines(found, hints);
  }

  Lines facts(const std::string& name, std::uint32_t arity) const {
    Lines out;
    for (const analysis::GroundFact& fact : program.facts) {
      const knowledge::Signature& s = signatures[fact.predicate];
      if (s.name != name || s.arity != arity) continue;
      std::string row;
      for (Value v : fact.args) row += (row.empty() ? "" : " ") + pool.print(v);
      out.push_back(row);
    }
    return out;
  }
};

}  // namespace linchpin
