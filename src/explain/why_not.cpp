#include "explain/why_not.hpp"

#include <algorithm>
#include <cctype>
#include <map>

#include "explain/objections.hpp"
#include "explain/remarks.hpp"
#include "explain/why.hpp"
#include "explain/wording.hpp"

namespace linchpin::explain {
namespace {

using analysis::Literal;
using analysis::Operand;
using analysis::Rule;
using Kind = Shortfall::Kind;

// How much is told: the nearest ways of what was asked, of a fact below it, and of those further down; goals one above
// another; all nodes.
constexpr std::size_t kNearest[] = {4, 2, 1};
constexpr std::size_t kDeepest = 6;
constexpr std::size_t kMostNodes = 300;
constexpr std::size_t kMostUnfit = 3;
constexpr std::size_t kMostSpeaking = 12;  // for a defeated goal, and against it

class Explainer {
 public:
  Explainer(const World& world, const analysis::Query& query)
      : world_(world), program_(world.program), query_(query), work_(world.budget), slice_(world) {
    for (std::uint32_t r = 0; r < program_.rules.size(); ++r) rules_[program_.rules[r].head].push_back(r);
  }

  WhyNot run() {
    const Body body = body_of(query_);
    if (!add_lower()) {
      const std::optional<Goal> goal = single(body);
      out_.root = goal ? add_goal(*goal, 0) : add_question(body);
    }
    out_.complete = out_.complete && !work_.spent();
    return std::move(out_);
  }

 private:
  std::size_t add(Shortfall node) {
    out_.nodes.push_back(std::move(node));
    return out_.nodes.size() - 1;
  }
  std::size_t add(Kind kind, Goal goal, std::optional<std::size_t> proof = {}) {
    Shortfall node;
    node.kind = kind;
    node.goal = std::move(goal);
    node.proof = proof;
    return add(std::move(node));
  }
  std::size_t keep(Proof proof) {
    out_.proofs.push_back(std::move(proof));
    return out_.proofs.size() - 1;
  }

  bool holds(const Fact& fact) const { return world_.engine.row(fact.predicate, fact.args.data()).has_value(); }
  const engine::Relation* relation(PredicateId p) const { return world_.engine.relation(p); }

  // The rows that are what is sought, in value order; all of them are counted.
  std::vector<Fact> rows(const Goal& goal, PredicateId of, std::size_t most, std::uint64_t& count) {
    count = 0;
    if (goal.known()) {
      Fact fact{of, goal.values()};
      if (relation(of) == nullptr || !holds(fact)) return {};
      count = 1;
      return {fact};
    }
    if (relation(of) == nullptr || !work_.takes(relation(of)->rows())) return {};
    return fitting({of, goal.args}, relation(of), most, count, world_.pool);
  }

  // ---- what was asked

  // What was asked holds at a lower level.
  bool add_lower() {
    if (query_.lowest == engine::kLowest) return false;
    analysis::Query any = query_;
    any.lowest = engine::kLowest;
    const engine::Answers answers = own_answers(world_.engine, any, world_.budget);
    std::optional<std::uint64_t> best;
    const auto level = [&](std::uint64_t r) { return answers.levels.empty() ? Level{0} : answers.levels[r]; };
    const auto before = [&](std::uint64_t a, std::uint64_t b) {
      if (level(a) != level(b)) return level(a) < level(b);
      for (std::uint32_t c = 0; c < answers.columns; ++c) {
        const auto by =
            world_.pool.compare(answers.values[a * answers.columns + c], answers.values[b * answers.columns + c]);
        if (by != 0) return by < 0;
      }
      return false;
    };
    for (std::uint64_t r = 0; r < answers.count; ++r) {
      if (level(r) != analysis::kOutside && (!best || before(r, *best))) best = r;
    }
    if (!best) return false;
    const auto row = answers.values.begin() + static_cast<std::ptrdiff_t>(*best * answers.columns);
    const Wanted wanted{{row, row + answers.columns}, level(*best)};
    std::vector<Proof> proofs;
    why(world_, any, {wanted}, proofs);
    const std::size_t proof = keep(std::move(proofs.front()));
    Shortfall node;
    node.kind = Kind::lower;
    node.level = wanted.level;
    node.proof = proof;
    node.others = answers.count - 1;
    out_.root = add(std::move(node));
    return true;
  }

