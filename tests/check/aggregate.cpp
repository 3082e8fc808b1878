#include <algorithm>
#include <set>

#include "step.hpp"

namespace linchpin::check {
namespace {

using naive::Binding;
using naive::Tuple;

constexpr std::size_t kShown = 3;

// One way in which the inner body holds.
struct Instance {
  Tuple values;  // of what stands before the colon
  Binding binding;
  std::set<Fact> facts;
  int level = 0;
};

std::vector<Instance> instances_of(const syntax::Term& aggregate, const Truth& truth, int lowest) {
  syntax::Clause clause;
  clause.head.predicate = "#row";
  clause.head.args = aggregate.args;
  clause.body = *aggregate.body;
  const naive::Rule rule = naive::prepare(clause, 0);
  std::vector<Instance> out;
  naive::solve(rule, View(truth, lowest), [&](const Binding& binding) {
    Instance& one = out.emplace_back();
    for (const syntax::Term& t : rule.head.args) one.values.push_back(naive::value(t, binding));
    one.binding = binding;
    for (const syntax::Literal& l : rule.body) {
      if (l.kind != syntax::Literal::Kind::atom || l.negated || !rule.needed.contains(naive::signature(l.atom)))
        continue;
      Fact fact{naive::signature(l.atom), {}};
      for (const syntax::Term& t : l.atom.args) fact.args.push_back(naive::value(t, binding));
      one.level = std::max(one.level, truth.level(fact).value_or(0));
      one.facts.insert(std::move(fact));
    }
  });
  return out;
}

struct Row {
  Tuple values;
  int level = 0;  // the best of its instances
  std::vector<const Instance*> instances;
};

// Those at the lowest level first, then by their values.
std::vector<Row> rows_of(const std::vector<Instance>& instances, bool by_binding) {
  std::map<std::pair<Tuple, Binding>, Row> rows;
  for (const Instance& one : instances) {
    const auto [at, added] = rows.try_emplace({one.values, by_binding ? one.binding : Binding{}});
    Row& row = at->second;
    row.level = added ? one.level : std::min(row.level, one.level);
    row.values = one.values;
    row.instances.push_back(&one);
  }
  std::vector<Row> out;
  for (auto& [key, row] : rows) out.push_back(std::move(row));
  std::stable_sort(out.begin(), out.end(), [](const Row& a, const Row& b) { return a.level > b.level; });
  return out;
}

void check_value(const Node& node, const syntax::Term& aggregate, const Truth& truth, int lowest) {
  syntax::Clause clause;
  clause.head.predicate = "#value";
  clause.head.args.emplace_back().kind = syntax::Term::Kind::variable;
  clause.head.args.back().text = "Value";
  syntax::Literal& equation = clause.body.emplace_back();
  equation.kind = syntax::Literal::Kind::comparison;
  equation.op = "=";
  equation.sides = {clause.head.args.front(), aggregate};
  const syntax::Statement read = parse_one(node.text + "?", truth.base().names);
  const syntax::Term& told = std::get<syntax::Question>(read.body).body.front().sides[0];
  bool found = false;
  naive::solve(naive::prepare(clause, 0), View(truth, lowest),
               [&](const Binding& binding) { found = binding.at("Value") == naive::value(told, {}); });
  if (!found) throw Fault{"not the aggregate's value: " + node.text};
}

}  // namespace

int check_aggregate(const Node& node, const syntax::Term& aggregate, const Tree& tree, const Truth& truth, int lowest) {
  check_value(node, aggregate, truth, lowest);
  const bool by_binding = aggregate.text == "sum" || aggregate.text == "avg";
  const std::vector<Instance> instances = instances_of(aggregate, truth, lowest);
  const std::vector<Row> rows = rows_of(instances, by_binding);
  const int lowest_row = rows.empty() ? 0 : rows.front().level;
  if (node.kind != "aggregate") return lowest_row;  // asked for: its rows are not told
  if (node.rows != rows.size()) throw Fault{"the aggregate is over " + std::to_string(rows.size()) + " rows"};
  if (node.shown != std::min(kShown, rows.size())) throw Fault{"not the number of rows that are shown"};
  const std::string& level = truth.levels()[static_cast<std::size_t>(lowest_row)];
  if (node.level != level) throw Fault{"the aggregate's level is " + level};
  std::set<Fact> shown, needed;
  for (const std::size_t premise : node.premises) {
    const Node& below = tree.nodes[premise];
    if (!below.fact) throw Fault{"a row that is no fact"};
    if (!shown.insert(*below.fact).second) throw Fault{"a row is told twice"};
  }
  // Of a sum, equal amounts may stand in any order: their rows are told apart by all of their variables.
  std::size_t inside = 0;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    if (!by_binding && r >= node.shown) break;
    const std::size_t before = inside;
    for (const Instance* one : rows[r].instances) {
      const bool is_shown = std::includes(shown.begin(), shown.end(), one->facts.begin(), one->facts.end());
      if (one->level != rows[r].level || !is_shown) continue;
      inside = before + 1;
      needed.insert(one->facts.begin(), one->facts.end());
    }
    if (!by_binding && inside == before)
      throw Fault{"one of the first rows is not shown: " + naive::print(rows[r].values)};
  }
  if (inside < node.shown) throw Fault{"fewer rows are shown than is said"};
  if (needed != shown) throw Fault{"something is shown that belongs to no row"};
  return lowest_row;
}

}  // namespace linchpin::check
