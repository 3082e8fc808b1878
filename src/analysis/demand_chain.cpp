#include "analysis/demand_chain.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace linchpin::analysis {
namespace {

using Variables = std::set<VariableId>;

void add(const Operand& operand, Variables& out) {
  if (operand.kind == Operand::Kind::variable) out.insert(operand.variable);
}

void add(const Expression& e, Variables& out) {
  if (e.kind == Expression::Kind::variable) out.insert(e.variable);
  for (const Expression& arg : e.args) add(arg, out);
}

void add(const Literal& literal, Variables& out) {
  if (literal.kind == Literal::Kind::bind || literal.kind == Literal::Kind::term) out.insert(literal.variable);
  if (literal.kind == Literal::Kind::bind) add(literal.expression, out);
  for (const Operand& o : literal.args) add(o, out);
}

bool disjoint(const Variables& a, const Variables& b) {
  return std::none_of(a.begin(), a.end(), [&](VariableId v) { return b.contains(v); });
}

// The arguments at one end: those that are bound, or those that are not.
std::vector<Operand> end(const std::vector<Operand>& args, const std::vector<bool>& bound, bool which) {
  std::vector<Operand> out;
  for (std::size_t i = 0; i < args.size(); ++i) {
    if (bound[i] == which) out.push_back(args[i]);
  }
  return out;
}

Variables variables(const std::vector<Operand>& operands) {
  Variables out;
  for (const Operand& o : operands) add(o, out);
  return out;
}

// A recursive rule, of which one or two atoms are of the predicate.
std::optional<Link> link_of(const Rule& rule, const std::vector<bool>& bound, std::vector<Literal> own,
                            std::vector<Literal> rest) {
  const Variables all = variables(rule.head_args);
  const bool distinct = all.size() == rule.head_args.size();
  if (!distinct || own.size() > 2) return std::nullopt;
  const auto same_end = [&](const Literal& atom, bool which) {
    // cppcheck-suppress mismatchingContainerExpression // these are variables, not iterators
    return end(atom.args, bound, which) == end(rule.head_args, bound, which);
  };
  Link out;
  out.rule = &rule;
  out.rest = std::move(rest);
  if (own.size() == 2 && !(same_end(own[0], true) && same_end(own[1], false))) std::swap(own[0], own[1]);
  const bool first_is_left = same_end(own[0], true);
  if (own.size() == 2) {
    if (!first_is_left || !same_end(own[1], false)) return std::nullopt;
    out.left = std::move(own[0]);
    out.right = std::move(own[1]);
  } else if (first_is_left) {
    out.left = std::move(own[0]);
  } else if (same_end(own[0], false)) {
    out.right = std::move(own[0]);
  } else {
    return std::nullopt;
  }
  Variables joined;
  for (const Literal& literal : out.rest) add(literal, joined);
  const Variables given = variables(end(rule.head_args, bound, true));
  const Variables free = variables(end(rule.head_args, bound, false));
  if (out.left) {
    Variables left = joined;
    for (const Operand& o : end(out.left->args, bound, false)) add(o, left);
    if (out.right) {
      for (const Operand& o : end(out.right->args, bound, true)) add(o, left);
    }
    out.needs_bound = !disjoint(left, given);
    if (out.right && out.needs_bound) return std::nullopt;
  }
  if (out.right) {
    Variables known = joined;
    if (!out.left) known.insert(given.begin(), given.end());
    if (out.left) known.merge(variables(end(out.left->args, bound, false)));
    const std::vector<Operand> onwards = end(out.right->args, bound, true);
    const bool any =
        std::any_of(onwards.begin(), onwards.end(), [](const Operand& o) { return o.kind == Operand::Kind::wildcard; });
    const Variables next = variables(onwards);
    if (any || !std::includes(known.begin(), known.end(), next.begin(), next.end())) return std::nullopt;
    joined.insert(next.begin(), next.end());
    if (!disjoint(joined, free)) return std::nullopt;
    if (out.left && !disjoint(variables(end(out.left->args, bound, false)), free)) return std::nullopt;
  }
  return out;
}

}  // namespace

std::optional<std::vector<Link>> links_of(PredicateId predicate, const std::vector<bool>& bound,
                                          const std::vector<const Rule*>& rules) {
  std::vector<Link> out;
  for (const Rule* rule : rules) {
    std::vector<Literal> own, rest;
    for (const Literal& literal : rule->body) {
      (literal.kind == Literal::Kind::atom && literal.predicate == predicate ? own : rest).push_back(literal);
    }
    if (own.empty()) {
      Link& link = out.emplace_back();
      link.rule = rule;
      link.needs_bound = true;
      link.rest = std::move(rest);
      continue;
    }
    auto link = link_of(*rule, bound, std::move(own), std::move(rest));
    if (!link) return std::nullopt;
    out.push_back(*std::move(link));
  }
  // What a rule says of the given arguments is said of these alone only where none others are reached.
  const bool needs =
      std::any_of(out.begin(), out.end(), [](const Link& link) { return link.left && link.needs_bound; });
  if (goes_on(out) && needs) return std::nullopt;
  return out;
}

bool goes_on(const std::vector<Link>& links) {
  return std::any_of(links.begin(), links.end(), [](const Link& link) { return link.right.has_value(); });
}

namespace {

void put_in(const std::map<VariableId, Value>& values, Operand& operand) {
  if (operand.kind != Operand::Kind::variable) return;
  if (const auto found = values.find(operand.variable); found != values.end()) operand = Operand::value(found->second);
}

void put_in(const std::map<VariableId, Value>& values, Expression& e) {
  if (e.kind == Expression::Kind::variable) {
    const auto found = values.find(e.variable);
    if (found == values.end()) return;
    e.kind = Expression::Kind::constant;
    e.constant = found->second;
  }
  for (Expression& arg : e.args) put_in(values, arg);
}

}  // namespace

bool put_in(Link& link, const std::vector<bool>& bound, const std::vector<Value>& from) {
  std::map<VariableId, Value> values;
  std::size_t next = 0;
  for (std::size_t i = 0; i < bound.size(); ++i) {
    if (!bound[i]) continue;
    const Value value = from[next++];
    const Operand& arg = link.rule->head_args[i];
    if (arg.kind == Operand::Kind::constant && arg.constant != value) return false;
    if (arg.kind != Operand::Kind::variable) continue;
    const auto [known, is_new] = values.emplace(arg.variable, value);
    if (!is_new && known->second != value) return false;
  }
  const auto says_one = [&](const Literal& literal) {
    return (literal.kind == Literal::Kind::bind || literal.kind == Literal::Kind::term) &&
           values.contains(literal.variable);
  };
  link.needs_bound =
      std::any_of(link.rest.begin(), link.rest.end(), says_one) ||
      std::any_of(link.rule->head_args.begin(), link.rule->head_args.end(),
                  [&, i = std::size_t{0}](const Operand& o) mutable {
                    return !bound[i++] && o.kind == Operand::Kind::variable && values.contains(o.variable);
                  });
  if (link.needs_bound) return true;
  for (Literal& literal : link.rest) {
    for (Operand& o : literal.args) put_in(values, o);
    put_in(values, literal.expression);
  }
  if (link.left) {
    for (Operand& o : link.left->args) put_in(values, o);
  }
  return true;
}

}  // namespace linchpin::analysis
