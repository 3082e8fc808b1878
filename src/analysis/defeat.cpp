#include "analysis/defeat.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <deque>
#include <map>

namespace linchpin::analysis {
namespace {

using knowledge::ClaimIndex;
using knowledge::kNoClaim;
using knowledge::Module;
using knowledge::Origin;

std::vector<Operand> variables(std::uint32_t n) {
  std::vector<Operand> out;
  for (VariableId v = 0; v < n; ++v) out.push_back(Operand::var(v));
  return out;
}

Literal literal(Literal::Kind kind, PredicateId predicate, std::vector<Operand> args) {
  Literal out;
  out.kind = kind;
  out.predicate = predicate;
  out.args = std::move(args);
  return out;
}
Literal atom(PredicateId predicate, std::vector<Operand> args) {
  return literal(Literal::Kind::atom, predicate, std::move(args));
}
Literal negation(PredicateId predicate, std::vector<Operand> args) {
  return literal(Literal::Kind::negation, predicate, std::move(args));
}

// One side of contraries, seen from the predicate that is attacked.
struct Attack {
  PredicateId by = 0;
  std::vector<Operand> args, by_args;  // over common variables
  std::uint32_t variables = 0;
  // The attacker's tuples can be asked for by the attacked one's alone: its arguments are different variables, and what
  // the attacker's have besides occurs once.
  bool simple = false;
};

bool is_simple(const Attack& attack) {
  for (std::size_t i = 0; i < attack.args.size(); ++i) {
    if (attack.args[i].kind != Operand::Kind::variable) return false;
    if (std::count(attack.args.begin(), attack.args.end(), attack.args[i]) != 1) return false;
  }
  return std::all_of(attack.by_args.begin(), attack.by_args.end(), [&](const Operand& o) {
    return o.kind == Operand::Kind::constant ||
           std::find(attack.args.begin(), attack.args.end(), o) != attack.args.end() ||
           std::count(attack.by_args.begin(), attack.by_args.end(), o) == 1;
  });
}

// The clauses of a weighed predicate that one claim holds, or all those whose claims override nothing.
struct Group {
  ClaimIndex claim = kNoClaim;
  PredicateId supported = 0;
};

class Compiler {
 public:
  Compiler(Context& context, Program& program, const Module& module, const Precedence& precedence)
      : context_(context), program_(program), module_(module), precedence_(precedence) {
    grow();
  }

  void run() {
    read_clauses();
    if (std::find(normal_.begin(), normal_.end(), true) == normal_.end()) return;
    read_attacks();
    find_affected();
    const auto original_rules = static_cast<std::uint32_t>(program_.rules.size());
    const std::size_t original_facts = program_.facts.size();
    std::vector<PredicateId> weighed;
    for (PredicateId p = 0; p < affected_.size(); ++p) {
      if (!affected_[p] || attacks_[p].empty()) continue;
      if (!refuses_extremum(p)) weighed.push_back(p);
    }
    if (!context_.diagnostics.ok()) return;
    for (PredicateId p : weighed) program_.predicates.edit()[p].weighed = true;
    for (PredicateId p : weighed) want_definite(p);
    make_definite(original_rules, original_facts);
    keep_definite_ones();
    divide(weighed, original_rules, original_facts);
    for (PredicateId p : weighed) weigh(p);
  }

 private:
  // Predicates are made on the way.
  void grow() {
    const std::size_t size = program_.predicates.size();
    normal_.resize(size);
    stated_.resize(size);
    attacks_.resize(size);
  }

  bool is_affected(PredicateId p) const { return p < affected_.size() && affected_[p]; }

  PredicateId part(std::string_view purpose, PredicateId of, std::string_view more = {}) {
    const knowledge::Signature signature = program_.predicates[of].signature;
    const PredicateId id =
        context_.target.internal(purpose, knowledge::print(signature) + std::string(more), signature.arity);
    Predicate& made = program_.predicates.edit()[id];
    made.part_of = of;
    made.arguments = program_.predicates[of].arguments;
    return id;
  }

  template <class Visit>  // visit(row, origin)
  void each_table_row(PredicateId p, const Visit& visit) const {
    const knowledge::FactTable* table = module_.find_table(program_.predicates[p].signature);
    for (std::size_t r = 0; table != nullptr && r < table->rows(); ++r) visit(table->row(r), table->origins[r]);
  }

