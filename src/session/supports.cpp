#include "session/supports.hpp"

#include "knowledge/repeats.hpp"
#include "session/citation.hpp"
#include "session/grounds.hpp"
#include "session/sentence.hpp"

namespace linchpin::session {

using knowledge::ClaimIndex;
using knowledge::kNoClaim;

namespace {

constexpr explain::SliceLimits kSlice{2000, 20000, 1000, 0};  // what is looked through for the supports of an answer

}  // namespace

GroundWriter::GroundWriter(const State& state) : state_(state), originals_(knowledge::originals(state.module)) {
  repeats_.resize(originals_.size());
  for (ClaimIndex claim = 0; claim < originals_.size(); ++claim) {
    for (ClaimIndex original : originals_[claim]) repeats_[original].push_back(claim);
  }
}

Ground GroundWriter::write(const knowledge::Origin& origin) const {
  Ground ground = ground_at(state_, origin);
  const analysis::Level level = level_of(origin, *state_.program);
  if (level != analysis::kOutside) ground.level = state_.program->levels[level];
  if (origin.claim == kNoClaim) return ground;
  for (ClaimIndex repeat : repeats_[origin.claim]) {
    const syntax::ClaimDeclaration& claim = state_.module.claims[repeat].what;
    ground.repeated_by.push_back({claim.id.text, places(claim.at), speakers(claim)});
  }
  return ground;
}

Ground GroundWriter::write(ClaimIndex claim) const { return write(knowledge::Origin{{}, claim}); }

Ground GroundWriter::write(const explain::Ground& ground) const {
  if (ground.claim != kNoClaim) return write(ground.claim);
  Ground out = write(ground.origin);
  if (!ground.row.args.empty()) out.clause = fact_text(state_, ground.row.predicate, ground.row.args);
  return out;
}

void find_supports(const explain::World& world, const analysis::Query& query,
                   const std::vector<explain::Wanted>& answers, const std::vector<std::vector<ClaimIndex>>& originals,
                   const std::function<void(const explain::Supports&)>& take) {
  explain::Slice slice(world, kSlice, explain::Breadth::all);
  const explain::Footing footing(slice, originals);
  for (const explain::Wanted& answer : answers) {
    const explain::FactId goal = slice.add_answer(query, answer.row, answer.level);
    const bool explored = slice.explore(goal);
    if (!explored) slice.descend(goal);
    take(explain::supports(footing, goal, explored));
  }
}

Supports write(const State& state, const GroundWriter& writer, const explain::Supports& supports) {
  Supports out;
  out.complete = supports.complete;
  for (const explain::Support& support : supports.sets) {
    Supports::Support& shown = out.supports.emplace_back();
    shown.level = state.program->levels[support.level];
    for (const explain::Ground& ground : support.grounds) shown.grounds.push_back(writer.write(ground));
  }
  if (const auto disjoint = explain::disjoint(supports)) {
    out.disjoint = disjoint->count;
    out.disjoint_exact = disjoint->exact;
  }
  return out;
}

}  // namespace linchpin::session