  // The one fact or pattern that was asked for; nothing for a conjunction.
  std::optional<Goal> single(const Body& body) const {
    const auto& literals = body.rule.body;
    const auto atom =
        std::find_if(literals.begin(), literals.end(), [](const Literal& l) { return l.kind == Literal::Kind::atom; });
    if (atom == literals.end() || !is_users(atom->predicate)) return std::nullopt;
    const bool alone = std::all_of(literals.begin(), literals.end(), [&](const Literal& l) {
      return &l == &*atom || (l.kind == Literal::Kind::term && l.span.begin == atom->span.begin);
    });
    if (!alone) return std::nullopt;
    return goal_of(*atom, body, body.known);
  }

  bool is_users(PredicateId p) const { return p < program_.predicates.size() && !program_.predicates[p].internal; }

  std::size_t add_question(const Body& body) {
    std::vector<std::size_t> misses;
    bool complete = true;
    std::vector<Miss> found = nearest_misses(world_, body, work_, complete);
    out_.complete = out_.complete && complete;
    const std::size_t all = found.size();
    if (found.size() > kNearest[0]) found.resize(kNearest[0]);
    for (const Miss& miss : found) misses.push_back(add_clause(Kind::question, body, miss, 0));
    if (misses.size() == 1) return misses.front();
    Shortfall node;
    node.kind = Kind::question;
    node.below = std::move(misses);
    node.others = all - found.size();
    return add(std::move(node));
  }

  // ---- a goal

  std::size_t add_goal(const Goal& goal, std::size_t depth) {
    const std::string key = print(goal, program_, world_.pool);
    if (std::find(path_.begin(), path_.end(), key) != path_.end()) return add(Kind::circular, goal);
    if (const auto at = done_.find(key); at != done_.end()) return at->second;
    if (depth > kDeepest || out_.nodes.size() > kMostNodes || work_.spent()) {
      out_.complete = false;
      return add(Kind::unexplored, goal);
    }
    std::uint64_t count = 0;
    if (const std::vector<Fact> others = rows(goal, goal.predicate, kMostUnfit, count); count != 0) {
      Shortfall node;
      node.kind = Kind::unfit;
      node.goal = goal;
      node.others = count;
      for (const Fact& fact : others) {
        if (count <= kMostUnfit) node.below.push_back(add(Kind::held, explain::goal_of(fact)));
      }
      return add(std::move(node));
    }
    path_.push_back(key);
    const std::size_t out = explore(goal, depth);
    path_.pop_back();
    done_.emplace(key, out);
    return out;
  }

  std::size_t explore(const Goal& goal, std::size_t depth) {
    const analysis::Predicate& predicate = program_.predicates[goal.predicate];
    Shortfall node;
    node.goal = goal;
    add_contraries(goal, node);
    std::uint64_t count = 0;
    if (predicate.weighed) {
      const PredicateId supported = analysis::supported(goal.predicate, program_);
      if (const std::vector<Fact> some = rows(goal, supported, 1, count); !some.empty()) {
        node.kind = Kind::defeated;
        node.goal = explain::goal_of({goal.predicate, some.front().args});
        node.others = count - 1;
        add_speakers(some.front().args, node);
        return add(std::move(node));
      }
    }
    add_better(goal, node);
    const bool undecided = predicate.possible && !rows(goal, *predicate.possible, 1, count).empty();
    const std::size_t rules = add_rules(goal, depth, node);
    node.kind = undecided ? Kind::undecided : rules == 0 ? Kind::missing : Kind::underived;
    const bool like = rules == 0 || depth == 0;
    for (Remark& remark : remarks(world_, goal, work_, like, told_)) {
      // Where rules conclude such things, what is stated where is beside the point.
      const bool beside = rules != 0 && remark.kind == Remark::Kind::not_there;
      const bool again = remark.kind == Remark::Kind::similar && !node.remarks.empty() &&
                         node.remarks.front().kind == Remark::Kind::better && node.remarks.front().fact == remark.fact;
      if (!beside && !again) node.remarks.push_back(std::move(remark));
    }
    return add(std::move(node));
  }

