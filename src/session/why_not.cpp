#include "session/why_not.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "explain/why_not.hpp"
#include "session/answers.hpp"
#include "session/sentence.hpp"
#include "session/supports.hpp"
#include "session/supposed.hpp"
#include "session/why.hpp"
#include "session/world.hpp"

namespace linchpin::session {
namespace {

// A scenario is evaluated anew, so of larger knowledge bases none is tried.
constexpr std::uint64_t kMostTuples = 200'000;

// Writes out what was found.
class Writer {
 public:
  Writer(State& state, const explain::WhyNot& found, const std::vector<Assumed>& assumed)
      : state_(state), found_(found), assumed_(assumed), grounds_(state) {}

  WhyNot run() {
    WhyNot out;
    for (const explain::Shortfall& node : found_.nodes) out.nodes.push_back(write(node));
    out.root = found_.root;
    for (const explain::Proof& proof : found_.proofs) out.proofs.push_back(written(state_, proof, assumed_));
    out.complete = found_.complete;
    return out;
  }

 private:
  const analysis::Program& program() const { return *state_.program; }

  std::string fact(const explain::Goal& goal) const { return explain::print(goal, program(), state_.pool); }

  WhyNot::Remark write(const explain::Remark& remark, const explain::Goal& goal) const {
    using K = explain::Remark::Kind;
    WhyNot::Remark out;
    out.kind = static_cast<WhyNot::Remark::Kind>(remark.kind);
    out.near = remark.near;
    out.scenario = remark.name;
    if (remark.kind == K::nowhere || remark.kind == K::not_there) {
      out.value = state_.pool.print(remark.value);
      const analysis::Argument& argument = program().predicates[goal.predicate].arguments[remark.argument];
      out.argument = argument.name.empty() ? fmt::format("argument {}", remark.argument + 1) : argument.name;
    } else if (remark.kind == K::said || remark.kind == K::ruled) {
      out.ground = grounds_.write(remark.origin);
    } else if (remark.kind != K::assumed) {
      const explain::Goal of = explain::goal_of(remark.fact);
      out.fact = fact(of);
      out.sentence = sentence(state_, of);
    }
    return out;
  }

  WhyNot::Node write(const explain::Shortfall& node) const {
    using K = explain::Shortfall::Kind;
    WhyNot::Node out;
    out.kind = static_cast<WhyNot::Kind>(node.kind);
    out.text = node.text;
    const bool of_fact = node.text.empty() && node.kind != K::rule && node.kind != K::question && node.kind != K::lower;
    const bool of_contrary =
        node.kind == K::blocked && node.proof && !program().predicates[node.goal.predicate].internal;
    if (of_fact || of_contrary) {
      out.fact = fact(node.goal);
      out.sentence = sentence(state_, node.goal);
      out.open = explain::open_names(node.goal);
    }
    const bool levelled = node.kind == K::lower || node.kind == K::speaks_for || node.kind == K::speaks_against ||
                          node.kind == K::contrary;
    if (levelled) out.level = program().levels[node.level];
    if (node.kind == K::aggregate && node.value) out.value = state_.pool.print(*node.value);
    if (node.kind == K::rule || node.kind == K::speaks_for || node.kind == K::speaks_against) {
      out.ground = grounds_.write(node.origin);
    }
    for (knowledge::ClaimIndex winner : node.overridden_by) {
      out.ground.overridden_by.push_back(state_.module.claims[winner].what.id.text);
    }
    for (const auto& [name, value] : node.values) out.bindings.emplace_back(name, datum(state_.pool, value));
    out.lacks = node.lacks;
    out.choices = node.choices;
    out.more_choices = node.more_choices;
    out.choice = node.choice;
    out.others = node.others;
    out.proof = node.proof;
    for (const explain::Remark& remark : node.remarks) out.remarks.push_back(write(remark, node.goal));
    out.below.assign(node.below.begin(), node.below.end());
    return out;
  }

  State& state_;
  const explain::WhyNot& found_;
  const std::vector<Assumed>& assumed_;
  GroundWriter grounds_;
};

static_assert(static_cast<int>(WhyNot::Kind::contrary) == static_cast<int>(explain::Shortfall::Kind::contrary));
static_assert(static_cast<int>(WhyNot::Remark::Kind::assumed) == static_cast<int>(explain::Remark::Kind::assumed));

// The scenarios in which what was asked has an answer.
void try_scenarios(State& state, const syntax::Question& asked, engine::Budget& budget, WhyNot& out) {
  out.scenarios_tried = state.module.scenarios.empty() || state.engine.tuples() <= kMostTuples;
  if (!out.scenarios_tried) return;
  for (const auto& scenario : state.module.scenarios) {
    syntax::Question question = asked;
    question.scenarios = {scenario.what.id};
    Diagnostics unheard;  // of the scenario, and reported where it is asked for
    Status status = Status::ok;
    const Supposition* supposed = supposition(state, question, budget, unheard, status);
    budget.check(nullptr, 0);
    if (supposed == nullptr) continue;
    State& in = *supposed->state;
    const auto query = analysis::analyse(question, *in.program, in.signatures, in.pool, unheard);
    if (!query || !unheard.ok()) continue;
    const engine::Answers answers = explain::own_answers(in.engine, *query, budget);
    if (any_holds(answers)) out.scenarios.push_back(scenario.what.id.text);
  }
}

}  // namespace

void give_why_not(State& state, const syntax::Question& question, const analysis::Query& query,
                  const std::vector<Assumed>& assumed, Answer& out, engine::Budget& budget) {
  const explain::WhyNot found = explain::why_not(world_of(state, budget), query);
  out.why_not = Writer(state, found, assumed).run();
  if (!is_supposed(question)) try_scenarios(state, question, budget, *out.why_not);
}

}  // namespace linchpin::session
