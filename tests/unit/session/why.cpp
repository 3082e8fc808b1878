// Proofs against ones that are worked out plainly: all instances of all rules, first for levels, then for heights.
#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <random>

#include "tests/unit/session/fixture.hpp"

using namespace linchpin;
using namespace linchpin::test_support;

namespace {

constexpr std::array kLevels = {"certain", "likely", "possible"};
constexpr int kNever = 1000;

struct Atom {
  std::string predicate;
  char first = 'X', second = 'Y';  // variables, or constants
  std::string text(const std::map<char, char>& values = {}) const {
    const auto shown = [&](char c) { return std::string(1, values.contains(c) ? values.at(c) : c); };
    return predicate + "(" + shown(first) + ", " + shown(second) + ")";
  }
};

struct Clause {
  Atom head;
  std::vector<Atom> body;
  int level = 0;
  std::string text() const {
    std::string out = head.text();
    for (std::size_t i = 0; i < body.size(); ++i) out += (i == 0 ? " :- " : ", ") + body[i].text();
    return out;
  }
};

// Facts, and rules that go round in circles.
std::vector<Clause> random_clauses(std::mt19937& random) {
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  const auto constant = [&] { return static_cast<char>('a' + below(4)); };
  const auto predicate = [&] { return std::string(1, "pqr"[below(3)]); };
  std::vector<Clause> out;
  for (int i = 4 + below(6); i > 0; --i) out.push_back({{predicate(), constant(), constant()}, {}, below(3)});
  const std::vector<std::vector<Atom>> bodies = {
      {{"", 'X', 'Y'}}, {{"", 'Y', 'X'}}, {{"", 'X', 'Z'}, {"", 'Z', 'Y'}}, {{"", 'X', 'Y'}, {"", 'Y', 'Z'}}};
  for (int i = 3 + below(5); i > 0; --i) {
    Clause& rule = out.emplace_back();
    rule.head.predicate = predicate();
    rule.body = bodies[static_cast<std::size_t>(below(4))];
    for (Atom& atom : rule.body) atom.predicate = predicate();
    rule.level = below(3);
  }
  std::shuffle(out.begin(), out.end(), random);
  return out;
}

struct Instance {
  std::size_t clause = 0;
  std::string head;
  std::vector<std::string> premises;
};

// In the order in which they are preferred among equals: facts first, then by clause and by values.
std::vector<Instance> instances(const std::vector<Clause>& clauses) {
  std::vector<Instance> out;
  for (const bool facts : {true, false}) {
    for (std::size_t c = 0; c < clauses.size(); ++c) {
      const Clause& clause = clauses[c];
      if (clause.body.empty() != facts) continue;
      if (facts) {
        out.push_back({c, clause.head.text(), {}});
        continue;
      }
      for (int i = 0; i < 4 * 4 * 4; ++i) {
        std::map<char, char> values = {{'X', static_cast<char>('a' + i / 16)},
                                       {'Y', static_cast<char>('a' + i / 4 % 4)},
                                       {'Z', static_cast<char>('a' + i % 4)}};
        Instance instance{c, clause.head.text(values), {}};
        for (const Atom& atom : clause.body) instance.premises.push_back(atom.text(values));
        const bool has_z = std::any_of(clause.body.begin(), clause.body.end(),
                                       [](const Atom& a) { return a.first == 'Z' || a.second == 'Z'; });
        if (has_z || i % 4 == 0) out.push_back(std::move(instance));
      }
    }
  }
  return out;
}

struct Expected {
  int level = kNever, height = kNever;
  const Instance* by = nullptr;
};

std::map<std::string, Expected> best_proofs(const std::vector<Clause>& clauses, const std::vector<Instance>& all) {
  std::map<std::string, Expected> out;
  for (bool more = true; more;) {
    more = false;
    for (const Instance& instance : all) {
      int level = clauses[instance.clause].level;
      for (const std::string& premise : instance.premises) level = std::max(level, out[premise].level);
      if (level >= out[instance.head].level) continue;
      out[instance.head].level = level;
      more = true;
    }
  }
  const auto height = [&](const Instance& instance) {
    int highest = instance.premises.empty() ? 0 : 1;
    int level = clauses[instance.clause].level;
    for (const std::string& premise : instance.premises) {
      highest = std::max(highest, out[premise].height + 1);
      level = std::max(level, out[premise].level);
    }
    return level == out[instance.head].level ? highest : kNever;
  };
  for (bool more = true; more;) {
    more = false;
    for (const Instance& instance : all) {
      if (height(instance) >= out[instance.head].height) continue;
      out[instance.head].height = height(instance);
      more = true;
    }
  }
  for (const Instance& instance : all) {
    Expected& expected = out[instance.head];
    if (expected.by == nullptr && expected.height != kNever && height(instance) == expected.height) {
      expected.by = &instance;
    }
  }
  return out;
}

std::string text_of(const std::vector<Clause>& clauses) {
  std::string out = "levels certain > likely > possible.\n";
  for (std::size_t c = 0; c < clauses.size(); ++c) {
    out += "claim c" + std::to_string(c) + " \"\" level " + kLevels[static_cast<std::size_t>(clauses[c].level)] +
           " { " + clauses[c].text() + ". }\n";
  }
  return out;
}

// The nodes of a proof, each as the plain one has it.
void compare(const Proof& proof, const std::vector<Clause>& clauses, const std::map<std::string, Expected>& expected) {
  BOOST_TEST(proof.complete);
  const Expected& root = expected.at(proof.nodes[proof.root].fact);
  BOOST_TEST(static_cast<int>(proof.height) == root.height);
  for (const Proof::Node& node : proof.nodes) {
    if (node.kind == Proof::Kind::question) continue;
    const Expected& one = expected.at(node.fact);
    BOOST_TEST(node.level == kLevels[static_cast<std::size_t>(one.level)]);
    BOOST_REQUIRE(one.by != nullptr);
    BOOST_TEST(node.ground.clause == clauses[one.by->clause].text());
    std::vector<std::string> premises;
    for (std::size_t premise : node.premises) premises.push_back(proof.nodes[premise].fact);
    BOOST_TEST(premises == one.by->premises, boost::test_tools::per_element());
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(why_)

BOOST_AUTO_TEST_CASE(the_best_proofs_of_random_programs) {
  std::mt19937 random(7);
  std::size_t proofs = 0, high = 0;
  for (int i = 0; i < 50; ++i) {
    const std::vector<Clause> clauses = random_clauses(random);
    const std::vector<Instance> all = instances(clauses);
    const auto expected = best_proofs(clauses, all);
    const std::string text = text_of(clauses);
    BOOST_TEST_CONTEXT(text) {
      Session session;
      BOOST_REQUIRE(session.load_text("random.kb", text) == Status::ok);
      for (const char* question : {"why p(X, Y)?", "why q(X, Y)?", "why r(X, Y)?"}) {
        if (!std::any_of(clauses.begin(), clauses.end(),
                         [&](const Clause& c) { return c.head.predicate[0] == question[4]; }))
          continue;
        const Answer answer = session.ask(question);
        BOOST_REQUIRE(answer.status == Status::ok);
        BOOST_REQUIRE(answer.proofs.has_value());
        BOOST_TEST(answer.proofs->size() == answer.rows.size());
        for (const Proof& proof : *answer.proofs) {
          compare(proof, clauses, expected);
          ++proofs;
          high += proof.height > 2 ? 1 : 0;
        }
      }
    }
  }
  BOOST_TEST(proofs > 150U);
  BOOST_TEST(high > 15U);
}

// The same facts in another order, one after another, and taken back in between: the proof is a matter of what is
// stated.
BOOST_AUTO_TEST_CASE(the_way_that_facts_came_does_not_matter) {
  std::mt19937 random(11);
  for (int i = 0; i < 20; ++i) {
    const std::vector<Clause> clauses = random_clauses(random);
    const std::vector<Instance> all = instances(clauses);
    const auto expected = best_proofs(clauses, all);
    Session session;
    BOOST_REQUIRE(session.load_text("levels.kb", "levels certain > likely > possible.") == Status::ok);
    for (std::size_t c = 0; c < clauses.size(); ++c) {
      const std::string claim = "claim c" + std::to_string(c) + " \"\" level " +
                                kLevels[static_cast<std::size_t>(clauses[c].level)] + " { " + clauses[c].text() + ". }";
      const bool detour = c % 3 == 0;
      if (detour) BOOST_REQUIRE(session.load_text("more.kb", "claim short \"\" { p(a, d). }") == Status::ok);
      BOOST_REQUIRE(session.load_text("more.kb", claim) == Status::ok);
      if (detour) BOOST_REQUIRE(session.load_text("more.kb", "retract claim short.") == Status::ok);
    }
    for (const char* question : {"why p(X, Y)?", "why q(X, Y)?", "why r(X, Y)?"}) {
      const Answer answer = session.ask(question);
      if (answer.status != Status::ok) continue;  // nothing defines it
      for (const Proof& proof : *answer.proofs) compare(proof, clauses, expected);
    }
  }
}

// By `path(X, Z) :- path(X, Y), path(Y, Z)` a chain of n edges has n^3/6 instances: more than are looked through. The
// order of derivation gives a proof all the same, and here, where all came in one evaluation, the least one.
BOOST_AUTO_TEST_CASE(a_slice_too_large_to_be_looked_through) {
  constexpr int kEdges = 150;
  std::string text = "path(X, Y) :- edge(X, Y). path(X, Z) :- path(X, Y), path(Y, Z).\n";
  for (int i = 0; i < kEdges; ++i) text += "edge(" + std::to_string(i) + ", " + std::to_string(i + 1) + ").\n";
  Session session;
  BOOST_REQUIRE(session.load_text("chain.kb", text) == Status::ok);
  const Answer answer = session.ask("why path(0, 150)?");
  BOOST_REQUIRE(answer.proofs.has_value());
  BOOST_REQUIRE(answer.proofs->size() == 1U);
  const Proof& proof = answer.proofs->front();
  BOOST_TEST(!proof.complete);
  BOOST_TEST(proof.height == 9U);  // 2^8 >= 150, and the edges below
  BOOST_TEST(proof.nodes[proof.root].fact == "path(0, 150)");
  std::vector<std::size_t> heights;
  for (const Proof::Node& node : proof.nodes) {
    std::size_t& height = heights.emplace_back(0);
    std::vector<int> ends;  // of the premises
    for (std::size_t premise : node.premises) {
      BOOST_REQUIRE(premise < heights.size() - 1);
      height = std::max(height, heights[premise] + 1);
      int from = 0, to = 0;
      const std::string& fact = proof.nodes[premise].fact;
      BOOST_REQUIRE(std::sscanf(fact.c_str() + fact.find('('), "(%d, %d)", &from, &to) == 2);
      ends.insert(ends.end(), {from, to});
    }
    if (node.kind == Proof::Kind::stated) {
      BOOST_TEST(node.fact.starts_with("edge("));
    } else if (ends.size() == 2) {
      BOOST_TEST(node.fact == "path(" + std::to_string(ends[0]) + ", " + std::to_string(ends[1]) + ")");
    } else {
      BOOST_REQUIRE(ends.size() == 4U);
      BOOST_TEST(ends[1] == ends[2]);
      BOOST_TEST(node.fact == "path(" + std::to_string(ends[0]) + ", " + std::to_string(ends[3]) + ")");
    }
  }
  BOOST_TEST(heights[proof.root] == proof.height);
}

BOOST_AUTO_TEST_SUITE_END()
