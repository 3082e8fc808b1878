#include "explain/abduction.hpp"

#include <algorithm>
#include <cctype>

#include "explain/renaming.hpp"
#include "explain/wording.hpp"

namespace linchpin::explain {
namespace {

using analysis::Rule;

bool is_ground(const Pattern& pattern) {
  return std::all_of(pattern.args.begin(), pattern.args.end(),
                     [](const Operand& o) { return o.kind == Operand::Kind::constant; });
}

std::size_t bound_arguments(const Literal& literal, const Bindings& bindings) {
  return static_cast<std::size_t>(
      std::count_if(literal.args.begin(), literal.args.end(), [&](const Operand& o) { return bindings.bound(o); }));
}

// Whether nothing but wildcards is open. Of an aggregate, in its group.
bool is_known(const Literal& literal, const Bindings& bindings) {
  const std::size_t result = literal.kind == Literal::Kind::aggregate ? 1 : 0;
  return std::all_of(literal.args.begin(), literal.args.end() - static_cast<std::ptrdiff_t>(result),
                     [&](const Operand& o) { return o.kind == Operand::Kind::wildcard || bindings.bound(o); });
}

// Takes out what says only that a variable, which occurs nowhere else, is a certain term.
void drop_idle_terms(std::vector<Literal>& waiting, const std::vector<Pattern>& missing,
                     const std::vector<Pattern>& assumed, const Bindings& bindings) {
  const auto occurs = [&](VariableId wanted, const Literal& except) {
    const auto in = [&](const std::vector<Pattern>& patterns) {
      return std::any_of(patterns.begin(), patterns.end(), [&](const Pattern& p) {
        return std::any_of(p.args.begin(), p.args.end(),
                           [&](const Operand& o) { return bindings(o) == Operand::var(wanted); });
      });
    };
    bool found = in(missing) || in(assumed);
    for (const Literal& literal : waiting) {
      if (&literal == &except) continue;
      each_variable(literal, [&](VariableId v) { found = found || bindings(Operand::var(v)) == Operand::var(wanted); });
    }
    return found;
  };
  for (bool more = true; more;) {
    more = false;
    for (std::size_t i = 0; i < waiting.size() && !more; ++i) {
      if (waiting[i].kind != Literal::Kind::term) continue;
      const Operand subject = bindings(Operand::var(waiting[i].variable));
      if (subject.kind != Operand::Kind::variable) continue;
      if (occurs(subject.variable, waiting[i])) continue;
      waiting.erase(waiting.begin() + static_cast<std::ptrdiff_t>(i));
      more = true;
    }
  }
}

std::vector<std::string> different(std::vector<std::string> names) {
  std::unordered_set<std::string> taken;
  for (const std::string& name : names) taken.insert(name);
  std::unordered_set<std::string> used{""};
  int made = 0;
  for (std::string& name : names) {
    while (!used.insert(name).second) {
      do name = "X" + std::to_string(++made);
      while (taken.contains(name));
    }
  }
  return names;
}

// For what stands in an argument, `Over` for `over`; empty for one that has no name.
std::string name_of(const analysis::Argument& argument) {
  std::string out = argument.name;
  if (!out.empty()) out[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(out[0])));
  return out;
}

void add_once(std::vector<Pattern>& to, Pattern pattern) {
  if (std::find(to.begin(), to.end(), pattern) == to.end()) to.push_back(std::move(pattern));
}

}  // namespace

Abduction::Abduction(const World& world, const Rule& question, Rows& rows, const AbductionLimits& limits)
    : world_(world), question_(question), rows_(rows), limits_(limits), openness_(world.program, question) {
  rules_.resize(world.program.predicates.size());
  for (const Rule& rule : world.program.rules) rules_[rule.head].push_back(&rule);
  queue_.resize(limits.cost + 1);
}

