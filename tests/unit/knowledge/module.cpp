#include "knowledge/module.hpp"

#include <boost/test/unit_test.hpp>
#include <random>

#include "syntax/parse.hpp"
#include "syntax/print.hpp"

using namespace linchpin;
using knowledge::Module;

namespace {

struct Fixture {
  SourceMap sources;
  Pool pool;
  Module module;

  std::vector<syntax::Statement> read(const std::string& text) {
    Diagnostics diagnostics;
    auto statements = syntax::parse(sources, sources.add("test.kb", text), diagnostics);
    for (const Diagnostic& d : diagnostics.all()) BOOST_ERROR(render(d, sources));
    return statements;
  }
  syntax::Clause clause(const std::string& text) { return std::get<syntax::Clause>(read(text).at(0).body); }
  void load(const std::string& text, Module& into) {
    for (syntax::Statement& s : read(text)) into.add(std::move(s), pool);
  }
  void load(const std::string& text) { load(text, module); }

  std::vector<std::string> rows(const std::string& name, std::uint32_t arity, bool denied = false) {
    std::vector<std::string> out;
    const knowledge::FactTable* table = module.find_table({name, arity, denied});
    if (table == nullptr) return out;
    for (std::size_t r = 0; r < table->rows(); ++r) {
      std::string row;
      for (Value v : table->row(r)) row += (row.empty() ? "" : " ") + pool.print(v);
      if (table->origins[r].claim != knowledge::kNoClaim) row += " of " + std::to_string(table->origins[r].claim);
      out.push_back(row);
    }
    return out;
  }
};

using Rows = std::vector<std::string>;

}  // namespace

BOOST_FIXTURE_TEST_SUITE(module, Fixture)

BOOST_AUTO_TEST_CASE(plain_facts_go_to_tables_and_the_rest_stays_syntax) {
  load(
      "p(a, 1). p(b, -2). -p(a, 1). q(f(a, \"s\"), 2024-06-19, -1.5). r. p(X, 1) :- p(X, 2). p(1 + 1, 2). p(a: 1, b: "
      "2).");
  BOOST_TEST(rows("p", 2) == (Rows{"a 1", "b -2"}));
  BOOST_TEST(rows("p", 2, true) == (Rows{"a 1"}));
  BOOST_TEST(rows("q", 3) == (Rows{"f(a, \"s\") 2024-06-19 -1.5"}));
  BOOST_TEST(rows("r", 0) == (Rows{""}));
  BOOST_TEST(module.clauses.size() == 3U);
}

BOOST_AUTO_TEST_CASE(calls_are_no_plain_values_and_denials_are) {
  load("p(lower(\"A\")). p(f(lower(\"A\"))). p(-f(a)). p(X).");
  BOOST_TEST(rows("p", 1) == (Rows{"-f(a)"}));
  BOOST_TEST(module.clauses.size() == 3U);
}

BOOST_AUTO_TEST_CASE(a_claim_owns_what_its_braces_hold) {
  load("p(a). claim c1 \"first\" { p(b). q(X) :- p(X). } claim c2 \"second\" { p(c). }");
  BOOST_TEST(rows("p", 1) == (Rows{"a", "b of 0", "c of 1"}));
  BOOST_TEST(module.claims.size() == 2U);
  BOOST_TEST(module.claims[0].what.clauses.empty());
  BOOST_TEST(module.clauses[0].origin.claim == 0U);
}

BOOST_AUTO_TEST_CASE(rolling_back_takes_everything_since_the_mark) {
  load("p(a). sort s. q(X) :- p(X).");
  const Module::Mark mark = module.mark();
  load("p(b). new(a). sort t. q(X) :- new(X). claim c \"c\" { p(c). } source article \"A\".");
  module.rollback(mark);
  BOOST_TEST(rows("p", 1) == (Rows{"a"}));
  BOOST_TEST(module.find_table({"new", 1, false}) == nullptr);
  BOOST_TEST(module.sorts.size() == 1U);
  BOOST_TEST(module.clauses.size() == 1U);
  BOOST_TEST(module.claims.empty());
  BOOST_TEST(module.sources.empty());
  load("new(b). p(d).");
  BOOST_TEST(rows("new", 1) == (Rows{"b"}));
  BOOST_TEST(rows("p", 1) == (Rows{"a", "d"}));
}

