#include "scenarios/denial.hpp"

#include <algorithm>

namespace linchpin::scenarios {
namespace {

using syntax::Term;

bool is_head_of(const syntax::Atom& head, const Pattern& pattern) {
  return head.predicate == pattern.signature.name && head.denied == pattern.signature.denied &&
         head.args.size() == pattern.args.size();
}

// A head's arguments by position; empty where it is no head of the signature, or its named arguments are wrong, of
// which analysis tells.
std::vector<const Term*> head_terms(const syntax::Atom& head, const Pattern& pattern, const analysis::Program& program,
                                    const analysis::Signatures& signatures) {
  std::vector<const Term*> out;
  if (!is_head_of(head, pattern)) return out;
  out.resize(head.args.size());
  if (head.names.empty()) {
    std::transform(head.args.begin(), head.args.end(), out.begin(), [](const Term& t) { return &t; });
    return out;
  }
  const auto id = signatures.find(pattern.signature);
  if (!id || *id >= program.predicates.size()) return {};
  const std::vector<analysis::Argument>& arguments = program.predicates[*id].arguments;
  for (std::size_t i = 0; i < head.names.size(); ++i) {
    const auto at = std::find_if(arguments.begin(), arguments.end(),
                                 [&](const analysis::Argument& a) { return a.name == head.names[i].text; });
    if (at == arguments.end()) return {};
    out[static_cast<std::size_t>(at - arguments.begin())] = &head.args[i];
  }
  if (std::find(out.begin(), out.end(), nullptr) != out.end()) return {};
  return out;
}

Term term_of(Value value, Span span, const Pool& pool) {
  Term out;
  out.span = span;
  switch (value.kind()) {
    case Kind::integer:
      out.kind = Term::Kind::integer;
      out.integer = pool.integer(value);
      break;
    case Kind::decimal:
      out.kind = Term::Kind::decimal;
      out.decimal = pool.decimal(value);
      break;
    case Kind::date:
      out.kind = Term::Kind::date;
      out.integer = pool.days(value);
      break;
    case Kind::name:
      out.kind = Term::Kind::name;
      out.text = pool.text(value);
      break;
    case Kind::string:
      out.kind = Term::Kind::string;
      out.text = pool.text(value);
      break;
    case Kind::term:
      out.kind = Term::Kind::compound;
      out.text = pool.text(pool.functor(value));
      for (Value arg : pool.args(value)) out.args.push_back(term_of(arg, span, pool));
      break;
  }
  return out;
}

// A functor that no predicate is named like: the arguments of such a term would be checked as that predicate's.
std::string free_functor(std::size_t arity, const analysis::Signatures& signatures) {
  std::string out = "t";
  while (signatures.find({out, static_cast<std::uint32_t>(arity), false})) out += '_';
  return out;
}

Term side(std::vector<Term>&& terms, Span span, const analysis::Signatures& signatures) {
  if (terms.size() == 1) return std::move(terms.front());
  Term out;
  out.kind = Term::Kind::compound;
  out.span = span;
  out.text = free_functor(terms.size(), signatures);
  out.args = std::move(terms);
  return out;
}

// Whether the clause stays, with a condition where one is needed.
bool narrowed(syntax::Clause& clause, const Pattern& pattern, const analysis::Program& program,
              const analysis::Signatures& signatures, Pool& pool) {
  const std::vector<const Term*> terms = head_terms(clause.head, pattern, program, signatures);
  if (terms.empty()) return !is_head_of(clause.head, pattern) || !pattern.args.empty();
  std::vector<Term> given, denied;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    if (!pattern.args[i]) continue;
    Value value;
    if (knowledge::plain_value(*terms[i], pool, value)) {
      if (value != *pattern.args[i]) return true;
      continue;
    }
    given.push_back(*terms[i]);
    denied.push_back(term_of(*pattern.args[i], clause.head.span, pool));
  }
  if (given.empty()) return false;
  syntax::Literal condition;
  condition.kind = syntax::Literal::Kind::comparison;
  condition.span = clause.head.span;
  condition.op = "!=";
  condition.sides.push_back(side(std::move(given), clause.head.span, signatures));
  condition.sides.push_back(side(std::move(denied), clause.head.span, signatures));
  clause.body.push_back(std::move(condition));
  return true;
}

}  // namespace

bool states(const syntax::Clause& clause, const Pattern& pattern, const analysis::Program& program,
            const analysis::Signatures& signatures, Pool& pool) {
  if (!clause.body.empty() || !is_head_of(clause.head, pattern)) return false;
  const std::vector<const Term*> terms = head_terms(clause.head, pattern, program, signatures);
  std::vector<Value> row;
  for (const Term* term : terms) {
    if (!knowledge::plain_value(*term, pool, row.emplace_back())) return false;
  }
  return row.size() == pattern.args.size() && pattern.fits(row);
}

std::size_t retract(knowledge::Module& module, const Pattern& pattern, const analysis::Program& program,
                    const analysis::Signatures& signatures, Pool& pool) {
  const auto gone = [&](const auto& stated) { return states(stated.what, pattern, program, signatures, pool); };
  return module.retract_facts(pattern.signature, [&](std::span<const Value> row) { return pattern.fits(row); }) +
         module.clauses.erase_if(gone) + std::erase_if(module.assumed, gone);
}

void narrow_rules(knowledge::Module& module, const std::vector<Pattern>& denied, const analysis::Program& program,
                  const analysis::Signatures& signatures, Pool& pool) {
  const auto concerns = [&](const auto& stated) {
    return std::any_of(denied.begin(), denied.end(),
                       [&](const Pattern& pattern) { return is_head_of(stated.what.head, pattern); });
  };
  if (std::none_of(module.clauses.begin(), module.clauses.end(), concerns)) return;
  std::vector<knowledge::Stated<syntax::Clause>>& clauses = module.clauses.edit();
  std::vector<knowledge::Stated<syntax::Clause>> kept;
  for (auto& stated : clauses) {
    const bool stays =
        stated.what.body.empty() || std::all_of(denied.begin(), denied.end(), [&](const Pattern& pattern) {
          return narrowed(stated.what, pattern, program, signatures, pool);
        });
    if (stays) kept.push_back(std::move(stated));
  }
  clauses = std::move(kept);
}

}  // namespace linchpin::scenarios
