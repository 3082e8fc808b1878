#include "edits.hpp"

#include <iterator>

#include "claims_case.hpp"
#include "linchpin.hpp"
#include "naive_builtins.hpp"
#include "reason.hpp"
#include "syntax/print.hpp"
#include "variants.hpp"

namespace linchpin::property {
namespace {

constexpr int kEdits = 4;

// What holds of the predicates that occur in both, so that one that no longer occurs makes no difference by itself.
bool same(const naive::Conclusions& a, const naive::Conclusions& b) {
  for (const auto& [signature, tuples] : a.holds) {
    const auto other = b.holds.find(signature);
    if (other != b.holds.end() && signature.name != "says" && other->second != tuples) return false;
  }
  return true;
}

}  // namespace

std::optional<Disagreement> compare_edits(Random& random, const Program& program, EditTally& edits) {
  Program stated = copy(program);
  Program spare = take_some_claims(random, stated, 4);
  Session session;
  std::string text = print(stated);
  if (session.load_text("program.kb", text) != Status::ok) return error(session, "loading");
  naive::Conclusions before;
  for (int i = 0; i <= kEdits; ++i) {
    naive::Conclusions now;
    try {
      now = naive::reason(stated);
    } catch (const naive::Invalid&) {  // as when nothing states a name any more
      return std::nullopt;
    } catch (const naive::EvaluationError&) {
      return std::nullopt;
    }
    if (i != 0) {
      ++edits.made;
      edits.changing += same(before, now) ? 0 : 1;
    }
    if (auto found = compare_in(session, "", now)) return Disagreement{found->kind, text + found->detail};
    before = std::move(now);

    Case step{copy(stated), {}, {}, {}};
    if (!spare.empty() && random.chance(50)) {
      const auto chosen = spare.begin() + random.below(static_cast<int>(spare.size()));
      step.later.push_back(copy(*chosen));
      spare.erase(chosen);
    } else {
      Program rest = copy(stated);
      Program some = take_some_claims(random, rest, 6);
      if (some.empty()) continue;
      step.retracted.push_back(copy(some.front()));
      spare.push_back(std::move(some.front()));
    }
    for (const syntax::Statement& s : steps(step)) {
      const std::string edit = syntax::print(s) + "\n";
      text += "% then: " + edit;
      if (session.load_text("<prompt>", edit) != Status::ok) return error(session, text);
    }
    stated = standing(step);
  }
  return std::nullopt;
}

}  // namespace linchpin::property
