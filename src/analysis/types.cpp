#include "analysis/types.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "syntax/print.hpp"

namespace linchpin::analysis {
namespace {

constexpr std::uint8_t bit(Kind kind) { return static_cast<std::uint8_t>(1U << static_cast<unsigned>(kind)); }

std::uint8_t kinds(const Type& type) {
  switch (type.kind) {
    case Type::Kind::any:
      return TypeSet::kAll;
    case Type::Kind::symbol:
    case Type::Kind::sort:
      return bit(Kind::name);
    case Type::Kind::integer:
      return bit(Kind::integer);
    case Type::Kind::decimal:
      return bit(Kind::decimal);
    case Type::Kind::number:
      return bit(Kind::integer) | bit(Kind::decimal);
    case Type::Kind::string:
      return bit(Kind::string);
    case Type::Kind::date:
      return bit(Kind::date);
    case Type::Kind::term:
      return bit(Kind::term);
  }
  return 0;
}

// `is_sort`: any entity will do.
bool allowed(Context& context, Value value, const Predicate& predicate, const Type& type) {
  if (predicate.is_sort) return context.vocabulary.is_entity(value);
  return fits(value, type, context.vocabulary);
}

}  // namespace

TypeSet type_set(const Type& type) {
  TypeSet set{kinds(type), {}};
  if (type.kind == Type::Kind::sort) set.sorts.push_back(type.sort);
  return set;
}

TypeSet meet(const TypeSet& a, const TypeSet& b, Vocabulary& vocabulary) {
  TypeSet out{static_cast<std::uint8_t>(a.kinds & b.kinds), a.sorts};
  for (PredicateId sort : b.sorts) {
    const auto apart = [&](PredicateId other) { return !vocabulary.may_share(sort, other); };
    if (std::any_of(out.sorts.begin(), out.sorts.end(), apart)) {
      out.kinds &= static_cast<std::uint8_t>(~bit(Kind::name));
    }
    if (std::find(out.sorts.begin(), out.sorts.end(), sort) == out.sorts.end()) out.sorts.push_back(sort);
  }
  return out;
}

bool implies(const TypeSet& set, const Type& type, const Vocabulary& vocabulary) {
  if ((set.kinds & ~kinds(type)) != 0) return false;
  if (type.kind != Type::Kind::sort) return true;
  return std::any_of(set.sorts.begin(), set.sorts.end(),
                     [&](PredicateId sort) { return vocabulary.is_within(sort, type.sort); });
}

bool fits(Value value, const Type& type, Vocabulary& vocabulary) {
  if ((bit(value.kind()) & kinds(type)) == 0) return false;
  return type.kind != Type::Kind::sort || vocabulary.is_member(type.sort, value);
}

namespace {

// What is wrong, and the way out.
Diagnostic misfit(Context& context, Value value, PredicateId predicate, std::size_t argument, const Type& type) {
  Vocabulary& names = context.vocabulary;
  Diagnostic out;
  const std::string what = names.describe(type);
  const std::string shown = context.pool.print(value);
  if (type.kind != Type::Kind::sort || !value.is_name()) {
    out.code = 122;
    out.message =
        fmt::format("{} stands where {} is {}", names.describe(value), names.argument(predicate, argument), what);
    return out;
  }
  const std::string& sort = context.target.predicate(type.sort).signature.name;
  if (names.is_entity(value)) {
    out.code = 121;
    out.message = fmt::format("`{}` is {}, and {} is {}", shown, with_article(names.a_sort_of(value)),
                              names.argument(predicate, argument), what);
    out.hint = fmt::format("if it is {} too, add `entity {} : {}.`", what, shown, sort);
    return out;
  }
  out.code = 120;
  out.message = fmt::format("unknown {} `{}`", sort, shown);
  const std::string near = names.nearest_member(type.sort, value);
  if (near.empty()) {
    out.hint = fmt::format("declare it with `entity {} : {}.`", shown, sort);
  } else {
    out.message += fmt::format("; did you mean `{}`?", near);
    out.replacement = syntax::name_if_any(near);
  }
  return out;
}

}  // namespace

void check_value(Context& context, Value value, PredicateId predicate, std::size_t argument, Span span,
                 std::optional<std::uint32_t> of_fact) {
  constexpr std::size_t kMost = 500;  // a column of the wrong kind needs no million messages
  constexpr std::size_t kPlaces = 5;
  const Predicate& p = context.target.predicate(predicate);
  if (argument >= p.arguments.size()) return;
  const Type& type = p.arguments[argument].type;
  if (allowed(context, value, p, type)) return;
  const std::string subject = fmt::format("{} {} {}", value.bits(), static_cast<int>(type.kind), type.sort);
  if (const auto at = context.misfit_of.find(subject); at != context.misfit_of.end()) {
    std::vector<Note>& notes = context.misfits[at->second].notes;
    if (notes.size() < kPlaces)
      notes.push_back({span, notes.size() + 1 < kPlaces ? "and here" : "and here, and maybe further on",
                       of_fact == kSomewhere ? std::nullopt : of_fact});
    return;
  }
  if (context.misfits.size() == kMost) return;
  context.misfit_of.emplace(subject, context.misfits.size());
  context.misfits.push_back(misfit(context, value, predicate, argument, type));
  context.misfits.back().span = span;
  if (of_fact == kSomewhere) {
    context.misfits.back().replacement.clear();
  } else {
    context.misfits.back().argument = of_fact;
  }
}

std::optional<PredicateId> checked_like(Context& context, std::string_view functor, std::size_t arity) {
  for (PredicateId id : context.vocabulary.with_arguments(functor)) {
    const Predicate& p = context.target.predicate(id);
    if (p.declared && !p.signature.denied && p.signature.arity == arity) return id;
  }
  return std::nullopt;
}

void check_term(Context& context, Value value, Span span) {
  if (!value.is_term()) return;
  const auto args = context.pool.args(value);
  const auto like = checked_like(context, context.pool.text(context.pool.functor(value)), args.size());
  for (std::size_t i = 0; i < args.size(); ++i) {
    if (like) check_value(context, args[i], *like, i, span, kSomewhere);
    check_term(context, args[i], span);
  }
}

void check_facts(Context& context, const knowledge::Module& module) {
  std::vector<bool> seen;  // terms looked at, by their index in the pool
  const bool any_terms = context.vocabulary.declares_predicates() && context.pool.count(Kind::term) > 0;
  const knowledge::Module* before = context.options.edited;
  for (std::size_t t = 0; t < module.facts.size(); ++t) {
    if (before != nullptr && t < before->facts.size() && module.facts[t].same(before->facts[t])) continue;
    const knowledge::FactTable& table = module.facts[t];
    const std::size_t rows = table.rows();
    const std::uint32_t arity = table.signature.arity;
    if (rows == 0 || arity == 0) continue;
    const PredicateId id = *context.target.find(table.signature);
    const Predicate& predicate = context.target.predicate(id);
    if (predicate.is_sort) continue;  // an error already: entities alone extend it
    for (std::uint32_t column = 0; column < arity; ++column) {
      const Value* at = table.values.data() + column;
      if (column < predicate.arguments.size() && predicate.arguments[column].type.kind != Type::Kind::any) {
        const Type& type = predicate.arguments[column].type;
        const std::uint8_t wanted = kinds(type);
        const std::vector<bool>* members =
            type.kind == Type::Kind::sort ? &context.vocabulary.members(type.sort) : nullptr;
        for (std::size_t r = 0; r < rows; ++r) {
          const Value v = at[r * arity];
          const bool fine = (bit(v.kind()) & wanted) != 0 &&
                            (members == nullptr || (v.payload() < members->size() && (*members)[v.payload()]));
          if (!fine) check_value(context, v, id, column, table.origins[r].span, column);
        }
      }
      if (!any_terms) continue;
      for (std::size_t r = 0; r < rows; ++r) {
        const Value v = at[r * arity];
        if (!v.is_term()) continue;
        if (seen.size() <= v.payload()) seen.resize(v.payload() + 1);
        if (seen[v.payload()]) continue;
        seen[v.payload()] = true;
        check_term(context, v, table.origins[r].span);
      }
    }
  }
}

}  // namespace linchpin::analysis
