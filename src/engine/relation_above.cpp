// A relation that goes on from another one.
#include <algorithm>
#include <array>

#include "engine/relation.hpp"

namespace linchpin::engine {
namespace {

// Rows that find room in the other one's memory: a small share, so that who needs more pays little for a copy beside
// the work of deriving them.
std::size_t tail_of(std::size_t rows) { return rows / 16 + 64; }

}  // namespace

Relation::Relation(std::shared_ptr<Relation> below)
    : arity_(below->arity_),
      extremum_(syntax::Extremum::none),
      extremum_argument_(0),
      pool_(below->pool_),
      tuning_(below->tuning_),
      key_columns_(below->key_columns_),
      rows_(below->rows_),
      columns_(arity_),
      distinct_(arity_),
      growth_(below->growth_),
      segments_(below->segments_),
      below_(std::move(below)),
      first_own_(rows_) {
  // Bitmaps span all values that there are: too much for a few tuples.
  tuning_.dense_set = Use::never;
  tuning_.ordinal_set = Use::never;
  for (std::uint32_t c = 0; c < arity_; ++c) {
    below_->columns_[c].reserve_more(tail_of(rows_));
    columns_[c] = Buffer<Value>::over(below_->columns_[c], 0);
  }
}

Relation::~Relation() { give_back_tail(); }

void Relation::take_tail() {
  if (rows_ != first_own_ || below_->tail_lent_) return;
  for (std::uint32_t c = 0; c < arity_; ++c) {
    columns_[c] = Buffer<Value>::over(below_->columns_[c], tail_of(rows_));
  }
  below_->tail_lent_ = holds_tail_ = true;
}

void Relation::give_back_tail() {
  if (!holds_tail_) return;
  below_->tail_lent_ = holds_tail_ = false;
}

// Adds those that the relation below does not have.
std::uint32_t Relation::insert_above(const Value* const* columns, std::uint32_t n) {
  constexpr std::uint32_t kAtOnce = 1024;
  const std::uint32_t before = rows_;
  if (arity_ == 0) return 0;  // there is one tuple, and the other has it
  std::array<std::uint8_t, kAtOnce> there;
  std::array<std::uint32_t, kAtOnce> fresh;
  std::vector<const Value*> from(columns, columns + arity_);
  std::vector<std::vector<Value>> some(arity_);
  for (std::uint32_t base = 0; base < n; base += kAtOnce) {
    const std::uint32_t m = std::min(kAtOnce, n - base);
    below_->contains(from.data(), m, there.data());
    std::uint32_t found = 0;
    for (std::uint32_t i = 0; i < m; ++i) {
      fresh[found] = i;
      found += there[i] == 0;
    }
    std::vector<const Value*> added(arity_);
    for (std::uint32_t c = 0; c < arity_; ++c) {
      some[c].resize(found);
      for (std::uint32_t i = 0; i < found; ++i) some[c][i] = from[c][fresh[i]];
      added[c] = some[c].data();
      from[c] += m;
    }
    if (found == 0) continue;
    take_tail();
    insert_own(added.data(), found);
    if (!columns_[0].borrowed()) give_back_tail();
  }
  return rows_ - before;
}

}  // namespace linchpin::engine
