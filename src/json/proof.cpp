#include "json/json.hpp"

namespace linchpin::json {
namespace {

// A proof as a tree. What is needed twice is written out once, and has `repeated` elsewhere. Readers of JSON bound its
// nesting, so what is deeper than kDeepest is a tree of its own, which `continued` numbers.
class ProofTree {
 public:
  explicit ProofTree(const Proof& proof) : proof_(proof), written_(proof.nodes.size()) {}

  Json run() {
    Json out = tree(proof_.root, 0);
    out["complete"] = proof_.complete;
    if (!proof_.weakest.empty()) out["weakest"] = proof_.weakest;
    out["speakers"] = proof_.speakers;
    add_disjoint(proof_.disjoint, proof_.disjoint_exact, out);
    for (std::size_t i = 0; i < later_.size(); ++i) {
      written_[later_[i]] = false;
      Json further = tree(later_[i], 0);
      out["further"].push_back(std::move(further));
    }
    return out;
  }

 private:
  static constexpr std::size_t kDeepest = 100;

  Json tree(std::size_t n, std::size_t depth) {
    const Proof::Node& node = proof_.nodes[n];
    Json out;
    out["kind"] = print(node.kind);
    if (!node.fact.empty()) out["fact"] = node.fact;
    if (!node.sentence.empty()) out["sentence"] = node.sentence;
    if (!node.text.empty()) out["text"] = node.text;
    if (node.kind != Proof::Kind::condition && node.kind != Proof::Kind::absent) out["level"] = node.level;
    if (written_[n] && !node.premises.empty()) {
      out["repeated"] = true;
      return out;
    }
    if (depth == kDeepest && !node.premises.empty()) {
      out["continued"] = later_.size();
      later_.push_back(n);
      written_[n] = true;
      return out;
    }
    written_[n] = true;
    out.update(json_of(node.ground));
    if (!node.assumed.empty()) out["assumed"] = node.assumed;
    if (node.best) out["best"] = true;
    if (node.kind == Proof::Kind::aggregate) {
      out["rows"] = node.rows;
      out["shown"] = node.shown;
    }
    for (const Proof::Objection& objection : node.objections) {
      Json one;
      one["fact"] = objection.fact;
      if (!objection.sentence.empty()) one["sentence"] = objection.sentence;
      one["level"] = objection.level;
      one.update(json_of(objection.ground));
      one["overridden_by"] = objection.ground.overridden_by;
      if (objection.holds) one["holds"] = true;
      out["objections"].push_back(std::move(one));
    }
    if (node.definite) out["definite"] = true;
    out["premises"] = Json::array();
    for (std::size_t premise : node.premises) out["premises"].push_back(tree(premise, depth + 1));
    return out;
  }

  const Proof& proof_;
  std::vector<bool> written_;
  std::vector<std::size_t> later_;
};

}  // namespace

Json json_of(const Proof& proof) { return ProofTree(proof).run(); }

}  // namespace linchpin::json
