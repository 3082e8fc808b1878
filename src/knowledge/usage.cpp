#include "knowledge/usage.hpp"

namespace linchpin::knowledge {

Usage::Usage(const Module& module, std::span<const syntax::Question* const> questions, const Pool& pool)
    : uncounted_{"claimed", "cites", "says", "predicate_info"},
      claims_(static_cast<User>(module.claims.size())),
      next_(claims_) {
  for (const auto& stated : module.sorts) uncounted_.insert(stated.what.name.text);
  const MentionReader read(module);
  for (const auto& stated : module.predicates) {
    counted({stated.what.name.text, static_cast<std::uint32_t>(stated.what.arguments.size())});
  }
  const auto repeats = [&](const Origin& origin) {
    return origin.claim != kNoClaim && !module.claims[origin.claim].what.repeats.empty();
  };
  const auto user_of = [&](const Origin& origin) { return origin.claim != kNoClaim ? origin.claim : next_++; };
  for (const FactTable& table : module.facts) {
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const Origin& origin = table.origins[row];
      if (!repeats(origin)) use(read.of(table, row, pool), user_of(origin), false);
    }
  }
  for (const auto& stated : module.clauses) {
    const bool rule = !stated.what.body.empty() || stated.what.normally;
    if (!repeats(stated.origin)) use(read.of(stated.what), user_of(stated.origin), rule);
  }
  for (ClaimIndex i = 0; i < module.claims.size(); ++i) {  // says/3 holds them
    const syntax::ClaimDeclaration& claim = module.claims[i].what;
    if (!claim.repeats.empty()) continue;
    for (const std::vector<syntax::Identifier>& joint : claim.by) {
      for (const syntax::Identifier& speaker : joint) note(constant_users_, speaker.text, i);
    }
  }
  for (const auto& stated : module.constraints) use(read.of(stated.what.body), next_++, true);
  for (const auto& stated : module.incompatibles) use(read.of(stated.what.atoms), next_++, true);
  for (const auto& stated : module.scenarios) use_other(read.of(stated.what.edits));
  for (const auto& stated : module.imports) {
    use_other({{{stated.what.predicate.text, static_cast<std::uint32_t>(stated.what.columns.size())}}, {}, {}, false});
  }
  for (const auto& stated : module.assumables) {
    use_other({{{stated.what.predicate.text, stated.what.arity}}, {}, {}, false});
  }
  for (const auto& stated : module.exports) {  // of whatever arity
    for (auto& [predicate, counts] : predicates_) {
      if (predicate.first != stated.what.predicate.text) continue;
      ++counts.others;
      note(predicate_users_, predicate, next_++);
    }
  }
  for (const syntax::Question* question : questions) {
    const Mentions asked = read.of(*question);
    const std::set<Predicate> predicates(asked.bodies.begin(), asked.bodies.end());
    for (const Predicate& predicate : predicates) {
      if (PredicateUse* counts = counted(predicate)) ++counts->questions;
      note(predicate_users_, predicate, next_);
    }
    for (const std::string& constant : asked.constants) note(constant_users_, constant, next_);
    ++next_;
  }
}

PredicateUse* Usage::counted(const Predicate& predicate) {
  return uncounted_.contains(predicate.first) ? nullptr : &predicates_[predicate];
}

void Usage::use(const Mentions& mentions, User user, bool rule) {
  for (const Predicate& predicate : mentions.heads) {
    note(predicate_users_, predicate, user);
    PredicateUse* counts = counted(predicate);
    if (counts == nullptr) continue;
    if (rule) {
      ++counts->heads;
    } else if (user < claims_) {
      counts->claims.insert(user);
    } else {
      ++counts->others;
    }
  }
  const std::set<Predicate> bodies(mentions.bodies.begin(), mentions.bodies.end());
  for (const Predicate& predicate : bodies) {
    note(predicate_users_, predicate, user);
    if (PredicateUse* counts = counted(predicate)) ++counts->bodies;
  }
  for (const std::string& constant : mentions.constants) note(constant_users_, constant, user);
}

void Usage::use_other(const Mentions& mentions) { use(mentions, next_++, false); }

bool Usage::names_predicate(std::string_view name) const {
  const auto at = predicate_users_.lower_bound(Predicate{name, 0});
  return at != predicate_users_.end() && at->first.first == name;
}

std::vector<std::string> Usage::constants_used_once() const {
  std::vector<std::string> out;
  for (const auto& [constant, users] : constant_users_) {
    if (!users.several) out.push_back(constant);
  }
  return out;
}

}  // namespace linchpin::knowledge
