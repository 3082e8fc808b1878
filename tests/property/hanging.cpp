#include "hanging.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "naive_rule.hpp"
#include "syntax/print.hpp"

namespace linchpin::property {
namespace {

using ClaimIds = std::set<std::string>;
using Row = std::vector<Datum>;

constexpr std::size_t kMostForPairs = 14;  // claims

// The level at which each row holds; rows that do not are left out.
using Held = std::map<std::string, std::string>;

std::string text(const Row& row) {
  std::string out;
  for (const Datum& datum : row) out += print(datum) + ", ";
  return out;
}

ClaimIds ids(const std::vector<Ground>& grounds) {
  ClaimIds out;
  for (const Ground& ground : grounds) {
    if (!ground.claim.empty()) out.insert(ground.claim);
  }
  return out;
}

std::string text(const ClaimIds& claims) {
  std::string out;
  for (const std::string& claim : claims) out += (out.empty() ? "" : " + ") + claim;
  return "{" + out + "}";
}

std::string text(const std::set<ClaimIds>& sets) {
  std::string out;
  for (const ClaimIds& set : sets) out += " " + text(set);
  return out;
}

class Check {
 public:
  Check(Session& session, const std::string& question, bool monotone, Hanging& tally)
      : session_(session), question_(question), monotone_(monotone), tally_(tally), levels_(session.levels()) {
    for (const ClaimInfo& claim : session.claims()) {
      if (claim.repeats.empty()) claims_.insert(claim.id);
    }
  }

  std::optional<Disagreement> run() {
    const Answer plain = session_.ask(question_);
    if (plain.status != Status::ok || plain.rows.empty()) return std::nullopt;
    for (const std::string& claim : claims_) {
      if (!without({claim})) return std::nullopt;
    }
    const Answer hanging = session_.ask("linchpins of " + question_);
    const Answer carried = session_.ask("why all " + question_);
    const Answer why = session_.ask("why " + question_);
    if (hanging.status != Status::ok || carried.status != Status::ok) return wrong("no answer");
    if (hanging.rows != plain.rows || !hanging.linchpins || !carried.supports) return wrong("other rows");
    for (std::size_t r = 0; r < hanging.linchpins->size(); ++r) {
      const std::string level = plain.levels.empty() ? levels_.front() : plain.levels[r];
      if (level == "undecided") continue;
      ++tally_.answers;
      const std::string row = text(plain.rows[r]);
      if (auto found = check_linchpins(row, level, (*hanging.linchpins)[r])) return found;
      if (auto found = check_supports(row, (*carried.supports)[r], (*hanging.linchpins)[r])) return found;
      if (auto found = check_disjoint(row, (*carried.supports)[r], (*why.proofs)[r])) return found;
    }
    return std::nullopt;
  }

 private:
  std::optional<Disagreement> wrong(const std::string& detail) const {
    return Disagreement{"linchpins", question_ + ": " + detail + "\n"};
  }

  std::size_t number(const std::string& level) const {
    return static_cast<std::size_t>(std::find(levels_.begin(), levels_.end(), level) - levels_.begin());
  }

  // Nothing where there is no answer.
  const std::optional<Held>& without(const ClaimIds& claims) {
    const auto [at, added] = without_.try_emplace(claims);
    if (!added) return at->second;
    std::string edits;
    for (const std::string& claim : claims) {
      edits += (edits.empty() ? "without claim " : ", without claim ") + syntax::print_name(claim);
    }
    const Answer answer = session_.ask((edits.empty() ? "" : "suppose " + edits + ": ") + question_);
    if (answer.status != Status::ok) return at->second;
    at->second.emplace();
    for (std::size_t r = 0; r < answer.rows.size(); ++r) {
      const std::string& level = answer.levels.empty() ? levels_.front() : answer.levels[r];
      if (level != "undecided") at->second->emplace(text(answer.rows[r]), level);
    }
    return at->second;
  }

  bool breaks(const ClaimIds& claims, const std::string& row) {
    const auto& held = without(claims);
    return held && !held->contains(row);
  }

