#include "value/builtins.hpp"

#include <fmt/core.h>
#include <re2/re2.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <memory>

namespace linchpin {
namespace {

using Args = std::span<const Value>;
using Error = std::optional<BuiltinError>;
using Result = std::optional<Value>;

// ---- errors

std::string_view a_kind(Kind kind) {
  switch (kind) {
    case Kind::integer:
      return "the integer";
    case Kind::decimal:
      return "the decimal";
    case Kind::date:
      return "the date";
    case Kind::name:
      return "the name";
    case Kind::string:
      return "the string";
    case Kind::term:
      return "the term";
  }
  return "";
}

std::nullopt_t fail(Error& error, BuiltinError::Kind kind, std::string detail) {
  error = BuiltinError{kind, std::move(detail)};
  return std::nullopt;
}

std::nullopt_t wrong_kind(Error& error, const Pool& pool, std::string_view what, std::string_view wanted, Value got) {
  return fail(error, BuiltinError::Kind::wrong_kind,
              fmt::format("`{}` needs {}, and got {} {}", what, wanted, a_kind(got.kind()), pool.print(got)));
}

// ---- arithmetic

std::string shown(const Pool& pool, std::string_view op, Args args) {
  if (args.size() == 1) return fmt::format("{}({})", op, pool.print(args[0]));
  return fmt::format("{} {} {}", pool.print(args[0]), op, pool.print(args[1]));
}

Result overflow(Error& error, const Pool& pool, std::string_view op, Args args) {
  return fail(error, BuiltinError::Kind::overflow, shown(pool, op, args) + " is out of the range of numbers");
}

Result decimal(Error& error, Pool& pool, std::string_view op, Args args, double value) {
  if (!std::isfinite(value)) return overflow(error, pool, op, args);
  return pool.decimal(value);
}

// Both integers: `checked` returns true on overflow. Else decimals.
template <class Checked, class Decimal>
Result arithmetic(std::string_view op, Pool& pool, Args args, Error& error, Checked checked, Decimal on_decimals) {
  for (Value v : args) {
    if (!v.is_number()) return wrong_kind(error, pool, op, "numbers", v);
  }
  if (args[0].kind() == Kind::integer && args[1].kind() == Kind::integer) {
    std::int64_t out = 0;
    if (checked(pool.integer(args[0]), pool.integer(args[1]), &out)) return overflow(error, pool, op, args);
    return pool.integer(out);
  }
  return decimal(error, pool, op, args, on_decimals(pool.number(args[0]), pool.number(args[1])));
}

constexpr std::int64_t kFirstDay = -719528;  // 0000-01-01
constexpr std::int64_t kLastDay = 2932896;   // 9999-12-31

Result date_plus(std::string_view op, Pool& pool, Args args, std::int64_t days, std::int64_t more, Error& error) {
  std::int64_t out = 0;
  if (__builtin_add_overflow(days, more, &out) || out < kFirstDay || out > kLastDay) {
    return fail(error, BuiltinError::Kind::overflow, shown(pool, op, args) + " is no date of the years 0000 to 9999");
  }
  return pool.date(out);
}

Result plus(Pool& pool, Args args, Error& error) {
  if (args[0].kind() == Kind::date && args[1].kind() == Kind::integer) {
    return date_plus("+", pool, args, pool.days(args[0]), pool.integer(args[1]), error);
  }
  return arithmetic(
      "+", pool, args, error,
      [](std::int64_t a, std::int64_t b, std::int64_t* out) { return __builtin_add_overflow(a, b, out); },
      [](double a, double b) { return a + b; });
}

Result minus(Pool& pool, Args args, Error& error) {
  if (args[0].kind() == Kind::date && args[1].kind() == Kind::date) {
    return pool.integer(pool.days(args[0]) - pool.days(args[1]));
  }
  if (args[0].kind() == Kind::date && args[1].kind() == Kind::integer) {
    std::int64_t more = 0;
    if (__builtin_sub_overflow(std::int64_t{0}, pool.integer(args[1]), &more)) return overflow(error, pool, "-", args);
    return date_plus("-", pool, args, pool.days(args[0]), more, error);
  }
  return arithmetic(
      "-", pool, args, error,
      [](std::int64_t a, std::int64_t b, std::int64_t* out) { return __builtin_sub_overflow(a, b, out); },
      [](double a, double b) { return a - b; });
}

Result times(Pool& pool, Args args, Error& error) {
  return arithmetic(
      "*", pool, args, error,
      [](std::int64_t a, std::int64_t b, std::int64_t* out) { return __builtin_mul_overflow(a, b, out); },
      [](double a, double b) { return a * b; });
}

bool divides_by_zero(std::string_view op, const Pool& pool, Args args, Error& error) {
  if (!args[1].is_number() || pool.number(args[1]) != 0 || !args[0].is_number()) return false;
  fail(error, BuiltinError::Kind::division_by_zero, shown(pool, op, args) + " divides by zero");
  return true;
}

Result divide(Pool& pool, Args args, Error& error) {
  if (divides_by_zero("/", pool, args, error)) return std::nullopt;
  return arithmetic(
      "/", pool, args, error,
      [](std::int64_t a, std::int64_t b, std::int64_t* out) {
        if (b == -1) return __builtin_sub_overflow(std::int64_t{0}, a, out);
        *out = a / b;
        return false;
      },
      [](double a, double b) { return a / b; });
}

Result modulo(Pool& pool, Args args, Error& error) {
  if (divides_by_zero("mod", pool, args, error)) return std::nullopt;
  return arithmetic(
      "mod", pool, args, error,
      [](std::int64_t a, std::int64_t b, std::int64_t* out) {
        *out = b == -1 ? 0 : a % b;
        return false;
      },
      [](double a, double b) { return std::fmod(a, b); });
}

Result negate(Pool& pool, Args args, Error& error) {
  if (!args[0].is_number()) return wrong_kind(error, pool, "-", "a number", args[0]);
  if (args[0].kind() == Kind::decimal) return pool.decimal(-pool.decimal(args[0]));
  std::int64_t out = 0;
  if (__builtin_sub_overflow(std::int64_t{0}, pool.integer(args[0]), &out)) return overflow(error, pool, "-", args);
  return pool.integer(out);
}

Result absolute(Pool& pool, Args args, Error& error) {
  if (!args[0].is_number()) return wrong_kind(error, pool, "abs", "a number", args[0]);
  if (pool.number(args[0]) >= 0) return args[0];
  if (args[0].kind() == Kind::decimal) return pool.decimal(-pool.decimal(args[0]));
  std::int64_t out = 0;
  if (__builtin_sub_overflow(std::int64_t{0}, pool.integer(args[0]), &out)) return overflow(error, pool, "abs", args);
  return pool.integer(out);
}

Result power(Pool& pool, Args args, Error& error) {
  return arithmetic(
      "pow", pool, args, error,
      [](std::int64_t base, std::int64_t exponent, std::int64_t* out) {
        if (exponent < 0) {  // 1 / base^-exponent, the remainder dropped
          *out = base == 1 ? 1 : base == -1 ? (exponent % 2 == 0 ? 1 : -1) : 0;
          return base == 0;
        }
        *out = 1;
        for (bool overflows = false;; overflows = __builtin_mul_overflow(base, base, &base)) {
          if ((exponent & 1) != 0 && (overflows || __builtin_mul_overflow(*out, base, out))) return true;
          exponent >>= 1;
          if (exponent == 0) return false;
          if (overflows) return true;
        }
      },
      [](double a, double b) { return std::pow(a, b); });
}

// ---- bits, of the 64 that an integer has

bool all_integers(std::string_view what, const Pool& pool, Args args, Error& error) {
  for (Value v : args) {
    if (v.kind() != Kind::integer) {
      wrong_kind(error, pool, what, "integers", v);
      return false;
    }
  }
  return true;
}

Result bit_and(Pool& pool, Args args, Error& error) {
  if (!all_integers("bit_and", pool, args, error)) return std::nullopt;
  return pool.integer(pool.integer(args[0]) & pool.integer(args[1]));
}

Result bit_or(Pool& pool, Args args, Error& error) {
  if (!all_integers("bit_or", pool, args, error)) return std::nullopt;
  return pool.integer(pool.integer(args[0]) | pool.integer(args[1]));
}

Result bit_xor(Pool& pool, Args args, Error& error) {
  if (!all_integers("bit_xor", pool, args, error)) return std::nullopt;
  return pool.integer(pool.integer(args[0]) ^ pool.integer(args[1]));
}

Result bit_not(Pool& pool, Args args, Error& error) {
  if (!all_integers("bit_not", pool, args, error)) return std::nullopt;
  return pool.integer(~pool.integer(args[0]));
}

// Times two to the power of `by`, rounded down where that is negative.
Result shifted(std::string_view op, Pool& pool, Args args, std::int64_t by, Error& error) {
  constexpr std::int64_t kBits = 64;
  const std::int64_t value = pool.integer(args[0]);
  if (by <= 0) return pool.integer(value >> std::min(-by, kBits - 1));
  std::int64_t out = 0;
  if (value != 0 && (by >= kBits - 1 || __builtin_mul_overflow(value, std::int64_t{1} << by, &out))) {
    return overflow(error, pool, op, args);
  }
  return pool.integer(out);
}

bool shifts(std::string_view what, const Pool& pool, Args args, Error& error) {
  if (!all_integers(what, pool, args, error)) return false;
  if (pool.integer(args[1]) >= 0) return true;
  fail(error, BuiltinError::Kind::wrong_kind,
       fmt::format("`{}` shifts by 0 bits or more, not by {}", what, pool.print(args[1])));
  return false;
}

Result shift_left(Pool& pool, Args args, Error& error) {
  if (!shifts("shift_left", pool, args, error)) return std::nullopt;
  return shifted("shift_left", pool, args, pool.integer(args[1]), error);
}

Result shift_right(Pool& pool, Args args, Error& error) {
  if (!shifts("shift_right", pool, args, error)) return std::nullopt;
  return shifted("shift_right", pool, args, -pool.integer(args[1]), error);
}

// ---- what can be compared

bool comparable(std::string_view op, const Pool& pool, Args args, Error& error) {
  const Kind kind = args[0].kind();
  const bool alike = kind == args[1].kind() && (kind == Kind::date || kind == Kind::string);
  for (Value v : args) {
    if (alike || v.is_number()) continue;
    wrong_kind(error, pool, op, "two numbers, two dates or two strings", v);
    return false;
  }
  return true;
}

Result least(Pool& pool, Args args, Error& error) {
  if (!comparable("min", pool, args, error)) return std::nullopt;
  return pool.compare(args[0], args[1]) <= 0 ? args[0] : args[1];
}

Result greatest(Pool& pool, Args args, Error& error) {
  if (!comparable("max", pool, args, error)) return std::nullopt;
  return pool.compare(args[0], args[1]) >= 0 ? args[0] : args[1];
}

// ---- text

bool is_text(Value v) { return v.kind() == Kind::name || v.kind() == Kind::string; }

bool all_text(std::string_view what, const Pool& pool, Args args, Error& error) {
  for (Value v : args) {
    if (!is_text(v)) {
      wrong_kind(error, pool, what, "strings or names", v);
      return false;
    }
  }
  return true;
}

Result concat(Pool& pool, Args args, Error&) {
  std::string out;
  for (Value v : args) {
    if (is_text(v)) {
      out += pool.text(v);
    } else {
      pool.print(v, out);
    }
  }
  return pool.string(out);
}

template <class Map>
std::string map_text(std::string_view text, Map map) {
  std::string out;
  const auto* p = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  auto left = static_cast<utf8proc_ssize_t>(text.size());
  while (left > 0) {
    utf8proc_int32_t code = 0;
    const utf8proc_ssize_t used = utf8proc_iterate(p, left, &code);
    if (used <= 0) break;  // texts are valid UTF-8: checked when they are read
    std::array<utf8proc_uint8_t, 4> bytes{};
    const utf8proc_ssize_t n = utf8proc_encode_char(map(code), bytes.data());
    out.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(n));
    p += used;
    left -= used;
  }
  return out;
}

Result lower(Pool& pool, Args args, Error& error) {
  if (!all_text("lower", pool, args, error)) return std::nullopt;
  return pool.string(map_text(pool.text(args[0]), utf8proc_tolower));
}

Result upper(Pool& pool, Args args, Error& error) {
  if (!all_text("upper", pool, args, error)) return std::nullopt;
  return pool.string(map_text(pool.text(args[0]), utf8proc_toupper));
}

Result length(Pool& pool, Args args, Error& error) {
  if (!all_text("length", pool, args, error)) return std::nullopt;
  std::int64_t n = 0;
  for (char c : pool.text(args[0])) n += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  return pool.integer(n);
}

bool contains(Pool& pool, Args args, Error& error) {
  return all_text("contains", pool, args, error) &&
         pool.text(args[0]).find(pool.text(args[1])) != std::string_view::npos;
}

bool starts_with(Pool& pool, Args args, Error& error) {
  return all_text("starts_with", pool, args, error) && pool.text(args[0]).starts_with(pool.text(args[1]));
}

bool ends_with(Pool& pool, Args args, Error& error) {
  return all_text("ends_with", pool, args, error) && pool.text(args[0]).ends_with(pool.text(args[1]));
}

// Where the character of that number begins, counted from 0; the end of the text where there are not so many.
std::size_t character(std::string_view text, std::int64_t number) {
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U && number-- == 0) break;
  }
  return at;
}

