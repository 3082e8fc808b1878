// Packed tuples that several threads add to one relation with a hash table.
//
// Each thread first collects what it finds, in order and with duplicates; then each fills some of the table's slots: it
// looks at all that was collected, in order, and takes what belongs there. So a tuple is looked up once, and the rows
// are those of one thread, in its order.
#include <algorithm>
#include <array>

#include "engine/crew.hpp"
#include "engine/expression.hpp"
#include "engine/relation.hpp"

namespace linchpin::engine {
namespace {

constexpr std::uint32_t kAhead = 64;  // keys whose slots are fetched before the first is looked at

using Keys = Buffer<std::uint64_t>;
using Outcome = TupleSet::Share::Outcome;

// What one thread does with all keys: `fresh`, of those that it takes, gets 1 for what is new. `late` are those for
// which there is no slot left.
void fill(TupleSet& set, TupleSet::Share& share, const Keys& keys, Buffer<std::uint8_t>& fresh,
          std::vector<std::uint32_t>& late) {
  std::array<std::size_t, kAhead> homes;
  std::array<std::uint32_t, kAhead> places;
  const auto n = static_cast<std::uint32_t>(keys.size());
  for (std::uint32_t i = 0; i < n;) {
    std::uint32_t held = 0;
    for (; i < n && held < kAhead; ++i) {
      homes[held] = set.home(keys[i]);
      places[held] = i;
      held += share.holds(homes[held]) ? 1 : 0;
    }
    for (std::uint32_t k = 0; k < held; ++k) set.prefetch(homes[k]);
    for (std::uint32_t k = 0; k < held; ++k) {
      const Outcome outcome = share.add(homes[k], keys[places[k]]);
      if (outcome == Outcome::late) {
        late.push_back(places[k]);
      } else {
        fresh[places[k]] = outcome == Outcome::added ? 1 : 0;
      }
    }
  }
}

}  // namespace

std::uint32_t Relation::insert_keys(const std::vector<const Keys*>& keys) {
  const Change change(*this);
  const std::size_t threads = CrewLoan::threads();
  const std::uint32_t before = rows_;
  std::uint64_t n = 0;
  for (const Keys* some : keys) n += some->size();
  if (std::uint64_t{rows_} + n >= 0xFFFFFFFFULL) throw RelationFull{};
  prepare_contains();
  if (choice_due(n)) {
    choose_set(spans_of(keys), n);
  }
  if (!is_packed()) {
    for (const Keys* some : keys) insert_unpacked(*some);
    return rows_ - before;
  }
  set_.reserve_more(n, [](std::uint64_t slot) { return slot; });
  std::vector<Buffer<std::uint8_t>> fresh(keys.size());
  std::vector<std::vector<std::vector<std::uint32_t>>> late(threads);
  std::vector<std::size_t> added(threads);
  for (std::size_t p = 0; p < keys.size(); ++p) fresh[p].resize(keys[p]->size());
  CrewLoan::run([&](std::size_t k) {
    late[k].resize(keys.size());
    TupleSet::Share share = set_.share(k, threads);
    for (std::size_t p = 0; p < keys.size(); ++p) fill(set_, share, *keys[p], fresh[p], late[k][p]);
    added[k] = share.added();
  });
  for (std::size_t k = 0; k < threads; ++k) {
    set_.count(added[k]);
    for (std::size_t p = 0; p < keys.size(); ++p) {
      for (const std::uint32_t i : late[k][p]) fresh[p][i] = set_.add((*keys[p])[i]) ? 1 : 0;
    }
  }
  std::vector<std::uint32_t> counts(keys.size());
  CrewLoan::run([&](std::size_t k) {
    for (std::size_t p = k; p < keys.size(); p += threads) {
      counts[p] = static_cast<std::uint32_t>(std::count(fresh[p].begin(), fresh[p].end(), 1));
    }
  });
  std::vector<std::uint32_t> begins;
  for (const std::uint32_t count : counts) {
    begins.push_back(rows_);
    rows_ += count;
  }
  for (Buffer<Value>& column : columns_) {
    column.reserve_more(rows_ - before);
    column.resize(rows_);
  }
  CrewLoan::run([&](std::size_t k) {
    for (std::size_t p = k; p < keys.size(); p += threads) {
      std::uint32_t row = begins[p];
      for (std::size_t i = 0; i < keys[p]->size(); ++i) {
        if (fresh[p][i] == 0) continue;
        const std::uint64_t key = (*keys[p])[i];
        if (arity_ == 2) columns_[0][row] = unpack_first(key);
        columns_[arity_ - 1][row++] = unpack_last(key);
      }
    }
  });
  return rows_ - before;
}

std::vector<Span32> Relation::spans_of(const std::vector<const Keys*>& keys) const {
  const std::size_t threads = CrewLoan::threads();
  std::vector<std::array<Span32, 2>> by_thread(threads);
  CrewLoan::run([&](std::size_t k) {
    std::array<Span32, 2> spans;
    for (std::size_t p = k; p < keys.size(); p += threads) {
      for (const std::uint64_t key : *keys[p]) {
        const std::array<Value, 2> values{unpack_first(key), unpack_last(key)};
        for (std::size_t c = 0; c < 2; ++c) spans[c].add(&values[c], 1);
      }
    }
    by_thread[k] = spans;
  });
  std::vector<Span32> out(arity_);
  for (const auto& spans : by_thread) {
    for (std::uint32_t c = 0; c < arity_; ++c) out[c].add(spans[2 - arity_ + c]);
  }
  return out;
}

void Relation::insert_unpacked(const Keys& keys) {
  std::array<std::array<Value, kBlock>, 2> values;
  for (std::size_t base = 0; base < keys.size(); base += kBlock) {
    const auto m = static_cast<std::uint32_t>(std::min<std::size_t>(kBlock, keys.size() - base));
    for (std::uint32_t i = 0; i < m; ++i) {
      values[0][i] = unpack_first(keys[base + i]);
      values[1][i] = unpack_last(keys[base + i]);
    }
    const std::array<const Value*, 2> columns{values[0].data(), values[1].data()};
    insert(columns.data() + (2 - arity_), m);
  }
}

}  // namespace linchpin::engine
