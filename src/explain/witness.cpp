#include "explain/witness.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace linchpin::explain {
namespace {

using analysis::Type;

constexpr std::size_t kMostTries = 1000;   // values, over all variables
constexpr std::size_t kMostValues = 1000;  // of one variable

class Finder {
 public:
  Finder(const World& world, Rows& rows, const Hypothesis& hypothesis, std::size_t most, std::size_t tries)
      : world_(world), rows_(rows), hypothesis_(hypothesis), most_(most), tries_left_(tries) {
    domains_.resize(hypothesis.names.size());
    fresh_.resize(hypothesis.names.size());
  }

  Witnesses run() {
    Bindings bindings;
    bindings.add(hypothesis_.names.size());
    choose(bindings, hypothesis_.conditions);
    return {std::move(found_), !cut_ && !beyond_};
  }
  std::size_t tries_left() const { return tries_left_; }

 private:
  void choose(Bindings bindings, std::vector<Literal> conditions) {
    if (!settle(conditions, bindings, world_.pool)) return;
    const std::optional<VariableId> next = first_open(bindings, conditions);
    if (!next) return check(bindings, conditions);  // what is left asks for rows
    for (Value value : domain(*next)) {
      cut_ = cut_ || tries_left_ == 0 || found_.size() == most_;
      if (cut_) return;
      --tries_left_;
      Bindings with = bindings;
      if (with.unify(Operand::var(*next), Operand::value(value))) choose(std::move(with), conditions);
    }
  }

  // A variable that is to be a term comes of the term's own.
  static bool is_term(VariableId variable, const Bindings& bindings, const std::vector<Literal>& conditions) {
    return std::any_of(conditions.begin(), conditions.end(), [&](const Literal& l) {
      return l.kind == Literal::Kind::term && bindings(Operand::var(l.variable)) == Operand::var(variable);
    });
  }

  std::optional<VariableId> first_open(const Bindings& bindings, const std::vector<Literal>& conditions) const {
    for (VariableId v = 0; v < hypothesis_.names.size(); ++v) {
      if (bindings(Operand::var(v)) == Operand::var(v) && !is_term(v, bindings, conditions)) return v;
    }
    return std::nullopt;
  }

  bool fits(const Type& type, Value value) {
    switch (type.kind) {
      case Type::Kind::any:
        return true;
      case Type::Kind::symbol:
        return value.is_name();
      case Type::Kind::integer:
        return value.kind() == Kind::integer;
      case Type::Kind::decimal:
        return value.kind() == Kind::decimal;
      case Type::Kind::number:
        return value.is_number();
      case Type::Kind::string:
        return value.kind() == Kind::string;
      case Type::Kind::date:
        return value.kind() == Kind::date;
      case Type::Kind::term:
        return value.is_term();
      case Type::Kind::sort:
        return rows_.any(type.sort, {Operand::value(value)});
    }
    return true;
  }

  // The types of the arguments that a variable stands in.
  std::vector<Type> types(VariableId variable) const {
    std::vector<Type> out;
    for (const Pattern& fact : hypothesis_.facts) {
      for (std::size_t i = 0; i < fact.args.size(); ++i) {
        if (fact.args[i] == Operand::var(variable))
          out.push_back(world_.program.predicates[fact.predicate].arguments[i].type);
      }
    }
    return out;
  }

  // Whether a name that stands nowhere else meets what is asked of a variable: that it is no other value, or not
  // something, or among the arguments of a term.
  bool may_be_fresh(VariableId variable) const {
    return std::none_of(hypothesis_.conditions.begin(), hypothesis_.conditions.end(), [&](const Literal& l) {
      const bool unequal = l.kind == Literal::Kind::compare && l.comparison == analysis::Comparison::unequal;
      if (l.kind == Literal::Kind::term || l.kind == Literal::Kind::negation || unequal) return false;
      bool occurs = false;
      each_variable(l, [&](VariableId v) { occurs = occurs || v == variable; });
      return occurs;
    });
  }

  // What stands already where a variable does.
  std::vector<Value> values_in_place(VariableId variable) {
    std::vector<Value> out;
    for (const Pattern& fact : hypothesis_.facts) {
      for (std::size_t i = 0; i < fact.args.size(); ++i) {
        if (!(fact.args[i] == Operand::var(variable))) continue;
        for (Value value : rows_.values(fact.predicate, i)) out.push_back(value);
      }
    }
    return out;
  }

