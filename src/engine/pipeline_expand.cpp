// The steps that multiply bindings: scan, probe, generate.
#include <algorithm>
#include <array>
#include <utility>

#include "engine/pipeline.hpp"

namespace linchpin::engine {

using analysis::Literal;
using analysis::Operand;
using analysis::VariableId;
using plan::Step;

void Pipeline::pass_pairs(std::size_t s, std::size_t depth, std::uint32_t n) {
  const Step& step = plan_.steps[s];
  const Prepared& p = prepared_[s];
  Frame& in = frame(depth);
  std::uint32_t* from = in.from.data();
  std::uint32_t* row = in.row.data();
  const Relation& relation = *p.relation;
  if (relation.any_dead() || !step.same.empty()) {
    std::uint32_t kept = 0;
    for (std::uint32_t k = 0; k < n; ++k) {
      const bool keep =
          !relation.dead(row[k]) && std::all_of(step.same.begin(), step.same.end(), [&](const plan::Same& same) {
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
  const std::uint32_t first = p.first_row + (s == 0 ? from_row_ : 0);
  const std::uint32_t limit = s == 0 ? p.first_row + to_row_ : p.limit;
  const std::uint32_t block = s == 0 ? unit_ : kBlock;
  Frame& in = frame(depth);
  const auto keys = key_values(s, in);
  if (keys.empty() && step.same.empty() && !p.relation->has_extremum()) {
    Frame& out = frame(depth + 1);
    for (std::uint32_t i = 0; i < n; ++i) {
      for (std::uint32_t base = first; base < limit; base += block) {
        const std::uint32_t m = std::min(block, limit - base);
        for (VariableId v : p.carried) std::fill_n(out.columns[v], m, in.columns[v][i]);
        for (const plan::Output& o : p.outputs) {
          std::copy_n(p.relation->column(o.column) + base, m, out.columns[o.variable]);
        }
        budget_->check(&rule_, 0);
        actual_[s] += m;
        advance(s + 1, depth + 1, m);
      }
    }
    return;
  }
  for (std::uint32_t i = 0; i < n; ++i) {
    for (std::uint32_t base = first; base < limit; base += block) {
      const std::uint32_t m = std::min(block, limit - base);
      std::uint32_t found = 0;
      for (std::uint32_t r = base; r < base + m; ++r) {
        bool agrees = true;
        for (std::size_t k = 0; k < keys.size(); ++k) agrees &= p.relation->at(r, p.key_columns[k]) == keys[k][i];
        in.from[found] = i;
        in.row[found] = r;
        found += agrees;
      }
      budget_->check(&rule_, 0);
      pass_pairs(s, depth, found);
    }
  }
}

namespace {

// Leaves what lies in rows [first, limit) of the groups found.
void trim(const Run& run, std::uint32_t first, std::uint32_t limit, Range* ranges, std::uint32_t n) {
  const std::uint32_t* rows = run.rows();
  const auto at = [rows](const Range& r, std::uint32_t row) {
    return static_cast<std::uint32_t>(std::lower_bound(rows + r.begin, rows + r.end, row) - rows);
  };
  for (std::uint32_t i = 0; i < n && run.last() > limit; ++i) ranges[i].end = at(ranges[i], limit);
  for (std::uint32_t i = 0; i < n && run.first() < first; ++i) ranges[i].begin = at(ranges[i], first);
}

}  // namespace

void Pipeline::expand_probe(std::size_t s, std::size_t depth, std::uint32_t n) {
  const Prepared& p = prepared_[s];
  Frame& in = frame(depth);
  const auto keys = key_values(s, in);
  std::uint32_t* from = in.from.data();
  std::uint32_t* row = in.row.data();
  if (p.sets != nullptr && emit_unions(s, in, n, keys[0])) return;
  for (const Run& run : p.index->runs()) {
    if (run.first() >= p.limit) break;
    if (run.last() <= p.first_row) continue;
    Range* ranges = in.ranges.data();
    run.find(*p.relation, p.key_columns, keys.data(), n, ranges);
    trim(run, p.first_row, p.limit, ranges, n);
    const std::uint32_t* rows = run.rows();
    if (p.by_groups) {
      if (!p.last_to_head || !emit_groups(s, in, n, run)) pass_groups(s, depth, n, run);
      continue;
    }
    std::uint32_t found = 0;
    for (std::uint32_t i = 0; i < n; ++i) {
      for (std::uint32_t begin = ranges[i].begin; begin < ranges[i].end;) {
        const std::uint32_t m = std::min(ranges[i].end - begin, kBlock - found);
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

namespace {

// Writes out groups, beginning at group i and position `at` in it (0: its beginning), until a block is full or all are
// written. Carried values are repeated over the group; covered ones are read in a row. Returns the rows written.
template <std::size_t kCarried, std::size_t kCovered>
std::uint32_t write_groups(const Range* ranges, std::uint32_t n, std::uint32_t& i, std::uint32_t& at,
                           const Value* const* carried, Value* const* carried_out, const Value* const* covered,
                           Value* const* covered_out) {
  std::uint32_t found = 0;
  for (; i < n; ++i, at = 0) {
    const std::uint32_t begin = ranges[i].begin + at;
    const std::uint32_t length = ranges[i].end - begin;
    const std::uint32_t m = std::min(length, kBlock - found);
    std::array<Value, kCarried> one;
    for (std::size_t c = 0; c < kCarried; ++c) one[c] = carried[c][i];
    for (std::uint32_t k = 0; k < m; ++k) {
      for (std::size_t c = 0; c < kCarried; ++c) carried_out[c][found + k] = one[c];
      for (std::size_t c = 0; c < kCovered; ++c) covered_out[c][found + k] = covered[c][begin + k];
    }
    found += m;
    if (m < length) {
      at += m;
      break;
    }
  }
  return found;
}

using WriteGroups = decltype(&write_groups<0, 0>);
constexpr std::size_t kMostCarried = 4;
constexpr std::size_t kMostCovered = 2;

template <std::size_t... kPair>
constexpr auto writers(std::index_sequence<kPair...>) {
  return std::array<WriteGroups, sizeof...(kPair)>{
      &write_groups<kPair / (kMostCovered + 1), kPair % (kMostCovered + 1)>...};
}
constexpr auto kWriters = writers(std::make_index_sequence<(kMostCarried + 1) * (kMostCovered + 1)>{});

}  // namespace

bool Pipeline::groups_possible(const Prepared& p, const Step& step) {
  return step.same.empty() && p.carried.size() <= kMostCarried && p.outputs.size() <= kMostCovered;
}

void Pipeline::pass_groups(std::size_t s, std::size_t depth, std::uint32_t n, const Run& run) {
  const Prepared& p = prepared_[s];
  Frame& in = frame(depth);
  Frame& out = frame(depth + 1);
  std::array<const Value*, kMostCarried> carried{};
  std::array<Value*, kMostCarried> carried_out{};
  std::array<const Value*, kMostCovered> covered{};
  std::array<Value*, kMostCovered> covered_out{};
  for (std::size_t c = 0; c < p.carried.size(); ++c) {
    carried[c] = in.columns[p.carried[c]];
    carried_out[c] = out.columns[p.carried[c]];
  }
  for (std::size_t c = 0; c < p.outputs.size(); ++c) {
    covered[c] = run.covered(p.covered_at[c]);
    covered_out[c] = out.columns[p.outputs[c].variable];
  }
  const WriteGroups write = kWriters[p.carried.size() * (kMostCovered + 1) + p.outputs.size()];
  std::uint32_t i = 0;
  std::uint32_t at = 0;
  while (i < n) {
    const std::uint32_t found =
        write(in.ranges.data(), n, i, at, carried.data(), carried_out.data(), covered.data(), covered_out.data());
    if (found == 0) break;
    budget_->check(&rule_, 0);
    actual_[s] += found;
    advance(s + 1, depth + 1, found);
  }
}

// The last step's pairs as they go to the head, but for the pairs themselves.
Groups Pipeline::head_groups(std::size_t s, Frame& in) const {
  Groups groups;
  groups.one_first = prepared_[s].one_first;
  const std::size_t one = groups.one_first ? 0 : 1;
  const Operand& o = rule_.head_args[one];
  groups.one = o.kind == Operand::Kind::variable ? in.columns[o.variable] : head_constants_[one];
  return groups;
}

// The last step's pairs straight to the head, where they need not be written out to be taken.
bool Pipeline::emit_groups(std::size_t s, Frame& in, std::uint32_t n, const Run& run) {
  const Prepared& p = prepared_[s];
  Groups groups = head_groups(s, in);
  groups.many = run.covered(p.covered_at[0]);
  groups.many_span = run.span(p.covered_at[0]);
  const Value* ones = groups.one;
  for (std::uint32_t base = 0; base < n; base += groups.n) {
    constexpr std::uint64_t kMostAtOnce = std::uint64_t{16} * kBlock;  // so that limits are looked at
    groups.one = ones + base;
    groups.ranges = in.ranges.data() + base;
    std::uint64_t total = 0;
    for (groups.n = 0; base + groups.n < n && total < kMostAtOnce; ++groups.n) {
      total += groups.ranges[groups.n].end - groups.ranges[groups.n].begin;
    }
    if (total == 0) continue;
    if (!sink_->take_groups(groups)) {
      std::fill_n(in.ranges.data(), base, Range{});  // taken
      return false;
    }
    actual_[s] += total;
    workspace_.derivations += total;
  }
  return true;
}

// The same from bitmaps: a union for each binding.
bool Pipeline::emit_unions(std::size_t s, Frame& in, std::uint32_t n, const Value* keys) {
  const Prepared& p = prepared_[s];
  Groups groups = head_groups(s, in);
  const Value* ones = groups.one;
  groups.sets = p.sets;
  groups.many_span = p.sets_span;
  std::uint64_t total = 0;
  for (std::uint32_t base = 0; base < n; base += groups.n) {
    constexpr std::uint32_t kMostAtOnce = 64;  // so that limits are looked at
    groups.one = ones + base;
    groups.keys = keys + base;
    groups.n = std::min(kMostAtOnce, n - base);
    if (!sink_->take_groups(groups)) return false;
  }
  for (const Run& run : p.index->runs()) {  // for the count alone
    if (run.first() >= p.limit) break;
    run.find(*p.relation, p.key_columns, &keys, n, in.ranges.data());
    trim(run, 0, p.limit, in.ranges.data(), n);
    for (std::uint32_t i = 0; i < n; ++i) total += in.ranges[i].end - in.ranges[i].begin;
  }
  actual_[s] += total;
  workspace_.derivations += total;
  return true;
}

// Bitmaps pay where the groups are so long that a union of words takes less than their rows one by one.
void Pipeline::choose_sets(std::size_t s, bool growing) {
  Prepared& p = prepared_[s];
  p.sets = nullptr;
  const Use use = p.relation->tuning().word_union;
  if (!p.last_to_head || !p.one_first || !p.by_groups || use == Use::never || p.first_row != 0 || p.limit == 0) return;
  if (p.relation->arity() != 2 || p.key_columns != std::vector<std::uint32_t>{0}) return;
  const Run& run = p.index->runs().front();
  if (use == Use::choose) {
    const std::uint64_t words = p.relation->dense_words();
    if (words == 0 || run.rows_in_all() < words * run.groups()) return;
  }
  p.sets = p.relation->snapshot(p.limit, growing);
  if (p.sets == nullptr) return;
  p.sets_span = Span32{};
  for (const Run& r : p.index->runs()) p.sets_span.add(r.span(p.covered_at[0]));
}

void Pipeline::expand_distinct(std::size_t depth) {
  const Prepared& p = prepared_.front();
  Frame& out = frame(depth + 1);
  for (std::uint32_t base = from_row_; base < to_row_; base += unit_) {
    const std::uint32_t m = std::min(unit_, to_row_ - base);
    for (std::uint32_t c = 0; c < values_->arity(); ++c) {
      std::copy_n(values_->column(c) + base, m, out.columns[p.outputs[c].variable]);
    }
    budget_->check(&rule_, 0);
    actual_.front() += m;
    advance(1, depth + 1, m);
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
  std::size_t from = 0;
  for (std::uint32_t i = 0; i < n;) {
    rows.clear();
    generate(literal.builtin, workspace_.pool, subject[i], from, kBlock, rows);
    for (std::size_t r = 0; r * width < rows.size(); ++r) {
      const Value* row = rows.data() + r * width;
      bool agrees = true;
      for (std::size_t a = 0; a < width; ++a) {
        const Arg& arg = p.args[a + 1];
        switch (arg.action) {
          case Arg::Action::skip:
            break;
          case Arg::Action::constant:
            agrees &= row[a] == arg.constant;
            break;
          case Arg::Action::compare:
            agrees &= row[a] == in.columns[arg.variable][i];
            break;
          case Arg::Action::bind:
            out.columns[arg.variable][found] = row[a];
            break;
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
    const bool more = rows.size() == kBlock * width;
    if (more) budget_->check(&rule_, 0);  // perhaps none of these agreed
    from = more ? from + kBlock : 0;
    if (!more) ++i;
  }
  pass();
}

}  // namespace linchpin::engine
