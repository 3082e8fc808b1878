#include <charconv>

#include "syntax/builder.hpp"

namespace linchpin::syntax {

namespace {

std::string_view inner(std::string_view quoted) { return quoted.substr(1, quoted.size() - 2); }

template <typename Number>
bool read(std::string_view text, Number& number) {
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  return failure == std::errc() && end == text.data() + text.size();
}

}  // namespace

bool Builder::fact(PlainFact& result) const {
  const Index root = 0;
  const Index last = end(root);
  Index child = first(root);
  result.denied = is(child, last, Part::negation);
  if (result.denied) child = next(child);
  const auto name = [&](Index i) { return node(i).part == Part::plain_name ? text(i) : inner(text(i)); };
  result.span = span(root);
  result.predicate = name(child);
  result.args.clear();
  for (child = next(child); child < last; child = next(child)) {
    Scalar& arg = result.args.emplace_back();
    switch (node(child).part) {
      case Part::integer:
        arg.kind = Scalar::Kind::integer;
        if (!read(text(child), arg.integer)) return false;
        break;
      case Part::decimal:
        arg.kind = Scalar::Kind::decimal;
        if (!read(text(child), arg.decimal)) return false;
        break;
      case Part::date: {
        arg.kind = Scalar::Kind::date;
        const std::optional<std::int64_t> days = days_of(child);
        if (!days) return false;
        arg.integer = *days;
        break;
      }
      case Part::string:
        arg.kind = Scalar::Kind::string;
        arg.text = inner(text(child));
        break;
      default:
        arg.kind = Scalar::Kind::name;
        arg.text = name(child);
        break;
    }
  }
  return true;
}

}  // namespace linchpin::syntax
