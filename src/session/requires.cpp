#include "session/requires.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "explain/witness.hpp"
#include "session/answers.hpp"
#include "session/conflicts.hpp"
#include "session/grounds.hpp"
#include "session/sentence.hpp"
#include "session/trials.hpp"
#include "session/world.hpp"
#include "syntax/print.hpp"

namespace linchpin::session {
namespace {

using analysis::Literal;
using analysis::Operand;
using explain::Fact;
using explain::Hypothesis;
using explain::Witness;

constexpr std::size_t kMostSets = 10;
constexpr std::size_t kMostWitnesses = 3;
constexpr std::uint64_t kMostTries = 20000;  // of values for variables

// A set that does, and the facts with which it was tried.
struct Accepted {
  Hypothesis hypothesis;
  Witness witness;
  TrialOutcome outcome;
};

// A hypothesis without variables.
Hypothesis as_hypothesis(const std::vector<Fact>& facts) {
  Hypothesis out;
  for (const Fact& fact : facts) {
    explain::Pattern& pattern = out.facts.emplace_back(explain::Pattern{fact.predicate, {}});
    for (Value v : fact.args) pattern.args.push_back(Operand::value(v));
  }
  return out;
}

// Whether values for the variables of a hypothesis make each of its facts one of these, of which there are as many.
bool covers(const Hypothesis& hypothesis, const std::vector<Fact>& facts, explain::Rows& rows, Pool& pool) {
  const std::vector<explain::Pattern> given = as_hypothesis(facts).facts;
  explain::Bindings none;
  none.add(hypothesis.names.size());
  if (hypothesis.facts.size() > facts.size()) return false;
  const auto match = [&](const auto& self, std::size_t i, const explain::Bindings& bindings) -> bool {
    if (i == hypothesis.facts.size()) return explain::met(hypothesis.conditions, bindings, rows, pool);
    return std::any_of(given.begin(), given.end(), [&](const explain::Pattern& fact) {
      explain::Bindings with = bindings;
      return fact.predicate == hypothesis.facts[i].predicate && with.unify(hypothesis.facts[i].args, fact.args) &&
             self(self, i + 1, with);
    });
  };
  return match(match, 0, none);
}

// Writes a set out. A variable that is to be a term is shown as that.
class Writer {
 public:
  Writer(const State& state, const Accepted& accepted) : state_(state), accepted_(accepted) {
    for (const Literal& l : accepted.hypothesis.conditions) {
      if (l.kind == Literal::Kind::term) terms_.emplace(l.variable, &l);
      if (says_value(l)) known_.emplace(l.variable, l.expression.constant);
    }
  }

  Requirement write(const std::set<std::string>& conflicts_before) {
    Requirement out;
    for (const explain::Pattern& fact : accepted_.hypothesis.facts) out.facts.push_back(shown(fact));
    analysis::Rule names;
    names.variable_names = accepted_.hypothesis.names;
    for (const auto& [variable, value] : known_) names.variable_names[variable] = state_.pool.print(value);
    for (const Literal& l : accepted_.hypothesis.conditions) {
      explain::each_variable(l, [&](VariableId v) { mention(v); });
      if (l.kind != Literal::Kind::term && !says_value(l))
        out.conditions.push_back(analysis::print(l, names, *state_.program, state_.pool));
    }
    for (VariableId v : mentioned_) {
      Requirement::Variable& variable = out.variables.emplace_back();
      variable.name = accepted_.hypothesis.names[v];
      variable.any = accepted_.witness.fresh[v] || !is_asked(v);
      if (!accepted_.witness.fresh[v]) variable.value = state_.pool.print(accepted_.witness.values[v]);
    }
    out.level = accepted_.outcome.level;
    for (const Conflict& conflict : accepted_.outcome.conflicts) {
      if (conflict.kind != Conflict::Kind::contested && !conflicts_before.contains(key(conflict)))
        out.conflicts.push_back(conflict);
    }
    return out;
  }

  // By which a conflict is known.
  static std::string key(const Conflict& conflict) {
    std::string out = std::string(print(conflict.kind)) + conflict.constraint;
    for (const Conflict::Side& side : conflict.sides) out += '\n' + side.fact;
    for (const auto& [name, value] : conflict.bindings) out += '\n' + name + print(value);
    return out;
  }

 private:
  using VariableId = analysis::VariableId;

  static bool says_value(const Literal& l) {
    return l.kind == Literal::Kind::bind && l.expression.kind == analysis::Expression::Kind::constant;
  }

  void mention(VariableId v) {
    if (terms_.contains(v) || known_.contains(v) ||
        std::find(mentioned_.begin(), mentioned_.end(), v) != mentioned_.end())
      return;
    mentioned_.push_back(v);
  }

