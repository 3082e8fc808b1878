// The steps that pass on at most what they get.
#include <algorithm>

#include "engine/pipeline.hpp"

namespace linchpin::engine {

using analysis::Literal;
using analysis::Operand;
using analysis::VariableId;
using plan::Step;

Pipeline::Membership Pipeline::membership(Relation& relation, const std::vector<std::uint32_t>& columns,
                                          std::uint32_t limit, bool growing) const {
  Membership out{&relation, limit};
  // Rows added in this round must not be seen, so a growing relation is asked by an index.
  out.by_set = columns.size() == relation.arity() && !growing && !relation.has_extremum() && limit == relation.rows();
  if (out.by_set) {
    relation.prepare_contains();
  } else {  // what is complete is indexed once, though rows of lower levels may not be read yet
    out.index = &relation.index(columns, growing ? limit : relation.rows());
  }
  return out;
}

void Pipeline::find_members(const Membership& in, const std::vector<std::uint32_t>& columns, const Value* const* keys,
                            std::uint32_t n, Range* ranges, std::uint8_t* found) {
  if (in.by_set) {  // all columns, in ascending order
    in.relation->contains(keys, n, found);
    return;
  }
  std::fill_n(found, n, std::uint8_t{0});
  for (const Run& run : in.index->runs()) {
    if (run.first() >= in.limit) break;
    run.find(*in.relation, columns, keys, n, ranges);
    const std::uint32_t* rows = run.rows();
    for (std::uint32_t i = 0; i < n; ++i) {
      for (std::uint32_t r = ranges[i].begin; r < ranges[i].end && found[i] == 0; ++r) {
        if (rows[r] >= in.limit) break;
        found[i] = static_cast<std::uint8_t>(!in.relation->dead(rows[r]));
      }
    }
  }
}

std::uint32_t Pipeline::select_existing(std::size_t s, Frame& f, std::uint32_t n, bool wanted) {
  const Step& step = plan_.steps[s];
  const Prepared& p = prepared_[s];
  if (step.keys.empty()) {
    bool any = false;
    for (std::uint32_t r = 0; r < p.limit && !any; ++r) any = !p.relation->dead(r);
    return any == wanted ? n : 0;
  }
  std::array<std::uint8_t, kBlock> found{};
  find_members(p.has, p.key_columns, key_values(s, f).data(), n, f.ranges.data(), found.data());
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
  Buffer<Range>& ranges = f.ranges;
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
  const Value* wanted =
      p.result_bound && result.kind != Operand::Kind::wildcard ? column(p, step.keys.size(), result, f) : nullptr;
  Value* made = p.result_bound ? nullptr : f.columns[result.variable];
  std::array<std::uint32_t, kBlock> selected;
  std::uint32_t kept = 0;
  for (std::uint32_t i = 0; i < n; ++i) {
    const bool there = ranges[i].begin < ranges[i].end;
    // cppcheck-suppress objectIndex // where there is one row, its range begins at 0
    if (there ? rows[ranges[i].begin] >= p.limit : !literal.empty) continue;  // of a lower level; none
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
    case Comparison::equal:
      each([](Value x, Value y) { return x == y; });
      break;
    case Comparison::unequal:
      each([](Value x, Value y) { return x != y; });
      break;
    case Comparison::less:
      ordered([](std::strong_ordering o) { return o < 0; });
      break;
    case Comparison::less_equal:
      ordered([](std::strong_ordering o) { return o <= 0; });
      break;
    case Comparison::greater:
      ordered([](std::strong_ordering o) { return o > 0; });
      break;
    case Comparison::greater_equal:
      ordered([](std::strong_ordering o) { return o >= 0; });
      break;
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
        case Arg::Action::skip:
          break;
        case Arg::Action::constant:
          agrees = args[a] == arg.constant;
          break;
        case Arg::Action::compare:
          agrees = args[a] == f.columns[arg.variable][i];
          break;
        case Arg::Action::bind:
          f.columns[arg.variable][i] = args[a];
          break;
        case Arg::Action::repeat:
          agrees = args[a] == args[arg.first];
          break;
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

}  // namespace linchpin::engine
