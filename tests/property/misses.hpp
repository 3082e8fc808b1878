// Whether what `why not` says is so.
#pragma once

#include <functional>

#include "disagreement.hpp"
#include "linchpin.hpp"

namespace linchpin::property {

// Asks `why not` of a question: it gives reasons exactly if nothing that was asked holds. Each is checked by questions:
// what is missing does not hold, what holds does, what stands in the way does, a condition is false. Where
// `is_monotone`, so that no fact keeps another from holding, and all that a rule lacks is one fact that nothing states,
// supposing that fact brings about what was asked. `ask`: answers a question behind a prefix such as `suppose p(a): `;
// the truth is `not stated`, beside the error, where a predicate is unknown.
std::optional<Disagreement> check_why_not(
    const std::function<Answer(const std::string& prefix, const std::string& question)>& ask,
    const std::string& question, const std::vector<std::string>& levels, bool is_monotone);

}  // namespace linchpin::property
