#include "compiled_order.hpp"

#include <algorithm>
#include <stdexcept>

#include "engine/expression.hpp"

namespace linchpin::property {

namespace {

using analysis::Level;
using analysis::Literal;
using analysis::Operand;
using analysis::PredicateId;
using analysis::Program;
using analysis::Rule;
using session::State;

constexpr std::size_t kMostShown = 5;

bool is_possible(const Program& program, PredicateId p) {
  const auto& of = program.predicates[p].part_of;
  return of && program.predicates[*of].possible == p;
}

bool is_aggregate(const Program& program, PredicateId p) {
  return std::any_of(program.aggregations.begin(), program.aggregations.end(),
                     [&](const analysis::Aggregation& a) { return a.head == p; });
}

// Its rows have to be proved.
bool is_proved(const Program& program, PredicateId p) {
  return !program.predicates[p].levelless && !is_possible(program, p) && !is_aggregate(program, p);
}

// Looks for an instance of a rule that proves a row.
class Proof {
 public:
  Proof(State& state, const CompiledRows& rows, const std::vector<std::size_t>& component)
      : state_(state), program_(*state.program), rows_(rows), component_(component), evaluator_(state.pool) {}

  bool proves(const Rule& rule, const CompiledRow& row) {
    if (rule.level > row.level) return false;
    rule_ = &rule;
    row_ = &row;
    binding_.assign(rule.variables, std::nullopt);
    done_.assign(rule.body.size(), false);
    return match(rule.head_args, row.args, [&] { return solve(); });
  }

 private:
  std::optional<Value> value(const Operand& o) const {
    if (o.kind == Operand::Kind::constant) return o.constant;
    return o.kind == Operand::Kind::variable ? binding_[o.variable] : std::nullopt;
  }

  // Binds what is free, goes on, and frees it again.
  template <class Next>
  bool match(const std::vector<Operand>& pattern, const std::vector<Value>& args, const Next& next) {
    const auto before = binding_;
    bool fits = true;
    for (std::size_t i = 0; fits && i < pattern.size(); ++i) {
      if (pattern[i].kind == Operand::Kind::wildcard) continue;
      const auto known = value(pattern[i]);
      if (!known) binding_[pattern[i].variable] = args[i];
      fits = !known || *known == args[i];
    }
    if (fits && next()) return true;
    binding_ = before;
    return false;
  }

  bool bound(const Operand& o) const { return o.kind == Operand::Kind::wildcard || value(o).has_value(); }
  bool bound(const analysis::Expression& e) const {
    if (e.kind == analysis::Expression::Kind::variable) return binding_[e.variable].has_value();
    return std::all_of(e.args.begin(), e.args.end(), [&](const auto& a) { return bound(a); });
  }

  // Whether it can be looked at now, without searching.
  bool ready(const Literal& l) const {
    switch (l.kind) {
      case Literal::Kind::atom:
        return false;
      case Literal::Kind::negation:
      case Literal::Kind::compare:
        return std::all_of(l.args.begin(), l.args.end(), [&](const Operand& o) { return bound(o); });
      case Literal::Kind::aggregate:
        return std::all_of(l.args.begin(), l.args.end() - 1, [&](const Operand& o) { return bound(o); });
      case Literal::Kind::bind:
        return bound(l.expression);
      case Literal::Kind::term:
        return binding_[l.variable].has_value() ||
               std::all_of(l.args.begin(), l.args.end(), [&](const Operand& o) { return bound(o); });
      case Literal::Kind::test:
      case Literal::Kind::generate:
        throw std::logic_error("a literal that programs with claims do not have");
    }
    return false;
  }

  bool solve() {
    std::size_t next = rule_->body.size();
    for (std::size_t i = 0; i < rule_->body.size(); ++i) {
      if (done_[i]) continue;
      if (ready(rule_->body[i])) {
        next = i;
        break;
      }
      if (next == rule_->body.size() && rule_->body[i].kind == Literal::Kind::atom) next = i;
    }
    if (next == rule_->body.size()) {
      if (std::find(done_.begin(), done_.end(), false) != done_.end()) throw std::logic_error("an unsafe rule");
      return true;
    }
    done_[next] = true;
    const bool holds = look(rule_->body[next]);
    done_[next] = false;
    return holds;
  }

