// The steps that multiply bindings: scan, probe, generate.
#include <algorithm>

#include "engine/pipeline.hpp"

namespace linchpin::engine {

using analysis::Literal;
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
  const std::uint32_t first = step.rows == plan::Rows::delta ? (*database_)[step.predicate].extent.old : 0;
  Frame& in = frame(depth);
  const auto keys = key_values(s, in);
  for (std::uint32_t i = 0; i < n; ++i) {
    for (std::uint32_t base = first; base < p.limit; base += kBlock) {
      const std::uint32_t m = std::min(kBlock, p.limit - base);
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

void Pipeline::expand_probe(std::size_t s, std::size_t depth, std::uint32_t n) {
  const Prepared& p = prepared_[s];
  Frame& in = frame(depth);
  const auto keys = key_values(s, in);
  std::uint32_t* from = in.from.data();
  std::uint32_t* row = in.row.data();
  for (const Run& run : p.index->runs()) {
    if (run.first() >= p.limit) break;
    const bool trim = run.last() > p.limit;
    Range* ranges = in.ranges.data();
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
  }
  pass();
}

}  // namespace linchpin::engine