BOOST_AUTO_TEST_CASE(appending_renumbers_claims) {
  load("claim c1 \"one\" { p(a). }");
  Module other;
  load("p(z). claim c2 \"two\" { p(b). q(X) :- p(X). new(1). } sort s.", other);
  module.append(std::move(other));
  BOOST_TEST(rows("p", 1) == (Rows{"a of 0", "z", "b of 1"}));
  BOOST_TEST(rows("new", 1) == (Rows{"1 of 1"}));
  BOOST_TEST(module.clauses.at(0).origin.claim == 1U);
  BOOST_TEST(module.claims.at(1).what.id.text == "c2");
  BOOST_TEST(module.sorts.size() == 1U);
}

BOOST_AUTO_TEST_CASE(retracting_a_fact_removes_all_its_rows) {
  load("p(a, 1). p(b, 1). p(a, 1). claim c \"c\" { p(a, 1). } p(c, 1).");
  const Value row[] = {pool.name("a"), pool.integer(1)};
  BOOST_TEST(module.retract_fact({"p", 2, false}, row) == 3U);
  BOOST_TEST(rows("p", 2) == (Rows{"b 1", "c 1"}));
  BOOST_TEST(module.retract_fact({"p", 2, false}, row) == 0U);
  BOOST_TEST(module.retract_fact({"p", 2, true}, row) == 0U);
}

BOOST_AUTO_TEST_CASE(retracting_a_rule_ignores_the_names_of_variables) {
  load("p(X) :- q(X, Y), not r(Y). p(X) :- q(X, X). p(X) :- q(X, _).");
  BOOST_TEST(module.retract_clause(clause("p(A) :- q(A, B), not r(B).")) == 1U);
  BOOST_TEST(module.retract_clause(clause("p(A) :- q(B, A).")) == 0U);
  BOOST_TEST(module.retract_clause(clause("p(A) :- q(A, Once).")) == 1U);
  BOOST_TEST(module.retract_clause(clause("p(A) :- q(A, A).")) == 1U);
  BOOST_TEST(module.clauses.empty());
}

BOOST_AUTO_TEST_CASE(a_renaming_is_one_to_one) {
  BOOST_TEST(knowledge::alpha_equivalent(clause("p(X, Y) :- q(X, Y)."), clause("p(Y, X) :- q(Y, X).")));
  BOOST_TEST(!knowledge::alpha_equivalent(clause("p(X, Y) :- q(X, Y)."), clause("p(X, Y) :- q(Y, X).")));
  BOOST_TEST(!knowledge::alpha_equivalent(clause("p(X, Y) :- q(X), q(Y)."), clause("p(X, X) :- q(X), q(X).")));
  BOOST_TEST(!knowledge::alpha_equivalent(clause("p(X, X) :- q(X), q(X)."), clause("p(X, Y) :- q(X), q(Y).")));
  BOOST_TEST(!knowledge::alpha_equivalent(clause("p(X) :- q(X), X < 1."), clause("p(X) :- q(X), X <= 1.")));
  BOOST_TEST(!knowledge::alpha_equivalent(clause("p(X) :- q(X)."), clause("-p(X) :- q(X).")));
  BOOST_TEST(knowledge::alpha_equivalent(clause("p(N) :- N = #count { A : q(A) }."),
                                         clause("p(M) :- M = #count { B : q(B) }.")));
  BOOST_TEST(!knowledge::alpha_equivalent(clause("p(N) :- N = #count { A : q(A) }."),
                                          clause("p(N) :- N = #sum { A : q(A) }.")));
}

BOOST_AUTO_TEST_CASE(retracting_a_claim_takes_its_clauses_and_keeps_indexes) {
  load("claim c1 \"one\" { p(a). q(X) :- p(X). } claim c2 \"two\" { p(b). } p(c).");
  BOOST_TEST(module.retract_claim("c1"));
  BOOST_TEST(!module.retract_claim("c1"));
  BOOST_TEST(!module.retract_claim(""));
  BOOST_TEST(rows("p", 1) == (Rows{"b of 1", "c"}));
  BOOST_TEST(module.clauses.empty());
  BOOST_TEST(module.claims.size() == 2U);
  BOOST_TEST(module.claims[0].what.id.text == "");
}

