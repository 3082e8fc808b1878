// The interning pool: names, strings, big integers, decimals and compound terms, each stored once.
//
// Append-only: a value stays valid, with the same meaning, as long as the pool lives.
#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "value/value.hpp"

namespace linchpin {

// Thrown when the numbers for a kind's pool entries, about 2^28, are used up.
struct PoolFull {};

// What the values of one pool are in another: see Pool::absorb.
class Translation {
 public:
  // REQUIRES: v is of the pool that was absorbed.
  Value operator()(Value v) const {
    if (v.is_small() || v.kind() == Kind::date) return v;
    return Value::pooled(v.kind(), numbers_[static_cast<std::size_t>(v.kind())][v.payload()]);
  }
  // Whether the other pool held nothing, so that all its values stay what they are.
  bool empty() const {
    return std::all_of(numbers_.begin(), numbers_.end(), [](const auto& n) { return n.empty(); });
  }

 private:
  friend class Pool;
  std::array<std::vector<std::uint32_t>, 6> numbers_;  // by kind
};

class Pool {
 public:
  Pool();
  ~Pool();
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  Value name(std::string_view text);
  Value string(std::string_view text);
  Value integer(std::int64_t i);
  Value decimal(double d);        // REQUIRES: d is finite; -0.0 is stored as 0.0
  Value date(std::int64_t days);  // days since 1970-01-01; REQUIRES: year 0 to 9999
  // REQUIRES: functor.is_name(). Only the empty list, `list()`, has no arguments.
  Value term(Value functor, std::span<const Value> args);

  // Interns all that `other` holds, each kind in its order there: texts that are read into a pool each, at once, and
  // absorbed one after another, give the pool that reading them one after another into this one gives.
  Translation absorb(const Pool& other);

  // The name, if it is interned already; never adds. Second: whether it was found.
  std::pair<Value, bool> find_name(std::string_view text) const;

  std::string_view text(Value v) const;        // REQUIRES: name or string
  std::int64_t integer(Value v) const;         // REQUIRES: integer
  double decimal(Value v) const;               // REQUIRES: decimal
  std::int64_t days(Value v) const;            // REQUIRES: date
  Value functor(Value v) const;                // REQUIRES: term
  std::span<const Value> args(Value v) const;  // REQUIRES: term
  std::uint32_t depth(Value v) const;          // nesting of terms: 0 for anything else, 1 for f(a), ...
  double number(Value v) const;                // REQUIRES: is_number(); an integer as the nearest double

  // The order of answers: numbers (by numeric value; 1 before 1.0), dates, names and strings (by code point), terms (by
  // functor, number of arguments, then arguments). Total, and equal only for equal values.
  std::strong_ordering compare(Value a, Value b) const;
  // The order of `<`: as `compare`, except that an integer and a decimal of the same numeric value are equivalent.
  std::strong_ordering compare_numeric(Value a, Value b) const;

  // The value in the language's own syntax.
  std::string print(Value v) const;
  void print(Value v, std::string& out) const;

  // The values that there are, to go back to. REQUIRES of `rollback`: nothing refers to one that came later.
  class Mark {
   public:
    ~Mark();
    Mark(Mark&&) noexcept;
    Mark& operator=(Mark&&) noexcept;

   private:
    friend class Pool;
    struct Impl;
    explicit Mark(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
  };
  Mark mark() const;
  void rollback(const Mark& mark);

  std::size_t bytes() const;           // memory held, for limits
  std::size_t count(Kind kind) const;  // entries of a kind

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace linchpin
