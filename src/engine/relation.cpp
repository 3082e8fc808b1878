#include "engine/relation.hpp"

#include <algorithm>
#include <array>

namespace linchpin::engine {
namespace {

// A wide row's slot: the upper half of its key's hash, and the complement of its row number, which is never zero.
std::uint64_t wide_slot(std::uint64_t key, std::uint32_t row) { return (key & 0xFFFFFFFF00000000ULL) | ~row; }
std::uint32_t wide_row(std::uint64_t slot) { return ~static_cast<std::uint32_t>(slot); }

constexpr std::uint32_t kAhead = 64;  // keys whose slots are fetched before the first is looked at

}  // namespace

Relation::Relation(std::uint32_t arity, syntax::Extremum extremum, std::uint32_t extremum_argument, const Pool& pool,
                   const Tuning& tuning)
    : arity_(arity),
      extremum_(extremum),
      extremum_argument_(extremum_argument),
      pool_(pool),
      tuning_(tuning),
      columns_(arity),
      distinct_(arity) {
  for (std::uint32_t c = 0; c < arity; ++c) {
    if (!has_extremum() || c != extremum_argument) key_columns_.push_back(c);
  }
}

std::uint64_t Relation::key_of_row(std::uint32_t row) const {
  std::uint64_t h = key_columns_.size();
  for (std::uint32_t c : key_columns_) h = hash_more(h, columns_[c][row]);
  return h;
}

// Wide slots keep half of the key: the rest is computed again when the table grows.
std::uint64_t Relation::full_key(std::uint64_t slot) const { return key_of_row(wide_row(slot)); }

void Relation::append(const Value* const* columns, std::uint32_t i) {
  for (std::uint32_t c = 0; c < arity_; ++c) columns_[c].push(columns[c][i]);
  ++rows_;
}

std::uint32_t Relation::insert(const Value* const* columns, std::uint32_t n) {
  if (n == 0) return 0;
  if (std::uint64_t{rows_} + n >= 0xFFFFFFFFULL) throw RelationFull{};
  const Change change(*this);
  return below_ ? insert_above(columns, n) : insert_own(columns, n);
}

std::uint32_t Relation::insert_own(const Value* const* columns, std::uint32_t n) {
  for (Buffer<Value>& column : columns_) column.reserve_more(n);
  if (has_extremum()) return insert_best(columns, n);
  if (arity_ == 0) {
    if (rows_ == 1) return 0;
    rows_ = 1;
    return 1;
  }
  prepare_contains();
  if (dense_.active() || choice_due(n)) choose_set(spans_of(columns, n), n);
  return insert_chosen(columns, n);
}

std::uint32_t Relation::insert_chosen(const Value* const* columns, std::uint32_t n) {
  if (dense_.active()) return insert_dense(columns, n);
  if (ordinal_.active()) return insert_ordinal(columns, n);
  return arity_ > 2 ? insert_wide(columns, n) : insert_packed(columns, n);
}

std::vector<Span32> Relation::spans_of(const Value* const* columns, std::size_t n) const {
  std::vector<Span32> out(arity_);
  for (std::uint32_t c = 0; c < arity_; ++c) out[c].add(columns[c], n);
  return out;
}

void Relation::prepare_contains() {
  if (below_) below_->prepare_contains();
  if (!set_due_) return;
  rebuild_set();
  set_due_ = false;
}

void Relation::expect(std::size_t rows) {
  if (below_) return;
  expected_ = rows_ + rows;
  for (Buffer<Value>& column : columns_) column.reserve_more(rows);
}

std::uint32_t Relation::insert_dense(const Value* const* columns, std::uint32_t n) {
  const std::uint32_t before = rows_;
  if (arity_ == 1) {
    for (std::uint32_t i = 0; i < n; ++i) {
      if (dense_.insert(0, columns[0][i].bits())) append(columns, i);
    }
    return rows_ - before;
  }
  Value* first = columns_[0].data() + rows_;
  Value* second = columns_[1].data() + rows_;
  std::uint32_t added = 0;
  for (std::uint32_t i = 0; i < n; ++i) {  // written in any case, kept when new: no branch to mispredict
    first[added] = columns[0][i];
    second[added] = columns[1][i];
    added += dense_.insert(columns[0][i].bits(), columns[1][i].bits()) ? 1 : 0;
  }
  columns_[0].resize(rows_ + added);
  columns_[1].resize(rows_ + added);
  rows_ += added;
  return added;
}

std::uint32_t Relation::insert_ordinal(const Value* const* columns, std::uint32_t n) {
  constexpr std::uint32_t kAtOnce = 256;
  const std::uint32_t before = rows_;
  std::array<std::uint64_t, kAtOnce> bits;
  std::array<std::uint32_t, kAtOnce> fresh;
  std::vector<const Value*> from(columns, columns + arity_);
  for (std::uint32_t base = 0; base < n; base += kAtOnce) {
    const std::uint32_t m = std::min(kAtOnce, n - base);
    if (!ordinal_.locate(from.data(), m, bits.data())) {
      choose_set(spans_of(from.data(), n - base), n - base);
      const std::uint32_t added = rows_ - before;
      return added + insert_chosen(from.data(), n - base);
    }
    std::uint32_t found = 0;
    for (std::uint32_t i = 0; i < m; ++i) ordinal_.prefetch(bits[i]);
    for (std::uint32_t i = 0; i < m; ++i) {
      fresh[found] = i;
      found += ordinal_.insert(bits[i]) ? 1 : 0;
    }
    for (std::uint32_t c = 0; c < arity_; ++c) {
      Value* to = columns_[c].data() + rows_;
      for (std::uint32_t k = 0; k < found; ++k) to[k] = from[c][fresh[k]];
      columns_[c].resize(rows_ + found);
      from[c] += m;
    }
    rows_ += found;
  }
  return rows_ - before;
}

std::uint32_t Relation::insert_packed(const Value* const* columns, std::uint32_t n) {
  const std::uint32_t before = rows_;
  std::array<std::uint64_t, kAhead> keys;
  std::array<std::size_t, kAhead> homes;
  for (std::uint32_t base = 0; base < n; base += kAhead) {
    const std::uint32_t m = std::min(kAhead, n - base);
    if (!set_.has_room(m)) {
      set_.reserve_more(expected_ > rows_ ? std::max<std::size_t>(m, expected_ - rows_) : m,
                        [](std::uint64_t slot) { return slot; });
    }
    for (std::uint32_t i = 0; i < m; ++i) {
      keys[i] = arity_ == 1 ? pack(columns[0][base + i]) : pack(columns[0][base + i], columns[1][base + i]);
      homes[i] = set_.home(keys[i]);
      set_.prefetch(homes[i]);
    }
    for (std::uint32_t i = 0; i < m; ++i) {
      const std::uint64_t key = keys[i];
      const std::size_t s = set_.probe(homes[i], [key](std::uint64_t slot) { return slot == key; });
      if (set_.slot(s) != kNoKey) continue;
      set_.fill(s, key);
      append(columns, base + i);
    }
  }
  return rows_ - before;
}

std::uint32_t Relation::insert_wide(const Value* const* columns, std::uint32_t n) {
  const std::uint32_t before = rows_;
  std::array<std::uint64_t, kAhead> keys;
  std::array<std::size_t, kAhead> homes;
  for (std::uint32_t base = 0; base < n; base += kAhead) {
    const std::uint32_t m = std::min(kAhead, n - base);
    set_.reserve_more(m, [this](std::uint64_t slot) { return full_key(slot); });
    for (std::uint32_t i = 0; i < m; ++i) {
      std::uint64_t h = arity_;
      for (std::uint32_t c = 0; c < arity_; ++c) h = hash_more(h, columns[c][base + i]);
      keys[i] = h;
      homes[i] = set_.home(h);
      set_.prefetch(homes[i]);
    }
    for (std::uint32_t i = 0; i < m; ++i) {
      const std::uint64_t key = keys[i];
      const std::size_t s = set_.probe(homes[i], [&](std::uint64_t slot) {
        if (((slot ^ key) >> 32) != 0) return false;
        const auto row = wide_row(slot);
        for (std::uint32_t c = 0; c < arity_; ++c) {
          if (columns_[c][row] != columns[c][base + i]) return false;
        }
        return true;
      });
      if (set_.slot(s) != kNoKey) continue;
      set_.fill(s, wide_slot(key, rows_));
      append(columns, base + i);
    }
  }
  return rows_ - before;
}

bool Relation::better(Value a, Value b) const {
  const auto order = pool_.compare(a, b);
  return extremum_ == syntax::Extremum::min ? order < 0 : order > 0;
}

std::uint32_t Relation::insert_best(const Value* const* columns, std::uint32_t n) {
  const std::uint32_t before = rows_;
  for (std::uint32_t i = 0; i < n; ++i) {
    set_.reserve_more(1, [this](std::uint64_t slot) { return full_key(slot); });
    std::uint64_t key = key_columns_.size();
    for (std::uint32_t c : key_columns_) key = hash_more(key, columns[c][i]);
    const std::size_t s = set_.probe(set_.home(key), [&](std::uint64_t slot) {
      if (((slot ^ key) >> 32) != 0) return false;
      const auto row = wide_row(slot);
      return std::all_of(key_columns_.begin(), key_columns_.end(),
                         [&](std::uint32_t c) { return columns_[c][row] == columns[c][i]; });
    });
    if (set_.slot(s) == kNoKey) {
      set_.fill(s, wide_slot(key, rows_));
    } else {
      const auto old = wide_row(set_.slot(s));
      if (!better(columns[extremum_argument_][i], columns_[extremum_argument_][old])) continue;
      if (old >= segments_.back().first) {  // of the same level
        while (dead_.size() <= old) dead_.push_back(0);
        superseded_.push_back(old);
        dead_[old] = 1;
      }
      set_.replace(s, wide_slot(key, rows_));
    }
    append(columns, i);
  }
  return rows_ - before;
}

void Relation::contains(const Value* const* columns, std::uint32_t n, std::uint8_t* out) const {
  contains_own(columns, n, out);
  if (!below_) return;
  std::vector<std::uint8_t> there(n);
  below_->contains(columns, n, there.data());
  for (std::uint32_t i = 0; i < n; ++i) out[i] = static_cast<std::uint8_t>(out[i] | there[i]);
}

void Relation::contains_own(const Value* const* columns, std::uint32_t n, std::uint8_t* out) const {
  if (ordinal_.active()) {
    for (std::uint32_t i = 0; i < n; ++i) out[i] = static_cast<std::uint8_t>(ordinal_.contains(columns, i));
    return;
  }
  if (dense_.active()) {
    for (std::uint32_t i = 0; i < n; ++i) {
      out[i] = static_cast<std::uint8_t>(
          dense_.contains(arity_ == 2 ? columns[0][i].bits() : 0, columns[arity_ - 1][i].bits()));
    }
    return;
  }
  if (set_due_) {
    const Index& index = *find_index({0});
    const Run& run = index.runs().front();
    const Value* values = run.covered(index.number(1));
    for (std::uint32_t i = 0; i < n; ++i) {
      const Value* key = columns[0] + i;
      Range range;
      run.find(*this, index.columns(), &key, 1, &range);
      out[i] = static_cast<std::uint8_t>(std::find(values + range.begin, values + range.end, columns[1][i]) !=
                                         values + range.end);
    }
    return;
  }
  if (arity_ == 0 || set_.no_slots()) {
    std::fill_n(out, n, static_cast<std::uint8_t>(arity_ == 0 && rows_ == 1));
    return;
  }
  std::array<std::uint64_t, kAhead> keys;
  std::array<std::size_t, kAhead> homes;
  for (std::uint32_t base = 0; base < n; base += kAhead) {
    const std::uint32_t m = std::min(kAhead, n - base);
    for (std::uint32_t i = 0; i < m; ++i) {
      if (arity_ <= 2) {
        keys[i] = arity_ == 1 ? pack(columns[0][base + i]) : pack(columns[0][base + i], columns[1][base + i]);
      } else {
        keys[i] = arity_;
        for (std::uint32_t c = 0; c < arity_; ++c) keys[i] = hash_more(keys[i], columns[c][base + i]);
      }
      homes[i] = set_.home(keys[i]);
      set_.prefetch(homes[i]);
    }
    for (std::uint32_t i = 0; i < m; ++i) {
      const std::uint64_t key = keys[i];
      const std::size_t s = set_.probe(homes[i], [&](std::uint64_t slot) {
        if (arity_ <= 2) return slot == key;
        if (((slot ^ key) >> 32) != 0) return false;
        for (std::uint32_t c = 0; c < arity_; ++c) {
          if (columns_[c][wide_row(slot)] != columns[c][base + i]) return false;
        }
        return true;
      });
      out[base + i] = static_cast<std::uint8_t>(set_.slot(s) != kNoKey);
    }
  }
}

bool Relation::same(const std::vector<std::uint32_t>& columns, std::uint32_t row, std::uint32_t other) const {
  return std::all_of(columns.begin(), columns.end(),
                     [&](std::uint32_t c) { return columns_[c][row] == columns_[c][other]; });
}

bool Relation::same(const std::vector<std::uint32_t>& columns, std::uint32_t row, const Value* const* keys,
                    std::uint32_t i) const {
  for (std::size_t k = 0; k < columns.size(); ++k) {
    if (columns_[columns[k]][row] != keys[k][i]) return false;
  }
  return true;
}

const Index* Relation::find_index(const std::vector<std::uint32_t>& columns) const {
  for (const auto& index : indexes_) {
    if (index->columns() == columns) return index.get();
  }
  return nullptr;
}

const Index& Relation::index(const std::vector<std::uint32_t>& columns, std::uint32_t rows,
                             const std::vector<std::uint32_t>& covered) {
  const auto extend = [&](Index& index) {
    if (below_) {
      index.extend(*this, rows, below_->index(columns, below_->rows(), covered));
    } else {
      for (std::uint32_t c : covered) index.cover(c);
      index.extend(*this, rows);
    }
  };
  if (auto* const found = const_cast<Index*>(find_index(columns))) {
    extend(*found);
    return *found;
  }
  auto fresh = std::make_unique<Index>(columns);
  extend(*fresh);
  indexes_.push_back(std::move(fresh));
  return *indexes_.back();
}

double Relation::distinct(std::uint32_t column) {
  if (below_ && rows_ < 2 * first_own_) return below_->distinct(column);
  Distinct& known = distinct_[column];
  if (rows_ == 0) return 1;
  if (known.rows == 0 || rows_ >= 2 * known.rows || rows_ < known.rows) {
    known = {rows_, estimate_distinct(columns_[column].data(), rows_)};
  }
  return known.count;
}

void Relation::begin_level(Level level) {
  if (segments_.size() > 1 && segments_.back().first == rows_) segments_.pop_back();
  if (segments_.back().level == level) return;
  if (rows_ == 0) segments_.clear();
  segments_.push_back({rows_, level});
}

std::uint32_t Relation::rows_to(Level level) const {
  std::uint32_t rows = rows_;
  for (auto s = segments_.rbegin(); s != segments_.rend() && s->level > level; ++s) rows = s->first;
  return rows;
}

Level Relation::level(std::uint32_t row) const {
  auto s = segments_.rbegin();
  while (s->first > row) ++s;
  return s->level;
}

void Relation::copy(const Relation& other, std::uint32_t rows) {
  std::vector<const Value*> columns(arity_);
  for (const Segment& segment : other.segments_) {
    if (segment.first >= rows) break;
    const std::uint32_t end = std::min(rows, other.rows_to(segment.level));
    for (std::uint32_t c = 0; c < arity_; ++c) columns[c] = other.columns_[c].data() + segment.first;
    begin_level(segment.level);
    insert(columns.data(), end - segment.first);
  }
  for (auto growth = other.growth_.begin(); growth != other.growth_.end() && rows_ != 0; ++growth) {
    growth_.push_back({growth->step, std::min(growth->rows, rows)});
    if (growth->rows >= rows) break;
  }
}

void Relation::note_growth(std::uint64_t step) {
  if (growth_.empty() ? rows_ == 0 : growth_.back().rows == rows_) return;
  RoomWatch::ask_to_push(growth_);
  growth_.push_back({step, rows_});
}

void Relation::truncate(std::uint32_t rows, std::size_t superseded) {
  if (whole_ && rows == rows_ && superseded == superseded_.size()) return;
  for (std::size_t i = superseded; i < superseded_.size(); ++i) dead_[superseded_[i]] = 0;
  superseded_.resize(superseded);
  dead_.truncate(std::min<std::size_t>(dead_.size(), rows));
  for (Buffer<Value>& column : columns_) column.truncate(rows);
  rows_ = rows;
  while (!growth_.empty() && growth_.back().rows > rows) growth_.pop_back();
  while (segments_.size() > 1 && segments_.back().first >= rows) segments_.pop_back();
  spanned_ = 0;
  for (auto& index : indexes_) index->truncate(rows);
  std::fill(distinct_.begin(), distinct_.end(), Distinct{});
  dense_.clear();
  snapshot_.clear();
  ordinal_.clear();
  parts_.clear();
  set_due_ = false;
  rebuild_set();
  whole_ = true;
}

// The hash table of the rows there are.
void Relation::rebuild_set() {
  set_.clear();
  if (arity_ == 0) return;
  const bool packed = arity_ <= 2 && !has_extremum();
  set_.reserve_more(rows_ - first_own_, [](std::uint64_t slot) { return slot; });
  for (std::uint32_t r = first_own_; r < rows_; ++r) {
    if (dead(r)) continue;
    const std::uint64_t key = packed ? (arity_ == 1 ? pack(at(r, 0)) : pack(at(r, 0), at(r, 1))) : key_of_row(r);
    // With an extremum argument two rows of different levels may have one key: the later one is the better.
    const std::size_t s = set_.probe(set_.home(key), [&](std::uint64_t slot) {
      return has_extremum() && ((slot ^ key) >> 32) == 0 && same(key_columns_, wide_row(slot), r);
    });
    if (set_.slot(s) == kNoKey) {
      set_.fill(s, packed ? key : wide_slot(key, r));
    } else {
      set_.replace(s, wide_slot(key, r));
    }
  }
}

std::vector<std::uint32_t> rows_beyond(const Relation& of, Relation& beyond) {
  constexpr std::uint32_t kAtOnce = 1024;
  std::vector<std::uint32_t> out;
  beyond.prepare_contains();
  std::vector<const Value*> columns(of.arity());
  std::array<std::uint8_t, kAtOnce> found{};
  for (std::uint32_t base = 0; base < of.rows(); base += kAtOnce) {
    const std::uint32_t n = std::min(kAtOnce, of.rows() - base);
    for (std::uint32_t c = 0; c < of.arity(); ++c) columns[c] = of.column(c) + base;
    beyond.contains(columns.data(), n, found.data());
    for (std::uint32_t i = 0; i < n; ++i) {
      if (found[i] == 0) out.push_back(base + i);
    }
  }
  return out;
}

std::size_t Relation::bytes() const {
  std::size_t sum = set_.bytes() + dense_.bytes() + ordinal_.bytes() + snapshot_.bytes() + scratch_.bytes() +
                    dead_.bytes() + superseded_.capacity() * sizeof(std::uint32_t) +
                    growth_.capacity() * sizeof(Growth) + segments_.capacity() * sizeof(Segment);
  for (const Buffer<Value>& column : columns_) sum += column.bytes();
  for (const auto& index : indexes_) sum += index->bytes();
  for (const auto& part : parts_) sum += part->bytes();
  return sum;
}

}  // namespace linchpin::engine
