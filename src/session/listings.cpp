// What there is: predicates, claims, clauses as stated, plans.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "analysis/trust.hpp"
#include "session/citation.hpp"
#include "session/impl.hpp"
#include "syntax/parse.hpp"
#include "syntax/print.hpp"

namespace linchpin {
namespace {

using analysis::PredicateId;
using knowledge::ClaimIndex;
using session::State;

std::string type_text(const analysis::Type& type, const analysis::Program& program) {
  using Kind = analysis::Type::Kind;
  switch (type.kind) {
    case Kind::any:
      return "any";
    case Kind::symbol:
      return "symbol";
    case Kind::integer:
      return "int";
    case Kind::decimal:
      return "decimal";
    case Kind::number:
      return "number";
    case Kind::string:
      return "string";
    case Kind::date:
      return "date";
    case Kind::term:
      return "term";
    case Kind::sort:
      return program.predicates[type.sort].signature.name;
  }
  return {};
}

std::string fact_text(const State& state, const knowledge::FactTable& table, std::size_t row) {
  std::string out = (table.signature.denied ? "-" : "") + syntax::print_name(table.signature.name);
  for (std::uint32_t c = 0; c < table.signature.arity; ++c) {
    out += (c == 0 ? "(" : ", ") + state.pool.print(table.row(row)[c]);
  }
  return out + (table.signature.arity == 0 ? "." : ").");
}

std::string claim_id(const State& state, ClaimIndex claim) {
  return claim == knowledge::kNoClaim ? "" : state.module.claims[claim].what.id.text;
}

ClaimInfo claim_info(const State& state, ClaimIndex index) {
  const syntax::ClaimDeclaration& claim = state.module.claims[index].what;
  ClaimInfo out;
  out.id = claim.id.text;
  out.gloss = claim.gloss;
  const auto& levels = state.module.levels;
  out.level = claim.level ? claim.level->text
                          : (levels.empty() || levels[0].what.names.empty() ? "certain" : levels[0].what.names[0].text);
  out.basis = syntax::print(claim.basis);
  out.at = session::places(claim.at);
  out.by = session::speakers(claim);
  const std::vector<std::string>& names = state.program->levels;
  const analysis::Level holds = analysis::level_of({{}, index}, *state.program);
  if (holds != analysis::kOutside) out.holds = names[holds];
  if (out.holds != out.level && claim.repeats.empty())
    out.least_trusted = analysis::least_trusted(claim, state.module, names);
  for (const syntax::Identifier& repeated : claim.repeats) out.repeats.push_back(repeated.text);
  return out;
}

// The name of a predicate made by analysis: of a part of another one's meaning, what it is and whose (`#supported
// good`, of `#supported good/1`), else only what it is (`#agg`, of `#agg r(N) :- ...`).
std::string short_name(std::string_view name) {
  constexpr std::array<std::string_view, 5> kParts{"#clear", "#definite", "#opposed", "#possible", "#supported"};
  const std::size_t blank = std::min(name.find(' '), name.size());
  std::string out(name.substr(0, blank));
  if (std::find(kParts.begin(), kParts.end(), out) == kParts.end()) return out;
  const std::string_view of = name.substr(std::min(blank + 1, name.size()));
  if (of.starts_with('#')) return out + " " + short_name(of);
  const std::size_t arity = std::min(of.find('/'), of.size());
  const std::size_t rest = std::min(of.find(' ', arity), of.size());
  return out + " " + std::string(of.substr(0, arity)) + std::string(of.substr(rest));
}

// A text in which predicates made by analysis have their short names.
std::string with_short_names(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.compare(i, 2, "'#") != 0) {
      out += text[i];
      continue;
    }
    std::string name;
    for (++i; i < text.size() && text[i] != '\''; ++i) {
      if (text[i] == '\\') ++i;
      name += text[i];
    }
    out += short_name(name);
  }
  return out;
}

// Clauses in the order they stand in the texts.
class Clauses {
 public:
  explicit Clauses(const State& state) : state_(state) {}
  void add(const knowledge::Origin& origin, std::string text) {
    all_.push_back({origin.span.file, origin.span.begin, {std::move(text), claim_id(state_, origin.claim)}});
  }
  std::vector<Session::Listed> take(std::size_t most) {
    std::stable_sort(all_.begin(), all_.end(), [](const Placed& a, const Placed& b) {
      return std::pair(a.file, a.begin) < std::pair(b.file, b.begin);
    });
    std::vector<Session::Listed> out;
    for (Placed& p : all_) {
      if (out.size() < most) out.push_back(std::move(p.listed));
    }
    return out;
  }

 private:
  struct Placed {
    FileId file;
    std::uint32_t begin;
    Session::Listed listed;
  };
  const State& state_;
  std::vector<Placed> all_;
};

}  // namespace

std::vector<std::string> Session::levels() const {
  const std::vector<std::string>& levels = impl_->state->program->levels;
  return levels.empty() ? std::vector<std::string>{"certain"} : levels;  // before anything is loaded
}

