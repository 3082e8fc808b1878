#include "engine/aggregate.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "engine/hash.hpp"

namespace linchpin::engine {

using analysis::AggregateFunction;

void GroupTable::grow() {
  const std::size_t size = std::max<std::size_t>(64, keys_.size() * 2);
  keys_.assign_zero(size);
  numbers_.resize(size);
  shift_ = 64 - static_cast<std::uint32_t>(__builtin_ctzll(size));
  std::vector<const Value*> columns;
  for (const Buffer<Value>& c : columns_) columns.push_back(c.data());
  for (std::uint32_t g = 0; g < groups_; ++g) {
    const std::uint64_t key = row_key(columns.data(), static_cast<std::uint32_t>(columns.size()), g);
    std::size_t s = scramble(key) >> shift_;
    while (keys_[s] != kNoKey) s = (s + 1) & (size - 1);
    keys_[s] = key;
    numbers_[s] = g;
  }
}

void GroupTable::number(const Value* const* columns, std::uint32_t n, std::uint32_t* out) {
  const auto width = static_cast<std::uint32_t>(columns_.size());
  if (width == 0) {
    groups_ = 1;
    std::fill_n(out, n, 0U);
    return;
  }
  std::uint64_t last = kNoKey;
  for (std::uint32_t i = 0; i < n; ++i) {
    const std::uint64_t key = row_key(columns, width, i);
    if (key == last && width <= 2) {  // rows often come sorted
      out[i] = out[i - 1];
      continue;
    }
    last = key;
    if ((groups_ + 1) * std::size_t{2} > keys_.size()) grow();
    const std::size_t mask = keys_.size() - 1;
    std::size_t s = scramble(key) >> shift_;
    for (; keys_[s] != kNoKey; s = (s + 1) & mask) {
      if (keys_[s] != key) continue;
      bool equal = true;
      for (std::uint32_t c = 0; width > 2 && c < width; ++c) equal &= columns_[c][numbers_[s]] == columns[c][i];
      if (equal) break;
    }
    if (keys_[s] == kNoKey) {
      keys_[s] = key;
      numbers_[s] = groups_++;
      for (std::uint32_t c = 0; c < width; ++c) columns_[c].push_back(columns[c][i]);
    }
    out[i] = numbers_[s];
  }
}

Aggregator::Aggregator(const analysis::Aggregation& aggregation, Workspace& workspace)
    : aggregation_(aggregation),
      workspace_(workspace),
      pool_(workspace.pool),
      beside_(workspace, [this] { return bytes(); }),
      groups_(aggregation.group) {
  group_of_.resize(kBlock);
}

void Aggregator::begin_level(Level level) {
  if (level == level_) return;
  if (!counts_.empty() && !levelled_) {
    levelled_ = true;
    levels_.assign(counts_.size(), level_);
  }
  level_ = level;
}

std::uint64_t Aggregator::bytes() const {
  return groups_.bytes() + counts_.bytes() + levels_.capacity() * sizeof(Level) + integers_.capacity() * sizeof(Wide) +
         best_.bytes() + lists_.capacity() * sizeof(std::vector<Value>) + listed_ * sizeof(double);
}

// Numbers their groups, in group_of_.
void Aggregator::meet_groups(const Value* const* columns, std::uint32_t n) {
  groups_.number(columns, n, group_of_.data());
  if (levelled_) {
    levels_.resize(groups_.size());
    if (groups_.width() == 0) {
      levels_[0] = level_;
    } else {
      for (std::uint32_t i = 0; i < n; ++i) levels_[group_of_[i]] = level_;
    }
  }
  while (counts_.size() < groups_.size()) {
    counts_.push_back(0);
    switch (aggregation_.function) {
      case AggregateFunction::count:
        break;
      case AggregateFunction::sum:
      case AggregateFunction::avg:
        integers_.push_back(0);
        break;
      case AggregateFunction::min:
      case AggregateFunction::max:
        best_.push_back({});
        break;
      case AggregateFunction::list:
        lists_.emplace_back();
        break;
    }
  }
}

void Aggregator::take(const Value* const* columns, std::uint32_t n) {
  meet_groups(columns, n);
  const std::uint32_t* group = group_of_.data();
  if (aggregation_.function == AggregateFunction::count) {
    if (groups_.width() == 0) {
      counts_[0] += n;
    } else {
      for (std::uint32_t i = 0; i < n; ++i) ++counts_[group[i]];
    }
    return;
  }
  const Value* values = columns[aggregation_.input.head_args.size() - 1];
  const bool adds = aggregation_.function == AggregateFunction::sum || aggregation_.function == AggregateFunction::avg;
  if (groups_.width() == 0 && adds) {
    std::int64_t sum = 0;
    std::uint32_t any = 0;
    for (std::uint32_t i = 0; i < n; ++i) {
      sum += values[i].small();
      any |= values[i].bits();
    }
    if ((any >> 31) == 0) {  // small integers all
      integers_[0] += sum;
      counts_[0] += n;
      return;
    }
  }
  for (std::uint32_t i = 0; i < n; ++i) {
    add(values[i], group[i]);
    ++counts_[group[i]];
  }
}

void Aggregator::add(Value v, std::uint32_t group) {
  switch (aggregation_.function) {
    case AggregateFunction::count:
      break;
    case AggregateFunction::sum:
    case AggregateFunction::avg:
      if (v.kind() == Kind::integer) {
        integers_[group] += pool_.integer(v);
      } else if (v.kind() == Kind::decimal) {
        decimals_[group].push_back(pool_.decimal(v));
        ++listed_;
      } else {
        throw Failure{kWrongKind, &aggregation_.input, aggregation_.origin.span,
                      fmt::format("`{}` adds numbers, and got {}",
                                  aggregation_.function == AggregateFunction::sum ? "#sum" : "#avg", pool_.print(v)),
                      "let the body of the aggregate bind the summed variable to numbers only"};
      }
      break;
    case AggregateFunction::min:
      if (counts_[group] == 0 || pool_.compare(v, best_[group]) < 0) best_[group] = v;
      break;
    case AggregateFunction::max:
      if (counts_[group] == 0 || pool_.compare(v, best_[group]) > 0) best_[group] = v;
      break;
    case AggregateFunction::list:
      lists_[group].push_back(v);
      ++listed_;
      break;
  }
}

// What a part has taken, behind what was taken before.
void Aggregator::add(const Aggregator& part) {
  std::vector<const Value*> columns(groups_.width());
  for (std::uint32_t base = 0; base < part.counts_.size(); base += kBlock) {
    const auto n = std::min(kBlock, static_cast<std::uint32_t>(part.counts_.size()) - base);
    for (std::uint32_t c = 0; c < columns.size(); ++c) columns[c] = part.groups_.column(c) + base;
    meet_groups(columns.data(), n);
    for (std::uint32_t i = 0; i < n; ++i) add(part, base + i, group_of_[i]);
  }
}

// `from`: a group of the part; `to`: the same here.
void Aggregator::add(const Aggregator& part, std::uint32_t from, std::uint32_t to) {
  switch (aggregation_.function) {
    case AggregateFunction::count:
      break;
    case AggregateFunction::sum:
    case AggregateFunction::avg:
      integers_[to] += part.integers_[from];
      if (const auto found = part.decimals_.find(from); found != part.decimals_.end()) {
        std::vector<double>& all = decimals_[to];
        all.insert(all.end(), found->second.begin(), found->second.end());
        listed_ += found->second.size();
      }
      break;
    case AggregateFunction::min:
    case AggregateFunction::max:
      add(part.best_[from], to);
      break;
    case AggregateFunction::list:
      for (Value v : part.lists_[from]) add(v, to);
      break;
  }
  counts_[to] += part.counts_[from];
}

class Aggregator::InParts final : public Parts {
 public:
  InParts(Aggregator& into, std::size_t n) : into_(into) {
    for (std::size_t k = 0; k < n; ++k) {
      Workspace& workspace = k == 0 ? into.workspace_ : *into.workspace_.others[k - 1];
      parts_.push_back(std::make_unique<Aggregator>(into.aggregation_, workspace));
    }
  }
  std::size_t size() const override { return parts_.size(); }
  Sink& part(std::size_t number, Budget&) override { return *parts_[number]; }
  std::uint64_t bytes(std::size_t number) const override { return parts_[number]->bytes(); }
  std::uint32_t add() override {
    for (const auto& part : parts_) into_.add(*part);
    return 0;
  }
  void give_up() override {}

