// `why not` for people: what is missing or in the way, the nearest first, with what it rests on below it.
#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "shell/format.hpp"
#include "shell/style.hpp"

namespace linchpin::shell {
namespace {

using Kind = WhyNot::Kind;

// Lines of one proof; --format json has them all.
constexpr std::size_t kMostProofLines = 40;

std::string counted(std::uint64_t n, std::string_view one, std::string_view many) {
  return n == 1 ? std::string(one) : fmt::format("{} {}", n, many);
}

class Printer {
 public:
  Printer(const Answer& answer, bool colour)
      : answer_(answer), found_(*answer.why_not), colour_(colour), shown_(found_.nodes.size()) {}

  std::string run() {
    const WhyNot::Node& root = found_.nodes[found_.root];
    out_ = heading(root) + '\n';
    shown_[found_.root] = true;
    std::vector<std::string> last = remarks(root);
    for (const std::string& scenario : found_.scenarios)
      last.push_back(fmt::format("it holds in the scenario {}", scenario));
    if (root.kind == Kind::question && root.others != 0) {
      last.push_back(fmt::format("{} as near as these", counted(root.others, "one more way is", "more ways are")));
    }
    add_below(root, "", last);
    if (root.kind == Kind::lower && root.others != 0) {
      out_ += fmt::format("({} at a lower level)\n", counted(root.others, "one more answer is", "more answers are"));
    }
    if (!found_.complete) out_ += "(the search stopped at its bound: there may be more, and nearer ways)\n";
    if (!found_.scenarios_tried) out_ += "(too much is stated for trying the scenarios: ask `in NAME:`)\n";
    return std::move(out_);
  }

 private:
  std::string at_level(const std::string& level) const {
    return level.empty() || level == answer_.highest ? "" : fmt::format(" ({})", level);
  }

  static const std::string& said(const WhyNot::Node& node) { return node.sentence.empty() ? node.fact : node.sentence; }

  static std::string goal(const WhyNot::Node& node) {
    if (node.open.empty()) return said(node);
    return fmt::format("no {} such that {}", fmt::join(node.open, ", "), said(node));
  }

  std::string heading(const WhyNot::Node& root) const {
    if (root.kind == Kind::lower) {
      return bold(fmt::format("it holds, but is only {}", root.level), colour_);
    }
    const std::string what = root.kind == Kind::question ? "not all of this holds" : goal(root);
    const std::string_view truth =
        answer_.truth == Truth::none || root.kind == Kind::question ? "" : print(answer_.truth);
    const std::string head = truth.empty() ? what : fmt::format("{}: {}", truth, what);
    return bold(head, colour_) + note(root);
  }

  // What is said behind a goal.
  std::string note(const WhyNot::Node& node) const {
    const std::string text = [&]() -> std::string {
      switch (node.kind) {
        case Kind::missing:
          return node.others == 0 ? "nothing states it" : "nothing states it, and what rules conclude is otherwise";
        case Kind::underived: {
          const bool better = std::any_of(node.remarks.begin(), node.remarks.end(),
                                          [](const auto& r) { return r.kind == WhyNot::Remark::Kind::better; });
          return better ? "only the best value is kept" : "nothing states it, and no rule for it applies";
        }
        case Kind::defeated: {
          const bool beaten = std::any_of(node.below.begin(), node.below.end(),
                                          [&](std::size_t n) { return found_.nodes[n].kind == Kind::contrary; });
          if (beaten) return "something speaks for it, and the contrary prevails";
          return node.others == 0
                     ? "contested: something speaks for it, and does not prevail"
                     : fmt::format("contested, and so {}", counted(node.others, "is one like it", "are like it"));
        }
        case Kind::undecided:
          return "neither true nor false: nothing settles it";
        case Kind::unfit:
          return fmt::format("{}, and {} the rest", counted(node.others, "there is one", "such facts are there"),
                             node.others == 1 ? "does not fit" : "none fits");
        case Kind::circular:
          return "it would rest on itself";
        case Kind::unexplored:
          return "not looked into";
        case Kind::held:
        case Kind::untold:
          return "";
        case Kind::blocked:
          return node.others == 0 ? "but it is so"
                                  : fmt::format("but it is so, and of {}", counted(node.others, "one more", "more"));
        case Kind::condition:
          return "false";
        case Kind::denied:
          return "denied in what is supposed";
        case Kind::aggregate:
          return node.value.empty() ? "there is no such value" : "it is " + node.value;
        default:
          return "";
      }
    }();
    return text.empty() ? "" : "  " + dim("[" + text + "]", colour_);
  }

