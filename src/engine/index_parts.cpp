// A large index addressed by the value, whose groups are too many for a core's cache: rows are first parted by the high
// bits of their values, so that what is written at random afterwards is close together. Parts are shared among threads.
#include <algorithm>
#include <array>
#include <bit>

#include "engine/crew.hpp"
#include "engine/index.hpp"

namespace linchpin::engine {
namespace {

constexpr int kPartBits = 6;
constexpr std::size_t kMostParts = std::size_t{1} << kPartBits;
using Counts = std::array<std::uint32_t, kMostParts + 1>;  // rows, by part

// Moves data[begin + i] to data[to[begin + i]], which is between begin and end.
template <class T>
void permute(T* data, const std::uint32_t* to, std::uint32_t begin, std::uint32_t end, Buffer<std::uint32_t>& scratch) {
  static_assert(sizeof(T) <= sizeof(std::uint32_t));
  T* const before = static_cast<T*>(static_cast<void*>(scratch.data()));
  std::copy(data + begin, data + end, before);
  for (std::uint32_t i = begin; i < end; ++i) data[to[i]] = before[i - begin];
}

}  // namespace

void Run::build_by_parts(const Value* column, const std::vector<const Value*>& covered) {
  const auto span = static_cast<std::uint32_t>(offsets_.size() - 1);
  const std::uint32_t n = last_ - first_;
  const int shift = std::max(static_cast<int>(std::bit_width(span - 1)), kPartBits) - kPartBits;
  const std::uint32_t parts = ((span - 1) >> shift) + 1;
  const std::size_t threads = CrewLoan::threads();
  const auto group_of = [&](std::uint32_t i) { return column[first_ + i].bits() - lowest_; };

  // Where each thread's rows of each part go: those of the first thread come first, so that rows stay in order.
  std::vector<Counts> places(threads);
  CrewLoan::share(n, [&](std::size_t k, std::uint32_t begin, std::uint32_t end) {
    Counts counts{};
    for (std::uint32_t i = begin; i < end; ++i) ++counts[group_of(i) >> shift];
    places[k] = counts;
  });
  Counts begins{};
  std::uint32_t sum = 0;
  for (std::uint32_t p = 0; p <= parts; ++p) {
    begins[p] = sum;
    for (std::size_t k = 0; k < threads; ++k) sum += std::exchange(places[k][p], sum);
  }

  rows_.resize(n);
  for (Buffer<Value>& values : covered_) values.resize(n);
  Buffer<std::uint32_t> groups;  // as the rows are parted
  groups.resize(n);
  CrewLoan::share(n, [&](std::size_t k, std::uint32_t begin, std::uint32_t end) {
    Counts at = places[k];
    for (std::uint32_t i = begin; i < end; ++i) {
      const std::uint32_t to = at[group_of(i) >> shift]++;
      groups[to] = group_of(i);
      rows_[to] = first_ + i;
      for (std::size_t c = 0; c < covered.size(); ++c) covered_[c][to] = covered[c][first_ + i];
    }
  });

  std::uint32_t most = 0;
  for (std::uint32_t p = 0; p < parts; ++p) most = std::max(most, begins[p + 1] - begins[p]);
  std::vector<Buffer<std::uint32_t>> scratches(threads);
  for (Buffer<std::uint32_t>& scratch : scratches) scratch.resize(most);
  std::vector<std::size_t> found(threads);
  CrewLoan::share(n, [&](std::size_t k, std::uint32_t from, std::uint32_t to) {  // the parts that begin there
    const auto first =
        static_cast<std::uint32_t>(std::lower_bound(begins.begin(), begins.begin() + parts, from) - begins.begin());
    const auto last =
        static_cast<std::uint32_t>(std::lower_bound(begins.begin(), begins.begin() + parts, to) - begins.begin());
    for (std::uint32_t p = first; p < last; ++p) {
      const std::uint32_t low = p << shift;
      const auto high = static_cast<std::uint32_t>(std::min<std::uint64_t>((std::uint64_t{p} + 1) << shift, span));
      const std::uint32_t begin = begins[p];
      const std::uint32_t end = begins[p + 1];
      for (std::uint32_t i = begin; i < end; ++i) ++offsets_[groups[i]];
      std::uint32_t sum_so_far = begin;
      for (std::uint32_t v = low; v < high; ++v) {
        found[k] += offsets_[v] != 0;
        sum_so_far += std::exchange(offsets_[v], sum_so_far);
      }
      for (std::uint32_t i = begin; i < end; ++i) groups[i] = offsets_[groups[i]]++;
      for (std::uint32_t v = high - 1; v > low; --v) offsets_[v] = offsets_[v - 1];
      offsets_[low] = begin;
      permute(rows_.data(), groups.data(), begin, end, scratches[k]);
      for (Buffer<Value>& values : covered_) permute(values.data(), groups.data(), begin, end, scratches[k]);
    }
  });
  offsets_[span] = n;
  for (const std::size_t g : found) groups_ += g;
}

}  // namespace linchpin::engine
