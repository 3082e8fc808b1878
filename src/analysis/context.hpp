// What the steps of one analysis share: where predicates are found, where rules go, and where errors are put.
//
// A program numbers every predicate that is mentioned. A question numbers none: what the program does not know is an
// error, and its own internal predicates are numbered from where the program's end.
#pragma once

#include <set>
#include <string>
#include <tuple>
#include <unordered_map>

#include "analysis/analyse.hpp"
#include "analysis/vocabulary.hpp"

namespace linchpin::analysis {

// Where rules, aggregations and internal predicates go: a program, or a question over one.
class Target {
 public:
  Target(Program& program, Signatures& signatures)
      : own_(&program), program_(program), numbering_(&signatures), signatures_(signatures) {}
  Target(const Program& program, const Signatures& signatures, Query& query)
      : query_(&query), program_(program), signatures_(signatures) {}

  bool is_question() const { return query_ != nullptr; }
  const Program& program() const { return program_; }
  // The number of a signature, with its contrary's beside it; in a question only if the program has it.
  std::optional<PredicateId> find(const knowledge::Signature& signature);
  const Predicate& predicate(PredicateId id) const;
  // A new predicate made for a clause. `purpose` and `text` name it, so that it keeps its number while the text stays.
  PredicateId internal(std::string_view purpose, std::string_view text, std::uint32_t arity);

  // The program's predicate, to be filled in. REQUIRES: not a question.
  Predicate& edit(PredicateId id) { return own_->predicates.edit()[id]; }

  std::vector<Rule>& rules() { return query_ != nullptr ? query_->rules : own_->rules.edit(); }
  std::vector<Aggregation>& aggregations() {
    return query_ != nullptr ? query_->aggregations : own_->aggregations.edit();
  }

 private:
  Program* own_ = nullptr;
  Query* query_ = nullptr;
  const Program& program_;
  Signatures* numbering_ = nullptr;
  const Signatures& signatures_;
  std::unordered_map<std::string, int> named_;  // internal predicates made so far, by name
};

struct Context {
  Target& target;
  Pool& pool;
  Diagnostics& diagnostics;
  Vocabulary vocabulary;
  Options options;
  // One message a cause: what has been reported, by code and subject.
  std::set<std::tuple<std::uint16_t, std::string>> reported;
  // Values that don't fit an argument: one error a value and type, its further places as notes.
  std::vector<Diagnostic> misfits;
  std::unordered_map<std::string, std::size_t> misfit_of;  // by value and type, the index above

  Context(Target& to, Pool& values, Diagnostics& messages, const Options& chosen)
      : target(to),
        pool(values),
        diagnostics(messages),
        vocabulary(to.program().predicates, to.program().facts, values),
        options(chosen) {}

  // Puts the misfits among the other diagnostics.
  void report_misfits() {
    for (Diagnostic& misfit : misfits) diagnostics.add(std::move(misfit));
    misfits.clear();
  }

  bool first(std::uint16_t code, std::string subject) { return reported.emplace(code, std::move(subject)).second; }
};

}  // namespace linchpin::analysis
