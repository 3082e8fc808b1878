// What is printed parses to the same tree: over random trees, which hold more odd names and nestings than people write.
#include <boost/test/unit_test.hpp>
#include <random>

#include "support.hpp"

using namespace linchpin;
using namespace linchpin::syntax;

namespace {

class Generator {
 public:
  explicit Generator(unsigned seed) : random_(seed) {}

  Statement statement() {
    Statement result;
    switch (below(13)) {
      case 0:
      case 1:
      case 2:
        result.body = clause();
        break;
      case 3:
        result.body = claim();
        break;
      case 4:
        result.body = scenario();
        break;
      case 5:
        result.body = predicate();
        break;
      case 6:
        result.body = Constraint{string(), body(1)};
        break;
      case 7:
        result.body = EntityDeclaration{identifier(), identifiers(1), maybe_string()};
        break;
      case 8:
        result.body = functor();
        break;
      case 9: {
        Incompatible incompatible;
        for (std::size_t i = 0; i < 2 + below(2); ++i) incompatible.atoms.push_back(atom());
        result.body = std::move(incompatible);
        break;
      }
      default:
        result.body = question();
        break;
    }
    return result;
  }

  Term term(std::size_t depth = 3) {
    Term result;
    switch (below(depth == 0 ? 6 : 10)) {
      case 0:
        result.text = name();
        break;
      case 1:
        result.kind = Term::Kind::variable;
        result.text = variable();
        break;
      case 2:
        result.kind = Term::Kind::integer;
        result.integer = below(4) == 0 ? INT64_MIN : static_cast<std::int64_t>(random_() >> below(64)) & INT64_MAX;
        break;
      case 3:
        result.kind = Term::Kind::decimal;
        result.decimal = std::ldexp(static_cast<double>(random_()), static_cast<int>(below(200)) - 150);
        break;
      case 4:
        result.kind = Term::Kind::string;
        result.text = string();
        break;
      case 5:
        result.kind = Term::Kind::date;
        result.integer = static_cast<std::int64_t>(below(2'000'000)) - 700'000;
        break;
      case 6:
      case 7:
        result.kind = Term::Kind::compound;
        result.text = name();
        for (std::size_t i = 0; i < 1 + below(3); ++i) result.args.push_back(term(depth - 1));
        if (below(8) == 0) {
          result.text = "list";  // the empty one
          result.args.clear();
        }
        break;
      case 8: {
        result.kind = Term::Kind::operation;
        const char* operators[] = {"+", "-", "*", "/", "mod"};
        result.text = operators[below(5)];
        result.args.push_back(term(depth - 1));
        const bool is_sign = result.text == "-" && below(2) == 0;
        if (!is_sign) result.args.push_back(term(depth - 1));
        break;
      }
      default: {
        result.kind = Term::Kind::aggregate;
        const char* aggregates[] = {"count", "sum", "min", "max", "avg", "list"};
        result.text = aggregates[below(6)];
        for (std::size_t i = 0; i < 1 + below(2); ++i) result.args.push_back(term(depth - 1));
        result.body = std::make_shared<std::vector<Literal>>(body(depth - 1));
      }
    }
    return result;
  }

 private:
  std::uint64_t below(std::uint64_t limit) { return random_() % limit; }

  std::string name() {
    static const char* const names[] = {
        "a",   "north_korea",       "claim",   "not",  "mod",       "normally", "why",      "in",      "conflicts",
        "at",  "constraint",        "Capital", "it's", "two words", "",         "all",      "retract", "-",
        "min", "\xC3\xA9t\xC3\xA9", "a\nb",    "x1",   "sort",      "find",     "overrides"};
    return names[below(std::size(names))];
  }
  std::string variable() {
    static const char* const names[] = {"X", "_", "_x", "Long_name1"};
    return names[below(std::size(names))];
  }
  std::string string() {
    static const char* const texts[] = {"text",        "\"quoted\"",   "back\\slash", "% no comment /* */",
                                        "tab\tline\n", "\xE2\x82\xAC", "\x01",        "a. b?"};
    return texts[below(std::size(texts))];
  }
  std::string maybe_string() { return below(2) == 0 ? "" : string(); }
  Identifier identifier() { return {name(), {}}; }
  std::vector<Identifier> identifiers(std::size_t least) {
    std::vector<Identifier> result;
    for (std::size_t i = 0; i < least + below(3); ++i) result.push_back(identifier());
    return result;
  }

