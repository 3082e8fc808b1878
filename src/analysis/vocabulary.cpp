#include "analysis/vocabulary.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "syntax/diagnostic.hpp"
#include "syntax/print.hpp"

namespace linchpin::analysis {

std::string with_article(std::string_view noun) {
  const bool vowel = !noun.empty() && std::string_view("aeiou").find(noun[0]) != std::string_view::npos;
  return fmt::format("{} {}", vowel ? "an" : "a", noun);
}

// ---- sorts and their members

void Vocabulary::read_members() {
  if (members_read_) return;
  members_read_ = true;
  const auto set = [](std::vector<bool>& bits, std::size_t at) {
    if (bits.size() <= at) bits.resize(at + 1);
    bits[at] = true;
  };
  for (const GroundFact& fact : facts_) {
    if (!predicates_[fact.predicate].is_sort) continue;
    set(members_[fact.predicate], fact.args[0].payload());
    set(entities_, fact.args[0].payload());
  }
}

const std::vector<bool>& Vocabulary::members(PredicateId sort) {
  read_members();
  return members_[sort];
}

bool Vocabulary::is_member(PredicateId sort, Value value) {
  const std::vector<bool>& bits = members(sort);
  return value.is_name() && value.payload() < bits.size() && bits[value.payload()];
}

bool Vocabulary::is_entity(Value value) {
  read_members();
  return value.is_name() && value.payload() < entities_.size() && entities_[value.payload()];
}

std::string Vocabulary::a_sort_of(Value entity) {
  const Predicate* found = nullptr;
  for (PredicateId id = 0; id < predicates_.size(); ++id) {
    const Predicate& p = predicates_[id];
    if (!p.is_sort || !is_member(id, entity)) continue;
    if (found == nullptr || p.supersorts.size() > found->supersorts.size()) found = &p;
  }
  return found == nullptr ? "" : found->signature.name;
}

bool Vocabulary::is_within(PredicateId sub, PredicateId super) const {
  const std::vector<PredicateId>& above = predicates_[sub].supersorts;
  return std::binary_search(above.begin(), above.end(), super);
}

bool Vocabulary::may_share(PredicateId a, PredicateId b) {
  if (is_within(a, b) || is_within(b, a)) return true;
  const auto [at, is_new] = shared_.try_emplace(std::uint64_t{std::min(a, b)} << 32 | std::max(a, b), false);
  if (!is_new) return at->second;
  bool share = false;
  for (PredicateId id = 0; id < predicates_.size() && !share; ++id) {
    share = predicates_[id].is_sort && is_within(id, a) && is_within(id, b);
  }
  const std::vector<bool>& in_b = members(b);
  const std::vector<bool>& in_a = members(a);
  for (std::size_t i = 0; i < std::min(in_a.size(), in_b.size()) && !share; ++i) share = in_a[i] && in_b[i];
  return shared_[std::uint64_t{std::min(a, b)} << 32 | std::max(a, b)] = share;
}

// ---- names and hints

void Vocabulary::read_names() {
  if (names_read_) return;
  names_read_ = true;
  for (PredicateId id = 0; id < predicates_.size(); ++id) {
    const Predicate& p = predicates_[id];
    if (p.internal || p.signature.denied || !p.known || p.only_supposed) continue;
    known_.push_back(p.signature.name);
    known_by_name_[p.signature.name].push_back(id);
    if (p.declared || p.is_sort) declared_.push_back(p.signature.name);
    if (p.declared || p.provided) argued_[p.signature.name].push_back(id);
  }
  for (auto* names : {&known_, &declared_}) {
    std::sort(names->begin(), names->end());
    names->erase(std::unique(names->begin(), names->end()), names->end());
  }
  for (auto& [name, ids] : argued_) {
    std::sort(ids.begin(), ids.end(), [&](PredicateId a, PredicateId b) {
      return predicates_[a].signature.arity < predicates_[b].signature.arity;
    });
  }
}

std::vector<PredicateId> Vocabulary::with_arguments(std::string_view name) {
  read_names();
  const auto at = argued_.find(std::string(name));
  return at == argued_.end() ? std::vector<PredicateId>{} : at->second;
}

bool Vocabulary::afford(std::size_t comparisons) {
  if (comparisons > comparisons_left_) return false;
  comparisons_left_ -= comparisons;
  return true;
}

bool Vocabulary::declares_predicates() {
  read_names();
  return std::any_of(predicates_.begin(), predicates_.end(), [](const Predicate& p) { return p.declared; });
}

const Predicate* Vocabulary::known_as(const std::string& name, bool declared_only, std::optional<std::uint32_t> arity) {
  const auto at = known_by_name_.find(name);
  if (at == known_by_name_.end()) return nullptr;
  const Predicate* found = nullptr;
  for (PredicateId id : at->second) {
    const Predicate& p = predicates_[id];
    if (declared_only && !p.declared && !p.is_sort) continue;
    if (arity && p.signature.arity != *arity) continue;
    if (found == nullptr || p.signature.arity < found->signature.arity) found = &p;
  }
  return found;
}

std::string Vocabulary::nearest_predicate(const knowledge::Signature& signature, bool declared_only) {
  read_names();
  const Predicate* found = known_as(signature.name, declared_only, std::nullopt);
  if (found == nullptr) {
    const std::vector<std::string>& names = declared_only ? declared_ : known_;
    if (!afford(names.size())) return "";
    const std::string near = nearest(signature.name, names);
    if (near.empty()) return "";
    found = known_as(near, declared_only, signature.arity);
    if (found == nullptr) found = known_as(near, declared_only, std::nullopt);
  }
  if (found == nullptr) return "";
  knowledge::Signature shown = found->signature;
  shown.denied = signature.denied;
  return knowledge::print(shown);
}

std::string Vocabulary::nearest_sort(std::string_view name) const {
  std::vector<std::string> sorts;
  for (const Predicate& p : predicates_) {
    if (p.is_sort) sorts.push_back(p.signature.name);
  }
  return nearest(name, sorts);
}

std::string Vocabulary::nearest_member(PredicateId sort, Value value) {
  if (!value.is_name() || !afford(facts_.size())) return "";
  std::vector<std::string> names;
  for (const GroundFact& fact : facts_) {
    if (fact.predicate == sort) names.emplace_back(pool_.text(fact.args[0]));
  }
  return nearest(pool_.text(value), names);
}

// ---- as messages say it

std::string Vocabulary::print(PredicateId id) const { return knowledge::print(predicates_[id].signature); }

std::string Vocabulary::usage(PredicateId id) const {
  const Predicate& p = predicates_[id];
  std::string out = (p.signature.denied ? "-" : "") + syntax::print_name(p.signature.name);
  for (std::size_t i = 0; i < p.arguments.size(); ++i) {
    out += (i == 0 ? "(" : ", ") + (p.arguments[i].name.empty() ? std::string("_") : p.arguments[i].name);
  }
  return p.arguments.empty() ? out : out + ")";
}

std::string Vocabulary::argument(PredicateId id, std::size_t argument) const {
  const Predicate& p = predicates_[id];
  if (p.is_sort) return fmt::format("the argument of `{}`", print(id));
  if (argument < p.arguments.size() && !p.arguments[argument].name.empty()) {
    return fmt::format("`{}` of `{}`", p.arguments[argument].name, print(id));
  }
  return fmt::format("argument {} of `{}`", argument + 1, print(id));
}

std::string Vocabulary::describe(const Type& type) const {
  switch (type.kind) {
    case Type::Kind::any:
      return "anything";
    case Type::Kind::symbol:
      return "a symbol";
    case Type::Kind::integer:
      return "an integer";
    case Type::Kind::decimal:
      return "a decimal";
    case Type::Kind::number:
      return "a number";
    case Type::Kind::string:
      return "a string";
    case Type::Kind::date:
      return "a date";
    case Type::Kind::term:
      return "a term";
    case Type::Kind::sort:
      return with_article(predicates_[type.sort].signature.name);
  }
  return "";
}

std::string Vocabulary::describe(Value value) const {
  const std::string_view kind = [&] {
    switch (value.kind()) {
      case Kind::integer:
        return "integer";
      case Kind::decimal:
        return "decimal";
      case Kind::date:
        return "date";
      case Kind::name:
        return "name";
      case Kind::string:
        return "string";
      case Kind::term:
        return "term";
    }
    return "";
  }();
  return fmt::format("the {} `{}`", kind, pool_.print(value));
}

}  // namespace linchpin::analysis