  std::optional<Disagreement> check_linchpins(const std::string& row, const std::string& level,
                                              const Linchpins& found) {
    ClaimIds single, lower;
    for (const std::string& claim : claims_) {
      const Held& held = *without({claim});
      const auto at = held.find(row);
      if (at == held.end()) single.insert(claim);
      if (at != held.end() && number(at->second) > number(level)) lower.insert(claim);
    }
    tally_.singles += static_cast<int>(single.size());
    tally_.lower += static_cast<int>(lower.size());
    ClaimIds told_lower;
    for (const Linchpins::Lowering& one : found.lower) {
      told_lower.insert(one.ground.claim);
      const Held& held = *without({one.ground.claim});
      if (!held.contains(row) || held.at(row) != one.level) return wrong(row + one.ground.claim + " lowers otherwise");
    }
    const ClaimIds told = ids(found.single);
    if (found.complete_to >= 1 && told != single) return wrong(row + text(told) + " where it is " + text(single));
    if (found.complete_to >= 1 && told_lower != lower) {
      return wrong(row + "lowered by " + text(told_lower) + " where it is " + text(lower));
    }
    std::set<ClaimIds> pairs;
    for (const std::vector<Ground>& grounds : found.sets) {
      const ClaimIds set = ids(grounds);
      ++tally_.sets;
      if (set.size() == 2) pairs.insert(set);
      if (!breaks(set, row)) return wrong(row + text(set) + " does not break it");
      for (const std::string& claim : set) {
        ClaimIds part = set;
        part.erase(claim);
        if (breaks(part, row)) return wrong(row + text(set) + ", but " + text(part) + " is enough");
      }
    }
    if (claims_.size() > kMostForPairs || found.complete_to < 2) return std::nullopt;
    ++tally_.paired;
    std::set<ClaimIds> all;
    for (const std::string& a : claims_) {
      for (const std::string& b : claims_) {
        if (a < b && !single.contains(a) && !single.contains(b) && breaks({a, b}, row)) all.insert({a, b});
      }
    }
    if (all != pairs) return wrong(row + "the pairs are" + text(pairs) + " where it is" + text(all));
    return std::nullopt;
  }

  std::optional<Disagreement> check_supports(const std::string& row, const Supports& found,
                                             const Linchpins& linchpins) {
    ClaimIds common = claims_;
    for (const Supports::Support& support : found.supports) {
      ++tally_.supports;
      const ClaimIds own = ids(support.grounds);
      std::erase_if(common, [&](const std::string& claim) { return !own.contains(claim); });
      if (!monotone_) continue;
      ClaimIds others;
      std::set_difference(claims_.begin(), claims_.end(), own.begin(), own.end(), std::inserter(others, others.end()));
      const auto& held = without(others);
      if (!held) continue;
      if (!held->contains(row)) return wrong(row + "does not hold by " + text(own) + " alone");
      if (number(held->at(row)) > number(support.level)) {
        return wrong(row + "is only " + held->at(row) + " by " + text(own));
      }
    }
    if (found.complete && found.supports.empty()) return wrong(row + "rests on nothing");
    const ClaimIds single = ids(linchpins.single);
    for (const std::string& claim : single) tally_.beside += common.contains(claim) ? 0 : 1;
    if (monotone_ && found.complete && linchpins.complete_to >= 1 && common != single) {
      return wrong(row + "all supports share " + text(common) + ", and it hangs on " + text(single));
    }
    return std::nullopt;
  }

  static std::size_t most_disjoint(const std::vector<ClaimIds>& sets, std::size_t from, const ClaimIds& taken) {
    std::size_t best = 0;
    for (std::size_t i = from; i < sets.size(); ++i) {
      ClaimIds all = taken;
      all.insert(sets[i].begin(), sets[i].end());
      if (all.size() == taken.size() + sets[i].size()) best = std::max(best, 1 + most_disjoint(sets, i + 1, all));
    }
    return best;
  }

  std::optional<Disagreement> check_disjoint(const std::string& row, const Supports& found, const Proof& proof) {
    std::vector<ClaimIds> sets;
    for (const Supports::Support& support : found.supports) sets.push_back(ids(support.grounds));
    const bool on_claims = std::none_of(sets.begin(), sets.end(), [](const ClaimIds& s) { return s.empty(); });
    if (proof.disjoint.has_value() != (on_claims && !sets.empty())) return wrong(row + "disjoint proofs or none");
    if (proof.disjoint && *proof.disjoint != most_disjoint(sets, 0, {})) {
      return wrong(row + std::to_string(*proof.disjoint) + " disjoint proofs");
    }
    return std::nullopt;
  }

  Session& session_;
  const std::string& question_;
  bool monotone_;
  Hanging& tally_;
  std::vector<std::string> levels_;
  ClaimIds claims_;
  std::map<ClaimIds, std::optional<Held>> without_;
};

}  // namespace

std::optional<Disagreement> check_hanging(Session& session, const std::string& question, bool monotone,
                                          Hanging& tally) {
  return Check(session, question, monotone, tally).run();
}

}  // namespace linchpin::property
