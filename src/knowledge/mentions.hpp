// What a statement mentions: predicates, constants, strings.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "knowledge/module.hpp"

namespace linchpin::knowledge {

using Predicate = std::pair<std::string, std::uint32_t>;  // name and arity; p(...) and -p(...) are one here
std::string print(const Predicate& predicate);            // depends_on/3

struct Mentions {
  std::vector<Predicate> heads;
  std::vector<Predicate> bodies;       // in aggregates, too; without builtins
  std::vector<std::string> constants;  // names and functors, as often as they stand there; without builtins
  bool has_string = false;
};

// Reads statements against the declarations of a module, which give the arity where arguments are named.
class MentionReader {
 public:
  explicit MentionReader(const Module& module);

  Mentions of(const syntax::Clause& clause) const;
  Mentions of(const FactTable& table, std::size_t row, const Pool& pool) const;
  Mentions of(const std::vector<syntax::Literal>& body) const;
  Mentions of(const std::vector<syntax::Atom>& atoms) const;
  Mentions of(const std::vector<syntax::Edit>& edits) const;
  Mentions of(const syntax::Question& question) const;

 private:
  Predicate predicate_of(const syntax::Atom& atom) const;
  void atom(const syntax::Atom& atom, std::vector<Predicate>& list, Mentions& out) const;
  void body(const std::vector<syntax::Literal>& literals, Mentions& out) const;
  void said(const syntax::Term& term, Mentions& out) const;
  void term(const syntax::Term& term, Mentions& out) const;
  void edits(const std::vector<syntax::Edit>& edits, Mentions& out) const;

  std::map<std::string, std::uint32_t> declared_;  // arity
};

}  // namespace linchpin::knowledge