Result substring(Pool& pool, Args args, Error& error) {
  if (!all_text("substring", pool, args.first(1), error)) return std::nullopt;
  if (!all_integers("substring", pool, args.subspan(1), error)) return std::nullopt;
  const std::int64_t from = pool.integer(args[1]);
  const std::int64_t size = pool.integer(args[2]);
  if (from < 1 || size < 1) return pool.string("");
  std::string_view text = pool.text(args[0]);
  text.remove_prefix(character(text, from - 1));
  return pool.string(std::string(text.substr(0, character(text, size))));
}

Result to_integer(Pool& pool, Args args, Error& error) {
  const Value v = args[0];
  if (v.kind() == Kind::integer) return v;
  if (v.kind() == Kind::decimal) {
    constexpr double kBeyond = 9223372036854775808.0;  // 2^63
    const double whole = std::trunc(pool.decimal(v));
    if (whole < -kBeyond || whole >= kBeyond) return overflow(error, pool, "to_integer", args);
    return pool.integer(static_cast<std::int64_t>(whole));
  }
  if (is_text(v)) {
    const std::string_view text = pool.text(v);
    std::int64_t out = 0;
    const auto [stop, failure] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (failure == std::errc::result_out_of_range) return overflow(error, pool, "to_integer", args);
    if (failure == std::errc() && stop == text.data() + text.size()) return pool.integer(out);
  }
  return wrong_kind(error, pool, "to_integer", "a number, or a text that reads as an integer", v);
}