BOOST_AUTO_TEST_CASE(rows_of_claims_are_known_through_every_change) {
  using Claimed = std::vector<std::uint32_t>;
  const auto claimed = [&] { return module.find_table({"p", 1, false})->claimed; };
  load("p(a). claim c1 \"one\" { p(b). } p(c).");
  BOOST_TEST(claimed() == (Claimed{1}));
  const Module::Mark mark = module.mark();
  Module other;
  load("claim c2 \"two\" { p(d). p(e). } p(f).", other);
  module.append(std::move(other));
  BOOST_TEST(claimed() == (Claimed{1, 3, 4}));
  const Value row[] = {pool.name("a")};
  Module less = module;
  less.retract_fact({"p", 1, false}, row);
  BOOST_TEST(less.find_table({"p", 1, false})->claimed == (Claimed{0, 2, 3}));
  less.retract_claim("c1");
  BOOST_TEST(less.find_table({"p", 1, false})->claimed == (Claimed{1, 2}));
  module.rollback(mark);
  BOOST_TEST(claimed() == (Claimed{1}));
}

BOOST_AUTO_TEST_CASE(an_original_takes_its_repeats_along) {
  load(
      "claim a \"a\" { p(a). q(X) :- p(X). } claim b \"b\" { p(b). } claim c \"c\" repeats a { p(a). }"
      "claim d \"d\" repeats a, b { p(a). p(b). q(Y) :- p(Y). } claim e \"e\" repeats c.");
  BOOST_TEST(module.retract_claim("a"));
  BOOST_TEST(rows("p", 1) == (Rows{"b of 1", "b of 3"}));
  BOOST_TEST(module.clauses.empty());
  std::vector<std::string> ids;
  for (const auto& claim : module.claims) ids.push_back(claim.what.id.text);
  BOOST_TEST(ids == (std::vector<std::string>{"", "b", "", "d", ""}));
}

BOOST_AUTO_TEST_CASE(a_repeat_goes_alone) {
  load("claim a \"a\" { p(a). } claim b \"b\" repeats a { p(a). } claim c \"c\" repeats b { p(a). }");
  BOOST_TEST(module.retract_claim("b"));
  BOOST_TEST(rows("p", 1) == (Rows{"a of 0", "a of 2"}));
  BOOST_TEST(module.claims.at(2).what.repeats.at(0).text == "a");
}

// What a module and its pool hold, with the places of facts.
std::string contents(const Module& module, const Pool& pool) {
  std::string out;
  for (const knowledge::FactTable& table : module.facts) {
    out += print(table.signature) + ":";
    for (std::size_t r = 0; r < table.rows(); ++r) {
      for (const Value v : table.row(r)) out += " " + pool.print(v);
      const Span span = table.origins[r].span;
      out += " at " + std::to_string(span.begin) + "-" + std::to_string(span.end) + ";";
    }
    out += "\n";
  }
  for (const auto& clause : module.clauses) out += syntax::print(clause.what) + "\n";
  for (std::uint32_t i = 0; i < pool.count(Kind::name); ++i) out += pool.print(Value::pooled(Kind::name, i)) + " ";
  return out;
}