  void read_clauses() {
    for (const Rule& rule : program_.rules) {
      stated_[rule.head] = true;
      normal_[rule.head] = normal_[rule.head] || rule.defeasible;
    }
    for (const GroundFact& fact : program_.facts) {
      stated_[fact.predicate] = true;
      normal_[fact.predicate] = normal_[fact.predicate] || fact.defeasible;
    }
    for (const knowledge::FactTable& table : module_.facts) {
      if (holds_any(table, program_)) stated_[*context_.target.find(table.signature)] = true;
    }
    for (const auto& stated : module_.imports) {
      const auto arity = static_cast<std::uint32_t>(stated.what.columns.size());
      const PredicateId p = *context_.target.find({stated.what.predicate.text, arity, false});
      stated_[p] = imported_[p] = true;
    }
    grow();
  }

  void read_attacks() {
    const auto add = [&](PredicateId on, const std::vector<Operand>& args, PredicateId by,
                         const std::vector<Operand>& by_args, std::uint32_t n) {
      if (!stated_[on] || !stated_[by]) return;
      Attack attack{by, args, by_args, n, false};
      attack.simple = on != by && is_simple(attack);
      attacks_[on].push_back(std::move(attack));
    };
    for (const Contraries& c : program_.contraries) {
      add(c.predicate, c.args, c.other, c.other_args, c.variables);
      add(c.other, c.other_args, c.predicate, c.args, c.variables);
    }
  }

  // Those that depend on a `normally` clause.
  void find_affected() {
    std::vector<std::vector<PredicateId>> readers(program_.predicates.size());
    const auto read = [&](PredicateId head, const std::vector<Literal>& body) {
      for (const Literal& l : body) {
        if (reads(l)) readers[l.predicate].push_back(head);
      }
    };
    for (const Rule& rule : program_.rules) read(rule.head, rule.body);
    for (const Aggregation& a : program_.aggregations) read(a.head, a.input.body);
    for (PredicateId p = 0; p < attacks_.size(); ++p) {
      for (const Attack& attack : attacks_[p]) readers[attack.by].push_back(p);
    }
    affected_ = normal_;
    std::vector<PredicateId> queue;
    for (PredicateId p = 0; p < affected_.size(); ++p) {
      if (affected_[p]) queue.push_back(p);
    }
    while (!queue.empty()) {
      const PredicateId p = queue.back();
      queue.pop_back();
      for (PredicateId reader : readers[p]) {
        if (affected_[reader]) continue;
        affected_[reader] = true;
        queue.push_back(reader);
      }
    }
  }

  bool refuses_extremum(PredicateId p) {
    const Predicate& predicate = program_.predicates[p];
    if (predicate.extremum == syntax::Extremum::none) return false;
    context_.diagnostics.error(
        224, predicate.declared_at,
        fmt::format("`{}` keeps the best `{}` only, so its clauses can't be weighed against their contraries",
                    knowledge::print(predicate.signature), predicate.arguments[predicate.extremum_argument].name),
        "state what may have exceptions in a predicate without `min` or `max`, and let a rule of this one read it");
    return true;
  }

  // ---- what is definite

  // Where a clause is normal, a contrary one that is less than certain or is only said by someone is no better.
  bool is_weak(PredicateId p) const {
    return normal_[p] ||
           std::any_of(attacks_[p].begin(), attacks_[p].end(), [&](const Attack& a) { return normal_[a.by]; });
  }
  bool can_be_definite(PredicateId p, const Origin& origin, Level level, bool defeasible) const {
    if (defeasible || level == kOutside) return false;
    if (!is_weak(p)) return true;
    return level == 0 && (origin.claim == kNoClaim || module_.claims[origin.claim].what.by.empty());
  }

  void want_definite(PredicateId p) {
    if (definite_.count(p) != 0) return;
    definite_[p] = part("definite", p);
    wanted_.push_back(p);
    grow();
  }