std::vector<PredicateInfo> Session::predicates() const {
  const State& state = *impl_->state;
  const analysis::Program& program = *state.program;
  std::map<PredicateId, std::uint32_t> rules;
  for (const auto& stated : state.module.clauses) {
    const syntax::Atom& head = stated.what.head;
    if (stated.what.body.empty()) continue;
    const auto p = state.signatures.find({head.predicate, static_cast<std::uint32_t>(head.args.size()), head.denied});
    if (p) ++rules[*p];
  }
  std::vector<PredicateInfo> out;
  for (PredicateId p = 0; p < program.predicates.size(); ++p) {
    const analysis::Predicate& predicate = program.predicates[p];
    if (predicate.internal) continue;
    PredicateInfo info;
    info.name = (predicate.signature.denied ? "-" : "") + syntax::print_name(predicate.signature.name);
    info.arity = predicate.signature.arity;
    info.is_sort = predicate.is_sort;
    if (predicate.declared) {
      for (std::uint32_t a = 0; a < predicate.arguments.size(); ++a) {
        const analysis::Argument& argument = predicate.arguments[a];
        const bool best = predicate.extremum != syntax::Extremum::none && predicate.extremum_argument == a;
        info.arguments.push_back(fmt::format("{}: {}{}", argument.name,
                                             !best                                         ? ""
                                             : predicate.extremum == syntax::Extremum::min ? "min "
                                                                                           : "max ",
                                             type_text(argument.type, program)));
      }
    }
    const knowledge::FactTable* table = state.module.find_table(predicate.signature);
    info.facts = (table == nullptr ? 0 : table->rows()) + state.imported_rows(p);
    const engine::Relation* relation = state.engine.relation(p);
    info.rows = relation == nullptr ? 0 : relation->live_rows();
    info.is_evaluated = !state.is_put_off(p);
    const auto found = rules.find(p);
    info.rules = found == rules.end() ? 0 : found->second;
    // What no longer has a statement is not listed.
    if (info.facts == 0 && info.rows == 0 && info.rules == 0 && !predicate.declared && !predicate.is_sort) continue;
    out.push_back(std::move(info));
  }
  std::sort(out.begin(), out.end(), [](const PredicateInfo& a, const PredicateInfo& b) {
    return std::pair(a.name, a.arity) < std::pair(b.name, b.arity);
  });
  return out;
}

std::vector<std::string> Session::entities() const {
  std::vector<std::string> out;
  for (const auto& entity : impl_->state->module.entities) out.push_back(syntax::print_name(entity.what.name.text));
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::vector<ClaimInfo> Session::claims() const {
  const State& state = *impl_->state;
  std::vector<ClaimInfo> out;
  for (ClaimIndex i = 0; i < state.module.claims.size(); ++i) {
    if (!state.module.claims[i].what.id.text.empty()) out.push_back(claim_info(state, i));
  }
  return out;
}

std::optional<ClaimInfo> Session::claim(std::string_view id) const {
  const State& state = *impl_->state;
  for (ClaimIndex i = 0; i < state.module.claims.size(); ++i) {
    if (state.module.claims[i].what.id.text != id || id.empty()) continue;
    ClaimInfo out = claim_info(state, i);
    Clauses clauses(state);
    for (const knowledge::FactTable& table : state.module.facts) {
      for (std::size_t r = 0; r < table.rows(); ++r) {
        if (table.origins[r].claim == i) clauses.add(table.origins[r], fact_text(state, table, r));
      }
    }
    for (const auto& clause : state.module.clauses) {
      if (clause.origin.claim == i) clauses.add(clause.origin, syntax::print(clause.what) + ".");
    }
    for (Listed& listed : clauses.take(~std::size_t{0})) out.clauses.push_back(std::move(listed.text));
    return out;
  }
  return std::nullopt;
}

std::vector<ScenarioInfo> Session::scenarios() const {
  std::vector<ScenarioInfo> out;
  for (const auto& stated : impl_->state->module.scenarios) {
    const syntax::ScenarioDeclaration& scenario = stated.what;
    ScenarioInfo& info = out.emplace_back();
    info.id = scenario.id.text;
    info.gloss = scenario.gloss;
    info.at = session::places(scenario.at);
    for (const syntax::Identifier& extended : scenario.extends) info.extends.push_back(extended.text);
    for (const syntax::Edit& edit : scenario.edits) {
      if (edit.kind == syntax::Edit::Kind::claim) info.claims.push_back(edit.claim->id.text);
      info.edits.push_back(syntax::print(edit) + (edit.kind == syntax::Edit::Kind::claim ? "" : "."));
    }
  }
  return out;
}

std::vector<Session::Listed> Session::listing(std::string_view predicate, std::size_t most) const {
  const State& state = *impl_->state;
  Clauses clauses(state);
  for (const knowledge::FactTable& table : state.module.facts) {
    if (table.signature.name != predicate) continue;
    for (std::size_t r = 0; r < table.rows() && r < most; ++r)
      clauses.add(table.origins[r], fact_text(state, table, r));
  }
  for (const auto& clause : state.module.clauses) {
    if (clause.what.head.predicate == predicate) clauses.add(clause.origin, syntax::print(clause.what) + ".");
  }
  return clauses.take(most);
}

std::string Session::plan(std::string_view predicate) const {
  State& state = *impl_->state;
  const analysis::Program& program = *state.program;
  const auto wanted = [&](PredicateId p) {
    while (program.predicates[p].part_of) p = *program.predicates[p].part_of;
    return predicate.empty() || program.predicates[p].signature.name == predicate;
  };
  std::string out;
  for (std::uint32_t a = 0; a < program.aggregations.size(); ++a) {
    // An aggregate is shown with the rules that look it up.
    const PredicateId head = program.aggregations[a].head;
    const bool used = std::any_of(program.rules.begin(), program.rules.end(), [&](const analysis::Rule& rule) {
      return wanted(rule.head) && std::any_of(rule.body.begin(), rule.body.end(), [&](const analysis::Literal& l) {
               return l.kind == analysis::Literal::Kind::aggregate && l.predicate == head;
             });
    });
    if (!used) continue;
    out += "an aggregate over " + analysis::print(program.aggregations[a].input, program, state.pool) + "\n";
    out += state.engine.print_aggregation(a);
  }
  for (std::uint32_t r = 0; r < program.rules.size(); ++r) {
    if (!wanted(program.rules[r].head)) continue;
    out += analysis::print(program.rules[r], program, state.pool) + "\n";
    out += state.engine.print_plans(r);
  }
  return with_short_names(out);
}

std::vector<Session::Profiled> Session::profile() const {
  const State& state = *impl_->state;
  const analysis::Program& program = *state.program;
  std::vector<Profiled> out;
  const auto add = [&](const analysis::Rule& rule, const std::string& prefix, engine::Engine::Spent spent) {
    if (spent.seconds == 0) return;
    const Span at = rule.origin.span;
    out.push_back({with_short_names(prefix + analysis::print(rule, program, state.pool)), state.sources.name(at.file),
                   state.sources.position(at.file, at.begin).line, spent.seconds, spent.rows});
  };
  for (std::uint32_t r = 0; r < program.rules.size(); ++r) add(program.rules[r], "", state.engine.spent(r));
  for (std::uint32_t a = 0; a < program.aggregations.size(); ++a) {
    add(program.aggregations[a].input, "an aggregate over ", state.engine.spent_on_aggregation(a));
  }
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.seconds > b.seconds; });
  return out;
}

