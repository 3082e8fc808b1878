#include "engine/ordinal_set.hpp"

#include <algorithm>

namespace linchpin::engine {

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
