#include "session/why.hpp"

#include <algorithm>

#include "explain/why.hpp"
#include "session/answers.hpp"
#include "session/sentence.hpp"
#include "session/supports.hpp"
#include "session/world.hpp"

namespace linchpin::session {
namespace {

void add_once(std::vector<std::string>& list, const std::string& text) {
  if (std::find(list.begin(), list.end(), text) == list.end()) list.push_back(text);
}

// Writes out one proof.
class Writer {
 public:
  Writer(State& state, const GroundWriter& grounds, const std::vector<Assumed>& assumed)
      : state_(state), grounds_(grounds), assumed_(assumed) {}

  Proof write(const explain::Proof& proof) {
    Proof out;
    for (const explain::Node& node : proof.nodes) out.nodes.push_back(write(node, out));
    out.root = proof.root;
    out.height = proof.height;
    out.complete = proof.complete;
    for (explain::NodeId n : proof.weakest) {
      const Ground& ground = out.nodes[n].ground;
      add_once(out.weakest, ground.claim.empty() ? ground.clause : ground.claim);
    }
    return out;
  }

 private:
  std::string text(const explain::Fact& fact) const { return fact_text(state_, fact.predicate, fact.args); }

  // The source's own author, where a claim names nobody else.
  void add_speakers(const knowledge::Origin& origin, Proof& proof) const {
    if (origin.claim == knowledge::kNoClaim) return;
    const syntax::ClaimDeclaration& claim = state_.module.claims[origin.claim].what;
    for (const auto& joint : claim.by) {
      for (const syntax::Identifier& speaker : joint) add_once(proof.speakers, speaker.text);
    }
    if (!claim.by.empty() || claim.basis == syntax::Basis::added) return;
    for (const syntax::Place& place : claim.at) add_once(proof.speakers, place.source);
  }

  // The scenario in whose braces an assumption stands, or `suppose`.
  std::string assumed(const knowledge::Origin& origin) const {
    if (origin.claim != knowledge::kNoClaim) return "";
    for (const Assumed& place : assumed_) {
      const Span span = place.span;
      const bool within =
          span.file == origin.span.file && span.begin <= origin.span.begin && origin.span.end <= span.end;
      if (within) return place.in;
    }
    return "";
  }

  Proof::Node write(const explain::Node& node, Proof& proof) {
    using K = explain::Node::Kind;
    Proof::Node out;
    out.kind = static_cast<Proof::Kind>(node.kind);
    out.text = node.text;
    out.level = level_name(state_, node.level);
    out.premises.assign(node.premises.begin(), node.premises.end());
    out.rows = node.rows;
    out.shown = node.shown;
    if (node.denied) out.sentence = sentence(state_, *node.denied);
    if (!node.values.empty()) out.sentence = sentence(state_, state_.sources.text(node.origin.span), node.values);
    if (node.kind == K::condition || node.kind == K::absent || node.kind == K::question || node.kind == K::undecided) {
      return out;
    }
    if (node.kind == K::aggregate) return out;
    out.fact = text(node.fact);
    out.sentence = sentence(state_, node.fact.predicate, node.fact.args);
    if (node.kind == K::unknown) return out;
    out.ground = grounds_.write(node.origin);
    out.best = node.best;
    out.definite = node.definite;
    if (node.kind == K::stated) out.assumed = assumed(node.origin);
    // That a claim stands there is nobody's word.
    if (node.kind != K::provided) add_speakers(node.origin, proof);
    if (out.ground.clause.ends_with('.')) out.ground.clause.pop_back();  // of `import` and `entity`
    for (const explain::Objection& objection : node.objections) {
      Proof::Objection& shown = out.objections.emplace_back();
      shown.fact = text(objection.contrary);
      shown.sentence = sentence(state_, objection.contrary.predicate, objection.contrary.args);
      shown.level = level_name(state_, objection.level);
      shown.ground = grounds_.write(objection.clause);
      shown.holds = objection.holds;
      for (knowledge::ClaimIndex winner : objection.overridden_by) {
        shown.ground.overridden_by.push_back(state_.module.claims[winner].what.id.text);
      }
    }
    return out;
  }

  State& state_;
  const GroundWriter& grounds_;
  const std::vector<Assumed>& assumed_;
};

static_assert(static_cast<int>(Proof::Kind::question) == static_cast<int>(explain::Node::Kind::question));

}  // namespace

Proof written(State& state, const explain::Proof& proof, const std::vector<Assumed>& assumed) {
  return Writer(state, GroundWriter(state), assumed).write(proof);
}

std::vector<explain::Wanted> first_answers(const engine::Answers& answers, const std::vector<std::uint64_t>& order) {
  std::vector<explain::Wanted> out;
  for (std::uint64_t r : order) {
    if (r >= answers.count || out.size() == kMostProofs) break;
    explain::Wanted& one = out.emplace_back();
    const auto row = answers.values.begin() + static_cast<std::ptrdiff_t>(r * answers.columns);
    one.row.assign(row, row + answers.columns);
    one.level = answers.levels.empty() ? analysis::Level{0} : answers.levels[r];
  }
  return out;
}

void give_proofs(State& state, const analysis::Query& query, const std::vector<explain::Wanted>& answers,
                 const std::vector<Assumed>& assumed, Answer& out, engine::Budget& budget) {
  const explain::World world = world_of(state, budget);
  const GroundWriter grounds(state);
  out.proofs.emplace();
  std::vector<explain::Proof> proofs;
  const auto write = [&] {
    for (const explain::Proof& proof : proofs) out.proofs->push_back(Writer(state, grounds, assumed).write(proof));
  };
  try {
    explain::why(world, query, answers, proofs);
  } catch (const engine::Stopped&) {
    write();
    throw;
  }
  write();
  if (state.module.claims.empty()) return;
  std::size_t i = 0;
  find_supports(world, query, answers, grounds.originals(), [&](const explain::Supports& found) {
    Proof& proof = (*out.proofs)[i++];
    const auto disjoint = explain::disjoint(found);
    if (!disjoint) return;
    proof.disjoint = disjoint->count;
    proof.disjoint_exact = disjoint->exact;
  });
}

void give_supports(State& state, const analysis::Query& query, const std::vector<explain::Wanted>& answers, Answer& out,
                   engine::Budget& budget) {
  const GroundWriter grounds(state);
  out.supports.emplace();
  find_supports(world_of(state, budget), query, answers, grounds.originals(),
                [&](const explain::Supports& found) { out.supports->push_back(write(state, grounds, found)); });
}

}  // namespace linchpin::session
