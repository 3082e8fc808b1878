// Values of the naive evaluator: plain trees, compared by looking.
//
// Shares nothing with src/ but the abstract syntax, so that a mistake in one is not a mistake in both.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace linchpin::naive {

struct Value {
  enum class Kind : std::uint8_t { integer, decimal, date, name, string, term };
  Kind kind = Kind::integer;
  std::int64_t integer = 0;  // integer; date: days since 1970-01-01
  double decimal = 0;
  std::string text;         // name, string; of a term: its functor
  std::vector<Value> args;  // of a term

  bool is_number() const { return kind == Kind::integer || kind == Kind::decimal; }
};

Value integer(std::int64_t i);
Value decimal(double d);
Value date(std::int64_t days);
Value name(std::string text);
Value string(std::string text);
Value term(std::string functor, std::vector<Value> args);

// Value order: numbers, dates, names, strings, terms; within each its own order. Negative, zero or positive. Zero only
// for identical values: 1 stands just before 1.0.
int compare(const Value& a, const Value& b);
// The order of `<`: 1 and 1.0 are level.
int compare_as_numbers(const Value& a, const Value& b);

inline bool operator==(const Value& a, const Value& b) { return compare(a, b) == 0; }
inline bool operator<(const Value& a, const Value& b) { return compare(a, b) < 0; }

// As the language writes it.
std::string print(const Value& value);

using Tuple = std::vector<Value>;
std::string print(const Tuple& tuple);  // a, b, c

}  // namespace linchpin::naive
