#include "explain/why.hpp"

#include <algorithm>
#include <exception>

#include "explain/objections.hpp"
#include "explain/wording.hpp"

namespace linchpin::explain {
namespace {

using analysis::Literal;

// Makes a proof of chosen ways. Facts are taken from a stack of their own, as proofs may be very high.
class Builder {
 public:
  Builder(Slice& slice, const std::vector<Choice>& choices) : slice_(slice), choices_(choices) {}

  Proof run(FactId goal) {
    // What was asked is no rule, though it is run like one.
    const std::uint32_t height = choices_[goal].height;
    const bool is_fact = slice_[goal].fact.predicate != kQuestion;
    proof_.height = is_fact || height == 0 ? height : height - 1;
    std::vector<FactId> stack{goal};
    while (!stack.empty()) {
      const FactId f = stack.back();
      if (node_of_.count(f) != 0) {
        stack.pop_back();
        continue;
      }
      const std::size_t before = stack.size();
      if (const Way* way = user_way(f)) {
        for (FactId premise : way->premises) {
          if (node_of_.count(premise) == 0) stack.push_back(premise);
        }
      }
      if (stack.size() != before) continue;
      stack.pop_back();
      const auto node = add_fact(f);
      node_of_.emplace(f, node);
    }
    proof_.root = node_of_.at(goal);
    if (const Node& root = proof_.nodes.back(); root.kind == Node::Kind::question && root.premises.size() == 1) {
      proof_.root = root.premises.front();  // a single fact was asked for
      proof_.nodes.pop_back();
    }
    find_weakest();
    return std::move(proof_);
  }

 private:
  const Way* way(FactId f) const {
    const Choice& choice = choices_[f];
    return choice.way ? &slice_[f].ways[*choice.way] : nullptr;
  }

  // Below what analysis made, the clause that gives the fact.
  const Way* user_way(FactId f) const {
    const Way* out = way(f);
    while (out != nullptr && out->made && out->kind == Way::Kind::rule) out = way(out->premises.front());
    return out;
  }

  PredicateId whole(PredicateId p) const {
    const auto& predicates = slice_.world().program.predicates;
    while (predicates[p].part_of) p = *predicates[p].part_of;
    return p;
  }

  NodeId add_fact(FactId f) {
    Node node;
    const Fact fact = slice_[f].fact;
    const analysis::Program& program = slice_.world().program;
    const bool asked = fact.predicate == kQuestion;
    if (!asked) node.fact = {whole(fact.predicate), fact.args};
    node.level = slice_[f].level;
    const Way* given = user_way(f);
    if (given == nullptr) {
      node.kind = Node::Kind::unknown;
      proof_.complete = false;
      return add(std::move(node));
    }
    node.clause_level = given->clause_level;
    node.origin = given->origin;
    if (!asked) {
      const analysis::Predicate& predicate = program.predicates[fact.predicate];
      node.best = predicate.extremum != syntax::Extremum::none;
      if (program.predicates[node.fact.predicate].weighed) {
        // What is definite is a part of the predicate, and a premise of what is definite itself.
        const PredicateId part = predicate.weighed ? slice_[way(f)->premises.front()].fact.predicate : fact.predicate;
        node.definite = part != analysis::supported(node.fact.predicate, program);
        node.objections = objections(slice_, node.fact);
      }
    }
    switch (given->kind) {
      case Way::Kind::stated:
        node.kind = stated_kind(node);
        break;
      case Way::Kind::imported:
        node.kind = Node::Kind::imported;
        break;
      case Way::Kind::aggregate:
        node.kind = Node::Kind::aggregate;
        node.rows = given->rows;
        node.shown = given->shown;
        for (FactId premise : given->premises) node.premises.push_back(node_of_.at(premise));
        break;
      case Way::Kind::rule:
        node.kind = asked ? Node::Kind::question : Node::Kind::rule;
        node.premises = body(*given);
        break;
    }
    return add(std::move(node));
  }

