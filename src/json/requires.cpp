#include "json/json.hpp"

namespace linchpin::json {
namespace {

Json json_of(const Requirement& set) {
  Json out;
  out["facts"] = Json::array();
  for (const Requirement::Fact& fact : set.facts) {
    Json one;
    one["fact"] = fact.fact;
    if (!fact.sentence.empty()) one["sentence"] = fact.sentence;
    out["facts"].push_back(std::move(one));
  }
  out["variables"] = Json::array();
  for (const Requirement::Variable& variable : set.variables) {
    Json one;
    one["name"] = variable.name;
    one["any"] = variable.any;
    if (!variable.value.empty()) one["tried"] = variable.value;
    out["variables"].push_back(std::move(one));
  }
  out["conditions"] = set.conditions;
  out["level"] = set.level;
  out["conflicts"] = Json::array();
  for (const Conflict& conflict : set.conflicts) out["conflicts"].push_back(json::json_of(conflict));
  return out;
}

Json json_of(const Requirements::Closed& way) {
  Json out;
  out["not"] = way.literal;
  if (!way.fact.empty()) out["fact"] = way.fact;
  if (!way.sentence.empty()) out["sentence"] = way.sentence;
  out.update(json::json_of(way.rule));
  return out;
}

}  // namespace

Json json_of(const Requirements& required) {
  Json out;
  out["holds"] = required.holds;
  if (required.holds) return out;
  out["sets"] = Json::array();
  for (const Requirement& set : required.sets) out["sets"].push_back(json_of(set));
  out["most"] = required.most;
  out["complete_to"] = required.complete_to;
  out["stopped"] = required.stopped;
  out["more"] = required.more;
  out["failed"] = required.failed;
  out["aggregates"] = required.aggregates;
  out["closed"] = Json::array();
  for (const Requirements::Closed& way : required.closed) out["closed"].push_back(json_of(way));
  out["not_open"] = required.not_open;
  return out;
}

}  // namespace linchpin::json