Result to_decimal(Pool& pool, Args args, Error& error) {
  const Value v = args[0];
  if (v.is_number()) return pool.decimal(pool.number(v));
  if (is_text(v)) {
    const std::string_view text = pool.text(v);
    double out = 0;
    const auto [stop, failure] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (failure == std::errc() && stop == text.data() + text.size() && std::isfinite(out)) return pool.decimal(out);
  }
  return wrong_kind(error, pool, "to_decimal", "a number, or a text that reads as one", v);
}

// Compiled patterns are kept a thread: a rule tests the same few patterns over and over.
const RE2& compiled(std::string_view pattern) {
  constexpr std::size_t kMostPatterns = 256;
  thread_local std::map<std::string, std::unique_ptr<RE2>, std::less<>> cache;
  if (auto it = cache.find(pattern); it != cache.end()) return *it->second;
  if (cache.size() >= kMostPatterns) cache.clear();
  RE2::Options options;
  options.set_log_errors(false);
  auto re = std::make_unique<RE2>(re2::StringPiece(pattern.data(), pattern.size()), options);
  return *cache.emplace(std::string(pattern), std::move(re)).first->second;
}

bool matches(Pool& pool, Args args, Error& error) {
  if (!all_text("matches", pool, args, error)) return false;
  const RE2& re = compiled(pool.text(args[1]));
  if (!re.ok()) {
    fail(error, BuiltinError::Kind::bad_pattern,
         fmt::format("the pattern {} can't be read: {}", pool.print(args[1]), re.error()));
    return false;
  }
  const std::string_view text = pool.text(args[0]);
  return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), re);
}