  // A rule whose body holds whatever the facts is stored as a fact, and yet is a rule.
  Node::Kind stated_kind(const Node& node) const {
    const World& world = slice_.world();
    if (world.program.predicates[node.fact.predicate].provided) return Node::Kind::provided;
    const std::string_view clause = world.sources.text(node.origin.span);
    return body_begin(clause) < clause.size() ? Node::Kind::rule : Node::Kind::stated;
  }

  NodeId add(Node node) {
    proof_.nodes.push_back(std::move(node));
    return static_cast<NodeId>(proof_.nodes.size() - 1);
  }

  // The premises of an instance, each literal of the user's once: analysis may have written it out as several.
  std::vector<NodeId> body(const Way& way) {
    std::vector<NodeId> out;
    const auto premises = slice_.premises(*way.rule, way.bindings);
    std::size_t next = 0;
    std::vector<Span> done;
    const SourceMap& sources = slice_.world().sources;
    const std::size_t begin = way.rule->origin.span.begin + body_begin(sources.text(way.rule->origin.span));
    const bool asked = way.rule->head >= slice_.world().program.predicates.size();
    for (std::size_t i = 0; i < way.rule->body.size(); ++i) {
      const Literal& literal = way.rule->body[i];
      const std::string text =
          with_values(sources.text(literal.span), way.rule->variable_names, way.bindings, slice_.world().pool);
      if (next < premises.size() && premises[next].literal == i) {
        const NodeId premise = node_of_.at(way.premises[next++]);
        if (literal.kind == Literal::Kind::aggregate && proof_.nodes[premise].text.empty()) {
          const Value value = value_of(literal.args.back(), way.bindings);
          proof_.nodes[premise].text = slice_.world().pool.print(value) + " = " + text;
          proof_.nodes[premise].origin.span = literal.span;
        }
        out.push_back(premise);
        continue;
      }
      const bool in_head = !asked && literal.span.begin < begin;
      // What only takes a term apart tells nothing: the term is there to be seen.
      const bool silent = literal.kind == Literal::Kind::atom || literal.kind == Literal::Kind::term || in_head;
      if (silent || told(*way.rule, i, done)) continue;
      done.push_back(literal.span);
      Node node;
      node.kind = literal.kind == Literal::Kind::negation ? Node::Kind::absent : Node::Kind::condition;
      node.text = text;
      if (node.kind == Node::Kind::absent) node.denied = goal_of(literal, way.bindings);
      const bool compares = node.kind == Node::Kind::condition && literal.kind != Literal::Kind::aggregate;
      if (compares) node.values = values_of(*way.rule, way.bindings);
      if (literal.kind == Literal::Kind::aggregate) {
        // Of a group without rows; one that the question itself asks for is kept nowhere, and told by its value alone.
        const bool kept = literal.predicate < slice_.world().program.predicates.size();
        node.kind = kept ? Node::Kind::aggregate : Node::Kind::condition;
        node.text = slice_.world().pool.print(value_of(literal.args.back(), way.bindings)) + " = " + text;
      }
      node.origin = {literal.span, way.rule->origin.claim};
      out.push_back(add(std::move(node)));
    }
    return out;
  }

  // What a `not` is about; nothing where that is no predicate of the user's.
  std::optional<Goal> goal_of(const Literal& literal, std::span<const Value> bindings) const {
    const auto& predicates = slice_.world().program.predicates;
    if (literal.predicate >= predicates.size() || predicates[whole(literal.predicate)].internal) return std::nullopt;
    Goal out{whole(literal.predicate), {}};
    for (const analysis::Operand& o : literal.args) {
      const bool open = o.kind == analysis::Operand::Kind::wildcard;
      out.args.push_back(open ? Partial{} : Partial::of(value_of(o, bindings)));
    }
    return out;
  }

  static std::vector<std::pair<std::string, Value>> values_of(const analysis::Rule& rule,
                                                              std::span<const Value> bindings) {
    std::vector<std::pair<std::string, Value>> out;
    for (analysis::VariableId v = 0; v < rule.variables; ++v) {
      if (!rule.variable_names[v].empty()) out.emplace_back(rule.variable_names[v], bindings[v]);
    }
    return out;
  }

