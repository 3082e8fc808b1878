#include "engine/pipeline.hpp"

#include <algorithm>

namespace linchpin::engine {

using analysis::Literal;
using analysis::Operand;
using analysis::VariableId;
using plan::Step;

namespace {

bool multiplies(Step::Kind kind) {
  return kind == Step::Kind::scan || kind == Step::Kind::distinct || kind == Step::Kind::probe ||
         kind == Step::Kind::intersect || kind == Step::Kind::generate;
}

bool contains(const std::vector<VariableId>& sorted, VariableId v) {
  return std::binary_search(sorted.begin(), sorted.end(), v);
}

}  // namespace

Pipeline::Pipeline(const analysis::Rule& rule, const plan::Plan& plan, Workspace& workspace)
    : rule_(rule),
      plan_(plan),
      workspace_(workspace),
      prepared_(plan.steps.size()),
      actual_(plan.steps.size()),
      unit_(rows_in_unit(plan)) {
  std::vector<VariableId> bound;  // passed on by the step before
  made_.emplace_back();
  for (std::size_t s = 0; s < plan.steps.size(); ++s) {
    const Step& step = plan.steps[s];
    const Literal& literal = rule.body[step.literal];
    Prepared& p = prepared_[s];
    const auto constant_of = [&](const Operand& o) {
      p.constants.push_back(o.kind == Operand::Kind::constant ? workspace.constant(o.constant) : nullptr);
    };
    if (!step.keys.empty()) {
      for (const plan::Key& key : step.keys) {
        p.key_columns.push_back(key.column);
        constant_of(key.operand);
      }
    }
    if (step.keys.empty() || step.kind == Step::Kind::lookup) {
      // The operands of the literal itself; a look-up's keys are its operands but for the last.
      if (step.kind == Step::Kind::lookup) {
        constant_of(literal.args.back());
      } else if (literal.kind != Literal::Kind::atom && literal.kind != Literal::Kind::negation) {
        for (const Operand& o : literal.args) constant_of(o);
      }
    }
    if (step.kind == Step::Kind::lookup) {
      const Operand& result = literal.args.back();
      p.result_bound = result.kind != Operand::Kind::variable || contains(bound, result.variable);
    }
    if (step.kind == Step::Kind::match || step.kind == Step::Kind::generate) {
      for (std::uint32_t a = 0; a < literal.args.size(); ++a) {
        const Operand& o = literal.args[a];
        Arg arg{Arg::Action::skip, o.constant, o.variable, 0};
        if (o.kind == Operand::Kind::constant) {
          arg.action = Arg::Action::constant;
        } else if (o.kind == Operand::Kind::variable) {
          std::uint32_t first = 0;
          while (literal.args[first] != o) ++first;
          if (contains(bound, o.variable)) {
            arg.action = Arg::Action::compare;
          } else if (first != a) {
            arg = {Arg::Action::repeat, {}, o.variable, first};
          } else {
            arg.action = Arg::Action::bind;
          }
        }
        p.args.push_back(arg);
      }
    }
    for (const plan::Meet& meet : step.meets) {
      Met& met = p.meets.emplace_back();
      for (const plan::Key& key : meet.keys) {
        const Operand& o = key.operand;
        met.key_columns.push_back(key.column);
        met.constants.push_back(o.kind == Operand::Kind::constant ? workspace.constant(o.constant) : nullptr);
      }
      met.all_columns = met.key_columns;  // in ascending order
      const auto at = std::lower_bound(met.all_columns.begin(), met.all_columns.end(), meet.column);
      met.value_at = static_cast<std::size_t>(at - met.all_columns.begin());
      met.all_columns.insert(at, meet.column);
    }
    for (const plan::Output& output : step.outputs) {
      if (!contains(step.live, output.variable)) continue;
      p.outputs.push_back(output);
      p.covered.push_back(output.column);
    }
    if (multiplies(step.kind)) made_.emplace_back();
    std::vector<VariableId>& made = made_.back();
    for (VariableId v : step.live) {
      const bool carried = contains(bound, v);
      if (carried && multiplies(step.kind)) p.carried.push_back(v);
      if (!carried || multiplies(step.kind)) made.push_back(v);
    }
    // Variables bound by taking apart or computing are made even when only a later argument of the step looks at them.
    for (const Arg& arg : p.args) {
      if (arg.action == Arg::Action::bind) made.push_back(arg.variable);
    }
    if (step.kind == Step::Kind::bind || step.kind == Step::Kind::build) made.push_back(literal.variable);
    if (step.kind == Step::Kind::lookup && !p.result_bound) made.push_back(literal.args.back().variable);
    bound = step.live;
  }
  if (!plan.steps.empty() && rule.head_args.size() == 2 && rule.checks.empty()) {
    // The last step may give one of the head's two columns; the other is then known before.
    Prepared& p = prepared_.back();
    const auto from_last = [&](const Operand& o) {
      return o.kind == Operand::Kind::variable && p.outputs.size() == 1 && o.variable == p.outputs[0].variable;
    };
    p.one_first = from_last(rule.head_args[1]);
    p.last_to_head =
        plan.steps.back().kind == Step::Kind::probe && from_last(rule.head_args[0]) != from_last(rule.head_args[1]);
  }
  for (const Operand& o : rule.head_args) {
    head_constants_.push_back(o.kind == Operand::Kind::constant ? workspace.constant(o.constant) : nullptr);
  }
}

Frame& Pipeline::frame(std::size_t depth) { return *workspace_.frames[depth]; }

void Pipeline::prepare(Database& database) {
  values_ = nullptr;
  prepare_steps(database);
  if (!plan_.steps.empty() && plan_.steps.front().kind == Step::Kind::distinct) collect_values();
}

void Pipeline::prepare_as(const Pipeline& other, Database& database) {
  prepare_steps(database);
  values_ = other.values_;
}

void Pipeline::prepare_steps(Database& database) {
  for (std::size_t s = 0; s < plan_.steps.size(); ++s) {
    const Step& step = plan_.steps[s];
    Prepared& p = prepared_[s];
    switch (step.kind) {
      case Step::Kind::scan:
      case Step::Kind::distinct:
      case Step::Kind::probe:
      case Step::Kind::exists:
      case Step::Kind::absent:
      case Step::Kind::lookup:
        break;
      case Step::Kind::intersect:
        prepare_meets(s, database);
        continue;
      default:
        continue;
    }
    const Table& table = database[step.predicate];
    p.relation = table.relation.get();
    // What is negated is complete, and absent only if no row of any level is there.
    p.limit = step.kind == Step::Kind::absent ? p.relation->rows() : database.limit(step.predicate, step.rows);
    p.first_row = step.rows == plan::Rows::delta ? table.extent.old : 0;
    p.index = nullptr;
    p.by_groups = step.kind == Step::Kind::probe && !p.relation->has_extremum() && groups_possible(p, step);
    if (step.kind == Step::Kind::scan || step.kind == Step::Kind::distinct || step.keys.empty()) continue;
    if (step.kind == Step::Kind::exists || step.kind == Step::Kind::absent) {
      p.has = membership(*p.relation, p.key_columns, p.limit, table.growing);
      continue;
    }
    // What is complete is indexed once, though rows of lower levels may not be read yet.
    const std::uint32_t indexed = table.growing ? p.limit : p.relation->rows();
    if (!p.by_groups) {
      p.index = &p.relation->index(p.key_columns, indexed);
      continue;
    }
    p.index = &p.relation->index(p.key_columns, indexed, p.covered);
    p.covered_at.clear();
    for (std::uint32_t c : p.covered) p.covered_at.push_back(p.index->number(c));
    choose_sets(s, table.growing);
  }
  while (workspace_.frames.size() < made_.size()) workspace_.frames.push_back(std::make_unique<Frame>());
  for (std::size_t d = 0; d < made_.size(); ++d) {
    for (VariableId v : made_[d]) frame(d).make(v);
  }
}

void Pipeline::run(Database& database, Sink& sink, Budget& budget) {
  prepare(database);
  run_units(0, units(), database, sink, budget);
}

void Pipeline::advance(std::size_t s, std::size_t depth, std::uint32_t n) {
  Frame& f = frame(depth);
  for (; s < plan_.steps.size() && n != 0; ++s) {
    switch (plan_.steps[s].kind) {
      case Step::Kind::scan:
        expand_scan(s, depth, n);
        return;
      case Step::Kind::distinct:
        expand_distinct(depth);
        return;
      case Step::Kind::probe:
        expand_probe(s, depth, n);
        return;
      case Step::Kind::intersect:
        expand_intersect(s, depth, n);
        return;
      case Step::Kind::generate:
        expand_generate(s, depth, n);
        return;
      case Step::Kind::exists:
        n = select_existing(s, f, n, true);
        break;
      case Step::Kind::absent:
        n = select_existing(s, f, n, false);
        break;
      case Step::Kind::lookup:
        n = lookup(s, f, n);
        break;
      case Step::Kind::compare:
        n = compare(s, f, n);
        break;
      case Step::Kind::bind:
      case Step::Kind::check:
      case Step::Kind::build:
        n = compute(s, f, n);
        break;
      case Step::Kind::match:
        n = take_apart(s, f, n);
        break;
      case Step::Kind::test:
        n = test(s, f, n);
        break;
    }
    actual_[s] += n;
  }
  if (n != 0) emit(f, n);
}

// Keeps the selected rows of the variables that the step passes on.
std::uint32_t Pipeline::compact(const Step& step, Frame& f, const std::uint32_t* selected, std::uint32_t n) {
  for (VariableId v : step.live) {
    Value* column = f.columns[v];
    for (std::uint32_t k = 0; k < n; ++k) column[k] = column[selected[k]];
  }
  return n;
}

std::vector<const Value*> Pipeline::key_values(std::size_t s, Frame& f) const {
  const Step& step = plan_.steps[s];
  std::vector<const Value*> out(step.keys.size());
  for (std::size_t k = 0; k < out.size(); ++k) out[k] = column(prepared_[s], k, step.keys[k].operand, f);
  return out;
}

// ---- the head

void Pipeline::emit(Frame& f, std::uint32_t n) {
  std::array<const Value*, 16> few;
  std::vector<const Value*> many;
  const std::size_t width = rule_.head_args.size();
  const Value** columns = few.data();
  if (width > few.size()) {
    many.resize(width);
    columns = many.data();
  }
  for (std::size_t a = 0; a < width; ++a) {
    const Operand& o = rule_.head_args[a];
    columns[a] = o.kind == Operand::Kind::variable ? f.columns[o.variable] : head_constants_[a];
  }
  if (!rule_.checks.empty()) check_head(columns, n);
  workspace_.derivations += n;
  sink_->take(columns, n);
}

}  // namespace linchpin::engine