  Atom atom(std::size_t depth = 2) {
    Atom result;
    result.predicate = name();
    result.denied = below(4) == 0;
    const std::size_t count = below(4);
    const bool named = below(4) == 0;
    for (std::size_t i = 0; i < count; ++i) {
      result.args.push_back(term(depth));
      if (named) result.names.push_back(identifier());
    }
    return result;
  }

  Literal literal(std::size_t depth) {
    Literal result;
    result.negated = below(4) == 0;
    if (below(3) != 0) {
      result.atom = atom(depth);
      return result;
    }
    result.kind = Literal::Kind::comparison;
    const char* operators[] = {"=", "!=", "<", "<=", ">", ">="};
    result.op = operators[below(6)];
    result.sides.push_back(term(depth));
    result.sides.push_back(term(depth));
    return result;
  }

  std::vector<Literal> body(std::size_t depth) {
    std::vector<Literal> result;
    for (std::size_t i = 0; i < 1 + below(4); ++i) result.push_back(literal(depth));
    return result;
  }

  Clause clause() {
    Clause result;
    result.normally = below(4) == 0;
    result.head = atom();
    if (below(2) == 0) result.body = body(2);
    return result;
  }

  Place place() { return {{}, name(), "some-section-2", static_cast<std::uint32_t>(1 + below(20)), 10}; }

  ClaimDeclaration claim() {
    ClaimDeclaration result;
    result.id = identifier();
    result.gloss = string();
    for (std::size_t i = 0; i < below(3); ++i) result.at.push_back(place());
    if (below(8) == 0) {
      result.basis = Basis::remark;
      return result;
    }
    for (std::size_t i = 0; i < below(3); ++i) result.by.push_back(identifiers(1));
    if (below(2) == 0) result.level = identifier();
    if (below(4) == 0) result.repeats = identifiers(1);
    result.basis = static_cast<Basis>(below(3));
    for (std::size_t i = 0; i < below(3); ++i) result.clauses.push_back(clause());
    return result;
  }

  Edit edit(bool claims) {
    Edit result;
    result.kind = static_cast<Edit::Kind>(below(8));
    if (!claims && result.kind == Edit::Kind::claim) result.kind = Edit::Kind::deny;
    switch (result.kind) {
      case Edit::Kind::assume:
      case Edit::Kind::retract:
      case Edit::Kind::deny:
        result.atom = atom();
        break;
      case Edit::Kind::claim:
        result.claim = claim();
        break;
      case Edit::Kind::trust:
        result.level = identifier();
        [[fallthrough]];
      default:
        result.name = identifier();
    }
    return result;
  }

  ScenarioDeclaration scenario() {
    ScenarioDeclaration result{identifier(), maybe_string(), {}, {}, {}};
    if (below(2) == 0) result.at.push_back(place());
    if (below(2) == 0) result.extends = identifiers(1);
    for (std::size_t i = 0; i < below(4); ++i) result.edits.push_back(edit(true));
    return result;
  }

  PredicateDeclaration predicate() {
    PredicateDeclaration result{identifier(), {}, maybe_string(), {}};
    if (!result.affirmative.empty()) result.negative = maybe_string();
    for (std::size_t i = 0; i < below(4); ++i) {
      ArgumentDeclaration argument{identifier(), {}, static_cast<Extremum>(below(3))};
      if (below(2) == 0) argument.type = identifier();
      result.arguments.push_back(std::move(argument));
    }
    return result;
  }

