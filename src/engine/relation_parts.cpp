// Rows that several threads add to one relation.
//
// Each finds new rows for a part of its own, and then the parts are added in order: so the rows are the same ones, and
// in the same order, as one thread would have found them. The first part removes duplicates by the relation's own
// bitmap, which nobody else looks at meanwhile; the others by bitmaps of their own, which follow the relation's rows.
#include <algorithm>

#include "engine/expression.hpp"
#include "engine/relation.hpp"

namespace linchpin::engine {

bool Relation::has_parts() const { return !below_ && !has_extremum() && arity_ != 0; }

void Relation::begin_parts(std::size_t n) {
  const Change change(*this);
  prepare_contains();
  while (parts_.size() < n) {
    parts_.push_back(std::make_unique<Relation>(arity_, extremum_, extremum_argument_, pool_, tuning_));
  }
  for (std::size_t p = 0; p < n; ++p) {
    Relation& part = *parts_[p];
    part.expected_ = std::max<std::size_t>(expected_, rows_);  // so that it chooses as this one would
    if (p == 0 || !dense_.active()) continue;
    if (part.dense_.active() && part.dense_.first() == dense_.first() && part.dense_.second() == dense_.second())
      continue;
    part.set_.clear();
    part.ordinal_.clear();
    part.dense_.make(dense_.first(), dense_.second());
    part.followed_ = 0;
  }
  lent_dense_ = dense_.active();
  if (lent_dense_) std::swap(parts_.front()->dense_, dense_);
}

Relation& Relation::part(std::size_t number) {
  Relation& out = *parts_[number];
  if (number != 0 && lent_dense_) {
    const Value* first = columns_.front().data();
    const Value* second = columns_.back().data();
    for (; out.followed_ < rows_; ++out.followed_) {
      out.dense_.insert(arity_ == 2 ? first[out.followed_].bits() : 0, second[out.followed_].bits());
    }
  }
  return out;
}

std::uint32_t Relation::add_parts(std::size_t n) {
  const Change change(*this);
  const std::uint32_t before = rows_;
  std::uint64_t in_all = rows_;
  for (std::size_t p = 0; p < n; ++p) in_all += parts_[p]->rows_;
  if (in_all >= 0xFFFFFFFFULL) throw RelationFull{};
  const bool marked = take_back_dense();  // the first part's rows
  for (std::size_t p = 0; p < n; ++p) {
    Relation& part = *parts_[p];
    if (p == 0 && marked) {
      for (std::uint32_t c = 0; c < arity_; ++c) columns_[c].append(part.columns_[c].data(), part.rows_);
      rows_ += part.rows_;
    } else {
      std::vector<const Value*> columns(arity_);
      for (std::uint32_t base = 0; base < part.rows_; base += kBlock) {
        for (std::uint32_t c = 0; c < arity_; ++c) columns[c] = part.columns_[c].data() + base;
        insert(columns.data(), std::min(kBlock, part.rows_ - base));
      }
    }
    part.forget_rows();
  }
  return rows_ - before;
}

// Whether the relation has its bitmap again, with the bits of the first part's rows.
bool Relation::take_back_dense() {
  if (!std::exchange(lent_dense_, false)) return false;
  std::swap(dense_, parts_.front()->dense_);
  if (!dense_.active()) rebuild_set();  // the part took another structure, for its own rows only
  return dense_.active();
}

void Relation::give_up_parts() {
  const Change change(*this);
  if (take_back_dense()) {
    dense_.clear();
    rebuild_set();
  }
  parts_.clear();
}

// The rows go; a bitmap stays, as these rows are now the whole relation's.
void Relation::forget_rows() {
  for (Buffer<Value>& column : columns_) column.truncate(0);
  rows_ = 0;
  if (dense_.active()) return;
  set_.clear();
  ordinal_.clear();
}

}  // namespace linchpin::engine
