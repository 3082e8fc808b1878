#include "engine/index.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "engine/crew.hpp"
#include "engine/hash.hpp"
#include "engine/relation.hpp"

namespace linchpin::engine {
namespace {

constexpr std::uint32_t kNoGroup = ~std::uint32_t{0};
constexpr std::uint32_t kManyRows = 1 << 18;    // from which on rows and groups don't fit in a core's cache
constexpr std::uint32_t kSharedRows = 1 << 15;  // that are worth several threads

std::vector<const Value*> key_columns(const Relation& relation, const std::vector<std::uint32_t>& columns) {
  std::vector<const Value*> out;
  for (std::uint32_t c : columns) out.push_back(relation.column(c));
  return out;
}

}  // namespace

Run::Run(const Relation& relation, const std::vector<std::uint32_t>& columns, const std::vector<std::uint32_t>& covered,
         std::uint32_t first, std::uint32_t last)
    : first_(first), last_(last), covered_(covered.size()) {
  std::vector<const Value*> values;
  for (std::uint32_t c : covered) {
    values.push_back(relation.column(c));
    spans_.push_back(span_of(relation.column(c) + first, last - first));
  }
  build(relation, columns, values);
}

void Run::build(const Relation& relation, const std::vector<std::uint32_t>& columns,
                const std::vector<const Value*>& covered) {
  const Use use = relation.tuning().parts;
  const std::uint32_t least = CrewLoan::threads() == 1 ? kManyRows : kSharedRows;
  if (columns.size() != 1) {
    build_hashed(relation, columns);
  } else if (!is_direct(relation, columns[0])) {
    build_numbered(relation.column(columns[0]));
  } else if (use == Use::always || (use == Use::choose && last_ - first_ >= least)) {
    return build_by_parts(relation.column(columns[0]), covered);
  } else {
    build_direct(relation.column(columns[0]));
  }
  for (std::size_t k = 0; k < covered.size(); ++k) {
    covered_[k].resize(rows_.size());
    for (std::size_t i = 0; i < rows_.size(); ++i) covered_[k][i] = covered[k][rows_[i]];
  }
}

// Whether the values of a column are so close together that they themselves can be addresses.
bool Run::is_direct(const Relation& relation, std::uint32_t c) {
  if (last_ == first_) return false;
  const Span32 span = span_of(relation.column(c) + first_, last_ - first_);
  constexpr std::uint64_t kMostForced = std::uint64_t{1} << 24;
  const Use use = relation.tuning().direct_index;
  const std::uint64_t most = use == Use::choose ? std::uint64_t{4} * (last_ - first_) + 64 : kMostForced;
  if (use == Use::never || span.size() > most) return false;
  direct_ = true;
  lowest_ = span.low;
  offsets_.assign_zero(span.size() + 1);
  return true;
}

void Run::build_direct(const Value* column) {
  const std::size_t span = offsets_.size() - 1;
  for (std::uint32_t r = first_; r < last_; ++r) ++offsets_[column[r].bits() - lowest_];
  std::uint32_t sum = 0;
  for (std::size_t v = 0; v <= span; ++v) {
    groups_ += offsets_[v] != 0;
    sum += std::exchange(offsets_[v], sum);
  }
  // Each group's offset moves to its end while it is filled, then the array is shifted back by one group.
  rows_.resize(last_ - first_);
  for (std::uint32_t r = first_; r < last_; ++r) rows_[offsets_[column[r].bits() - lowest_]++] = r;
  for (std::size_t v = span; v > 0; --v) offsets_[v] = offsets_[v - 1];
  offsets_[0] = 0;
}

// One column of values far apart: numbered, then as if addressed by the numbers.
void Run::build_numbered(const Value* column) {
  const std::uint32_t n = last_ - first_;
  const Value* values = column + first_;
  auto capacity = static_cast<std::uint32_t>(64 + std::min(1.1 * estimate_distinct(values, n), 2e9));
  Buffer<std::uint32_t> numbers;
  numbers.resize(n);
  domain_ = Domain::table(capacity);
  constexpr std::uint32_t kAtOnce = 256;
  std::array<std::uint64_t, kAtOnce> some;
  for (std::uint32_t base = 0; base < n;) {
    const std::uint32_t m = std::min(kAtOnce, n - base);
    some.fill(0);
    if (domain_.add_numbers(values + base, m, 1, some.data())) {
      std::copy_n(some.data(), m, numbers.data() + base);
      base += m;
    } else {  // the estimate was too low: rare
      domain_ = Domain::table(capacity *= 2);
      base = 0;
    }
  }
  groups_ = domain_.used();
  offsets_.assign_zero(groups_ + 1);
  for (std::uint32_t i = 0; i < n; ++i) ++offsets_[numbers[i]];
  std::uint32_t sum = 0;
  for (std::size_t g = 0; g <= groups_; ++g) sum += std::exchange(offsets_[g], sum);
  rows_.resize(n);
  for (std::uint32_t i = 0; i < n; ++i) rows_[offsets_[numbers[i]]++] = first_ + i;
  for (std::size_t g = groups_; g > 0; --g) offsets_[g] = offsets_[g - 1];
  offsets_[0] = 0;
}

void Run::build_hashed(const Relation& relation, const std::vector<std::uint32_t>& columns) {
  const std::uint32_t n = last_ - first_;
  const auto width = static_cast<std::uint32_t>(columns.size());
  const auto keys = key_columns(relation, columns);
  // The table grows with the groups, not the rows: few groups stay in the cache.
  std::uint32_t bits = 6;
  slot_keys_.assign_zero(std::size_t{1} << bits);
  slot_groups_.resize(std::size_t{1} << bits);
  shift_ = 64 - bits;
  Buffer<std::uint32_t> group_of;
  group_of.resize(n);
  Buffer<std::uint32_t> representative;  // of wide keys, whose hashes may collide
  Buffer<std::uint32_t> counts;
  for (std::uint32_t i = 0; i < n; ++i) {
    const std::uint32_t r = first_ + i;
    const std::uint64_t key = row_key(keys.data(), width, r);
    std::size_t mask = slot_keys_.size() - 1;
    std::size_t s = scramble(key) >> shift_;
    while (slot_keys_[s] != kNoKey) {
      if (slot_keys_[s] == key && (width <= 2 || relation.same(columns, r, representative[slot_groups_[s]]))) break;
      s = (s + 1) & mask;
    }
    if (slot_keys_[s] == kNoKey) {
      slot_keys_[s] = key;
      slot_groups_[s] = static_cast<std::uint32_t>(groups_++);
      counts.push_back(0);
      if (width > 2) representative.push_back(r);
    }
    group_of[i] = slot_groups_[s];
    ++counts[group_of[i]];
    if (groups_ * 2 > slot_keys_.size()) {
      Buffer<std::uint64_t> old_keys;
      Buffer<std::uint32_t> old_groups;
      old_keys.swap(slot_keys_);
      old_groups.swap(slot_groups_);
      ++bits;
      slot_keys_.assign_zero(std::size_t{1} << bits);
      slot_groups_.resize(std::size_t{1} << bits);
      shift_ = 64 - bits;
      mask = slot_keys_.size() - 1;
      for (std::size_t o = 0; o < old_keys.size(); ++o) {
        if (old_keys[o] == kNoKey) continue;
        std::size_t t = scramble(old_keys[o]) >> shift_;
        while (slot_keys_[t] != kNoKey) t = (t + 1) & mask;
        slot_keys_[t] = old_keys[o];
        slot_groups_[t] = old_groups[o];
      }
    }
  }
  offsets_.resize(groups_ + 1);
  std::uint32_t sum = 0;
  for (std::size_t g = 0; g < groups_; ++g) {
    offsets_[g] = sum;
    sum += counts[g];
  }
  offsets_[groups_] = sum;
  rows_.resize(n);
  for (std::size_t g = 0; g < groups_; ++g) counts[g] = offsets_[g];
  for (std::uint32_t i = 0; i < n; ++i) rows_[counts[group_of[i]]++] = first_ + i;
}

void Run::find(const Relation& relation, const std::vector<std::uint32_t>& columns, const Value* const* keys,
               std::uint32_t n, Range* out) const {
  if (direct_) {
    const std::uint64_t span = offsets_.size() - 1;
    const std::uint32_t* offsets = offsets_.data();
    const Value* key = keys[0];
    for (std::uint32_t i = 0; i < n; ++i) {
      const std::uint64_t at = std::uint64_t{key[i].bits()} - lowest_;
      out[i] = at < span ? Range{offsets[at], offsets[at + 1]} : Range{};
    }
    return;
  }
  if (domain_.tabled()) {
    constexpr std::uint32_t kAtOnce = 256;
    std::array<std::uint32_t, kAtOnce> numbers;
    for (std::uint32_t base = 0; base < n; base += kAtOnce) {
      const std::uint32_t m = std::min(kAtOnce, n - base);
      domain_.find(keys[0] + base, m, numbers.data());
      for (std::uint32_t i = 0; i < m; ++i) {
        const std::uint32_t g = numbers[i];
        out[base + i] = g == Domain::kNone ? Range{} : Range{offsets_[g], offsets_[g + 1]};
      }
    }
    return;
  }
  const auto width = static_cast<std::uint32_t>(columns.size());
  const std::size_t mask = slot_keys_.size() - 1;
  constexpr std::uint32_t kAhead = 32;
  std::array<std::uint64_t, kAhead> ahead{};
  std::array<std::size_t, kAhead> slots{};
  for (std::uint32_t base = 0; base < n; base += kAhead) {
    const std::uint32_t m = std::min(kAhead, n - base);
    for (std::uint32_t i = 0; i < m; ++i) {
      ahead[i] = row_key(keys, width, base + i);
      slots[i] = scramble(ahead[i]) >> shift_;
      __builtin_prefetch(slot_keys_.data() + slots[i]);
    }
    for (std::uint32_t i = 0; i < m; ++i) {
      std::size_t s = slots[i];
      std::uint32_t group = kNoGroup;
      for (; slot_keys_[s] != kNoKey; s = (s + 1) & mask) {
        if (slot_keys_[s] != ahead[i]) continue;
        const std::uint32_t g = slot_groups_[s];
        if (width <= 2 || relation.same(columns, rows_[offsets_[g]], keys, base + i)) {
          group = g;
          break;
        }
      }
      out[base + i] = group == kNoGroup ? Range{} : Range{offsets_[group], offsets_[group + 1]};
    }
  }
}

void Run::remove(const std::vector<std::uint32_t>& places, const RowSet& gone) {
  CrewLoan::share(last_, [&](std::size_t, std::uint32_t begin, std::uint32_t end) {
    for (std::uint32_t i = begin; i < end; ++i) rows_[i] = gone.rank(rows_[i]);
  });
  rows_.erase(places);
  for (Buffer<Value>& values : covered_) values.erase(places);
  std::uint32_t before = 0;
  for (std::size_t g = 0; g < offsets_.size(); ++g) {
    while (before < places.size() && places[before] < offsets_[g]) ++before;
    offsets_[g] -= before;
  }
  last_ -= before;
}

std::size_t Run::bytes() const {
  std::size_t sum = rows_.bytes() + domain_.bytes() + offsets_.bytes() + slot_keys_.bytes() + slot_groups_.bytes();
  for (const Buffer<Value>& values : covered_) sum += values.bytes();
  return sum;
}

std::size_t Index::number(std::uint32_t column) const {
  return static_cast<std::size_t>(std::find(covered_.begin(), covered_.end(), column) - covered_.begin());
}

void Index::cover(std::uint32_t column) {
  if (number(column) == covered_.size()) covered_.push_back(column);
}

void Index::extend(const Relation& relation, std::uint32_t rows) {
  if (!runs_.empty() && runs_.back()->covered() < covered_.size()) {  // made before a column was to be covered
    rows = std::max(rows, runs_.back()->last());
    auto run = std::make_shared<Run>(relation, columns_, covered_, 0, rows);  // what is there may serve meanwhile
    runs_.clear();
    runs_.push_back(std::move(run));
  }
  std::uint32_t first = runs_.empty() ? 0 : runs_.back()->last();
  if (first >= rows) return;
  while (runs_.size() > shared_ && runs_.back()->rows_in_all() < 2 * (rows - first)) {
    first = runs_.back()->first();
    runs_.pop_back();
  }
  runs_.push_back(std::make_shared<Run>(relation, columns_, covered_, first, rows));
}

void Index::extend(const Relation& relation, std::uint32_t rows, const Index& below) {
  std::vector<std::shared_ptr<Run>> own(runs_.begin() + static_cast<std::ptrdiff_t>(shared_), runs_.end());
  covered_ = below.covered_;
  runs_ = below.runs_;
  shared_ = runs_.size();
  if (!own.empty() && own.front()->covered() < covered_.size()) {
    rows = std::max(rows, own.back()->last());
    own.clear();
  }
  runs_.insert(runs_.end(), own.begin(), own.end());
  extend(relation, rows);
}

void Index::truncate(std::uint32_t rows) {
  while (runs_.size() > shared_ && runs_.back()->last() > rows) runs_.pop_back();
}

std::size_t Index::bytes() const {
  std::size_t sum = 0;
  for (std::size_t r = shared_; r < runs_.size(); ++r) sum += runs_[r]->bytes();
  return sum;
}

}  // namespace linchpin::engine