  FunctorDeclaration functor() {
    FunctorDeclaration result{identifier(), identifiers(1 + below(3)), "{a} of {b}", maybe_string()};
    return result;
  }

  Question question() {
    Question result;
    result.kind = static_cast<Question::Kind>(below(11));
    if (result.kind == Question::Kind::compare) {
      result.scenarios = {identifier(), identifier()};
    } else if (below(4) == 0) {
      result.scenarios = {identifier()};
    }
    for (std::size_t i = 0; i < (below(3) == 0 ? 1 + below(3) : 0); ++i) result.suppose.push_back(edit(false));
    switch (result.kind) {
      case Question::Kind::conflicts:
        return result;
      case Question::Kind::about:
        result.entity = Term{};
        result.entity->text = name();
        return result;
      case Question::Kind::find:
        result.variables = {{variable(), {}}};
        if (below(2) == 0) result.level = identifier();
        if (below(2) == 0) result.order = {{{variable(), {}}, below(2) == 0}, {{variable(), {}}, false}};
        if (below(2) == 0) result.limit = below(100);
        break;
      case Question::Kind::why:
      case Question::Kind::graph:
        if (below(2) == 0) result.format = name();
        if (below(2) == 0) result.path = string();
        break;
      default:
        break;
    }
    result.body = body(2);
    // `why not p?` is a question of its own, and `why (X + 1) > 2?` a comparison with a term named `why`.
    result.body[0] = Literal{};
    result.body[0].atom = atom();
    return result;
  }

  std::mt19937_64 random_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(printer)

BOOST_AUTO_TEST_CASE(random_terms_are_read_back) {
  for (unsigned seed = 0; seed < 20'000; ++seed) {
    const Term term = Generator(seed).term();
    const std::string text = "p(" + print(term) + ").";
    const test::Parsed parsed(text);
    BOOST_TEST_REQUIRE(parsed.summary() == "", "seed " << seed << ": " << text << "\n" << parsed.summary());
    const Term& read = std::get<Clause>(parsed.statements.at(0).body).head.args.at(0);
    BOOST_TEST_REQUIRE(test::dump(read) == test::dump(term), "seed " << seed << ": " << text);
  }
}

BOOST_AUTO_TEST_CASE(random_statements_are_read_back) {
  for (unsigned seed = 0; seed < 20'000; ++seed) {
    const Statement statement = Generator(seed).statement();
    const std::string text = print(statement);
    const test::Parsed parsed(text);
    BOOST_TEST_REQUIRE(parsed.summary() == "", "seed " << seed << ": " << text << "\n" << parsed.rendered());
    BOOST_TEST_REQUIRE(parsed.statements.size() == 1U, "seed " << seed << ": " << text);
    BOOST_TEST_REQUIRE(test::dump(parsed.statements[0]) == test::dump(statement), "seed " << seed << ": " << text);
    BOOST_TEST_REQUIRE(print(parsed.statements[0]) == text);
  }
}

// A broken statement between good ones: it is reported, nothing is thrown, and what is good is still read.
BOOST_AUTO_TEST_CASE(broken_texts_end_in_messages) {
  for (unsigned seed = 0; seed < 5'000; ++seed) {
    std::mt19937_64 random(seed);
    std::string text = print(Generator(seed).statement());
    for (int i = 0; i < 3; ++i) {
      const std::size_t at = random() % (text.size() + 1);
      if (random() % 2 == 0 && at < text.size()) {
        text.erase(at, 1 + random() % 3);
      } else {
        static constexpr std::string_view inserted = "(){}[].,?:-\"'\\%#<>=!;|&\n\0\xFFx9_ ";
        text.insert(at, 1, inserted[random() % inserted.size()]);
      }
    }
    const test::Parsed parsed("first(a).\n" + text);
    BOOST_TEST_REQUIRE(!parsed.statements.empty());
    BOOST_TEST(print(parsed.statements[0]) == "first(a).");
    parsed.rendered();
  }
}

BOOST_AUTO_TEST_SUITE_END()
