// Types and sorts: which values an argument takes, and what is known of a variable.
#pragma once

#include "analysis/context.hpp"

namespace linchpin::analysis {

// The values a variable may have: of one of some kinds and, where a name, a member of every one of some sorts.
struct TypeSet {
  static constexpr std::uint8_t kAll = 0x3f;
  std::uint8_t kinds = kAll;       // bit k: values of Kind k
  std::vector<PredicateId> sorts;  // of names
  bool empty() const { return kinds == 0; }
};

TypeSet type_set(const Type& type);
TypeSet meet(const TypeSet& a, const TypeSet& b, Vocabulary& vocabulary);
// Whether every value of `set` is one of `type`.
bool implies(const TypeSet& set, const Type& type, const Vocabulary& vocabulary);
bool fits(Value value, const Type& type, Vocabulary& vocabulary);

// Reports a value that its argument's declaration doesn't allow; the same value for the same type once. For a sort's
// own predicate any entity will do: asking whether a person is a state is no slip.
// `of_fact`: the span is that of a fact, and the value its argument of that number, from 0, or somewhere in one.
inline constexpr std::uint32_t kSomewhere = ~std::uint32_t{0};
void check_value(Context& context, Value value, PredicateId predicate, std::size_t argument, Span span,
                 std::optional<std::uint32_t> of_fact = {});
// The same for the arguments of terms whose functor is a declared predicate's name, at any depth.
void check_term(Context& context, Value value, Span span);
// The predicate a functor is checked like, if any.
std::optional<PredicateId> checked_like(Context& context, std::string_view functor, std::size_t arity);

// Checks every row of the module's tables.
void check_facts(Context& context, const knowledge::Module& module);

}  // namespace linchpin::analysis
