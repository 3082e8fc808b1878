#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <unordered_map>

#include "pictures/diagram.hpp"
#include "pictures/text.hpp"
#include "pictures/wording.hpp"

namespace linchpin::pictures {
namespace {

using Node = Diagram::Node;
using Edge = Diagram::Edge;

constexpr std::size_t kTitleWidth = 34;
constexpr std::size_t kDetailWidth = 44;

std::vector<std::string> title(std::string_view text) { return wrapped(printable(text), kTitleWidth); }

void add_detail(Node& node, std::string_view text) {
  if (text.empty()) return;
  for (std::string& line : wrapped(printable(text), kDetailWidth)) node.details.push_back(std::move(line));
}

Node::Role role_of(const Proof::Node& node) {
  switch (node.kind) {
    case Proof::Kind::condition:
      return Node::Role::condition;
    case Proof::Kind::absent:
      return Node::Role::absent;
    case Proof::Kind::aggregate:
      return Node::Role::aggregate;
    case Proof::Kind::undecided:
    case Proof::Kind::unknown:
      return Node::Role::open;
    case Proof::Kind::question:
      return Node::Role::question;
    default:
      return node.assumed.empty() ? Node::Role::fact : Node::Role::assumed;
  }
}

Node::Basis basis_of(const Proof::Node& node) {
  if (node.ground.basis == "implicit") return Node::Basis::implied;
  return node.ground.basis == "added" ? Node::Basis::added : Node::Basis::stated;
}

class Builder {
 public:
  explicit Builder(const std::string& highest) : highest_(highest) { out_.diagram.upwards = true; }

  // False, and nothing of the proof is there, where there would be too many arrows.
  bool add(const Proof& proof) {
    const std::size_t nodes = out_.diagram.nodes.size(), edges = out_.diagram.edges.size(), facts = out_.facts;
    place_.assign(proof.nodes.size(), 0);
    for (std::size_t n = 0; n < proof.nodes.size(); ++n) place_[n] = placed(proof, proof.nodes[n]);
    if (out_.diagram.edges.size() > kMostEdges) {
      out_.diagram.nodes.resize(nodes);
      out_.diagram.edges.resize(edges);
      out_.facts = facts;
      return false;
    }
    mark_answer(proof, out_.diagram.nodes[place_[proof.root]]);
    ++out_.drawn;
    return true;
  }

  ProofDiagram take() {
    explain_shapes();
    return std::move(out_);
  }

 private:
  // The box of a node. Proofs of one answer show a fact like those of another, so that they may share it.
  std::size_t placed(const Proof& proof, const Proof::Node& node) {
    std::string key = fmt::format("{}\n{}\n{}\n{}\n{}\n{}", static_cast<int>(node.kind), node.fact, node.text,
                                  node.ground.claim, node.ground.clause, node.assumed);
    for (std::size_t premise : node.premises) key += fmt::format("\n{}", place_[premise]);
    const auto [at, is_new] = known_.emplace(std::move(key), out_.diagram.nodes.size());
    const bool again = !is_new && at->second < out_.diagram.nodes.size();
    if (!again) at->second = add(node);
    const std::string& ground = node.ground.claim.empty() ? node.ground.clause : node.ground.claim;
    const bool is_weakest = std::find(proof.weakest.begin(), proof.weakest.end(), ground) != proof.weakest.end();
    // Of what follows by a rule, the rule is the link; it has the box behind the fact's.
    if (is_weakest) out_.diagram.nodes[at->second + (node.kind == Proof::Kind::rule ? 1 : 0)].weakest = true;
    return at->second;
  }

  std::size_t add(const Proof::Node& node) {
    std::vector<Node>& nodes = out_.diagram.nodes;
    const std::size_t at = nodes.size();
    Node& box = nodes.emplace_back();
    box.role = role_of(node);
    box.basis = node.kind == Proof::Kind::rule ? Node::Basis::stated : basis_of(node);
    const bool levelled = node.kind != Proof::Kind::condition && node.kind != Proof::Kind::absent;
    box.title = title(levelled ? at_level(said(node), node.level) : said(node));
    add_detail(box, standing(node));
    if (node.best) add_detail(box, "there is no better value");
    if (!node.fact.empty()) ++out_.facts;
    if (node.kind == Proof::Kind::rule) {
      add_rule(node, at);
    } else {
      support(node, at);
    }
    for (const Proof::Objection& objection : node.objections) add_objection(objection, node.definite, at);
    return at;
  }

