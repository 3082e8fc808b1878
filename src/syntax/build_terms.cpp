#include <charconv>
#include <chrono>
#include <limits>

#include "syntax/builder.hpp"
#include "syntax/utf8.hpp"

namespace linchpin::syntax {

namespace {

constexpr std::uint64_t smallest_magnitude = std::uint64_t{1} << 63U;

// The digits without the `_` between them.
std::string plain_digits(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c != '_') digits += c;
  }
  return digits;
}

std::optional<std::uint64_t> unsigned_value(std::string_view text) {
  std::string digits;
  if (text.find('_') != std::string_view::npos) text = digits = plain_digits(text);
  std::uint64_t value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// `19/6/2024`, `2024/06/19`, `2024-06`
bool is_like_date(std::string_view written) {
  if (written.size() < 6 || written.size() > 10) return false;  // soon told, of most
  std::vector<std::size_t> parts{0};
  for (const char c : written) {
    if (c == '/' || c == '-') {
      parts.push_back(0);
    } else if (c < '0' || c > '9') {
      return false;
    } else {
      ++parts.back();
    }
  }
  const auto is_short = [](std::size_t digits) { return digits == 1 || digits == 2; };
  if (parts.size() == 2) {
    return written[4] == '-' && (written[0] == '1' || written[0] == '2') && parts[1] == 2 && written[5] < '2';
  }
  if (parts.size() != 3 || written.find('-') != std::string_view::npos || !is_short(parts[1])) return false;
  return (is_short(parts[0]) && parts[2] == 4) || (parts[0] == 4 && is_short(parts[2]));
}

std::uint32_t hexadecimal(std::string_view text) {
  std::uint32_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value, 16);
  return value;
}

}  // namespace

std::optional<std::int64_t> days_from_date(std::int64_t year, unsigned month, unsigned day) {
  const std::chrono::year_month_day date{std::chrono::year{static_cast<int>(year)}, std::chrono::month{month},
                                         std::chrono::day{day}};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days{date}.time_since_epoch().count();
}

// A string or quoted name without its quotes, escapes replaced.
std::string Builder::unquote(Index i) {
  const std::string_view inner = text(i).substr(1, text(i).size() - 2);
  std::string result;
  result.reserve(inner.size());
  for (std::size_t at = 0; at < inner.size(); ++at) {
    if (inner[at] != '\\') {
      result += inner[at];
      continue;
    }
    ++at;
    switch (inner[at]) {
      case 'n':
        result += '\n';
        break;
      case 't':
        result += '\t';
        break;
      case 'u': {
        const std::size_t close = inner.find('}', at);
        const std::uint32_t code_point = hexadecimal(inner.substr(at + 2, close - at - 2));
        if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) {
          const auto begin = static_cast<std::uint32_t>(node(i).begin + at);
          error(6, {file_, begin, static_cast<std::uint32_t>(node(i).begin + close + 2)},
                "no character has this number",
                "the numbers of Unicode characters go up to 10FFFF, without D800 to DFFF");
        } else {
          append_utf8(result, static_cast<char32_t>(code_point));
        }
        at = close;
        break;
      }
      default:
        result += inner[at];
    }
  }
  return result;
}

std::string Builder::name_text(Index i) { return node(i).part == Part::plain_name ? std::string(text(i)) : unquote(i); }

Identifier Builder::identifier(Index i) {
  if (node(i).part == Part::variable) return {std::string(text(i)), span(i)};
  return {name_text(i), span(i)};
}

// The names from `i` on, which is moved past them.
std::vector<Identifier> Builder::identifiers(Index& i, Index last) {
  std::vector<Identifier> result;
  while (is(i, last, Part::plain_name) || is(i, last, Part::quoted_name) || is(i, last, Part::variable)) {
    result.push_back(identifier(i));
    i = next(i);
  }
  return result;
}

std::optional<std::uint64_t> Builder::number(Index i) {
  const std::optional<std::uint64_t> value = unsigned_value(text(i));
  if (!value) {
    error(7, span(i), "this number is too large",
          "integers go from -9,223,372,036,854,775,808 to 9,223,372,036,854,775,807");
  }
  return value;
}

// Reports it, once a statement.
bool Builder::is_too_deep(Index i, std::uint32_t depth) {
  if (depth <= deepest_nesting) return false;
  if (!too_deep_) {
    error(too_deep.code, span(i), too_deep.text, too_deep.hint);
  }
  too_deep_ = true;
  return true;
}

Term Builder::term(Index i, std::uint32_t depth) {
  Term result;
  if (is_too_deep(i, depth)) return result;
  switch (node(i).part) {
    case Part::sum:
    case Part::product:
      return fold(i, depth);
    case Part::negative:
      return negative(i, depth);
    case Part::integer:
      return integer(i);
    case Part::decimal:
      return decimal(i);
    case Part::date:
      return date(i);
    case Part::application:
      return application(i, depth);
    case Part::empty_list:
      result.kind = Term::Kind::compound;
      result.text = "list";
      break;
    case Part::aggregate:
      return aggregate(i, depth);
    case Part::variable:
      result.kind = Term::Kind::variable;
      result.text = text(i);
      break;
    default:
      result.kind = Term::Kind::string;
      result.text = unquote(i);
      break;
  }
  result.span = span(i);
  return result;
}

