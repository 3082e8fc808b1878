#include "misses.hpp"

#include <algorithm>

namespace linchpin::property {
namespace {

std::size_t number(const std::vector<std::string>& levels, const std::string& level) {
  return static_cast<std::size_t>(std::find(levels.begin(), levels.end(), level) - levels.begin());
}

// What is wrong with a node; empty if nothing.
std::string fault(const Proof& proof, std::size_t n, const std::vector<std::string>& levels) {
  const Proof::Node& node = proof.nodes[n];
  const bool told = node.kind == Proof::Kind::condition || node.kind == Proof::Kind::absent;
  if (told) return node.text.empty() ? "a condition without text" : "";
  if (number(levels, node.level) == levels.size()) return "no level: " + node.level;
  if (node.kind == Proof::Kind::unknown) return "no proof of " + node.fact;
  if (node.kind == Proof::Kind::undecided) return "something undecided below " + node.fact;
  if (node.kind == Proof::Kind::rule && node.ground.clause.find(":-") == std::string::npos) return "no rule";
  if (node.kind == Proof::Kind::stated && node.ground.clause.empty()) return "no statement";
  for (std::size_t premise : node.premises) {
    if (premise >= n) return node.fact + " rests on what comes after it";
    const Proof::Node& below = proof.nodes[premise];
    const bool levelled = below.kind != Proof::Kind::condition && below.kind != Proof::Kind::absent;
    if (levelled && number(levels, below.level) > number(levels, node.level)) {
      return node.fact + " [" + node.level + "] rests on " + below.fact + " [" + below.level + "]";
    }
  }
  return "";
}

std::string fault_in(const Proof& proof, const std::vector<std::string>& levels) {
  for (std::size_t n = 0; n < proof.nodes.size(); ++n) {
    if (std::string found = fault(proof, n, levels); !found.empty()) return found;
  }
  return "";
}

using Kind = WhyNot::Kind;

constexpr const char* kUndecided = "undecided";

bool holds(const Answer& answer) {
  if (answer.truth != Truth::none) return answer.truth == Truth::yes || answer.truth == Truth::both;
  return std::any_of(answer.levels.begin(), answer.levels.end(), [](const auto& level) { return level != kUndecided; });
}

bool is_undecided(const Answer& answer) {
  if (answer.truth != Truth::none) return answer.truth == Truth::undecided;
  return !answer.levels.empty() && !holds(answer);
}

class Check {
 public:
  using Ask = std::function<Answer(const std::string&, const std::string&)>;

  Check(const Ask& ask, const std::string& question, const std::vector<std::string>& levels)
      : ask_(ask), question_(question), levels_(levels) {}

  std::optional<Disagreement> run(bool is_monotone) {
    const Answer plain = ask_("", question_);
    const Answer why = ask_("", "why not " + question_);
    if (why.status != Status::ok) return wrong("no answer");
    if (why.rows != plain.rows || why.truth != plain.truth) return wrong("another answer than without `why not`");
    if (why.why_not.has_value() == holds(plain))
      return wrong(holds(plain) ? "reasons against what holds" : "no reasons");
    if (!why.why_not) return std::nullopt;
    const WhyNot& found = *why.why_not;
    for (std::size_t n = 0; n < found.nodes.size(); ++n) {
      if (const std::string fault = fault_of(found, n); !fault.empty()) {
        return wrong(std::string(print(found.nodes[n].kind)) + ' ' + found.nodes[n].fact + found.nodes[n].text + ": " +
                     fault);
      }
    }
    for (const Proof& proof : found.proofs) {
      if (const std::string fault = fault_in(proof, levels_); !fault.empty()) return wrong("a proof: " + fault);
    }
    const WhyNot::Node& root = found.nodes[found.root];
    const bool better = std::any_of(root.remarks.begin(), root.remarks.end(),
                                    [](const auto& remark) { return remark.kind == WhyNot::Remark::Kind::better; });
    if (root.kind == Kind::underived && root.below.empty() && !better) return wrong("no rule that is near");
    return is_monotone ? check_supposed(found, root) : std::nullopt;
  }

 private:
  std::optional<Disagreement> wrong(const std::string& detail) const {
    return Disagreement{"why not", "why not " + question_ + ": " + detail + "\n"};
  }