std::optional<Hypothesis> Abduction::next() {
  while (found_.empty() && !stopped_ && cost_ <= limits_.cost) {
    if (cost_ == 0 || queue_[cost_].empty()) {
      if (++cost_ <= limits_.cost) apply(question_, {}, nullptr, cost_);
      continue;
    }
    const Item item = std::move(queue_[cost_].front());
    queue_[cost_].pop_front();
    world_.budget.check(&question_, 0);
    if (++steps_ > limits_.steps) {
      stopped_ = true;
    } else {
      take_up(item);
    }
  }
  if (found_.empty()) return std::nullopt;
  Hypothesis out = std::move(found_.front());
  found_.pop_front();
  return out;
}

void Abduction::take_up(const Item& item) {
  const Pattern goal = item.state.bindings(item.state.missing.front());
  State rest = item.state;
  rest.missing.erase(rest.missing.begin());
  if (item.taken == 1 && openness_.open[goal.predicate]) assume(rest, goal);
  std::size_t most = 0;  // literals of a body that may be missing
  // What speaks for a conclusion already makes a difference only where it has no exceptions.
  const bool is_supported = is_ground(goal) && is_part(goal.predicate) && rows_.any(goal.predicate, goal.args);
  for (const Rule* rule : rules_[goal.predicate]) {
    if (is_supported && rule->defeasible) continue;
    most = std::max(most, reachable(*rule).size());
    apply(*rule, rest, &goal, item.taken);
  }
  const std::size_t cost = std::max<std::size_t>(cost_, item.state.cost() + item.taken);  // with one more missing
  if (item.taken < most && cost <= limits_.cost) queue_[cost].push_back({item.state, item.taken + 1});
}

void Abduction::assume(const State& state, const Pattern& goal) {
  for (const Pattern& assumed : state.assumed) {
    if (assumed.predicate != goal.predicate) continue;
    State same = state;
    if (same.bindings.unify(assumed.args, goal.args)) push(std::move(same));
  }
  State more = state;
  more.assumed.push_back(goal);
  push(std::move(more));
}

// The literals of a body that may be missing.
std::vector<std::size_t> Abduction::reachable(const Rule& rule) const {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < rule.body.size(); ++i) {
    const Literal& l = rule.body[i];
    if (l.kind == Literal::Kind::atom && !l.possible && openness_.within_reach[l.predicate]) out.push_back(i);
  }
  return out;
}

// Each choice of `taken` literals, in their order; where it is one, none as well, to see what is closed.
void Abduction::apply(const Rule& rule, const State& state, const Pattern* goal, std::size_t taken) {
  State with_rule = state;
  const VariableId first = with_rule.bindings.add(rule.variables);
  for (VariableId v = 0; v < rule.variables; ++v) {
    with_rule.names.push_back(v < rule.variable_names.size() ? rule.variable_names[v] : std::string());
  }
  for (std::size_t i = 0; goal != nullptr && i < goal->args.size(); ++i) {
    Operand o = rule.head_args[i];
    if (o.kind == Operand::Kind::variable) o.variable += first;
    if (!with_rule.bindings.unify(o, goal->args[i])) return;
  }
  if (taken == 1) begin_join(rule, with_rule, first, {});
  const std::vector<std::size_t> all = reachable(rule);
  if (taken > all.size()) return;
  std::vector<bool> chosen(all.size());
  std::fill_n(chosen.begin(), taken, true);
  do {
    std::vector<std::size_t> missing;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (chosen[i]) missing.push_back(all[i]);
    }
    begin_join(rule, with_rule, first, missing);
  } while (!stopped_ && std::prev_permutation(chosen.begin(), chosen.end()));
}

