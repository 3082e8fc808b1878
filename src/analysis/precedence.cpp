// `overrides` and `incompatible` as they are stated.
#include <fmt/core.h>

#include <algorithm>

#include "analysis/defeat.hpp"
#include "analysis/levels.hpp"
#include "analysis/names.hpp"
#include "analysis/types.hpp"

namespace linchpin::analysis {
namespace {

using knowledge::ClaimIndex;
using knowledge::Module;

// Follows the claims that each overrides; one that is met again on its own path closes a circle.
class Circles {
 public:
  Circles(Context& context, const Module& module, const Precedence& precedence)
      : context_(context), module_(module), precedence_(precedence), marks_(precedence.losers.size()) {}

  void report() {
    for (ClaimIndex first = 0; first < marks_.size(); ++first) follow(first);
  }

 private:
  enum class Mark : std::uint8_t { unseen, on_path, done };
  struct Step {
    ClaimIndex claim;
    std::size_t next = 0;
  };

  void follow(ClaimIndex first) {
    if (marks_[first] != Mark::unseen) return;
    marks_[first] = Mark::on_path;
    std::vector<Step> path{{first}};
    while (!path.empty()) {
      Step& top = path.back();
      const std::vector<ClaimIndex>& losers = precedence_.losers[top.claim];
      if (top.next == losers.size()) {
        marks_[top.claim] = Mark::done;
        path.pop_back();
        continue;
      }
      const ClaimIndex to = losers[top.next++];
      if (marks_[to] == Mark::unseen) {
        marks_[to] = Mark::on_path;
        path.push_back({to});
      } else if (marks_[to] == Mark::on_path) {
        report_circle(
            {std::find_if(path.begin(), path.end(), [&](const Step& s) { return s.claim == to; }), path.end()});
      }
    }
  }

  const std::string& id(ClaimIndex claim) const { return module_.claims[claim].what.id.text; }

  Span place_of(ClaimIndex winner, ClaimIndex loser) const {
    for (const auto& stated : module_.overrides) {
      if (stated.what.winner.text == id(winner) && stated.what.loser.text == id(loser)) return stated.origin.span;
    }
    return {};
  }

  void report_circle(const std::vector<Step>& circle) {
    std::string text;
    for (const Step& step : circle) text += fmt::format("`{}` overrides ", id(step.claim));
    Diagnostic& error =
        context_.diagnostics.error(220, place_of(circle.back().claim, circle.front().claim),
                                   fmt::format("a cycle of `overrides`: {}`{}`", text, id(circle.front().claim)),
                                   "of two claims one can be the stronger: take one of these statements out");
    for (std::size_t i = 0; i + 1 < circle.size(); ++i) {
      error.notes.push_back({place_of(circle[i].claim, circle[i + 1].claim),
                             fmt::format("`{}` overrides `{}` here", id(circle[i].claim), id(circle[i + 1].claim))});
    }
  }