std::string Session::print_stage(std::string_view stage) const {
  State& state = *impl_->state;
  if (stage == "program") return with_short_names(analysis::print(*state.program, state.pool));
  if (stage == "plan") return plan("");
  std::string out;
  for (FileId file = 0; file < state.sources.size(); ++file) {
    Diagnostics ignored;
    for (const syntax::Statement& statement : syntax::parse(state.sources, file, ignored)) {
      out += syntax::print(statement) + "\n";
    }
  }
  return out;
}

std::vector<std::string> Session::files() const {
  const State& state = *impl_->state;
  std::vector<std::string> out;
  for (FileId file = 0; file < state.sources.size(); ++file) {
    if (!state.sources.name(file).starts_with('<')) out.push_back(state.sources.name(file));
  }
  for (const auto& import : state.module.imports) out.push_back(import.what.path);
  return out;
}

std::vector<std::string> Session::names() const {
  std::vector<std::string> out = entities();
  for (const PredicateInfo& p : predicates()) out.push_back(p.name);
  for (const ClaimInfo& c : claims()) out.push_back(c.id);
  for (const auto& scenario : impl_->state->module.scenarios) out.push_back(scenario.what.id.text);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::vector<std::string> Session::names_for(std::string_view predicate, std::size_t argument,
                                            std::string_view beginning, std::size_t most) const {
  const State& state = *impl_->state;
  std::set<std::string> out;
  const auto add_column = [&](PredicateId p, std::uint32_t column) {
    const engine::Relation* relation = state.engine.relation(p);
    for (std::uint32_t r = 0; relation != nullptr && r < relation->rows() && out.size() < most; ++r) {
      const Value value = relation->at(r, column);
      if (value.kind() != Kind::name || relation->dead(r)) continue;
      std::string name = syntax::print_name(state.pool.text(value));
      if (name.starts_with(beginning)) out.insert(std::move(name));
    }
  };
  std::vector<PredicateId> sorts;
  for (PredicateId p = 0; p < state.program->predicates.size(); ++p) {
    const analysis::Predicate& candidate = state.program->predicates[p];
    if (candidate.signature.name != predicate || candidate.internal || argument >= candidate.signature.arity) continue;
    add_column(p, static_cast<std::uint32_t>(argument));
    const bool has_sort =
        argument < candidate.arguments.size() && candidate.arguments[argument].type.kind == analysis::Type::Kind::sort;
    if (has_sort) sorts.push_back(candidate.arguments[argument].type.sort);
  }
  for (PredicateId sort : sorts) {
    if (out.empty()) add_column(sort, 0);
  }
  return {out.begin(), out.end()};
}

}  // namespace linchpin
