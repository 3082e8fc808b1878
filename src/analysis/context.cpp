#include "analysis/context.hpp"

#include <fmt/core.h>

#include <new>

namespace linchpin::analysis {

PredicateId Signatures::intern(const knowledge::Signature& signature) {
  if (const auto id = find(signature)) return *id;
  Numbered& numbered = numbered_.edit();
  const auto id = static_cast<PredicateId>(numbered.all.size());
  numbered.all.push_back(signature);
  try {
    numbered.id_of.emplace(signature, id);
  } catch (const std::bad_alloc&) {
    numbered.all.pop_back();
    throw;
  }
  return id;
}

std::optional<PredicateId> Signatures::find(const knowledge::Signature& signature) const {
  const auto at = numbered_->id_of.find(signature);
  if (at == numbered_->id_of.end()) return std::nullopt;
  return at->second;
}

std::optional<PredicateId> Target::find(const knowledge::Signature& signature) {
  if (const auto id = signatures_.find(signature); id && *id < program_.predicates.size()) return id;
  if (numbering_ == nullptr) return std::nullopt;
  const PredicateId id = numbering_->intern(signature);
  numbering_->intern({signature.name, signature.arity, !signature.denied});
  while (own_->predicates.size() < numbering_->size()) {
    Predicate& numbered = own_->predicates.edit().emplace_back();
    numbered.signature = (*numbering_)[static_cast<PredicateId>(own_->predicates.size() - 1)];
  }
  return id;
}

const Predicate& Target::predicate(PredicateId id) const {
  const auto known = static_cast<PredicateId>(program_.predicates.size());
  return id < known ? program_.predicates[id] : query_->predicates[id - known];
}

PredicateId Target::internal(std::string_view purpose, std::string_view text, std::uint32_t arity) {
  std::string name = fmt::format("#{} {}", purpose, text);
  if (const int before = named_[name]++; before > 0) name += fmt::format(" #{}", before + 1);
  Predicate made;
  made.signature = {std::move(name), arity, false};
  made.internal = true;
  made.known = true;
  made.arguments.resize(arity);
  if (query_ != nullptr) {
    query_->predicates.push_back(std::move(made));
    return static_cast<PredicateId>(program_.predicates.size() + query_->predicates.size() - 1);
  }
  const PredicateId id = numbering_->intern(made.signature);
  if (own_->predicates.size() < numbering_->size()) own_->predicates.edit().resize(numbering_->size());
  own_->predicates.edit()[id] = std::move(made);
  return id;
}

}  // namespace linchpin::analysis
