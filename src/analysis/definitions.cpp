#include <fmt/core.h>

#include "analysis/declarations.hpp"
#include "analysis/names.hpp"
#include "syntax/print.hpp"

namespace linchpin::analysis {
namespace {

using knowledge::Signature;

void mark(Context& context, const Signature& signature) {
  for (bool denied : {false, true}) {
    context.target.edit(*context.target.find({signature.name, signature.arity, denied})).known = true;
  }
}

Signature signature_of(const syntax::Atom& head) {
  return {head.predicate, static_cast<std::uint32_t>(head.args.size()), head.denied};
}

void strict_undeclared(Context& context, const Signature& signature, Span span) {
  if (!context.options.strict || context.target.predicate(*context.target.find(signature)).declared) return;
  const std::string shown = fmt::format("{}/{}", signature.name, signature.arity);
  if (!context.first(133, shown)) return;
  context.diagnostics.warning(
      133, span, fmt::format("`{}` is not declared", shown),
      fmt::format("declare it with `predicate {}(...).`, naming its arguments", signature.name));
}

void check_imports(Context& context, const knowledge::Module& module) {
  for (const auto& stated : module.imports) {
    const syntax::Import& import = stated.what;
    const Signature signature{import.predicate.text, static_cast<std::uint32_t>(import.columns.size()), false};
    if (!check_statable(context, signature, import.predicate.span, "")) continue;
    strict_undeclared(context, signature, import.predicate.span);
  }
}

void check_assumables(Context& context, const knowledge::Module& module) {
  for (const auto& stated : module.assumables) {
    const Signature signature{stated.what.predicate.text, stated.what.arity, false};
    if (!check_statable(context, signature, stated.what.predicate.span, "")) continue;
    strict_undeclared(context, signature, stated.what.predicate.span);
    for (bool denied : {false, true}) {
      context.target.edit(*context.target.find({signature.name, signature.arity, denied})).assumable = true;
    }
  }
}

void check_exports(Context& context, const knowledge::Module& module) {
  for (const auto& stated : module.exports) {
    const syntax::Identifier& name = stated.what.predicate;
    std::vector<std::string> known, arities;
    for (const Predicate& p : context.target.program().predicates) {
      if (!p.known || p.internal || p.signature.denied) continue;
      known.push_back(p.signature.name);
      if (p.signature.name == name.text) arities.push_back(knowledge::print(p.signature));
    }
    if (arities.empty()) {
      const std::string near = nearest(name.text, known);
      context.diagnostics
          .error(101, name.span,
                 near.empty() ? fmt::format("unknown predicate `{}`", name.text)
                              : fmt::format("unknown predicate `{}`; did you mean `{}`?", name.text, near),
                 near.empty() ? "no fact, rule or declaration is about it" : "")
          .replacement = syntax::name_if_any(near);
    } else if (arities.size() > 1) {
      context.diagnostics.error(
          217, name.span, fmt::format("`{}` is several predicates, `{}` and `{}`", name.text, arities[0], arities[1]),
          "give the one to be exported a name of its own, by a rule");
    }
  }
}

void provide_info(Context& context, Program& program) {
  const PredicateId info = *context.target.find({"predicate_info", 2, false});
  for (const Predicate& p : program.predicates) {
    if (!p.known || p.internal || p.provided || p.signature.denied) continue;
    program.facts.edit().push_back(
        {info, {context.pool.name(p.signature.name), context.pool.integer(p.signature.arity)}, {p.declared_at}});
  }
}

// Nothing need be stated yet of what is left open; but a slip of the pen would be a predicate of its own.
void mark_assumables(Context& context, const knowledge::Module& module) {
  for (const auto& stated : module.assumables) {
    const Signature signature{stated.what.predicate.text, stated.what.arity, false};
    const std::string near = context.target.predicate(*context.target.find(signature)).known
                                 ? std::string()
                                 : context.vocabulary.nearest_predicate(signature, false);
    if (!near.empty()) {
      const std::string shown = knowledge::print(signature);
      context.diagnostics
          .warning(101, stated.what.predicate.span,
                   fmt::format("nothing defines `{}`; did you mean `{}`?", shown, near),
                   "as it stands, it holds of nothing")
          .replacement = predicate_name(near);
    }
    mark(context, signature);
  }
}

// What scenarios assume or claim may be asked of what is stated, too: there it does not hold.
void mark_supposed(Context& context, const knowledge::Module& module) {
  const auto suppose = [&](const syntax::Atom& atom) {
    if (!atom.names.empty()) return;
    const auto id = context.target.find(signature_of(atom));
    if (context.target.predicate(*id).known) return;
    mark(context, signature_of(atom));
    context.target.edit(*id).only_supposed = true;
  };
  for (const auto& stated : module.scenarios) {
    for (const syntax::Edit& edit : stated.what.edits) {
      if (edit.kind == syntax::Edit::Kind::assume) suppose(*edit.atom);
      if (edit.kind != syntax::Edit::Kind::claim) continue;
      for (const syntax::Clause& clause : edit.claim->clauses) suppose(clause.head);
    }
  }
}

}  // namespace

bool check_stated(Context& context, const syntax::Atom& head) {
  if (!head.names.empty()) return true;
  const std::string first = head.args.empty() ? "" : syntax::print(head.args.front());
  if (!check_statable(context, signature_of(head), head.name_span, first)) return false;
  strict_undeclared(context, signature_of(head), head.name_span);
  return true;
}

std::vector<bool> define(Context& context, Program& program, const knowledge::Module& module) {
  // The names first: what is stated once is known everywhere.
  for (const knowledge::FactTable& table : module.facts) {
    if (table.rows() != 0) mark(context, table.signature);
  }
  for (const auto& stated : module.clauses) {
    if (stated.what.head.names.empty()) mark(context, signature_of(stated.what.head));
  }
  for (const auto& stated : module.assumed) mark(context, signature_of(stated.what.head));
  for (const auto& stated : module.imports) {
    mark(context, {stated.what.predicate.text, static_cast<std::uint32_t>(stated.what.columns.size()), false});
  }
  mark_assumables(context, module);
  mark_supposed(context, module);
  if (const Program* before = context.options.edit_of) {
    for (const Predicate& p : before->predicates) {
      if (p.known && !p.internal && !p.provided && !p.is_sort) mark(context, p.signature);
    }
  }

  std::vector<bool> sound(module.clauses.size(), true);
  for (const knowledge::FactTable& table : module.facts) {
    if (table.rows() == 0) continue;
    const Span span = table.origins.front().span;
    const std::string first = table.signature.arity == 0 ? "" : context.pool.print(table.values.front());
    if (check_statable(context, table.signature, span, first)) strict_undeclared(context, table.signature, span);
  }
  for (std::size_t i = 0; i < module.clauses.size(); ++i) sound[i] = check_stated(context, module.clauses[i].what.head);
  check_imports(context, module);
  check_assumables(context, module);
  check_exports(context, module);
  provide_info(context, program);
  return sound;
}

}  // namespace linchpin::analysis
