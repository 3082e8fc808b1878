// A session under edits, with its answers as text.
#pragma once

#include <boost/test/unit_test.hpp>

#include "linchpin.hpp"

namespace linchpin::test_support {

struct SessionFixture {
  Session session;

  bool state(const std::string& text) { return session.load_text("<test>", text) == Status::ok; }
  // States what must be accepted.
  void good(const std::string& text) { BOOST_REQUIRE_MESSAGE(state(text), session.rendered_messages()); }
  // "E330 ..." of the first error of a text that must be refused.
  std::string refused(const std::string& text) {
    BOOST_TEST(!state(text));
    for (const Message& m : session.messages()) {
      if (m.error) return "E" + std::to_string(m.code) + " " + m.text;
    }
    return "";
  }

  // "a 1, b 2 [likely]": rows in value order, with their levels below the highest. The truth of a ground question.
  std::string ask(const std::string& question) {
    const Answer answer = session.ask(question);
    if (answer.status != Status::ok) return session.messages().empty() ? "error" : session.messages().front().text;
    const auto level = [&](std::size_t i) {
      if (i >= answer.levels.size() || answer.levels[i] == answer.highest) return std::string();
      return " [" + answer.levels[i] + "]";
    };
    if (answer.truth != Truth::none) return std::string(print(answer.truth)) + level(0);
    std::string out;
    for (std::size_t r = 0; r < answer.rows.size(); ++r) {
      if (r != 0) out += ", ";
      for (std::size_t c = 0; c < answer.rows[r].size(); ++c) out += (c == 0 ? "" : " ") + print(answer.rows[r][c]);
      out += level(r);
    }
    return out;
  }

  static std::string show(const std::vector<Ground>& grounds) {
    std::string out;
    for (const Ground& g : grounds) {
      out += (out.empty() ? "" : "; ") + g.clause;
      if (!g.claim.empty()) out += " (" + g.claim + ")";
    }
    return out;
  }
  // "contradiction: p(a) [likely] by GROUNDS | -p(a), not held by GROUNDS", a line each.
  std::vector<std::string> conflicts() {
    const Answer answer = session.ask("conflicts?");
    BOOST_REQUIRE_MESSAGE(answer.status == Status::ok, session.rendered_messages());
    std::vector<std::string> out;
    for (const Conflict& conflict : answer.conflicts.value()) {
      std::string& line = out.emplace_back(print(conflict.kind));
      for (const Conflict::Side& side : conflict.sides) {
        line += (&side == &conflict.sides.front() ? ": " : " | ") + side.fact;
        if (side.level != answer.highest) line += " [" + side.level + "]";
        line += (side.holds ? " by " : ", blocked, by ") + show(side.grounds);
      }
      if (!conflict.constraint.empty()) line += ": " + conflict.constraint;
      for (const auto& [name, value] : conflict.bindings) line += " " + name + "=" + print(value);
    }
    return out;
  }
};

}  // namespace linchpin::test_support
