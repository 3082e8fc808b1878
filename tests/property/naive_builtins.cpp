#include "naive_builtins.hpp"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cmath>

namespace linchpin::naive {

namespace {

[[noreturn]] void fail(const std::string& name, const std::vector<Value>& args, const std::string& why) {
  throw EvaluationError(name + " of " + print(args) + ": " + why);
}

Value checked_integer(const std::string& op, const std::vector<Value>& args) {
  const std::int64_t a = args[0].integer;
  const std::int64_t b = args[1].integer;
  std::int64_t out = 0;
  bool overflow = false;
  if (op == "+") overflow = __builtin_add_overflow(a, b, &out);
  if (op == "-") overflow = __builtin_sub_overflow(a, b, &out);
  if (op == "*") overflow = __builtin_mul_overflow(a, b, &out);
  if (op == "/" || op == "mod") {
    if (b == 0) fail(op, args, "division by zero");
    if (b == -1) return op == "/" ? checked_integer("-", {integer(0), args[0]}) : integer(0);
    out = op == "/" ? a / b : a % b;  // C++ truncates towards zero, and % has the dividend's sign: so does the language
  }
  if (overflow) fail(op, args, "overflow");
  return integer(out);
}

double as_double(const Value& v) { return v.kind == Value::Kind::integer ? static_cast<double>(v.integer) : v.decimal; }

Value arithmetic(const std::string& op, const std::vector<Value>& args) {
  if (args[0].kind == Value::Kind::date && op == "-" && args[1].kind == Value::Kind::date)
    return integer(args[0].integer - args[1].integer);
  if (args[0].kind == Value::Kind::date && (op == "+" || op == "-") && args[1].kind == Value::Kind::integer)
    return date(checked_integer(op, args).integer);  // days later or earlier
  if (!args[0].is_number() || !args[1].is_number()) fail(op, args, "needs numbers");
  if (args[0].kind == Value::Kind::integer && args[1].kind == Value::Kind::integer) return checked_integer(op, args);
  const double a = as_double(args[0]);
  const double b = as_double(args[1]);
  if ((op == "/" || op == "mod") && b == 0) fail(op, args, "division by zero");
  const double out = op == "+" ? a + b : op == "-" ? a - b : op == "*" ? a * b : op == "/" ? a / b : std::fmod(a, b);
  if (!std::isfinite(out)) fail(op, args, "overflow");
  return decimal(out);
}

std::string mapped(std::string text, char from, char to) {
  for (char& c : text)
    if (c >= from && c < from + 26) c = static_cast<char>(c - from + to);
  return text;
}

const std::string& text_of(const std::string& function, const std::vector<Value>& args, std::size_t i) {
  const bool text = args[i].kind == Value::Kind::string || args[i].kind == Value::Kind::name;
  if (!text) fail(function, args, "needs strings or names");
  return args[i].text;
}

std::int64_t integer_of(const std::string& function, const std::vector<Value>& args, std::size_t i) {
  if (args[i].kind != Value::Kind::integer) fail(function, args, "needs integers");
  return args[i].integer;
}

Value power(const std::vector<Value>& args) {
  if (!args[0].is_number() || !args[1].is_number()) fail("pow", args, "needs numbers");
  if (args[0].kind != Value::Kind::integer || args[1].kind != Value::Kind::integer) {
    const double out = std::pow(as_double(args[0]), as_double(args[1]));
    if (!std::isfinite(out)) fail("pow", args, "overflow");
    return decimal(out);
  }
  Value out = integer(1);
  if (args[0].integer == 1 || args[1].integer == 0) return out;
  if (args[0].integer == -1) return args[1].integer % 2 == 0 ? out : integer(-1);
  if (args[1].integer < 0) return checked_integer("/", {out, args[0]});
  if (args[0].integer == 0) return args[0];
  for (std::int64_t i = 0; i < args[1].integer; ++i) out = checked_integer("*", {out, args[0]});  // soon too large
  return out;
}

Value bits(const std::string& name, const std::vector<Value>& args) {
  const std::int64_t a = integer_of(name, args, 0);
  if (name == "bit_not") return integer(-a - 1);
  const std::int64_t b = integer_of(name, args, 1);
  if (name == "bit_and") return integer(a & b);
  if (name == "bit_or") return integer(a | b);
  if (name == "bit_xor") return integer(a ^ b);
  if (b < 0) fail(name, args, "shifts by 0 or more");
  Value out = integer(a);
  const bool left = name == "shift_left";
  for (std::int64_t i = 0; i < b && out.integer != 0 && (left || out.integer != -1); ++i)
    out = left ? checked_integer("*", {out, integer(2)}) : integer(out.integer >> 1);
  return out;
}

// From that character on, counted from 1, so many.
Value substring(const std::vector<Value>& args) {
  const std::string& text = text_of("substring", args, 0);
  const std::int64_t from = integer_of("substring", args, 1);
  const std::int64_t size = integer_of("substring", args, 2);
  std::string out;
  std::int64_t number = 0;
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++number;
    if (from > 0 && number >= from && number - from < size) out += c;
  }
  return string(out);
}

Value converted(const std::string& name, const std::vector<Value>& args) {
  const Value& v = args[0];
  const bool text = v.kind == Value::Kind::string || v.kind == Value::Kind::name;
  if (name == "to_string") return string(text ? v.text : print(v));
  const bool to_integer = name == "to_integer";
  if (v.kind == Value::Kind::integer) return to_integer ? v : decimal(static_cast<double>(v.integer));
  if (v.kind == Value::Kind::decimal) {
    if (!to_integer) return v;
    if (std::abs(v.decimal) >= 0x1p63) fail(name, args, "overflow");
    return integer(static_cast<std::int64_t>(v.decimal));
  }
  if (!text || v.text.empty()) fail(name, args, "needs a number or its text");
  std::size_t end = 0;
  try {
    if (std::isspace(static_cast<unsigned char>(v.text[0])) != 0 || v.text[0] == '+') throw std::invalid_argument("");
    const Value out = to_integer ? integer(std::stoll(v.text, &end)) : decimal(std::stod(v.text, &end));
    if (end == v.text.size()) return out;
  } catch (const std::logic_error&) {  // neither, or beyond its range
  }
  fail(name, args, "needs a number or its text");
}

std::chrono::year_month_day calendar(const std::string& function, const std::vector<Value>& args) {
  if (args[0].kind != Value::Kind::date) fail(function, args, "needs a date");
  return std::chrono::sys_days(std::chrono::days(args[0].integer));
}

}  // namespace