  // Whether another literal tells of the same of the user's: a fact, a `not` or an aggregate, or one told already.
  static bool told(const analysis::Rule& rule, std::size_t i, const std::vector<Span>& done) {
    const Span span = rule.body[i].span;
    const auto same = [&](Span other) { return other.begin == span.begin && other.end == span.end; };
    if (std::any_of(done.begin(), done.end(), same)) return true;
    if (analysis::reads(rule.body[i])) return false;
    return std::any_of(rule.body.begin(), rule.body.end(),
                       [&](const Literal& other) { return analysis::reads(other) && same(other.span); });
  }

  void find_weakest() {
    const Level lowest = proof_.nodes[proof_.root].level;
    if (lowest == 0 || lowest == analysis::kOutside) return;
    for (NodeId n = 0; n < proof_.nodes.size(); ++n) {
      const Node& node = proof_.nodes[n];
      const bool clause = node.kind == Node::Kind::stated || node.kind == Node::Kind::rule;
      if (clause && node.clause_level == lowest) proof_.weakest.push_back(n);
    }
    std::stable_sort(proof_.weakest.begin(), proof_.weakest.end(),
                     [&](NodeId a, NodeId b) { return before(proof_.nodes[a].origin, proof_.nodes[b].origin); });
  }

  Slice& slice_;
  const std::vector<Choice>& choices_;
  std::unordered_map<FactId, NodeId> node_of_;
  Proof proof_;
};

}  // namespace

namespace {

// The question with the values of one answer.
std::string asked(const World& world, const analysis::Query& query, const std::vector<Value>& row) {
  const auto rule = std::find_if(query.rules.begin(), query.rules.end(),
                                 [&](const analysis::Rule& r) { return r.head == query.answer; });
  std::string out;
  std::vector<Span> told;
  for (const Literal& literal : rule->body) {
    const Span span = literal.span;
    if (std::any_of(told.begin(), told.end(), [&](Span s) { return s.begin == span.begin && s.end == span.end; })) {
      continue;
    }
    told.push_back(span);
    out += (out.empty() ? "" : ", ") + with_values(world.sources.text(span), query.columns, row, world.pool);
  }
  return out;
}

}  // namespace

Proof prove(Slice& slice, FactId goal) {
  const bool complete = slice.explore(goal);
  if (!complete) slice.descend(goal);
  const std::vector<Choice> choices = best_ways(slice);
  Proof out = Builder(slice, choices).run(goal);
  out.complete = out.complete && complete;
  return out;
}

void why(const World& world, const analysis::Query& query, const std::vector<Wanted>& answers, std::vector<Proof>& out,
         const SliceLimits& limits) {
  Slice slice(world, limits);
  std::vector<FactId> goals;
  std::vector<bool> complete;
  std::exception_ptr stopped;
  try {
    for (const Wanted& answer : answers) {
      const FactId goal = slice.add_answer(query, answer.row, answer.level);
      const bool explored = answer.level == analysis::kOutside || slice.explore(goal);
      if (!explored) slice.descend(goal);
      complete.push_back(explored);
      goals.push_back(goal);
    }
  } catch (const engine::Stopped&) {
    stopped = std::current_exception();
  }
  const std::vector<Choice> choices = best_ways(slice);
  for (std::size_t i = 0; i < goals.size(); ++i) {
    if (answers[i].level == analysis::kOutside) {
      Proof& proof = out.emplace_back();
      Node& node = proof.nodes.emplace_back();
      node.kind = Node::Kind::undecided;
      node.level = analysis::kOutside;
      node.text = asked(world, query, answers[i].row);
      continue;
    }
    out.push_back(Builder(slice, choices).run(goals[i]));
    out.back().complete = out.back().complete && complete[i];
  }
  if (stopped) std::rethrow_exception(stopped);
}

}  // namespace linchpin::explain
