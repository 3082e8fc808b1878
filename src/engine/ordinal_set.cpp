#include "engine/ordinal_set.hpp"

#include <algorithm>

#include "engine/hash.hpp"

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

Domain Domain::table(std::uint32_t capacity) {
  Domain out;
  out.size_ = capacity;
  const std::size_t slots = slots_for(capacity);
  out.slots_.assign_zero(slots);
  out.shift_ = 64 - static_cast<std::uint32_t>(__builtin_ctzll(slots));
  return out;
}

std::size_t Domain::table_bytes(std::uint32_t capacity) { return slots_for(capacity) * sizeof(std::uint64_t); }

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
  const std::size_t mask = slots_.size() - 1;
  for (std::uint32_t i = 0; i < n; ++i) {
    const std::uint64_t bits = values[i].bits();
    std::size_t s = scramble(bits) >> shift_;
    while (slots_[s] != 0 && (slots_[s] >> 32) != bits) s = (s + 1) & mask;
    if (slots_[s] == 0) {
      if (used_ == size_) return false;
      slots_[s] = (bits << 32) | ++used_;
    }
    out[i] += (static_cast<std::uint32_t>(slots_[s]) - 1) * factor;
  }
  return true;
}

bool Domain::add_number(Value value, std::uint64_t factor, std::uint64_t& out) const {
  const std::uint64_t bits = value.bits();
  if (!tabled()) {
    const std::uint32_t number = value.bits() - low_;
    out += number * factor;
    return number < size_;
  }
  const std::size_t mask = slots_.size() - 1;
  std::size_t s = scramble(bits) >> shift_;
  while (slots_[s] != 0 && (slots_[s] >> 32) != bits) s = (s + 1) & mask;
  if (slots_[s] == 0) return false;
  out += (static_cast<std::uint32_t>(slots_[s]) - 1) * factor;
  return true;
}

std::uint64_t OrdinalSet::bytes_for(const std::vector<Domain>& domains) {
  constexpr std::uint64_t kTooMany = std::uint64_t{1} << 40;
  std::uint64_t bits = 1;
  std::uint64_t tables = 0;
  for (const Domain& d : domains) {
    bits *= d.size();
    tables += d.bytes();
    if (bits > kTooMany) return bits;
  }
  return bits / 8 + tables;
}

void OrdinalSet::make(std::vector<Domain> domains) {
  domains_ = std::move(domains);
  factors_.assign(domains_.size(), 1);
  for (std::size_t c = domains_.size(); c-- > 1;) factors_[c - 1] = factors_[c] * domains_[c].size();
  words_.assign_zero(static_cast<std::size_t>(factors_[0] * domains_[0].size() / 64 + 1));
}

void OrdinalSet::clear() {
  words_.release();
  domains_.clear();
}

std::size_t OrdinalSet::bytes() const {
  std::size_t sum = words_.bytes();
  for (const Domain& d : domains_) sum += d.bytes();
  return sum;
}

bool OrdinalSet::locate(const Value* const* columns, std::uint32_t n, std::uint64_t* bits) {
  std::fill_n(bits, n, 0);
  for (std::size_t c = 0; c < domains_.size(); ++c) {
    if (!domains_[c].add_numbers(columns[c], n, factors_[c], bits)) return false;
  }
  return true;
}

bool OrdinalSet::contains(const Value* const* columns, std::uint32_t i) const {
  std::uint64_t bit = 0;
  for (std::size_t c = 0; c < domains_.size(); ++c) {
    if (!domains_[c].add_number(columns[c][i], factors_[c], bit)) return false;
  }
  return ((words_[bit / 64] >> (bit % 64)) & 1) != 0;
}

}  // namespace linchpin::engine
