#include <fmt/core.h>

#include "syntax/builder.hpp"

namespace linchpin::syntax {

namespace {

constexpr std::string_view condition_role = "a condition";

std::string kind_of(Part part) {
  switch (part) {
    case Part::variable:
      return "a variable";
    case Part::integer:
    case Part::decimal:
      return "a number";
    case Part::date:
      return "a date";
    case Part::string:
      return "a string";
    case Part::aggregate:
      return "an aggregate";
    default:
      return "a calculation";
  }
}

}  // namespace

// A term that stands where `p(...)` or `-p(...)` must. `role` says as what, with its article.
std::optional<Atom> Builder::atom(Index i, std::string_view role) {
  Atom result;
  result.span = span(i);
  Index inner = unwrapped(i);
  if (node(inner).part == Part::negative && node(unwrapped(first(inner))).part == Part::application) {
    result.denied = true;
    inner = unwrapped(first(inner));
  }
  if (node(inner).part == Part::empty_list) {
    error(33, span(inner), "nothing stands between the parentheses", "without arguments, write the name alone: `list`");
    return std::nullopt;
  }
  if (node(inner).part != Part::application) {
    const bool comparable = role == condition_role;
    error(26, span(i), fmt::format("{} can't stand as {}", kind_of(node(inner).part), role),
          comparable ? "write a condition such as `p(X)`, or compare it, as in `X = 1`"
                     : "write something like `p(a, b)`");
    return std::nullopt;
  }
  const Index last = end(inner);
  Index argument = first(inner);
  result.name_span = span(argument);
  result.predicate = name_text(argument);
  argument = next(argument);
  std::size_t count = 0;
  for (Index each = argument; each < last; each = next(each)) ++count;
  result.args.reserve(count);
  for (; argument < last; argument = next(argument)) {
    const Index value = first(argument);
    const Index named = next(value);
    const bool is_named = named < end(argument);
    if (is_named) {
      const Index name = unwrapped(value);
      const bool is_name = node(name).part == Part::application && next(first(name)) == end(name);
      if (!is_name) {
        error(37, span(value), "only a name can name an argument",
              "before the colon stands the argument's name as it was declared, as in `p(of: X)`");
        return std::nullopt;
      }
      result.names.push_back(identifier(first(name)));
    }
    if (result.names.size() != (is_named ? result.args.size() + 1 : 0)) {
      error(38, span(argument), "some arguments are named and some are not",
            "name all of them, as in `p(of: X, over: Y)`, or none");
      return std::nullopt;
    }
    result.args.push_back(term(is_named ? named : value, 1));
  }
  return result;
}

std::optional<Literal> Builder::literal(Index i, std::uint32_t depth) {
  Literal result;
  result.span = span(i);
  const Index last = end(i);
  Index child = first(i);
  if (node(child).part == Part::negation) {
    result.negated = true;
    child = next(child);
  }
  if (next(child) == last) {
    const bool in_parentheses = text_[node(child).begin] == '(';
    if (result.negated && in_parentheses) {
      error(negated_group.code, {file_, node(child).begin, node(child).begin + 1}, negated_group.text,
            negated_group.hint);
      return std::nullopt;
    }
    std::optional<Atom> condition = atom(child, condition_role);
    if (!condition) return std::nullopt;
    result.atom = *std::move(condition);
    return result;
  }
  result.kind = Literal::Kind::comparison;
  result.sides.reserve(2);
  result.sides.push_back(term(child, depth));
  child = next(child);
  result.op = text(child);
  result.sides.push_back(term(next(child), depth));
  return result;
}

std::vector<Literal> Builder::body(Index i, std::uint32_t depth) {
  std::vector<Literal> result;
  for (Index child = first(i); child < end(i); child = next(child)) {
    if (std::optional<Literal> one = literal(child, depth)) result.push_back(*std::move(one));
  }
  return result;
}

// `p(X) <- q(X)` reads as a comparison with what is denied, `p(X) <= q(X)` as one.
bool Builder::told_of_arrow(Index literal) {
  const Index left = first(literal);
  if (left == end(literal) || node(left).part == Part::negation) return false;
  const Index op = next(left);
  if (op == end(literal) || node(unwrapped(left)).part != Part::application) return false;
  const std::string_view sign = text(op);
  const std::uint32_t after = node(op).end;
  const bool is_split = sign == "<" && after < text_.size() && text_[after] == '-';
  if (sign != "<=" && !is_split) return false;
  error(57, {file_, node(op).begin, is_split ? after + 1 : after}, "this arrow does not make a rule",
        "write `:-` between the head of a rule and its conditions, as in `p(X) :- q(X).`");
  return true;
}

// The head of a fact or rule, which was read as a body or as a term.
std::optional<Atom> Builder::head(Index i, bool is_rule) {
  const std::string_view role = is_rule ? "the head of a rule" : "a fact";
  if (node(i).part == Part::sum) return atom(i, role);
  const Index only = first(i);
  if (told_of_arrow(only)) return std::nullopt;
  if (next(only) != end(i)) {
    error(
        27, span(i), is_rule ? "a rule has one head" : "a fact stands alone",
        is_rule ? "write a rule for each head" : "end each fact with a full stop, or end the whole with `?` to ask it");
    return std::nullopt;
  }
  Index child = first(only);
  if (node(child).part == Part::negation) {
    error(28, span(only), fmt::format("`not` can't stand in {}", role),
          "to state that it is not so, write `-p(a)`; to ask, end with `?`");
    return std::nullopt;
  }
  const Index op = next(child);
  if (op != end(only)) {
    error(28, span(only), fmt::format("a comparison can't stand as {}", role),
          "comparisons are conditions, as in `p(X) :- q(X), X < 10.`; to ask one, end with `?`");
    return std::nullopt;
  }
  return atom(child, role);
}

// [normally] head [rule], from `i` on, which is moved past them.
std::optional<Clause> Builder::clause(Index& i, Index last) {
  Clause result;
  const Index begin = i;
  if (node(i).part == Part::normally) {
    result.normally = true;
    i = next(i);
  }
  Index final_part = i;
  const Index head_part = i;
  i = next(i);
  const bool is_rule = is(i, last, Part::rule);
  std::optional<Atom> head_atom = head(head_part, is_rule);
  if (is_rule) {
    result.body = body(first(i));
    final_part = i;
    i = next(i);
  }
  if (!head_atom) return std::nullopt;
  result.head = *std::move(head_atom);
  result.span = span(begin, final_part);
  return result;
}

// Whether the sign at `i` is the one that ends such a thing; reports it if not.
bool Builder::ends_with(Part sign, Index i, Index last, std::string_view what) {
  if (is(i, last, sign)) return true;
  if (sign == Part::query) {
    error(29, span(i), fmt::format("{} ends with `?`, not with a full stop", what), "write `?` here");
  } else {
    error(29, span(i), fmt::format("{} ends with a full stop, not with `?`", what), "write `.` here");
  }
  return false;
}

// A fact, a rule or a plain question; in a claim's braces the last is an error.
std::optional<StatementBody> Builder::plain(Index i) {
  const Index last = end(i);
  Index child = first(i);
  const Index sign = [&] {
    Index each = child;
    while (next(each) < last) each = next(each);
    return each;
  }();
  const bool is_body = node(child).part == Part::body;
  if (is_body && next(child) == sign && node(sign).part == Part::query) {
    Question question;
    question.body = body(child);
    return question;
  }
  std::optional<Clause> result = clause(child, last);
  const bool is_rule = result && !result->body.empty();
  if (!ends_with(Part::stop, sign, last, is_rule ? "a rule" : "a fact") || !result) return std::nullopt;
  return *std::move(result);
}

}  // namespace linchpin::syntax