  // What holds and can't be so at the same time.
  void add_contraries(const Goal& goal, Shortfall& node) {
    if (!goal.known()) return;
    for (const Fact& contrary : contraries(world_, {goal.predicate, goal.values()})) {
      if (!holds(contrary)) continue;
      const std::size_t proof = keep(prove(slice_, slice_.number(contrary)));
      Shortfall against;
      against.kind = Kind::contrary;
      against.goal = explain::goal_of(contrary);
      against.level = world_.engine.level({contrary.predicate, contrary.args, {}}).value_or(0);
      against.proof = proof;
      node.below.push_back(add(std::move(against)));
    }
  }

  // The clauses for a goal that does not hold, and those against it.
  void add_speakers(const std::vector<Value>& args, Shortfall& node) {
    const Fact fact{node.goal.predicate, args};
    for (const Statement& clause : slice_.clauses(fact)) {
      Shortfall speaker;
      speaker.kind = Kind::speaks_for;
      speaker.goal = node.goal;
      speaker.level = clause.level;
      speaker.origin = clause.origin;
      speaker.proof = body_proof(fact, clause.origin, clause.level);
      node.below.push_back(add(std::move(speaker)));
    }
    std::vector<Objection> against = objections(slice_, fact);
    std::erase_if(against, [](const Objection& o) { return o.holds; });  // told of as contraries
    std::stable_sort(against.begin(), against.end(), [](const Objection& a, const Objection& b) {
      return a.overridden_by.empty() > b.overridden_by.empty();
    });
    if (against.size() > kMostSpeaking) {
      against.resize(kMostSpeaking);
      out_.complete = false;
    }
    for (const Objection& objection : against) {
      Shortfall speaker;
      speaker.kind = Kind::speaks_against;
      speaker.goal = explain::goal_of(objection.contrary);
      speaker.level = objection.level;
      speaker.origin = objection.clause;
      speaker.overridden_by = objection.overridden_by;
      speaker.proof = body_proof(objection.contrary, objection.clause, objection.level);
      node.below.push_back(add(std::move(speaker)));
    }
  }

  // What a rule for a fact rests on; nothing of what is stated outright.
  std::optional<std::size_t> body_proof(const Fact& fact, const knowledge::Origin& clause, Level level) {
    for (PredicateId part : analysis::parts_of(fact.predicate, program_)) {
      const auto at = rules_.find(part);
      if (at == rules_.end()) continue;
      for (std::uint32_t r : at->second) {
        const Rule& rule = program_.rules[r];
        const Span span = rule.origin.span;
        if (span.file != clause.span.file || span.begin != clause.span.begin) continue;
        return keep(prove(slice_, slice_.add_body(r, fact.args, level)));
      }
    }
    return std::nullopt;
  }

  // What a better value for a `min` or `max` argument has replaced, or never let come about.
  void add_better(const Goal& goal, Shortfall& node) {
    const analysis::Predicate& predicate = program_.predicates[goal.predicate];
    if (predicate.extremum == syntax::Extremum::none || !goal.args[predicate.extremum_argument].known()) return;
    Goal any = goal;
    any.args[predicate.extremum_argument] = {};
    std::uint64_t count = 0;
    for (Fact& fact : rows(any, goal.predicate, 1, count)) {
      Remark& remark = node.remarks.emplace_back();
      remark.kind = Remark::Kind::better;
      remark.fact = std::move(fact);
    }
  }

