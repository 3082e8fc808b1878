// What a program means, the plain way: nested loops over all rows, again and again until nothing is new.
#pragma once

#include <functional>
#include <map>
#include <set>

#include "tests/unit/engine/program_builder.hpp"

namespace linchpin::test_support {

class Reference {
 public:
  using Row = std::vector<Value>;
  struct Less {
    bool operator()(const Row& a, const Row& b) const {
      return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                          [](Value x, Value y) { return x.bits() < y.bits(); });
    }
  };
  using Set = std::set<Row, Less>;

  Reference(const analysis::Program& program, Pool& pool, std::vector<Set> facts)
      : program_(program), pool_(pool), sets_(std::move(facts)) {
    sets_.resize(program.predicates.size());
  }

  const std::vector<Set>& evaluate() {
    for (PredicateId p = 0; p < sets_.size(); ++p) sets_[p] = best(p, sets_[p]);
    for (const analysis::Stratum& stratum : program_.strata) {
      for (std::uint32_t a : stratum.aggregations) aggregate(program_.aggregations[a]);
      for (bool again = true; again;) {
        again = false;
        for (std::uint32_t r : stratum.rules) {
          const analysis::Rule& rule = program_.rules[r];
          Set next = sets_[rule.head];
          solve(rule, [&](const Row& row) { next.insert(row); });
          next = best(rule.head, next);
          again = again || next != sets_[rule.head];
          sets_[rule.head] = std::move(next);
        }
      }
    }
    return sets_;
  }

  // The head tuples of a rule over the rows as they are now, one a binding.
  void solve(const analysis::Rule& rule, const std::function<void(const Row&)>& take) {
    Search search{rule, take, std::vector<std::optional<Value>>(rule.variables), std::vector<bool>(rule.body.size())};
    step(search);
  }

 private:
  using Literal = analysis::Literal;
  using Operand = analysis::Operand;
  struct Search {
    const analysis::Rule& rule;
    const std::function<void(const Row&)>& take;
    std::vector<std::optional<Value>> bound;
    std::vector<bool> done;
  };

  static std::optional<Value> value(const Search& s, const Operand& o) {
    if (o.kind == Operand::Kind::constant) return o.constant;
    if (o.kind == Operand::Kind::variable) return s.bound[o.variable];
    return std::nullopt;
  }

  std::optional<Value> value(const Search& s, const analysis::Expression& e) {
    using Kind = analysis::Expression::Kind;
    if (e.kind == Kind::constant) return e.constant;
    if (e.kind == Kind::variable) return s.bound[e.variable];
    Row args;
    for (const auto& a : e.args) {
      const auto v = value(s, a);
      if (!v) return std::nullopt;
      args.push_back(*v);
    }
    if (e.kind == Kind::term) return pool_.term(e.constant, args);
    std::optional<BuiltinError> error;
    return apply(e.builtin, pool_, args, error).value();
  }

  // Goes on with each way to make the operands equal to the row.
  void unify(Search& s, const std::vector<Operand>& operands, const Row& row) {
    const auto saved = s.bound;
    bool agrees = operands.size() == row.size();
    for (std::size_t i = 0; agrees && i < row.size(); ++i) {
      if (operands[i].kind == Operand::Kind::wildcard) continue;
      const auto v = value(s, operands[i]);
      if (v) {
        agrees = *v == row[i];
      } else {
        s.bound[operands[i].variable] = row[i];
      }
    }
    if (agrees) step(s);
    s.bound = saved;
  }

