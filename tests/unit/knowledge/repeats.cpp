#include "knowledge/repeats.hpp"

#include <fmt/core.h>

#include <boost/test/unit_test.hpp>

#include "syntax/parse.hpp"

using namespace linchpin;

namespace {

struct Fixture {
  SourceMap sources;
  Pool pool;
  knowledge::Module module;

  void load(const std::string& text) {
    Diagnostics diagnostics;
    for (auto& statement : syntax::parse(sources, sources.add("test.kb", text), diagnostics)) {
      module.add(std::move(statement), pool);
    }
    for (const Diagnostic& d : diagnostics.all()) BOOST_ERROR(render(d, sources));
  }

  // "d: a b", for claims that repeat any.
  std::vector<std::string> originals() const {
    std::vector<std::string> out;
    const auto of = knowledge::originals(module);
    for (std::size_t i = 0; i < of.size(); ++i) {
      if (of[i].empty()) continue;
      out.push_back(module.claims[i].what.id.text + ":");
      for (knowledge::ClaimIndex original : of[i]) out.back() += " " + module.claims[original].what.id.text;
    }
    return out;
  }
  // What a repeat holds and its originals do not, as it is written.
  std::vector<std::string> unlike() const {
    std::vector<std::string> out;
    for (const knowledge::Unlike& u : unlike_originals(module, knowledge::originals(module))) {
      out.emplace_back(sources.text(u.origin.span));
    }
    return out;
  }
};

using Lines = std::vector<std::string>;

}  // namespace

BOOST_FIXTURE_TEST_SUITE(repeats, Fixture)

BOOST_AUTO_TEST_CASE(repeats_are_followed_to_the_originals) {
  load(
      "claim a \"a\" { p(a). } claim b \"b\" { p(b). } claim c \"c\" repeats a. claim d \"d\" repeats c, b. "
      "claim e \"e\" repeats d, a.");
  BOOST_TEST(originals() == (Lines{"c: a", "d: a b", "e: a b"}));
}

BOOST_AUTO_TEST_CASE(circles_and_unknown_claims_lead_to_none) {
  load("claim a \"a\" repeats b. claim b \"b\" repeats a. claim c \"c\" repeats c. claim d \"d\" repeats nowhere.");
  BOOST_TEST(originals() == Lines{});
}

BOOST_AUTO_TEST_CASE(what_no_original_states) {
  load(
      "p(z). claim a \"a\" { p(a). -p(b). q(X) :- p(X), not r(X, X). normally p(c). }"
      "claim b \"b\" { p(b). s(X) :- p(X). }"
      "claim c \"c\" repeats a, b { p(a). p(b). -p(b). q(Y) :- p(Y), not r(Y, Y). normally p(c). s(Z) :- p(Z). }"
      "claim d \"d\" repeats a { p(b). p(c). p(z). p(a, a). -p(a). q(X) :- p(X), not r(X, _). s(X) :- p(X). }");
  BOOST_TEST(unlike() ==
             (Lines{"p(b)", "p(c)", "p(z)", "-p(a)", "p(a, a)", "q(X) :- p(X), not r(X, _)", "s(X) :- p(X)"}));
}

BOOST_AUTO_TEST_SUITE_END()
