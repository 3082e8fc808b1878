#include "proofs.hpp"

#include <algorithm>

namespace linchpin::property {
namespace {

constexpr std::size_t kMostProofs = 20;  // of which `why` explains the first ones

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

}  // namespace

std::string fault_in(const Proof& proof, const std::vector<std::string>& levels) {
  for (std::size_t n = 0; n < proof.nodes.size(); ++n) {
    if (std::string found = fault(proof, n, levels); !found.empty()) return found;
  }
  return "";
}

std::optional<Disagreement> check_proofs(const Answer& plain, const Answer& why, const std::vector<std::string>& levels,
                                         bool best_values) {
  const auto wrong = [&](const std::string& detail) {
    return Disagreement{"proof", why.question + ": " + detail + "\n"};
  };
  if (why.status != Status::ok) return wrong("no answer");
  if (why.rows != plain.rows || why.levels != plain.levels) return wrong("other rows than without `why`");
  if (!why.proofs || why.proofs->size() != std::min(kMostProofs, plain.rows.size())) return wrong("too few proofs");
  for (std::size_t r = 0; r < why.proofs->size(); ++r) {
    const Proof& proof = (*why.proofs)[r];
    const Proof::Node& root = proof.nodes.at(proof.root);
    if (root.kind == Proof::Kind::undecided && plain.levels.at(r) == "undecided") continue;
    if (!plain.levels.empty() && root.level != plain.levels[r]) return wrong("the level is " + root.level);
    if (!proof.complete && !best_values) return wrong("not complete");
    for (std::size_t n = 0; n < proof.nodes.size(); ++n) {
      if (proof.nodes[n].kind == Proof::Kind::unknown && best_values) continue;
      if (const std::string found = fault(proof, n, levels); !found.empty()) return wrong(found);
    }
  }
  return std::nullopt;
}

}  // namespace linchpin::property
