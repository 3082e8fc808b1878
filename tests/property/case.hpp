// One trial: what is stated to a session in which order, and whether its answers are those of the naive evaluator.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "disagreement.hpp"
#include "naive.hpp"
#include "text.hpp"

namespace linchpin {
class Session;
struct Answer;
}  // namespace linchpin

namespace linchpin::property {

struct Case {
  Program program;                        // loaded as one text
  Program later;                          // clauses and claims stated one by one once there are answers
  Program retracted;                      // then clauses, wherever they are stated, and claims taken back one by one
  std::vector<syntax::Literal> question;  // asked in the end, besides every predicate; may be empty
};

// As a .kb text: what comes later stands in comments.
std::string print(const Case& trial);

// What is stated one by one after the program: `later`, then `retracted` as retractions.
Program steps(const Case& trial);
// What is stated in the end.
Program standing(const Case& trial);

// What holds in the end, by the naive evaluator; the question's answers are relation `kAnswer`.
// Throws as naive::evaluate does.
naive::Result expected(const Case& trial);
inline constexpr const char* kAnswer = "the_answer";

// Runs the case in a session of its own. `fails`: the program has no answer, and the session must report an error.
std::optional<Disagreement> compare(const Case& trial, const naive::Result& expected);
std::optional<Disagreement> compare_failing(const Case& trial);

// The parts of such a comparison.
using Rows = std::vector<std::string>;
std::string question_text(const naive::Signature& signature);  // p(X1, X2)?
Rows rows_of(const Answer& answer);
// Loads, states and retracts; none if all went well.
std::optional<Disagreement> state(Session& session, const Case& trial);
std::optional<Disagreement> compare_rows(const std::string& question, const Rows& engine, const Rows& naive);
// An error's kind is its code: shrinking must not wander from one error to another.
Disagreement error(const Session& session, const std::string& at);
// Whether the session's errors all say that a predicate is unknown. In a rule that is a warning, in a question an
// error: no fault when nothing states the predicate, as after its last fact was taken back.
bool only_unknown(const Session& session);

// Both at once, for a case that may have become nonsense: none if the naive evaluator can't evaluate it.
std::optional<Disagreement> disagreement(const Case& trial);

}  // namespace linchpin::property
