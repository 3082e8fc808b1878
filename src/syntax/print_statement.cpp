#include <fmt/core.h>

#include "syntax/print.hpp"
#include "syntax/print_layout.hpp"

namespace linchpin::syntax {

namespace layout {

std::string conditions(const std::vector<Literal>& body, std::size_t used, std::size_t indent) {
  std::string line;
  std::string column;
  const std::string line_break = "\n" + std::string(indent + 4, ' ');
  for (std::size_t i = 0; i < body.size(); ++i) {
    const std::string one = print(body[i]);
    if (i > 0) line += ", ";
    line += one;
    column += (i > 0 ? "," : "") + line_break + one;
  }
  const bool fits = used + 1 + line.size() + 1 <= widest_line;
  return fits || body.size() < 2 ? " " + line : column;
}

std::string clause(const Clause& clause, std::size_t indent) {
  std::string out(clause.normally ? "normally " : "");
  // `constraint :- ...` would be taken for a constraint without its text.
  const bool looks_reserved = clause.head.predicate == "constraint" && clause.head.args.empty() && !clause.head.denied;
  out += looks_reserved && !clause.body.empty() ? "'constraint'" : print(clause.head);
  if (clause.body.empty()) return out;
  out += " :-";
  return out + conditions(clause.body, indent + out.size(), indent);
}

}  // namespace layout

namespace {

std::string list(const std::vector<Identifier>& names, std::string_view separator = ", ") {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) out += separator;
    out += print_name(names[i].text);
  }
  return out;
}

std::string body(const std::vector<Literal>& literals) {
  std::string out;
  for (std::size_t i = 0; i < literals.size(); ++i) out += (i > 0 ? ", " : "") + print(literals[i]);
  return out;
}

std::string place(const Place& place) {
  return fmt::format("{}/{}/{}.{}", print_name(place.source), place.section, place.paragraph, place.sentence);
}

std::string claim(const ClaimDeclaration& claim, std::size_t indent);

std::string edit(const Edit& edit, bool bare, std::size_t indent) {
  switch (edit.kind) {
    case Edit::Kind::assume:
      return (bare ? "" : "assume ") + print(*edit.atom);
    case Edit::Kind::retract:
      return "retract " + print(*edit.atom);
    case Edit::Kind::deny:
      return "deny " + print(*edit.atom);
    case Edit::Kind::claim:
      return claim(*edit.claim, indent);
    case Edit::Kind::without_claim:
      return "without claim " + print_name(edit.name.text);
    case Edit::Kind::without_by:
      return "without by " + print_name(edit.name.text);
    case Edit::Kind::without_below:
      return "without below " + print_name(edit.name.text);
    case Edit::Kind::trust:
      return "trust " + print_name(edit.name.text) + " " + print_name(edit.level.text);
  }
  return {};
}

// With its terminator: the closing brace, or a full stop when it only repeats.
std::string claim(const ClaimDeclaration& claim, std::size_t indent) {
  const std::string margin(indent, ' ');
  const std::string line = "\n" + margin + "  ";
  std::string out = fmt::format("claim {} {}", print_name(claim.id.text), print_string(claim.gloss));
  for (const Place& one : claim.at) out += line + "at " + place(one);
  if (!claim.by.empty()) {
    out += line;
    for (std::size_t i = 0; i < claim.by.size(); ++i) out += (i > 0 ? " by " : "by ") + list(claim.by[i]);
  }
  if (claim.level) out += line + "level " + print_name(claim.level->text);
  if (!claim.repeats.empty()) out += line + "repeats " + list(claim.repeats);
  if (claim.basis != Basis::stated) out += line + std::string(print(claim.basis));
  if (claim.basis == Basis::remark || (claim.clauses.empty() && !claim.repeats.empty())) return out + ".";
  out += "\n" + margin + "{";
  for (const Clause& one : claim.clauses) out += line + layout::clause(one, indent + 2) + ".";
  return out + "\n" + margin + "}";
}

struct Printer {
  std::string operator()(const Clause& clause) const { return print(clause) + "."; }

  std::string operator()(const SortDeclaration& sort) const {
    return "sort " + print_name(sort.name.text) + (sort.parents.empty() ? "" : " < " + list(sort.parents)) + ".";
  }

  std::string operator()(const EntityDeclaration& entity) const {
    return "entity " + print_name(entity.name.text) + " : " + list(entity.sorts) + text(entity.display) + ".";
  }

  std::string operator()(const PredicateDeclaration& predicate) const {
    std::string out = "predicate " + print_name(predicate.name.text);
    for (std::size_t i = 0; i < predicate.arguments.size(); ++i) {
      const ArgumentDeclaration& argument = predicate.arguments[i];
      out += (i > 0 ? ", " : "(") + print_name(argument.name.text);
      const bool is_extremum = argument.extremum != Extremum::none;
      if (is_extremum) out += argument.extremum == Extremum::min ? ": min" : ": max";
      if (!argument.type.text.empty()) out += (is_extremum ? " " : ": ") + type(argument.type.text);
    }
    if (!predicate.arguments.empty()) out += ")";
    const bool both = !predicate.negative.empty();
    return out + (both ? " " + print_string(predicate.affirmative) : text(predicate.affirmative)) +
           text(predicate.negative) + ".";
  }

  std::string operator()(const FunctorDeclaration& functor) const {
    return "functor " + print_name(functor.name.text) + "(" + list(functor.arguments) + ") " +
           print_string(functor.affirmative) + text(functor.negative) + ".";
  }