  // ---- the clauses that would give it

  struct Candidate {
    Body body;
    Miss miss;
  };

  // How many rules are about the goal.
  std::size_t add_rules(const Goal& goal, std::size_t depth, Shortfall& node) {
    std::vector<Candidate> candidates;
    std::size_t rules = 0, others = 0;
    for (PredicateId part : analysis::parts_of(goal.predicate, program_)) {
      const auto at = rules_.find(part);
      if (at == rules_.end()) continue;
      for (std::uint32_t r : at->second) {
        const std::optional<Body> body = body_for(program_.rules[r], goal, world_.pool);
        if (!body) {
          ++others;
          continue;
        }
        ++rules;
        bool complete = true;
        std::vector<Miss> found = nearest_misses(world_, *body, work_, complete);
        out_.complete = out_.complete && complete;
        for (Miss& miss : found) candidates.push_back({*body, std::move(miss)});
      }
    }
    std::stable_sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
      if (a.miss.missing.size() != b.miss.missing.size()) return a.miss.missing.size() < b.miss.missing.size();
      if (a.miss.untold.size() != b.miss.untold.size()) return a.miss.untold.size() < b.miss.untold.size();
      return before(a.body.rule.origin, b.body.rule.origin);
    });
    const std::size_t most = kNearest[std::min(depth, std::size(kNearest) - 1)];
    std::vector<Span> shown;
    for (std::size_t c = 0; c < std::min(most, candidates.size()); ++c) {
      const Candidate& candidate = candidates[c];
      node.below.push_back(add_clause(Kind::rule, candidate.body, candidate.miss, depth));
      const Span span = candidate.body.rule.origin.span;
      const bool again =
          std::any_of(shown.begin(), shown.end(), [&](Span s) { return s.file == span.file && s.begin == span.begin; });
      if (!again) shown.push_back(span);
    }
    node.others = rules == 0 ? others : rules - std::min(rules, shown.size());
    return rules;
  }

  std::size_t add_clause(Kind kind, const Body& body, const Miss& miss, std::size_t depth) {
    Shortfall node;
    node.kind = kind;
    node.origin = body.rule.origin;
    node.lacks = miss.missing.size();
    node.choices = miss.choices;
    node.more_choices = miss.more_choices;
    node.choice = miss.choice;
    for (VariableId v = 0; v < body.rule.variables; ++v) {
      const std::string& name = body.rule.variable_names[v];
      if (!name.empty() && miss.values[v].known()) node.values.emplace_back(name, miss.values[v].value);
    }
    const auto has = [](const std::vector<std::size_t>& list, std::size_t l) {
      return std::find(list.begin(), list.end(), l) != list.end();
    };
    for (std::size_t l = 0; l < body.rule.body.size(); ++l) {
      if (has(miss.held, l)) {
        if (const auto held = add_held(body, miss, l)) node.below.push_back(*held);
      } else if (has(miss.missing, l)) {
        node.below.push_back(add_missing(body, miss, l, depth));
      } else if (has(miss.untold, l) && !in_head(world_, body, body.rule.body[l])) {
        node.below.push_back(add_told(Kind::untold, body, miss, l));
      }
    }
    return add(std::move(node));
  }

  // ---- a literal

  // As the user wrote it, with the values that are known; an aggregate and what a head computes as an equation.
  std::string told(const Body& body, const Miss& miss, const Literal& literal) const {
    if (literal.kind == Literal::Kind::bind && in_head(world_, body, literal)) {
      return print(miss.values[literal.variable], world_.pool) + " = " + computed(literal.expression, miss.values);
    }
    std::string text = written(body, miss, literal);
    if (literal.kind != Literal::Kind::aggregate) return text;
    const Operand& result = literal.args.back();
    if (result.kind == Operand::Kind::constant) return world_.pool.print(result.constant) + " = " + text;
    const Partial& value = miss.values[result.variable];
    return value.known() || !value.name.empty() ? print(value, world_.pool) + " = " + text : text;
  }

