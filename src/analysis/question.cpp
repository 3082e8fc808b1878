// A question as rules of its own over a program.
#include <fmt/core.h>

#include <algorithm>

#include "analysis/analyse.hpp"
#include "analysis/conjunction.hpp"
#include "analysis/levels.hpp"
#include "analysis/strata.hpp"
#include "analysis/undecided.hpp"
#include "syntax/print.hpp"

namespace linchpin::analysis {
namespace {

using syntax::Question;

Span span_of(const Question& question) {
  Span span;
  const auto widen = [&](Span more) {
    if (span.end == 0) span = more;
    span.begin = std::min(span.begin, more.begin);
    span.end = std::max(span.end, more.end);
  };
  for (const syntax::Literal& literal : question.body) widen(literal.span);
  for (const syntax::Identifier& variable : question.variables) widen(variable.span);
  for (const syntax::Identifier& scenario : question.scenarios) widen(scenario.span);
  for (const syntax::Edit& edit : question.suppose) widen(edit.span);
  return span;
}

// The columns asked for, each a variable of the body.
std::vector<std::string> columns(const Question& question, const Conjunction& body, Diagnostics& diagnostics) {
  if (question.kind != Question::Kind::find) return body.named_variables();
  std::vector<std::string> out;
  for (const syntax::Identifier& variable : question.variables) {
    if (!body.has_variable(variable.text)) {
      const std::string near = nearest(variable.text, body.named_variables());
      diagnostics
          .error(218, variable.span,
                 near.empty()
                     ? fmt::format("`{}` does not occur after `where`", variable.text)
                     : fmt::format("`{}` does not occur after `where`; did you mean `{}`?", variable.text, near),
                 "what is to be found must be a variable of the question, outside the braces of an aggregate")
          .replacement = near;
    } else if (std::find(out.begin(), out.end(), variable.text) != out.end()) {
      diagnostics.error(218, variable.span, fmt::format("`{}` is asked for twice", variable.text), "name it once");
    } else {
      out.push_back(variable.text);
    }
  }
  return out;
}

void read_order(const Question& question, Query& query, Diagnostics& diagnostics) {
  for (const syntax::OrderKey& key : question.order) {
    const auto at = std::find(query.columns.begin(), query.columns.end(), key.variable.text);
    if (at == query.columns.end()) {
      const std::string near = nearest(key.variable.text, query.columns);
      diagnostics
          .error(218, key.variable.span,
                 near.empty() ? fmt::format("`{}` is not among what is to be found", key.variable.text)
                              : fmt::format("`{}` is not among what is to be found; did you mean `{}`?",
                                            key.variable.text, near),
                 fmt::format("add it: `find ..., {} where ...`", key.variable.text))
          .replacement = near;
      continue;
    }
    query.order.push_back({static_cast<std::uint32_t>(at - query.columns.begin()), key.descending});
  }
}

void read_level(const Question& question, const Program& program, Query& query, Diagnostics& diagnostics) {
  if (!question.level) return;
  const auto at = std::find(program.levels.begin(), program.levels.end(), question.level->text);
  if (at != program.levels.end()) {
    query.lowest = static_cast<Level>(at - program.levels.begin());
    return;
  }
  report_unknown(diagnostics, 212, "level", *question.level, program.levels, listed(program.levels));
}

// What is said under `not` is absent only if it holds at no level, whatever `at least` asks for.
void find_negated(Query& query, PredicateId first) {
  std::vector<bool> negated(query.predicates.size());
  const auto mark = [&](const std::vector<Literal>& body, bool all) {
    bool more = false;
    for (const Literal& literal : body) {
      if (literal.predicate < first || (!all && literal.kind != Literal::Kind::negation)) continue;
      if (literal.kind != Literal::Kind::atom && literal.kind != Literal::Kind::negation &&
          literal.kind != Literal::Kind::aggregate) {
        continue;
      }
      more = more || !negated[literal.predicate - first];
      negated[literal.predicate - first] = true;
    }
    return more;
  };
  for (bool more = true; more;) {
    more = false;
    for (const Rule& rule : query.rules)
      more = mark(rule.body, rule.head >= first && negated[rule.head - first]) || more;
    for (const Aggregation& a : query.aggregations) more = mark(a.input.body, negated[a.head - first]) || more;
  }
  for (Stratum& stratum : query.strata) {
    stratum.reads_all_levels = std::any_of(stratum.predicates.begin(), stratum.predicates.end(),
                                           [&](PredicateId p) { return p >= first && negated[p - first]; });
  }
}

// A question that is one ground atom has two sides.
void read_sides(const Conjunction& body, const Target& target, const Signatures& signatures, Query& query) {
  if (body.literals().size() != 1 || body.never()) return;
  const Literal& literal = body.literals().front();
  if (literal.kind != Literal::Kind::atom || target.predicate(literal.predicate).internal) return;
  std::vector<Value> args;
  for (const Operand& o : literal.args) {
    if (o.kind != Operand::Kind::constant) return;
    args.push_back(o.constant);
  }
  knowledge::Signature contrary = target.predicate(literal.predicate).signature;
  contrary.denied = !contrary.denied;
  const auto other = signatures.find(contrary);
  if (!other || *other >= target.program().predicates.size()) return;
  query.holds = GroundFact{literal.predicate, args, {}};
  query.contrary = GroundFact{*other, args, {}};
}

// `requires` searches the program's rules, and what a question makes for itself is not among them.
void check_required(const Conjunction& body, const Program& program, Diagnostics& diagnostics) {
  for (const Literal& literal : body.literals()) {
    if (!reads(literal) || literal.predicate < program.predicates.size()) continue;
    diagnostics.error(258, literal.span, "`requires` can't look behind this, as it is no part of a rule",
                      "make a rule of it, as in `wanted(X) :- ...`, and ask for that");
  }
}

}  // namespace

std::optional<Query> analyse(const Question& question, const Program& program, const Signatures& signatures, Pool& pool,
                             Diagnostics& diagnostics) {
  std::optional<Query> query;
  query.emplace();
  Diagnostics found;
  Target target(program, signatures, *query);
  Context context(target, pool, found, {});
  std::string text;
  for (const syntax::Literal& literal : question.body) text += (text.empty() ? "" : ", ") + syntax::print(literal);

  Conjunction body(context, {span_of(question)}, text);
  body.add(question.body);
  query->columns = columns(question, body, found);
  read_order(question, *query, found);
  read_level(question, program, *query, found);
  query->limit = question.limit;
  if (found.ok() && !body.failed()) {
    body.head_variables(query->columns);
    body.solve();
    body.flatten();
    body.finish();
  }
  context.report_misfits();
  if (found.ok() && !body.failed()) {
    query->answer = target.internal("answer", text, static_cast<std::uint32_t>(query->columns.size()));
    query->rules.push_back(body.rule(query->answer));
    double_undecided(context, program, *query);
    if (question.kind == Question::Kind::requires_) check_required(body, program, found);
    find_negated(*query, static_cast<PredicateId>(program.predicates.size()));
    if (query->columns.empty()) read_sides(body, target, signatures, *query);
  }
  std::vector<Diagnostic> all(found.all().begin(), found.all().end());
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.span.begin < b.span.begin; });
  for (Diagnostic& diagnostic : all) diagnostics.add(std::move(diagnostic));
  if (!found.ok() || body.failed()) return std::nullopt;
  return query;
}

}  // namespace linchpin::analysis
