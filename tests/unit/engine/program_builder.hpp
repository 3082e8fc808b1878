// Programs by hand, for tests of the stages after analysis:
//
//   const Var X{"X"}, Y{"Y"}, Z{"Z"};
//   builder.rule(atom("path", X, Z), {atom("path", X, Y), atom("edge", Y, Z)});
//
// Strata are found by the builder. A text is a name, an integer a small or big integer, `any` the wildcard.
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "analysis/analyse.hpp"

namespace linchpin::test_support {

using analysis::Comparison;
using analysis::PredicateId;
using syntax::Extremum;

struct Var {
  std::string name;
};
struct Any {};
inline constexpr Any any;

struct Arg {
  enum class Kind : std::uint8_t { wildcard, variable, integer, name, value };
  Kind kind = Kind::wildcard;
  std::string text;  // of a variable or name
  std::int64_t number = 0;
  Value constant;
  // NOLINTBEGIN(google-explicit-constructor): programs in tests are to be short
  Arg(Any) {}
  Arg(const Var& v) : kind(Kind::variable), text(v.name) {}
  Arg(int i) : kind(Kind::integer), number(i) {}
  Arg(std::int64_t i) : kind(Kind::integer), number(i) {}
  Arg(const char* name) : kind(Kind::name), text(name) {}
  Arg(Value v) : kind(Kind::value), constant(v) {}
  // NOLINTEND(google-explicit-constructor)
};

struct Expr {
  std::string builtin, functor;  // both empty: `args` is one operand
  std::vector<Expr> args;
  std::vector<Arg> operand;
  template <class T>
    requires std::is_constructible_v<Arg, T>
  // NOLINTNEXTLINE(google-explicit-constructor,bugprone-forwarding-reference-overload)
  Expr(T&& arg) : operand{Arg(std::forward<T>(arg))} {}
  Expr(std::string b, std::string f, std::vector<Expr> a)
      : builtin(std::move(b)), functor(std::move(f)), args(std::move(a)) {}
};
template <class... A>
Expr call(const char* builtin, const A&... args) {
  return {builtin, "", {Expr(args)...}};
}
template <class... A>
Expr make(const char* functor, const A&... args) {
  return {"", functor, {Expr(args)...}};
}

// A literal before its names are resolved.
struct Lit {
  analysis::Literal::Kind kind = analysis::Literal::Kind::atom;
  std::string name;  // predicate, builtin or functor
  std::vector<Arg> args;
  Comparison comparison = Comparison::equal;
  Var variable;
  std::vector<Expr> expression;
  bool negated = false;
  std::vector<Arg> empty;
};

template <class... A>
Lit lit(analysis::Literal::Kind kind, const char* name, const A&... args) {
  Lit out;
  out.kind = kind;
  out.name = name;
  out.args = {Arg(args)...};
  return out;
}
template <class... A>
Lit atom(const char* predicate, const A&... args) {
  return lit(analysis::Literal::Kind::atom, predicate, args...);
}
template <class... A>
Lit absent(const char* predicate, const A&... args) {
  return lit(analysis::Literal::Kind::negation, predicate, args...);
}
// The last argument is the result; a group without a row passes nothing on.
template <class... A>
Lit aggregate(const char* predicate, const A&... args) {
  return lit(analysis::Literal::Kind::aggregate, predicate, args...);
}
template <class... A>
Lit aggregate_or(Arg empty, const char* predicate, const A&... args) {
  Lit out = lit(analysis::Literal::Kind::aggregate, predicate, args...);
  out.empty = {std::move(empty)};
  return out;
}
template <class... A>
Lit test(const char* builtin, const A&... args) {
  return lit(analysis::Literal::Kind::test, builtin, args...);
}
template <class... A>
Lit test_not(const char* builtin, const A&... args) {
  Lit out = test(builtin, args...);
  out.negated = true;
  return out;
}
template <class... A>
Lit generate(const char* builtin, const A&... args) {
  return lit(analysis::Literal::Kind::generate, builtin, args...);
}
inline Lit compare(const Arg& a, Comparison comparison, const Arg& b) {
  Lit out = lit(analysis::Literal::Kind::compare, "", a, b);
  out.comparison = comparison;
  return out;
}
inline Lit let(Var variable, Expr expression) {
  Lit out = lit(analysis::Literal::Kind::bind, "");
  out.variable = std::move(variable);
  out.expression = {std::move(expression)};
  return out;
}
template <class... A>
Lit term(Var variable, const char* functor, const A&... args) {
  Lit out = lit(analysis::Literal::Kind::term, functor, args...);
  out.variable = std::move(variable);
  return out;
}

class ProgramBuilder {
 public:
  explicit ProgramBuilder(Pool& p) : pool(p) {}

