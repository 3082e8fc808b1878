#include <boost/test/unit_test.hpp>

#include "shell/answer_lines.hpp"
#include "shell/format.hpp"

using namespace linchpin;
using namespace linchpin::shell;

namespace {

Answer required() {
  Answer answer;
  answer.question = "requires big(x)?";
  answer.truth = Truth::not_stated;
  answer.highest = "certain";
  Requirements& all = answer.required.emplace();
  all.most = 3;
  all.complete_to = 2;
  Requirement& one = all.sets.emplace_back();
  one.facts = {{"share(x, N)", "X has a share of N"}, {"p(Y)", ""}};
  one.variables = {{"N", false, "60"}, {"Y", true, ""}};
  one.conditions = {"N >= 50"};
  one.level = "likely";
  Requirement& other = all.sets.emplace_back();
  other.facts = {{"q(x)", ""}};
  other.level = "certain";
  Conflict& conflict = other.conflicts.emplace_back();
  conflict.kind = Conflict::Kind::constraint;
  conflict.constraint = "no q is x";
  Requirements::Closed& closed = all.closed.emplace_back();
  closed.rule.claim = "c1";
  closed.rule.gloss = "What is free is big";
  closed.literal = "not held(x)";
  closed.fact = "held(x)";
  closed.sentence = "X is held";
  all.not_open = {"big/1"};
  return answer;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(requires_)

BOOST_AUTO_TEST_CASE(for_people) {
  Answer answer = required();
  BOOST_TEST(format_table(answer, false) ==
             "it would hold if any one of these were stated:\n"
             "1. X has a share of N  [share(x, N)]\n"
             "   and p(Y)\n"
             "   for any N, Y with N >= 50; tried with N = 60\n"
             "   it would be likely\n"
             "2. q(x)\n"
             "   but then: constraint: no q is x\n"
             "closed: \"What is free is big\" [c1] asks for not held(x), but X is held\n"
             "(2 sets; there is no other of up to 2 facts)\n");
  answer.required->sets.clear();
  answer.required->closed.clear();
  answer.required->complete_to = 0;
  answer.required->stopped = answer.required->aggregates = answer.contested = true;
  answer.required->failed = 1;
  BOOST_TEST(format_table(answer, false) ==
             "(nothing found; there may be sets that were not tried)\n"
             "stopped: there was too much to look through\n"
             "counts, sums and the like were taken as they are now\n"
             "1 set was tried in vain: what it brings about is denied, undoes something else, or has no end\n"
             "something speaks for it already, and something against it: `conflicts?` tells\n"
             "big/1 itself was not added: `assumable big/1.` would allow it\n");
  answer.required->holds = true;
  BOOST_TEST(format_table(answer, false) == "it holds already\n");
}

BOOST_AUTO_TEST_CASE(in_lines) {
  BOOST_TEST(format_separated(required(), ',') ==
             "set,fact,level\n1,\"share(x, N)\",likely\n1,p(Y),likely\n2,q(x),certain\n");
  const std::vector<std::string> lines = lines_of(required(), "certain", true);
  BOOST_REQUIRE(lines.size() == 2U);
  BOOST_TEST(lines[0] == "share(x, N) and p(Y), with N >= 50 [likely]");
  BOOST_TEST(lines[1] == "q(x), but constraint: no q is x");
}

BOOST_AUTO_TEST_SUITE_END()
