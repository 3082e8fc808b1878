#include "session/supposed.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "scenarios/denial.hpp"
#include "session/answers.hpp"
#include "session/sentence.hpp"
#include "syntax/print.hpp"

namespace linchpin::session {
namespace {

using scenarios::Edited;
using scenarios::Named;
using scenarios::note_idle;
using syntax::Edit;

constexpr std::size_t kMostKept = 16;

// Warnings of what is stated anyway have been shown when it was loaded.
void keep_new(const Diagnostics& found, const std::vector<Span>& edits, Diagnostics& diagnostics) {
  for (const Diagnostic& d : found.all()) {
    const bool within = std::any_of(edits.begin(), edits.end(), [&](Span edit) {
      return d.placed && d.span.file == edit.file && d.span.begin >= edit.begin && d.span.end <= edit.end;
    });
    if (d.severity == Severity::error || within) diagnostics.add(d);
  }
}

std::string key_of(const syntax::Question& question) {
  std::string key;
  for (const syntax::Identifier& scenario : question.scenarios) key += syntax::print_name(scenario.text) + ": ";
  for (const Edit& edit : question.suppose) key += syntax::print(edit) + ", ";
  return key;
}

// The first row of a predicate that fits, be it undecided or kept from holding by its contrary; nothing where none
// does.
std::optional<analysis::GroundFact> first_fitting(const State& state, const scenarios::Pattern& pattern) {
  const auto p = state.signatures.find(pattern.signature);
  if (!p || *p >= state.program->predicates.size()) return std::nullopt;
  const std::vector<analysis::Predicate>& predicates = state.program->predicates;
  const analysis::PredicateId supported = analysis::supported(*p, *state.program);
  const bool one =
      std::all_of(pattern.args.begin(), pattern.args.end(), [](const auto& arg) { return arg.has_value(); });
  for (const auto& from :
       {std::optional(*p), predicates[*p].possible, std::optional(supported), predicates[supported].possible}) {
    const engine::Relation* relation = from ? state.engine.relation(*from) : nullptr;
    if (one && relation != nullptr) {
      analysis::GroundFact fact{*p, {}, {}};
      for (const auto& arg : pattern.args) fact.args.push_back(*arg);
      if (state.engine.level({*from, fact.args, {}})) return fact;
      continue;
    }
    for (std::uint32_t r = 0; relation != nullptr && r < relation->rows(); ++r) {
      if (relation->dead(r)) continue;
      analysis::GroundFact fact{*p, {}, {}};
      for (std::uint32_t c = 0; c < relation->arity(); ++c) fact.args.push_back(relation->at(r, c));
      if (pattern.fits(fact.args)) return fact;
    }
  }
  return std::nullopt;
}

bool has_rules(const knowledge::Module& module, const knowledge::Signature& signature) {
  return std::any_of(module.clauses.begin(), module.clauses.end(), [&](const auto& stated) {
    const syntax::Atom& head = stated.what.head;
    return head.predicate == signature.name && head.denied == signature.denied && head.args.size() == signature.arity;
  });
}

bool is_stated(const State& state, const scenarios::Pattern& pattern) {
  const knowledge::FactTable* table = state.module.find_table(pattern.signature);
  for (std::size_t r = 0; table != nullptr && r < table->rows(); ++r) {
    if (pattern.fits(table->row(r))) return true;
  }
  return std::any_of(state.module.assumed.begin(), state.module.assumed.end(), [&](const auto& assumed) {
    return scenarios::states(assumed.what, pattern, *state.program, state.signatures, state.pool);
  });
}

// The rules that give a fact, as further places of a message.
void note_rules(State& state, const analysis::GroundFact& fact, Diagnostic& message) {
  const std::vector<analysis::PredicateId> parts = analysis::parts_of(fact.predicate, *state.program);
  for (const analysis::Rule& rule : state.program->rules) {
    if (std::find(parts.begin(), parts.end(), rule.head) != parts.end())
      message.notes.push_back({rule.origin.span, "a rule that gives it"});
  }
}

// Edits that can't be made, before anything is evaluated anew.
void check_retracted(State& base, Edited& edited, Diagnostics& diagnostics) {
  for (const Named& named : edited.named) {
    if (named.kind == Edit::Kind::assume || named.removed != 0) continue;
    const auto fact = first_fitting(base, named.pattern);
    if (!fact) {
      // Under the other edits, rules may give what is denied here.
      const knowledge::Signature& denied = named.pattern.signature;
      const bool may_arise = edited.told.size() > 1 && named.kind == Edit::Kind::deny &&
                             (has_rules(base.module, denied) || has_rules(edited.module, denied));
      if (may_arise) continue;
      note_idle(edited, named.told, named.span, "nothing fits this, so there is nothing to take out",
                ":list " + named.pattern.signature.name + " shows what is stated", diagnostics);
    } else if (named.kind == Edit::Kind::retract && base.imported_rows(fact->predicate) == 0) {
      note_rules(base, *fact,
                 diagnostics.error(245, named.span,
                                   fmt::format("`{}` is derived, not stated, so it can't be retracted",
                                               fact_text(base, fact->predicate, fact->args)),
                                   "`deny` makes it absent, whatever rules say"));
    }
  }
}

// What came of the edits.
void report_effects(State& base, State& state, Edited& edited, Diagnostics& diagnostics) {
  const auto is_assumed = [](const Named& n) { return n.kind == Edit::Kind::assume; };
  const bool only_assumes =
      edited.named.size() == edited.told.size() && std::all_of(edited.named.begin(), edited.named.end(), is_assumed);
  for (const Named& named : edited.named) {
    if (named.kind == Edit::Kind::assume) {
      const auto fact = only_assumes ? first_fitting(base, named.pattern) : std::nullopt;
      if (named.stated_already || (fact && base.engine.level(*fact) == analysis::Level{0})) {
        note_idle(edited, named.told, named.span, "this holds already, so to assume it changes nothing", "",
                  diagnostics);
      }
    } else if (named.kind == Edit::Kind::retract && named.removed != 0) {
      const auto fact = first_fitting(state, named.pattern);
      if (!fact || !state.engine.level(*fact) || is_stated(state, named.pattern)) continue;  // or assumed afterwards
      note_rules(state, *fact,
                 diagnostics.warning(
                     246, named.span,
                     fmt::format("`{}` is retracted, and still follows", fact_text(state, fact->predicate, fact->args)),
                     "`deny` makes it absent, whatever rules say"));
    }
  }
  Diagnostics broken;
  state.report_constraints(broken);
  for (Diagnostic d : broken.all()) {
    d.severity = Severity::warning;
    d.code = 248;
    d.message += " under what is supposed";
    diagnostics.add(std::move(d));
  }
}

// "claim a", "claim b" as "claim a, b".
std::vector<std::string> with_joined_claims(const std::vector<std::string>& edits) {
  constexpr std::string_view kClaim = "claim ";
  std::vector<std::string> out;
  for (const std::string& edit : edits) {
    if (!out.empty() && edit.starts_with(kClaim) && out.back().starts_with(kClaim)) {
      out.back() += ", " + edit.substr(kClaim.size());
    } else {
      out.push_back(edit);
    }
  }
  return out;
}

constexpr std::uint64_t kCopiedAnyway = 100'000;  // tuples

// What is only kept in case it is asked again gives way to what is to be evaluated. What holds a tail adds little, and
// would make the next one that does so copy whole relations, which matters where these are large.
void make_room(State& base, const engine::Budget& budget) {
  std::vector<std::unique_ptr<Supposition>>& kept = base.suppositions;
  if (base.engine.tuples() > kCopiedAnyway) {
    std::erase_if(kept, [](const auto& s) { return s->state->engine.holds_tail(); });
  }
  while (budget.bytes != 0 && !kept.empty() && base.bytes() > budget.bytes / 2) kept.erase(kept.begin());
}

}  // namespace

const Supposition* supposition(State& base, const syntax::Question& question, engine::Budget& budget,
                               Diagnostics& diagnostics, Status& status) {
  const std::string key = key_of(question);
  std::vector<std::unique_ptr<Supposition>>& kept = base.suppositions;
  const auto at = std::find_if(kept.begin(), kept.end(), [&](const auto& s) { return s->key == key; });
  if (at != kept.end()) {
    std::rotate(at, at + 1, kept.end());
    return kept.back().get();
  }
  status = Status::error;
  const std::size_t errors = diagnostics.errors();
  std::optional<Edited> edited = scenarios::edited(base.module, {question.scenarios, question.suppose}, *base.program,
                                                   base.signatures, base.pool, diagnostics);
  if (edited) check_retracted(base, *edited, diagnostics);
  if (diagnostics.errors() != errors) return nullptr;
  auto made = std::make_unique<Supposition>();
  made->key = key;
  made->state = std::make_unique<State>(base, std::move(edited->module), edited->gone);
  Diagnostics found;
  make_room(base, budget);
  engine::Budget within = budget;
  within.memory = [&] { return base.bytes() + made->state->bytes_beside(base); };
  status = made->state->add({}, within, found);
  keep_new(found, edited->spans, diagnostics);
  if (status != Status::ok) return nullptr;
  report_effects(base, *made->state, *edited, diagnostics);
  made->edits = with_joined_claims(edited->told);
  for (const auto& scenario : base.module.scenarios)
    made->assumed.push_back({scenario.origin.span, scenario.what.id.text});
  for (const Edit& edit : question.suppose) made->assumed.push_back({edit.span, "suppose"});
  if (kept.size() == kMostKept) kept.erase(kept.begin());
  kept.push_back(std::move(made));
  return kept.back().get();
}

void check_supposed(State& base, const analysis::Program& program, const syntax::Question& question,
                    Diagnostics& diagnostics) {
  const auto edited = scenarios::edited(base.module, {question.scenarios, question.suppose}, program, base.signatures,
                                        base.pool, diagnostics);
  if (!edited) return;
  Diagnostics found;
  analysis::Signatures signatures = base.signatures;
  const analysis::Program supposed =
      analysis::analyse(edited->module, signatures, base.pool, found, {.edit_of = &program});
  keep_new(found, edited->spans, diagnostics);
  const bool of_all =
      question.kind == syntax::Question::Kind::about || question.kind == syntax::Question::Kind::conflicts;
  if (found.ok() && !of_all) analysis::analyse(question, supposed, signatures, base.pool, diagnostics);
}

void check_scenarios(State& base, const analysis::Program& program, Diagnostics& diagnostics) {
  for (const auto& stated : base.module.scenarios) {
    syntax::Question question;
    question.kind = syntax::Question::Kind::conflicts;
    question.scenarios.push_back(stated.what.id);
    check_supposed(base, program, question, diagnostics);
  }
}

}  // namespace linchpin::session
