#include "paths.hpp"

#include <algorithm>
#include <array>

namespace linchpin::property {

namespace {

using engine::Relation;
using engine::Tuning;
using engine::Use;

bool has_direct_index(const Relation& relation) {
  for (std::uint32_t c = 0; c < relation.arity(); ++c) {
    const engine::Index* index = relation.find_index({c});
    if (index == nullptr) continue;
    if (std::any_of(index->runs().begin(), index->runs().end(), [](const auto& run) { return run.direct(); }))
      return true;
  }
  return false;
}

bool any(const session::State& state, bool (*holds)(const Relation&)) {
  for (analysis::PredicateId p = 0; p < state.program->predicates.size(); ++p) {
    const Relation* relation = state.engine.relation(p);
    if (relation != nullptr && holds(*relation)) return true;
  }
  return false;
}

bool any_step(session::State& state, std::string_view step) {
  for (std::uint32_t r = 0; r < state.program->rules.size(); ++r) {
    if (state.engine.print_plans(r).find(step) != std::string::npos) return true;
  }
  return false;
}

bool any_projected(session::State& state) { return any_step(state, ". distinct "); }
bool any_intersected(session::State& state) { return any_step(state, ". intersect "); }

constexpr std::array kPaths = {
    Path{"dense_set", &Tuning::dense_set,
         [](session::State& s) { return any(s, [](const Relation& r) { return r.has_dense_set(); }); }, 5, 80, 80},
    Path{"ordinal_set", &Tuning::ordinal_set,
         [](session::State& s) { return any(s, [](const Relation& r) { return r.has_ordinal_set(); }); }, 5, 80, 80},
    Path{"direct_index", &Tuning::direct_index, [](session::State& s) { return any(s, has_direct_index); }, 5, 80, 80},
    Path{"word_union", &Tuning::word_union,
         [](session::State& s) { return any(s, [](const Relation& r) { return r.has_snapshot(); }); }, 5, 30, 10},
    Path{"residual", &Tuning::residual, [](session::State& s) { return s.engine.residuals() != 0; }, 0, 0, 30},
    Path{"intersect", &Tuning::intersect, any_intersected, 0, 30, 10},
    Path{"parts", &Tuning::parts, [](session::State& s) { return s.engine.shared_runs() != 0; }, 0, 80, 80},
    Path{"projected_delta", &Tuning::projected_delta, any_projected, 0, 60, 10},
};
static_assert(sizeof(Tuning) == kPaths.size() * sizeof(Use), "each member of engine::Tuning has a row in kPaths");

}  // namespace

const std::vector<Path>& paths() {
  static const std::vector<Path> all(kPaths.begin(), kPaths.end());
  return all;
}

const std::vector<NamedTuning>& tunings() {
  static const std::vector<NamedTuning> all = [] {
    std::vector<NamedTuning> out = {{"choose", {}}};
    Tuning always, never;
    for (const Path& path : kPaths) {
      for (const Use use : {Use::always, Use::never}) {
        NamedTuning& one = out.emplace_back();
        one.name = std::string(path.name) + (use == Use::always ? " always" : " never");
        one.tuning.*path.use = use;
      }
      always.*path.use = Use::always;
      never.*path.use = Use::never;
    }
    out.push_back({"all always", always});
    out.push_back({"all never", never});
    return out;
  }();
  return all;
}

std::vector<NamedTuning> tunings_for(std::uint64_t seed) {
  std::vector<NamedTuning> out = {tunings().front()};
  for (std::size_t path = seed % 3; path < kPaths.size(); path += 3) {
    out.push_back(tunings()[1 + 2 * path]);
    out.push_back(tunings()[2 + 2 * path]);
  }
  out.insert(out.end(), tunings().end() - 2, tunings().end());
  return out;
}

}  // namespace linchpin::property