// What a term's recursion seldom needs is told elsewhere, as its frames are many.
void Builder::tell_of_date(Index i) {
  error(11, span(i), "this looks like a date, but is written as none",
        "a date is written `2024-06-19`, year, month and day; to calculate, put blanks around the operators");
}
void Builder::tell_of_named_argument(Index i) {
  error(37, span(i), "arguments are named only in facts and conditions",
        "inside a term write the arguments in their order, without names");
}

// `a - b - c` is `(a - b) - c`: each operator is a level of the tree.
Term Builder::fold(Index i, std::uint32_t depth) {
  const Index last = end(i);
  if (is_like_date(text(i))) {
    tell_of_date(i);
    return {};
  }
  std::uint32_t operators = 0;
  for (Index child = next(first(i)); child < last; child = next(child)) ++operators;
  operators /= 2;
  if (is_too_deep(i, depth + operators)) return {};
  Term left = term(first(i), depth + operators);
  for (Index child = next(first(i)); child < last;) {
    const Index right = next(child);
    Term whole;
    whole.kind = Term::Kind::operation;
    whole.text = text(child);
    whole.span = {file_, left.span.begin, node(right).end};
    whole.args.reserve(2);
    whole.args.push_back(std::move(left));
    whole.args.push_back(term(right, depth + 1));
    left = std::move(whole);
    child = next(right);
  }
  return left;
}

Term Builder::negative(Index i, std::uint32_t depth) {
  Term result;
  result.span = span(i);
  const Index operand = first(i);
  if (node(operand).part == Part::integer && unsigned_value(text(operand)) == smallest_magnitude) {
    result.kind = Term::Kind::integer;
    result.integer = std::numeric_limits<std::int64_t>::min();
    return result;
  }
  result.kind = Term::Kind::operation;
  result.text = "-";
  result.args.push_back(term(operand, depth + 1));
  return result;
}

Term Builder::integer(Index i) {
  Term result;
  result.kind = Term::Kind::integer;
  result.span = span(i);
  const std::optional<std::uint64_t> value = unsigned_value(text(i));
  if (!value || *value >= smallest_magnitude) {
    error(7, span(i), "this number is too large",
          "integers go from -9,223,372,036,854,775,808 to 9,223,372,036,854,775,807; a decimal such as `1.0e20` can be "
          "larger");
    return result;
  }
  result.integer = static_cast<std::int64_t>(*value);
  return result;
}

Term Builder::decimal(Index i) {
  Term result;
  result.kind = Term::Kind::decimal;
  result.span = span(i);
  const std::string digits = plain_digits(text(i));
  const auto [stop, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), result.decimal);
  if (failure != std::errc()) {
    error(9, span(i), "this decimal is out of range",
          "decimals go up to about 1.8e308, and down to about 4.9e-324 beside zero");
  }
  return result;
}

std::optional<std::int64_t> Builder::days_of(Index i) const {
  const auto part = [&](std::size_t from, std::size_t length) {
    return static_cast<unsigned>(*unsigned_value(text(i).substr(from, length)));
  };
  return days_from_date(part(0, 4), part(5, 2), part(8, 2));
}

Term Builder::date(Index i) {
  Term result;
  result.kind = Term::Kind::date;
  result.span = span(i);
  const std::optional<std::int64_t> days = days_of(i);
  if (!days) {
    error(10, span(i), "there is no such day in the calendar",
          "a date is year, month and day, as in `2024-06-19`; to subtract, put blanks around `-`");
  }
  result.integer = days.value_or(0);
  return result;
}

Term Builder::application(Index i, std::uint32_t depth) {
  Term result;
  result.span = span(i);
  result.text = name_text(first(i));
  const Index last = end(i);
  Index argument = next(first(i));
  result.kind = argument < last ? Term::Kind::compound : Term::Kind::name;
  for (; argument < last; argument = next(argument)) {
    const Index value = first(argument);
    if (next(value) < end(argument)) {
      tell_of_named_argument(argument);
      continue;
    }
    result.args.push_back(term(value, depth + 1));
  }
  return result;
}

Term Builder::aggregate(Index i, std::uint32_t depth) {
  Term result;
  result.kind = Term::Kind::aggregate;
  result.span = span(i);
  Index child = first(i);
  result.text = text(child);
  for (child = next(child); node(child).part != Part::body; child = next(child)) {
    result.args.push_back(term(child, depth + 1));
  }
  result.body = std::make_shared<std::vector<Literal>>(body(child, depth + 1));
  return result;
}

// Down through what holds one thing only.
Builder::Index Builder::unwrapped(Index i) const {
  while ((node(i).part == Part::sum || node(i).part == Part::product) && next(first(i)) == end(i)) i = first(i);
  return i;
}

}  // namespace linchpin::syntax
