// Facts given value by value, and rows read where they are.
#include <limits>
#include <random>

#include "session/order.hpp"
#include "tests/unit/session/fixture.hpp"

using namespace linchpin;
using namespace linchpin::test_support;
using Lines = std::vector<std::string>;

BOOST_FIXTURE_TEST_SUITE(bulk, SessionFixture)

namespace {

std::vector<std::string> codes(const Session& session) {
  std::vector<std::string> out;
  for (const Message& m : session.messages()) out.push_back(std::to_string(m.line) + ":" + std::to_string(m.code));
  return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(each_kind_of_value) {
  Facts facts;
  facts.add("p", 1, -2.5, "text", std::string("it's \"so\"\n"), Name{"china"}, Date{"2024-06-19"}, true);
  facts.add("p", std::uint8_t{7}, 0.0F, std::string_view("x"), "", Name{"North Korea"}, Date{"2000-02-29"}, false);
  facts.add("-p", 1, 1.0, "", "", Name{"it's"}, Date{"0001-01-01"}, TermText{"f(a, -1, list(\"b\"))"});
  facts.add("raining");
  facts.add("'odd name'", std::numeric_limits<std::int64_t>::min());
  BOOST_TEST(facts.size() == 5U);
  BOOST_TEST((session.add(facts) == Status::ok), session.rendered_messages());
  BOOST_TEST(
      (session.ask("p(1, -2.5, \"text\", \"it's \\\"so\\\"\\n\", china, 2024-06-19, true)?").truth == Truth::yes));
  BOOST_TEST((session.ask("p(7, 0.0, \"x\", \"\", 'North Korea', 2000-02-29, false)?").truth == Truth::yes));
  BOOST_TEST((session.ask("-p(1, 1.0, \"\", \"\", 'it\\'s', 0001-01-01, f(a, -1, list(\"b\")))?").truth == Truth::yes));
  BOOST_TEST((session.ask("raining?").truth == Truth::yes));
  // What was printed can be given again.
  Session other;
  Facts again;
  const Answer rows = session.ask("p(A, B, C, D, E, F, G)?");
  for (const auto& row : rows.rows) again.add_row("p", row);
  BOOST_TEST((other.add(again) == Status::ok));
  BOOST_TEST((other.ask("p(A, B, C, D, E, F, G)?").rows == rows.rows));
}

BOOST_AUTO_TEST_CASE(their_text_is_what_would_have_been_loaded) {
  Facts facts;
  std::mt19937 random(5);
  for (int i = 0; i < 500; ++i) {
    const int n = static_cast<int>(random() % 40);
    if (n % 3 == 0) facts.add("p", n, Name{n % 2 == 0 ? "a" : "not"});
    if (n % 3 == 1) facts.add("-q", n == 4 ? -0.0 : static_cast<double>(n) / 4, "a\"\\" + std::to_string(n));
    if (n % 3 == 2) facts.add("r");
  }
  Session from_text;
  BOOST_TEST((from_text.load_text("t", facts.text()) == Status::ok), from_text.rendered_messages());
  BOOST_TEST((session.add(facts) == Status::ok));
  for (const char* question : {"p(X, Y)?", "-q(X, Y)?"}) {
    BOOST_TEST((session.ask(question).rows == from_text.ask(question).rows));
  }
  for (const char* name : {"p", "-q", "r"}) {
    const auto here = session.listing(name), there = from_text.listing(name);
    BOOST_TEST(here.size() == there.size());
    for (std::size_t i = 0; i < here.size() && i < there.size(); ++i) BOOST_TEST(here[i].text == there[i].text);
  }
}

BOOST_AUTO_TEST_CASE(a_proof_ends_at_them) {
  good("q(X) :- p(X, _).");
  Facts facts;
  facts.add("p", Name{"a"}, "b c");
  facts.add("p", Name{"d"}, "e");
  BOOST_TEST((session.add(facts) == Status::ok));
  const Answer why = session.ask("why q(d)?");
  BOOST_REQUIRE(why.proofs && why.proofs->size() == 1);
  BOOST_TEST(why.proofs->front().nodes.front().ground.clause == "p(d, \"e\")");
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_is_told_by_line_and_nothing_is_stated) {
  good("p(a).");
  Facts facts;
  facts.add("p", Name{"good"});
  facts.add("p", Date{"2023-02-29"});
  facts.add("p", std::numeric_limits<double>::infinity());
  facts.add("p", TermText{"f(X)"});
  facts.add("p", Name{"c"}, TermText{"1. q(2"});
  facts.add("p", ~std::uint64_t{0});
  BOOST_TEST((session.add(facts) == Status::error));
  BOOST_TEST(codes(session) == (Lines{"2:459", "3:459", "4:459", "5:459", "6:459"}), boost::test_tools::per_element());
  BOOST_TEST(session.messages()[3].column == 6U);
  BOOST_TEST(session.ask("p(X)?").rows.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_declared_type_holds_for_them) {
  good("predicate p(x: int, who: symbol).");
  Facts facts;
  facts.add("p", 1, Name{"a"});
  facts.add("p", 2, "a");
  BOOST_TEST((session.add(facts) == Status::error));
  BOOST_TEST(codes(session) == Lines{"2:122"}, boost::test_tools::per_element());
  BOOST_TEST(session.messages()[0].column == 6U);
  BOOST_TEST(session.ask("p(X, Y)?").rows.empty());
  BOOST_TEST((session.add(Facts()) == Status::ok));
}

BOOST_AUTO_TEST_CASE(sessions_share_them_and_they_grow) {
  Facts facts;
  facts.add("p", Name{"a"});
  Session other;
  BOOST_TEST((session.add(facts) == Status::ok));
  facts.add("p", Name{"b"});
  BOOST_TEST((other.add(facts) == Status::ok));
  BOOST_TEST(session.ask("p(X)?").rows.size() == 1U);
  BOOST_TEST(other.ask("p(X)?").rows.size() == 2U);
  BOOST_TEST(session.listing("p").front().text == "p(a).");
  facts.clear();
  BOOST_TEST(facts.size() == 0U);
  BOOST_TEST(other.listing("p").back().text == "p(b).");
}

BOOST_AUTO_TEST_CASE(what_is_taken_back_is_gone_with_what_follows) {
  good("q(X) :- p(X, _). p(c, 1). p(c, 1).");
  Facts facts;
  for (int i = 0; i < 100; ++i) facts.add("p", Name{"a" + std::to_string(i)}, i);
  BOOST_TEST((session.add(facts) == Status::ok));
  BOOST_TEST(session.ask("q(X)?").rows.size() == 101U);
  Facts some;
  some.add("p", Name{"a7"}, 7);
  some.add("p", Name{"c"}, 1);
  BOOST_TEST((session.retract(some) == Status::ok), session.rendered_messages());
  BOOST_TEST(session.ask("q(X)?").rows.size() == 99U);
  BOOST_TEST((session.retract(some) == Status::error));
  BOOST_TEST(codes(session) == (Lines{"1:453", "2:453"}), boost::test_tools::per_element());
  some.clear();
  some.add("p", Name{"a8"}, 8);
  some.add("p", Name{"nobody"}, 8);
  BOOST_TEST((session.retract(some) == Status::error));
  BOOST_TEST((session.ask("p(a8, 8)?").truth == Truth::yes));
}

BOOST_AUTO_TEST_CASE(rows_are_those_of_the_answer) {
  good(
      "levels certain > likely. p(a, 1, \"x y\", 2024-06-19, 0.5, f(b)). claim c \"c\" level likely { p('b c', -1, "
      "\"\", 2000-01-01, 2.0, 3). }");
  Rows rows;
  const Answer answer = session.ask("p(A, B, C, D, E, F)?", rows);
  const Answer whole = session.ask("p(A, B, C, D, E, F)?");
  BOOST_TEST(answer.rows.empty());
  BOOST_TEST((answer.columns == whole.columns));
  BOOST_REQUIRE(rows.size() == whole.rows.size());
  BOOST_TEST(rows.columns() == 6U);
  session = Session();  // they live on
  for (const auto& expected : whole.rows) {
    BOOST_REQUIRE(rows.next());
    for (std::size_t c = 0; c < expected.size(); ++c) BOOST_TEST((rows.datum(c) == expected[c]));
    BOOST_TEST(rows.level() == whole.levels[&expected - whole.rows.data()]);
  }
  BOOST_TEST(!rows.next());
  BOOST_TEST(!rows.next());
  rows.rewind();
  BOOST_REQUIRE(rows.next());
  BOOST_TEST(rows.text(0) == "a");
  BOOST_TEST(rows.integer(1) == 1);
  BOOST_TEST(rows.text(2) == "x y");
  BOOST_TEST(rows.number(4) == 0.5);
  BOOST_REQUIRE(rows.next());
  BOOST_TEST(rows.text(0) == "b c");
  BOOST_TEST(rows.number(1) == -1.0);
}

BOOST_AUTO_TEST_CASE(limits_errors_and_truth_of_rows) {
  good("p(1). p(2). p(3).");
  Rows rows;
  session.ask("find X where p(X) order by X desc limit 2?", rows);
  BOOST_TEST(rows.size() == 2U);
  BOOST_TEST((rows.next() && rows.integer(0) == 3));
  BOOST_TEST((session.ask("p(2)?", rows).truth == Truth::yes));
  BOOST_TEST(rows.size() == 0U);
  BOOST_TEST((session.ask("p(X", rows).status == Status::error));
  BOOST_TEST(!rows.next());
}

BOOST_AUTO_TEST_CASE(a_session_without_anything_can_be_asked) {
  BOOST_TEST((session.ask("1 = 1?").truth == Truth::yes));
  BOOST_TEST((session.ask("p(X)?").status == Status::error));
  BOOST_TEST(session.ask("conflicts?").conflicts->empty());
}

BOOST_AUTO_TEST_CASE(a_text_is_taken_in_whole_or_not_at_all) {
  good("p(a). q(X) :- p(X).");
  BOOST_TEST(session.accepted());
  good("% nothing");
  BOOST_TEST(session.accepted());
  BOOST_TEST(!state("p(b). retract p(nobody). p(c)."));
  BOOST_TEST(!session.accepted());
  BOOST_TEST(ask("q(X)?") == "a");
  BOOST_TEST(!state("p(b). retract p(a). retract p(b). p(c). retract p(c). r(X :- p(X)."));
  BOOST_TEST(ask("q(X)?") == "a");
  good("p(b). retract p(a). p(c).");
  BOOST_TEST(ask("q(X)?") == "b, c");
  BOOST_TEST(!state("constraint \"no d\" :- p(d). p(d)."));
  BOOST_TEST(session.accepted());
  BOOST_TEST(ask("q(X)?") == "b, c, d");
  BOOST_TEST(!state("p(e). nothing(X)?"));
  BOOST_TEST(session.accepted());
}

// Columns of one kind or of several, few values or many, are sorted in ways of their own.
BOOST_AUTO_TEST_CASE(any_rows_are_sorted_as_their_values_are_compared) {
  std::mt19937 generator(17);
  const auto random = [&] { return static_cast<std::uint32_t>(generator()); };
  Pool pool;
  const auto value = [&](unsigned kind, std::uint32_t spread) {
    const std::uint32_t n = random() % spread;
    switch (kind) {
      case 0:
        return pool.integer(std::int64_t{n} - 7);
      case 1:
        return pool.name("n" + std::to_string(n * 7919 % spread));
      case 2:
        return pool.string("s" + std::to_string(n));
      case 3:
        return pool.date(std::int64_t{n} - 1000);
      case 4:
        return pool.decimal(n / 3.0);
      default:
        return pool.integer((std::int64_t{1} << 40) + n);
    }
  };
  for (int turn = 0; turn < 60; ++turn) {
    engine::Answers answers;
    answers.columns = 1 + random() % 4;
    answers.count = turn % 3 == 0 ? random() % 20 : 300 + random() % 700;
    std::vector<unsigned> kinds(answers.columns);
    std::vector<std::uint32_t> spreads(answers.columns);
    for (std::uint32_t c = 0; c < answers.columns; ++c) {
      kinds[c] = random() % 8;
      spreads[c] = random() % 2 == 0 ? 5 : 100'000;
    }
    for (std::uint64_t r = 0; r < answers.count; ++r) {
      for (std::uint32_t c = 0; c < answers.columns; ++c)
        answers.values.push_back(value(kinds[c] > 5 ? random() % 6 : kinds[c], spreads[c]));
    }
    std::vector<analysis::Query::Key> order;
    if (turn % 2 == 0) order.push_back({static_cast<std::uint32_t>(random() % answers.columns), random() % 2 == 0});
    const auto row = [&](std::uint64_t r) {
      return answers.values.begin() + static_cast<std::ptrdiff_t>(r * answers.columns);
    };
    const auto less = [&](std::uint64_t a, std::uint64_t b) {
      for (const auto& key : order) {
        const auto o = pool.compare(row(a)[key.column], row(b)[key.column]);
        if (o != 0) return key.descending ? o > 0 : o < 0;
      }
      for (std::uint32_t c = 0; c < answers.columns; ++c) {
        const auto o = pool.compare(row(a)[c], row(b)[c]);
        if (o != 0) return o < 0;
      }
      return false;
    };
    const std::vector<std::uint64_t> sorted = session::sorted(answers, order, pool);
    BOOST_REQUIRE(sorted.size() == answers.count);
    std::vector<bool> seen(answers.count);
    for (std::uint64_t i = 0; i < answers.count; ++i) {
      BOOST_REQUIRE((sorted[i] < answers.count && !seen[sorted[i]]));
      seen[sorted[i]] = true;
      if (i != 0) BOOST_REQUIRE(!less(sorted[i], sorted[i - 1]));
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
