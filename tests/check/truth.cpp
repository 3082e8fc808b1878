#include "truth.hpp"

#include <algorithm>

#include "syntax/print.hpp"
#include "text.hpp"

namespace linchpin::check {

using naive::Invalid;
using naive::Signature;
using naive::Tuple;
using naive::Value;
using syntax::ClaimDeclaration;
using syntax::Clause;
using syntax::Statement;
using syntax::Term;

std::string print(const Fact& fact) {
  return (fact.predicate.denied ? "-" : "") + syntax::print_name(fact.predicate.name) +
         (fact.args.empty() ? "" : "(" + naive::print(fact.args) + ")");
}

Fact fact_of(const syntax::Atom& atom) {
  Clause clause;
  clause.head = atom;
  Fact fact{naive::signature(atom), {}};
  for (const Term& t : naive::prepare(clause, 0).head.args) fact.args.push_back(naive::value(t, {}));
  return fact;
}

Term term_of(const Value& value) {
  Term t;
  t.text = value.text;
  t.integer = value.integer;
  t.decimal = value.decimal;
  switch (value.kind) {
    case Value::Kind::integer:
      t.kind = Term::Kind::integer;
      break;
    case Value::Kind::decimal:
      t.kind = Term::Kind::decimal;
      break;
    case Value::Kind::date:
      t.kind = Term::Kind::date;
      break;
    case Value::Kind::name:
      break;
    case Value::Kind::string:
      t.kind = Term::Kind::string;
      break;
    case Value::Kind::term:
      t.kind = Term::Kind::compound;
      for (const Value& a : value.args) t.args.push_back(term_of(a));
      break;
  }
  return t;
}

namespace {

void refuse_unknown(const Term& t) {
  if (t.kind == Term::Kind::compound && t.text == "concat" && t.args.size() == 3) throw Invalid("concat/3");
  const bool of_text = t.kind == Term::Kind::compound && naive::is_function(t.text, t.args.size());
  for (const Term& a : t.args) {
    const bool plain =
        std::all_of(a.text.begin(), a.text.end(), [](char c) { return static_cast<signed char>(c) >= 0; });
    if (of_text && a.kind == Term::Kind::string && !plain) throw Invalid("a function of text beyond ASCII");
    refuse_unknown(a);
  }
}

Term name(const std::string& text) {
  Term t;
  t.text = text;
  return t;
}

Term number(std::uint32_t n) {
  Term t;
  t.kind = Term::Kind::integer;
  t.integer = n;
  return t;
}

Clause fact(const char* predicate, std::vector<Term> args) {
  Clause out;
  out.head.predicate = predicate;
  out.head.args = std::move(args);
  return out;
}

std::vector<Clause> rows_of(const ClaimDeclaration& claim, const std::string& highest) {
  std::vector<Clause> out;
  std::vector<std::string> speakers;
  if (!claim.by.empty()) {
    for (const syntax::Identifier& speaker : claim.by.front()) speakers.push_back(speaker.text);
  } else if (!claim.at.empty()) {
    speakers.push_back(claim.at.front().source);
  } else {
    speakers.emplace_back(claim.basis == syntax::Basis::added ? "encoder" : "author");
  }
  const std::string level = claim.level ? claim.level->text : highest;
  for (const std::string& speaker : speakers) {
    out.push_back(fact(
        "claimed", {name(claim.id.text), name(level), name(speaker), name(std::string(syntax::print(claim.basis)))}));
  }
  for (const syntax::Place& at : claim.at) {
    out.push_back(fact(
        "cites", {name(claim.id.text), name(at.source), name(at.section), number(at.paragraph), number(at.sentence)}));
  }
  return out;
}

// What the base states, then tables, then what the claims tell of themselves.
Statements with_provided(const Base& base) {
  Statements out = base.program;
  for (Statement& s : out) {
    auto* claim = std::get_if<ClaimDeclaration>(&s.body);
    // Whether it says what its originals do is not for a checker of proofs to see.
    if (claim != nullptr && !claim->repeats.empty()) claim->repeats = {claim->id};
  }
  out.insert(out.end(), base.imported.begin(), base.imported.end());
  std::string highest = "certain";
  for (const Statement& s : base.program) {
    if (const auto* levels = std::get_if<syntax::LevelsDeclaration>(&s.body)) highest = levels->names.front().text;
  }
  for (const Statement& s : base.program) {
    const auto* claim = std::get_if<ClaimDeclaration>(&s.body);
    if (claim == nullptr) continue;
    for (Clause& row : rows_of(*claim, highest)) out.push_back({{}, std::move(row)});
  }
  return out;
}

std::size_t count_provided(const Statements& all, const Base& base) { return all.size() - base.program.size(); }

}  // namespace

void refuse_unknown(const std::vector<syntax::Literal>& body) {
  for (const syntax::Literal& l : body) {
    const bool relation = l.kind == syntax::Literal::Kind::atom;
    for (const char* unknown : {"matches", "predicate_info"}) {
      if (relation && l.atom.predicate == unknown && l.atom.args.size() == 2) throw Invalid(l.atom.predicate + "/2");
    }
    for (const Term& t : l.atom.args) refuse_unknown(t);
    for (const Term& t : l.sides) refuse_unknown(t);
  }
}

Truth::Truth(Base base)
    : base_(std::move(base)),
      all_(with_provided(base_)),
      flat_(naive::flatten(all_)),
      book_(naive::prepare(flat_.program)),
      attack_(flat_, book_.rules) {
  for (const naive::Rule& rule : book_.rules) refuse_unknown(rule.body);
  const std::size_t own = flat_.program.size() - count_provided(all_, base_);
  conclusions_ = naive::reason(all_);
  for (const naive::Rule& rule : book_.rules) {
    Stated& stated = clauses_.emplace_back();
    stated.rule = rule;
    stated.ground = flat_.grounds[rule.statement];
    const Statement& statement = flat_.program[rule.statement];
    const bool is_own = rule.statement < own && rule.head_signature != Signature{"says", 3, false};
    stated.clause = std::get_if<Clause>(&statement.body);
    if (stated.clause != nullptr) {
      Clause shown = *stated.clause;
      shown.normally = stated.ground.normally;
      stated.text = text_of(shown);
    } else {
      stated.text = syntax::print(statement);
      stated.text.pop_back();
    }
    if (is_own) by_text_[{stated.ground.claim, stated.text}].push_back(clauses_.size() - 1);
  }
}

std::optional<int> Truth::level(const Fact& fact) const {
  const auto relation = conclusions_.holds.find(fact.predicate);
  if (relation == conclusions_.holds.end()) return std::nullopt;
  const auto at = relation->second.find(fact.args);
  return at == relation->second.end() ? std::nullopt : std::optional(at->second);
}

std::optional<int> Truth::definite(const Fact& fact) const {
  if (!attack_.is_affected(fact.predicate)) return level(fact);
  const auto relation = conclusions_.definite.find(fact.predicate);
  if (relation == conclusions_.definite.end()) return std::nullopt;
  const auto at = relation->second.find(fact.args);
  return at == relation->second.end() ? std::nullopt : std::optional(at->second);
}

bool Truth::is_undecided(const Fact& fact) const {
  const auto relation = conclusions_.undecided.find(fact.predicate);
  return relation != conclusions_.undecided.end() && relation->second.contains(fact.args);
}

const naive::Best* Truth::best(const Signature& s) const {
  const auto at = book_.best.find(s);
  return at == book_.best.end() ? nullptr : &at->second;
}

std::vector<std::size_t> Truth::find(const std::string& claim, const std::string& text) const {
  const auto at = by_text_.find({claim, text});
  return at == by_text_.end() ? std::vector<std::size_t>{} : at->second;
}

std::vector<std::size_t> Truth::clauses_of(const Signature& s) const {
  std::vector<std::size_t> out;
  for (std::size_t c = 0; c < clauses_.size(); ++c) {
    if (clauses_[c].rule.head_signature == s) out.push_back(c);
  }
  return out;
}

const std::map<Tuple, int>& Truth::applicable(std::size_t clause) const {
  const auto [at, added] = applicable_.try_emplace(clause);
  if (!added) return at->second;
  const Stated& stated = clauses_[clause];
  for (int level = stated.ground.level; level < static_cast<int>(levels().size()); ++level) {
    naive::solve(stated.rule, View(*this, level).against_whole(), [&](const naive::Binding& binding) {
      Tuple head;
      for (const Term& t : stated.rule.head.args) head.push_back(naive::value(t, binding));
      at->second.emplace(std::move(head), level);
    });
  }
  return at->second;
}

const ClaimDeclaration* Truth::claim(const std::string& id) const {
  for (const Statement& s : base_.program) {
    const auto* claim = std::get_if<ClaimDeclaration>(&s.body);
    if (claim != nullptr && claim->id.text == id) return claim;
  }
  return nullptr;
}

bool Truth::provides(const std::string& id, const Fact& fact) const {
  const ClaimDeclaration* stated = claim(id);
  if (stated == nullptr) return false;
  std::vector<Clause> rows = rows_of(*stated, levels().front());
  Statements alone;
  for (const Statement& s : base_.program) {
    const bool header = std::holds_alternative<syntax::LevelsDeclaration>(s.body) ||
                        std::holds_alternative<syntax::SourceDeclaration>(s.body);
    if (header) alone.push_back(s);
  }
  ClaimDeclaration said = *stated;
  said.repeats.clear();
  alone.push_back({{}, std::move(said)});
  for (const Statement& s : naive::flatten(alone).program) {
    const auto* clause = std::get_if<Clause>(&s.body);
    if (clause != nullptr && clause->head.predicate == "says") rows.push_back(*clause);
  }
  return std::any_of(rows.begin(), rows.end(), [&](const Clause& row) { return fact_of(row.head) == fact; });
}

void View::each(const syntax::Atom& atom, const naive::Binding& binding, naive::Place place, const Visit& visit) const {
  if (pins_ != nullptr) {
    if (const auto pin = pins_->find(atom.predicate); pin != pins_->end()) return visit(pin->second);
  }
  const Signature s = naive::signature(atom);
  const Tuple beginning = naive::known_beginning(atom, binding);
  const bool negated = place == naive::Place::negated;
  const naive::Conclusions& known = truth_.conclusions();
  if (const auto holds = known.holds.find(s); holds != known.holds.end()) {
    naive::each_that_begins(holds->second, beginning, [&](const auto& row) {
      if (negated || row.second <= lowest_) visit(row.first);
    });
  }
  if (negated == possibly_) return;
  if (const auto open = known.undecided.find(s); open != known.undecided.end()) {
    naive::each_that_begins(open->second, beginning, visit);
  }
}

}  // namespace linchpin::check
