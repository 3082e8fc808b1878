// What holds of a knowledge base, by the plain reasoner of the property tests, and its clauses as a proof names them.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "base.hpp"
#include "naive_body.hpp"
#include "naive_rule.hpp"
#include "reason.hpp"
#include "reason_attack.hpp"
#include "reason_flat.hpp"

namespace linchpin::check {

struct Fact {
  naive::Signature predicate;
  naive::Tuple args;
  friend bool operator==(const Fact&, const Fact&) = default;
  friend bool operator<(const Fact& a, const Fact& b) {
    return std::tie(a.predicate, a.args) < std::tie(b.predicate, b.args);
  }
};
std::string print(const Fact& fact);
// REQUIRES: no variables.
Fact fact_of(const syntax::Atom& atom);
syntax::Term term_of(const naive::Value& value);

// Throws naive::Invalid on a builtin that the plain reasoner doesn't know, and takes for a relation or a term.
void refuse_unknown(const std::vector<syntax::Literal>& body);

class Truth {
 public:
  // Throws naive::Invalid where the reasoner doesn't know what is meant, EvaluationError where there is no value.
  explicit Truth(Base base);
  Truth(const Truth&) = delete;
  Truth& operator=(const Truth&) = delete;

  const Base& base() const { return base_; }
  const std::vector<std::string>& levels() const { return conclusions_.levels; }
  const naive::Conclusions& conclusions() const { return conclusions_; }
  const naive::Attack& attack() const { return attack_; }

  std::optional<int> level(const Fact& fact) const;     // at which it holds
  std::optional<int> definite(const Fact& fact) const;  // at which it holds whatever speaks against it
  bool is_undecided(const Fact& fact) const;
  const naive::Best* best(const naive::Signature& s) const;

  // A clause by its number, or an entity's membership in one of its sorts.
  struct Stated {
    naive::Rule rule;
    const syntax::Clause* clause = nullptr;  // as edited; null of an entity
    std::string text;                        // as written
    naive::Ground ground;
  };
  const std::vector<Stated>& clauses() const { return clauses_; }
  std::vector<std::size_t> find(const std::string& claim, const std::string& text) const;
  std::vector<std::size_t> clauses_of(const naive::Signature& s) const;
  // The heads for which a clause's body holds, each with the best level at which it does.
  const std::map<naive::Tuple, int>& applicable(std::size_t clause) const;

  const syntax::ClaimDeclaration* claim(const std::string& id) const;
  // Whether the claim, as it stands there, makes a row of `claimed`, `cites` or `says`.
  bool provides(const std::string& claim, const Fact& fact) const;
  bool overrides(const std::string& winner, const std::string& loser) const {
    return flat_.overrides.contains({winner, loser});
  }

 private:
  Base base_;
  Statements all_;  // with imported and provided facts, which come last
  naive::Flat flat_;
  naive::RuleBook book_;
  naive::Attack attack_;
  naive::Conclusions conclusions_;
  std::vector<Stated> clauses_;
  std::map<std::pair<std::string, std::string>, std::vector<std::size_t>> by_text_;
  mutable std::map<std::size_t, std::map<naive::Tuple, int>> applicable_;
};

// What literals hold of: what holds at a level or above; of a `not`, whatever may hold. A literal whose predicate is
// pinned holds of one tuple only. An aggregate has a value only where it finds all of its elements.
class View final : public naive::Tuples {
 public:
  using Pins = std::map<std::string, naive::Tuple>;

  View(const Truth& truth, int lowest, const Pins* pins = nullptr) : truth_(truth), lowest_(lowest), pins_(pins) {}
  // Also of what is undecided; of a `not`, only what surely holds.
  static View possibly(const Truth& truth) {
    View out(truth, static_cast<int>(truth.levels().size()));
    out.possibly_ = true;
    return out;
  }

  void each(const syntax::Atom& atom, const naive::Binding& binding, naive::Place place,
            const Visit& visit) const override;
  const Tuples* other_way() const override { return whole_.get(); }
  // Aggregates are compared with those over all that holds.
  View against_whole() const {
    View out = *this;
    out.whole_ = std::make_shared<View>(truth_, static_cast<int>(truth_.levels().size()));
    return out;
  }

 private:
  const Truth& truth_;
  int lowest_;
  const Pins* pins_ = nullptr;
  bool possibly_ = false;
  std::shared_ptr<View> whole_;
};

}  // namespace linchpin::check