  Context& context_;
  const Module& module_;
  const Precedence& precedence_;
  std::vector<Mark> marks_;
};

// An atom of `incompatible`: variables and plain values only.
struct Pattern {
  PredicateId predicate = 0;
  std::vector<Operand> args;
  Span span;
};

std::optional<Pattern> read_pattern(Context& context, const syntax::Atom& atom,
                                    std::unordered_map<std::string, VariableId>& variables, VariableId& next) {
  const auto found = resolve(context, atom);
  if (!found) return std::nullopt;
  const Predicate& predicate = context.target.predicate(found->predicate);
  if (predicate.provided || predicate.is_sort) {
    context.diagnostics.error(223, atom.span,
                              fmt::format("`{}` can't be incompatible with anything: no clause states it",
                                          knowledge::print(predicate.signature)),
                              "name two predicates that facts or rules are about");
    return std::nullopt;
  }
  Pattern out{found->predicate, {}, atom.span};
  for (const syntax::Term* term : found->args) {
    Value value;
    if (term == nullptr || (term->kind == syntax::Term::Kind::variable && term->text == "_")) {
      out.args.push_back(Operand::var(next++));
    } else if (term->kind == syntax::Term::Kind::variable) {
      const auto [at, added] = variables.try_emplace(term->text, next);
      if (added) ++next;
      out.args.push_back(Operand::var(at->second));
    } else if (knowledge::plain_value(*term, context.pool, value)) {
      check_value(context, value, found->predicate, out.args.size(), term->span);
      out.args.push_back(Operand::value(value));
    } else {
      context.diagnostics.error(223, term->span, "an argument of `incompatible` is a variable or a plain value",
                                "write for instance `incompatible refrains_from(A, X), undertakes(A, X).`");
      return std::nullopt;
    }
  }
  return out;
}

// Two of the atoms, with the variables of these alone.
Contraries contraries_of(const Pattern& one, const Pattern& other, const knowledge::Origin& origin) {
  Contraries out{one.predicate, other.predicate, one.args, other.args, 0, origin};
  std::unordered_map<VariableId, VariableId> numbers;
  for (std::vector<Operand>* args : {&out.args, &out.other_args}) {
    for (Operand& o : *args) {
      if (o.kind == Operand::Kind::constant) continue;
      const auto [at, added] = numbers.try_emplace(o.variable, out.variables);
      if (added) ++out.variables;
      o.variable = at->second;
    }
  }
  return out;
}

}  // namespace

bool Precedence::overrides(ClaimIndex winner, ClaimIndex loser) const {
  if (winner >= losers.size()) return false;
  return std::find(losers[winner].begin(), losers[winner].end(), loser) != losers[winner].end();
}

Precedence read_precedence(Context& context, const Module& module) {
  Precedence out;
  out.losers.resize(module.claims.size());
  out.named.resize(module.claims.size());
  std::unordered_map<std::string, ClaimIndex> by_id;
  std::vector<std::string> ids;
  for (ClaimIndex i = 0; i < module.claims.size(); ++i) {
    const std::string& id = module.claims[i].what.id.text;
    if (!id.empty() && by_id.try_emplace(id, i).second) ids.push_back(id);
  }
  const auto find = [&](const syntax::Identifier& name) -> std::optional<ClaimIndex> {
    const auto at = by_id.find(name.text);
    if (at != by_id.end()) return at->second;
    if (!context.first(214, name.text)) return std::nullopt;
    const std::vector<Predicate>& predicates = context.target.program().predicates;
    const bool is_predicate = std::any_of(predicates.begin(), predicates.end(), [&](const Predicate& p) {
      return !p.internal && p.signature.name == name.text;
    });
    if (is_predicate) {
      context.diagnostics.error(214, name.span,
                                fmt::format("`{}` is a predicate, and `overrides` names claims", name.text),
                                "put each of the rules into a claim, as in `claim c1 \"what it says\" { normally p(X) "
                                ":- q(X). }`, and name these");
    } else {
      report_unknown(context.diagnostics, 214, "claim", name, ids, "`overrides` names two claims, the stronger first");
    }
    return std::nullopt;
  };
  for (const auto& stated : module.overrides) {
    const auto winner = find(stated.what.winner);
    const auto loser = find(stated.what.loser);
    if (!winner || !loser) continue;
    if (!out.overrides(*winner, *loser)) out.losers[*winner].push_back(*loser);
    out.named[*winner] = out.named[*loser] = true;
  }
  Circles(context, module, out).report();
  return out;
}

void read_contraries(Context& context, Program& program, const Module& module) {
  for (const auto& stated : module.incompatibles) {
    std::unordered_map<std::string, VariableId> variables;
    VariableId next = 0;
    std::vector<Pattern> patterns;
    bool sound = true;
    for (const syntax::Atom& atom : stated.what.atoms) {
      const auto pattern = read_pattern(context, atom, variables, next);
      sound = sound && pattern;
      if (pattern) patterns.push_back(*pattern);
    }
    if (!sound) continue;
    for (std::size_t i = 0; i < patterns.size(); ++i) {
      for (std::size_t j = i + 1; j < patterns.size(); ++j) {
        program.contraries.edit().push_back(contraries_of(patterns[i], patterns[j], stated.origin));
      }
    }
  }
  // Those of which both sides have a clause.
  std::vector<bool> denied(program.predicates.size());
  for (const Rule& rule : program.rules) denied[rule.head] = program.predicates[rule.head].signature.denied;
  for (const GroundFact& fact : program.facts)
    denied[fact.predicate] = program.predicates[fact.predicate].signature.denied;
  for (const knowledge::FactTable& table : module.facts) {
    if (holds_any(table, program)) denied[*context.target.find(table.signature)] = table.signature.denied;
  }
  for (PredicateId other = 0; other < denied.size(); ++other) {
    if (!denied[other]) continue;
    const knowledge::Signature& signature = program.predicates[other].signature;
    const PredicateId p = *context.target.find({signature.name, signature.arity, false});
    Contraries both{p, other, {}, {}, signature.arity, {}};
    for (VariableId v = 0; v < both.variables; ++v) both.args.push_back(Operand::var(v));
    both.other_args = both.args;
    program.contraries.edit().push_back(std::move(both));
  }
}

}  // namespace linchpin::analysis
