// A text cut in pieces, whatever their size and the number of threads, is read as it is in one piece.
#include <boost/test/unit_test.hpp>
#include <random>
#include <stdexcept>

#include "session/script.hpp"
#include "syntax/print.hpp"
#include "tests/unit/io/temporary.hpp"

using namespace linchpin;
using namespace linchpin::session;

namespace {

using Random = std::mt19937;

std::size_t below(Random& random, std::size_t n) { return random() % n; }

std::string place(Span span) {
  return std::to_string(span.file) + ":" + std::to_string(span.begin) + "-" + std::to_string(span.end);
}

template <class List>
void places_of(const List& list, std::string& out) {
  out += "\n";
  for (const auto& stated : list) {
    out += " " + place(stated.origin.span);
    if (stated.origin.claim != knowledge::kNoClaim) out += " of " + std::to_string(stated.origin.claim);
  }
}

// All that a script holds, and all that was said about it.
std::string read_as(const std::string& text, const std::string& directory, std::uint32_t piece_bytes,
                    unsigned threads) {
  SourceMap sources;
  Pool pool;
  Paths paths;
  paths.allowed.push_back(directory);
  Diagnostics diagnostics;
  ScriptReader reader(sources, pool, paths, diagnostics, [] { return true; });
  reader.piece_bytes = piece_bytes;
  reader.threads = threads;
  reader.text("t.kb", text, directory);
  std::string out;
  for (const Segment& segment : reader.take()) {
    out += "segment";
    const knowledge::Module& module = segment.module;
    for (const knowledge::FactTable& table : module.facts) {
      out += "\n" + knowledge::print(table.signature);
      for (std::size_t r = 0; r < table.rows(); ++r) {
        for (const Value v : table.row(r)) out += " " + std::to_string(v.bits());
        out += " at " + place(table.origins[r].span) + " of " + std::to_string(table.origins[r].claim) + ";";
      }
    }
    for (const auto& clause : module.clauses) out += "\n" + syntax::print(clause.what);
    places_of(module.clauses, out);
    places_of(module.claims, out);
    places_of(module.predicates, out);
    places_of(module.imports, out);
    for (const Asked& asked : segment.questions) out += "\nasked " + place(asked.span);
    for (const Retraction& retraction : segment.retractions) out += "\nretracted " + place(retraction.span);
    out += "\n";
  }
  for (const Kind kind : {Kind::integer, Kind::decimal, Kind::name, Kind::string, Kind::term}) {
    for (std::uint32_t i = 0; i < pool.count(kind); ++i) out += pool.print(Value::pooled(kind, i)) + " ";
  }
  for (const Diagnostic& d : diagnostics.all()) out += "\n" + render(d, sources);
  return out;
}

std::string random_statement(Random& random, bool faults) {
  static const std::vector<std::string> sound = {
      "p(a, -5, 0.25).",
      "-p('Big Name', 2024-06-19, \"x\").",
      "p(f(a, g(1)), -f(b), -0.5).",
      "p(a,b,c). p( a , b , c ) . q(\"two\nlines.\np(not, a, fact).\n\").",
      "q(\"an \\\"escape\\\" \\n\").",
      "q(12345678901). q(-9223372036854775808). q(1_000).",
      "q.",
      "r(X, Y) :- p(X, Y, Z), Z > 1, not q(X).",
      "r(X, N) :- q(X),\n  N = #count{Y : p(X, Y, _)}.",
      "% a comment that ends like a fact: p(a).",
      "% and one before a\np(line, that, begins).",
      "/* p(a, b, c).\np(d, e, f).\n*/",
      "p(a, b, c). /* over\nlines */ p(a,\n  b, % here.\nc).",
      "claim c%d \"a gloss.\nof two lines\" by x {\np(in, a, claim).\nq(b).\n}",
      "claim d%d \"none\".",
      "p(X, 1, 2)?",
      "find X where q(X)?",
      "retract q(b).",
      "retract p(a, b, c).",
      "include \"more.kb\".",
      "include \"large.kb\".",
      "import t(a, b) from \"t.csv\".",
      "predicate q(what).",
      "normally p(a, b, X) :- q(X).",
      "p(what: a, other: b, third: c).",
      "mod_(a). norm(not_a). 'not'(mod_).",
  };
  static const std::vector<std::string> faulty = {
      "p(a, b, c)",
      "p(a, b.\np(c, d, e).",
      "q(2024-13-40). q(b).",
      "q(99999999999999999999).",
      "q(1.0e999).",
      "q(\"not closed).",
      "q('not closed).",
      "/* not closed",
      "p(caf\xe9).",
      "q(a)) .",
      "claim e \"open\" {\nq(a).\np(b, c",
      "}",
      "import t(a) from \"none.csv\".",
      "p(a, b, c):- .",
      "q(\"bad \\x escape\").",
      "q(a, ). not(b).",
  };
  if (faults && below(random, 30) == 0) return faulty[below(random, faulty.size())];
  if (below(random, 2) == 0) {
    return "edge(" + std::to_string(below(random, 1000)) + ", n" + std::to_string(below(random, 40)) + ").";
  }
  std::string text = sound[below(random, sound.size())];
  const std::size_t number = text.find("%d");
  if (number != std::string::npos) text.replace(number, 2, std::to_string(below(random, 1000)));
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pieces)

BOOST_AUTO_TEST_CASE(random_texts_are_read_the_same) {
  const TemporaryDirectory directory;
  directory.write("t.csv", "1,2\n");
  directory.write("more.kb", "q(of_more).\n% it has no more\n");
  std::string large = "q(of_large).\n";
  for (int i = 0; i < 60; ++i) large += "edge(" + std::to_string(i) + ", large" + std::to_string(i) + ").\n";
  directory.write("large.kb", large);
  Random random(20241124);
  std::size_t wrong = 0;
  for (int i = 0; i < 250; ++i) {
    std::string text = i % 7 == 0 ? "\xEF\xBB\xBF" : "";
    const std::string line_end = i % 5 == 0 ? "\r\n" : "\n";
    for (std::size_t n = below(random, 60); n != 0; --n) {
      text += random_statement(random, i % 2 == 0) + (below(random, 10) == 0 ? " " : line_end);
    }
    const std::string expected = read_as(text, directory.path().string(), ~std::uint32_t{0}, 1);
    wrong += expected.find("error[") != std::string::npos ? 1 : 0;
    for (const unsigned threads : {1U, 3U}) {
      for (const std::uint32_t bytes : {1U, 50U, 400U}) {
        const std::string found = read_as(text, directory.path().string(), bytes, threads);
        BOOST_REQUIRE_MESSAGE(found == expected, "text " << i << ", " << threads << " threads, pieces of " << bytes
                                                         << ":\n"
                                                         << text << "\ngave\n"
                                                         << found << "\nand not\n"
                                                         << expected);
      }
    }
  }
  BOOST_TEST(wrong > 40U);
  BOOST_TEST(wrong < 200U);
}

BOOST_AUTO_TEST_CASE(reading_can_be_stopped) {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "edge(" + std::to_string(i) + ", b).\n";
  for (const unsigned threads : {1U, 3U}) {
    SourceMap sources;
    Pool pool;
    Paths paths;
    Diagnostics diagnostics;
    int asked = 0;
    ScriptReader reader(sources, pool, paths, diagnostics, [&] { return ++asked < 4; });
    reader.piece_bytes = 1000;
    reader.threads = threads;
    reader.text("t.kb", text, ".");
    BOOST_TEST(reader.stopped());
    BOOST_TEST(asked == 4);
    BOOST_TEST(diagnostics.ok());

    ScriptReader other(sources, pool, paths, diagnostics, []() -> bool { throw std::runtime_error("enough"); });
    other.piece_bytes = 1000;
    other.threads = threads;
    BOOST_CHECK_THROW(other.text("t.kb", text, "."), std::runtime_error);
  }
}

BOOST_AUTO_TEST_SUITE_END()
