// A run in parts: units of the first step's rows, or of its values.
#include <algorithm>

#include "engine/pipeline.hpp"

namespace linchpin::engine {

using plan::Step;

namespace {

constexpr std::uint32_t kLeastUnit = 64;  // rows or values of the first step
constexpr double kRowsInUnit = 1 << 13;   // of all steps, from which on it has fewer of the first's
static_assert(kLeastUnit <= kBlock);

}  // namespace

double Pipeline::rows_each(const plan::Plan& plan) {
  return plan.steps.empty() ? 0 : plan.cost / std::max(1.0, plan.steps.front().estimate);
}

// A unit is a block of the first step in one run, too, so that what depends on what is in a block with what comes out
// the same.
std::uint32_t Pipeline::rows_in_unit(const plan::Plan& plan) {
  std::uint32_t out = kBlock;
  while (out > kLeastUnit && out * rows_each(plan) > kRowsInUnit) out /= 2;
  return out;
}

// Whether a step neither makes values, but for small integers, nor looks at what others make.
bool Pipeline::is_shared(const Step& step) const {
  switch (step.kind) {
    case Step::Kind::scan:
    case Step::Kind::distinct:
    case Step::Kind::probe:
    case Step::Kind::intersect:
    case Step::Kind::exists:
    case Step::Kind::absent:
    case Step::Kind::lookup:
    case Step::Kind::compare:
      return true;
    case Step::Kind::bind:
    case Step::Kind::check:
      return workspace_.expressions.is_small(rule_.body[step.literal].expression);
    default:
      return false;
  }
}

bool Pipeline::begins_with_rows() const {
  return !plan_.steps.empty() &&
         (plan_.steps.front().kind == Step::Kind::scan || plan_.steps.front().kind == Step::Kind::distinct);
}

bool Pipeline::has_parts() const {
  return begins_with_rows() && rule_.checks.empty() &&
         std::all_of(plan_.steps.begin(), plan_.steps.end(), [this](const Step& step) { return is_shared(step); });
}

std::uint32_t Pipeline::first_rows() const {
  const Prepared& p = prepared_.front();
  return values_ ? values_->rows() : p.limit - std::min(p.limit, p.first_row);
}

std::size_t Pipeline::units() const { return begins_with_rows() ? (std::size_t{first_rows()} + unit_ - 1) / unit_ : 1; }

// The different values of some columns of the rows, as the first step: in the order of the rows, so those that the
// first thread finds come first.
void Pipeline::collect_values() {
  constexpr std::uint32_t kMany = 1 << 16;
  const Prepared& p = prepared_.front();
  const std::uint32_t rows = p.limit - std::min(p.limit, p.first_row);
  std::vector<std::shared_ptr<Relation>> found(rows < kMany ? 1 : CrewLoan::threads());
  const auto collect = [&](std::size_t k, std::uint32_t begin, std::uint32_t end) {
    const auto width = static_cast<std::uint32_t>(p.outputs.size());
    found[k] = std::make_shared<Relation>(width, syntax::Extremum::none, 0, workspace_.pool);
    std::vector<const Value*> columns(width);
    for (std::uint32_t base = p.first_row + begin; base < p.first_row + end; base += kBlock) {
      const std::uint32_t m = std::min(kBlock, p.first_row + end - base);
      for (std::size_t c = 0; c < width; ++c) columns[c] = p.relation->column(p.outputs[c].column) + base;
      if (!p.relation->any_dead()) {
        found[k]->insert(columns.data(), m);
        continue;
      }
      for (std::uint32_t r = base; r < base + m; ++r) {
        if (!p.relation->dead(r)) found[k]->insert(columns.data(), 1);
        for (const Value*& column : columns) ++column;
      }
    }
  };
  if (found.size() == 1) {
    collect(0, 0, rows);
  } else {
    CrewLoan::share(rows, collect);
  }
  for (std::size_t k = 1; k < found.size(); ++k) {
    std::vector<const Value*> columns;
    for (std::uint32_t c = 0; c < found[k]->arity(); ++c) columns.push_back(found[k]->column(c));
    found[0]->insert(columns.data(), found[k]->rows());
  }
  values_ = found[0];
}

// By the groups that the second step will find for some of the rows.
std::vector<std::uint64_t> Pipeline::weigh_units() {
  constexpr std::size_t kLookedAt = 8192;  // rows in all
  std::vector<std::uint64_t> weights(units(), 1);
  if (plan_.steps.size() < 2) return weights;
  const Step& second = plan_.steps[1];
  const Prepared& p = prepared_[1];
  const bool one = second.kind == Step::Kind::probe && p.index != nullptr;
  if ((!one && second.kind != Step::Kind::intersect) || !plan_.steps.front().keys.empty()) return weights;
  // Of a unit: fewer where there are many.
  const auto looked_at = static_cast<std::uint32_t>(std::clamp<std::size_t>(kLookedAt / weights.size(), 2, 32));
  Frame& in = frame(1);
  for (std::size_t u = 0; u < weights.size(); ++u) {
    const std::uint32_t begin = static_cast<std::uint32_t>(u) * unit_;
    const std::uint32_t rows = std::min(unit_, first_rows() - begin);
    const std::uint32_t stride = std::max(1U, rows / looked_at);
    std::uint32_t n = 0;
    for (std::uint32_t r = begin; r < begin + rows; r += stride, ++n) {
      const Prepared& read = prepared_.front();
      for (std::size_t c = 0; c < read.outputs.size(); ++c) {
        const plan::Output& o = read.outputs[c];
        in.columns[o.variable][n] =
            values_ ? values_->at(r, static_cast<std::uint32_t>(c)) : read.relation->at(read.first_row + r, o.column);
      }
    }
    std::uint64_t sum = 0;
    if (one) {
      const auto keys = key_values(1, in);
      for (const Run& run : p.index->runs()) {
        run.find(*p.relation, p.key_columns, keys.data(), n, in.ranges.data());
        for (std::uint32_t i = 0; i < n; ++i) sum += in.ranges[i].end - in.ranges[i].begin;
      }
    } else {
      measure_meets(1, in, n);
      for (std::uint32_t i = 0; i < n; ++i) {
        std::uint32_t least = ~std::uint32_t{0};
        for (std::size_t m = 0; m < p.meets.size(); ++m) least = std::min(least, p.candidates.lengths[m][i]);
        sum += least;
      }
    }
    weights[u] += rows + sum * rows / std::max(1U, n);
  }
  return weights;
}

void Pipeline::run_units(std::size_t first, std::size_t last, Database& database, Sink& sink, Budget& budget) {
  database_ = &database;
  sink_ = &sink;
  budget_ = &budget;
  if (begins_with_rows()) {
    from_row_ = static_cast<std::uint32_t>(std::min<std::size_t>(first * unit_, first_rows()));
    to_row_ = static_cast<std::uint32_t>(std::min<std::size_t>(last * unit_, first_rows()));
  }
  advance(0, 0, 1);  // one empty binding
}

}  // namespace linchpin::engine