  std::string line(const WhyNot::Node& node) const {
    const std::string no = red("✗", colour_) + " ";
    switch (node.kind) {
      case Kind::rule:
      case Kind::question:
        return clause(node);
      case Kind::speaks_for:
        return fmt::format("for it{}: {}", at_level(node.level), clause_text(node.ground));
      case Kind::speaks_against: {
        const std::string overridden =
            node.ground.overridden_by.empty()
                ? ""
                : fmt::format("; overridden by {}", fmt::join(node.ground.overridden_by, ", "));
        return fmt::format("{}against it, {}{}: {}{}", no, said(node), at_level(node.level), clause_text(node.ground),
                           overridden);
      }
      case Kind::held:
        return green("✓", colour_) + " " + (node.text.empty() ? said(node) : node.text);
      case Kind::untold:
        return "? " + node.text + "  " + dim("[this depends on what is missing]", colour_);
      case Kind::contrary:
        return fmt::format("{}this can't be so at the same time, and holds{}:", no, at_level(node.level));
      default:
        return no + (node.text.empty() ? goal(node) : node.text) + note(node);
    }
  }

  // A rule that does not apply, and how far it is from that.
  std::string clause(const WhyNot::Node& node) const {
    std::string out = node.kind == Kind::question ? "one way" : "by " + clause_text(node.ground);
    if (node.choices > 1 || node.more_choices) {
      const std::string ways = node.more_choices ? "too many ways to list are as near as this"
                                                 : fmt::format("{} ways are as near as this", node.choices);
      out +=
          dim(fmt::format("  [{}{}{}]", ways, node.choice.empty() ? "" : ": ", fmt::join(node.choice, "; ")), colour_);
    }
    return out;
  }

  std::string remark(const WhyNot::Remark& r) const {
    using R = WhyNot::Remark::Kind;
    const std::string meant = r.near.empty() ? "" : fmt::format("; did you mean {}?", r.near);
    const std::string& what = r.sentence.empty() ? r.fact : r.sentence;
    switch (r.kind) {
      case R::nowhere:
        return fmt::format("{} occurs in no fact{}", r.value, meant);
      case R::not_there:
        return fmt::format("no such fact has {} as {}", r.value, r.argument);
      case R::swapped:
        return fmt::format("the other way round it holds: {}", what);
      case R::similar:
        return fmt::format("instead there is: {}", what);
      case R::better:
        return fmt::format("a better value is known: {}", what);
      case R::said:
        return fmt::format("it is only said, by someone not trusted: {}", clause_text(r.ground));
      case R::ruled:
        return fmt::format("a rule of someone not trusted concludes such things: {}", clause_text(r.ground));
      case R::assumed:
        return fmt::format("the scenario {} assumes it", r.scenario);
    }
    return "";
  }

  std::vector<std::string> remarks(const WhyNot::Node& node) const {
    std::vector<std::string> out;
    for (const WhyNot::Remark& r : node.remarks) out.push_back(remark(r));
    const bool by_rules = node.kind == Kind::underived || node.kind == Kind::undecided;
    if (by_rules && node.others != 0) {
      out.push_back(
          dim(fmt::format("{} further from it", counted(node.others, "one more rule is", "more rules are")), colour_));
    }
    return out;
  }

