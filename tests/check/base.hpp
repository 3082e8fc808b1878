// What a knowledge base states, as plain statements: after retractions, and under the edits of scenarios.
#pragma once

#include <map>
#include <string>

#include "names.hpp"
#include "reading.hpp"

namespace linchpin::check {

struct Base {
  Statements program;  // declarations, facts, rules and claims; arguments in their places
  Statements imported;
  std::map<std::string, std::string> import_of;  // the fact, and the `import` it comes from
  Statements scenarios;
  ArgumentNames names;
  // What edits assume, and in which scenario, or `suppose`.
  std::map<std::string, std::string> assumed;
};

// The functor of what `deny` adds to a rule as a condition, which stands last in its body.
inline constexpr const char* kNotDenied = "#not_denied";

// What is stated before the number `until`, retractions carried out. Throws naive::Invalid on what is not known here.
Base base_of(const Statements& statements, std::size_t until);

// Under scenarios, then further edits.
Base edited(Base base, const std::vector<syntax::Identifier>& scenarios, const std::vector<syntax::Edit>& suppose);

// A fact, rule or other clause as it is looked up: `p(X) :- q(X)`, without what edits added.
std::string text_of(const syntax::Clause& clause);

}  // namespace linchpin::check
