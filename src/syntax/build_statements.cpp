#include <fmt/core.h>

#include "syntax/builder.hpp"
#include "syntax/print.hpp"

namespace linchpin::syntax {

std::optional<std::string> Builder::optional_string(Index& i, Index last) {
  if (!is(i, last, Part::string)) return std::nullopt;
  std::string result = unquote(i);
  i = next(i);
  return result;
}

std::optional<Statement> Builder::build(std::uint32_t begin, std::uint32_t end_offset) {
  too_deep_ = false;
  const auto last = tree_.size();
  const Index root = 0;
  Statement statement;
  statement.span = {file_, begin, end_offset};
  std::optional<StatementBody> result;
  switch (node(root).part) {
    case Part::plain:
      result = plain(root);
      break;
    case Part::claim:
      result = claim(root);
      break;
    case Part::scenario:
      result = scenario(root);
      break;
    default:
      if ((result = declaration(root))) {
        if (!ends_with(Part::stop, next(root), last, "a statement")) return std::nullopt;
      } else if (std::optional<Question> asked = question(root)) {
        if (!ends_with(Part::query, next(root), last, "a question")) return std::nullopt;
        result = *std::move(asked);
      }
  }
  if (!result) return std::nullopt;
  statement.body = *std::move(result);
  return statement;
}

void Builder::check_claim_braces() {
  too_deep_ = false;
  ClaimDeclaration unused;
  claim_braces(0, unused);
}

void Builder::check_scenario_braces() {
  too_deep_ = false;
  ScenarioDeclaration unused;
  scenario_braces(0, unused);
}

std::optional<StatementBody> Builder::declaration(Index i) {
  const Index last = end(i);
  Index child = first(i);
  switch (node(i).part) {
    case Part::sort: {
      SortDeclaration sort;
      sort.name = identifier(child);
      child = next(child);
      sort.parents = identifiers(child, last);
      return sort;
    }
    case Part::entity: {
      EntityDeclaration entity;
      entity.name = identifier(child);
      child = next(child);
      entity.sorts = identifiers(child, last);
      entity.display = optional_string(child, last).value_or("");
      return entity;
    }
    case Part::predicate:
      return predicate(i);
    case Part::functor: {
      FunctorDeclaration functor;
      functor.name = identifier(child);
      child = next(child);
      functor.arguments = identifiers(child, last);
      functor.affirmative = optional_string(child, last).value_or("");
      functor.negative = optional_string(child, last).value_or("");
      return functor;
    }
    case Part::source: {
      SourceDeclaration source;
      source.name = identifier(child);
      child = next(child);
      source.title = optional_string(child, last).value_or("");
      return source;
    }
    case Part::levels:
      return LevelsDeclaration{identifiers(child, last)};
    case Part::trust:
      return TrustDeclaration{identifier(child), identifier(next(child))};
    case Part::overrides:
      return Overrides{identifier(child), identifier(next(child))};
    case Part::incompatible: {
      Incompatible incompatible;
      for (; child < last; child = next(child)) {
        std::optional<Atom> one = atom(child, "one of several incompatible things");
        if (one) incompatible.atoms.push_back(*std::move(one));
      }
      return incompatible;
    }
    case Part::constraint: {
      Constraint constraint;
      constraint.text = unquote(child);
      constraint.body = body(next(child));
      return constraint;
    }
    case Part::include:
      return Include{unquote(child), span(child)};
    case Part::import:
      return import(i);
    case Part::export_: {
      const Index path = next(child);
      return Export{identifier(child), unquote(path), span(path)};
    }
    case Part::assumable: {
      Assumable assumable;
      assumable.predicate = identifier(child);
      assumable.arity = static_cast<std::uint32_t>(number(next(child)).value_or(0));
      return assumable;
    }
    case Part::retract:
      if (std::optional<Retract> retracted = retract(i)) return *std::move(retracted);
      return Retract{};
    default:
      return std::nullopt;
  }
}

PredicateDeclaration Builder::predicate(Index i) {
  const Index last = end(i);
  PredicateDeclaration result;
  Index child = first(i);
  result.name = identifier(child);
  for (child = next(child); is(child, last, Part::declared_argument); child = next(child)) {
    ArgumentDeclaration argument;
    const Index argument_end = end(child);
    Index part = first(child);
    argument.name = identifier(part);
    part = next(part);
    if (is(part, argument_end, Part::extremum)) {
      argument.extremum = text(part) == "min" ? Extremum::min : Extremum::max;
      part = next(part);
    }
    if (part < argument_end) argument.type = identifier(part);
    result.arguments.push_back(std::move(argument));
  }
  result.affirmative = optional_string(child, last).value_or("");
  result.negative = optional_string(child, last).value_or("");
  return result;
}

Import Builder::import(Index i) {
  const Index last = end(i);
  Import result;
  Index child = first(i);
  result.predicate = identifier(child);
  child = next(child);
  result.columns = identifiers(child, last);
  result.path_span = span(child);
  result.path = unquote(child);
  child = next(child);
  if (is(child, last, Part::import_table)) result.table = unquote(first(child));
  return result;
}

std::optional<Retract> Builder::retract(Index i) {
  Retract result;
  Index child = first(i);
  if (node(child).part == Part::claim) {
    result.claim = identifier(first(child));
    return result;
  }
  result.clause = clause(child, end(i));
  if (!result.clause) return std::nullopt;
  return result;
}

Place Builder::place(Index i) {
  Place result;
  result.span = span(i);
  Index child = first(i);
  result.source = name_text(child);
  child = next(child);
  result.section = text(child);
  const auto count = [&](Index part) {
    const std::uint64_t value = number(part).value_or(0);
    if (value == 0 || value > 1'000'000) {
      error(94, span(part), "paragraphs and sentences are counted from 1",
            "a place is `source/section/paragraph.sentence`");
    }
    return static_cast<std::uint32_t>(value);
  };
  child = next(child);
  result.paragraph = count(child);
  result.sentence = count(next(child));
  return result;
}

ClaimDeclaration Builder::claim(Index i) {
  const Index last = end(i);
  ClaimDeclaration result;
  Index child = first(i);
  result.id = identifier(child);
  child = next(child);
  result.gloss = unquote(child);
  result.header = {file_, node(i).begin, node(child).end};
  for (child = next(child); child < last && node(child).part != Part::braces; child = next(child)) {
    claim_header(child, result);
    result.header.end = node(child).end;
  }
  const bool remark = result.basis == Basis::remark;
  if (remark && (child < last || !result.by.empty() || result.level || !result.repeats.empty())) {
    error(95, result.header, "a remark claims nothing, so it has no braces, `by`, `level` or `repeats`",
          "take them out, and end the header with a full stop; or take out `remark`, if something is claimed");
  } else if (child < last) {
    claim_braces(child, result);
  } else if (!remark && result.repeats.empty()) {
    error(91, result.header, "the claim has no braces with what it holds",
          "write `{ p(a). }` after the header; only a claim that `repeats` others, and a `remark`, may end with a full "
          "stop");
  }
  return result;
}

void Builder::claim_header(Index i, ClaimDeclaration& claim) {
  const Index last = end(i);
  Index child = first(i);
  const auto once = [&](bool repeated, std::string_view what) {
    if (repeated) error(90, span(i), fmt::format("the claim has its {} twice", what), "leave one of them");
  };
  switch (node(i).part) {
    case Part::at:
      claim.at.push_back(place(child));
      break;
    case Part::by:
      claim.by.push_back(identifiers(child, last));
      break;
    case Part::level:
      once(claim.level.has_value(), "level");
      claim.level = identifier(child);
      break;
    case Part::repeats:
      for (Identifier& original : identifiers(child, last)) claim.repeats.push_back(std::move(original));
      break;
    default: {
      once(claim.basis != Basis::stated, "basis");
      const std::string_view basis = text(i);
      for (const Basis one : {Basis::implicit, Basis::added, Basis::remark}) {
        if (basis == print(one)) claim.basis = one;
      }
    }
  }
}

void Builder::claim_braces(Index i, ClaimDeclaration& claim) {
  for (Index child = first(i); child < end(i); child = next(child)) {
    if (node(child).part != Part::plain) continue;
    Index part = first(child);
    const Index sign_end = end(child);
    std::optional<Clause> one = clause(part, sign_end);
    if (ends_with(Part::stop, part, sign_end, "what a claim holds") && one) claim.clauses.push_back(*std::move(one));
  }
}

ScenarioDeclaration Builder::scenario(Index i) {
  const Index last = end(i);
  ScenarioDeclaration result;
  Index child = first(i);
  result.id = identifier(child);
  child = next(child);
  result.gloss = optional_string(child, last).value_or("");
  for (; child < last && node(child).part != Part::braces; child = next(child)) {
    Index part = first(child);
    if (node(child).part == Part::at) {
      result.at.push_back(place(part));
    } else {
      for (Identifier& base : identifiers(part, end(child))) result.extends.push_back(std::move(base));
    }
  }
  scenario_braces(child, result);
  return result;
}

void Builder::scenario_braces(Index i, ScenarioDeclaration& scenario) {
  const Index last = end(i);
  for (Index child = first(i); child < last; child = next(child)) {
    if (node(child).part == Part::broken || node(child).part == Part::stop) continue;
    std::optional<Edit> one = edit(child);
    const bool needs_stop = node(child).part != Part::claim;
    if (needs_stop) {
      child = next(child);
      if (!ends_with(Part::stop, child, last, "an edit of a scenario")) continue;
    }
    if (one) scenario.edits.push_back(*std::move(one));
  }
}

std::optional<Edit> Builder::edit(Index i) {
  Edit result;
  result.span = span(i);
  const Index child = first(i);
  const auto with_atom = [&](Edit::Kind kind) -> std::optional<Edit> {
    result.kind = kind;
    result.atom = atom(child, "a fact");
    if (!result.atom) return std::nullopt;
    return std::move(result);
  };
  switch (node(i).part) {
    case Part::assume:
      return with_atom(Edit::Kind::assume);
    case Part::retract:
      return with_atom(Edit::Kind::retract);
    case Part::deny:
      return with_atom(Edit::Kind::deny);
    case Part::claim:
      result.kind = Edit::Kind::claim;
      result.claim = claim(i);
      return result;
    case Part::trust:
      result.kind = Edit::Kind::trust;
      result.name = identifier(child);
      result.level = identifier(next(child));
      return result;
    default: {
      const std::string_view what = text(child);
      result.kind = what == "claim" ? Edit::Kind::without_claim
                    : what == "by"  ? Edit::Kind::without_by
                                    : Edit::Kind::without_below;
      result.name = identifier(next(child));
      return result;
    }
  }
}

}  // namespace linchpin::syntax