  void add_below(const WhyNot::Node& node, const std::string& indent, const std::vector<std::string>& last) {
    if (node.proof && node.kind != Kind::speaks_for) {
      out_ += format_below(found_.proofs[*node.proof], answer_.highest, indent, kMostProofLines, colour_);
    }
    for (std::size_t i = 0; i < node.below.size(); ++i) {
      add(node.below[i], indent, last.empty() && i + 1 == node.below.size());
    }
    for (std::size_t i = 0; i < last.size(); ++i) {
      out_ += indent + (i + 1 == last.size() ? "└─ " : "├─ ") + last[i] + '\n';
    }
  }

  void add(std::size_t n, const std::string& indent, bool is_last) {
    const WhyNot::Node& node = found_.nodes[n];
    out_ += indent + (is_last ? "└─ " : "├─ ") + line(node);
    const std::vector<std::string> last = remarks(node);
    const bool more = !node.below.empty() || !last.empty();
    if (more && shown_[n]) {
      out_ += dim("  [shown above]", colour_) + '\n';
      return;
    }
    out_ += '\n';
    shown_[n] = true;
    add_below(node, indent + (is_last ? "   " : "│  "), last);
  }

  const Answer& answer_;
  const WhyNot& found_;
  bool colour_;
  std::vector<bool> shown_;
  std::string out_;
};

std::string clause_name(const WhyNot::Node& node) {
  return node.ground.claim.empty() ? one_line(node.ground.clause) : node.ground.claim;
}

std::string literal(const WhyNot::Node& node) {
  const std::string& what = node.text.empty() ? node.fact : node.text;
  return fmt::format("{} {}", print(node.kind), what);
}

}  // namespace

std::string format_why_not(const Answer& answer, bool colour) { return Printer(answer, colour).run(); }

std::vector<std::string> reasons(const WhyNot& why_not) {
  const WhyNot::Node& root = why_not.nodes[why_not.root];
  std::vector<std::string> out;
  const auto lacking = [&](const WhyNot::Node& clause) {
    std::vector<std::string> lacks;
    for (std::size_t n : clause.below) {
      const WhyNot::Node& node = why_not.nodes[n];
      if (node.kind != Kind::held && node.kind != Kind::untold) lacks.push_back(literal(node));
    }
    return fmt::format("{}", fmt::join(lacks, "; "));
  };
  if (root.kind == Kind::lower) out.push_back("only " + root.level);
  if (root.kind == Kind::missing || root.kind == Kind::undecided) out.push_back(literal(root));
  if (root.kind == Kind::question && root.lacks != 0) out.push_back("asked: " + lacking(root));
  for (std::size_t n : root.below) {
    const WhyNot::Node& node = why_not.nodes[n];
    if (node.kind == Kind::rule) out.push_back(fmt::format("{}: {}", clause_name(node), lacking(node)));
    if (node.kind == Kind::question) out.push_back("asked: " + lacking(node));
    if (node.kind == Kind::speaks_for) out.push_back("speaks for: " + clause_name(node));
    if (node.kind == Kind::speaks_against)
      out.push_back(fmt::format("speaks against: {} by {}", node.fact, clause_name(node)));
    if (node.kind == Kind::contrary) out.push_back("contrary " + node.fact);
  }
  for (const WhyNot::Remark& r : root.remarks) {
    using R = WhyNot::Remark::Kind;
    if (r.kind == R::similar || r.kind == R::not_there) continue;  // these keep nothing from holding
    std::string what = !r.fact.empty() ? r.fact : !r.scenario.empty() ? r.scenario : r.value;
    if (r.kind == R::said || r.kind == R::ruled) what = r.ground.claim;
    out.push_back(fmt::format("{} {}", print(r.kind), what));
  }
  for (const std::string& scenario : why_not.scenarios) out.push_back("holds in " + scenario);
  return out;
}

}  // namespace linchpin::shell
