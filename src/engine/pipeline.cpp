#include "engine/pipeline.hpp"

#include <algorithm>

namespace linchpin::engine {

using analysis::Literal;
using analysis::Operand;
using analysis::VariableId;
using plan::Step;

namespace {

Buffer<Value> repeated(Value v) {
  Buffer<Value> out;
  out.assign(kBlock, v);
  return out;
}

bool multiplies(Step::Kind kind) {
  return kind == Step::Kind::scan || kind == Step::Kind::probe || kind == Step::Kind::generate;
}

bool contains(const std::vector<VariableId>& sorted, VariableId v) {
  return std::binary_search(sorted.begin(), sorted.end(), v);
}

}  // namespace

Pipeline::Pipeline(const analysis::Rule& rule, const plan::Plan& plan, Workspace& workspace)
    : rule_(rule), plan_(plan), workspace_(workspace), prepared_(plan.steps.size()), actual_(plan.steps.size()) {
  std::vector<VariableId> bound;  // passed on by the step before
  std::vector<bool> in_frame;     // made in the frame of the running depth
  made_.emplace_back();
  for (std::size_t s = 0; s < plan.steps.size(); ++s) {
    const Step& step = plan.steps[s];
    const Literal& literal = rule.body[step.literal];
    Prepared& p = prepared_[s];
    const auto constant_of = [&](const Operand& o) {
      p.constants.push_back(o.kind == Operand::Kind::constant ? repeated(o.constant) : Buffer<Value>());
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
    for (const plan::Output& output : step.outputs) {
      if (contains(step.live, output.variable)) p.outputs.push_back(output);
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
  for (const Operand& o : rule.head_args) {
    head_constants_.push_back(o.kind == Operand::Kind::constant ? repeated(o.constant) : Buffer<Value>());
  }
  pairs_.resize(made_.size());
  for (Pairs& pairs : pairs_) {
    pairs.from.resize(kBlock);
    pairs.row.resize(kBlock);
    pairs.ranges.resize(kBlock);
  }
}

Frame& Pipeline::frame(std::size_t depth) { return *workspace_.frames[depth]; }

void Pipeline::prepare_run(Database& database) {
  for (std::size_t s = 0; s < plan_.steps.size(); ++s) {
    const Step& step = plan_.steps[s];
    Prepared& p = prepared_[s];
    switch (step.kind) {
      case Step::Kind::scan:
      case Step::Kind::probe:
      case Step::Kind::exists:
      case Step::Kind::absent:
      case Step::Kind::lookup: break;
      default: continue;
    }
    const Table& table = database[step.predicate];
    p.relation = table.relation.get();
    p.limit = database.limit(step.predicate, step.rows);
    p.index = nullptr;
    if (step.kind == Step::Kind::scan || step.keys.empty()) continue;
    // Rows added in this round must not be seen, so a growing relation is asked by an index.
    p.by_set = (step.kind == Step::Kind::exists || step.kind == Step::Kind::absent) &&
               p.key_columns.size() == p.relation->arity() && !table.growing && !p.relation->has_extremum();
    if (!p.by_set) p.index = &p.relation->index(p.key_columns, p.limit);
  }
  while (workspace_.frames.size() < made_.size()) workspace_.frames.push_back(std::make_unique<Frame>());
  for (std::size_t d = 0; d < made_.size(); ++d) {
    for (VariableId v : made_[d]) frame(d).make(v);
  }
}

void Pipeline::run(Database& database, Sink& sink, Budget& budget) {
  database_ = &database;
  sink_ = &sink;
  budget_ = &budget;
  prepare_run(database);
  advance(0, 0, 1);  // one empty binding
}

void Pipeline::advance(std::size_t s, std::size_t depth, std::uint32_t n) {
  Frame& f = frame(depth);
  for (; s < plan_.steps.size() && n != 0; ++s) {
    switch (plan_.steps[s].kind) {
      case Step::Kind::scan: expand_scan(s, depth, n); return;
      case Step::Kind::probe: expand_probe(s, depth, n); return;
      case Step::Kind::generate: expand_generate(s, depth, n); return;
      case Step::Kind::exists: n = select_existing(s, f, n, true); break;
      case Step::Kind::absent: n = select_existing(s, f, n, false); break;
      case Step::Kind::lookup: n = lookup(s, f, n); break;
      case Step::Kind::compare: n = compare(s, f, n); break;
      case Step::Kind::bind:
      case Step::Kind::check:
      case Step::Kind::build: n = compute(s, f, n); break;
      case Step::Kind::match: n = take_apart(s, f, n); break;
      case Step::Kind::test: n = test(s, f, n); break;
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

// ---- steps that multiply

void Pipeline::pass_pairs(std::size_t s, std::size_t depth, std::uint32_t n) {
  const Step& step = plan_.steps[s];
  const Prepared& p = prepared_[s];
  Pairs& pairs = pairs_[depth];
  std::uint32_t* from = pairs.from.data();
  std::uint32_t* row = pairs.row.data();
  const Relation& relation = *p.relation;
  if (relation.any_dead() || !step.same.empty()) {
    std::uint32_t kept = 0;
    for (std::uint32_t k = 0; k < n; ++k) {
      const bool keep = !relation.dead(row[k]) &&
                        std::all_of(step.same.begin(), step.same.end(), [&](const plan::Same& same) {
                          return relation.at(row[k], same.first) == relation.at(row[k], same.second);
                        });
      from[kept] = from[k];
      row[kept] = row[k];
      kept += keep;
    }
    n = kept;
  }
  actual_[s] += n;
  if (n == 0) return;
  Frame& in = frame(depth);
  Frame& out = frame(depth + 1);
  for (VariableId v : p.carried) {
    const Value* source = in.columns[v];
    Value* target = out.columns[v];
    for (std::uint32_t k = 0; k < n; ++k) target[k] = source[from[k]];
  }
  for (const plan::Output& output : p.outputs) {
    const Value* source = relation.column(output.column);
    Value* target = out.columns[output.variable];
    for (std::uint32_t k = 0; k < n; ++k) target[k] = source[row[k]];
  }
  advance(s + 1, depth + 1, n);
}

void Pipeline::expand_scan(std::size_t s, std::size_t depth, std::uint32_t n) {
  const Step& step = plan_.steps[s];
  const Prepared& p = prepared_[s];
  const std::uint32_t first =
      step.rows == plan::Rows::delta ? (*database_)[step.predicate].extent.old : 0;
  Frame& in = frame(depth);
  const auto keys = key_values(s, in);
  Pairs& pairs = pairs_[depth];
  for (std::uint32_t i = 0; i < n; ++i) {
    for (std::uint32_t base = first; base < p.limit; base += kBlock) {
      const std::uint32_t m = std::min(kBlock, p.limit - base);
      std::uint32_t found = 0;
      for (std::uint32_t r = base; r < base + m; ++r) {
        bool agrees = true;
        for (std::size_t k = 0; k < keys.size(); ++k) agrees &= p.relation->at(r, p.key_columns[k]) == keys[k][i];
        pairs.from[found] = i;
        pairs.row[found] = r;
        found += agrees;
      }
      budget_->check(&rule_, 0);
      pass_pairs(s, depth, found);
    }
  }
}

void Pipeline::expand_probe(std::size_t s, std::size_t depth, std::uint32_t n) {
  const Prepared& p = prepared_[s];
  Frame& in = frame(depth);
  const auto keys = key_values(s, in);
  Pairs& pairs = pairs_[depth];
  std::uint32_t* from = pairs.from.data();
  std::uint32_t* row = pairs.row.data();
  for (const Run& run : p.index->runs()) {
    if (run.first() >= p.limit) break;
    const bool trim = run.last() > p.limit;
    Range* ranges = pairs.ranges.data();
    run.find(*p.relation, p.key_columns, keys.data(), n, ranges);
    const std::uint32_t* rows = run.rows();
    std::uint32_t found = 0;
    for (std::uint32_t i = 0; i < n; ++i) {
      std::uint32_t begin = ranges[i].begin;
      std::uint32_t end = ranges[i].end;
      if (trim) end = static_cast<std::uint32_t>(std::lower_bound(rows + begin, rows + end, p.limit) - rows);
      while (begin < end) {
        const std::uint32_t m = std::min(end - begin, kBlock - found);
        for (std::uint32_t k = 0; k < m; ++k) {
          from[found + k] = i;
          row[found + k] = rows[begin + k];
        }
        begin += m;
        found += m;
        if (found == kBlock) {
          budget_->check(&rule_, 0);
          pass_pairs(s, depth, found);
          found = 0;
        }
      }
    }
    if (found != 0) pass_pairs(s, depth, found);
  }
}

void Pipeline::expand_generate(std::size_t s, std::size_t depth, std::uint32_t n) {
  const Literal& literal = rule_.body[plan_.steps[s].literal];
  const Prepared& p = prepared_[s];
  Frame& in = frame(depth);
  Frame& out = frame(depth + 1);
  const std::size_t width = literal.args.size() - 1;
  const Value* subject = column(p, 0, literal.args[0], in);
  std::vector<Value> rows;
  std::uint32_t found = 0;
  const auto pass = [&] {
    actual_[s] += found;
    if (found != 0) advance(s + 1, depth + 1, found);
    found = 0;
  };
  for (std::uint32_t i = 0; i < n; ++i) {
    rows.clear();
    generate(literal.builtin, workspace_.pool, subject[i], rows);
    for (std::size_t r = 0; r * width < rows.size(); ++r) {
      const Value* row = rows.data() + r * width;
      bool agrees = true;
      for (std::size_t a = 0; a < width; ++a) {
        const Arg& arg = p.args[a + 1];
        switch (arg.action) {
          case Arg::Action::skip: break;
          case Arg::Action::constant: agrees &= row[a] == arg.constant; break;
          case Arg::Action::compare: agrees &= row[a] == in.columns[arg.variable][i]; break;
          case Arg::Action::bind: out.columns[arg.variable][found] = row[a]; break;
          case Arg::Action::repeat:
            agrees &= row[a] == (arg.first == 0 ? subject[i] : row[arg.first - 1]);
            break;
        }
      }
      if (!agrees) continue;
      for (VariableId v : p.carried) out.columns[v][found] = in.columns[v][i];
      if (++found == kBlock) {
        budget_->check(&rule_, 0);
        pass();
      }
    }
  }
  pass();
}

// ---- steps that pass on at most what they get

std::uint32_t Pipeline::select_existing(std::size_t s, Frame& f, std::uint32_t n, bool wanted) {
  const Step& step = plan_.steps[s];
  const Prepared& p = prepared_[s];
  if (step.keys.empty()) {
    bool any = false;
    for (std::uint32_t r = 0; r < p.limit && !any; ++r) any = !p.relation->dead(r);
    return any == wanted ? n : 0;
  }
  const auto keys = key_values(s, f);
  std::array<std::uint8_t, kBlock> found{};
  if (p.by_set) {
    // The relation's columns in order: the keys are all of them, in ascending order.
    p.relation->contains(keys.data(), n, found.data());
  } else {
    Buffer<Range> ranges;
    ranges.resize(n);
    for (const Run& run : p.index->runs()) {
      if (run.first() >= p.limit) break;
      run.find(*p.relation, p.key_columns, keys.data(), n, ranges.data());
      const std::uint32_t* rows = run.rows();
      for (std::uint32_t i = 0; i < n; ++i) {
        for (std::uint32_t r = ranges[i].begin; r < ranges[i].end && found[i] == 0; ++r) {
          if (rows[r] >= p.limit) break;
          found[i] = static_cast<std::uint8_t>(!p.relation->dead(rows[r]));
        }
      }
    }
  }
  std::array<std::uint32_t, kBlock> selected;
  std::uint32_t kept = 0;
  for (std::uint32_t i = 0; i < n; ++i) {
    selected[kept] = i;
    kept += (found[i] != 0) == wanted;
  }
  return kept == n ? n : compact(step, f, selected.data(), kept);
}

std::uint32_t Pipeline::lookup(std::size_t s, Frame& f, std::uint32_t n) {
  const Step& step = plan_.steps[s];
  const Literal& literal = rule_.body[step.literal];
  const Prepared& p = prepared_[s];
  const Value* results = p.relation->column(p.relation->arity() - 1);
  Buffer<Range> ranges;
  ranges.resize(n);
  const std::uint32_t* rows = nullptr;
  const std::uint32_t only_row = 0;
  std::fill_n(ranges.data(), n, Range{});
  if (step.keys.empty()) {
    rows = &only_row;
    std::fill_n(ranges.data(), n, Range{0, p.relation->rows()});
  } else if (!p.index->runs().empty()) {
    // An aggregate's relation is made in one go, so its index is one run with one row a group.
    const Run& run = p.index->runs().front();
    run.find(*p.relation, p.key_columns, key_values(s, f).data(), n, ranges.data());
    rows = run.rows();
  }
  const Operand& result = literal.args.back();
  const Value* wanted = p.result_bound && result.kind != Operand::Kind::wildcard
                            ? column(p, step.keys.size(), result, f)
                            : nullptr;
  Value* made = p.result_bound ? nullptr : f.columns[result.variable];
  std::array<std::uint32_t, kBlock> selected;
  std::uint32_t kept = 0;
  for (std::uint32_t i = 0; i < n; ++i) {
    const bool there = ranges[i].begin < ranges[i].end;
    if (!there && !literal.empty) continue;
    const Value value = there ? results[rows[ranges[i].begin]] : *literal.empty;
    if (wanted != nullptr && wanted[i] != value) continue;
    if (made != nullptr) made[i] = value;
    selected[kept++] = i;
  }
  return kept == n ? n : compact(step, f, selected.data(), kept);
}

std::uint32_t Pipeline::compare(std::size_t s, Frame& f, std::uint32_t n) {
  using analysis::Comparison;
  const Step& step = plan_.steps[s];
  const Literal& literal = rule_.body[step.literal];
  const Value* a = column(prepared_[s], 0, literal.args[0], f);
  const Value* b = column(prepared_[s], 1, literal.args[1], f);
  std::array<std::uint32_t, kBlock> selected;
  std::uint32_t kept = 0;
  const auto each = [&](auto holds) {
    for (std::uint32_t i = 0; i < n; ++i) {
      selected[kept] = i;
      kept += holds(a[i], b[i]);
    }
  };
  const auto ordered = [&](auto holds) {
    each([&](Value x, Value y) {
      if (x.is_small() && y.is_small()) return holds(x.small() <=> y.small());
      return holds(workspace_.pool.compare_numeric(x, y));
    });
  };
  switch (literal.comparison) {
    case Comparison::equal: each([](Value x, Value y) { return x == y; }); break;
    case Comparison::unequal: each([](Value x, Value y) { return x != y; }); break;
    case Comparison::less: ordered([](std::strong_ordering o) { return o < 0; }); break;
    case Comparison::less_equal: ordered([](std::strong_ordering o) { return o <= 0; }); break;
    case Comparison::greater: ordered([](std::strong_ordering o) { return o > 0; }); break;
    case Comparison::greater_equal: ordered([](std::strong_ordering o) { return o >= 0; }); break;
  }
  return kept == n ? n : compact(step, f, selected.data(), kept);
}

std::uint32_t Pipeline::compute(std::size_t s, Frame& f, std::uint32_t n) {
  const Step& step = plan_.steps[s];
  const Literal& literal = rule_.body[step.literal];
  std::array<Value, kBlock> values;
  running_literal_ = step.literal;
  Value* out = step.kind == Step::Kind::check ? values.data() : f.columns[literal.variable];
  if (literal.kind == Literal::Kind::term) {
    std::vector<const Value*> args;
    for (std::size_t a = 0; a < literal.args.size(); ++a) {
      args.push_back(column(prepared_[s], a, literal.args[a], f));
    }
    workspace_.expressions.build(literal.constant, args, n, out);
  } else {
    workspace_.expressions.evaluate(literal.expression, f.columns.data(), n, out);
  }
  if (step.kind != Step::Kind::check) return n;
  std::array<std::uint32_t, kBlock> selected;
  std::uint32_t kept = 0;
  for (std::uint32_t i = 0; i < n; ++i) {
    selected[kept] = i;
    kept += f.columns[literal.variable][i] == values[i];
  }
  return kept == n ? n : compact(step, f, selected.data(), kept);
}

std::uint32_t Pipeline::take_apart(std::size_t s, Frame& f, std::uint32_t n) {
  const Step& step = plan_.steps[s];
  const Literal& literal = rule_.body[step.literal];
  const Prepared& p = prepared_[s];
  const Value* subject = f.columns[literal.variable];
  std::array<std::uint32_t, kBlock> selected;
  std::uint32_t kept = 0;
  for (std::uint32_t i = 0; i < n; ++i) {
    const Value v = subject[i];
    if (!v.is_term() || workspace_.pool.functor(v) != literal.constant) continue;
    const auto args = workspace_.pool.args(v);
    if (args.size() != literal.args.size()) continue;
    bool agrees = true;
    for (std::size_t a = 0; a < args.size() && agrees; ++a) {
      const Arg& arg = p.args[a];
      switch (arg.action) {
        case Arg::Action::skip: break;
        case Arg::Action::constant: agrees = args[a] == arg.constant; break;
        case Arg::Action::compare: agrees = args[a] == f.columns[arg.variable][i]; break;
        case Arg::Action::bind: f.columns[arg.variable][i] = args[a]; break;
        case Arg::Action::repeat: agrees = args[a] == args[arg.first]; break;
      }
    }
    selected[kept] = i;
    kept += agrees;
  }
  return kept == n ? n : compact(step, f, selected.data(), kept);
}

std::uint32_t Pipeline::test(std::size_t s, Frame& f, std::uint32_t n) {
  const Step& step = plan_.steps[s];
  const Literal& literal = rule_.body[step.literal];
  running_literal_ = step.literal;
  std::vector<const Value*> columns;
  for (std::size_t a = 0; a < literal.args.size(); ++a) {
    columns.push_back(column(prepared_[s], a, literal.args[a], f));
  }
  std::vector<Value> row(columns.size());
  std::array<std::uint32_t, kBlock> selected;
  std::uint32_t kept = 0;
  for (std::uint32_t i = 0; i < n; ++i) {
    for (std::size_t a = 0; a < row.size(); ++a) row[a] = columns[a][i];
    std::optional<BuiltinError> error;
    const bool holds = linchpin::test(literal.builtin, workspace_.pool, row, error);
    if (error) throw BuiltinFailure{std::move(*error), i};
    selected[kept] = i;
    kept += holds != literal.negated;
  }
  return kept == n ? n : compact(step, f, selected.data(), kept);
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
    columns[a] = o.kind == Operand::Kind::variable ? f.columns[o.variable] : head_constants_[a].data();
  }
  if (!rule_.checks.empty()) check_head(columns, n);
  workspace_.derivations += n;
  sink_->take(columns, n);
}

}  // namespace linchpin::engine
