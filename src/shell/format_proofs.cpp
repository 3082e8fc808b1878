// Proofs for people: a line a fact, what it rests on below it.
#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "pictures/wording.hpp"
#include "shell/format.hpp"
#include "shell/style.hpp"

namespace linchpin::shell {
namespace {

// How much is shown of a proof: levels of indentation, and lines.
constexpr std::size_t kDeepest = 12;
constexpr std::size_t kMostLines = 200;

class Printer {
 public:
  Printer(const Proof& proof, const std::string& highest, bool colour)
      : proof_(proof), highest_(highest), colour_(colour), shown_(proof.nodes.size()) {}

  // What is below the uppermost node, or, where that is a fact of its own, that fact with what is below it.
  std::string below(const std::string& indent, std::size_t most_lines) {
    most_lines_ = most_lines;
    if (proof_.nodes[proof_.root].kind == Proof::Kind::question) {
      add_below(proof_.root, indent);
    } else {
      add_premise(proof_.root, indent, true);
    }
    return std::move(out_);
  }

  std::string run() {
    const Proof::Node& root = proof_.nodes[proof_.root];
    out_ = line(root, true) + '\n';
    add_summary();
    shown_[proof_.root] = true;
    add_below(proof_.root, "");
    if (!proof_.complete) {
      out_ += "(too much to look through for the shortest proof: there may be one with fewer steps)\n";
    }
    return std::move(out_);
  }

 private:
  std::string at_level(const std::string& level) const { return level == highest_ ? "" : fmt::format(" ({})", level); }

  void add_summary() {
    std::vector<std::string> parts;
    if (!proof_.weakest.empty()) parts.push_back(fmt::format("weakest link: {}", fmt::join(proof_.weakest, ", ")));
    if (!proof_.speakers.empty()) parts.push_back(fmt::format("speakers: {}", fmt::join(proof_.speakers, ", ")));
    const std::string others = disjoint_proofs(proof_.disjoint, proof_.disjoint_exact);
    if (!others.empty()) parts.push_back(others);
    const std::string line = fmt::format("{}", fmt::join(parts, " - "));
    if (!line.empty()) out_ += dim(line, colour_) + '\n';
  }

  std::string line(const Proof::Node& node, bool heading = false) const {
    std::string out = heading ? bold(pictures::said(node), colour_) : pictures::said(node);
    if (node.kind == Proof::Kind::condition) return out;
    if (node.kind != Proof::Kind::absent) out += at_level(node.level);
    const std::string from = pictures::standing(node);
    return from.empty() ? out : out + "  " + dim(fmt::format("[{}]", from), colour_);
  }

  // What a fact rests on, and by which rule.
  void add_below(std::size_t n, const std::string& indent) {
    const Proof::Node& node = proof_.nodes[n];
    std::vector<std::string> last;  // lines after the premises
    if (node.best) last.emplace_back("there is no better value");
    for (const Proof::Objection& objection : node.objections) last.push_back(against(objection, node.definite));
    if (node.kind == Proof::Kind::rule) last.push_back("by " + clause_text(node.ground));
    for (std::size_t i = 0; i < node.premises.size(); ++i) {
      const bool is_last = last.empty() && i + 1 == node.premises.size();
      add_premise(node.premises[i], indent, is_last);
    }
    for (std::size_t i = 0; i < last.size() && lines_ <= most_lines_; ++i) {
      out_ += indent + (i + 1 == last.size() ? "└─ " : "├─ ") + last[i] + '\n';
    }
  }

  void add_premise(std::size_t n, const std::string& indent, bool is_last) {
    if (++lines_ > most_lines_) {
      if (lines_ == most_lines_ + 1)
        out_ += indent + "└─ " + dim("[more lines; --format json has them all]", colour_) + '\n';
      return;
    }
    const Proof::Node& node = proof_.nodes[n];
    out_ += indent + (is_last ? "└─ " : "├─ ") + line(node);
    const bool below = !node.premises.empty() || node.kind == Proof::Kind::rule || !node.objections.empty();
    if (below && shown_[n]) {
      out_ += dim("  [shown above]", colour_) + '\n';
      return;
    }
    out_ += '\n';
    if (!below) return;
    const std::string deeper = indent + (is_last ? "   " : "│  ");
    if (depth_ == kDeepest) {
      out_ += deeper + "└─ " + dim("[more steps below; --format json has them all]", colour_) + '\n';
      return;
    }
    shown_[n] = true;
    ++depth_;
    add_below(n, deeper);
    --depth_;
  }

  std::string against(const Proof::Objection& objection, bool definite) const {
    const std::string outcome = pictures::outcome(objection, definite);
    return fmt::format("{}{}: {}{}{}", pictures::said(objection), at_level(objection.level),
                       pictures::standing(objection), outcome.empty() ? "" : "; ", outcome);
  }

  const Proof& proof_;
  const std::string& highest_;
  bool colour_;
  std::vector<bool> shown_;
  std::size_t depth_ = 0, lines_ = 0, most_lines_ = kMostLines;
  std::string out_;
};

}  // namespace

std::string clause_text(const Ground& ground) {
  if (ground.claim.empty()) return one_line(ground.clause);
  return fmt::format("\"{}\"  [{}]", ground.gloss, citation(ground));
}

std::string format_below(const Proof& proof, const std::string& highest, const std::string& indent,
                         std::size_t most_lines, bool colour) {
  return Printer(proof, highest, colour).below(indent, most_lines);
}

std::string format_proofs(const Answer& answer, bool colour) {
  std::string out;
  for (const Proof& proof : *answer.proofs) {
    if (!out.empty()) out += '\n';
    out += Printer(proof, answer.highest, colour).run();
  }
  return out;
}

}  // namespace linchpin::shell