  // Whether a condition says more of a variable than what term it is in.
  bool is_asked(VariableId wanted) const {
    return std::any_of(accepted_.hypothesis.conditions.begin(), accepted_.hypothesis.conditions.end(),
                       [&](const Literal& l) {
                         bool found = false;
                         explain::each_variable(l, [&](VariableId v) { found = found || v == wanted; });
                         return found && l.kind != Literal::Kind::term;
                       });
  }

  std::string text(const Operand& o, bool displayed) {
    if (o.kind == Operand::Kind::constant) {
      return displayed ? session::shown(state_, o.constant) : state_.pool.print(o.constant);
    }
    if (o.kind == Operand::Kind::wildcard) return "_";
    const auto term = terms_.find(o.variable);
    if (term == terms_.end()) {
      mention(o.variable);
      const std::string& name = accepted_.hypothesis.names[o.variable];
      return displayed ? fmt::format("<{}>", name) : name;
    }
    std::string out;
    for (const Operand& arg : term->second->args) out += (out.empty() ? "" : ", ") + text(arg, false);
    return state_.pool.print(term->second->constant) + "(" + out + ")";
  }

  Requirement::Fact shown(const explain::Pattern& fact) {
    const knowledge::Signature& signature = state_.program->predicates[fact.predicate].signature;
    Requirement::Fact out;
    std::vector<std::string> args;
    for (const Operand& o : fact.args) {
      out.fact += (out.fact.empty() ? "(" : ", ") + text(o, false);
      args.push_back(text(o, true));
    }
    if (!fact.args.empty()) out.fact += ")";
    out.fact = (signature.denied ? "-" : "") + syntax::print_name(signature.name) + out.fact;
    out.sentence = sentence(state_, fact.predicate, args);
    return out;
  }

  const State& state_;
  const Accepted& accepted_;
  std::map<VariableId, const Literal*> terms_;
  std::map<VariableId, Value> known_;
  std::vector<VariableId> mentioned_;
};

class Search {
 public:
  Search(State& state, const syntax::Question& question, const analysis::Query& query, engine::Budget& budget,
         Diagnostics& diagnostics)
      : state_(state),
        budget_(budget),
        world_(world_of(state, budget)),
        rows_(world_),
        asked_(rule_of(query)),
        abduction_(world_, asked_, rows_),
        trials_(state, question, budget, diagnostics) {}

  Status run(Requirements& out) {
    for (const Conflict& conflict : conflicts(state_, budget_)) before_.insert(Writer::key(conflict));
    Status status = Status::ok;
    while (status == Status::ok && accepted_.size() < kMostSets && !at_limit()) {
      const std::optional<Hypothesis> found = abduction_.next();
      if (!found) break;
      status = consider(*found, out);
    }
    return status;
  }

  // What `run` found; if it was stopped, until then.
  void give(Requirements& out, bool stopped) {
    out.most = explain::AbductionLimits{}.cost;
    out.complete_to = stopped ? 0 : abduction_.complete_to();
    out.stopped = stopped || abduction_.stopped() || at_limit();
    out.more = accepted_.size() == kMostSets;
    out.aggregates = abduction_.passed_aggregates();
    drop_covered();
    std::stable_sort(accepted_.begin(), accepted_.end(), [](const Accepted& a, const Accepted& b) {
      return a.hypothesis.facts.size() < b.hypothesis.facts.size();
    });
    for (const Accepted& accepted : accepted_) out.sets.push_back(Writer(state_, accepted).write(before_));
    for (const explain::ClosedWay& way : abduction_.closed()) out.closed.push_back(write(way));
    for (const Literal& l : asked_.body) {
      if (l.kind == Literal::Kind::atom && !abduction_.is_open(l.predicate))
        out.not_open.push_back(knowledge::print(state_.program->predicates[l.predicate].signature));
    }
  }

 private:
  static const analysis::Rule& rule_of(const analysis::Query& query) {
    return *std::find_if(query.rules.begin(), query.rules.end(),
                         [&](const analysis::Rule& rule) { return rule.head == query.answer; });
  }

  bool at_limit() const { return trials_.at_limit() || tries_ == 0; }

