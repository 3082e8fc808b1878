#include <algorithm>
#include <cmath>
#include <optional>

#include "plan/plan.hpp"

namespace linchpin::plan {
namespace {

using analysis::Expression;
using analysis::Literal;
using analysis::Rule;

using Set = std::vector<bool>;  // of variables

void collect(const Expression& e, std::vector<VariableId>& out) {
  if (e.kind == Expression::Kind::variable) out.push_back(e.variable);
  for (const Expression& a : e.args) collect(a, out);
}

std::vector<VariableId> variables_of(const Literal& literal) {
  std::vector<VariableId> out;
  for (const Operand& o : literal.args) {
    if (o.kind == Operand::Kind::variable) out.push_back(o.variable);
  }
  if (literal.kind == Literal::Kind::bind) {
    out.push_back(literal.variable);
    collect(literal.expression, out);
  }
  if (literal.kind == Literal::Kind::term) out.push_back(literal.variable);
  return out;
}

// One attempt at an order, from a chosen first atom on.
class Attempt {
 public:
  Attempt(const Rule& rule, const Request& request, const Statistics& statistics)
      : rule_(rule), request_(request), statistics_(statistics), bound_(rule.variables), done_(rule.body.size()) {
    plan_.delta = request.delta;
    plan_.late = request.late;
    for (const Literal& literal : rule.body) used_.push_back(variables_of(literal));
  }

  // The order that begins with what other literals ask of the delta's rows, each different value once, and goes on to
  // the rows themselves in the end: what only the head asks for is not carried along. None where everything or nothing
  // is asked for by others.
  std::optional<Plan> run_projected() {
    const Literal& literal = rule_.body[request_.delta];
    std::vector<Output> shared;
    std::vector<Output> rest;
    for (std::uint32_t c = 0; c < literal.args.size(); ++c) {
      const Operand& o = literal.args[c];
      if (o.kind == Operand::Kind::constant || std::count(literal.args.begin(), literal.args.end(), o) > 1) return {};
      if (o.kind == Operand::Kind::wildcard) continue;
      bool elsewhere = false;
      for (std::size_t i = 0; i < used_.size(); ++i) {
        elsewhere |= i != request_.delta && std::find(used_[i].begin(), used_[i].end(), o.variable) != used_[i].end();
      }
      if (elsewhere) {
        shared.push_back({c, o.variable});
      } else if (in_head(o.variable)) {
        rest.push_back({c, o.variable});
      }
    }
    if (shared.empty() || rest.empty()) return {};
    const double rows = statistics_.delta_rows(literal.predicate);
    double different = 1;
    for (const Output& o : shared) {
      different = std::min(rows, different * statistics_.distinct(literal.predicate, o.column));
    }
    Step& first = add(Step::Kind::distinct, request_.delta, different);
    first.rows = Rows::delta;
    first.outputs = shared;
    for (const Output& o : shared) bound_[o.variable] = true;
    join_rest();
    Step& last = add(Step::Kind::probe, request_.delta, rows / std::max(1.0, different));
    last.rows = Rows::delta;
    for (const Output& o : shared) last.keys.push_back({o.column, literal.args[o.column]});
    last.outputs = rest;
    plan_.cost += 2 * rows;  // the delta's rows have to be indexed for it
    return finished_plan();
  }

  // REQUIRES: `first` is an atom, or kNoDelta to choose by cost at every step.
  Plan run(std::uint32_t first) {
    if (first != Plan::kNoDelta) {
      filters();
      atom(first);
    }
    join_rest();
    return finished_plan();
  }

 private:
  Plan finished_plan() {
    liveness();
    // Long groups that the last join gives to the head's second column are taken as wholes, much faster than row by
    // row.
    constexpr double kLong = 16;
    constexpr double kGain = 8;
    if (plan_.steps.empty()) return std::move(plan_);
    const Step& last = plan_.steps.back();
    const double before = plan_.steps.size() < 2 ? 1 : plan_.steps[plan_.steps.size() - 2].estimate;
    if (last.kind == Step::Kind::probe && last.outputs.size() == 1 && rule_.head_args.size() == 2 &&
        rule_.head_args[1] == Operand::var(last.outputs[0].variable) && last.estimate > kLong * before) {
      plan_.cost -= last.estimate * (1 - 1 / kGain);
    }
    return std::move(plan_);
  }

  void join_rest() {
    for (filters(); !finished(); filters()) {
      const std::uint32_t next = cheapest();
      if (next != Plan::kNoDelta) {
        if (!intersect(next)) atom(next);
      } else if (!late_ones()) {
        break;  // analysis has checked that every variable gets bound
      }
    }
  }

