// One trial: what is stated to a session in which order, and whether its answers are those of the naive evaluator.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "disagreement.hpp"
#include "naive.hpp"
#include "text.hpp"

namespace linchpin::property {

struct Case {
  Program program;                        // loaded as one text
  Program later;                          // clauses stated one by one once there are answers
  Program retracted;                      // then clauses taken back one by one
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

// Both at once, for a case that may have become nonsense: none if the naive evaluator can't evaluate it.
std::optional<Disagreement> disagreement(const Case& trial);

}  // namespace linchpin::property
