#include "session/order.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>
#include <optional>
#include <utility>

namespace linchpin::session {
namespace {

constexpr std::uint64_t kFew = 256;  // rows that are as soon sorted by comparing values

// The values of a column as numbers that are ordered as they are.
struct Ranks {
  std::uint32_t least = 0, most = 0;     // of those numbers, before `least` is taken off
  std::vector<std::uint32_t> of_number;  // of names and strings: by their number in the pool; else empty
  bool descending = false;

  unsigned bits() const { return static_cast<unsigned>(std::bit_width(most - least)); }
  std::uint64_t of(Value v) const {
    const std::uint32_t number =
        !of_number.empty() ? of_number[v.payload()]
                           : (v.is_small() ? static_cast<std::uint32_t>(v.small() - Value::kSmallMin) : v.payload());
    return descending ? most - number : number - least;
  }
};

class Sorter {
 public:
  Sorter(const engine::Answers& answers, const std::vector<analysis::Query::Key>& order, const Pool& pool)
      : answers_(answers), pool_(pool), keys_(order) {
    for (std::uint32_t c = 0; c < answers.columns; ++c) keys_.push_back({c, false});
  }

  std::vector<std::uint64_t> run() {
    std::vector<std::uint64_t> rows(answers_.count);
    std::iota(rows.begin(), rows.end(), std::uint64_t{0});
    const auto less = [&](std::uint64_t a, std::uint64_t b) { return compare(a, b); };
    if (answers_.count < kFew) {
      std::sort(rows.begin(), rows.end(), less);
      return rows;
    }
    std::vector<Item> items(answers_.count);
    const auto [bits, columns] = pack(items);
    sort(items, bits);
    for (std::uint64_t i = 0; i < answers_.count; ++i) rows[i] = items[i].row;
    if (columns == keys_.size()) return rows;
    for (std::uint64_t begin = 0, end = 0; begin < answers_.count; begin = end) {
      while (end < answers_.count && items[end].key == items[begin].key) ++end;
      const auto at = [&](std::uint64_t i) { return rows.begin() + static_cast<std::ptrdiff_t>(i); };
      std::sort(at(begin), at(end), less);
    }
    return rows;
  }

 private:
  struct Item {
    std::uint64_t key = 0, row = 0;
  };

  Value at(std::uint64_t row, std::uint32_t column) const { return answers_.values[row * answers_.columns + column]; }

  bool compare(std::uint64_t a, std::uint64_t b) const {
    for (const analysis::Query::Key& key : keys_) {
      const auto o = pool_.compare(at(a, key.column), at(b, key.column));
      if (o != 0) return key.descending ? o > 0 : o < 0;
    }
    return false;
  }

  // Puts as many of the first columns as there is room for into the items' keys: the bits taken, and how many columns.
  std::pair<unsigned, std::size_t> pack(std::vector<Item>& items) const {
    unsigned bits = 0;
    std::size_t columns = 0;
    for (std::uint64_t r = 0; r < answers_.count; ++r) items[r].row = r;
    for (; columns < keys_.size(); ++columns) {
      std::optional<Ranks> ranks = ranks_of(keys_[columns].column);
      if (!ranks || bits + ranks->bits() > 64) break;
      ranks->descending = keys_[columns].descending;
      bits += ranks->bits();
      for (Item& item : items) item.key = item.key << ranks->bits() | ranks->of(at(item.row, keys_[columns].column));
    }
    return {bits, columns};
  }

  // Nothing where a column holds values of several kinds, or of one that has no such numbers.
  std::optional<Ranks> ranks_of(std::uint32_t column) const {
    const Value first = at(0, column);
    const bool small = first.is_small();
    const Kind kind = first.kind();
    if (!small && kind != Kind::date && kind != Kind::name && kind != Kind::string) return std::nullopt;
    Ranks out;
    out.least = ~std::uint32_t{0};
    for (std::uint64_t r = 0; r < answers_.count; ++r) {
      const Value v = at(r, column);
      if (v.is_small() != small || v.kind() != kind) return std::nullopt;
      const auto number = static_cast<std::uint32_t>(small ? v.small() - Value::kSmallMin : v.payload());
      out.least = std::min(out.least, number);
      out.most = std::max(out.most, number);
    }
    if (small || kind == Kind::date) return out;
    return ranked(column, out.most);
  }

  // Of names or strings, which are numbered as they came into the pool.
  std::optional<Ranks> ranked(std::uint32_t column, std::uint32_t most) const {
    constexpr std::uint64_t kSparse = 16;
    if (most / kSparse > answers_.count) return std::nullopt;
    Ranks out;
    out.of_number.assign(std::size_t{most} + 1, 0);
    std::vector<Value> values;
    for (std::uint64_t r = 0; r < answers_.count; ++r) {
      const Value v = at(r, column);
      if (std::exchange(out.of_number[v.payload()], 1) == 0) values.push_back(v);
    }
    std::sort(values.begin(), values.end(), [&](Value a, Value b) { return pool_.compare(a, b) < 0; });
    for (std::uint32_t i = 0; i < values.size(); ++i) out.of_number[values[i].payload()] = i;
    out.most = static_cast<std::uint32_t>(values.size() - 1);
    return out;
  }

  // By their keys, of so many bits; a radix sort, from the last digit on.
  static void sort(std::vector<Item>& items, unsigned bits) {
    constexpr unsigned kDigit = 11;
    std::vector<Item> other(items.size());
    for (unsigned from = 0; from < bits; from += kDigit) {
      const auto digit = [from](const Item& item) { return (item.key >> from) & ((1U << kDigit) - 1); };
      std::array<std::size_t, (1U << kDigit) + 1> begin{};
      for (const Item& item : items) ++begin[digit(item) + 1];
      std::partial_sum(begin.begin(), begin.end(), begin.begin());
      for (const Item& item : items) other[begin[digit(item)]++] = item;
      items.swap(other);
    }
  }

  const engine::Answers& answers_;
  const Pool& pool_;
  std::vector<analysis::Query::Key> keys_;  // those of the order, then all columns
};

}  // namespace

std::vector<std::uint64_t> sorted(const engine::Answers& answers, const std::vector<analysis::Query::Key>& order,
                                  const Pool& pool) {
  return Sorter(answers, order, pool).run();
}

}  // namespace linchpin::session
