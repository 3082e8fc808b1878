#include "text.hpp"

#include <cctype>
#include <map>
#include <stdexcept>

#include "syntax/parse.hpp"
#include "syntax/print.hpp"

namespace linchpin::property {

Program parse(const std::string& text) {
  SourceMap sources;
  const FileId file = sources.add("program.kb", text);
  Diagnostics diagnostics;
  Program program = syntax::parse(sources, file, diagnostics);
  std::string errors;
  for (const Diagnostic& d : diagnostics.all())
    if (d.severity == Severity::error) errors += render(d, sources);
  if (!errors.empty()) throw std::runtime_error(errors);
  return program;
}

namespace {

void own(std::vector<syntax::Literal>& body);

void own(syntax::Term& term) {
  for (syntax::Term& a : term.args) own(a);
  if (!term.body) return;
  term.body = std::make_shared<std::vector<syntax::Literal>>(*term.body);
  own(*term.body);
}

void own(std::vector<syntax::Literal>& body) {
  for (syntax::Literal& l : body) {
    for (syntax::Term& a : l.atom.args) own(a);
    for (syntax::Term& s : l.sides) own(s);
  }
}

}  // namespace

Program copy(const Program& program) {
  Program out = program;
  each_clause(out, [](syntax::Clause& clause) {
    for (syntax::Term& a : clause.head.args) own(a);
    own(clause.body);
  });
  return out;
}

syntax::Statement copy(const syntax::Statement& statement) { return copy(Program{statement}).front(); }

std::string print(const Program& program) {
  std::string out;
  for (const syntax::Statement& s : program) out += syntax::print(s) + "\n";
  return out;
}

std::string canonical(const syntax::Statement& statement) {
  const std::string text = syntax::print(statement);
  const auto in_name = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
  std::map<std::string, std::size_t> numbers;
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i + 1;
    if (text[i] == '"' || text[i] == '\'') {
      while (text[end] != text[i]) end += text[end] == '\\' ? 2 : 1;
      out += text.substr(i, ++end - i);
    } else if (in_name(text[i])) {
      while (end < text.size() && in_name(text[end])) ++end;
      std::string word = text.substr(i, end - i);
      const bool variable = std::isupper(static_cast<unsigned char>(word[0])) != 0 || word[0] == '_';
      if (word == "_") word += std::to_string(i);  // each one is a variable of its own
      out += variable ? "V" + std::to_string(numbers.emplace(word, numbers.size()).first->second) : word;
    } else {
      out += text[i];
    }
    i = end;
  }
  return out;
}

}  // namespace linchpin::property