  std::string computed(const analysis::Expression& e, const std::vector<Partial>& values) const {
    if (e.kind == analysis::Expression::Kind::constant) return world_.pool.print(e.constant);
    if (e.kind == analysis::Expression::Kind::variable) return print(values[e.variable], world_.pool);
    const bool call = e.kind == analysis::Expression::Kind::call;
    const std::string name(call ? builtins()[e.builtin].name : world_.pool.print(e.constant));
    std::vector<std::string> args;
    for (const analysis::Expression& arg : e.args) {
      args.push_back(computed(arg, values));
      if (call && args.back().find(' ') != std::string::npos) args.back() = "(" + args.back() + ")";
    }
    if (call && args.size() == 2 && std::isalpha(static_cast<unsigned char>(name[0])) == 0) {
      return args[0] + " " + name + " " + args[1];
    }
    std::string out = name;
    for (std::size_t i = 0; i < args.size(); ++i) out += (i == 0 ? "(" : ", ") + args[i];
    return out + ")";
  }

  std::string written(const Body& body, const Miss& miss, const Literal& literal) const {
    std::vector<std::string> names;
    std::vector<Value> values;
    for (VariableId v = 0; v < body.rule.variables; ++v) {
      if (!miss.values[v].known() || body.rule.variable_names[v].empty()) continue;
      names.push_back(body.rule.variable_names[v]);
      values.push_back(miss.values[v].value);
    }
    return with_values(world_.sources.text(literal.span), names, values, world_.pool);
  }

  std::size_t add_told(Kind kind, const Body& body, const Miss& miss, std::size_t l) {
    const Literal& literal = body.rule.body[l];
    Shortfall node;
    node.kind = kind;
    node.text = told(body, miss, literal);
    return add(std::move(node));
  }

  // Only where all of its values are known: of others it holds in this way and that.
  std::optional<std::size_t> add_held(const Body& body, const Miss& miss, std::size_t l) {
    const Literal& literal = body.rule.body[l];
    if (literal.kind == Literal::Kind::term) return std::nullopt;  // the term is there to be seen
    if (in_head(world_, body, literal)) return std::nullopt;       // what is sought is told as a whole
    if (literal.kind == Literal::Kind::atom && is_users(literal.predicate)) {
      const Goal goal = goal_of(literal, body, miss.values);
      if (!goal.known()) return std::nullopt;
      return add(Kind::held, goal);
    }
    for (const Operand& o : literal.args) {
      const bool open = o.kind == Operand::Kind::variable && !miss.values[o.variable].known();
      if (open && literal.kind != Literal::Kind::generate) return std::nullopt;
    }
    return add_told(Kind::held, body, miss, l);
  }

  std::size_t add_missing(const Body& body, const Miss& miss, std::size_t l, std::size_t depth) {
    const Literal& literal = body.rule.body[l];
    switch (literal.kind) {
      case Literal::Kind::atom:
        return add_goal(goal_of(literal, body, miss.values), depth + 1);
      case Literal::Kind::negation:
        return add_blocked(body, miss, l);
      case Literal::Kind::aggregate:
        return add_aggregate(body, miss, l);
      default:
        return is_denial(body, literal) ? add(Kind::denied, head(body, miss))
                                        : add_told(Kind::condition, body, miss, l);
    }
  }

  // `deny` puts a comparison into clauses, in the place of their head.
  bool is_denial(const Body& body, const Literal& literal) const {
    return literal.kind == Literal::Kind::compare && in_head(world_, body, literal);
  }

