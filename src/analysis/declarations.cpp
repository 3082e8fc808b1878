#include "analysis/declarations.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>
#include <unordered_set>

#include "syntax/print.hpp"

namespace linchpin::analysis {
namespace {

using syntax::Identifier;

struct NamedType {
  std::string_view name;
  Type::Kind kind;
};
constexpr std::array kTypes = {
    NamedType{"any", Type::Kind::any},       NamedType{"symbol", Type::Kind::symbol},
    NamedType{"int", Type::Kind::integer},   NamedType{"decimal", Type::Kind::decimal},
    NamedType{"number", Type::Kind::number}, NamedType{"string", Type::Kind::string},
    NamedType{"date", Type::Kind::date},     NamedType{"term", Type::Kind::term},
};

std::optional<Type::Kind> named_type(std::string_view name) {
  for (const NamedType& type : kTypes) {
    if (type.name == name) return type.kind;
  }
  return std::nullopt;
}

std::optional<PredicateId> find_sort(Context& context, const std::string& name) {
  const PredicateId id = *context.target.find({name, 1, false});
  if (!context.target.predicate(id).is_sort) return std::nullopt;
  return id;
}

void unknown_sort(Context& context, const Identifier& sort) {
  if (!context.first(112, sort.text)) return;
  const std::string near = context.vocabulary.nearest_sort(sort.text);
  context.diagnostics
      .error(112, sort.span,
             near.empty() ? fmt::format("unknown sort `{}`", sort.text)
                          : fmt::format("unknown sort `{}`; did you mean `{}`?", sort.text, near),
             near.empty() ? fmt::format("declare it with `sort {}.`", sort.text) : "")
      .replacement = syntax::name_if_any(near);
}

// ---- sorts

// Each sort's own parents, as declared; sorts by id.
using Parents = std::map<PredicateId, std::vector<PredicateId>>;

// Fills in the sorts above `sort`. A sort met while it is being worked on closes a cycle.
void close(Context& context, const Parents& parents, PredicateId sort, std::vector<PredicateId>& path) {
  Predicate& p = context.target.edit(sort);
  if (!p.supersorts.empty()) return;
  if (const auto at = std::find(path.begin(), path.end(), sort); at != path.end()) {
    std::string cycle;
    for (auto next = at; next != path.end(); ++next) {
      cycle += context.target.predicate(*next).signature.name + " < ";
    }
    context.diagnostics.error(113, p.declared_at,
                              fmt::format("a sort can't lie within itself: {}{}", cycle, p.signature.name),
                              "take one of these `<` out");
    return;
  }
  path.push_back(sort);
  std::vector<PredicateId> above{sort};
  for (PredicateId parent : parents.at(sort)) {
    close(context, parents, parent, path);
    const std::vector<PredicateId>& more = context.target.predicate(parent).supersorts;
    above.insert(above.end(), more.begin(), more.end());
  }
  path.pop_back();
  std::sort(above.begin(), above.end());
  above.erase(std::unique(above.begin(), above.end()), above.end());
  context.target.edit(sort).supersorts = std::move(above);
}

void declare_sorts(Context& context, const knowledge::Module& module) {
  Parents parents;
  for (const auto& stated : module.sorts) {
    const Identifier& name = stated.what.name;
    if (named_type(name.text) || find_builtin(name.text)) {
      context.diagnostics.error(111, name.span,
                                fmt::format("`{}` is a built-in name, and can't name a sort", name.text),
                                "choose another name");
      continue;
    }
    const PredicateId id = *context.target.find({name.text, 1, false});
    Predicate& p = context.target.edit(id);
    if (!p.is_sort) {
      p.is_sort = true;
      p.known = true;
      p.declared_at = name.span;
      p.arguments = {{"", {Type::Kind::sort, id}}};
      context.target.edit(*context.target.find({name.text, 1, true})).known = true;
    }
    parents[id];
  }
  for (const auto& stated : module.sorts) {
    const auto id = find_sort(context, stated.what.name.text);
    if (!id) continue;
    for (const Identifier& parent : stated.what.parents) {
      if (const auto above = find_sort(context, parent.text)) {
        parents[*id].push_back(*above);
      } else {
        unknown_sort(context, parent);
      }
    }
  }
  std::vector<PredicateId> path;
  for (const auto& [sort, above] : parents) close(context, parents, sort, path);
}

// ---- entities

void declare_entities(Context& context, Program& program, const knowledge::Module& module) {
  std::unordered_set<std::uint64_t> held;  // sort and name of the membership facts so far
  std::unordered_map<Value, Span> displayed;
  for (const auto& stated : module.entities) {
    const Value name = context.pool.name(stated.what.name.text);
    for (const Identifier& sort : stated.what.sorts) {
      const auto id = find_sort(context, sort.text);
      if (!id) {
        unknown_sort(context, sort);
        continue;
      }
      for (PredicateId above : context.target.predicate(*id).supersorts) {
        if (!held.insert(std::uint64_t{above} << 32 | name.bits()).second) continue;
        program.facts.edit().push_back({above, {name}, stated.origin});
      }
    }
    if (stated.what.display.empty()) continue;
    const auto [at, added] = program.display.try_emplace(name, stated.what.display);
    if (added) displayed[name] = stated.what.name.span;
    if (at->second != stated.what.display) {
      Diagnostic& error = context.diagnostics.error(114, stated.what.name.span,
                                                    fmt::format("`{}` has two display names", stated.what.name.text),
                                                    "keep one of them; a further sort needs no second display name");
      error.notes.push_back({displayed[name], fmt::format("here it is shown as \"{}\"", at->second)});
    }
  }
}

// ---- predicates

Type read_type(Context& context, const Identifier& name) {
  if (name.text.empty()) return {};
  if (const auto kind = named_type(name.text)) return {*kind, 0};
  if (const auto sort = find_sort(context, name.text)) return {Type::Kind::sort, *sort};
  if (context.first(112, name.text)) {
    std::vector<std::string> names;
    for (const NamedType& type : kTypes) names.emplace_back(type.name);
    for (const Predicate& p : context.target.program().predicates) {
      if (p.is_sort) names.push_back(p.signature.name);
    }
    const std::string near = nearest(name.text, names);
    context.diagnostics
        .error(112, name.span,
               near.empty() ? fmt::format("unknown type `{}`", name.text)
                            : fmt::format("unknown type `{}`; did you mean `{}`?", name.text, near),
               near.empty()
                   ? fmt::format("declare it with `sort {}.`, or use any, symbol, int, decimal, number, string, date "
                                 "or term",
                                 name.text)
                   : "")
        .replacement = syntax::name_if_any(near);
  }
  return {};
}

bool same(const Predicate& a, const Predicate& b) {
  const auto same_argument = [](const Argument& x, const Argument& y) {
    return x.name == y.name && x.type.kind == y.type.kind && x.type.sort == y.type.sort;
  };
  return a.affirmative == b.affirmative && a.negative == b.negative && a.extremum == b.extremum &&
         a.extremum_argument == b.extremum_argument &&
         std::equal(a.arguments.begin(), a.arguments.end(), b.arguments.begin(), b.arguments.end(), same_argument);
}

// The names in the braces of a sentence are arguments of what is declared.
void check_template(Context& context, const syntax::Identifier& declared, const std::vector<std::string>& names,
                    const std::string& text) {
  for (std::size_t open = text.find('{'); open != std::string::npos; open = text.find('{', open + 1)) {
    const std::size_t close = text.find('}', open);
    const std::string name = text.substr(open + 1, close == std::string::npos ? close : close - open - 1);
    if (close != std::string::npos && std::find(names.begin(), names.end(), name) != names.end()) continue;
    const std::string near = nearest(name, names);
    context.diagnostics.error(
        136, declared.span,
        fmt::format("`{{{}}}` in the sentence of `{}` is none of its arguments", name, declared.text),
        near.empty() ? "the braces hold the name of an argument, as in `predicate old(who) \"{who} "
                       "is old\".`"
                     : fmt::format("did you mean `{{{}}}`?", near));
  }
}

bool is_builtin(Context& context, const syntax::Identifier& name) {
  const auto builtin = find_builtin(name.text);
  if (builtin) {
    context.diagnostics.error(
        111, name.span, fmt::format("`{}` is a builtin, and can't be declared", name.text),
        fmt::format("choose another name; the builtin is used as `{}`", builtins()[*builtin].usage));
  }
  return builtin.has_value();
}

void report_argument_twice(Context& context, const syntax::Identifier& declared, const syntax::Identifier& argument) {
  context.diagnostics.error(116, argument.span,
                            fmt::format("`{}` has two arguments named `{}`", declared.text, argument.text),
                            "give each argument a name of its own");
}

// The declaration as a predicate; nothing when it is unsound in itself.
std::optional<Predicate> read_predicate(Context& context, const syntax::PredicateDeclaration& declaration) {
  if (is_builtin(context, declaration.name)) return std::nullopt;
  Predicate p;
  p.declared_at = declaration.name.span;
  p.affirmative = declaration.affirmative;
  p.negative = declaration.negative;
  std::vector<std::string> names;
  for (std::uint32_t i = 0; i < declaration.arguments.size(); ++i) {
    const syntax::ArgumentDeclaration& argument = declaration.arguments[i];
    if (std::find(names.begin(), names.end(), argument.name.text) != names.end()) {
      report_argument_twice(context, declaration.name, argument.name);
    }
    names.push_back(argument.name.text);
    p.arguments.push_back({argument.name.text, read_type(context, argument.type)});
    if (argument.extremum == syntax::Extremum::none) continue;
    if (p.extremum != syntax::Extremum::none) {
      context.diagnostics.error(115, argument.name.span,
                                fmt::format("`{}` has a second `min` or `max` argument", declaration.name.text),
                                "only one argument can be the best value kept for each tuple of the others");
    }
    p.extremum = argument.extremum;
    p.extremum_argument = i;
  }
  check_template(context, declaration.name, names, p.affirmative);
  check_template(context, declaration.name, names, p.negative);
  return p;
}

void declare_functors(Context& context, Program& program, const knowledge::Module& module) {
  for (const auto& stated : module.functors) {
    const syntax::FunctorDeclaration& declaration = stated.what;
    if (is_builtin(context, declaration.name)) continue;
    FunctorWording wording{{}, declaration.affirmative, declaration.negative, declaration.name.span};
    for (const syntax::Identifier& argument : declaration.arguments) {
      std::vector<std::string>& names = wording.arguments;
      if (std::find(names.begin(), names.end(), argument.text) != names.end()) {
        report_argument_twice(context, declaration.name, argument);
      }
      names.push_back(argument.text);
    }
    check_template(context, declaration.name, wording.arguments, wording.affirmative);
    check_template(context, declaration.name, wording.arguments, wording.negative);
    const auto arity = static_cast<std::uint32_t>(wording.arguments.size());
    const auto [at, added] = program.functors.try_emplace({declaration.name.text, arity, false}, wording);
    const FunctorWording& before = at->second;
    if (added || (before.arguments == wording.arguments && before.affirmative == wording.affirmative &&
                  before.negative == wording.negative)) {
      continue;
    }
    context.diagnostics
        .error(
            110, declaration.name.span,
            fmt::format("the functor `{}/{}` is declared a second time, and differently", declaration.name.text, arity),
            "keep one of the two declarations")
        .notes.push_back({before.declared_at, "the first declaration is here"});
  }
}

void declare_predicates(Context& context, const knowledge::Module& module) {
  for (const auto& stated : module.predicates) {
    const syntax::PredicateDeclaration& declaration = stated.what;
    std::optional<Predicate> read = read_predicate(context, declaration);
    if (!read) continue;
    const auto arity = static_cast<std::uint32_t>(declaration.arguments.size());
    const PredicateId id = *context.target.find({declaration.name.text, arity, false});
    const Predicate& before = context.target.predicate(id);
    const std::string shown = fmt::format("{}/{}", declaration.name.text, arity);
    if (before.is_sort) {
      context.diagnostics
          .error(111, declaration.name.span,
                 fmt::format("`{}` is a sort, and can't be declared as a predicate too", shown),
                 "a sort is a predicate already; leave the declaration out, or choose another name")
          .notes.push_back({before.declared_at, "the sort is declared here"});
      continue;
    }
    if (before.provided) {
      context.diagnostics.error(111, declaration.name.span,
                                fmt::format("`{}` is provided by the language, and can't be declared", shown),
                                fmt::format("it has its arguments already: `{}`", context.vocabulary.usage(id)));
      continue;
    }
    if (before.declared) {
      if (same(before, *read)) continue;
      context.diagnostics
          .error(110, declaration.name.span, fmt::format("`{}` is declared a second time, and differently", shown),
                 "keep one of the two declarations")
          .notes.push_back({before.declared_at, "the first declaration is here"});
      continue;
    }
    for (bool denied : {false, true}) {
      Predicate& p = context.target.edit(*context.target.find({declaration.name.text, arity, denied}));
      knowledge::Signature signature = p.signature;
      p = *read;
      p.signature = std::move(signature);
      p.declared = true;
      p.known = true;
      if (denied) p.extremum = syntax::Extremum::none;
    }
  }
}

void provide(Context& context, const std::string& name, std::initializer_list<std::string_view> arguments) {
  const auto arity = static_cast<std::uint32_t>(arguments.size());
  Predicate& p = context.target.edit(*context.target.find({name, arity, false}));
  context.target.edit(*context.target.find({name, arity, true})).known = true;
  p.provided = true;
  p.known = true;
  for (std::string_view argument : arguments) p.arguments.push_back({std::string(argument), {}});
}

}  // namespace

void declare(Context& context, Program& program, const knowledge::Module& module) {
  provide(context, "claimed", {"id", "level", "speaker", "basis"});
  provide(context, "cites", {"id", "source", "section", "paragraph", "sentence"});
  provide(context, "says", {"speaker", "what", "level"});
  context.target.edit(*context.target.find({"says", 3, false})).affirmative = "{speaker} says: {what} ({level})";
  provide(context, "predicate_info", {"name", "arity"});
  declare_sorts(context, module);
  declare_entities(context, program, module);
  declare_predicates(context, module);
  declare_functors(context, program, module);
}

}  // namespace linchpin::analysis
