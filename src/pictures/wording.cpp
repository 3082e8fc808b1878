#include "pictures/wording.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

namespace linchpin::pictures {

std::string one_line(std::string_view clause) {
  std::string out;
  for (char c : clause) {
    const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!blank) out += c;
    if (blank && !out.empty() && out.back() != ' ') out += ' ';
  }
  return out;
}

std::string said(const Proof::Node& node) {
  switch (node.kind) {
    case Proof::Kind::absent:
      return node.sentence.empty() ? node.text : "nothing says that " + node.sentence;
    case Proof::Kind::condition:
      return node.sentence.empty() ? node.text : node.sentence;
    case Proof::Kind::aggregate:
    case Proof::Kind::undecided:
      return node.text;
    case Proof::Kind::question:
      return "all of this holds";
    default:
      return node.sentence.empty() ? node.fact : node.sentence;
  }
}

std::string standing(const Proof::Node& node) {
  switch (node.kind) {
    case Proof::Kind::stated:
      if (node.assumed == "suppose") return "assumed";
      if (!node.assumed.empty()) return "assumed in " + node.assumed;
      return node.ground.claim.empty() ? "stated" : citation(node.ground);
    case Proof::Kind::imported:
      return one_line(node.ground.clause);
    case Proof::Kind::provided:
      return node.ground.claim.empty() ? "told by what is stated" : "told by the claim " + node.ground.claim;
    case Proof::Kind::undecided:
      return "nothing settles it";
    case Proof::Kind::unknown:
      return "holds; no proof was found";
    case Proof::Kind::absent:
      return node.sentence.empty() ? "nothing says otherwise" : "";
    case Proof::Kind::aggregate:
      if (node.rows == 0) return "over no row";
      return fmt::format("over {} row{}{}", node.rows, node.rows == 1 ? "" : "s",
                         node.shown < node.rows ? ", of which the first:" : "");
    default:
      return "";
  }
}

std::string said(const Proof::Objection& objection) {
  return "although " + (objection.sentence.empty() ? objection.fact : objection.sentence);
}

std::string standing(const Proof::Objection& objection) {
  return objection.ground.claim.empty() ? one_line(objection.ground.clause) : citation(objection.ground);
}

std::string outcome(const Proof::Objection& objection, bool definite) {
  if (objection.holds) return "this holds, too";
  const std::vector<std::string>& winners = objection.ground.overridden_by;
  if (!winners.empty()) return fmt::format("overridden by {}", fmt::join(winners, ", "));
  return definite ? "but what is said here has no exceptions" : "";
}

std::string disjoint_proofs(const std::optional<std::size_t>& count, bool exact) {
  if (!count || (exact && *count < 2)) return {};
  return fmt::format("{}{} proof{} on disjoint claims", exact ? "" : "at least ", *count, *count == 1 ? "" : "s");
}

std::string citation(const Ground& ground) {
  std::string out = ground.claim;
  const auto add_places = [&](const std::vector<std::string>& at, const std::vector<std::string>& by) {
    if (!at.empty()) out += fmt::format(" {}", fmt::join(at, ", "));
    if (!by.empty()) out += fmt::format(", by {}", fmt::join(by, " by "));
  };
  add_places(ground.at, ground.by);
  if (ground.basis == "implicit") out += ", implied";
  if (ground.basis == "added") out += ", added by the encoder";
  for (const Ground::Repeat& repeat : ground.repeated_by) {
    out += "; also " + repeat.claim;
    add_places(repeat.at, repeat.by);
  }
  return out;
}

}  // namespace linchpin::pictures
