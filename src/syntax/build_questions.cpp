#include "syntax/builder.hpp"

namespace linchpin::syntax {

namespace {

std::optional<Question::Kind> kind_of(Part part) {
  switch (part) {
    case Part::body:
      return Question::Kind::plain;
    case Part::find:
      return Question::Kind::find;
    case Part::why:
      return Question::Kind::why;
    case Part::why_all:
      return Question::Kind::why_all;
    case Part::why_not:
      return Question::Kind::why_not;
    case Part::linchpins:
      return Question::Kind::linchpins;
    case Part::requires_:
      return Question::Kind::requires_;
    case Part::compare:
      return Question::Kind::compare;
    case Part::conflicts:
      return Question::Kind::conflicts;
    case Part::graph:
      return Question::Kind::graph;
    case Part::about:
      return Question::Kind::about;
    default:
      return std::nullopt;
  }
}

}  // namespace

std::optional<Question> Builder::question(Index i) {
  Question result;
  while (node(i).part == Part::in || node(i).part == Part::suppose) {
    Index child = first(i);
    if (node(i).part == Part::in) {
      result.scenarios.push_back(identifier(child));
      child = next(child);
    } else {
      for (; next(child) < end(i); child = next(child)) {
        if (std::optional<Edit> one = edit(child)) result.suppose.push_back(*std::move(one));
      }
    }
    i = child;
  }
  if (result.scenarios.size() > 1) {
    error(85, result.scenarios.back().span, "a question is asked in one scenario",
          "`scenario both extends a, b { ... }` goes on from two");
    return std::nullopt;
  }
  const std::optional<Question::Kind> kind = kind_of(node(i).part);
  if (!kind) return std::nullopt;
  result.kind = *kind;
  Index child = first(i);
  switch (result.kind) {
    case Question::Kind::plain:
      result.body = body(i);
      break;
    case Question::Kind::find:
      find(i, result);
      break;
    case Question::Kind::compare:
      if (!result.scenarios.empty()) {
        error(85, result.scenarios.front().span, "a comparison names its own two scenarios",
              "leave out `in ...:`, and write `compare baseline, escalation: q(X)?`");
        return std::nullopt;
      }
      result.scenarios = identifiers(child, end(i));
      result.body = body(child);
      break;
    case Question::Kind::conflicts:
      break;
    case Question::Kind::about:
      result.entity = term(child);
      break;
    default:
      body_and_output(i, result);
  }
  return result;
}

void Builder::find(Index i, Question& question) {
  const Index last = end(i);
  Index child = first(i);
  question.variables = identifiers(child, last);
  question.body = body(child);
  const auto once = [&](bool repeated, std::string what) {
    if (repeated) error(90, span(child), "the question has " + std::move(what) + " twice", "leave one of them");
  };
  for (child = next(child); child < last; child = next(child)) {
    const Index part = first(child);
    switch (node(child).part) {
      case Part::at_least:
        once(question.level.has_value(), "`at least`");
        question.level = identifier(part);
        break;
      case Part::order_key:
        question.order.push_back({identifier(part), next(part) < end(child)});
        break;
      default:
        once(question.limit.has_value(), "`limit`");
        question.limit = number(part);
    }
  }
}

void Builder::body_and_output(Index i, Question& question) {
  const Index last = end(i);
  Index child = first(i);
  question.body = body(child);
  child = next(child);
  if (is(child, last, Part::at_least)) {
    question.level = identifier(first(child));
    child = next(child);
  }
  if (is(child, last, Part::output_format)) {
    question.format = identifier(first(child));
    child = next(child);
  }
  if (!is(child, last, Part::output_path)) return;
  question.path = unquote(first(child));
  question.path_span = span(first(child));
}

}  // namespace linchpin::syntax
