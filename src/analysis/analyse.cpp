#include "analysis/analyse.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <tuple>

#include "analysis/conjunction.hpp"
#include "analysis/declarations.hpp"
#include "analysis/defeat.hpp"
#include "analysis/extremum.hpp"
#include "analysis/names.hpp"
#include "analysis/singletons.hpp"
#include "analysis/strata.hpp"
#include "analysis/termination.hpp"
#include "analysis/types.hpp"
#include "analysis/undecided.hpp"
#include "syntax/print.hpp"

namespace linchpin::analysis {
namespace {

using knowledge::Module;
using knowledge::Stated;

bool refuse_variables(Context& context, const syntax::Term& term) {
  if (term.kind == syntax::Term::Kind::aggregate) return false;
  if (term.kind == syntax::Term::Kind::variable) {
    std::string lower = term.text;
    lower[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(lower[0])));
    context.diagnostics.error(
        202, term.span, fmt::format("a fact can't hold the variable `{}`", term.text),
        term.text[0] == '_' ? "give the value; to state something of everything, give a body that says of what"
                            : fmt::format("for a name, write `{}`; to state something of every `{}`, give a body that "
                                          "says of which, as in `p({}) :- q({}).`",
                                          lower, term.text, term.text, term.text));
    return true;
  }
  return std::any_of(term.args.begin(), term.args.end(),
                     [&](const auto& arg) { return refuse_variables(context, arg); });
}

void analyse_clause(Context& context, Program& program, const Stated<syntax::Clause>& stated) {
  const syntax::Clause& clause = stated.what;
  if (clause.body.empty()) {
    const auto& args = clause.head.args;
    if (std::any_of(args.begin(), args.end(), [&](const auto& arg) { return refuse_variables(context, arg); })) return;
  }
  const std::string text = syntax::print(clause);
  Conjunction rule(context, stated.origin, text);
  const auto head = resolve_head(context, clause.head);
  if (head) rule.head(head->predicate, head->args, clause.head.span);
  rule.add(clause.body);
  if (!head) return;
  rule.solve();
  rule.flatten();
  rule.finish();
  if (rule.failed()) return;
  warn_of_singletons(context, clause.head.args, clause.body);
  const Level level = level_of(stated.origin, program);
  if (rule.never() || level == kOutside) return;
  if (rule.literals().empty()) {
    if (const auto values = rule.ground_head()) {
      program.facts.edit().push_back({head->predicate, *values, stated.origin, level, clause.normally});
      return;
    }
  }
  program.rules.edit().push_back(rule.rule());
  program.rules.edit().back().level = level;
  program.rules.edit().back().defeasible = clause.normally;
}

void analyse_constraint(Context& context, Program& program, const Stated<syntax::Constraint>& stated) {
  std::string text = syntax::print_string(stated.what.text);
  for (const syntax::Literal& literal : stated.what.body) text += ", " + syntax::print(literal);
  Conjunction body(context, stated.origin, text);
  body.add(stated.what.body);
  const std::vector<std::string> variables = body.named_variables();
  body.head_variables(variables);
  body.solve();
  body.flatten();
  body.finish();
  if (body.failed()) return;
  warn_of_singletons(context, {}, stated.what.body);
  if (body.never()) return;
  const PredicateId violation =
      context.target.internal("constraint", text, static_cast<std::uint32_t>(variables.size()));
  program.rules.edit().push_back(body.rule(violation));
  program.constraints.edit().push_back({stated.what.text, violation, variables, stated.origin});
}

// By place, errors and warnings together, as they were met where the place is the same.
void put_in_order(const Diagnostics& found, Diagnostics& out) {
  std::vector<const Diagnostic*> all;
  for (const Diagnostic& d : found.all()) all.push_back(&d);
  std::stable_sort(all.begin(), all.end(), [](const Diagnostic* a, const Diagnostic* b) {
    return std::tie(a->span.file, a->span.begin) < std::tie(b->span.file, b->span.begin);
  });
  for (const Diagnostic* d : all) out.add(*d);
}

}  // namespace

Program analyse(const Module& module, Signatures& signatures, Pool& pool, Diagnostics& diagnostics,
                const Options& options) {
  Program program;
  Diagnostics found;
  Target target(program, signatures);
  Context context(target, pool, found, options);

  program.predicates.edit().resize(signatures.size());
  for (PredicateId id = 0; id < signatures.size(); ++id) program.predicates.edit()[id].signature = signatures[id];

  declare(context, program, module);
  const std::vector<bool> sound = define(context, program, module);
  check_claims(context, program, module);
  check_facts(context, module);
  for (std::size_t i = 0; i < module.clauses.size(); ++i) {
    if (sound[i]) analyse_clause(context, program, module.clauses[i]);
  }
  for (const auto& assumed : module.assumed) {
    if (check_stated(context, assumed.what.head)) analyse_clause(context, program, assumed);
  }
  for (const auto& stated : module.constraints) analyse_constraint(context, program, stated);
  read_contraries(context, program, module);
  const Precedence precedence = read_precedence(context, module);
  for (Predicate& p : program.predicates.edit()) {
    if (p.arguments.empty()) p.arguments.resize(p.signature.arity);
    // Made for a clause that has been taken back.
    if (!p.known && p.signature.name.starts_with('#')) p.internal = true;
  }

  context.report_misfits();

  program.strata.edit() = stratify(program.rules, program.aggregations, program.predicates.size());
  check_strata(program.strata, program, found);
  if (found.ok()) {
    check_extrema(program, found);
    warn_of_growth(program, module, pool, found);
  }
  const std::size_t rules = program.rules.size();
  if (found.ok()) compile_defeat(context, program, module, precedence);
  if (found.ok() && program.rules.size() != rules) {
    program.strata.edit() = stratify(program.rules, program.aggregations, program.predicates.size());
    check_strata(program.strata, program, found);
  }
  if (found.ok()) double_undecided(context, program);
  find_levelless(program.strata.edit(), program);
  put_in_order(found, diagnostics);
  return program;
}

}  // namespace linchpin::analysis
