// Which of three structures serves a relation's duplicate removal and membership: the smallest, as more of it stays in
// the cache. They are weighed against each other whenever the hash table would grow, or a value leaves a bitmap's
// range.
#include <algorithm>

#include "engine/expression.hpp"
#include "engine/relation.hpp"

namespace linchpin::engine {
namespace {

constexpr std::size_t kMostForced = std::size_t{64} << 20;

// Half as much again on the side that was left, so that a growing range is not followed step by step.
Span32 widened(Span32 span, const Span32& old) {
  const auto more = static_cast<std::uint32_t>(old.size() / 2);
  if (span.low < old.low) span.low -= std::min(span.low, more);
  if (span.high > old.high) span.high += std::min(~span.high - 1, more);
  span.add(old);
  return span;
}

}  // namespace

bool Relation::choice_due(std::size_t n) const {
  if (ordinal_.active()) return false;  // it tells itself
  if ((tuning_.dense_set == Use::always && arity_ <= 2) || tuning_.ordinal_set == Use::always) return true;
  if (tuning_.dense_set == Use::never && tuning_.ordinal_set == Use::never) return false;
  return rows_ + n >= kFewRows && !set_.has_room(n);
}

bool Relation::is_scattered() {
  if (arity_ != 2 || has_extremum() || below_ || tuning_.dense_set == Use::always) return false;
  if (tuning_.dense_set == Use::never) return true;
  if (rows_ < kFewRows) return false;
  if (spanned_ == 0) spans_ = {};
  for (std::uint32_t c = 0; c < 2; ++c) spans_[c].add(span_of(columns_[c].data() + spanned_, rows_ - spanned_));
  spanned_ = rows_;
  return dense_bytes(spans_[0], spans_[1]) > TupleSet::bytes_for(rows_);
}

void Relation::choose_set(std::vector<Span32> spans, std::size_t n) {
  const std::size_t hash_bytes = TupleSet::bytes_for(std::max(std::size_t{rows_} + n, expected_));
  if (dense_.active()) {
    const Span32 first = arity_ == 2 ? spans[0] : dense_.first();
    if (dense_.first().holds(first) && dense_.second().holds(spans.back())) return;
    if (arity_ == 2) spans[0] = widened(spans[0], dense_.first());
    spans.back() = widened(spans.back(), dense_.second());
  } else {
    for (std::uint32_t c = 0; c < arity_; ++c) spans[c].add(span_of(columns_[c].data(), rows_));
  }
  const bool ordinal_first = tuning_.ordinal_set == Use::always && tuning_.dense_set != Use::always;
  if (tuning_.dense_set != Use::never && !ordinal_first && arity_ <= 2) {
    const Span32 first = arity_ == 2 ? spans[0] : Span32{0, 0};
    if (dense_bytes(first, spans.back()) <= (tuning_.dense_set == Use::always ? kMostForced : hash_bytes)) {
      make_dense(first, spans.back());
      return;
    }
  }
  dense_.clear();
  // Beyond two columns the hash table looks at the columns besides.
  if (tuning_.ordinal_set != Use::never && make_ordinal(spans, arity_ > 2 ? 2 * hash_bytes : hash_bytes)) return;
  ordinal_.clear();
  if (set_.size() == 0) rebuild_set();
  const std::size_t more = std::max(n, expected_ - std::min<std::size_t>(expected_, rows_));  // else due again at once
  set_.reserve_more(more, [this](std::uint64_t slot) { return arity_ > 2 ? full_key(slot) : slot; });
}

void Relation::make_dense(const Span32& first, const Span32& second) {
  if (dense_.active()) {
    dense_.widen(first, second);
    return;
  }
  set_.clear();
  ordinal_.clear();
  dense_.make(first, second);
  for (std::uint32_t r = 0; r < rows_; ++r) {
    dense_.insert(arity_ == 2 ? at(r, 0).bits() : 0, at(r, arity_ - 1).bits());
  }
}

// Whether a set of numbered values, with room for half as many values more than there are, is made.
bool Relation::make_ordinal(const std::vector<Span32>& spans, std::size_t hash_bytes) {
  const double most = tuning_.ordinal_set == Use::always ? kMostForced : static_cast<double>(hash_bytes);
  struct Numbers {
    Span32 span;
    std::uint32_t capacity = 0;  // of a table; 0 for none
  };
  std::vector<Numbers> numbers;
  double bits_in_all = 1;
  double table_bytes = 0;
  for (std::uint32_t c = 0; c < arity_; ++c) {
    std::uint64_t capacity = 64 + static_cast<std::uint64_t>(distinct(c) * 1.5);
    Span32 span = spans[c];
    if (ordinal_.active()) {  // too small: a quarter more on either side, whichever was left
      const Domain& old = ordinal_.domains()[c];
      if (old.tabled()) capacity = std::max<std::uint64_t>(capacity, old.size() + old.size() / 2);
      const auto more = static_cast<std::uint32_t>(span.size() / 4);
      span.low -= std::min(span.low, more);
      span.high += std::min(~span.high - 1, more);
    }
    if (span.size() <= 2 * capacity) {
      numbers.push_back({span});
      bits_in_all *= static_cast<double>(span.size());
    } else if (capacity < 0x7FFFFFFFU) {
      numbers.push_back({span, static_cast<std::uint32_t>(capacity)});
      bits_in_all *= static_cast<double>(capacity);
      table_bytes += static_cast<double>(Domain::table_bytes(numbers.back().capacity));
    } else {
      return false;
    }
    if (bits_in_all / 8 + table_bytes > most) return false;
  }
  std::vector<Domain> domains;
  for (const Numbers& some : numbers) {
    domains.push_back(some.capacity == 0 ? Domain::over(some.span) : Domain::table(some.capacity));
  }
  ordinal_.make(std::move(domains));
  std::array<std::uint64_t, kBlock> bits;
  std::vector<const Value*> columns(arity_);
  for (std::uint32_t base = 0; base < rows_; base += kBlock) {
    const std::uint32_t m = std::min(kBlock, rows_ - base);
    for (std::uint32_t c = 0; c < arity_; ++c) columns[c] = columns_[c].data() + base;
    if (!ordinal_.locate(columns.data(), m, bits.data())) return false;  // more values than estimated
    for (std::uint32_t i = 0; i < m; ++i) ordinal_.insert(bits[i]);
  }
  set_.clear();
  return true;
}

}  // namespace linchpin::engine