  bool serves(PredicateId p, const CompiledRow& row) const {
    if (is_possible(program_, p)) return true;
    if (row.step >= row_->step || row.level > row_->level) return false;
    return !row.dead || component_[p] == component_[rule_->head];
  }

  bool look(const Literal& l) {
    switch (l.kind) {
      case Literal::Kind::atom:
        return std::any_of(rows_[l.predicate].begin(), rows_[l.predicate].end(), [&](const CompiledRow& row) {
          return serves(l.predicate, row) && match(l.args, row.args, [&] { return solve(); });
        });
      case Literal::Kind::negation:
        return std::none_of(
                   rows_[l.predicate].begin(), rows_[l.predicate].end(),
                   [&](const CompiledRow& row) { return !row.dead && match(l.args, row.args, [] { return true; }); }) &&
               solve();
      case Literal::Kind::aggregate:
        return aggregate(l);
      case Literal::Kind::compare:
        return compares(l) && solve();
      case Literal::Kind::bind: {
        engine::Buffer<Value> out;
        out.resize(1);
        std::vector<Value> values;
        for (const auto& v : binding_) values.push_back(v.value_or(Value{}));
        std::vector<const Value*> columns;
        for (const Value& v : values) columns.push_back(&v);
        evaluator_.evaluate(l.expression, columns.data(), 1, out.data());
        return match({Operand::var(l.variable)}, {out[0]}, [&] { return solve(); });
      }
      case Literal::Kind::term:
        return term(l);
      case Literal::Kind::test:
      case Literal::Kind::generate:
        break;
    }
    throw std::logic_error("a literal that programs with claims do not have");
  }

  bool aggregate(const Literal& l) {
    const std::vector<Operand> group(l.args.begin(), l.args.end() - 1);
    for (const CompiledRow& row : rows_[l.predicate]) {
      const bool same = std::equal(group.begin(), group.end(), row.args.begin(), [&](const Operand& o, Value v) {
        return o.kind == Operand::Kind::wildcard || value(o) == v;
      });
      if (same) return serves(l.predicate, row) && match(l.args, row.args, [&] { return solve(); });
    }
    return l.empty && match({l.args.back()}, {*l.empty}, [&] { return solve(); });
  }

  bool compares(const Literal& l) const {
    const Value a = *value(l.args[0]);
    const Value b = *value(l.args[1]);
    if (l.comparison == analysis::Comparison::equal) return a == b;
    if (l.comparison == analysis::Comparison::unequal) return a != b;
    const auto order = state_.pool.compare_numeric(a, b);
    switch (l.comparison) {
      case analysis::Comparison::less:
        return order < 0;
      case analysis::Comparison::less_equal:
        return order <= 0;
      case analysis::Comparison::greater:
        return order > 0;
      default:
        return order >= 0;
    }
  }

  bool term(const Literal& l) {
    if (const auto whole = binding_[l.variable]) {
      if (!whole->is_term() || state_.pool.functor(*whole) != l.constant) return false;
      const auto args = state_.pool.args(*whole);
      return args.size() == l.args.size() && match(l.args, {args.begin(), args.end()}, [&] { return solve(); });
    }
    std::vector<Value> args;
    for (const Operand& o : l.args) args.push_back(*value(o));
    return match({Operand::var(l.variable)}, {state_.pool.term(l.constant, args)}, [&] { return solve(); });
  }

