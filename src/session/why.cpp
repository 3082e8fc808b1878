#include "session/why.hpp"

#include <algorithm>

#include "explain/why.hpp"
#include "session/sentence.hpp"
#include "session/grounds.hpp"
#include "syntax/print.hpp"

namespace linchpin::session {
namespace {

void add_once(std::vector<std::string>& list, const std::string& text) {
  if (std::find(list.begin(), list.end(), text) == list.end()) list.push_back(text);
}

// Writes out one proof.
class Writer {
 public:
  Writer(const State& state, const std::vector<Assumed>& assumed) : state_(state), assumed_(assumed) {}

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
  std::string level(analysis::Level level) const {
    return level == analysis::kOutside ? "undecided" : state_.program->levels[level];
  }

  std::string text(const explain::Fact& fact) const {
    const knowledge::Signature& signature = state_.program->predicates[fact.predicate].signature;
    std::string out = (signature.denied ? "-" : "") + syntax::print_name(signature.name);
    for (std::size_t i = 0; i < fact.args.size(); ++i) {
      out += (i == 0 ? "(" : ", ") + state_.pool.print(fact.args[i]);
    }
    return fact.args.empty() ? out : out + ")";
  }

  Ground ground(const knowledge::Origin& origin) const { return ground_at(state_, origin); }

  std::string basis(const knowledge::Origin& origin) const {
    if (origin.claim == knowledge::kNoClaim) return "";
    switch (state_.module.claims[origin.claim].what.basis) {
      case syntax::Basis::implicit:
        return "implicit";
      case syntax::Basis::added:
        return "added";
      default:
        return "stated";
    }
  }

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
    out.level = level(node.level);
    out.premises.assign(node.premises.begin(), node.premises.end());
    out.rows = node.rows;
    out.shown = node.shown;
    if (node.kind == K::condition || node.kind == K::absent || node.kind == K::question || node.kind == K::undecided) {
      return out;
    }
    if (node.kind == K::aggregate) return out;
    out.fact = text(node.fact);
    out.sentence = sentence(state_, node.fact.predicate, node.fact.args);
    if (node.kind == K::unknown) return out;
    out.ground = ground(node.origin);
    out.basis = basis(node.origin);
    out.best = node.best;
    out.definite = node.definite;
    if (node.kind == K::stated) out.assumed = assumed(node.origin);
    // That a claim stands there is nobody's word.
    if (node.kind != K::provided) add_speakers(node.origin, proof);
    if (node.kind == K::imported && out.ground.clause.ends_with('.')) out.ground.clause.pop_back();
    for (const explain::Objection& objection : node.objections) {
      Proof::Objection& shown = out.objections.emplace_back();
      shown.fact = text(objection.contrary);
      shown.sentence = sentence(state_, objection.contrary.predicate, objection.contrary.args);
      shown.level = level(objection.level);
      shown.ground = ground(objection.clause);
      shown.holds = objection.holds;
      for (knowledge::ClaimIndex winner : objection.overridden_by) {
        shown.ground.overridden_by.push_back(state_.module.claims[winner].what.id.text);
      }
    }
    return out;
  }

  const State& state_;
  const std::vector<Assumed>& assumed_;
};

static_assert(static_cast<int>(Proof::Kind::question) == static_cast<int>(explain::Node::Kind::question));

}  // namespace

void give_proofs(State& state, const analysis::Query& query, const engine::Answers& answers,
                 const std::vector<std::uint64_t>& order, const std::vector<Assumed>& assumed, Answer& out,
                 engine::Budget& budget) {
  const explain::World world{
      *state.program,
      state.module,
      state.sources,
      state.engine,
      state.pool,
      budget,
      [&](analysis::PredicateId predicate, const auto& visit) { state.each_imported_row(predicate, visit); }};
  std::vector<explain::Wanted> wanted;
  for (std::uint64_t r : order) {
    if (r >= answers.count || wanted.size() == kMostProofs) break;
    explain::Wanted& one = wanted.emplace_back();
    const auto row = answers.values.begin() + static_cast<std::ptrdiff_t>(r * answers.columns);
    one.row.assign(row, row + answers.columns);
    one.level = answers.levels.empty() ? analysis::Level{0} : answers.levels[r];
  }
  out.proofs.emplace();
  for (const explain::Proof& proof : explain::why(world, query, wanted)) {
    out.proofs->push_back(Writer(state, assumed).write(proof));
  }
}

}  // namespace linchpin::session