  bool all_bound(const Search& s, const std::vector<Operand>& operands, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) {
      if (operands[i].kind == Operand::Kind::variable && !value(s, operands[i])) return false;
    }
    return true;
  }

  bool ready(const Search& s, const Literal& l) {
    switch (l.kind) {
      case Literal::Kind::atom:
        return false;
      case Literal::Kind::bind:
        return value(s, l.expression).has_value();
      case Literal::Kind::term:
        return s.bound[l.variable] || std::all_of(l.args.begin(), l.args.end(), [&](const Operand& o) {
                 return value(s, o).has_value();  // a wildcard has none
               });
      case Literal::Kind::generate:
        return all_bound(s, l.args, 1);
      case Literal::Kind::aggregate:
        return all_bound(s, l.args, l.args.size() - 1);
      default:
        return all_bound(s, l.args, l.args.size());
    }
  }

  void step(Search& s) {
    std::size_t next = s.done.size();
    for (std::size_t i = 0; i < s.done.size(); ++i) {
      if (!s.done[i] && ready(s, s.rule.body[i])) {
        next = i;
        break;
      }
    }
    for (std::size_t i = 0; next == s.done.size() && i < s.done.size(); ++i) {
      if (!s.done[i] && s.rule.body[i].kind == Literal::Kind::atom) next = i;
    }
    if (next == s.done.size()) {
      Row row;
      for (const Operand& o : s.rule.head_args) row.push_back(value(s, o).value());
      s.take(row);
      return;
    }
    s.done[next] = true;
    run(s, s.rule.body[next]);
    s.done[next] = false;
  }

  bool some_row(const Search& s, const Literal& l) const {
    return std::any_of(sets_[l.predicate].begin(), sets_[l.predicate].end(), [&](const Row& row) {
      for (std::size_t i = 0; i < row.size(); ++i) {
        if (l.args[i].kind != Operand::Kind::wildcard && *value(s, l.args[i]) != row[i]) return false;
      }
      return true;
    });
  }

  void run(Search& s, const Literal& l) {
    switch (l.kind) {
      case Literal::Kind::atom: {
        for (const Row& row : sets_[l.predicate]) unify(s, l.args, row);
        return;
      }
      case Literal::Kind::negation:
        if (!some_row(s, l)) step(s);
        return;
      case Literal::Kind::compare:
        if (holds(l.comparison, *value(s, l.args[0]), *value(s, l.args[1]))) step(s);
        return;
      case Literal::Kind::bind:
        unify(s, {Operand::var(l.variable)}, {value(s, l.expression).value()});
        return;
      case Literal::Kind::term:
        if (const auto v = s.bound[l.variable]) {
          if (!v->is_term() || pool_.functor(*v) != l.constant) return;
          const auto args = pool_.args(*v);
          unify(s, l.args, {args.begin(), args.end()});
        } else {
          Row args;
          for (const Operand& o : l.args) args.push_back(value(s, o).value());
          unify(s, {Operand::var(l.variable)}, {pool_.term(l.constant, args)});
        }
        return;
      case Literal::Kind::test: {
        Row args;
        for (const Operand& o : l.args) args.push_back(value(s, o).value());
        std::optional<BuiltinError> error;
        if (linchpin::test(l.builtin, pool_, args, error) != l.negated) step(s);
        return;
      }
      case Literal::Kind::generate: {
        Row rows;
        linchpin::generate(l.builtin, pool_, *value(s, l.args[0]), 0, ~std::size_t{0}, rows);
        const std::vector<Operand> rest(l.args.begin() + 1, l.args.end());
        for (std::size_t i = 0; i < rows.size(); i += rest.size()) {
          const auto row = rows.begin() + static_cast<std::ptrdiff_t>(i);
          unify(s, rest, {row, row + static_cast<std::ptrdiff_t>(rest.size())});
        }
        return;
      }
      case Literal::Kind::aggregate: {
        bool there = false;
        for (const Row& row : sets_[l.predicate]) {
          bool group = true;
          for (std::size_t i = 0; i + 1 < row.size(); ++i) group = group && *value(s, l.args[i]) == row[i];
          if (!group) continue;
          there = true;
          unify(s, {l.args.back()}, {row.back()});
        }
        if (!there && l.empty) unify(s, {l.args.back()}, {*l.empty});
        return;
      }
    }
  }

  bool holds(Comparison c, Value a, Value b) const {
    const auto order = pool_.compare_numeric(a, b);
    switch (c) {
      case Comparison::equal:
        return a == b;
      case Comparison::unequal:
        return a != b;
      case Comparison::less:
        return order < 0;
      case Comparison::less_equal:
        return order <= 0;
      case Comparison::greater:
        return order > 0;
      case Comparison::greater_equal:
        return order >= 0;
    }
    return false;
  }

  Set best(PredicateId p, const Set& rows) const {
    const analysis::Predicate& predicate = program_.predicates[p];
    if (predicate.extremum == Extremum::none) return rows;
    std::map<Row, Value, Less> by_key;
    for (const Row& row : rows) {
      Row key = row;
      key.erase(key.begin() + predicate.extremum_argument);
      const Value v = row[predicate.extremum_argument];
      const auto [it, fresh] = by_key.try_emplace(key, v);
      const auto order = pool_.compare(v, it->second);
      if (!fresh && (predicate.extremum == Extremum::min ? order < 0 : order > 0)) it->second = v;
    }
    Set out;
    for (const auto& [key, v] : by_key) {
      Row row = key;
      row.insert(row.begin() + predicate.extremum_argument, v);
      out.insert(row);
    }
    return out;
  }

  // #count and #sum of integers, #min and #max: what random programs use.
  void aggregate(const analysis::Aggregation& a) {
    using Function = analysis::AggregateFunction;
    Set rows;
    solve(a.input, [&](const Row& row) { rows.insert(row); });
    std::map<Row, Row, Less> groups;
    for (const Row& row : rows) groups[{row.begin(), row.begin() + a.group}].push_back(row.back());
    for (const auto& [group, values] : groups) {
      const auto in_order = [this](Value x, Value y) { return pool_.compare(x, y) < 0; };
      Value result = pool_.integer(static_cast<std::int64_t>(values.size()));
      if (a.function == Function::min) result = *std::min_element(values.begin(), values.end(), in_order);
      if (a.function == Function::max) result = *std::max_element(values.begin(), values.end(), in_order);
      if (a.function == Function::sum) {
        std::int64_t sum = 0;
        for (Value v : values) sum += pool_.integer(v);
        result = pool_.integer(sum);
      }
      Row row = group;
      row.push_back(result);
      sets_[a.head].insert(row);
    }
  }

  const analysis::Program& program_;
  Pool& pool_;
  std::vector<Set> sets_;
};

}  // namespace linchpin::test_support
