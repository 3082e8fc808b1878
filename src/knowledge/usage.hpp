// Which predicates and constants are used where.
//
// A user is a claim with all that its braces hold, or one statement or question outside any claim. Claims that repeat
// others are no users: they say nothing of their own. Nor are declarations. Speakers are among the constants.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "knowledge/mentions.hpp"

namespace linchpin::knowledge {

struct PredicateUse {
  std::set<ClaimIndex> claims;  // that state a fact of it
  std::uint32_t others = 0;     // facts outside claims, tables, scenarios, `export`, `assumable`
  std::uint32_t heads = 0;      // rules
  std::uint32_t bodies = 0;     // rules and constraints, and `incompatible`
  std::uint32_t questions = 0;
};

class Usage {
 public:
  Usage(const Module& module, std::span<const syntax::Question* const> questions, const Pool& pool);

  // Of all that is declared or used, sorts and the relations that are filled from the claims aside.
  const std::map<Predicate, PredicateUse>& predicates() const { return predicates_; }
  std::vector<std::string> constants_used_once() const;

  // Of any arity, with some user.
  bool names_predicate(std::string_view name) const;
  // Whether there is no second user.
  bool used_once(const Predicate& predicate) const { return once(predicate_users_, predicate); }
  bool used_once(std::string_view constant) const { return once(constant_users_, constant); }

 private:
  using User = std::uint32_t;  // a claim's index, or a number from the number of claims on
  struct Users {
    User first = 0;
    bool several = false;
  };
  template <class Map, class Key>
  static bool once(const Map& map, const Key& key) {
    const auto at = map.find(key);
    return at == map.end() || !at->second.several;
  }
  template <class Map, class Key>
  static void note(Map& map, const Key& key, User user) {
    const auto at = map.find(key);
    if (at == map.end()) {
      map.emplace(key, Users{user});
    } else if (at->second.first != user) {
      at->second.several = true;
    }
  }
  void use(const Mentions& mentions, User user, bool rule);
  void use_other(const Mentions& mentions);
  PredicateUse* counted(const Predicate& predicate);

  std::set<std::string> uncounted_;  // sorts and provided relations
  User claims_;                      // how many there are
  User next_;
  std::map<Predicate, PredicateUse> predicates_;
  std::map<Predicate, Users> predicate_users_;
  std::map<std::string, Users, std::less<>> constant_users_;
};

}  // namespace linchpin::knowledge