// ---- dates

struct Civil {
  std::int64_t year, month, day;
};

// Days since 1970-01-01 to a date of the proleptic Gregorian calendar, counting years from March so that the leap day
// is the last of its year.
Civil civil(std::int64_t days) {
  const std::int64_t z = days - kFirstDay - 60 + 146097;  // days since 1 March of the year -400
  const std::int64_t era = z / 146097;
  const std::int64_t doe = z - era * 146097;
  const std::int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const std::int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const std::int64_t mp = (5 * doy + 2) / 153;
  const std::int64_t month = mp < 10 ? mp + 3 : mp - 9;
  return {yoe + era * 400 - 400 + (month <= 2 ? 1 : 0), month, doy - (153 * mp + 2) / 5 + 1};
}

template <std::int64_t Civil::*Part>
Result date_part(std::string_view what, Pool& pool, Args args, Error& error) {
  if (args[0].kind() != Kind::date) return wrong_kind(error, pool, what, "a date", args[0]);
  return pool.integer(civil(pool.days(args[0])).*Part);
}

Result year(Pool& pool, Args args, Error& error) { return date_part<&Civil::year>("year", pool, args, error); }
Result month(Pool& pool, Args args, Error& error) { return date_part<&Civil::month>("month", pool, args, error); }
Result day(Pool& pool, Args args, Error& error) { return date_part<&Civil::day>("day", pool, args, error); }

