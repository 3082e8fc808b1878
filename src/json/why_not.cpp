// `why not` as JSON.
#include "json/json.hpp"

namespace linchpin::json {
namespace {

class Tree {
 public:
  explicit Tree(const WhyNot& found) : found_(found), written_(found.nodes.size()) {}

  Json run() {
    Json out = tree(found_.root);
    out["complete"] = found_.complete;
    out["scenarios"] = found_.scenarios;
    if (!found_.scenarios_tried) out["scenarios_tried"] = false;
    out["proofs"] = Json::array();
    for (const Proof& proof : found_.proofs) out["proofs"].push_back(json_of(proof));
    return out;
  }

 private:
  static Json remark(const WhyNot::Remark& r) {
    Json out;
    out["kind"] = print(r.kind);
    if (!r.value.empty()) {
      out["value"] = r.value;
      out["argument"] = r.argument;
    }
    if (!r.near.empty()) out["near"] = r.near;
    if (!r.fact.empty()) out["fact"] = r.fact;
    if (!r.sentence.empty()) out["sentence"] = r.sentence;
    if (!r.scenario.empty()) out["scenario"] = r.scenario;
    out.update(json_of(r.ground));
    return out;
  }

  Json tree(std::size_t n) {
    const WhyNot::Node& node = found_.nodes[n];
    Json out;
    out["kind"] = print(node.kind);
    if (!node.fact.empty()) out["fact"] = node.fact;
    if (!node.sentence.empty()) out["sentence"] = node.sentence;
    if (!node.open.empty()) out["open"] = node.open;
    if (!node.text.empty()) out["text"] = node.text;
    if (!node.level.empty()) out["level"] = node.level;
    if (written_[n] && !node.below.empty()) {
      out["repeated"] = true;
      return out;
    }
    written_[n] = true;
    if (node.kind == WhyNot::Kind::aggregate) out["value"] = node.value.empty() ? Json() : Json(node.value);
    out.update(json_of(node.ground));
    if (node.kind == WhyNot::Kind::speaks_against) out["overridden_by"] = node.ground.overridden_by;
    if (node.lacks != 0) {
      out["bindings"] = Json::object();
      for (const auto& [variable, datum] : node.bindings) out["bindings"][variable] = json_of(datum);
      out["lacks"] = node.lacks;
      out[node.more_choices ? "at_least_choices" : "choices"] = node.choices;
      if (!node.choice.empty()) out["choice"] = node.choice;
    }
    if (node.others != 0) out["others"] = node.others;
    if (node.proof) out["proof"] = *node.proof;
    for (const WhyNot::Remark& r : node.remarks) out["remarks"].push_back(remark(r));
    out["below"] = Json::array();
    for (std::size_t below : node.below) out["below"].push_back(tree(below));
    return out;
  }

  const WhyNot& found_;
  std::vector<bool> written_;
};

}  // namespace

Json json_of(const WhyNot& found) { return Tree(found).run(); }

}  // namespace linchpin::json
