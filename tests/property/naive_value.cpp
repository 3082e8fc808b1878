#include "naive_value.hpp"

#include "syntax/print.hpp"

namespace linchpin::naive {

Value integer(std::int64_t i) {
  Value v;
  v.kind = Value::Kind::integer;
  v.integer = i;
  return v;
}

Value decimal(double d) {
  Value v;
  v.kind = Value::Kind::decimal;
  v.decimal = d == 0 ? 0.0 : d;  // there is one zero
  return v;
}

Value date(std::int64_t days) {
  Value v;
  v.kind = Value::Kind::date;
  v.integer = days;
  return v;
}

Value name(std::string text) {
  Value v;
  v.kind = Value::Kind::name;
  v.text = std::move(text);
  return v;
}

Value string(std::string text) {
  Value v;
  v.kind = Value::Kind::string;
  v.text = std::move(text);
  return v;
}

Value term(std::string functor, std::vector<Value> args) {
  Value v;
  v.kind = Value::Kind::term;
  v.text = std::move(functor);
  v.args = std::move(args);
  return v;
}

namespace {

template <class T>
int three_way(const T& a, const T& b) {
  return a < b ? -1 : (b < a ? 1 : 0);
}

// The kind's place in value order.
int rank(const Value& v) {
  switch (v.kind) {
    case Value::Kind::integer:
    case Value::Kind::decimal:
      return 0;
    case Value::Kind::date:
      return 1;
    case Value::Kind::name:
      return 2;
    case Value::Kind::string:
      return 3;
    case Value::Kind::term:
      return 4;
  }
  return 5;
}

// 64 bits of mantissa: exact for integers and for decimals.
long double number(const Value& v) {
  return v.kind == Value::Kind::integer ? static_cast<long double>(v.integer) : static_cast<long double>(v.decimal);
}

}  // namespace

int compare(const Value& a, const Value& b) {
  if (rank(a) != rank(b)) return three_way(rank(a), rank(b));
  switch (a.kind) {
    case Value::Kind::integer:
    case Value::Kind::decimal:
      if (int c = three_way(number(a), number(b)); c != 0) return c;
      return three_way(a.kind, b.kind);
    case Value::Kind::date:
      return three_way(a.integer, b.integer);
    case Value::Kind::name:
    case Value::Kind::string:
      return three_way(a.text, b.text);
    case Value::Kind::term:
      break;
  }
  if (int c = three_way(a.text, b.text); c != 0) return c;
  if (int c = three_way(a.args.size(), b.args.size()); c != 0) return c;
  for (std::size_t i = 0; i < a.args.size(); ++i)
    if (int c = compare(a.args[i], b.args[i]); c != 0) return c;
  return 0;
}

int compare_as_numbers(const Value& a, const Value& b) {
  if (a.is_number() && b.is_number()) return three_way(number(a), number(b));
  return compare(a, b);
}

std::string print(const Value& value) {
  switch (value.kind) {
    case Value::Kind::integer:
      return std::to_string(value.integer);
    case Value::Kind::decimal:
      return syntax::print_decimal(value.decimal);
    case Value::Kind::date:
      return syntax::print_date(value.integer);
    case Value::Kind::name:
      return syntax::print_name(value.text);
    case Value::Kind::string:
      return syntax::print_string(value.text);
    case Value::Kind::term:
      break;
  }
  const bool denial = value.text == "-" && value.args.size() == 1 && value.args[0].kind == Value::Kind::term;
  if (denial) return "-" + print(value.args[0]);
  return syntax::print_name(value.text) + "(" + print(value.args) + ")";
}

std::string print(const Tuple& tuple) {
  std::string out;
  for (const Value& v : tuple) out += (out.empty() ? "" : ", ") + print(v);
  return out;
}

}  // namespace linchpin::naive
