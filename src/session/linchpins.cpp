#include "session/linchpins.hpp"

#include <algorithm>
#include <map>

#include "explain/exposure.hpp"
#include "explain/hitting_sets.hpp"
#include "knowledge/repeats.hpp"
#include "session/supports.hpp"
#include "session/world.hpp"

namespace linchpin::session {
namespace {

using analysis::Level;
using explain::ClaimSet;
using explain::Verdict;
using explain::Wanted;
using knowledge::ClaimIndex;

constexpr explain::HittingLimits kHittingLimits;
constexpr std::size_t kMostEvaluations = 250;  // for one question
constexpr explain::SliceLimits kSlice{4000, 40000, 2000, 0};

// A state could not be made or asked; what there is to say of it is among the diagnostics.
struct Unfinished {
  Status status;
};

// The proofs of answers in one state, and what these take for granted.
class Grasp {
 public:
  Grasp(State& state, const analysis::Query& query, engine::Budget& budget)
      : world_(world_of(state, budget)),
        query_(query),
        originals_(knowledge::originals(state.module)),
        slice_(world_, kSlice, explain::Breadth::all),
        footing_(slice_, originals_),
        exposure_(footing_, query, kHittingLimits.size) {}

  explain::FactId add(const Wanted& answer) {
    const explain::FactId goal = slice_.add_answer(query_, answer.row, answer.level);
    if (!slice_.explore(goal)) slice_.descend(goal);
    return goal;
  }

  // A proof without these claims, and the claims it uses or takes for granted. Nothing where none is to be seen.
  struct Seen {
    std::optional<Level> level;
    std::set<ClaimIndex> claims;
  };
  std::optional<Seen> look(explain::FactId goal, const ClaimSet& without) {
    world_.budget.check(nullptr, 0);
    std::vector<bool> out(originals_.size());
    for (ClaimIndex claim : without) out[claim] = true;
    const auto standing = explain::standing(footing_, goal, out);
    if (!standing) return std::nullopt;
    Seen seen{standing->level, {}};
    for (const auto& [fact, way] : standing->proof) {
      for (ClaimIndex claim : footing_.claims(fact, *way)) seen.claims.insert(claim);
    }
    seen.claims.merge(exposure_.of(*standing));  // may find further ways of facts, so that those above are gone
    if (asks_more()) seen.claims.merge(below_question());
    return seen;
  }

  bool left_out() const { return exposure_.left_out(); }

  // Every claim that the answer may depend on.
  std::set<ClaimIndex> below_question() {
    std::set<ClaimIndex> out;
    for (const analysis::Rule& rule : query_.rules) out.merge(exposure_.below(rule.body));
    for (const analysis::Aggregation& a : query_.aggregations) out.merge(exposure_.below(a.input.body));
    return out;
  }

 private:
  // What a question itself counts or negates as a whole is no part of the slice.
  bool asks_more() const {
    return !query_.aggregations.empty() ||
           std::any_of(query_.rules.begin(), query_.rules.end(), [&](const analysis::Rule& rule) {
             return rule.head != query_.answer && rule.head != query_.possible;
           });
  }

  explain::World world_;
  const analysis::Query& query_;
  std::vector<std::vector<ClaimIndex>> originals_;
  explain::Slice slice_;
  explain::Footing footing_;
  explain::Exposure exposure_;
};

class Search {
 public:
  Search(State& state, const syntax::Question& question, const analysis::Query& query,
         const std::vector<Wanted>& answers, engine::Budget& budget, Diagnostics& diagnostics)
      : state_(state),
        question_(question),
        answers_(answers),
        budget_(budget),
        diagnostics_(diagnostics),
        whole_(state, query, budget),
        writer_(state) {}

  // Size by size for all answers, as these may have claims in common, and the small sets tell the most.
  void run() {
    found_.resize(answers_.size());
    for (Linchpins& none : found_) none.stopped = true;
    for (const Wanted& answer : answers_) {
      goals_.push_back(answer.level == analysis::kOutside ? 0 : whole_.add(answer));
    }
    for (std::size_t size = 1; size <= kHittingLimits.size; ++size) {
      for (std::size_t i = 0; i < answers_.size(); ++i) found_[i] = find(i, size);
    }
  }