  // One of which nothing is said. A small one, as rules may count down from it.
  Value fresh_number(VariableId variable) {
    std::vector<Value> there = values_in_place(variable);
    for (const Literal& l : hypothesis_.conditions) {
      for (std::size_t i = 0; i < l.args.size(); ++i) {
        if (l.args[i].kind == Operand::Kind::constant) there.push_back(l.args[i].constant);
        if (l.kind != Literal::Kind::negation || !(l.args[i] == Operand::var(variable))) continue;
        for (Value value : rows_.values(l.predicate, i)) there.push_back(value);
      }
    }
    std::int64_t n = 0;
    while (std::find(there.begin(), there.end(), world_.pool.integer(n)) != there.end()) ++n;
    return world_.pool.integer(n);
  }

  const std::vector<Value>& domain(VariableId variable) {
    std::vector<Value>& out = domains_[variable];
    if (!out.empty()) return out;
    const std::vector<Type> types = this->types(variable);
    const auto add = [&](Value value) {
      const bool ok = std::all_of(types.begin(), types.end(), [&](const Type& t) { return fits(t, value); });
      const bool room = out.size() < kMostValues;
      if (ok && room && std::find(out.begin(), out.end(), value) == out.end()) out.push_back(value);
    };
    if (may_be_fresh(variable)) {
      const std::string text = fmt::format("any {}", hypothesis_.names[variable]);
      add(world_.pool.name(text));
      if (out.empty()) add(world_.pool.string(text));
      if (out.empty()) add(fresh_number(variable));
      fresh_[variable] = !out.empty();
    }
    const bool listed =
        std::any_of(types.begin(), types.end(), [](const Type& t) { return t.kind == Type::Kind::sort; });
    beyond_ = beyond_ || !(listed || fresh_[variable]);
    for (const Type& type : types) {
      if (type.kind != Type::Kind::sort) continue;
      for (Value value : rows_.values(type.sort, 0)) add(value);
    }
    for (Value value : values_in_place(variable)) add(value);
    std::vector<Value> constants;
    for (const Literal& l : hypothesis_.conditions) {
      for (const Operand& o : l.args) {
        if (o.kind == Operand::Kind::constant) constants.push_back(o.constant);
      }
      each_constant(l.expression, [&](Value value) { constants.push_back(value); });
    }
    for (Value value : constants) add(value);
    for (Value value : constants) {  // and what is next to them, as a comparison may ask for more or less
      for (const std::int64_t step : {1, -1}) {
        std::optional<BuiltinError> error;
        const std::array<Value, 2> args{value, world_.pool.integer(step)};
        if (const auto next = apply(*find_builtin("+", 2), world_.pool, args, error)) add(*next);
      }
    }
    return out;
  }

  // REQUIRES: all variables are known.
  void check(const Bindings& bindings, const std::vector<Literal>& conditions) {
    if (!met(conditions, bindings, rows_, world_.pool)) return;
    Witness& witness = found_.emplace_back();
    for (const Pattern& fact : hypothesis_.facts) {
      const Pattern now = bindings(fact);
      Fact& ground = witness.facts.emplace_back();
      ground.predicate = now.predicate;
      for (const Operand& o : now.args) ground.args.push_back(o.constant);
    }
    for (VariableId v = 0; v < hypothesis_.names.size(); ++v) {
      const Operand now = bindings(Operand::var(v));
      witness.values.push_back(now.constant);
      witness.fresh.push_back(fresh_[v] && now.constant == domains_[v].front());
    }
  }

  const World& world_;
  Rows& rows_;
  const Hypothesis& hypothesis_;
  std::size_t most_;
  std::vector<std::vector<Value>> domains_;  // by variable
  std::vector<bool> fresh_;
  std::size_t tries_left_;
  bool cut_ = false;
  bool beyond_ = false;  // a variable may have values that are not tried
  std::vector<Witness> found_;
};

}  // namespace

bool met(std::vector<Literal> conditions, Bindings bindings, Rows& rows, Pool& pool) {
  if (!settle(conditions, bindings, pool)) return false;
  return std::all_of(conditions.begin(), conditions.end(), [&](const Literal& l) {
    if (l.kind != Literal::Kind::negation) return false;
    const Pattern now = bindings(Pattern{l.predicate, l.args});
    const bool open = std::any_of(now.args.begin(), now.args.end(),
                                  [](const Operand& o) { return o.kind == Operand::Kind::variable; });
    return !open && !rows.any(now.predicate, now.args);
  });
}

Witnesses witnesses(const World& world, Rows& rows, const Hypothesis& hypothesis, std::size_t most,
                    std::uint64_t& tries) {
  world.budget.check(nullptr, 0);
  const std::size_t some = std::min<std::size_t>(tries, kMostTries);
  Finder finder(world, rows, hypothesis, most, some);
  Witnesses out = finder.run();
  tries -= std::min<std::uint64_t>(tries, 1 + some - finder.tries_left());  // to look at it is one, too
  return out;
}

}  // namespace linchpin::explain
