// The step that meets several atoms in one new variable.
//
// Of each binding the atom with the fewest values gives them, and the others are asked whether they have them. So a
// binding costs what its shortest group does, which is what makes a cyclic join worst-case optimal.
#include <algorithm>

#include "engine/pipeline.hpp"

namespace linchpin::engine {

using analysis::VariableId;
using plan::Step;

void Pipeline::prepare_meets(std::size_t s, Database& database) {
  const Step& step = plan_.steps[s];
  Prepared& p = prepared_[s];
  for (std::size_t m = 0; m < p.meets.size(); ++m) {
    const plan::Meet& meet = step.meets[m];
    Met& met = p.meets[m];
    const Table& table = database[meet.predicate];
    met.relation = table.relation.get();
    met.limit = database.limit(meet.predicate, meet.rows);
    met.index = &met.relation->index(met.key_columns, table.growing ? met.limit : met.relation->rows(), {meet.column});
    met.covered_at = met.index->number(meet.column);
    met.has = membership(*met.relation, met.all_columns, met.limit, table.growing);
  }
  Candidates& c = p.candidates;
  std::size_t most_keys = 0;
  for (const Met& met : p.meets) most_keys = std::max(most_keys, met.all_columns.size());
  c.lengths.resize(p.meets.size());
  c.keys.resize(most_keys);
  c.given_keys.resize(most_keys);
  for (Buffer<std::uint32_t>& lengths : c.lengths) lengths.resize(kBlock);
  for (Buffer<Value>& keys : c.keys) keys.resize(kBlock);
  for (Buffer<Value>& keys : c.given_keys) keys.resize(kBlock);
  c.bindings.resize(kBlock);
  c.values.resize(kBlock);
}

// How many values each atom has for each binding; of a run that is cut short by a limit, at most so many.
void Pipeline::measure_meets(std::size_t s, Frame& in, std::uint32_t n) {
  const Step& step = plan_.steps[s];
  Prepared& p = prepared_[s];
  Range* ranges = in.ranges.data();
  std::vector<const Value*> keys;
  for (std::size_t m = 0; m < p.meets.size(); ++m) {
    const Met& met = p.meets[m];
    keys.clear();
    for (std::size_t k = 0; k < met.key_columns.size(); ++k) {
      const analysis::Operand& o = step.meets[m].keys[k].operand;
      keys.push_back(o.kind == analysis::Operand::Kind::variable ? in.columns[o.variable] : met.constants[k]);
    }
    std::uint32_t* lengths = p.candidates.lengths[m].data();
    std::fill_n(lengths, n, 0U);
    for (const Run& run : met.index->runs()) {
      if (run.first() >= met.limit) break;
      run.find(*met.relation, met.key_columns, keys.data(), n, ranges);
      for (std::uint32_t i = 0; i < n; ++i) lengths[i] += ranges[i].end - ranges[i].begin;
    }
  }
}

void Pipeline::expand_intersect(std::size_t s, std::size_t depth, std::uint32_t n) {
  Prepared& p = prepared_[s];
  Candidates& c = p.candidates;
  measure_meets(s, frame(depth), n);
  for (std::size_t m = 0; m < p.meets.size(); ++m) {
    std::uint32_t given = 0;
    for (std::uint32_t i = 0; i < n; ++i) {
      bool fewest = c.lengths[m][i] != 0;
      for (std::size_t o = 0; o < p.meets.size(); ++o) {
        fewest &= c.lengths[m][i] < c.lengths[o][i] || (o >= m && c.lengths[m][i] == c.lengths[o][i]);
      }
      c.bindings[given] = i;
      given += fewest;
    }
    if (given != 0) give_values(s, depth, m, given);
  }
}

// The values that one of the atoms has for the first n of the candidates' bindings.
void Pipeline::give_values(std::size_t s, std::size_t depth, std::size_t giver, std::uint32_t n) {
  const Step& step = plan_.steps[s];
  Prepared& p = prepared_[s];
  Candidates& c = p.candidates;
  const Met& met = p.meets[giver];
  Frame& in = frame(depth);
  std::vector<const Value*> keys;
  for (std::size_t k = 0; k < met.key_columns.size(); ++k) {
    const analysis::Operand& o = step.meets[giver].keys[k].operand;
    if (o.kind != analysis::Operand::Kind::variable) {
      keys.push_back(met.constants[k]);
      continue;
    }
    for (std::uint32_t i = 0; i < n; ++i) c.given_keys[k][i] = in.columns[o.variable][c.bindings[i]];
    keys.push_back(c.given_keys[k].data());
  }
  std::vector<Range> ranges(n);  // the frame's are for those that are asked
  std::uint32_t* from = in.from.data();
  Value* values = c.values.data();
  for (const Run& run : met.index->runs()) {
    if (run.first() >= met.limit) break;
    run.find(*met.relation, met.key_columns, keys.data(), n, ranges.data());
    const std::uint32_t* rows = run.rows();
    const Value* covered = run.covered(met.covered_at);
    const bool all = run.last() <= met.limit && !met.relation->any_dead();
    std::uint32_t found = 0;
    for (std::uint32_t i = 0; i < n; ++i) {
      for (std::uint32_t at = ranges[i].begin; at < ranges[i].end; ++at) {
        if (!all && (rows[at] >= met.limit || met.relation->dead(rows[at]))) continue;
        from[found] = c.bindings[i];
        values[found] = covered[at];
        if (++found == kBlock) {
          budget_->check(&rule_, 0);
          pass_common(s, depth, giver, found);
          found = 0;
        }
      }
    }
    if (found != 0) pass_common(s, depth, giver, found);
  }
}

// Passes on those of n candidates that all the other atoms have, too.
void Pipeline::pass_common(std::size_t s, std::size_t depth, std::size_t giver, std::uint32_t n) {
  const Step& step = plan_.steps[s];
  Prepared& p = prepared_[s];
  Candidates& c = p.candidates;
  Frame& in = frame(depth);
  std::uint32_t* from = in.from.data();
  Value* values = c.values.data();
  std::array<std::uint8_t, kBlock> found;
  std::vector<const Value*> keys;
  for (std::size_t m = 0; m < p.meets.size() && n != 0; ++m) {
    if (m == giver) continue;
    const Met& met = p.meets[m];
    keys.clear();
    for (std::size_t k = 0; k < met.all_columns.size(); ++k) {
      if (k == met.value_at) {
        keys.push_back(values);
        continue;
      }
      const std::size_t key = k < met.value_at ? k : k - 1;
      const analysis::Operand& o = step.meets[m].keys[key].operand;
      if (o.kind != analysis::Operand::Kind::variable) {
        keys.push_back(met.constants[key]);
        continue;
      }
      for (std::uint32_t i = 0; i < n; ++i) c.keys[key][i] = in.columns[o.variable][from[i]];
      keys.push_back(c.keys[key].data());
    }
    find_members(met.has, met.all_columns, keys.data(), n, in.ranges.data(), found.data());
    std::uint32_t kept = 0;
    for (std::uint32_t i = 0; i < n; ++i) {
      from[kept] = from[i];
      values[kept] = values[i];
      kept += found[i];
    }
    n = kept;
  }
  actual_[s] += n;
  if (n == 0) return;
  Frame& out = frame(depth + 1);
  for (VariableId v : p.carried) {
    for (std::uint32_t i = 0; i < n; ++i) out.columns[v][i] = in.columns[v][from[i]];
  }
  for (const plan::Output& output : p.outputs) std::copy_n(values, n, out.columns[output.variable]);
  advance(s + 1, depth + 1, n);
}

}  // namespace linchpin::engine
