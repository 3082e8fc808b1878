#include "mutants.hpp"

#include <algorithm>
#include <cstdio>

#include "mutation.hpp"

namespace linchpin::check {
namespace {

using property::Random;
using Pointer = Json::json_pointer;

const char* const kOtherAnswer = "the proof of another answer";

struct Place {
  Pointer at;
  std::vector<Pointer> above;  // facts only
};

void find_places(const Json& node, const Place& place, std::vector<Place>& out) {
  if (!node.contains("premises")) return;
  out.push_back(place);
  Place below = place;
  if (node.contains("fact")) below.above.push_back(place.at);
  for (std::size_t i = 0; i < node.at("premises").size(); ++i) {
    below.at = place.at / "premises" / i;
    find_places(node.at("premises").at(i), below, out);
  }
}

}  // namespace

const std::vector<std::string>& all_mutations() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> out{kOtherAnswer};
    for (const Mutation& mutation : mutations()) out.emplace_back(mutation.kind);
    return out;
  }();
  return all;
}

std::vector<Mutant> mutants(const Json& proofs, std::size_t number, const Json& answers, const Truth& truth,
                            Random& random) {
  const Json& proof = proofs.at(number);
  std::vector<Mutant> out;
  std::vector<Place> places;
  find_places(proof, Place{Pointer(), {}}, places);
  random.shuffle(places);
  if (proof.at("kind") == "undecided") return out;
  for (const Mutation& mutation : mutations()) {
    for (const Place& place : places) {
      std::vector<const Json*> above;
      for (const Pointer& at : place.above) above.push_back(&proof.at(at));
      Json mutated = proof;
      Site site{mutated, mutated.at(place.at), above, proof, truth, random};
      if (!mutation.mutate(site)) continue;
      out.push_back({mutation.kind, std::move(mutated)});
      break;
    }
  }
  const std::size_t other = (number + 1) % proofs.size();
  if (other != number && proofs.at(other).at("kind") != "undecided" && answers.at(other) != answers.at(number)) {
    out.push_back({kOtherAnswer, proofs.at(other)});
  }
  return out;
}

void Mutations::run(const Json& answer, std::size_t number, const Asked& asked, const Truth& truth, Random& random) {
  for (const Mutant& mutant : mutants(answer.at("proofs"), number, answer.at("answers"), truth, random)) {
    ++tried[mutant.kind];
    const auto found = fault(mutant.proof, asked, truth);
    const bool refused = found && (mutant.kind != kCircle || found->find("circle") != std::string::npos);
    if (refused) continue;
    ++survivors;
    std::printf("%s: %s is not refused%s\n  %s\n  %s\n", answer.at("question").get<std::string>().c_str(),
                mutant.kind.c_str(), found ? " as such" : "", answer.at("proofs").at(number).dump().c_str(),
                mutant.proof.dump().c_str());
  }
}

bool Mutations::report(const std::vector<std::string>& needed) const {
  bool all = true;
  for (const std::string& kind : all_mutations()) {
    const auto at = tried.find(kind);
    const std::size_t count = at == tried.end() ? 0 : at->second;
    const bool lacking = count == 0 && std::find(needed.begin(), needed.end(), kind) != needed.end();
    all = all && !lacking;
    std::printf("%8zu refused: %s%s\n", count, kind.c_str(), lacking ? "  LACKING" : "");
  }
  std::printf("%zu mutants survived\n", survivors);
  return all && survivors == 0;
}

}  // namespace linchpin::check