void Abduction::begin_join(const Rule& rule, State state, VariableId first, const std::vector<std::size_t>& missing) {
  Join join{rule, first, {}, {}, state.cost() + missing.size()};
  std::vector<Literal> left;
  for (std::size_t i = 0; i < rule.body.size(); ++i) {
    Literal literal = shifted(rule.body[i], first);
    switch (literal.kind) {
      case Literal::Kind::atom:
        if (std::find(missing.begin(), missing.end(), i) == missing.end()) {
          // That nothing stands against a conclusion is not looked at.
          if (!literal.possible && !world_.program.predicates[literal.predicate].levelless)
            left.push_back(std::move(literal));
          break;
        }
        for (std::size_t a = 0; a < literal.args.size(); ++a) {
          if (literal.args[a].kind != Operand::Kind::wildcard) continue;
          literal.args[a] = Operand::var(state.bindings.add(1));
          state.names.push_back(name_of(world_.program.predicates[literal.predicate].arguments[a]));
        }
        join.missing.push_back({literal.predicate, literal.args});
        break;
      case Literal::Kind::aggregate:
        if (openness_.varies[literal.predicate]) {
          passed_aggregates_ = true;
          lose_beyond(state.cost());
        }
        left.push_back(std::move(literal));
        break;
      case Literal::Kind::generate:
        left.push_back(std::move(literal));
        break;
      case Literal::Kind::negation:
        if (!is_part(literal.predicate)) {
          join.negations.push_back(std::move(literal));
        } else if (openness_.fades[literal.predicate] &&
                   rows_.any(literal.predicate, std::vector<Operand>(literal.args.size()))) {
          lose_beyond(state.cost());  // facts more may take away what stands against it
        }
        break;
      default:
        if (literal.kind == Literal::Kind::term) {  // one that is to be made has something there
          for (Operand& o : literal.args) {
            if (o.kind != Operand::Kind::wildcard) continue;
            o = Operand::var(state.bindings.add(1));
            state.names.emplace_back();
          }
        }
        state.waiting.push_back(std::move(literal));
    }
  }
  // Without a `not` there is nothing to be closed by.
  if (!missing.empty() || !join.negations.empty()) this->join(join, std::move(state), std::move(left));
}

void Abduction::join(const Join& join, State state, std::vector<Literal> left) {
  if (stopped_ || !settle(state.waiting, state.bindings, world_.pool)) return;
  // The literal of which most is known; aggregates and generators once what they start from is.
  std::size_t next = left.size();
  std::size_t most = 0;
  for (std::size_t i = 0; i < left.size(); ++i) {
    const Literal& literal = left[i];
    const bool ready = literal.kind == Literal::Kind::atom ||
                       (literal.kind == Literal::Kind::aggregate && is_known(literal, state.bindings)) ||
                       (literal.kind == Literal::Kind::generate && state.bindings.bound(literal.args.front()));
    if (!ready) continue;
    const std::size_t bound = bound_arguments(literal, state.bindings);
    if (next != left.size() && bound <= most) continue;
    next = i;
    most = bound;
  }
  if (next == left.size()) {
    state.waiting.insert(state.waiting.end(), left.begin(), left.end());
    return finish(join, std::move(state));
  }
  const Literal literal = left[next];
  left.erase(left.begin() + static_cast<std::ptrdiff_t>(next));
  for (State& with : found(state, literal)) this->join(join, std::move(with), left);
}

bool Abduction::spend_rows(std::size_t rows) {
  rows_seen_ += rows;
  stopped_ = stopped_ || rows > Rows::kMost || rows_seen_ > limits_.rows;
  return !stopped_;
}

// The states that come of finding a literal among what holds.
std::vector<Abduction::State> Abduction::found(const State& state, const Literal& literal) {
  std::vector<State> out;
  const auto unify = [&](std::span<const Operand> args, const auto& value_at) {
    State with = state;
    for (std::size_t i = 0; i < args.size(); ++i) {
      if (!with.bindings.unify(args[i], Operand::value(value_at(i)))) return;
    }
    out.push_back(std::move(with));
  };
  if (literal.kind == Literal::Kind::generate) {
    const std::span<const Operand> others = std::span(literal.args).subspan(1);
    const Value first = state.bindings(literal.args.front()).constant;
    const auto values = alternatives(literal, first, std::size_t{Rows::kMost} + 1, world_.pool);
    if (!spend_rows(values.size() / others.size() + 1)) return {};
    for (std::size_t at = 0; at < values.size(); at += others.size()) {
      unify(others, [&](std::size_t i) { return values[at + i]; });
    }
    return out;
  }
  const std::vector<std::uint32_t>& rows =
      rows_.fitting(literal.predicate, state.bindings(Pattern{literal.predicate, literal.args}).args);
  if (!spend_rows(rows.size() + 1)) return {};
  for (std::uint32_t row : rows) {
    unify(literal.args, [&](std::size_t i) { return rows_.at(literal.predicate, row, i); });
  }
  if (literal.kind == Literal::Kind::aggregate && literal.empty) {
    std::vector<Operand> group = state.bindings(Pattern{literal.predicate, literal.args}).args;
    group.back() = {};
    State with = state;
    const bool is_empty = !rows_.any(literal.predicate, group);
    if (is_empty && with.bindings.unify(literal.args.back(), Operand::value(*literal.empty))) {
      out.push_back(std::move(with));
    }
  }
  return out;
}