bool is_function(const std::string& name, std::size_t arity) {
  if (arity == 2) {
    return name == "min" || name == "max" || name == "concat" || name == "pow" || name == "bit_and" ||
           name == "bit_or" || name == "bit_xor" || name == "shift_left" || name == "shift_right";
  }
  if (arity == 3) return name == "substring";
  if (arity != 1) return false;
  return name == "bit_not" || name == "to_string" || name == "to_integer" || name == "to_decimal" || name == "abs" ||
         name == "length" || name == "lower" || name == "upper" || name == "year" || name == "month" || name == "day";
}

bool is_test(const std::string& name, std::size_t arity) {
  return arity == 2 && (name == "contains" || name == "starts_with" || name == "ends_with");
}

bool is_generator(const std::string& name, std::size_t arity) {
  return (name == "arg" && arity == 3) || ((name == "functor" || name == "integer_below") && arity == 2);
}

Value call(const std::string& name, const std::vector<Value>& args) {
  if (name == "-" && args.size() == 1) {
    if (!args[0].is_number()) fail(name, args, "needs a number");
    return args[0].kind == Value::Kind::integer ? arithmetic("-", {integer(0), args[0]}) : decimal(-args[0].decimal);
  }
  if (name == "abs") {
    if (!args[0].is_number()) fail(name, args, "needs a number");
    return compare_as_numbers(args[0], integer(0)) < 0 ? call("-", args) : args[0];
  }
  if (name == "min" || name == "max") {
    const bool numbers = args[0].is_number() && args[1].is_number();
    const bool dates = args[0].kind == Value::Kind::date && args[1].kind == Value::Kind::date;
    const bool strings = args[0].kind == Value::Kind::string && args[1].kind == Value::Kind::string;
    if (!numbers && !dates && !strings) fail(name, args, "needs two numbers, two dates or two strings");
    return (args[1] < args[0]) == (name == "min") ? args[1] : args[0];
  }
  if (name == "pow") return power(args);
  if (name.starts_with("bit_") || name.starts_with("shift_")) return bits(name, args);
  if (name == "substring") return substring(args);
  if (name.starts_with("to_")) return converted(name, args);
  if (name == "concat") return string(text_of(name, args, 0) + text_of(name, args, 1));
  if (name == "length") {
    const std::string& text = text_of(name, args, 0);  // every byte but those that go on a character
    const auto starts = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
    return integer(std::count_if(text.begin(), text.end(), starts));
  }
  if (name == "lower") return string(mapped(text_of(name, args, 0), 'A', 'a'));
  if (name == "upper") return string(mapped(text_of(name, args, 0), 'a', 'A'));
  if (name == "year") return integer(static_cast<int>(calendar(name, args).year()));
  if (name == "month") return integer(static_cast<unsigned>(calendar(name, args).month()));
  if (name == "day") return integer(static_cast<unsigned>(calendar(name, args).day()));
  return arithmetic(name, args);
}

bool test(const std::string& name, const std::vector<Value>& args) {
  const std::string& text = text_of(name, args, 0);
  const std::string& part = text_of(name, args, 1);
  if (name == "starts_with") return text.starts_with(part);
  if (name == "ends_with") return text.ends_with(part);
  return text.find(part) != std::string::npos;
}

std::vector<Tuple> generate(const std::string& name, const Value& first) {
  if (name == "integer_below") {
    std::vector<Tuple> rows;
    for (std::int64_t i = 0; first.kind == Value::Kind::integer && i < first.integer; ++i) rows.push_back({integer(i)});
    return rows;
  }
  if (first.kind != Value::Kind::term) return {};
  if (name == "functor") return {{linchpin::naive::name(first.text)}};
  std::vector<Tuple> rows;
  for (std::size_t i = 0; i < first.args.size(); ++i)
    rows.push_back({integer(static_cast<std::int64_t>(i + 1)), first.args[i]});
  return rows;
}

}  // namespace linchpin::naive