  Goal head(const Body& body, const Miss& miss) const {
    Literal head;
    head.predicate = body.rule.head;
    head.args = body.rule.head_args;
    while (program_.predicates[head.predicate].part_of) head.predicate = *program_.predicates[head.predicate].part_of;
    return goal_of(head, body, miss.values);
  }

  // What the predicate of a `not` stands for: under it, what may be undecided is asked by what is possible.
  PredicateId meant(PredicateId p) const {
    if (p >= program_.predicates.size()) return p;
    const auto& of = program_.predicates[p].part_of;
    return of && program_.predicates[*of].possible == p ? *of : p;
  }

  std::size_t add_blocked(const Body& body, const Miss& miss, std::size_t l) {
    const Literal& literal = body.rule.body[l];
    Shortfall node;
    node.kind = Kind::blocked;
    node.text = told(body, miss, literal);
    Goal goal = goal_of(literal, body, miss.values);
    goal.predicate = meant(goal.predicate);
    if (goal.predicate >= program_.predicates.size()) return add(std::move(node));  // of the question's own
    std::uint64_t count = 0;
    const std::vector<Fact> found = rows(goal, goal.predicate, 1, count);
    if (found.empty()) {
      node.kind = Kind::undecided;
      node.goal = is_users(goal.predicate) ? goal : Goal{};
      return add(std::move(node));
    }
    node.others = count - 1;
    if (is_users(goal.predicate)) {
      node.goal = explain::goal_of(found.front());
      node.proof = keep(prove(slice_, slice_.number(found.front())));
    } else if (const auto at = rules_.find(goal.predicate); at != rules_.end()) {
      // What analysis made for a `not` of what no single literal can stand for.
      node.goal.predicate = goal.predicate;
      const Level level = world_.engine.level({goal.predicate, found.front().args, {}}).value_or(0);
      node.proof = keep(prove(slice_, slice_.add_body(at->second.front(), found.front().args, level)));
    }
    return add(std::move(node));
  }

  std::size_t add_aggregate(const Body& body, const Miss& miss, std::size_t l) {
    const Literal& literal = body.rule.body[l];
    Shortfall node;
    node.kind = Kind::aggregate;
    node.text = told(body, miss, literal);
    const Goal goal = goal_of(literal, body, miss.values);
    Body alone = body;
    Literal& asked = alone.rule.body.front();
    asked = literal;
    alone.rule.body.resize(1);
    // The group as it is known, and any value.
    const bool group_known =
        std::all_of(goal.args.begin(), goal.args.end() - 1, [](const Partial& p) { return p.known(); });
    if (!group_known) return add(std::move(node));
    for (std::size_t i = 0; i + 1 < goal.args.size(); ++i) asked.args[i] = Operand::value(goal.args[i].value);
    asked.args.back() = Operand::var(0);
    alone.rule.variables = 1;
    alone.rule.variable_names.assign(1, "");
    node.value = value_of_aggregate(alone);
    if (goal.args.back().known()) node.goal.args = {goal.args.back()};
    return add(std::move(node));
  }

  std::optional<Value> value_of_aggregate(const Body& body) {
    const std::optional<engine::Answers> answers = ask_body(world_, body, work_);
    if (!answers || answers->count == 0) return std::nullopt;
    return answers->values.front();
  }

  const World& world_;
  const analysis::Program& program_;
  const analysis::Query& query_;
  Work work_;
  Slice slice_;
  std::unordered_map<PredicateId, std::vector<std::uint32_t>> rules_;  // by head
  WhyNot out_;
  std::vector<std::string> path_;                         // goals that are being explained
  std::map<std::string, std::size_t, std::less<>> done_;  // and those that are
  std::set<std::uint32_t> told_;                          // values that occur nowhere
};

}  // namespace

WhyNot why_not(const World& world, const analysis::Query& query) { return Explainer(world, query).run(); }

}  // namespace linchpin::explain
