#include "knowledge/mentions.hpp"

#include <fmt/core.h>

#include "value/builtins.hpp"

namespace linchpin::knowledge {
namespace {

void value(Value v, const Pool& pool, Mentions& out) {
  switch (v.kind()) {
    case Kind::name:
      out.constants.emplace_back(pool.text(v));
      break;
    case Kind::string:
      out.has_string = true;
      break;
    case Kind::term:
      value(pool.functor(v), pool, out);
      for (const Value arg : pool.args(v)) value(arg, pool, out);
      break;
    default:
      break;
  }
}

}  // namespace

std::string print(const Predicate& predicate) { return fmt::format("{}/{}", predicate.first, predicate.second); }

MentionReader::MentionReader(const Module& module) {
  for (const auto& stated : module.predicates) {
    declared_.emplace(stated.what.name.text, static_cast<std::uint32_t>(stated.what.arguments.size()));
  }
}

Predicate MentionReader::predicate_of(const syntax::Atom& atom) const {
  const auto known = atom.names.empty() ? declared_.end() : declared_.find(atom.predicate);
  return {atom.predicate, known != declared_.end() ? known->second : static_cast<std::uint32_t>(atom.args.size())};
}

void MentionReader::atom(const syntax::Atom& atom, std::vector<Predicate>& list, Mentions& out) const {
  if (!find_builtin(atom.predicate, atom.args.size())) list.push_back(predicate_of(atom));
  for (const syntax::Term& arg : atom.args) term(arg, out);
}

void MentionReader::body(const std::vector<syntax::Literal>& literals, Mentions& out) const {
  for (const syntax::Literal& literal : literals) {
    if (literal.kind == syntax::Literal::Kind::atom) {
      atom(literal.atom, out.bodies, out);
      if (literal.atom.predicate == "says" && literal.atom.args.size() == 3) said(literal.atom.args[1], out);
    }
    for (const syntax::Term& side : literal.sides) term(side, out);
  }
}

// What a rule asks to have been said is a use of its predicate, denied or quoted as it may be.
void MentionReader::said(const syntax::Term& term, Mentions& out) const {
  using Kind = syntax::Term::Kind;
  if (term.kind == Kind::operation && term.args.size() == 1) return said(term.args[0], out);  // `-p(...)`
  if (term.kind != Kind::compound) return;
  if (term.text == "says" && term.args.size() == 2) return said(term.args[1], out);
  out.bodies.emplace_back(term.text, static_cast<std::uint32_t>(term.args.size()));
}

void MentionReader::term(const syntax::Term& term, Mentions& out) const {
  using Kind = syntax::Term::Kind;
  if (term.kind == Kind::string) out.has_string = true;
  const bool call = term.kind == Kind::compound && find_builtin(term.text, term.args.size());
  if (term.kind == Kind::name || (term.kind == Kind::compound && !call)) out.constants.push_back(term.text);
  for (const syntax::Term& arg : term.args) this->term(arg, out);
  if (term.body) body(*term.body, out);
}

void MentionReader::edits(const std::vector<syntax::Edit>& edits, Mentions& out) const {
  for (const syntax::Edit& edit : edits) {
    if (edit.atom) atom(*edit.atom, out.heads, out);
    if (!edit.claim) continue;
    for (const syntax::Clause& clause : edit.claim->clauses) {
      atom(clause.head, out.heads, out);
      body(clause.body, out);
    }
  }
}

Mentions MentionReader::of(const syntax::Clause& clause) const {
  Mentions out;
  atom(clause.head, out.heads, out);
  body(clause.body, out);
  return out;
}

Mentions MentionReader::of(const FactTable& table, std::size_t row, const Pool& pool) const {
  Mentions out;
  out.heads.emplace_back(table.signature.name, table.signature.arity);
  for (const Value v : table.row(row)) value(v, pool, out);
  return out;
}

Mentions MentionReader::of(const std::vector<syntax::Literal>& literals) const {
  Mentions out;
  body(literals, out);
  return out;
}

Mentions MentionReader::of(const std::vector<syntax::Atom>& atoms) const {
  Mentions out;
  for (const syntax::Atom& one : atoms) atom(one, out.bodies, out);
  return out;
}

Mentions MentionReader::of(const std::vector<syntax::Edit>& list) const {
  Mentions out;
  edits(list, out);
  return out;
}

Mentions MentionReader::of(const syntax::Question& question) const {
  Mentions out;
  body(question.body, out);
  if (question.entity) term(*question.entity, out);
  edits(question.suppose, out);
  return out;
}

}  // namespace linchpin::knowledge