// ---- terms

void arg(Pool& pool, Value first, std::size_t from, std::size_t most, std::vector<Value>& rows) {
  if (!first.is_term()) return;
  const auto args = pool.args(first);
  for (std::size_t i = from; i < args.size() && i - from < most; ++i) {
    rows.push_back(pool.integer(static_cast<std::int64_t>(i) + 1));
    rows.push_back(args[i]);
  }
}

void functor(Pool& pool, Value first, std::size_t from, std::size_t most, std::vector<Value>& rows) {
  if (first.is_term() && from == 0 && most > 0) rows.push_back(pool.functor(first));
}

// ---- numbers

void integer_below(Pool& pool, Value first, std::size_t from, std::size_t most, std::vector<Value>& rows) {
  if (first.kind() != Kind::integer || pool.integer(first) < 0) return;
  const auto bound = static_cast<std::size_t>(pool.integer(first));
  for (std::size_t n = from; n < bound && n - from < most; ++n)
    rows.push_back(pool.integer(static_cast<std::int64_t>(n)));
}

// ---- the table

struct Row {
  Builtin builtin;
  Result (*apply)(Pool&, Args, Error&) = nullptr;
  bool (*test)(Pool&, Args, Error&) = nullptr;
  void (*generate)(Pool&, Value, std::size_t, std::size_t, std::vector<Value>&) = nullptr;
};

constexpr auto kFunction = Builtin::Form::function;
constexpr auto kTest = Builtin::Form::test;
constexpr auto kGenerator = Builtin::Form::generator;