  // Definite copies of the strict clauses of all predicates that want them, and of those that these read.
  void make_definite(std::uint32_t rules, std::size_t facts) {
    std::unordered_map<PredicateId, std::vector<std::uint32_t>> by_head;
    for (std::uint32_t r = 0; r < rules; ++r) by_head[program_.rules[r].head].push_back(r);
    while (!wanted_.empty()) {
      const PredicateId p = wanted_.front();
      wanted_.pop_front();
      for (std::uint32_t r : by_head[p]) {
        Rule rule = program_.rules[r];
        if (!can_be_definite(p, rule.origin, rule.level, rule.defeasible)) continue;
        const bool only_atoms = std::none_of(rule.body.begin(), rule.body.end(), [&](const Literal& l) {
          return reads(l) && l.kind != Literal::Kind::atom && is_affected(l.predicate);
        });
        if (!only_atoms) continue;
        rule.head = definite_.at(p);
        for (Literal& l : rule.body) {
          if (l.kind != Literal::Kind::atom || !is_affected(l.predicate)) continue;
          want_definite(l.predicate);
          l.predicate = definite_.at(l.predicate);
        }
        definite_rules_.push_back(std::move(rule));
      }
      each_table_row(p, [&](std::span<const Value> row, const Origin& origin) {
        const Level level = level_of(origin, program_);
        if (can_be_definite(p, origin, level, false)) {
          definite_facts_.push_back({definite_.at(p), {row.begin(), row.end()}, origin, level});
        }
      });
      if (imported_.count(p) != 0) program_.predicates.edit()[definite_.at(p)].takes_imports = true;
    }
    for (std::size_t f = 0; f < facts; ++f) {
      const GroundFact& fact = program_.facts[f];
      const auto at = definite_.find(fact.predicate);
      if (at == definite_.end() || !can_be_definite(fact.predicate, fact.origin, fact.level, fact.defeasible)) continue;
      definite_facts_.push_back({at->second, fact.args, fact.origin, fact.level});
    }
  }

  // Only those of which something may be definite.
  void keep_definite_ones() {
    std::unordered_map<PredicateId, bool> some;
    for (const auto& [p, id] : definite_) some[id] = program_.predicates[id].takes_imports;
    for (const GroundFact& fact : definite_facts_) some[fact.predicate] = true;
    const auto possible = [&](const Rule& rule) {
      return std::all_of(rule.body.begin(), rule.body.end(), [&](const Literal& l) {
        const auto at = some.find(l.predicate);
        return l.kind != Literal::Kind::atom || at == some.end() || at->second;
      });
    };
    for (bool more = true; more;) {
      more = false;
      for (const Rule& rule : definite_rules_) {
        if (some[rule.head] || !possible(rule)) continue;
        some[rule.head] = more = true;
      }
    }
    std::erase_if(definite_, [&](const auto& entry) { return !some[entry.second]; });
    for (Rule& rule : definite_rules_) {
      if (possible(rule)) program_.rules.edit().push_back(std::move(rule));
    }
    program_.facts.edit().insert(program_.facts.end(), definite_facts_.begin(), definite_facts_.end());
  }

  // ---- what is supported

  PredicateId supported(PredicateId p, ClaimIndex claim) {
    if (claim != kNoClaim && !precedence_.named[claim]) claim = kNoClaim;
    for (const Group& group : groups_[p]) {
      if (group.claim == claim) return group.supported;
    }
    const std::string of = claim == kNoClaim ? std::string() : " by " + module_.claims[claim].what.id.text;
    groups_[p].push_back({claim, part("supported", p, of)});
    return groups_[p].back().supported;
  }

  // Gives the clauses of weighed predicates to their groups.
  void divide(const std::vector<PredicateId>& weighed, std::uint32_t rules, std::size_t facts) {
    const auto move = [&](PredicateId& to, const Origin& origin) {
      if (!program_.predicates[to].weighed) return;
      origins_.try_emplace(to, origin);
      const PredicateId group = supported(to, origin.claim);
      to = group;
    };
    for (std::uint32_t r = 0; r < rules; ++r) move(program_.rules.edit()[r].head, program_.rules[r].origin);
    for (std::size_t f = 0; f < facts; ++f) move(program_.facts.edit()[f].predicate, program_.facts[f].origin);
    for (PredicateId p : weighed) {
      each_table_row(p, [&](std::span<const Value> row, const Origin& origin) {
        const Level level = level_of(origin, program_);
        if (level == kOutside) return;
        origins_.try_emplace(p, origin);
        const PredicateId to = supported(p, origin.claim);
        program_.facts.edit().push_back({to, {row.begin(), row.end()}, origin, level});
      });
      if (imported_.count(p) != 0) program_.predicates.edit()[supported(p, kNoClaim)].takes_imports = true;
      if (groups_[p].empty()) supported(p, kNoClaim);  // all its clauses are outside the world
    }
  }

  // ---- what holds

  void add_rule(PredicateId head, std::vector<Operand> args, std::vector<Literal> body, std::uint32_t n) {
    Rule rule;
    rule.head = head;
    rule.head_args = std::move(args);
    rule.body = std::move(body);
    for (Literal& l : rule.body) l.span = origin_.span;
    rule.variables = n;
    rule.variable_names.resize(n);
    rule.origin = {origin_.span, kNoClaim};
    program_.rules.edit().push_back(std::move(rule));
  }