  bool finished() const { return std::find(done_.begin(), done_.end(), false) == done_.end(); }

  bool is_bound(const Operand& o) const { return o.kind != Operand::Kind::variable || bound_[o.variable]; }
  bool all_bound(const std::vector<Operand>& operands, std::size_t from = 0) const {
    return std::all_of(operands.begin() + static_cast<std::ptrdiff_t>(from), operands.end(),
                       [this](const Operand& o) { return is_bound(o); });
  }
  bool all_bound(const Expression& e) const {
    if (e.kind == Expression::Kind::variable) return bound_[e.variable];
    return std::all_of(e.args.begin(), e.args.end(), [this](const Expression& a) { return all_bound(a); });
  }

  bool failing(const Literal& literal) const {
    return (literal.kind == Literal::Kind::bind && can_fail(literal.expression)) ||
           (literal.kind == Literal::Kind::test && builtins()[literal.builtin].can_fail);
  }

  // Applies every literal other than an atom that is ready, until none is.
  void filters() {
    for (bool again = true; again;) {
      again = false;
      for (std::uint32_t i = 0; i < rule_.body.size(); ++i) {
        if (done_[i] || (request_.late && failing(rule_.body[i]))) continue;
        again = filter(i) || again;
      }
    }
  }

  // In a late plan, when nothing else is left to do: the first failing literal that is ready. What waits for its
  // result comes after it.
  bool late_ones() {
    for (std::uint32_t i = 0; i < rule_.body.size(); ++i) {
      if (!done_[i] && failing(rule_.body[i]) && filter(i)) return true;
    }
    return false;
  }

  Step& add(Step::Kind kind, std::uint32_t literal, double factor) {
    done_[literal] = true;
    rows_ *= factor;
    Step step;
    step.kind = kind;
    step.literal = literal;
    step.predicate = rule_.body[literal].predicate;
    step.estimate = rows_;
    plan_.cost += rows_;
    plan_.steps.push_back(std::move(step));
    return plan_.steps.back();
  }

  void bind(const Operand& o) {
    if (o.kind == Operand::Kind::variable) bound_[o.variable] = true;
  }

  bool filter(std::uint32_t i) {
    const Literal& literal = rule_.body[i];
    switch (literal.kind) {
      case Literal::Kind::atom:
        return false;
      case Literal::Kind::compare:
        if (!all_bound(literal.args)) return false;
        add(Step::Kind::compare, i, literal.comparison == analysis::Comparison::equal ? 0.1 : 0.5);
        return true;
      case Literal::Kind::test:
        if (!all_bound(literal.args)) return false;
        add(Step::Kind::test, i, 0.5);
        return true;
      case Literal::Kind::bind:
        if (!all_bound(literal.expression)) return false;
        if (bound_[literal.variable]) {
          add(Step::Kind::check, i, 0.1);
        } else {
          add(Step::Kind::bind, i, 1);
          bound_[literal.variable] = true;
        }
        return true;
      case Literal::Kind::term:
        if (bound_[literal.variable]) {
          add(Step::Kind::match, i, 0.5);
          for (const Operand& o : literal.args) bind(o);
        } else if (has_wildcard(literal) || !all_bound(literal.args)) {
          return false;
        } else {
          add(Step::Kind::build, i, 1);
          bound_[literal.variable] = true;
        }
        return true;
      case Literal::Kind::generate:
        if (!is_bound(literal.args[0])) return false;
        add(Step::Kind::generate, i, 2);
        for (const Operand& o : literal.args) bind(o);
        return true;
      case Literal::Kind::negation:
        if (!all_bound(literal.args)) return false;
        add(Step::Kind::absent, i, 0.5).keys = keys_of(literal.args);
        return true;
      case Literal::Kind::aggregate:
        if (!all_bound({literal.args.begin(), literal.args.end() - 1})) return false;
        add(Step::Kind::lookup, i, 1).keys = keys_of({literal.args.begin(), literal.args.end() - 1});
        bind(literal.args.back());
        return true;
    }
    return false;
  }

  static bool has_wildcard(const Literal& literal) {
    return std::any_of(literal.args.begin(), literal.args.end(),
                       [](const Operand& o) { return o.kind == Operand::Kind::wildcard; });
  }

  std::vector<Key> keys_of(const std::vector<Operand>& args) const {
    std::vector<Key> keys;
    for (std::uint32_t c = 0; c < args.size(); ++c) {
      if (args[c].kind != Operand::Kind::wildcard && is_bound(args[c])) keys.push_back({c, args[c]});
    }
    return keys;
  }