  std::string operator()(const SourceDeclaration& source) const {
    return "source " + print_name(source.name.text) + text(source.title) + ".";
  }

  std::string operator()(const LevelsDeclaration& levels) const { return "levels " + list(levels.names, " > ") + "."; }

  std::string operator()(const TrustDeclaration& trust) const {
    return "trust " + print_name(trust.speaker.text) + " " + print_name(trust.level.text) + ".";
  }

  std::string operator()(const ClaimDeclaration& declaration) const { return claim(declaration, 0); }

  std::string operator()(const Overrides& overrides) const {
    return "overrides " + print_name(overrides.winner.text) + " " + print_name(overrides.loser.text) + ".";
  }

  std::string operator()(const Incompatible& incompatible) const {
    std::string out = "incompatible ";
    for (std::size_t i = 0; i < incompatible.atoms.size(); ++i)
      out += (i > 0 ? ", " : "") + print(incompatible.atoms[i]);
    return out + ".";
  }

  std::string operator()(const ScenarioDeclaration& scenario) const {
    std::string out = "scenario " + print_name(scenario.id.text) + text(scenario.gloss);
    if (!scenario.extends.empty()) out += " extends " + list(scenario.extends);
    for (const Place& one : scenario.at) out += "\n  at " + place(one);
    out += "\n{";
    for (const Edit& one : scenario.edits) {
      out += "\n  " + edit(one, false, 2);
      if (one.kind != Edit::Kind::claim) out += ".";
    }
    return out + "\n}";
  }

  std::string operator()(const Constraint& constraint) const {
    const std::string head = "constraint " + print_string(constraint.text) + " :-";
    return head + layout::conditions(constraint.body, head.size(), 0) + ".";
  }

  std::string operator()(const Include& include) const { return "include " + print_string(include.path) + "."; }

  std::string operator()(const Import& import) const {
    return "import " + print_name(import.predicate.text) + "(" + list(import.columns) + ") from " +
           print_string(import.path) + (import.table.empty() ? "" : " table " + print_string(import.table)) + ".";
  }

  std::string operator()(const Export& exported) const {
    return "export " + print_name(exported.predicate.text) + " to " + print_string(exported.path) + ".";
  }

  std::string operator()(const Assumable& assumable) const {
    return fmt::format("assumable {}/{}.", print_name(assumable.predicate.text), assumable.arity);
  }

  std::string operator()(const Retract& retract) const {
    if (retract.claim) return "retract claim " + print_name(retract.claim->text) + ".";
    return "retract " + print(*retract.clause) + ".";
  }

  std::string operator()(const Question& question) const {
    const bool compares = question.kind == Question::Kind::compare;
    std::string out;
    if (!compares && !question.scenarios.empty()) out += "in " + print_name(question.scenarios[0].text) + ": ";
    for (std::size_t i = 0; i < question.suppose.size(); ++i) {
      out += (i > 0 ? ", " : "suppose ") + edit(question.suppose[i], true, 0);
    }
    if (!question.suppose.empty()) out += ": ";
    return out + asked(question) + "?";
  }

 private:
  static std::string text(const std::string& string) { return string.empty() ? "" : " " + print_string(string); }
  // A sort that is named like the words before a type.
  static std::string type(const std::string& name) {
    return name == "min" || name == "max" ? "'" + name + "'" : print_name(name);
  }

  static std::string asked(const Question& question) {
    const std::string conditions = body(question.body);
    switch (question.kind) {
      case Question::Kind::plain:
        return conditions == "conflicts" ? "'conflicts'" : conditions;
      case Question::Kind::find:
        return found(question, conditions);
      case Question::Kind::why:
        return "why " + conditions + output(question);
      case Question::Kind::why_all:
        return "why all " + conditions + output(question);
      case Question::Kind::why_not:
        return "why not " + conditions + output(question);
      case Question::Kind::linchpins:
        return "linchpins of " + conditions;
      case Question::Kind::requires_:
        return "requires " + conditions;
      case Question::Kind::compare:
        return "compare " + list(question.scenarios) + ": " + conditions;
      case Question::Kind::conflicts:
        return "conflicts";
      case Question::Kind::graph:
        return "graph " + conditions + output(question);
      case Question::Kind::about:
        return "about " + (question.entity ? print(*question.entity) : "");
    }
    return {};
  }

  static std::string found(const Question& question, const std::string& conditions) {
    std::string out = "find ";
    for (std::size_t i = 0; i < question.variables.size(); ++i) out += (i > 0 ? ", " : "") + question.variables[i].text;
    out += " where " + conditions;
    if (question.level) out += " at least " + print_name(question.level->text);
    for (std::size_t i = 0; i < question.order.size(); ++i) {
      out += (i > 0 ? ", " : " order by ") + question.order[i].variable.text +
             (question.order[i].descending ? " desc" : "");
    }
    if (question.limit) out += " limit " + std::to_string(*question.limit);
    return out;
  }

  static std::string output(const Question& question) {
    return (question.format.empty() ? "" : " as " + print_name(question.format)) +
           (question.path.empty() ? "" : " to " + print_string(question.path));
  }
};

}  // namespace

std::string print(const Edit& one) { return edit(one, false, 0); }

std::string print(const Statement& statement) { return std::visit(Printer{}, statement.body); }

}  // namespace linchpin::syntax
