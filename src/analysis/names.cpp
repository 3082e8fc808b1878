#include "analysis/names.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>

#include "syntax/print.hpp"

namespace linchpin::analysis {
namespace {

using knowledge::Signature;

Signature signature_of(const syntax::Atom& atom) {
  return {atom.predicate, static_cast<std::uint32_t>(atom.args.size()), atom.denied};
}

std::string count(std::size_t n) {
  if (n == 0) return "no argument";
  return n == 1 ? "one argument" : fmt::format("{} arguments", n);
}

void wrong_arity(Context& context, const Signature& signature, Span span, const std::vector<PredicateId>& declared) {
  if (!context.first(102, knowledge::print(signature))) return;
  std::string arities, usages;
  for (PredicateId id : declared) {
    arities += (arities.empty() ? "" : " or ") + fmt::format("{}", context.target.predicate(id).signature.arity);
    usages += (usages.empty() ? "`" : " or `") + context.vocabulary.usage(id) + "`";
  }
  Diagnostic& error = context.diagnostics.error(
      102, span, fmt::format("`{}` has {} here, and takes {}", signature.name, count(signature.arity), arities),
      "write " + usages);
  if (const Predicate& p = context.target.predicate(declared.front()); p.declared) {
    error.notes.push_back(
        {p.declared_at, declared.size() == 1 ? "it is declared here" : "one of them is declared here"});
  }
}

// `p10` is no slip of `p1`, nor `step_2` of `step_1`: names that are numbered are near by intention.
bool differ_in_number(std::string_view name, std::string_view shown) {
  if (shown.starts_with('-')) shown.remove_prefix(1);
  shown = shown.substr(0, shown.rfind('/'));
  const auto without_digits = [](std::string_view text) {
    std::string out;
    for (char c : text) {
      if (c < '0' || c > '9') out += c;
    }
    return out;
  };
  return without_digits(name) == without_digits(shown);
}

// What predicates that Prolog has are written as here; else `otherwise`.
std::string written_here(std::string_view name, std::string_view otherwise) {
  static constexpr std::pair<std::string_view, std::string_view> kPrologs[] = {
      {"findall", "to gather what holds, write `L = #list { X : p(X) }`"},
      {"bagof", "to gather what holds, write `L = #list { X : p(X) }`"},
      {"setof", "to gather what holds, write `L = #list { X : p(X) }`"},
      {"aggregate_all", "write `N = #count { X : p(X) }`, or `#sum`, `#min`, `#max`"},
      {"count", "to count, write `N = #count { X : p(X) }`"},
      {"sum", "to add up, write `N = #sum { X : p(_, X) }`"},
      {"forall", "write a rule for what fails, and `not` before that"},
      {"write", "nothing is printed by rules: a question's answers are"},
      {"format", "nothing is printed by rules: a question's answers are"},
      {"nl", "nothing is printed by rules: a question's answers are"},
      {"assert", "what rules conclude holds: there is no need to state it"},
      {"atom_concat", "write `concat(A, B)` where a value stands"},
      {"between", "write `integer_below(N, X)`, which counts from 0"},
  };
  for (const auto& [prolog, here] : kPrologs) {
    if (prolog == name) return std::string(here);
  }
  return std::string(otherwise);
}

bool asks_for_conflicts(const Signature& signature) {
  static constexpr std::string_view kWords[] = {"contradiction", "contradictions", "contradicts", "disputed",
                                                "inconsistent",  "liar",           "lying",       "lies"};
  return std::find(std::begin(kWords), std::end(kWords), signature.name) != std::end(kWords) ||
         (signature.arity == 0 && !nearest(signature.name, {"conflicts"}).empty());
}

// Nothing gives the predicate a meaning: how grave that is depends on what else there is.
bool check_defined(Context& context, const Signature& signature, Span span) {
  std::vector<PredicateId> same_name = context.vocabulary.with_arguments(signature.name);
  std::erase_if(same_name, [&](PredicateId id) { return context.target.predicate(id).signature.denied; });
  if (!same_name.empty()) {
    wrong_arity(context, signature, span, same_name);
    return false;
  }
  const std::string shown = knowledge::print(signature);
  const bool question = context.target.is_question();
  std::string slip = context.vocabulary.nearest_predicate(signature, !question);
  if (!question && differ_in_number(signature.name, slip)) slip.clear();
  if (!context.first(101, shown)) return question || slip.empty();
  if (question && slip.empty() && asks_for_conflicts(signature)) slip = "conflicts";
  if (question || (!slip.empty() && context.vocabulary.declares_predicates())) {
    context.diagnostics
        .error(101, span,
               slip.empty() ? fmt::format("unknown predicate `{}`", shown)
                            : fmt::format("unknown predicate `{}`; did you mean `{}`?", shown, slip),
               slip.empty() ? written_here(signature.name, "no fact, rule or declaration is about it") : "")
        .replacement = predicate_name(slip);
    return false;
  }
  const std::string near = context.vocabulary.nearest_predicate(signature, false);
  context.diagnostics
      .warning(101, span,
               near.empty() ? fmt::format("nothing defines `{}`", shown)
                            : fmt::format("nothing defines `{}`; did you mean `{}`?", shown, near),
               written_here(signature.name, "as it stands, it holds of nothing"))
      .replacement = predicate_name(near);
  return true;
}

// The predicate whose arguments an atom names.
std::optional<PredicateId> with_names(Context& context, const syntax::Atom& atom) {
  std::vector<PredicateId> candidates = context.vocabulary.with_arguments(atom.predicate);
  std::erase_if(candidates, [&](PredicateId id) {
    return context.target.predicate(id).signature.denied != atom.denied && !context.target.predicate(id).provided;
  });
  if (candidates.empty()) {
    const std::string near = context.vocabulary.nearest_predicate({atom.predicate, 0, false}, true);
    context.diagnostics
        .error(105, atom.name_span,
               near.empty() || near.starts_with(atom.predicate + "/")
                   ? fmt::format("`{}` is not declared, so its arguments have no names", atom.predicate)
                   : fmt::format("unknown predicate `{}`; did you mean `{}`?", atom.predicate, near),
               fmt::format("give the arguments in order, or declare it: `predicate {}({}).`", atom.predicate,
                           [&] {
                             std::string list;
                             for (const auto& name : atom.names) list += (list.empty() ? "" : ", ") + name.text;
                             return list;
                           }()))
        .replacement = near.starts_with(atom.predicate + "/") ? "" : predicate_name(near);
    return std::nullopt;
  }
  for (PredicateId id : candidates) {
    const auto& arguments = context.target.predicate(id).arguments;
    const bool all = std::all_of(atom.names.begin(), atom.names.end(), [&](const syntax::Identifier& name) {
      return std::any_of(arguments.begin(), arguments.end(), [&](const Argument& a) { return a.name == name.text; });
    });
    if (all) return id;
  }
  return candidates.front();
}

std::optional<Resolved> place_named(Context& context, const syntax::Atom& atom, PredicateId id) {
  const Predicate& p = context.target.predicate(id);
  Resolved out{id, std::vector<const syntax::Term*>(p.arguments.size(), nullptr)};
  bool fine = true;
  for (std::size_t i = 0; i < atom.names.size(); ++i) {
    const syntax::Identifier& name = atom.names[i];
    std::vector<std::string> names;
    std::size_t at = p.arguments.size();
    for (std::size_t a = 0; a < p.arguments.size(); ++a) {
      names.push_back(p.arguments[a].name);
      if (p.arguments[a].name == name.text) at = a;
    }
    if (at == p.arguments.size()) {
      const std::string near = nearest(name.text, names);
      context.diagnostics
          .error(106, name.span,
                 near.empty() ? fmt::format("`{}` has no argument named `{}`", context.vocabulary.print(id), name.text)
                              : fmt::format("`{}` has no argument named `{}`; did you mean `{}`?",
                                            context.vocabulary.print(id), name.text, near),
                 fmt::format("its arguments are `{}`", context.vocabulary.usage(id)))
          .replacement = syntax::name_if_any(near);
      fine = false;
    } else if (out.args[at] != nullptr) {
      context.diagnostics.error(107, name.span, fmt::format("the argument `{}` is given twice", name.text),
                                "give it once");
      fine = false;
    } else {
      out.args[at] = &atom.args[i];
    }
  }
  if (!fine) return std::nullopt;
  return out;
}

Resolved place_ordered(const syntax::Atom& atom, PredicateId id) {
  Resolved out{id, {}};
  for (const syntax::Term& arg : atom.args) out.args.push_back(&arg);
  return out;
}

}  // namespace

std::string predicate_name(std::string_view shown) {
  if (shown.starts_with('-')) shown.remove_prefix(1);
  return syntax::name_if_any(shown.substr(0, shown.rfind('/')));
}

bool check_statable(Context& context, const Signature& signature, Span span, const std::string& first_argument) {
  const std::string shown = knowledge::print(signature);
  if (const auto builtin = find_builtin(signature.name)) {
    if (context.first(104, signature.name)) {
      context.diagnostics.error(
          104, span, fmt::format("`{}` is a builtin, and can't be stated", signature.name),
          fmt::format("choose another name; the builtin is used as `{}`", builtins()[*builtin].usage));
    }
    return false;
  }
  if (is_misused_keyword(context, signature, span)) return false;
  const PredicateId id = *context.target.find(signature);
  const PredicateId affirmed = *context.target.find({signature.name, signature.arity, false});
  if (context.target.predicate(id).is_sort) {
    if (context.first(108, shown)) {
      context.diagnostics.error(
          108, span, fmt::format("`{}` is a sort, and only `entity` extends it", signature.name),
          fmt::format("write `entity {} : {}.`", first_argument.empty() ? "name" : first_argument, signature.name));
    }
    return false;
  }
  if (context.target.predicate(affirmed).provided) {
    if (context.first(109, shown)) {
      context.diagnostics.error(109, span, fmt::format("`{}` is filled from the claims, and can't be stated", shown),
                                "choose another name");
    }
    return false;
  }
  if (context.target.predicate(affirmed).declared) return true;
  std::vector<PredicateId> declared = context.vocabulary.with_arguments(signature.name);
  std::erase_if(declared, [&](PredicateId other) {
    return !context.target.predicate(other).declared || context.target.predicate(other).signature.denied;
  });
  if (declared.empty()) return true;
  wrong_arity(context, signature, span, declared);
  return false;
}

std::optional<Resolved> resolve(Context& context, const syntax::Atom& atom) {
  const Signature signature = signature_of(atom);
  if (is_misused_keyword(context, signature, atom.name_span)) return std::nullopt;
  if (!atom.names.empty()) {
    const auto id = with_names(context, atom);
    return id ? place_named(context, atom, *id) : std::nullopt;
  }
  const auto id = context.target.find(signature);
  const bool known = id && context.target.predicate(*id).known;
  if (!known && !check_defined(context, signature, atom.name_span)) return std::nullopt;
  if (!id) return std::nullopt;
  return place_ordered(atom, *id);
}

std::optional<Resolved> resolve_head(Context& context, const syntax::Atom& atom) {
  if (atom.names.empty()) return place_ordered(atom, *context.target.find(signature_of(atom)));
  const auto id = with_names(context, atom);
  if (!id) return std::nullopt;
  std::optional<Resolved> out = place_named(context, atom, *id);
  if (!out) return std::nullopt;
  for (std::size_t i = 0; i < out->args.size(); ++i) {
    if (out->args[i] != nullptr) continue;
    context.diagnostics.error(107, atom.name_span,
                              fmt::format("what is stated must give every argument, and `{}` is missing",
                                          context.target.predicate(*id).arguments[i].name),
                              fmt::format("write `{}`", context.vocabulary.usage(*id)));
    return std::nullopt;
  }
  return out;
}

}  // namespace linchpin::analysis