  // Expected rows of the atom for one row of bindings.
  double fanout(std::uint32_t i) const {
    const Literal& literal = rule_.body[i];
    const bool delta = i == request_.delta;
    double rows = delta ? statistics_.delta_rows(literal.predicate) : statistics_.rows(literal.predicate);
    if (rule_.body.size() == 1) return rows;  // there is nothing to choose, and counting what is distinct takes time
    for (std::uint32_t c = 0; c < literal.args.size(); ++c) {
      if (literal.args[c].kind != Operand::Kind::wildcard && is_bound(literal.args[c])) {
        rows /= std::max(1.0, statistics_.distinct(literal.predicate, c));
      }
    }
    return rows;
  }

  // A variable that is used neither by the head nor by a literal still to come.
  bool in_head(VariableId v) const {
    return std::any_of(rule_.head_args.begin(), rule_.head_args.end(),
                       [v](const Operand& o) { return o.kind == Operand::Kind::variable && o.variable == v; });
  }

  bool needed_later(VariableId v) const {
    if (in_head(v)) return true;
    for (std::size_t i = 0; i < used_.size(); ++i) {
      if (!done_[i] && std::find(used_[i].begin(), used_[i].end(), v) != used_[i].end()) return true;
    }
    return false;
  }

  std::uint32_t cheapest() const {
    std::uint32_t best = Plan::kNoDelta;
    double best_rows = 0;
    bool best_joined = false;
    for (std::uint32_t i = 0; i < rule_.body.size(); ++i) {
      const Literal& literal = rule_.body[i];
      if (done_[i] || literal.kind != Literal::Kind::atom) continue;
      // An atom that shares nothing with what is bound is a product: only when nothing else is left.
      const bool joined = std::any_of(literal.args.begin(), literal.args.end(), [this](const Operand& o) {
        return o.kind == Operand::Kind::constant || (o.kind == Operand::Kind::variable && bound_[o.variable]);
      });
      const double rows = fanout(i);
      if (best == Plan::kNoDelta || (joined && !best_joined && (rows_ > 1 || rows < best_rows)) ||
          (joined == best_joined && rows < best_rows)) {
        best = i;
        best_rows = rows;
        best_joined = joined;
      }
    }
    return best;
  }

  // The column in which an atom gives its only new variable; none where there is no such one, or nothing is known of
  // the atom's other columns.
  std::optional<std::uint32_t> only_new(std::uint32_t i) const {
    const Literal& literal = rule_.body[i];
    std::optional<std::uint32_t> column;
    bool keyed = false;
    for (std::uint32_t c = 0; c < literal.args.size(); ++c) {
      if (literal.args[c].kind == Operand::Kind::wildcard) continue;
      if (is_bound(literal.args[c])) {
        keyed = true;
      } else if (column) {
        return {};
      } else {
        column = c;
      }
    }
    return keyed ? column : std::nullopt;
  }

  Rows rows_of(std::uint32_t i) const {
    if (i == request_.delta) return Rows::delta;
    return request_.delta != Plan::kNoDelta && i < request_.delta ? Rows::old : Rows::all;
  }

  // Meets the atom with all others that bind the same variable and nothing else. Which of them gives the values is
  // found for each binding when the plan runs. False where there is no other, or groups are so short that it would not
  // pay.
  bool intersect(std::uint32_t i) {
    constexpr double kShort = 4;
    if (request_.intersect == Use::never) return false;
    const std::optional<std::uint32_t> first = only_new(i);
    if (!first) return false;
    const Operand variable = rule_.body[i].args[*first];
    double least = fanout(i);
    double factor = least;
    std::vector<Meet> meets;
    const auto meet = [&](std::uint32_t literal, std::uint32_t column) {
      Meet& m = meets.emplace_back();
      m.literal = literal;
      m.predicate = rule_.body[literal].predicate;
      m.rows = rows_of(literal);
      m.keys = keys_of(rule_.body[literal].args);
      m.column = column;
    };
    meet(i, *first);
    for (std::uint32_t j = 0; j < rule_.body.size(); ++j) {
      if (j == i || done_[j] || j == request_.delta || rule_.body[j].kind != Literal::Kind::atom) continue;
      const std::optional<std::uint32_t> column = only_new(j);
      if (!column || rule_.body[j].args[*column] != variable) continue;
      const double rows = fanout(j);
      least = std::min(least, rows);
      factor *= std::min(1.0, rows / std::max(1.0, statistics_.distinct(rule_.body[j].predicate, *column)));
      meet(j, *column);
    }
    if (meets.size() < 2 || i == request_.delta || (request_.intersect == Use::choose && least < kShort)) return false;
    plan_.cost += rows_ * least;
    for (const Meet& m : meets) done_[m.literal] = true;
    bind(variable);
    Step& step = add(Step::Kind::intersect, i, factor);
    step.rows = meets.front().rows;
    step.keys = meets.front().keys;
    if (needed_later(variable.variable)) step.outputs.push_back({*first, variable.variable});
    step.meets = std::move(meets);
    return true;
  }

