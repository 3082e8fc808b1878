// Facts tried: what is stated is evaluated anew with them assumed beside it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "explain/proof.hpp"
#include "session/state.hpp"

namespace linchpin::session {

// What a set of facts comes to, once it is assumed.
struct TrialOutcome {
  bool holds = false;    // what was asked
  bool endless = false;  // rules went on and on, so that nothing is known
  std::string level;
  std::vector<Conflict> conflicts;  // of any kind
};

// Tries each set once, and not more than some: the fewer, the more is stated.
class Trials {
 public:
  Trials(State& base, const syntax::Question& question, engine::Budget& budget, Diagnostics& diagnostics);

  bool at_limit() const { return outcomes_.size() >= most_; }
  // Null where it can't be tried: a limit of the session was reached, and `status` says so.
  const TrialOutcome* of(const std::vector<explain::Fact>& facts, Status& status);

 private:
  using Key = std::vector<std::vector<std::uint32_t>>;  // of a set, whatever the order of its facts

  Status run(const std::vector<explain::Fact>& facts, TrialOutcome& out);
  Status stopped(Status status, const Diagnostics& found);

  State& base_;
  syntax::Question question_;
  engine::Budget& budget_;
  Diagnostics& diagnostics_;
  std::uint64_t most_ = 0;
  std::map<Key, TrialOutcome> outcomes_;
};

}  // namespace linchpin::session