  void support(const Proof::Node& node, std::size_t what) {
    std::vector<std::size_t> premises;
    for (std::size_t premise : node.premises) {
      if (std::find(premises.begin(), premises.end(), place_[premise]) == premises.end())
        premises.push_back(place_[premise]);
    }
    for (std::size_t premise : premises) out_.diagram.edges.push_back({premise, what, Edge::Kind::supports, {}, false});
  }

  void add_rule(const Proof::Node& node, std::size_t fact) {
    const std::size_t at = out_.diagram.nodes.size();
    Node& box = out_.diagram.nodes.emplace_back();
    box.role = Node::Role::rule;
    box.basis = basis_of(node);
    const bool claimed = !node.ground.claim.empty();
    box.title = title(claimed ? node.ground.gloss : one_line(node.ground.clause));
    if (claimed) add_detail(box, citation(node.ground));
    support(node, at);
    out_.diagram.edges.push_back({at, fact, Edge::Kind::supports, {}, false});
  }

  void add_objection(const Proof::Objection& objection, bool definite, std::size_t fact) {
    const std::size_t at = out_.diagram.nodes.size();
    Node& box = out_.diagram.nodes.emplace_back();
    box.role = Node::Role::objection;
    box.title = title(at_level(said(objection), objection.level));
    add_detail(box, standing(objection));
    add_detail(box, outcome(objection, definite));
    out_.diagram.edges.push_back({at, fact, Edge::Kind::opposes, {}, false});
  }

  static void mark_answer(const Proof& proof, Node& node) {
    if (node.answer) return;
    node.answer = true;
    if (!proof.weakest.empty()) add_detail(node, fmt::format("weakest link: {}", fmt::join(proof.weakest, ", ")));
    if (!proof.speakers.empty()) add_detail(node, fmt::format("speakers: {}", fmt::join(proof.speakers, ", ")));
    add_detail(node, disjoint_proofs(proof.disjoint, proof.disjoint_exact));
    if (!proof.complete) add_detail(node, "there may be a proof with fewer steps");
  }

  std::string at_level(const std::string& text, const std::string& level) const {
    return level == highest_ ? text : fmt::format("{} ({})", text, level);
  }

  void explain_shapes() {
    using Role = Node::Role;
    using Basis = Node::Basis;
    const std::vector<Node>& nodes = out_.diagram.nodes;
    const auto any = [&](auto&& fits) { return std::any_of(nodes.begin(), nodes.end(), fits); };
    const auto add = [&](bool there, std::string_view what) {
      if (there) out_.diagram.key.emplace_back(what);
    };
    add(any([](const Node& n) { return n.role == Role::rule; }), "rounded: by this rule");
    add(any([](const Node& n) { return n.basis == Basis::implied; }), "dashed: implied");
    add(any([](const Node& n) { return n.basis == Basis::added; }), "dotted: added by the encoder");
    add(any([](const Node& n) { return n.role == Role::assumed; }), "double frame: assumed");
    add(any([](const Node& n) { return n.weakest; }), "thick frame: weakest link");
    add(any([](const Node& n) { return n.role == Role::absent; }), "six corners: nothing says so");
    add(any([](const Node& n) { return n.role == Role::objection; }), "eight corners: what speaks against it");
  }

  const std::string& highest_;
  ProofDiagram out_;
  std::vector<std::size_t> place_;  // of the proof's nodes
  std::unordered_map<std::string, std::size_t> known_;
};

}  // namespace

ProofDiagram diagram(std::span<const Proof> proofs, const std::string& highest) {
  Builder builder(highest);
  for (const Proof& proof : proofs) {
    if (!builder.add(proof)) break;
  }
  return builder.take();
}

}  // namespace linchpin::pictures