// Random texts of pieces of facts, most of which make none.
BOOST_AUTO_TEST_CASE(plain_facts_are_what_they_are_as_statements) {
  static const std::vector<std::string> names = {"p",   "q_1", "'Big Name'", "''",   "'a\\'b'",
                                                 "not", "mod", "notp",       "sort", "X"};
  static const std::vector<std::string> values = {
      "a",
      "aB_9",
      "'Big'",
      "1",
      "-1",
      "- 1",
      "--1",
      "0",
      "-0",
      "007",
      "1_000",
      "1_000_",
      "12ab",
      "9223372036854775807",
      "9223372036854775808",
      "-9223372036854775808",
      "-9223372036854775809",
      "1073741824",
      "0.5",
      "-0.5",
      "-0.0",
      "1.5e3",
      "1.5e",
      "1.5e999",
      "1.5e-999",
      "1.2.3",
      "1.",
      "2024-06-19",
      "-2024-06-19",
      "2024-02-30",
      "2024-6-1",
      "2024-06-199",
      "\"s\"",
      "\"\"",
      "\"two\nlines\"",
      "\"e\\n\"",
      "\"caf\xc3\xa9\"",
      "\"\xff\"",
      "f(a)",
      "-f(a)",
      "f()",
      "a b",
      "a: b",
      "X",
      "_",
      "1 + 2",
      "5-3",
      "5 mod 3",
      "a mod b",
      "mod",
      "not a",
      "a -> b",
      "# a",
      "(a)",
      "a % c",
      "a /* c */",
      "",
      " ",
  };
  static const std::vector<std::string> ends = {".", " .",        "\n.", ".%c", "./*c*/",  "?",
                                                "",  " :- q(a).", ".x",  "..",  ", p(a).", "}"};
  std::mt19937 random(5);
  const auto pick = [&](const std::vector<std::string>& from, std::size_t usual) {
    return from[random() % (random() % 4 != 0 ? usual : from.size())];
  };
  std::size_t plain = 0;
  std::size_t wrong = 0;
  for (int i = 0; i < 4000; ++i) {
    std::string text;
    for (std::size_t n = random() % 4; n != 0; --n) {
      text += pick({"", "", "-", "- ", "--", "normally "}, 2) + pick(names, 4) + pick({"(", " (", "( ", ""}, 1);
      for (std::size_t args = random() % 4;; --args) {
        text += pick(values, values.size());
        if (args == 0) break;
        text += pick({",", ", ", " ,\n\t", ",,", "\v,"}, 3);
      }
      text += pick({")", " )", "\r\n)", "))", ""}, 3) + pick(ends, 3) + pick({"\n", " ", "", "% c\n"}, 2);
    }
    SourceMap texts;
    const FileId file = texts.add("t.kb", text);
    Diagnostics expected;
    Module statements;
    Pool statements_pool;
    const syntax::Sink add = [&](syntax::Statement&& s) {
      if (!std::holds_alternative<syntax::Question>(s.body)) statements.add(std::move(s), statements_pool);
      return true;
    };
    syntax::parse(texts, file, expected, add);
    Diagnostics found;
    Module facts;
    Pool facts_pool;
    const syntax::Sinks sinks{[&](syntax::Statement&& s) {
                                if (!std::holds_alternative<syntax::Question>(s.body))
                                  facts.add(std::move(s), facts_pool);
                                return true;
                              },
                              [&](const syntax::PlainFact& fact) {
                                ++plain;
                                facts.add(fact, facts_pool);
                                return true;
                              }};
    syntax::parse(texts, file, found, sinks);
    BOOST_REQUIRE_EQUAL(contents(facts, facts_pool), contents(statements, statements_pool));
    BOOST_REQUIRE_EQUAL(found.all().size(), expected.all().size());
    for (std::size_t e = 0; e < found.all().size(); ++e) {
      BOOST_REQUIRE_EQUAL(render(found.all()[e], texts), render(expected.all()[e], texts));
    }
    wrong += expected.ok() ? 0 : 1;
  }
  BOOST_TEST(plain > 300U);
  BOOST_TEST(wrong > 300U);
}

BOOST_AUTO_TEST_CASE(what_a_module_of_another_pool_states_is_translated) {
  pool.name("first");
  Pool other;
  Module part;
  for (syntax::Statement& s : read("p(a, \"b\", 5, f(c)). -p(2024-06-19, 12345678901, 0.5, d)."))
    part.add(std::move(s), other);
  BOOST_TEST(!part.empty());
  part.translate(pool.absorb(other));
  BOOST_TEST(module.empty());
  module.append(std::move(part));
  BOOST_TEST(rows("p", 4) == Rows{"a \"b\" 5 f(c)"}, boost::test_tools::per_element());
  BOOST_TEST(rows("p", 4, true) == Rows{"2024-06-19 12345678901 0.5 d"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
