#include "naive.hpp"

#include <algorithm>

#include "naive_body.hpp"
#include "naive_rule.hpp"

namespace linchpin::naive {

namespace {

constexpr std::size_t kMostTuples = 4000;         // derived in all
constexpr std::size_t kMostRounds = 200;          // of a component
constexpr std::size_t kMostDerivations = 20'000;  // of a component in a round

class Evaluator final : public Tuples {
 public:
  explicit Evaluator(const std::vector<syntax::Statement>& program);
  Result run();

 private:
  void each(const syntax::Atom& atom, const Binding&, Place, const Visit& visit) const override {
    for (const Tuple& tuple : result_.relations.at(signature(atom))) visit(tuple);
  }
  bool insert(const Signature& signature, const Tuple& tuple);
  std::vector<std::pair<const Rule*, Tuple>> consequences(const std::set<Signature>& component) const;

  RuleBook book_;
  Result result_;
};

Evaluator::Evaluator(const std::vector<syntax::Statement>& program) : book_(prepare(program)) {
  result_.fired.resize(program.size());
  for (const Rule& rule : book_.rules)
    for (const Signature& s : rule.mentioned) result_.relations[s];
}

// ---- the fixpoint

// Whether the tuple is new. Of a predicate with a min or max argument, only the best of those that agree in all other
// arguments stays.
bool Evaluator::insert(const Signature& signature, const Tuple& tuple) {
  std::set<Tuple>& relation = result_.relations[signature];
  if (const auto best = book_.best.find(signature); best != book_.best.end()) {
    for (const Tuple& old : relation) {
      if (best->second.key(old) != best->second.key(tuple)) continue;
      if (!best->second.better(tuple, old)) return false;
      relation.erase(old);
      break;
    }
  }
  return relation.insert(tuple).second;
}

// Every head that the component's rules derive from what holds now.
std::vector<std::pair<const Rule*, Tuple>> Evaluator::consequences(const std::set<Signature>& component) const {
  std::vector<std::pair<const Rule*, Tuple>> out;
  for (const Rule& rule : book_.rules) {
    if (!component.contains(rule.head_signature)) continue;
    solve(rule, *this, [&](const Binding& binding) {
      Tuple head;
      for (const syntax::Term& t : rule.head.args) head.push_back(value(t, binding));
      out.emplace_back(&rule, std::move(head));
      if (out.size() > kMostDerivations) throw Invalid(kTooLarge);
    });
  }
  return out;
}

Result Evaluator::run() {
  for (const std::set<Signature>& component : components(book_.rules)) {
    std::size_t rounds = 0;
    for (bool changed = true; changed;) {
      changed = false;
      for (const auto& [rule, tuple] : consequences(component)) {
        result_.fired[rule->statement] = true;
        if (!insert(rule->head_signature, tuple)) continue;
        changed = true;
        if (!rule->body.empty() && ++result_.tuples > kMostTuples) throw Invalid(kTooLarge);
      }
      if (changed && ++rounds > kMostRounds) throw Invalid(kTooLarge);
    }
    result_.rounds = std::max(result_.rounds, is_recursive(book_.rules, component) ? rounds : 0);
  }
  return std::move(result_);
}

}  // namespace

Result evaluate(const std::vector<syntax::Statement>& program) { return Evaluator(program).run(); }

}  // namespace linchpin::naive
