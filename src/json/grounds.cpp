// Grounds, supports and linchpins as JSON.
#include "json/json.hpp"

namespace linchpin::json {
namespace {

// A ground on its own, not of a fact whose level is told.
Json alone(const Ground& ground) {
  Json out = json_of(ground);
  if (!ground.level.empty()) out["level"] = ground.level;
  return out;
}

Json list(const std::vector<Ground>& grounds) {
  Json out = Json::array();
  for (const Ground& ground : grounds) out.push_back(alone(ground));
  return out;
}

}  // namespace

Json json_of(const Ground& ground) {
  Json out = Json::object();
  if (!ground.clause.empty()) out["clause"] = ground.clause;
  if (ground.claim.empty()) return out;
  out["claim"] = ground.claim;
  out["gloss"] = ground.gloss;
  out["cites"] = ground.at;
  out["by"] = ground.by;
  out["basis"] = ground.basis;
  for (const Ground::Repeat& repeat : ground.repeated_by) {
    out["repeated_by"].push_back({{"claim", repeat.claim}, {"cites", repeat.at}, {"by", repeat.by}});
  }
  return out;
}

void add_disjoint(const std::optional<std::size_t>& count, bool exact, Json& out) {
  if (!count) return;
  out["disjoint"] = *count;
  out["disjoint_complete"] = exact;
}

Json json_of(const Supports& supports) {
  Json out;
  out["supports"] = Json::array();
  for (const Supports::Support& support : supports.supports) {
    out["supports"].push_back({{"level", support.level}, {"grounds", list(support.grounds)}});
  }
  out["complete"] = supports.complete;
  add_disjoint(supports.disjoint, supports.disjoint_exact, out);
  return out;
}

Json json_of(const Linchpins& linchpins) {
  Json out;
  out["single"] = list(linchpins.single);
  out["lower"] = Json::array();
  for (const Linchpins::Lowering& lower : linchpins.lower) {
    out["lower"].push_back({{"ground", alone(lower.ground)}, {"to", lower.level}});
  }
  out["sets"] = Json::array();
  for (const std::vector<Ground>& set : linchpins.sets) out["sets"].push_back(list(set));
  out["complete_to"] = linchpins.complete_to;
  out["all"] = linchpins.all;
  out["stopped"] = linchpins.stopped;
  return out;
}

}  // namespace linchpin::json