// Whether a `not` holds, or may once its variables are known.
bool Abduction::passes(const Join& join, const Literal& negation, State& state) {
  if (!is_known(negation, state.bindings)) {
    state.waiting.push_back(negation);
    return true;
  }
  const Pattern absent = state.bindings(Pattern{negation.predicate, negation.args});
  const std::vector<std::uint32_t>& rows = rows_.fitting(absent.predicate, absent.args);
  if (rows.empty()) return true;
  if (openness_.fades[absent.predicate]) lose_beyond(join.cost);
  ClosedWay way;
  way.rule = join.rule.origin;
  way.present.predicate = absent.predicate;
  for (std::size_t i = 0; i < absent.args.size(); ++i) {
    way.present.args.push_back(Operand::value(rows_.at(absent.predicate, rows.front(), i)));
  }
  std::vector<std::string> names;
  std::vector<Value> values;
  for (VariableId v = 0; v < join.rule.variables; ++v) {
    const Operand now = state.bindings(Operand::var(join.first + v));
    if (now.kind != Operand::Kind::constant) continue;
    names.push_back(state.names[join.first + v]);
    values.push_back(now.constant);
  }
  way.literal = with_values(world_.sources.text(negation.span), names, values, world_.pool);
  if (closed_.size() < limits_.closed && closed_seen_.insert(way.literal).second) closed_.push_back(std::move(way));
  return false;
}

void Abduction::finish(const Join& join, State state) {
  for (const Literal& negation : join.negations) {
    if (!passes(join, negation, state)) return;
  }
  if (join.missing.empty()) return;
  std::vector<Pattern> missing;
  for (const Pattern& pattern : join.missing) {
    Pattern now = state.bindings(pattern);
    // What holds is not missing; but what speaks for a conclusion may yet do so in a stronger way.
    if (is_ground(now) && !is_part(now.predicate) && rows_.any(now.predicate, now.args)) return;
    add_once(missing, std::move(now));
  }
  for (const Pattern& pattern : state.missing) add_once(missing, state.bindings(pattern));
  state.missing = std::move(missing);
  push(std::move(state));
}

void Abduction::push(State state) {
  if (!settle(state.waiting, state.bindings, world_.pool)) return;
  drop_idle_terms(state.waiting, state.missing, state.assumed, state.bindings);
  Renaming rename(state.bindings, state.names);
  State next;
  for (Pattern& pattern : rename(state.assumed)) add_once(next.assumed, std::move(pattern));
  for (Pattern& pattern : rename(state.missing)) {
    if (std::find(next.assumed.begin(), next.assumed.end(), pattern) == next.assumed.end()) {
      add_once(next.missing, std::move(pattern));
    }
  }
  next.waiting = rename(state.waiting);
  next.names = rename.names();
  next.bindings.add(next.names.size());
  if (next.cost() > limits_.cost) return;
  if (next.waiting.size() > limits_.conditions) return lose_beyond(next.cost() - 1);
  Key key;
  key.add(next.missing);
  key.add(next.assumed);
  for (const Literal& literal : next.waiting) key.add(literal);
  if (!seen_.insert(key.take()).second) return;
  if (next.missing.empty()) {
    found_.push_back({std::move(next.assumed), std::move(next.waiting), different(std::move(next.names))});
    return;
  }
  const std::size_t cost = std::max<std::size_t>(next.cost(), cost_);
  queue_[cost].push_back({std::move(next), 1});
}

}  // namespace linchpin::explain
