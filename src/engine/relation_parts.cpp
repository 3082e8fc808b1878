// Rows that several threads add to one relation.
//
// Each finds new rows for a part of its own, and then the parts are added in order: so the rows are the same ones, and
// in the same order, as one thread would have found them. The first part removes duplicates by the relation's own
// bitmap, which nobody else looks at meanwhile; the others by bitmaps of their own, which follow the relation's rows.
#include <algorithm>

#include "engine/crew.hpp"
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
    if (part.dense_.same_spans(dense_)) continue;
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
    out.mark(*this, out.followed_, rows_);
    out.followed_ = rows_;
  }
  return out;
}

// Adds rows [first, last) of another relation to the bitmap. REQUIRES: it holds their values.
void Relation::mark(const Relation& of, std::uint32_t first, std::uint32_t last) {
  const Value* a = of.columns_.front().data();
  const Value* b = of.columns_.back().data();
  for (std::uint32_t r = first; r < last; ++r) dense_.insert(arity_ == 2 ? a[r].bits() : 0, b[r].bits());
}

std::uint32_t Relation::add_parts(std::size_t n) {
  const Change change(*this);
  const std::uint32_t before = rows_;
  std::uint64_t in_all = rows_;
  for (std::size_t p = 0; p < n; ++p) in_all += parts_[p]->rows_;
  if (in_all >= 0xFFFFFFFFULL) throw RelationFull{};
  for (Buffer<Value>& column : columns_) column.reserve_more(in_all - rows_);
  if (take_back_dense()) {
    add_marked(n);
  } else {
    for (std::size_t p = 0; p < n; ++p) add_part(*parts_[p]);
  }
  for (std::size_t p = 0; p < n; ++p) parts_[p]->forget_rows();
  return rows_ - before;
}

void Relation::add_part(const Relation& part) {
  std::vector<const Value*> columns(arity_);
  for (std::uint32_t base = 0; base < part.rows_; base += kBlock) {
    for (std::uint32_t c = 0; c < arity_; ++c) columns[c] = part.columns_[c].data() + base;
    const std::uint32_t m = std::min(kBlock, part.rows_ - base);
    if (part.dense_.same_spans(dense_)) {
      insert_dense(columns.data(), m);
    } else {
      insert(columns.data(), m);
    }
  }
}

// Where the bitmap has the first part's rows already. While one thread adds the rows of the others, these write down
// the first one's, and mark them in their own bitmaps.
void Relation::add_marked(std::size_t n) {
  const Relation& first = *parts_.front();
  const std::uint32_t before = rows_;
  rows_ += first.rows_;
  for (Buffer<Value>& column : columns_) column.resize(rows_);
  std::vector<std::uint32_t> begins(n), ends(n);  // of each part's rows here
  std::vector<bool> follows(n);
  for (std::size_t p = 1; p < n; ++p)
    follows[p] = parts_[p]->dense_.same_spans(dense_) && parts_[p]->followed_ == before;
  const auto beside = [&](std::size_t p) {
    for (std::uint32_t c = 0; p == 1 && c < arity_; ++c) {
      std::copy(first.columns_[c].begin(), first.columns_[c].end(), columns_[c].data() + before);
    }
    if (!follows[p]) return;
    parts_[p]->mark(first, 0, first.rows_);
    parts_[p]->followed_ += first.rows_;
  };
  const auto add = [&](std::size_t p) {
    begins[p] = rows_;
    add_part(*parts_[p]);
    ends[p] = rows_;
  };
  std::size_t added = 1;
  const std::size_t threads = CrewLoan::threads();
  CrewLoan::run([&](std::size_t k) {
    while (k == 0 && added < n && parts_[added]->dense_.same_spans(dense_)) add(added++);
    for (std::size_t p = 1; p < n; ++p) {
      if (p % threads == k) beside(p);
    }
  });
  // For the values of others another structure may have to be made, of all rows: these must be there.
  while (added < n) add(added++);
  for (std::size_t p = 1; p < n; ++p) {
    if (follows[p] && parts_[p]->followed_ == begins[p]) parts_[p]->followed_ = ends[p];
  }
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