  // Numbers a predicate; used by its name and arity from then on.
  PredicateId predicate(const std::string& name, std::size_t arity, Extremum extremum = Extremum::none,
                        std::uint32_t extremum_argument = 0) {
    const auto [it, fresh] = ids_.try_emplace({name, arity}, static_cast<PredicateId>(program.predicates.size()));
    if (fresh) {
      analysis::Predicate p;
      p.signature = {name, static_cast<std::uint32_t>(arity), false};
      p.known = true;
      p.arguments.resize(arity);
      program.predicates.edit().push_back(std::move(p));
    }
    if (extremum != Extremum::none) {
      analysis::Predicate& p = program.predicates.edit()[it->second];
      p.extremum = extremum;
      p.extremum_argument = extremum_argument;
    }
    return it->second;
  }

  analysis::Rule resolve(const Lit& head, const std::vector<Lit>& body) {
    analysis::Rule rule;
    rule.head = predicate(head.name, head.args.size());
    for (const Lit& l : body) rule.body.push_back(resolve(l, rule));
    for (const Arg& a : head.args) rule.head_args.push_back(operand(a, rule));
    rule.variables = static_cast<std::uint32_t>(rule.variable_names.size());
    return rule;
  }

  std::uint32_t rule(const Lit& head, const std::vector<Lit>& body) {
    program.rules.edit().push_back(resolve(head, body));
    return static_cast<std::uint32_t>(program.rules.size() - 1);
  }

  // name(group..., result) over the rows of `input`, an atom of the group, then of the values.
  void aggregation(const char* name, analysis::AggregateFunction function, std::uint32_t group, const Lit& input,
                   const std::vector<Lit>& body, bool distinct = false) {
    analysis::Aggregation a;
    a.head = predicate(name, group + 1);
    a.function = function;
    a.group = group;
    a.values = static_cast<std::uint32_t>(input.args.size()) - group;
    a.input = resolve(input, body);
    a.input.head = a.head;  // rows of the input are nobody's tuples
    a.distinct = distinct;
    program.aggregations.edit().push_back(std::move(a));
  }

  // The program so far, with its strata.
  std::shared_ptr<const analysis::Program> build();

  Value value(const Arg& arg) {
    switch (arg.kind) {
      case Arg::Kind::integer:
        return pool.integer(arg.number);
      case Arg::Kind::name:
        return pool.name(arg.text);
      case Arg::Kind::value:
        return arg.constant;
      default:
        throw std::logic_error("not a constant");
    }
  }

  Pool& pool;
  analysis::Program program;
  // What the strata with aggregations rest on, and must be decided.
  std::vector<analysis::Decided> decided;

 private:
  analysis::VariableId variable(const std::string& name, analysis::Rule& rule) {
    for (analysis::VariableId v = 0; v < rule.variable_names.size(); ++v) {
      if (rule.variable_names[v] == name) return v;
    }
    rule.variable_names.push_back(name);
    return static_cast<analysis::VariableId>(rule.variable_names.size() - 1);
  }

  analysis::Operand operand(const Arg& arg, analysis::Rule& rule) {
    if (arg.kind == Arg::Kind::wildcard) return {};
    if (arg.kind == Arg::Kind::variable) return analysis::Operand::var(variable(arg.text, rule));
    return analysis::Operand::value(value(arg));
  }

  analysis::Expression expression(const Expr& e, analysis::Rule& rule) {
    using Kind = analysis::Expression::Kind;
    analysis::Expression out;
    if (!e.operand.empty()) {
      const analysis::Operand o = operand(e.operand[0], rule);
      out.kind = o.kind == analysis::Operand::Kind::variable ? Kind::variable : Kind::constant;
      out.variable = o.variable;
      out.constant = o.constant;
      return out;
    }
    for (const Expr& a : e.args) out.args.push_back(expression(a, rule));
    out.kind = e.functor.empty() ? Kind::call : Kind::term;
    if (e.functor.empty()) {
      out.builtin = find_builtin(e.builtin, e.args.size()).value();
    } else {
      out.constant = pool.name(e.functor);
    }
    return out;
  }

