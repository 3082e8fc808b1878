#include "io/cell_value.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>

#include "io/utf8.hpp"
#include "syntax/print.hpp"

namespace linchpin::io {
namespace {

enum class Reading : std::uint8_t { no, yes, too_large };

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all_digits(std::string_view text) {
  for (const char c : text) {
    if (!is_digit(c)) return false;
  }
  return !text.empty();
}

std::string_view without_plus(std::string_view text) {
  return text.size() > 1 && text[0] == '+' && (is_digit(text[1]) || text[1] == '.') ? text.substr(1) : text;
}

Reading read_integer(std::string_view text, std::int64_t& out) {
  if (!all_digits(text.starts_with('-') ? text.substr(1) : text)) return Reading::no;
  const auto [stop, code] = std::from_chars(text.data(), text.data() + text.size(), out);
  return code == std::errc() ? Reading::yes : Reading::too_large;
}

// Digits on both sides of the point, as in the language: what `any` takes for a decimal.
bool plain_decimal(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos || !all_digits(text.substr(0, point))) return false;
  std::string_view rest = text.substr(point + 1);
  const std::size_t exponent = rest.find_first_of("eE");
  if (exponent == std::string_view::npos) return all_digits(rest);
  std::string_view power = rest.substr(exponent + 1);
  if (power.starts_with('-') || power.starts_with('+')) power.remove_prefix(1);
  return all_digits(rest.substr(0, exponent)) && all_digits(power);
}

Reading read_decimal(std::string_view text, double& out) {
  const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
  if (digits.empty() || !(is_digit(digits[0]) || digits[0] == '.')) return Reading::no;
  const auto [stop, code] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (stop != text.data() + text.size()) return Reading::no;
  if (code == std::errc()) return Reading::yes;
  if (code != std::errc::result_out_of_range) return Reading::no;
  // Out of range is too large, or too near zero to tell from it.
  const std::size_t power = text.find_first_of("eE");
  if (power != std::string_view::npos && power + 1 < text.size() && text[power + 1] == '-') {
    out = 0;
    return Reading::yes;
  }
  return Reading::too_large;
}

bool read_date(std::string_view text, std::int64_t& days) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  if (!all_digits(text.substr(0, 4)) || !all_digits(text.substr(5, 2)) || !all_digits(text.substr(8, 2))) return false;
  const auto number = [&](std::size_t at, std::size_t length) {
    int n = 0;
    std::from_chars(text.data() + at, text.data() + at + length, n);
    return n;
  };
  const std::chrono::year_month_day date{std::chrono::year{number(0, 4)},
                                         std::chrono::month{static_cast<unsigned>(number(5, 2))},
                                         std::chrono::day{static_cast<unsigned>(number(8, 2))}};
  if (!date.ok()) return false;
  days = std::chrono::sys_days{date}.time_since_epoch().count();
  return true;
}

bool plain_name(std::string_view text) {
  static constexpr auto kGoesOn = [] {
    std::array<bool, 256> out{};
    for (const char c : std::string_view("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")) {
      out[static_cast<unsigned char>(c)] = true;
    }
    return out;
  }();
  if (text.empty() || text[0] < 'a' || text[0] > 'z') return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return kGoesOn[static_cast<unsigned char>(c)]; });
}

