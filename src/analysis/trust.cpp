#include "analysis/trust.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <unordered_set>

namespace linchpin::analysis {
namespace {

using syntax::ClaimDeclaration;
using syntax::Identifier;
using TrustOf = std::unordered_map<std::string, Level>;

TrustOf read_trust(const knowledge::Module& module, const std::vector<std::string>& levels) {
  TrustOf out;
  for (const auto& stated : module.trusts) {
    const auto& [speaker, level] = stated.what;
    const auto at = std::find(levels.begin(), levels.end(), level.text);
    const auto number = static_cast<Level>(at == levels.end() ? 0 : at - levels.begin());
    out.try_emplace(speaker.text, level.text == "none" ? kOutside : number);
  }
  return out;
}

Level trust_in(const std::string& speaker, const TrustOf& trust, Level unless_stated) {
  const auto at = trust.find(speaker);
  return at == trust.end() ? unless_stated : at->second;
}

// The trust in those who say it together.
Level trust_in(const std::vector<Identifier>& joint, const TrustOf& trust) {
  Level best = kOutside;
  for (const Identifier& speaker : joint) best = std::min(best, trust_in(speaker.text, trust, kOutside));
  return best;
}

// The trust in all who say a claim.
Level trust_in(const ClaimDeclaration& claim, const TrustOf& trust) {
  if (claim.by.empty()) return trust_in(first_speakers(claim).front(), trust, 0);
  Level lowest = 0;
  for (const std::vector<Identifier>& joint : claim.by) lowest = std::max(lowest, trust_in(joint, trust));
  return lowest;
}

// A speaker without a `trust` statement.
struct Quoted {
  const Identifier* first;
  std::size_t left_out = 0;  // claims that are outside the world, and would be so were all others trusted
};

}  // namespace

std::vector<std::string> first_speakers(const ClaimDeclaration& claim) {
  std::vector<std::string> out;
  if (!claim.by.empty()) {
    for (const Identifier& speaker : claim.by.front()) out.push_back(speaker.text);
  } else if (!claim.at.empty()) {
    out.push_back(claim.at.front().source);
  } else {
    out.emplace_back(claim.basis == syntax::Basis::added ? "encoder" : "author");
  }
  return out;
}

std::vector<Level> claim_levels(const knowledge::Module& module, const Levels& levels) {
  const TrustOf trust = read_trust(module, levels.names());
  std::vector<Level> out;
  out.reserve(module.claims.size());
  for (const auto& stated : module.claims) {
    const ClaimDeclaration& claim = stated.what;
    if (!claim.repeats.empty()) {
      out.push_back(kOutside);
    } else {
      out.push_back(std::max(levels.number_of(claim), trust_in(claim, trust)));
    }
  }
  return out;
}

std::vector<std::string> least_trusted(const ClaimDeclaration& claim, const knowledge::Module& module,
                                       const std::vector<std::string>& levels) {
  if (claim.by.empty()) return {first_speakers(claim).front()};
  const TrustOf trust = read_trust(module, levels);
  const Level lowest = trust_in(claim, trust);
  std::vector<std::string> out;
  for (const std::vector<Identifier>& joint : claim.by) {
    if (trust_in(joint, trust) != lowest) continue;
    for (const Identifier& speaker : joint) out.push_back(speaker.text);
  }
  return out;
}

void list_speakers(Context& context, const Program& program, const knowledge::Module& module) {
  std::unordered_set<std::string> stated;
  for (const auto& trust : module.trusts) stated.insert(trust.what.speaker.text);
  std::vector<Quoted> quoted;
  std::unordered_map<std::string, std::size_t> place;  // in `quoted`
  for (std::size_t i = 0; i < module.claims.size(); ++i) {
    const ClaimDeclaration& claim = module.claims[i].what;
    const bool outside = claim.repeats.empty() && program.claim_levels[i] == kOutside;
    for (const std::vector<Identifier>& joint : claim.by) {
      const bool none_known = std::none_of(joint.begin(), joint.end(),
                                           [&](const Identifier& speaker) { return stated.contains(speaker.text); });
      for (const Identifier& speaker : joint) {
        if (stated.contains(speaker.text)) continue;
        const auto [at, added] = place.try_emplace(speaker.text, quoted.size());
        if (added) quoted.push_back({&speaker});
        if (outside && none_known) ++quoted[at->second].left_out;
      }
    }
  }
  for (const Quoted& q : quoted) {
    const std::string& name = q.first->text;
    const std::string so = q.left_out == 0   ? ""
                           : q.left_out == 1 ? ", so one claim is left out"
                                             : fmt::format(", so {} claims are left out", q.left_out);
    context.diagnostics.warning(
        135, q.first->span, fmt::format("`{}` is quoted without a `trust` statement{}", name, so),
        fmt::format("quoting is not believing: `trust {} {}.` takes in what it says, and `trust {} none.` only notes "
                    "that it says so",
                    name, program.levels.front(), name));
  }
}

}  // namespace linchpin::analysis