  analysis::Literal resolve(const Lit& l, analysis::Rule& rule) {
    using Kind = analysis::Literal::Kind;
    analysis::Literal out;
    out.kind = l.kind;
    for (const Arg& a : l.args) out.args.push_back(operand(a, rule));
    out.comparison = l.comparison;
    out.negated = l.negated;
    switch (l.kind) {
      case Kind::atom:
      case Kind::negation:
      case Kind::aggregate:
        out.predicate = predicate(l.name, l.args.size());
        break;
      case Kind::term:
        out.variable = variable(l.variable.name, rule);
        out.constant = pool.name(l.name);
        break;
      case Kind::bind:
        out.variable = variable(l.variable.name, rule);
        out.expression = expression(l.expression[0], rule);
        break;
      case Kind::test:
      case Kind::generate:
        out.builtin = find_builtin(l.name, l.args.size()).value();
        break;
      case Kind::compare:
        break;
    }
    if (!l.empty.empty()) out.empty = value(l.empty[0]);
    return out;
  }

  std::map<std::pair<std::string, std::size_t>, PredicateId> ids_;
};

// Strongly connected components by plain reachability: test programs are small.
inline std::vector<analysis::Stratum> strata_of(const std::vector<analysis::Rule>& rules,
                                                const std::vector<analysis::Aggregation>& aggregations,
                                                std::size_t predicates) {
  using Kind = analysis::Literal::Kind;
  std::vector<std::vector<bool>> reaches(predicates, std::vector<bool>(predicates));
  const auto look = [&](PredicateId head, const analysis::Rule& rule) {
    for (const analysis::Literal& l : rule.body) {
      if (l.kind == Kind::atom || l.kind == Kind::negation || l.kind == Kind::aggregate) {
        reaches[head][l.predicate] = true;
      }
    }
  };
  for (const analysis::Rule& r : rules) look(r.head, r);
  for (const analysis::Aggregation& a : aggregations) look(a.head, a.input);
  for (std::size_t k = 0; k < predicates; ++k) {
    for (std::size_t i = 0; i < predicates; ++i) {
      for (std::size_t j = 0; j < predicates; ++j) reaches[i][j] = reaches[i][j] || (reaches[i][k] && reaches[k][j]);
    }
  }
  std::vector<analysis::Stratum> strata;
  std::vector<bool> placed(predicates);
  while (std::find(placed.begin(), placed.end(), false) != placed.end()) {
    for (PredicateId p = 0; p < predicates; ++p) {
      const auto component = [&](PredicateId q) { return q == p || (reaches[p][q] && reaches[q][p]); };
      bool ready = !placed[p];
      for (PredicateId q = 0; q < predicates; ++q) ready = ready && (placed[q] || !reaches[p][q] || component(q));
      if (!ready) continue;
      analysis::Stratum stratum;
      stratum.recursive = reaches[p][p];
      for (PredicateId q = 0; q < predicates; ++q) {
        if (!component(q)) continue;
        placed[q] = true;
        stratum.predicates.push_back(q);
      }
      const auto of_it = [&](PredicateId head) { return component(head); };
      for (std::uint32_t r = 0; r < rules.size(); ++r) {
        if (of_it(rules[r].head)) stratum.rules.push_back(r);
      }
      for (std::uint32_t a = 0; a < aggregations.size(); ++a) {
        if (of_it(aggregations[a].head)) stratum.aggregations.push_back(a);
      }
      strata.push_back(std::move(stratum));
    }
  }
  return strata;
}

inline std::shared_ptr<const analysis::Program> ProgramBuilder::build() {
  program.strata.edit() = strata_of(program.rules, program.aggregations, program.predicates.size());
  for (analysis::Stratum& stratum : program.strata.edit()) {
    for (PredicateId p : stratum.predicates) {
      if (program.predicates[p].levelless) stratum.levelless.push_back(p);
    }
    if (!stratum.aggregations.empty()) stratum.decided = decided;
  }
  return std::make_shared<const analysis::Program>(program);
}

}  // namespace linchpin::test_support