  // Of a predicate that nothing is stated of nothing can be asked, not even within a `not`.
  std::string must(const std::string& what, bool hold) {
    const Answer answer = ask_("", what + "?");
    if (answer.status != Status::ok) return answer.truth == Truth::not_stated ? "" : "`" + what + "` has no answer";
    return holds(answer) == hold ? "" : hold ? "`" + what + "` does not hold" : "`" + what + "` holds";
  }

  std::string fault_of(const WhyNot& found, std::size_t n) {
    const WhyNot::Node& node = found.nodes[n];
    for (std::size_t below : node.below) {
      if (below >= n) return "rests on what comes after it";
    }
    switch (node.kind) {
      case Kind::missing:
      case Kind::underived:
      case Kind::circular:
      case Kind::unexplored:
      case Kind::defeated:
        return must(node.fact, false);
      case Kind::contrary:
        return must(node.fact, true);
      case Kind::undecided: {
        // Asked twice, as of a single fact the contrary would be told if that is decided.
        const std::string what = node.fact.empty() ? node.text : node.fact;
        const Answer answer = ask_("", what + ", " + what + "?");
        return is_undecided(answer) ? "" : "it is decided";
      }
      case Kind::unfit: {
        const Answer answer = ask_("", node.fact + "?");
        if (!node.open.empty() && node.fact.find('_') == std::string::npos && answer.rows.size() < node.others) {
          return "there are fewer";
        }
        return holds(answer) ? "" : "there are none";
      }
      case Kind::held:
        return must(node.fact.empty() ? node.text : node.fact, true);
      case Kind::blocked: {
        const std::string fault = node.fact.empty() ? "" : must(node.fact, true);
        return fault.empty() ? must(node.text, false) : fault;
      }
      case Kind::denied:
        return must(node.fact, false);
      case Kind::condition:
        return must(node.text, false);
      case Kind::aggregate:
        return must((node.text.starts_with('#') ? "Value = " : "") + node.text, false);
      case Kind::rule:
      case Kind::question: {
        if (node.lacks == 0) return node.kind == Kind::rule ? "it lacks nothing" : "";
        const auto lacks = std::count_if(node.below.begin(), node.below.end(), [&](std::size_t b) {
          return found.nodes[b].kind != Kind::held && found.nodes[b].kind != Kind::untold;
        });
        return static_cast<std::size_t>(lacks) == node.lacks ? "" : "it lacks another number of literals";
      }
      case Kind::speaks_against:
      case Kind::speaks_for:
        return node.ground.clause.empty() ? "no clause" : "";
      case Kind::lower:
      case Kind::untold:
        return "";
    }
    return "";
  }

  std::optional<Disagreement> check_supposed(const WhyNot& found, const WhyNot::Node& root) {
    for (std::size_t below : root.below) {
      const WhyNot::Node& rule = found.nodes[below];
      if (rule.kind != Kind::rule || rule.lacks != 1) continue;
      const auto is = [&](Kind kind) { return [&found, kind](std::size_t n) { return found.nodes[n].kind == kind; }; };
      if (std::any_of(rule.below.begin(), rule.below.end(), is(Kind::untold))) continue;
      const auto missing = std::find_if(rule.below.begin(), rule.below.end(), is(Kind::missing));
      if (missing == rule.below.end() || found.nodes[*missing].fact.find('_') != std::string::npos) continue;
      const WhyNot::Node& fact = found.nodes[*missing];
      if (!fact.open.empty()) continue;
      const Answer answer = ask_("suppose " + fact.fact + ": ", question_);
      if (answer.status == Status::ok && !holds(answer))
        return wrong("supposing " + fact.fact + " does not bring it about");
    }
    return std::nullopt;
  }

  const Ask& ask_;
  const std::string& question_;
  const std::vector<std::string>& levels_;
};

}  // namespace

std::optional<Disagreement> check_why_not(
    const std::function<Answer(const std::string& prefix, const std::string& question)>& ask,
    const std::string& question, const std::vector<std::string>& levels, bool is_monotone) {
  return Check(ask, question, levels).run(is_monotone);
}

}  // namespace linchpin::property
