// From the flat tree of one statement to its abstract syntax.
//
// What the grammar can't say shortly is checked here, where the message can name what was written: whether a term can
// be a condition, whether a number fits, which sign ends what.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "syntax/ast.hpp"
#include "syntax/fact.hpp"
#include "syntax/recovery.hpp"
#include "syntax/tree.hpp"

namespace linchpin::syntax {

class Builder {
 public:
  // All outlive this; `tree` is refilled for every statement.
  Builder(std::string_view text, FileId file, const Tree& tree, Recovery& recovery)
      : text_(text), file_(file), tree_(tree), recovery_(recovery) {}

  // The statement that stands in these bytes. Empty, or not to be used, when something was reported.
  std::optional<Statement> build(std::uint32_t begin, std::uint32_t end);
  // The fact that the tree holds as Part::fact. False, with nothing reported, when a number or date has no value.
  bool fact(PlainFact& result) const;
  // Reports what is wrong within braces whose header had an error: the tree holds the braces alone.
  void check_claim_braces();
  void check_scenario_braces();

 private:
  using Index = std::uint32_t;

  // The tree
  const Node& node(Index i) const { return tree_[i]; }
  Index first(Index i) const { return i + 1; }
  Index end(Index i) const { return tree_[i].next; }
  Index next(Index i) const { return tree_[i].next; }
  bool is(Index i, Index last, Part part) const { return i < last && tree_[i].part == part; }
  std::string_view text(Index i) const { return text_.substr(tree_[i].begin, tree_[i].end - tree_[i].begin); }
  Span span(Index i) const { return {file_, tree_[i].begin, tree_[i].end}; }
  Span span(Index from, Index to) const { return {file_, tree_[from].begin, tree_[to].end}; }
  void error(std::uint16_t code, Span at, std::string message, std::string hint) {
    recovery_.report(code, at, std::move(message), std::move(hint));
  }

  // build_terms.cpp
  std::string unquote(Index i);
  std::string name_text(Index i);
  Identifier identifier(Index i);
  std::vector<Identifier> identifiers(Index& i, Index last);
  std::optional<std::uint64_t> number(Index i);
  bool is_too_deep(Index i, std::uint32_t depth);
  Term term(Index i, std::uint32_t depth = 0);
  Term fold(Index i, std::uint32_t depth);
  [[gnu::noinline]] void tell_of_date(Index i);
  [[gnu::noinline]] void tell_of_named_argument(Index i);
  Term negative(Index i, std::uint32_t depth);
  Term integer(Index i);
  Term decimal(Index i);
  std::optional<std::int64_t> days_of(Index i) const;
  Term date(Index i);
  Term application(Index i, std::uint32_t depth);
  Term aggregate(Index i, std::uint32_t depth);
  Index unwrapped(Index i) const;

  // build_clauses.cpp
  std::optional<Atom> atom(Index i, std::string_view role);
  std::optional<Literal> literal(Index i, std::uint32_t depth = 0);
  std::vector<Literal> body(Index i, std::uint32_t depth = 0);
  bool told_of_arrow(Index literal);
  std::optional<Atom> head(Index i, bool is_rule);
  std::optional<Clause> clause(Index& i, Index last);
  bool ends_with(Part sign, Index i, Index last, std::string_view what);
  std::optional<StatementBody> plain(Index i);

  // build_statements.cpp
  std::optional<StatementBody> declaration(Index i);
  PredicateDeclaration predicate(Index i);
  Import import(Index i);
  std::optional<Retract> retract(Index i);
  std::optional<std::string> optional_string(Index& i, Index last);
  Place place(Index i);
  ClaimDeclaration claim(Index i);
  void claim_header(Index i, ClaimDeclaration& claim);
  void claim_braces(Index i, ClaimDeclaration& claim);
  ScenarioDeclaration scenario(Index i);
  void scenario_braces(Index i, ScenarioDeclaration& scenario);
  std::optional<Edit> edit(Index i);

  // build_questions.cpp
  std::optional<Question> question(Index i);
  void find(Index i, Question& question);
  void body_and_output(Index i, Question& question);

  std::string_view text_;
  FileId file_;
  const Tree& tree_;
  Recovery& recovery_;
  bool too_deep_ = false;  // reported for this statement
};

// Days from 1970-01-01 to a date of the proleptic Gregorian calendar; empty if there is no such day.
std::optional<std::int64_t> days_from_date(std::int64_t year, unsigned month, unsigned day);

}  // namespace linchpin::syntax