  // What `run` found; if it was stopped, until then.
  void give(Answer& out, bool stopped) {
    for (std::size_t i = 0; stopped && i < found_.size(); ++i) {
      if (!found_[i].all) found_[i].stopped = true;
      if (found_[i].complete_to != 0) continue;
      for (const auto& [looked, seen] : looked_at_) {
        const bool broken = looked.first == i && looked.second.size() == 1 && seen.first.kind == Verdict::Kind::broken;
        if (broken) found_[i].single.push_back(writer_.write(looked.second.front()));
      }
    }
    out.linchpins = std::move(found_);
    out.evaluations = evaluations_;
  }

 private:
  Linchpins find(std::size_t answer, std::size_t size) {
    Linchpins out;
    if (answers_[answer].level == analysis::kOutside) return out;  // it does not hold to begin with
    std::vector<std::pair<ClaimIndex, Level>> lower;
    const auto without = [&](const ClaimSet& claims) {
      const auto [at, added] = looked_at_.try_emplace({answer, claims});
      auto& [verdict, level] = at->second;
      if (added) {
        level = answers_[answer].level;
        verdict = look(answer, claims, level);
      }
      const bool less = verdict.kind == Verdict::Kind::holds && level > answers_[answer].level;
      if (less && claims.size() == 1) lower.emplace_back(claims.front(), level);
      return verdict;
    };
    const explain::HittingSets found = explain::hitting_sets(without, {size, kHittingLimits.nodes});
    for (const ClaimSet& set : found.sets) {
      if (set.size() == 1) {
        out.single.push_back(writer_.write(set.front()));
      } else {
        std::vector<Ground>& grounds = out.sets.emplace_back();
        for (ClaimIndex claim : set) grounds.push_back(writer_.write(claim));
      }
    }
    for (const auto& [claim, level] : lower) {
      out.lower.push_back({writer_.write(claim), state_.program->levels[level]});
    }
    out.complete_to = found.complete_to;
    out.all = found.all && !left_out_ && !whole_.left_out();
    out.stopped = !found.all && found.complete_to < kHittingLimits.size;
    return out;
  }

  using Outcome = std::vector<std::optional<Level>>;  // by answer: the level at which it still holds

  // A larger set is to be tried from the weakest claims on.
  ClaimSet by_weakness(const std::set<ClaimIndex>& claims) const {
    ClaimSet out(claims.begin(), claims.end());
    std::stable_sort(out.begin(), out.end(), [&](ClaimIndex a, ClaimIndex b) {
      return state_.program->claim_levels[a] > state_.program->claim_levels[b];
    });
    return out;
  }

  // `level`: of the answer without these claims, where it is known.
  Verdict look(std::size_t answer, const ClaimSet& without, Level& level) {
    const auto seen = whole_.look(goals_[answer], without);
    const auto is_touched = [&](ClaimIndex claim) { return seen->claims.contains(claim); };
    const bool stands = seen && std::none_of(without.begin(), without.end(), is_touched);
    // Of a single claim what it does to the level is told as well.
    if (stands && (without.size() != 1 || seen->level == answers_[answer].level)) return holds(seen->claims);
    const auto known = outcomes_.find(without);
    if (known != outcomes_.end() && !known->second[answer]) return {Verdict::Kind::broken, {}};
    if (known != outcomes_.end() && stands) {
      level = *known->second[answer];
      return holds(seen->claims);
    }
    if (evaluations_ == kMostEvaluations) return {Verdict::Kind::unknown, {}};
    ++evaluations_;
    return ask_again(answer, without, stands ? &seen->claims : nullptr, level);
  }

  Verdict holds(const std::set<ClaimIndex>& conflict) const { return {Verdict::Kind::holds, by_weakness(conflict)}; }

