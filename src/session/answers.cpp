#include "session/answers.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "session/compare.hpp"
#include "session/conflicts.hpp"
#include "session/linchpins.hpp"
#include "session/order.hpp"
#include "session/picture.hpp"
#include "session/requires.hpp"
#include "session/sentence.hpp"
#include "session/slips.hpp"
#include "session/supposed.hpp"
#include "session/why.hpp"
#include "session/why_not.hpp"
#include "syntax/print.hpp"
#include "value/mentions.hpp"

namespace linchpin::session {
namespace {

using analysis::PredicateId;

constexpr std::uint16_t kNotAnEntity = 457;

// Names that occur as entities or in relations, for a near-name hint.
std::vector<std::string> entity_names(const State& state) {
  std::vector<std::string> out;
  for (const auto& entity : state.module.entities) out.push_back(entity.what.name.text);
  return out;
}

// The answer to a question without variables.
void give_truth(const State& state, const analysis::Query& query, const engine::Answers& answers, Answer& out) {
  const auto contrary = query.contrary ? state.engine.level(*query.contrary) : std::nullopt;
  const bool denied = contrary && *contrary <= query.lowest;
  const analysis::Level level = answers.levels.empty() ? analysis::Level{0} : answers.levels[0];
  if (answers.count != 0 && level != analysis::kOutside) {
    out.truth = denied ? Truth::both : Truth::yes;
    out.levels.push_back(level_name(state, level));
  } else if (denied) {
    out.truth = Truth::denied;
    out.levels.push_back(level_name(state, *contrary));
  } else if (answers.count != 0 || (query.contrary && state.engine.undecided(*query.contrary))) {
    out.truth = Truth::undecided;
  } else {
    out.truth = Truth::not_stated;
    if (!query.holds || state.engine.level(*query.holds)) return;  // below the level asked for
    const analysis::PredicateId supported = analysis::supported(query.holds->predicate, *state.program);
    out.contested = state.engine.level({supported, query.holds->args, {}}).has_value();
  }
}

// Whether a row of says/3 tells what is so: it needs no second mention.
bool says_what_holds(const State& state, std::span<const Value> row) {
  Value fact = row[1];
  const auto functor = [&] { return state.pool.text(state.pool.functor(fact)); };
  while (fact.is_term() && functor() == "says" && state.pool.args(fact).size() == 2) fact = state.pool.args(fact)[1];
  knowledge::Signature signature;
  if (fact.is_term() && functor() == "-" && state.pool.args(fact).size() == 1) {
    signature.denied = true;
    fact = state.pool.args(fact)[0];
  }
  std::vector<Value> args;
  if (fact.is_term()) {
    const auto all = state.pool.args(fact);
    args.assign(all.begin(), all.end());
    fact = state.pool.functor(fact);
  }
  if (!fact.is_name()) return false;
  signature.name = state.pool.text(fact);
  signature.arity = static_cast<std::uint32_t>(args.size());
  const auto predicate = state.signatures.find(signature);
  return predicate && state.engine.level({*predicate, std::move(args), {}}).has_value();
}

// All rows of a predicate that mention a value, those that are undecided last.
engine::Answers rows_about(const State& state, PredicateId p, Value wanted) {
  const analysis::Predicate& predicate = state.program->predicates[p];
  const bool is_says = predicate.provided && predicate.signature.name == "says";
  engine::Answers out;
  out.columns = predicate.signature.arity;
  const auto collect = [&](PredicateId from, bool undecided) {
    const engine::Relation* relation = state.engine.relation(from);
    for (std::uint32_t r = 0; relation != nullptr && r < relation->rows(); ++r) {
      if (relation->dead(r)) continue;
      std::vector<Value> row;
      bool found = false;
      for (std::uint32_t c = 0; c < relation->arity(); ++c) {
        row.push_back(relation->at(r, c));
        found = found || mentions(state.pool, row.back(), wanted);
      }
      if (!found || (is_says && says_what_holds(state, row))) continue;
      const std::optional<analysis::Level> level = state.engine.level({p, row, {}});
      if (level.has_value() == undecided) continue;
      ++out.count;
      out.values.insert(out.values.end(), row.begin(), row.end());
      out.levels.push_back(level.value_or(analysis::kOutside));
    }
  };
  collect(p, false);
  if (predicate.possible) collect(*predicate.possible, true);
  return out;
}

void about(State& state, const syntax::Question& question, Answer& out, Diagnostics& diagnostics) {
  Value wanted;
  if (!knowledge::plain_value(*question.entity, state.pool, wanted)) {
    diagnostics.error(kNotAnEntity, question.entity->span, "`about` asks for one thing by its name",
                      "write for instance `about china?`");
    return;
  }
  std::vector<PredicateId> predicates;
  for (PredicateId p = 0; p < state.program->predicates.size(); ++p) {
    const analysis::Predicate& predicate = state.program->predicates[p];
    if (!predicate.internal) predicates.push_back(p);
  }
  std::sort(predicates.begin(), predicates.end(), [&](PredicateId a, PredicateId b) {
    const auto key = [&](PredicateId p) {
      const knowledge::Signature& s = state.program->predicates[p].signature;
      return std::tuple(s.name, s.denied, s.arity);
    };
    return key(a) < key(b);
  });
  for (PredicateId p : predicates) {
    const analysis::Predicate& predicate = state.program->predicates[p];
    const engine::Answers rows = rows_about(state, p, wanted);
    if (rows.count == 0) continue;
    Answer::Group& group = out.groups.emplace_back();
    group.predicate = knowledge::print(predicate.signature);
    for (std::uint32_t c = 0; c < rows.columns; ++c) {
      group.columns.push_back(c < predicate.arguments.size() ? predicate.arguments[c].name : "");
    }
    for (std::uint64_t r : sorted(rows, {}, state.pool)) {
      const std::span<const Value> row(rows.values.data() + r * rows.columns, rows.columns);
      std::vector<Datum>& shown = group.rows.emplace_back();
      for (Value v : row) shown.push_back(datum(state.pool, v));
      group.levels.push_back(level_name(state, rows.levels[r]));
      const std::string text = sentence(state, p, row);
      if (!text.empty()) group.sentences.push_back(text);
    }
  }
  if (out.groups.empty()) {
    const std::string like = nearest(state.pool.print(wanted), entity_names(state));
    diagnostics
        .error(kNotAnEntity, question.entity->span, fmt::format("nothing is said of `{}`", state.pool.print(wanted)),
               like.empty() ? ":list shows what there is to ask about" : fmt::format("did you mean `{}`?", like))
        .replacement = like;  // as it is written
  }
}

void give_rows(const State& state, const analysis::Query& query, const engine::Answers& answers,
               const std::vector<std::uint64_t>& order, Answer& out) {
  const std::size_t count = query.limit ? std::min<std::size_t>(*query.limit, order.size()) : order.size();
  out.rows.reserve(count);
  out.levels.reserve(count);
  for (std::uint64_t r : std::span(order).first(count)) {
    std::vector<Datum>& row = out.rows.emplace_back();
    row.reserve(answers.columns);
    for (std::uint32_t c = 0; c < answers.columns; ++c) {
      row.push_back(datum(state.pool, answers.values[r * answers.columns + c]));
    }
    out.levels.push_back(level_name(state, answers.levels.empty() ? analysis::Level{0} : answers.levels[r]));
  }
}

// Asks for the memory that putting answers in order and, but for a reader of rows, writing them out takes.
void ask_room(const analysis::Query& query, const engine::Answers& answers, bool writes, const engine::Budget& budget) {
  using engine::Stopped;
  constexpr std::size_t kToSort = 4 * sizeof(std::uint64_t);
  const std::size_t each = sizeof(std::vector<Datum>) + answers.columns * sizeof(Datum) + sizeof(std::string);
  const std::size_t written = writes ? std::min<std::size_t>(query.limit.value_or(answers.count), answers.count) : 0;
  budget.ask(answers.values.size() * sizeof(Value) + answers.count * kToSort + written * each,
             {Stopped::Reason::memory, nullptr, "while the answers were written out"});
}

// The same question of the contrary. REQUIRES: it has one, so that it is a single atom.
syntax::Question contrary_of(const syntax::Question& question) {
  syntax::Question out = question;
  syntax::Atom& atom = out.body.front().atom;
  atom.denied = !atom.denied;
  return out;
}

// What a question asks for beside its answers. Where it is denied, that is what is explained.
void give_reasons(State& state, const syntax::Question& question, const analysis::Query& query,
                  const std::vector<explain::Wanted>& answers, const std::vector<Assumed>& assumed, Answer& out,
                  engine::Budget& budget, Diagnostics& diagnostics) {
  using Kind = syntax::Question::Kind;
  if (question.kind != Kind::why && question.kind != Kind::why_all && question.kind != Kind::linchpins) return;
  if (out.truth == Truth::denied && !out.of_contrary) {
    const syntax::Question contrary = contrary_of(question);
    const auto of = analysis::analyse(contrary, *state.program, state.signatures, state.pool, diagnostics);
    if (!of) return;
    out.of_contrary = true;
    engine::Answers rows;
    out.status = state.guarded([&] { rows = state.engine.answer(*of, budget); }, diagnostics);
    if (out.status == Status::ok)
      give_reasons(state, contrary, *of, first_answers(rows, {0}), assumed, out, budget, diagnostics);
    return;
  }
  const auto run = [&] {
    if (question.kind == Kind::why) return give_proofs(state, query, answers, assumed, out, budget);
    if (question.kind == Kind::why_all) return give_supports(state, query, answers, out, budget);
    out.status = give_linchpins(state, question, query, answers, out, budget, diagnostics);
  };
  const Status status = state.guarded(run, diagnostics);
  if (status != Status::ok) out.status = status;
}

// Whether only the answers are asked for, so that what they rest on need not all be evaluated.
bool wants_answers_only(const syntax::Question& question) {
  using Kind = syntax::Question::Kind;
  return (question.kind == Kind::plain || question.kind == Kind::find) && !asks_for_picture(question);
}

// `assumed` and `notes` are of a state that something is supposed in; `notes` go into pictures.
Answer plain_answer(State& state, const syntax::Question& question, engine::Budget& budget, Diagnostics& diagnostics,
                    AnswerRows* rows, const std::vector<Assumed>& assumed = {},
                    const std::vector<std::string>& notes = {}) {
  Answer out;
  out.highest = state.program->levels.front();
  const std::size_t errors = diagnostics.errors();
  if (!wants_answers_only(question)) {
    out.status = state.complete(budget, diagnostics);
    if (out.status != Status::ok) return out;
  }
  if (question.kind == syntax::Question::Kind::about) {
    about(state, question, out, diagnostics);
    if (diagnostics.errors() != errors) out.status = Status::error;
    return out;
  }
  if (question.kind == syntax::Question::Kind::conflicts) {
    out.status = state.guarded([&] { out.conflicts = conflicts(state, budget); }, diagnostics);
    return out;
  }
  const auto query = analysis::analyse(question, *state.program, state.signatures, state.pool, diagnostics);
  if (!query || diagnostics.errors() != errors) {
    out.status = Status::error;
    return out;
  }
  out.columns = query->columns;
  engine::Answers answers;
  out.status = state.answer(*query, budget, diagnostics, answers);
  if (out.status != Status::ok) return out;
  out.asks_why_not = question.kind == syntax::Question::Kind::why_not;
  if (out.asks_why_not && !any_holds(answers)) {
    out.status = state.guarded([&] { give_why_not(state, question, *query, assumed, out, budget); }, diagnostics);
    if (out.status != Status::ok) return out;
  }
  std::vector<std::uint64_t> order{0};
  if (query->columns.empty()) {
    give_truth(state, *query, answers, out);
  } else {
    const auto give = [&] {
      ask_room(*query, answers, rows == nullptr, budget);
      order = sorted(answers, query->order, state.pool);
      if (rows == nullptr) give_rows(state, *query, answers, order, out);
    };
    out.status = state.guarded(give, diagnostics);
    if (out.status != Status::ok) return out;
  }
  const bool is_empty = query->columns.empty() ? out.truth == Truth::not_stated : answers.count == 0;
  using QuestionKind = syntax::Question::Kind;
  const bool is_why = question.kind == QuestionKind::why && is_empty;
  if (wants_answers_only(question) || is_why) out.hints = slips(state, *query, is_empty);
  if (is_why) out.hints.emplace_back("`why not` shows what is missing");
  give_reasons(state, question, *query, first_answers(answers, order), assumed, out, budget, diagnostics);
  if (out.status == Status::ok && question.kind == syntax::Question::Kind::requires_) {
    give_requirements(state, question, *query, out, budget, diagnostics);
  }
  if (out.status == Status::ok && asks_for_picture(question)) {
    const auto draw = [&] { give_picture(state, question, *query, answers, order, notes, out, budget, diagnostics); };
    out.status = state.guarded(draw, diagnostics);
  }
  const bool stopped = out.status == Status::limit || out.status == Status::interrupted;
  out.partial = stopped && (out.linchpins || (out.proofs && !out.proofs->empty()) ||
                            (out.supports && !out.supports->empty()) || (out.required && !out.required->sets.empty()));
  if (rows != nullptr && !query->columns.empty()) {
    if (query->limit && *query->limit < order.size()) order.resize(*query->limit);
    *rows = {state.texts(), std::move(answers), std::move(order), state.program->levels};
    rows->levels.push_back(level_name(state, analysis::kOutside));
  }
  return out;
}

}  // namespace

bool any_holds(const engine::Answers& answers) {
  return answers.levels.size() < answers.count || std::any_of(answers.levels.begin(), answers.levels.end(),
                                                              [](auto level) { return level != analysis::kOutside; });
}

Datum datum(const Pool& pool, Value value) {
  switch (value.kind()) {
    case Kind::integer:
      return pool.integer(value);
    case Kind::decimal:
      return pool.decimal(value);
    case Kind::date:
      return Date{pool.print(value)};
    case Kind::name:
      return Name{pool.print(value)};
    case Kind::string:
      return std::string(pool.text(value));
    case Kind::term:
      return TermText{pool.print(value)};
  }
  return std::int64_t{0};
}

std::string level_name(const State& state, analysis::Level level) {
  return level == analysis::kOutside ? "undecided" : state.program->levels[level];
}

void check(State& state, const analysis::Program& program, const syntax::Question& question, Diagnostics& diagnostics) {
  if (!check_picture(state, question, diagnostics)) return;
  if (question.kind == syntax::Question::Kind::compare) {
    check(state, program, side_of(state, question, 0), diagnostics);
    return check(state, program, side_of(state, question, 1), diagnostics);
  }
  if (is_supposed(question)) return check_supposed(state, program, question, diagnostics);
  const bool of_all =
      question.kind == syntax::Question::Kind::about || question.kind == syntax::Question::Kind::conflicts;
  if (!of_all) analysis::analyse(question, program, state.signatures, state.pool, diagnostics);
}

Answer answer(State& base, const syntax::Question& question, engine::Budget& budget, Diagnostics& diagnostics,
              AnswerRows* rows) {
  Answer out;
  if (question.kind == syntax::Question::Kind::compare || is_supposed(question)) {
    out.status = base.complete(budget, diagnostics);
    if (out.status != Status::ok) return out;
  }
  if (question.kind == syntax::Question::Kind::compare) return compare(base, question, budget, diagnostics);
  if (!check_picture(base, question, diagnostics)) {
    out.status = Status::error;
    return out;
  }
  if (!is_supposed(question)) return plain_answer(base, question, budget, diagnostics, rows);
  const Supposition* supposed = supposition(base, question, budget, diagnostics, out.status);
  if (supposed == nullptr) return out;
  std::vector<std::string> notes;
  for (const auto& scenario : base.module.scenarios) {
    const bool is_asked = !question.scenarios.empty() && scenario.what.id.text == question.scenarios.front().text;
    if (is_asked && !scenario.what.gloss.empty())
      notes.push_back(fmt::format("{}: {}", scenario.what.id.text, scenario.what.gloss));
  }
  out = plain_answer(*supposed->state, question, budget, diagnostics, rows, supposed->assumed, notes);
  if (!question.scenarios.empty()) out.scenario = question.scenarios.front().text;
  out.edits = supposed->edits;
  return out;
}

}  // namespace linchpin::session