  void atom(std::uint32_t i) {
    const Literal& literal = rule_.body[i];
    const double rows = fanout(i);
    done_[i] = true;  // so that `needed_later` looks at the others only
    std::vector<Output> outputs;
    std::vector<Same> same;
    std::vector<Key> keys;
    for (std::uint32_t c = 0; c < literal.args.size(); ++c) {
      const Operand& o = literal.args[c];
      if (o.kind == Operand::Kind::wildcard) continue;
      if (is_bound(o)) {
        keys.push_back({c, o});
        continue;
      }
      std::uint32_t first = 0;
      while (literal.args[first] != o) ++first;
      if (first != c) {
        same.push_back({first, c});
      } else if (needed_later(o.variable)) {
        outputs.push_back({c, o.variable});
      }
    }
    const bool first_step = plan_.steps.empty();
    Step::Kind kind = Step::Kind::probe;
    double factor = rows;
    if (i == request_.delta || (first_step && !(outputs.empty() && same.empty()))) {
      kind = Step::Kind::scan;
    } else if (outputs.empty() && same.empty()) {
      kind = Step::Kind::exists;
      factor = std::min(1.0, rows);
    } else if (keys.empty()) {
      kind = Step::Kind::scan;
    }
    Step& step = add(kind, i, factor);
    step.rows = rows_of(i);
    for (const Operand& o : literal.args) bind(o);
    step.keys = std::move(keys);
    step.outputs = std::move(outputs);
    step.same = std::move(same);
  }

  std::vector<VariableId> used_by(const Step& step) const {
    std::vector<VariableId> out = used_[step.literal];
    for (const Meet& m : step.meets) out.insert(out.end(), used_[m.literal].begin(), used_[m.literal].end());
    return out;
  }

  // What each step passes on: the variables bound by then and used later.
  void liveness() {
    Set needed(rule_.variables);
    for (const Operand& o : rule_.head_args) {
      if (o.kind == Operand::Kind::variable) needed[o.variable] = true;
    }
    for (std::size_t s = plan_.steps.size(); s-- > 0;) {
      Step& step = plan_.steps[s];
      for (VariableId v = 0; v < rule_.variables; ++v) {
        if (needed[v]) step.live.push_back(v);
      }
      for (VariableId v : used_by(step)) needed[v] = true;
    }
    // `needed` counts variables as needed before they are bound: keep those bound by then.
    Set bound(rule_.variables);
    for (Step& step : plan_.steps) {
      if (step.kind == Step::Kind::distinct) {
        for (const Output& o : step.outputs) bound[o.variable] = true;
      } else {
        for (VariableId v : used_by(step)) bound[v] = true;
      }
      std::erase_if(step.live, [&](VariableId v) { return !bound[v]; });
    }
  }

  const Rule& rule_;
  const Request& request_;
  const Statistics& statistics_;
  std::vector<std::vector<VariableId>> used_;  // by literal
  Set bound_;
  std::vector<bool> done_;
  double rows_ = 1;
  Plan plan_;
};

}  // namespace

Plan make(const Rule& rule, const Request& request, const Statistics& statistics) {
  if (request.delta != Plan::kNoDelta) {
    Plan plan = Attempt(rule, request, statistics).run(request.delta);
    if (request.projected == Use::never) return plan;
    const double gain = request.projected == Use::always ? HUGE_VAL : 0.5;  // estimates err
    std::optional<Plan> projected = Attempt(rule, request, statistics).run_projected();
    return projected && projected->cost < gain * plan.cost ? std::move(*projected) : std::move(plan);
  }
  Plan best = Attempt(rule, request, statistics).run(Plan::kNoDelta);
  constexpr std::size_t kTriedFirst = 12;  // beyond that the greedy choice alone
  if (rule.body.size() > kTriedFirst) return best;
  for (std::uint32_t i = 0; i < rule.body.size(); ++i) {
    if (rule.body[i].kind != Literal::Kind::atom) continue;
    Plan plan = Attempt(rule, request, statistics).run(i);
    if (plan.cost < best.cost) best = std::move(plan);
  }
  return best;
}

}  // namespace linchpin::plan