// A cell as a message shows it: short, and on one line.
std::string quoted(std::string_view text) {
  constexpr std::size_t kMost = 40;
  std::string out = "`";
  std::size_t shown = 0;
  for (const char c : text) {
    if (++shown > kMost && (static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
      out += "...";
      break;
    }
    out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return out + "`";
}

std::nullopt_t too_large(std::string_view text, CellProblem& problem) {
  too_large_number(text, problem);
  return std::nullopt;
}

std::nullopt_t unfit_number(std::string_view number, CellType type, CellProblem& problem) {
  const std::string_view wanted = type == CellType::symbol    ? "a name"
                                  : type == CellType::string  ? "a string"
                                  : type == CellType::integer ? "an integer"
                                                              : "a date";
  problem = {404, fmt::format("the number {} is not {}", number, wanted),
             type == CellType::integer ? "declare the argument `decimal` or `number`"
                                       : "make it a text in the file, or declare the argument with another type"};
  return std::nullopt;
}

std::nullopt_t wrong(std::string_view text, std::string_view what, std::string_view example, CellProblem& problem) {
  problem = {404,
             text.empty() ? fmt::format("an empty cell, where the argument is declared {}", what)
                          : fmt::format("{} is not {}", quoted(text), what),
             fmt::format("write one such as {}, or declare the argument with another type", example)};
  return std::nullopt;
}

}  // namespace

void too_large_number(std::string_view text, CellProblem& problem) {
  problem = {
      405, fmt::format("the number {} is too large", quoted(text)),
      "integers go from -9223372036854775808 to 9223372036854775807; to keep the digits, have them as text for an "
      "argument declared `string`"};
}

std::optional<Value> text_value(std::string_view text, CellType type, Pool& pool, CellProblem& problem) {
  if (type != CellType::any || plain_name(text)) return cell_value(text, type, pool, problem);
  std::int64_t days = 0;
  if (read_date(text, days)) return pool.date(days);
  return cell_value(text, CellType::string, pool, problem);
}

std::optional<Value> integer_value(std::int64_t i, CellType type, Pool& pool, CellProblem& problem) {
  if (counts(type)) return pool.integer(i);
  if (type == CellType::decimal) return pool.decimal(static_cast<double>(i));
  return unfit_number(std::to_string(i), type, problem);
}

std::optional<Value> decimal_value(double d, CellType type, Pool& pool, CellProblem& problem) {
  if (!std::isfinite(d)) return too_large("Infinity", problem);
  if (type == CellType::any || type == CellType::decimal || type == CellType::number) return pool.decimal(d);
  return unfit_number(syntax::print_decimal(d), type, problem);
}

std::optional<Value> cell_value(std::string_view text, CellType type, Pool& pool, CellProblem& problem) {
  if (type == CellType::any && plain_name(text)) return pool.name(text);  // nothing else begins with a letter
  if (!valid_utf8(text)) {
    problem = {406, "this is not valid UTF-8", "save the file as UTF-8"};
    return std::nullopt;
  }
  std::int64_t integer = 0;
  double decimal = 0;
  switch (type) {
    case CellType::symbol:
      return pool.name(text);
    case CellType::string:
      return pool.string(text);
    case CellType::date:
      if (read_date(text, integer)) return pool.date(integer);
      return wrong(text, "a date", "2024-06-19", problem);
    case CellType::integer: {
      const Reading reading = read_integer(without_plus(text), integer);
      if (reading == Reading::too_large) return too_large(text, problem);
      if (reading == Reading::yes) return pool.integer(integer);
      return wrong(text, "an integer", "42", problem);
    }
    case CellType::decimal:
    case CellType::number: {
      if (type == CellType::number) {
        const Reading reading = read_integer(without_plus(text), integer);
        if (reading == Reading::too_large) return too_large(text, problem);
        if (reading == Reading::yes) return pool.integer(integer);
      }
      const Reading reading = read_decimal(without_plus(text), decimal);
      if (reading == Reading::too_large) return too_large(text, problem);
      if (reading == Reading::yes) return pool.decimal(decimal);
      return type == CellType::number ? wrong(text, "a number", "42 or 0.5", problem)
                                      : wrong(text, "a decimal", "0.5", problem);
    }
    case CellType::any:
      break;
  }
  const Reading reading = read_integer(text, integer);
  if (reading == Reading::too_large) return too_large(text, problem);
  if (reading == Reading::yes) return pool.integer(integer);
  if (plain_decimal(text)) {
    if (read_decimal(text, decimal) == Reading::too_large) return too_large(text, problem);
    return pool.decimal(decimal);
  }
  if (read_date(text, integer)) return pool.date(integer);
  return pool.string(text);
}

}  // namespace linchpin::io
