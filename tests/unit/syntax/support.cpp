#include "support.hpp"

#include <fmt/core.h>

namespace linchpin::syntax::test {

Parsed::Parsed(std::string text) : file(sources.add("test.kb", std::move(text))) {
  statements = parse(sources, file, diagnostics);
}

std::string Parsed::rendered() const {
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics.all()) out += render(diagnostic, sources);
  return out;
}

std::string Parsed::summary() const {
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    const Position at = sources.position(file, diagnostic.span.begin);
    out += fmt::format("{}:{} E{:03}: {}\n", at.line, at.column, diagnostic.code, diagnostic.message);
  }
  return out;
}

std::string printed(const std::string& text) {
  const Parsed parsed(text);
  if (!parsed.diagnostics.ok()) return parsed.summary();
  return parsed.statements.size() == 1 ? print(parsed.statements[0])
                                       : fmt::format("{} statements", parsed.statements.size());
}

std::string errors(const std::string& text) { return Parsed(text).summary(); }

namespace {

// One letter a struct, every field in order.
struct Dumper {
  std::string out;

  void put(std::string_view text) { out += fmt::format("{}:{};", text.size(), text); }
  void put(bool value) { out += value ? 'T' : 'F'; }
  void put(std::int64_t value) { out += fmt::format("{};", value); }
  void put(const Identifier& name) { put(name.text); }

  template <typename T>
  void put(const std::vector<T>& list) {
    out += fmt::format("[{}:", list.size());
    for (const T& one : list) put(one);
    out += ']';
  }
  template <typename T>
  void put(const std::optional<T>& maybe) {
    put(maybe.has_value());
    if (maybe) put(*maybe);
  }

  void put(const Term& term) {
    out += fmt::format("t{}({}|{}|{:a}|", static_cast<int>(term.kind), term.text, term.integer, term.decimal);
    put(term.args);
    if (term.body) put(*term.body);
    out += ')';
  }
  void put(const Atom& atom) {
    out += 'a';
    put(atom.predicate);
    put(atom.denied);
    put(atom.args);
    put(atom.names);
  }
  void put(const Literal& literal) {
    out += fmt::format("l{}", static_cast<int>(literal.kind));
    put(literal.negated);
    put(literal.atom);
    put(literal.op);
    put(literal.sides);
  }
  void put(const Clause& clause) {
    out += 'c';
    put(clause.normally);
    put(clause.head);
    put(clause.body);
  }
  void put(const SortDeclaration& sort) {
    put(sort.name);
    put(sort.parents);
  }
  void put(const EntityDeclaration& entity) {
    put(entity.name);
    put(entity.sorts);
    put(entity.display);
  }
  void put(const ArgumentDeclaration& argument) {
    put(argument.name);
    put(argument.type);
    put(static_cast<std::int64_t>(argument.extremum));
  }
  void put(const PredicateDeclaration& predicate) {
    put(predicate.name);
    put(predicate.arguments);
    put(predicate.affirmative);
    put(predicate.negative);
  }
  void put(const FunctorDeclaration& functor) {
    put(functor.name);
    put(functor.arguments);
    put(functor.affirmative);
    put(functor.negative);
  }
  void put(const SourceDeclaration& source) {
    put(source.name);
    put(source.title);
  }
  void put(const LevelsDeclaration& levels) { put(levels.names); }
  void put(const TrustDeclaration& trust) {
    put(trust.speaker);
    put(trust.level);
  }
  void put(const Place& place) {
    put(place.source);
    put(place.section);
    put(std::int64_t{place.paragraph});
    put(std::int64_t{place.sentence});
  }
  void put(const ClaimDeclaration& claim) {
    put(claim.id);
    put(claim.gloss);
    put(claim.at);
    put(claim.by);
    put(claim.level);
    put(claim.repeats);
    put(static_cast<std::int64_t>(claim.basis));
    put(claim.clauses);
  }
  void put(const Overrides& overrides) {
    put(overrides.winner);
    put(overrides.loser);
  }
  void put(const Incompatible& incompatible) { put(incompatible.atoms); }
  void put(const Edit& edit) {
    put(static_cast<std::int64_t>(edit.kind));
    put(edit.atom);
    put(edit.claim);
    put(edit.name);
    put(edit.level);
  }
  void put(const ScenarioDeclaration& scenario) {
    put(scenario.id);
    put(scenario.gloss);
    put(scenario.at);
    put(scenario.extends);
    put(scenario.edits);
  }
  void put(const Constraint& constraint) {
    put(constraint.text);
    put(constraint.body);
  }
  void put(const Include& include) { put(include.path); }
  void put(const Import& import) {
    put(import.predicate);
    put(import.columns);
    put(import.path);
    put(import.table);
  }
  void put(const Export& exported) {
    put(exported.predicate);
    put(exported.path);
  }
  void put(const Assumable& assumable) {
    put(assumable.predicate);
    put(std::int64_t{assumable.arity});
  }
  void put(const Retract& retract) {
    put(retract.clause);
    put(retract.claim);
  }
  void put(const OrderKey& key) {
    put(key.variable);
    put(key.descending);
  }
  void put(std::uint64_t value) { out += fmt::format("{};", value); }
  void put(const Question& question) {
    put(static_cast<std::int64_t>(question.kind));
    put(question.body);
    put(question.variables);
    put(question.level);
    put(question.order);
    put(question.limit);
    put(question.entity);
    put(question.suppose);
    put(question.scenarios);
    put(question.format);
    put(question.path);
  }
};

}  // namespace

std::string dump(const Statement& statement) {
  Dumper dumper;
  dumper.out = fmt::format("{} ", statement.body.index());
  std::visit([&](const auto& body) { dumper.put(body); }, statement.body);
  return dumper.out;
}

std::string dump(const Term& term) {
  Dumper dumper;
  dumper.put(term);
  return dumper.out;
}

}  // namespace linchpin::syntax::test
