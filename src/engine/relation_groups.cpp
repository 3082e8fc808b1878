// Groups of pairs, as a rule's last join finds them, added without being written out.
#include <algorithm>

#include "engine/relation.hpp"

namespace linchpin::engine {

bool Relation::insert_groups(const Groups& groups) {
  if (below_) return false;
  const Change change(*this);
  prepare_contains();
  if (has_extremum() || !(dense_.active() || ordinal_.active() || choice_due(groups.n))) return false;
  if (groups.sets != nullptr && ordinal_.active()) return false;
  std::size_t total = 0;
  for (std::uint32_t i = 0; groups.sets == nullptr && i < groups.n; ++i) {
    total += groups.ranges[i].end - groups.ranges[i].begin;
  }
  if (rows_ + total >= 0xFFFFFFFFULL) return false;
  if (ordinal_.active()) return number_groups(groups, total);
  std::vector<Span32> spans(2, groups.many_span);
  spans[groups.one_first ? 0 : 1] = Span32{};
  spans[groups.one_first ? 0 : 1].add(groups.one, groups.n);
  choose_set(spans, total);
  if (!dense_.active()) return false;
  if (groups.sets != nullptr) {
    unite_groups(groups);
    return true;
  }
  for (Buffer<Value>& column : columns_) column.reserve_more(total);
  const std::size_t ones = groups.one_first ? 0 : 1;
  Value* one_out = columns_[ones].data() + rows_;
  Value* many_out = columns_[1 - ones].data() + rows_;
  std::uint32_t added = 0;
  for (std::uint32_t i = 0; i < groups.n; ++i) {
    const Value a = groups.one[i];
    const Value* b = groups.many + groups.ranges[i].begin;
    const Value* end = groups.many + groups.ranges[i].end;
    if (groups.one_first && !groups.in_order && unites(groups, i)) {
      // The group once as a bitmap, then a union with the row of each that has the same group.
      scratch_.assign_zero(dense_.words());
      const DenseSet::Row row(scratch_.data(), dense_.second().low);
      for (; b != end; ++b) row.insert(b->bits());
      const Range range = groups.ranges[i];
      for (; i < groups.n && groups.ranges[i] == range; ++i) {
        const std::uint32_t n =
            dense_.unite(groups.one[i].bits(), scratch_.data(), dense_.words(), dense_.second().low, many_out + added);
        std::fill_n(one_out + added, n, groups.one[i]);
        added += n;
      }
      --i;
    } else if (groups.one_first) {
      for (const DenseSet::Row row = dense_.row(a.bits()); b != end; ++b) {
        one_out[added] = a;
        many_out[added] = *b;
        added += row.insert(b->bits()) ? 1 : 0;
      }
    } else {
      for (; b != end; ++b) {
        one_out[added] = a;
        many_out[added] = *b;
        added += dense_.insert(b->bits(), a.bits()) ? 1 : 0;
      }
    }
  }
  for (Buffer<Value>& column : columns_) column.resize(rows_ + added);
  rows_ += added;
  return true;
}

// By the numbers of the values, until one has none yet: it gets one when all is written out.
bool Relation::number_groups(const Groups& groups, std::size_t total) {
  for (Buffer<Value>& column : columns_) column.reserve_more(total);
  const std::size_t ones = groups.one_first ? 0 : 1;
  Value* one_out = columns_[ones].data() + rows_;
  Value* many_out = columns_[1 - ones].data() + rows_;
  std::uint32_t added = 0;
  bool numbered = true;
  for (std::uint32_t i = 0; i < groups.n && numbered; ++i) {
    const Value a = groups.one[i];
    const Value* b = groups.many + groups.ranges[i].begin;
    const Value* end = groups.many + groups.ranges[i].end;
    std::uint64_t first = 0;
    if (b != end) numbered = ordinal_.add_number(ones, a, first);
    for (; b != end && numbered; ++b) {
      std::uint64_t bit = first;
      numbered = ordinal_.add_number(1 - ones, *b, bit);
      if (!numbered) break;
      one_out[added] = a;
      many_out[added] = *b;
      added += ordinal_.insert(bit) ? 1 : 0;
    }
  }
  for (Buffer<Value>& column : columns_) column.resize(rows_ + added);
  rows_ += added;
  return numbered;
}

// Whether the i-th group and those after it that are the same pay for a bitmap of their own.
bool Relation::unites(const Groups& groups, std::uint32_t i) const {
  if (tuning_.word_union == Use::never) return false;
  const Range& range = groups.ranges[i];
  if (tuning_.word_union == Use::always) return range.begin != range.end;
  constexpr std::uint32_t kUses = 4;
  return range.end - range.begin >= dense_.words() && i + kUses <= groups.n && groups.ranges[i + kUses - 1] == range;
}

// A union of rows for each group. REQUIRES: the bitmap is in use and holds all values; groups.one_first.
void Relation::unite_groups(const Groups& groups) {
  const auto whole_row = static_cast<std::size_t>(groups.sets->second().size() + 63);
  for (std::uint32_t i = 0; i < groups.n; ++i) {
    const std::uint64_t* row = groups.sets->row_words(groups.keys[i].bits());
    if (row == nullptr) continue;
    if (rows_ + whole_row >= 0xFFFFFFFFULL) throw RelationFull{};
    for (Buffer<Value>& column : columns_) column.reserve_more(whole_row);
    const std::uint32_t n = dense_.unite(groups.one[i].bits(), row, groups.sets->words(), groups.sets->second().low,
                                         columns_[1].data() + rows_);
    std::fill_n(columns_[0].data() + rows_, n, groups.one[i]);
    rows_ += n;
    for (Buffer<Value>& column : columns_) column.resize(rows_);
  }
}

const DenseSet* Relation::snapshot(std::uint32_t rows, bool growing) {
  if (!dense_.active() || arity_ != 2) return nullptr;
  if (!growing && rows == rows_) return &dense_;
  if (!snapshot_.active() || !(snapshot_.first() == dense_.first()) || !(snapshot_.second() == dense_.second())) {
    snapshot_.make(dense_.first(), dense_.second());
    snapshot_rows_ = 0;
  }
  if (snapshot_rows_ > rows) return nullptr;
  for (; snapshot_rows_ < rows; ++snapshot_rows_) {
    snapshot_.insert(at(snapshot_rows_, 0).bits(), at(snapshot_rows_, 1).bits());
  }
  return &snapshot_;
}

}  // namespace linchpin::engine