 private:
  Aggregator& into_;
  std::vector<std::unique_ptr<Aggregator>> parts_;
};

std::unique_ptr<Parts> Aggregator::parts(std::size_t n) { return std::make_unique<InParts>(*this, n); }

// Decimals are added in ascending order with Neumaier's compensation, so that neither the order of derivation nor the
// number of threads shows in the sum.
Value Aggregator::sum(std::uint32_t group, bool mean) {
  const auto out_of_range = [&] {
    return Failure{kOverflow, &aggregation_.input, aggregation_.origin.span,
                   fmt::format("the {} is out of the range of numbers", mean ? "#avg" : "#sum"),
                   "sum decimals (1.0 for 1) where integers of 64 bits do not suffice"};
  };
  const auto found = decimals_.find(group);
  if (found == decimals_.end() && !mean) {
    const Wide total = integers_[group];
    if (total < std::numeric_limits<std::int64_t>::min() || total > std::numeric_limits<std::int64_t>::max()) {
      throw out_of_range();
    }
    return pool_.integer(static_cast<std::int64_t>(total));
  }
  double total = static_cast<double>(integers_[group]);
  double lost = 0;
  if (found != decimals_.end()) {
    std::sort(found->second.begin(), found->second.end());
    for (double d : found->second) {
      const double next = total + d;
      lost += std::abs(total) >= std::abs(d) ? (total - next) + d : (d - next) + total;
      total = next;
    }
  }
  total += lost;
  if (mean) total /= static_cast<double>(counts_[group]);
  if (!std::isfinite(total)) throw out_of_range();
  return pool_.decimal(total);
}

Value Aggregator::result(std::uint32_t group) {
  switch (aggregation_.function) {
    case AggregateFunction::count:
      return pool_.integer(static_cast<std::int64_t>(counts_[group]));
    case AggregateFunction::sum:
      return sum(group, false);
    case AggregateFunction::avg:
      return sum(group, true);
    case AggregateFunction::min:
    case AggregateFunction::max:
      return best_[group];
    case AggregateFunction::list:
      break;
  }
  std::vector<Value>& list = lists_[group];
  std::sort(list.begin(), list.end(), [this](Value a, Value b) { return pool_.compare(a, b) < 0; });
  return pool_.term(pool_.name("list"), list);
}

void Aggregator::finish(Relation& into) {
  std::vector<std::uint32_t> groups(counts_.size());
  std::iota(groups.begin(), groups.end(), 0U);
  if (!levelled_) {
    into.begin_level(level_);
    finish(groups, into);
    return;
  }
  std::stable_sort(groups.begin(), groups.end(),
                   [this](std::uint32_t a, std::uint32_t b) { return levels_[a] < levels_[b]; });
  for (auto begin = groups.begin(); begin != groups.end();) {
    const Level level = levels_[*begin];
    const auto end = std::find_if(begin, groups.end(), [&](std::uint32_t g) { return levels_[g] != level; });
    into.begin_level(level);
    finish({begin, end}, into);
    begin = end;
  }
}

void Aggregator::finish(const std::vector<std::uint32_t>& groups, Relation& into) {
  std::vector<Buffer<Value>> rows(aggregation_.group + 1);
  std::vector<const Value*> columns;
  for (Buffer<Value>& column : rows) {
    column.resize(kBlock);
    columns.push_back(column.data());
  }
  for (std::size_t base = 0; base < groups.size(); base += kBlock) {
    const auto n = static_cast<std::uint32_t>(std::min<std::size_t>(kBlock, groups.size() - base));
    for (std::uint32_t i = 0; i < n; ++i) {
      const std::uint32_t g = groups[base + i];
      for (std::uint32_t c = 0; c < aggregation_.group; ++c) rows[c][i] = groups_.column(c)[g];
      rows.back()[i] = result(g);
    }
    into.insert(columns.data(), n);
  }
}

}  // namespace linchpin::engine
