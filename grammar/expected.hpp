// What is said when a rule that must match doesn't: one row a rule, or a form of statement.
#pragma once

#include "grammar/questions.hpp"
#include "syntax/expectation.hpp"

namespace linchpin::grammar {

using syntax::Expectation;

template <typename Rule>
inline constexpr Expectation expected{};  // code 0: a rule without a row, which the build refuses

#define LINCHPIN_EXPECTED(rule, code, kind, text, hint) \
  template <>                                           \
  inline constexpr Expectation expected<rule> {         \
    code, Expectation::Kind::kind, text, hint           \
  }

// Tokens

LINCHPIN_EXPECTED(unclosed_string, 3, exact, "this string is not closed",
                  "close it with `\"`; a double quote inside it is written `\\\"`");
LINCHPIN_EXPECTED(unclosed_comment, 4, exact, "this comment is not closed", "close it with `*/`");
LINCHPIN_EXPECTED(unclosed_quoted, 5, exact, "this quoted name is not closed on its line",
                  "close it with `'`; an apostrophe inside it is written `\\'`");
LINCHPIN_EXPECTED(escaped, 6, exact, "this escape means nothing",
                  "a backslash stands before `\"`, `'`, `\\`, `n` (new line), `t` (tab) or `u{...}` with one to six "
                  "hexadecimal digits");
LINCHPIN_EXPECTED(number_end, 8, exact, "a number runs into letters",
                  "put a blank after the number; a name that begins with a digit is quoted, as in `'4th_fleet'`");
LINCHPIN_EXPECTED(not_a_date, 11, exact, "numbers joined by `-` look like a date, but this is none",
                  "a date is written `2024-06-19`; to subtract, put blanks around `-`");
LINCHPIN_EXPECTED(stuck_stop, 12, exact, "a full stop is followed by a blank or the end of the line",
                  "put a blank after the full stop, or take it out");

// Terms, literals, clauses

LINCHPIN_EXPECTED(sum, 32, unexpected, "where a term should stand",
                  "a term is a name, a number, a string, a date, a variable or `name(term, ...)`");
LINCHPIN_EXPECTED(argument, 32, unexpected, "where an argument should stand",
                  "an argument is a name, a number, a string, a date, a variable or `name(term, ...)`");
LINCHPIN_EXPECTED(next_of<argument>, 32, unexpected, "where an argument should stand",
                  "after the comma comes a further argument: a name, a number, a string, a date, a variable or "
                  "`name(term, ...)`");
LINCHPIN_EXPECTED(next_of<sum>, 32, unexpected, "where a term should stand",
                  "after the comma comes a further term, as in `#count { A, B : p(A, B) }`");
LINCHPIN_EXPECTED(unary, 32, unexpected, "where a term should stand",
                  "an operator stands between two terms, as in `X + 1`");
LINCHPIN_EXPECTED(product, 32, unexpected, "where a term should stand",
                  "an operator stands between two terms, as in `X + 1`");
LINCHPIN_EXPECTED(right_side, 32, unexpected, "where the right side of a comparison should stand",
                  "a comparison stands between two terms, as in `X < 10`");
LINCHPIN_EXPECTED(arguments_end, 42, unexpected, "in the arguments",
                  "arguments are separated by commas and closed with `)`, as in `p(a, b)`");
LINCHPIN_EXPECTED(group_end, 42, unexpected, "in parentheses", "close the parentheses with `)`, as in `(X + 1) * 2`");
LINCHPIN_EXPECTED(aggregate_name, 39, unexpected, "after `#`",
                  "the aggregates are `#count`, `#sum`, `#min`, `#max`, `#avg` and `#list`");
LINCHPIN_EXPECTED(aggregate_open, 40, unexpected, "in an aggregate", "write `#count { A : p(A) }`");
LINCHPIN_EXPECTED(aggregate_values, 40, unexpected, "in an aggregate", "write `#count { A : p(A) }`");
LINCHPIN_EXPECTED(aggregate_colon, 40, unexpected, "in an aggregate",
                  "a colon parts what is counted from its condition: `#count { A : p(A) }`");
LINCHPIN_EXPECTED(aggregate_close, 42, unexpected, "in an aggregate",
                  "close the aggregate with `}`, as in `#count { A : p(A) }`");
LINCHPIN_EXPECTED(double_negation, 35, exact, "`not` stands twice",
                  "write it once, or not at all: `not not p(X)` is `p(X)`");
LINCHPIN_EXPECTED(body, 31, unexpected, "where a condition should stand",
                  "a condition is `p(X)`, `not p(X)` or a comparison such as `X < 10`");
LINCHPIN_EXPECTED(rule_body, 31, unexpected, "where a condition should stand",
                  "after `:-` come the conditions, as in `p(X) :- q(X), not r(X).`");
LINCHPIN_EXPECTED(next_of<literal>, 31, unexpected, "where a condition should stand",
                  "after the comma comes a further condition: `p(X)`, `not p(X)` or a comparison such as `X < 10`");
LINCHPIN_EXPECTED(head, 31, unexpected, "after `normally`", "write `normally p(X) :- q(X).`");
LINCHPIN_EXPECTED(held_clause, 92, statement_begin, "in a claim's braces",
                  "a claim's braces hold facts and rules, as in `p(a).` or `p(X) :- q(X).`");
LINCHPIN_EXPECTED(plain_body, 21, statement_begin, "at the start of a statement",
                  "write a fact `p(a).`, a rule `p(X) :- q(X).` or a question `p(X)?`");
LINCHPIN_EXPECTED(statement_end, 21, statement_end, "where a statement ends or goes on",
                  "conditions are joined by commas; a statement ends with a full stop, a question with `?`");
LINCHPIN_EXPECTED(any_question, 31, unexpected, "where a question should stand",
                  "after the colon comes a question, as in `suppose p(a): q(X)?`");
LINCHPIN_EXPECTED(in_question, 31, unexpected, "where a question should stand",
                  "after the colon comes a question, as in `in escalation: q(X)?`");

// Statements and questions that begin with a keyword

LINCHPIN_EXPECTED(sort, 60, unexpected, "in the declaration of a sort", "write `sort actor.` or `sort state < actor.`");
LINCHPIN_EXPECTED(entity, 61, unexpected, "in the declaration of an entity",
                  "write `entity north_korea : state \"North Korea\".`");
LINCHPIN_EXPECTED(predicate, 62, unexpected, "in the declaration of a predicate",
                  "write `predicate trade_share(of: state, with: state, over: int).`, then, if wanted, how it reads in "
                  "double quotes");
LINCHPIN_EXPECTED(
    functor, 96, unexpected, "in the declaration of a functor",
    "write `functor give(who, whom, what) \"giving {what} to {whom}\".`: its arguments, then how such a term "
    "reads in a sentence");
LINCHPIN_EXPECTED(source, 63, unexpected, "in the declaration of a source", "write `source article \"Its title\".`");
LINCHPIN_EXPECTED(levels, 64, unexpected, "in the declaration of levels",
                  "write `levels certain > likely > possible.`, the highest first");
LINCHPIN_EXPECTED(trust, 65, unexpected, "in a statement of trust",
                  "write `trust reports likely.`: the speaker, then the level");
LINCHPIN_EXPECTED(claim, 66, unexpected, "in a claim",
                  "write `claim its_name \"what it says\" at article/section/1.1 { p(a). }`");
LINCHPIN_EXPECTED(
    claim_header, 66, unexpected, "in the header of a claim",
    "before the braces stand `at`, `by`, `level`, `repeats`, `implicit` or `added`; a `remark` has no braces");
LINCHPIN_EXPECTED(overrides, 67, unexpected, "in a statement of precedence",
                  "write `overrides a b.` when claim a beats claim b");
LINCHPIN_EXPECTED(incompatible, 68, unexpected, "in a statement of incompatibility",
                  "write `incompatible refrains_from(A, X), undertakes(A, X).`");
LINCHPIN_EXPECTED(scenario, 69, unexpected, "in a scenario",
                  "write `scenario its_name \"what it is\" { assume p(a). }`");
LINCHPIN_EXPECTED(scenario_header, 69, unexpected, "in the header of a scenario",
                  "before the braces stand the name, its description, `extends` or `at`, as in `scenario b extends a { "
                  "assume p(a). }`");
LINCHPIN_EXPECTED(constraint, 70, unexpected, "in a constraint", "write `constraint \"what must not be\" :- p(A, A).`");
LINCHPIN_EXPECTED(include, 71, unexpected, "in an `include`", "write `include \"actors.kb\".`");
LINCHPIN_EXPECTED(import, 72, unexpected, "in an `import`",
                  "write `import trade_share(of, with, over) from \"trade.csv\".`");
LINCHPIN_EXPECTED(export_, 73, unexpected, "in an `export`", "write `export constrained to \"constrained.csv\".`");
LINCHPIN_EXPECTED(assumable, 74, unexpected, "in an `assumable` statement",
                  "write `assumable p/2.`: the predicate and how many arguments it has");
LINCHPIN_EXPECTED(retract, 75, unexpected, "after `retract`",
                  "write `retract p(a).`, `retract p(X) :- q(X).` or `retract claim its_name.`");

LINCHPIN_EXPECTED(place, 94, unexpected, "in a place",
                  "a place is `at source/section/paragraph.sentence`, as in `at article/economic-ties/1.2`");
LINCHPIN_EXPECTED(by, 76, unexpected, "after `by`", "write who says it, as in `by reports` or `by lankov, officials`");
LINCHPIN_EXPECTED(level, 77, unexpected, "after `level`", "write a declared level, as in `level likely`");
LINCHPIN_EXPECTED(repeats, 78, unexpected, "after `repeats`",
                  "write the claims that are repeated, as in `repeats a, b`");
LINCHPIN_EXPECTED(extends, 79, unexpected, "after `extends`",
                  "write the scenario it goes on from, as in `scenario b extends a { ... }`");
LINCHPIN_EXPECTED(braces_end, 93, unexpected, "in braces", "close the braces with `}`");
LINCHPIN_EXPECTED(foreign, 92, exact, "braces hold no statement of this kind",
                  "close the braces with `}` first, or move the statement out of them");
LINCHPIN_EXPECTED(
    not_an_edit, 92, statement_begin, "in the braces of a scenario",
    "a scenario holds `assume p(a).`, `retract p(a).`, `deny p(a).`, `without claim c.`, `trust s likely.` "
    "and claims");

LINCHPIN_EXPECTED(assume, 80, unexpected, "after `assume`", "write `assume p(a)`");
LINCHPIN_EXPECTED(deny, 80, unexpected, "after `deny`", "write `deny p(a)` or `deny p(a, _)`");
LINCHPIN_EXPECTED(retract_fact, 80, unexpected, "after `retract`", "write `retract p(a)` or `retract p(a, _)`");
LINCHPIN_EXPECTED(without, 80, unexpected, "after `without`",
                  "write `without claim its_name`, `without by reports` or `without below likely`; a fact is taken out "
                  "by `retract p(a)`");

LINCHPIN_EXPECTED(find, 81, unexpected, "in a `find` question",
                  "write `find X, N where p(X, N) at least likely order by N desc limit 5?`");
LINCHPIN_EXPECTED(linchpins, 82, unexpected, "in a `linchpins` question", "write `linchpins of p(a)?`");
LINCHPIN_EXPECTED(suppose, 83, unexpected, "in a `suppose` question", "write `suppose p(a), without claim c: q(X)?`");
LINCHPIN_EXPECTED(in, 84, unexpected, "in a question about a scenario", "write `in escalation: q(X)?`");
LINCHPIN_EXPECTED(compare, 85, unexpected, "in a `compare` question",
                  "say what to compare, as in `compare baseline, its_name: q(X)?`, with the name of a "
                  "scenario");
LINCHPIN_EXPECTED(about, 86, unexpected, "in an `about` question", "write `about china?`");
LINCHPIN_EXPECTED(why, 88, unexpected, "in a `why` question", "write `why p(a)?`, `why all p(a)?` or `why not p(a)?`");
LINCHPIN_EXPECTED(requires_, 89, unexpected, "in a `requires` question", "write `requires p(a)?`");
LINCHPIN_EXPECTED(conflicts, 21, unexpected, "after `conflicts`", "write `conflicts?`");
LINCHPIN_EXPECTED(graph, 87, unexpected, "in a `graph` question", "write `graph p(A, B) as svg to \"picture.svg\"?`");
LINCHPIN_EXPECTED(struct output, 87, unexpected, "in the output of a question",
                  "write `graph p(A, B) as svg to \"picture.svg\"?`");

#undef LINCHPIN_EXPECTED

// A rule of a form says what its form says.
template <typename Rule>
struct Row {
  static constexpr const Expectation& value = expected<Rule>;
};
template <typename Form, typename... Rules>
struct Row<part_of<Form, Rules...>> : Row<Form> {};
template <typename Form>
struct Row<end_of<Form>> {
  static constexpr Expectation value{expected<Form>.code, Expectation::Kind::statement_end, expected<Form>.text,
                                     expected<Form>.hint};
};

}  // namespace linchpin::grammar