  // `conflict`: the one to go on from, where it is known.
  Verdict ask_again(std::size_t answer, const ClaimSet& without, const std::set<ClaimIndex>* conflict, Level& level) {
    knowledge::Module module = state_.module;
    module.scenarios = {};
    for (ClaimIndex claim : without) module.retract_claim(state_.module.claims[claim].what.id.text);
    State state(state_, std::move(module), {});
    engine::Budget within = budget_;
    within.memory = [&] { return state_.bytes() + state.bytes_beside(state_); };
    Diagnostics found;
    Status status = state.add({}, within, found);
    std::optional<analysis::Query> query;
    if (status == Status::ok) {
      query = analysis::analyse(question_, *state.program, state.signatures, state.pool, found);
      if (!query) status = Status::error;
    }
    engine::Answers rows;
    if (status == Status::ok) status = state.guarded([&] { rows = state.engine.answer(*query, within); }, found);
    if (status != Status::ok) {
      report(found, without);
      throw Unfinished{status};
    }
    const Outcome& outcome = outcomes_.insert_or_assign(without, outcome_of(rows)).first->second;
    if (!outcome[answer]) return {Verdict::Kind::broken, {}};
    level = *outcome[answer];
    if (conflict != nullptr) return holds(*conflict);
    Grasp there(state, *query, within);
    const auto seen = there.look(there.add({answers_[answer].row, level}), {});
    left_out_ = left_out_ || there.left_out();
    return holds(seen ? seen->claims : there.below_question());
  }

  void report(const Diagnostics& found, const ClaimSet& without) {
    std::string ids;
    for (ClaimIndex claim : without)
      ids += (ids.empty() ? "`" : ", `") + state_.module.claims[claim].what.id.text + "`";
    for (Diagnostic d : found.all()) {
      if (d.severity != Severity::error) continue;
      const std::size_t doing = d.message.find(" while answering");  // as nothing else is known to it
      d.message = doing == std::string::npos ? d.message + ", which was tried without " + ids
                                             : d.message.substr(0, doing) + " while this was tried without " + ids;
      diagnostics_.add(std::move(d));
    }
  }

  Outcome outcome_of(const engine::Answers& rows) const {
    Outcome out(answers_.size());
    std::map<std::vector<std::uint32_t>, std::size_t> place;
    for (std::size_t i = 0; i < answers_.size(); ++i) place.emplace(bits(answers_[i].row), i);
    for (std::uint64_t r = 0; r < rows.count; ++r) {
      const std::span<const Value> row(rows.values.data() + r * rows.columns, rows.columns);
      const Level level = rows.levels.empty() ? Level{0} : rows.levels[r];
      const auto at = place.find(bits(row));
      if (at != place.end() && level != analysis::kOutside) out[at->second] = level;
    }
    return out;
  }

  static std::vector<std::uint32_t> bits(std::span<const Value> row) {
    std::vector<std::uint32_t> out;
    for (Value v : row) out.push_back(v.bits());
    return out;
  }

  State& state_;
  const syntax::Question& question_;
  const std::vector<Wanted>& answers_;
  engine::Budget& budget_;
  Diagnostics& diagnostics_;
  Grasp whole_;
  GroundWriter writer_;
  std::vector<explain::FactId> goals_;  // by answer
  std::vector<Linchpins> found_;        // by answer
  std::map<std::pair<std::size_t, ClaimSet>, std::pair<Verdict, Level>> looked_at_;
  std::map<ClaimSet, Outcome> outcomes_;
  std::size_t evaluations_ = 0;
  bool left_out_ = false;  // larger sets than are looked for might break an answer, too
};

}  // namespace

Status give_linchpins(State& state, const syntax::Question& question, const analysis::Query& query,
                      const std::vector<Wanted>& answers, Answer& out, engine::Budget& budget,
                      Diagnostics& diagnostics) {
  Search search(state, question, query, answers, budget, diagnostics);
  try {
    search.run();
  } catch (const Unfinished& unfinished) {
    if (unfinished.status != Status::error) search.give(out, true);
    return unfinished.status;
  } catch (const engine::Stopped&) {
    search.give(out, true);
    throw;
  }
  search.give(out, false);
  return Status::ok;
}

}  // namespace linchpin::session
