// What the names of a program stand for, and which name was meant when one stands for nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analysis/program.hpp"

namespace linchpin::analysis {

class Vocabulary {
 public:
  // Looks into both for as long as it lives. The facts must hold all members of sorts before the first look.
  Vocabulary(const std::vector<Predicate>& predicates, const std::vector<GroundFact>& facts, const Pool& pool)
      : predicates_(predicates), facts_(facts), pool_(pool) {}

  const Predicate& predicate(PredicateId id) const { return predicates_[id]; }

  // Which names belong to a sort or one below it, by the name's index in the pool.
  const std::vector<bool>& members(PredicateId sort);
  bool is_member(PredicateId sort, Value value);
  bool is_entity(Value value);
  std::string a_sort_of(Value entity);  // the name of one sort the entity belongs to, as narrow as there is
  bool is_within(PredicateId sub, PredicateId super) const;
  // Whether something can belong to both: one lies within the other, they have a sub-sort or a member in common.
  bool may_share(PredicateId a, PredicateId b);

  // Declared or provided predicates of a name, by arity.
  std::vector<PredicateId> with_arguments(std::string_view name);
  // A predicate that is known under a name close to it, in any arity, the given one first. Empty when none is near, or
  // when so many were asked for that a list of slips is no likely cause.
  std::string nearest_predicate(const knowledge::Signature& signature, bool declared_only);
  std::string nearest_sort(std::string_view name) const;
  std::string nearest_member(PredicateId sort, Value value);
  bool declares_predicates();

  std::string print(PredicateId id) const;                           // depends_on/3
  std::string usage(PredicateId id) const;                           // depends_on(who, on, what)
  std::string argument(PredicateId id, std::size_t argument) const;  // `who` of depends_on/3
  std::string describe(const Type& type) const;                      // an integer; an `actor`
  std::string describe(Value value) const;                           // the name `china`

 private:
  void read_members();
  void read_names();
  bool afford(std::size_t comparisons);
  // The known predicate of a name with the fewest arguments, or with as many as given.
  const Predicate* known_as(const std::string& name, bool declared_only, std::optional<std::uint32_t> arity);

  const std::vector<Predicate>& predicates_;
  const std::vector<GroundFact>& facts_;
  const Pool& pool_;
  bool members_read_ = false;
  bool names_read_ = false;
  std::unordered_map<PredicateId, std::vector<bool>> members_;
  std::vector<bool> entities_;
  std::vector<std::string> known_, declared_;  // names for hints
  std::unordered_map<std::string, std::vector<PredicateId>> known_by_name_;
  std::unordered_map<std::string, std::vector<PredicateId>> argued_;  // declared or provided, by name
  std::unordered_map<std::uint64_t, bool> shared_;
  std::size_t comparisons_left_ =
      5'000'000;  // of names, for hints: slips are few, and a list of them has another cause
};

// `article`, or `an article`.
std::string with_article(std::string_view noun);

}  // namespace linchpin::analysis