constexpr std::array kTable = {
    Row{{"+", 2, kFunction, true, "A + B"}, plus},
    Row{{"-", 2, kFunction, true, "A - B"}, minus},
    Row{{"-", 1, kFunction, true, "-A"}, negate},
    Row{{"*", 2, kFunction, true, "A * B"}, times},
    Row{{"/", 2, kFunction, true, "A / B"}, divide},
    Row{{"mod", 2, kFunction, true, "A mod B"}, modulo},
    Row{{"abs", 1, kFunction, true, "abs(Number)"}, absolute},
    Row{{"min", 2, kFunction, true, "min(A, B)"}, least},
    Row{{"max", 2, kFunction, true, "max(A, B)"}, greatest},
    Row{{"pow", 2, kFunction, true, "pow(Base, Exponent)"}, power},
    Row{{"bit_and", 2, kFunction, true, "bit_and(A, B)"}, bit_and},
    Row{{"bit_or", 2, kFunction, true, "bit_or(A, B)"}, bit_or},
    Row{{"bit_xor", 2, kFunction, true, "bit_xor(A, B)"}, bit_xor},
    Row{{"bit_not", 1, kFunction, true, "bit_not(A)"}, bit_not},
    Row{{"shift_left", 2, kFunction, true, "shift_left(A, Bits)"}, shift_left},
    Row{{"shift_right", 2, kFunction, true, "shift_right(A, Bits)"}, shift_right},
    Row{{"concat", 2, kFunction, false, "concat(A, B)"}, concat},
    Row{{"concat", 3, kFunction, false, "concat(A, B, C)"}, concat},
    Row{{"length", 1, kFunction, true, "length(Text)"}, length},
    Row{{"substring", 3, kFunction, true, "substring(Text, From, Length)"}, substring},
    Row{{"to_string", 1, kFunction, false, "to_string(Value)"}, concat},
    Row{{"to_integer", 1, kFunction, true, "to_integer(Value)"}, to_integer},
    Row{{"to_decimal", 1, kFunction, true, "to_decimal(Value)"}, to_decimal},
    Row{{"lower", 1, kFunction, true, "lower(Text)"}, lower},
    Row{{"upper", 1, kFunction, true, "upper(Text)"}, upper},
    Row{{"year", 1, kFunction, true, "year(Date)"}, year},
    Row{{"month", 1, kFunction, true, "month(Date)"}, month},
    Row{{"day", 1, kFunction, true, "day(Date)"}, day},
    Row{{"contains", 2, kTest, true, "contains(Text, Part)"}, nullptr, contains},
    Row{{"starts_with", 2, kTest, true, "starts_with(Text, Start)"}, nullptr, starts_with},
    Row{{"ends_with", 2, kTest, true, "ends_with(Text, End)"}, nullptr, ends_with},
    Row{{"matches", 2, kTest, true, "matches(Text, \"pattern\")"}, nullptr, matches},
    Row{{"arg", 3, kGenerator, false, "arg(Term, Number, Argument)"}, nullptr, nullptr, arg},
    Row{{"functor", 2, kGenerator, false, "functor(Term, Name)"}, nullptr, nullptr, functor},
    Row{{"integer_below", 2, kGenerator, false, "integer_below(Bound, Number)"}, nullptr, nullptr, integer_below},
};

constexpr auto kPublic = [] {
  std::array<Builtin, kTable.size()> out{};
  for (std::size_t i = 0; i < kTable.size(); ++i) out[i] = kTable[i].builtin;
  return out;
}();

}  // namespace

std::span<const Builtin> builtins() { return kPublic; }

std::optional<BuiltinId> find_builtin(std::string_view name, std::size_t arity) {
  for (std::size_t i = 0; i < kTable.size(); ++i) {
    if (kTable[i].builtin.name == name && kTable[i].builtin.arity == arity) return static_cast<BuiltinId>(i);
  }
  return std::nullopt;
}

std::optional<BuiltinId> find_builtin(std::string_view name) {
  for (std::size_t i = 0; i < kTable.size(); ++i) {
    if (kTable[i].builtin.name == name) return static_cast<BuiltinId>(i);
  }
  return std::nullopt;
}

std::optional<Value> apply(BuiltinId id, Pool& pool, Args args, Error& error) {
  return kTable[id].apply(pool, args, error);
}

bool test(BuiltinId id, Pool& pool, Args args, Error& error) { return kTable[id].test(pool, args, error); }

void generate(BuiltinId id, Pool& pool, Value first, std::size_t from, std::size_t most, std::vector<Value>& rows) {
  kTable[id].generate(pool, first, from, most, rows);
}

}  // namespace linchpin
