#include "engine/domain.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/crew.hpp"

namespace linchpin::engine {
namespace {

std::size_t slots_for(std::uint32_t capacity) {
  std::size_t slots = 64;
  while (slots < std::size_t{capacity} * 2) slots *= 2;
  return slots;
}

}  // namespace

Domain Domain::over(const Span32& span) {
  Domain out;
  out.low_ = span.low;
  out.size_ = static_cast<std::uint32_t>(std::min<std::uint64_t>(span.size(), 0xFFFFFFFFU));
  return out;
}

std::size_t Domain::table_bytes(std::uint32_t capacity) { return slots_for(capacity) * sizeof(std::uint64_t); }

Domain Domain::table(std::uint32_t capacity) {
  Domain out;
  out.size_ = capacity;
  const std::size_t slots = slots_for(capacity);
  out.slots_.assign_zero(slots);
  out.shift_ = 64 - static_cast<std::uint32_t>(__builtin_ctzll(slots));
  return out;
}

bool Domain::add_numbers(const Value* values, std::uint32_t n, std::uint64_t factor, std::uint64_t* out) {
  if (!tabled()) {
    std::uint32_t most = 0;
    for (std::uint32_t i = 0; i < n; ++i) {
      const std::uint32_t number = values[i].bits() - low_;
      most = std::max(most, number);
      out[i] += number * factor;
    }
    return n == 0 || most < size_;
  }
  constexpr std::uint32_t kAhead = 64;
  const std::size_t mask = slots_.size() - 1;
  std::uint64_t last = 0;
  for (std::uint32_t i = 0; i < n; ++i) {
    if (i % kAhead == 0) prefetch(values + i, std::min(kAhead, n - i));
    if (i != 0 && values[i] == values[i - 1]) {  // rows often come in groups
      out[i] += last;
      continue;
    }
    const std::uint64_t bits = values[i].bits();
    std::size_t s = scramble(bits) >> shift_;
    while (slots_[s] != 0 && (slots_[s] >> 32) != bits) s = (s + 1) & mask;
    if (slots_[s] == 0) {
      if (used_ == size_) return false;
      slots_[s] = (bits << 32) | ++used_;
    }
    last = (static_cast<std::uint32_t>(slots_[s]) - 1) * factor;
    out[i] += last;
  }
  return true;
}

void Domain::prefetch(const Value* values, std::uint32_t n) const {
  constexpr std::size_t kCached = std::size_t{1} << 15;  // slots
  if (slots_.size() < kCached) return;
  for (std::uint32_t i = 0; i < n; ++i) __builtin_prefetch(slots_.data() + (scramble(values[i].bits()) >> shift_));
}

void Domain::find(const Value* values, std::uint32_t n, std::uint32_t* out) const {
  if (!tabled()) {
    for (std::uint32_t i = 0; i < n; ++i) {
      const std::uint32_t number = values[i].bits() - low_;
      out[i] = number < size_ ? number : kNone;
    }
    return;
  }
  constexpr std::uint32_t kAhead = 64;
  for (std::uint32_t i = 0; i < n; ++i) {
    if (i % kAhead == 0) prefetch(values + i, std::min(kAhead, n - i));
    out[i] = static_cast<std::uint32_t>(slots_[slot_of(values[i])]) - 1;  // none: zero
  }
}

// Linear counting over a bitmap of a bit a value (Whang, Vander-Zanden, Taylor 1990).
double estimate_distinct(const Value* values, std::uint32_t n) {
  constexpr std::uint32_t kMany = 1 << 17;
  std::uint32_t bits = 6;
  while ((std::size_t{1} << bits) < n) ++bits;
  const auto mark = [&](Buffer<std::uint64_t>& bitmap, std::uint32_t begin, std::uint32_t end) {
    bitmap.assign_zero((std::size_t{1} << bits) / 64);
    for (std::uint32_t i = begin; i < end; ++i) {
      const std::uint64_t h = scramble(pack(values[i])) >> (64 - bits);
      bitmap[h / 64] |= std::uint64_t{1} << (h % 64);
    }
  };
  std::vector<Buffer<std::uint64_t>> bitmaps(n < kMany ? 1 : CrewLoan::threads());
  if (bitmaps.size() == 1) {
    mark(bitmaps[0], 0, n);
  } else {
    CrewLoan::share(n, [&](std::size_t k, std::uint32_t begin, std::uint32_t end) { mark(bitmaps[k], begin, end); });
  }
  std::size_t set = 0;
  for (std::size_t w = 0; w < bitmaps[0].size(); ++w) {
    std::uint64_t word = 0;
    for (const Buffer<std::uint64_t>& bitmap : bitmaps) word |= bitmap[w];
    set += static_cast<std::size_t>(__builtin_popcountll(word));
  }
  const auto m = static_cast<double>(std::size_t{1} << bits);
  const double empty = std::max(1.0, m - static_cast<double>(set));
  return std::max(1.0, std::min(static_cast<double>(n), m * std::log(m / empty)));
}

}  // namespace linchpin::engine