  // `not attacker(...)` for the tuple X of the attacked predicate.
  Literal absent(PredicateId p, const Attack& attack, PredicateId attacker, PredicateId all) {
    const std::uint32_t arity = program_.predicates[p].signature.arity;
    if (attack.simple) {
      std::vector<Operand> args;
      for (const Operand& o : attack.by_args) {
        const auto at = std::find(attack.args.begin(), attack.args.end(), o);
        if (o.kind == Operand::Kind::constant) {
          args.push_back(o);
        } else if (at == attack.args.end()) {
          args.push_back({});  // any
        } else {
          args.push_back(Operand::var(static_cast<VariableId>(at - attack.args.begin())));
        }
      }
      return negation(attacker, std::move(args));
    }
    const PredicateId opposed = part("opposed", p, fmt::format(" {}", opposed_++));
    grow();
    std::vector<Literal> body{atom(all, attack.args), atom(attacker, attack.by_args)};
    body.front().possible = true;
    if (p != attack.by) {
      add_rule(opposed, attack.args, body, attack.variables);
    } else {
      for (std::size_t i = 0; i < arity; ++i) {  // another tuple of the same predicate
        if (attack.args[i] == attack.by_args[i]) continue;
        Literal differs;
        differs.kind = Literal::Kind::compare;
        differs.comparison = Comparison::unequal;
        differs.args = {attack.args[i], attack.by_args[i]};
        std::vector<Literal> with = body;
        with.push_back(std::move(differs));
        add_rule(opposed, attack.args, std::move(with), attack.variables);
      }
    }
    return negation(opposed, variables(arity));
  }

  void weigh(PredicateId p) {
    const std::uint32_t arity = program_.predicates[p].signature.arity;
    const std::vector<Operand> x = variables(arity);
    origin_ = origins_[p];
    PredicateId all = groups_[p].front().supported;
    if (groups_[p].size() > 1) {
      all = part("supported", p, " at all");
      for (const Group& group : groups_[p]) add_rule(all, x, {atom(group.supported, x)}, arity);
    }
    program_.weighings.edit().push_back({p, all, {}});
    for (const Group& group : groups_[p]) program_.weighings.edit().back().clauses.push_back(group.supported);
    if (const auto definite = definite_.find(p); definite != definite_.end()) {
      add_rule(p, x, {atom(definite->second, x)}, arity);
    }
    std::vector<Literal> body{atom(all, x)};
    for (const Attack& attack : attacks_[p]) {
      bool any_beaten = false;
      for (const Group& attacker : groups_.at(attack.by)) {  // weighed, too
        std::vector<PredicateId> beaten_by;
        for (const Group& group : groups_[p]) {
          if (precedence_.overrides(group.claim, attacker.claim)) beaten_by.push_back(group.supported);
        }
        Literal none = absent(p, attack, attacker.supported, all);
        if (beaten_by.empty()) {
          body.push_back(std::move(none));
          continue;
        }
        any_beaten = true;
        const PredicateId clear = part("clear", p, fmt::format(" {}", clear_++));
        program_.predicates.edit()[clear].levelless = true;
        grow();
        add_rule(clear, x, {atom(all, x), std::move(none)}, arity);
        for (PredicateId t : beaten_by) add_rule(clear, x, {atom(t, x)}, arity);
        body.push_back(atom(clear, x));
      }
      // What is definite is among what is supported, and only comes to bear where that is beaten.
      if (const auto definite = definite_.find(attack.by); any_beaten && definite != definite_.end()) {
        body.push_back(absent(p, attack, definite->second, all));
      }
    }
    add_rule(p, x, std::move(body), arity);
  }

  Context& context_;
  Program& program_;
  const Module& module_;
  const Precedence& precedence_;
  std::vector<bool> normal_, stated_, affected_;  // by predicate
  std::unordered_map<PredicateId, bool> imported_;
  std::vector<std::vector<Attack>> attacks_;     // by the predicate attacked
  std::map<PredicateId, PredicateId> definite_;  // the definite part of a predicate
  std::deque<PredicateId> wanted_;
  std::vector<Rule> definite_rules_;
  std::vector<GroundFact> definite_facts_;
  std::map<PredicateId, std::vector<Group>> groups_;  // by weighed predicate
  std::unordered_map<PredicateId, Origin> origins_;   // of a weighed predicate's first clause
  Origin origin_;                                     // for what is made now
  int opposed_ = 0, clear_ = 0;
};

}  // namespace

void compile_defeat(Context& context, Program& program, const Module& module, const Precedence& precedence) {
  Compiler(context, program, module, precedence).run();
}

}  // namespace linchpin::analysis