  Status consider(const Hypothesis& hypothesis, Requirements& out) {
    Status status = Status::ok;
    const explain::Witnesses all = explain::witnesses(world_, rows_, hypothesis, kMostWitnesses, tries_);
    bool failed = false, all_known = all.all;
    for (const Witness& witness : all.found) {
      if (trials_.at_limit()) break;
      if (is_covered(witness.facts)) {
        if (failed) continue;
        return status;
      }
      const TrialOutcome* outcome = trials_.of(witness.facts, status);
      if (outcome == nullptr) return status;
      failed = true;
      all_known = all_known && !outcome->endless;
      if (!outcome->holds) continue;
      Accepted accepted{hypothesis, witness, *outcome};
      if (const auto chosen = part_that_does(witness.facts, status)) {
        accepted.hypothesis.facts = part(hypothesis.facts, *chosen);
        accepted.witness.facts = part(witness.facts, *chosen);
        accepted.outcome = *trials_.of(accepted.witness.facts, status);
      }
      if (status == Status::ok) accept(std::move(accepted));
      return status;
    }
    if (failed) ++out.failed;
    if (failed || !all_known) abduction_.note_failure(hypothesis.facts.size() - (all_known ? 0 : 1));
    return status;
  }

  void accept(Accepted accepted) {
    if (!is_covered(accepted.witness.facts)) accepted_.push_back(std::move(accepted));
  }

  bool is_covered(const std::vector<Fact>& facts) {
    return std::any_of(accepted_.begin(), accepted_.end(),
                       [&](const Accepted& a) { return covers(a.hypothesis, facts, rows_, state_.pool); });
  }

  // Those whose bits are set.
  template <class Item>
  static std::vector<Item> part(const std::vector<Item>& of, std::uint32_t chosen) {
    std::vector<Item> out;
    for (std::size_t i = 0; i < of.size(); ++i) {
      if ((chosen >> i & 1U) != 0) out.push_back(of[i]);
    }
    return out;
  }

  // A smallest proper part that does as well; where more facts can make less hold, one may.
  std::optional<std::uint32_t> part_that_does(const std::vector<Fact>& facts, Status& status) {
    const std::uint32_t whole = (1U << facts.size()) - 1;
    for (std::size_t size = 1; size < facts.size(); ++size) {
      for (std::uint32_t chosen = 1; chosen < whole; ++chosen) {
        const std::vector<Fact> some = part(facts, chosen);
        if (some.size() != size) continue;
        const TrialOutcome* outcome = trials_.of(some, status);
        if (outcome == nullptr) return std::nullopt;
        if (outcome->holds) return chosen;
      }
    }
    return std::nullopt;
  }

  // A set that is a special case of another one, found later.
  void drop_covered() {
    for (std::size_t i = 0; i < accepted_.size();) {
      const bool covered = std::any_of(accepted_.begin(), accepted_.end(), [&](const Accepted& other) {
        return &other != &accepted_[i] && covers(other.hypothesis, accepted_[i].witness.facts, rows_, state_.pool);
      });
      if (covered) {
        accepted_.erase(accepted_.begin() + static_cast<std::ptrdiff_t>(i));
      } else {
        ++i;
      }
    }
  }

  Requirements::Closed write(const explain::ClosedWay& way) const {
    Requirements::Closed out;
    out.rule = ground_at(state_, way.rule);
    out.literal = way.literal;
    if (state_.program->predicates[way.present.predicate].internal) return out;
    const Accepted as_set{{{way.present}, {}, {}}, {}, {}};
    const Requirement shown = Writer(state_, as_set).write({});
    out.fact = shown.facts.front().fact;
    out.sentence = shown.facts.front().sentence;
    return out;
  }

  State& state_;
  engine::Budget& budget_;
  explain::World world_;
  explain::Rows rows_;
  const analysis::Rule& asked_;
  explain::Abduction abduction_;
  Trials trials_;
  std::uint64_t tries_ = kMostTries;
  std::vector<Accepted> accepted_;
  std::set<std::string> before_;  // conflicts that there are anyway
};

}  // namespace

void give_requirements(State& state, const syntax::Question& question, const analysis::Query& query, Answer& out,
                       engine::Budget& budget, Diagnostics& diagnostics) {
  Requirements& required = out.required.emplace();
  const auto holds = [](const std::string& level) { return level != "undecided"; };
  required.holds = out.truth == Truth::none ? std::any_of(out.levels.begin(), out.levels.end(), holds)
                                            : out.truth == Truth::yes || out.truth == Truth::both;
  if (required.holds) return;
  const auto run = [&] {
    Search search(state, question, query, budget, diagnostics);
    try {
      out.status = search.run(required);
    } catch (const engine::Stopped&) {
      search.give(required, true);
      throw;
    }
    search.give(required, out.status != Status::ok);
  };
  const Status guarded = state.guarded(run, diagnostics);
  if (guarded != Status::ok) out.status = guarded;
}

}  // namespace linchpin::session