  State& state_;
  const Program& program_;
  const CompiledRows& rows_;
  const std::vector<std::size_t>& component_;
  engine::ExpressionEvaluator evaluator_;
  const Rule* rule_ = nullptr;
  const CompiledRow* row_ = nullptr;
  std::vector<std::optional<Value>> binding_;
  std::vector<bool> done_;
};

// The best level at which the row is stated.
std::optional<Level> stated(const State& state, PredicateId p, const std::vector<Value>& args) {
  const Program& program = *state.program;
  std::optional<Level> best;
  const auto at = [&](Level level) {
    if (level != analysis::kOutside) best = std::min(best.value_or(level), level);
  };
  const knowledge::FactTable* table = state.module.find_table(state.signatures[p]);
  for (std::size_t r = 0; table != nullptr && !program.predicates[p].weighed && r < table->rows(); ++r) {
    const auto row = table->row(r);
    if (std::equal(row.begin(), row.end(), args.begin())) at(level_of(table->origins[r], program));
  }
  for (const analysis::GroundFact& fact : program.facts) {
    if (fact.predicate == p && fact.args == args) at(fact.level);
  }
  return best;
}

std::vector<std::size_t> components(const Program& program) {
  std::vector<std::size_t> out(program.predicates.size());
  for (PredicateId p = 0; p < out.size(); ++p) out[p] = program.strata.size() + p;
  for (std::size_t s = 0; s < program.strata.size(); ++s) {
    for (PredicateId p : program.strata[s].predicates) out[p] = s;
  }
  return out;
}

std::string describe(const State& state, PredicateId p, const CompiledRow& row) {
  std::string out = knowledge::print(state.signatures[p]) + ":";
  for (Value v : row.args) out += " " + state.pool.print(v);
  return out + ", of step " + std::to_string(row.step) + " and level " + std::to_string(row.level) + "\n";
}

}  // namespace

CompiledRows compiled_rows(const State& state) {
  CompiledRows out(state.program->predicates.size());
  for (PredicateId p = 0; p < out.size(); ++p) {
    const engine::Relation* relation = state.engine.relation(p);
    if (relation == nullptr) continue;
    for (const engine::Growth& growth : relation->growth()) {
      while (out[p].size() < growth.rows) {
        const auto r = static_cast<std::uint32_t>(out[p].size());
        CompiledRow& row = out[p].emplace_back();
        for (std::uint32_t c = 0; c < relation->arity(); ++c) row.args.push_back(relation->at(r, c));
        row.step = growth.step;
        row.level = relation->level(r);
        row.dead = relation->dead(r);
      }
    }
  }
  return out;
}

std::optional<Disagreement> check_compiled_order(State& state, const CompiledRows& rows) {
  const Program& program = *state.program;
  const std::vector<std::size_t> component = components(program);
  Proof proof(state, rows, component);
  std::size_t wrong = 0;
  std::string text;
  for (PredicateId p = 0; p < rows.size(); ++p) {
    if (!is_proved(program, p)) continue;
    for (const CompiledRow& row : rows[p]) {
      const bool proved = std::any_of(program.rules.begin(), program.rules.end(),
                                      [&](const Rule& rule) { return rule.head == p && proof.proves(rule, row); });
      if (proved) continue;
      const auto level = stated(state, p, row.args);
      if (level && *level <= row.level) continue;
      if (wrong++ < kMostShown) text += "  not proved: " + describe(state, p, row);
    }
  }
  if (wrong == 0) return std::nullopt;
  return Disagreement{"compiled order", text};
}

std::vector<CompiledTampering> tamper_compiled(const State& state, const CompiledRows& rows) {
  const Program& program = *state.program;
  std::vector<CompiledTampering> out;
  const auto first = [&](const std::string& how, const auto& fits, const auto& change) {
    for (PredicateId p = 0; p < rows.size(); ++p) {
      if (!is_proved(program, p)) continue;
      for (std::size_t r = rows[p].size(); r-- > 0;) {  // of the last there is most to prove
        if (rows[p][r].dead || stated(state, p, rows[p][r].args) || !fits(p, rows[p][r])) continue;
        CompiledTampering& made = out.emplace_back(CompiledTampering{how, rows});
        change(made.rows[p][r]);
        return;
      }
    }
  };
  // Of what only stands under `not`, the level says nothing, and may rest on what is possible.
  first(
      "a level is raised",
      [&](PredicateId p, const CompiledRow& row) { return row.level != 0 && !program.predicates[p].internal; },
      [](CompiledRow& row) { --row.level; });
  const auto rests_on_rows = [&](PredicateId p, const CompiledRow&) {
    return std::all_of(program.rules.begin(), program.rules.end(), [&](const Rule& rule) {
      return rule.head != p || std::any_of(rule.body.begin(), rule.body.end(), [&](const Literal& l) {
               return l.kind == Literal::Kind::atom && !is_possible(program, l.predicate);
             });
    });
  };
  first("a row comes too early", rests_on_rows, [](CompiledRow& row) { row.step = 0; });
  return out;
}

}  // namespace linchpin::property
