#include "explain/goal.hpp"

#include <algorithm>
#include <map>

#include "syntax/print.hpp"

namespace linchpin::explain {
namespace {

using Bound = std::map<VariableId, Value>;

bool fits(const Partial& partial, Value value, const Pool& pool, Bound& bound) {
  switch (partial.kind) {
    case Partial::Kind::value:
      return partial.value == value;
    case Partial::Kind::open:
      return partial.variable == Partial::kAny || bound.emplace(partial.variable, value).first->second == value;
    case Partial::Kind::term:
      break;
  }
  if (!value.is_term() || pool.functor(value) != partial.value) return false;
  const auto args = pool.args(value);
  if (args.size() != partial.args.size()) return false;
  for (std::size_t i = 0; i < args.size(); ++i) {
    if (!fits(partial.args[i], args[i], pool, bound)) return false;
  }
  return true;
}

void add_names(const Partial& partial, std::vector<std::string>& out) {
  for (const Partial& arg : partial.args) add_names(arg, out);
  const bool named = partial.kind == Partial::Kind::open && !partial.name.empty();
  if (named && std::find(out.begin(), out.end(), partial.name) == out.end()) out.push_back(partial.name);
}

}  // namespace

bool Goal::known() const {
  return std::all_of(args.begin(), args.end(), [](const Partial& p) { return p.known(); });
}

std::vector<Value> Goal::values() const {
  std::vector<Value> out;
  for (const Partial& arg : args) out.push_back(arg.value);
  return out;
}

Goal goal_of(const Fact& fact) {
  Goal out{fact.predicate, {}};
  for (Value v : fact.args) out.args.push_back(Partial::of(v));
  return out;
}

bool fits(const Goal& goal, std::span<const Value> row, const Pool& pool) {
  Bound bound;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (!fits(goal.args[i], row[i], pool, bound)) return false;
  }
  return true;
}

std::vector<Fact> fitting(const Goal& goal, const engine::Relation* relation, std::size_t most, std::uint64_t& count,
                          const Pool& pool) {
  std::vector<Fact> out;
  count = 0;
  if (relation == nullptr) return out;
  const auto before = [&](const Fact& a, const Fact& b) {
    for (std::size_t i = 0; i < a.args.size(); ++i) {
      const auto by = pool.compare(a.args[i], b.args[i]);
      if (by != 0) return by < 0;
    }
    return false;
  };
  std::vector<Value> row(relation->arity());
  for (std::uint32_t r = 0; r < relation->rows(); ++r) {
    // Most rows differ in what is known.
    bool may = !relation->dead(r);
    for (std::uint32_t c = 0; may && c < relation->arity(); ++c) {
      row[c] = relation->at(r, c);
      may = !goal.args[c].known() || goal.args[c].value == row[c];
    }
    if (!may || !fits(goal, row, pool)) continue;
    ++count;
    Fact fact{goal.predicate, row};
    if (out.size() == most && (most == 0 || !before(fact, out.back()))) continue;
    out.insert(std::upper_bound(out.begin(), out.end(), fact, before), std::move(fact));
    if (out.size() > most) out.pop_back();
  }
  return out;
}

std::string print(const Partial& partial, const Pool& pool) {
  if (partial.kind == Partial::Kind::value) return pool.print(partial.value);
  if (partial.kind == Partial::Kind::open) return partial.name.empty() ? "_" : partial.name;
  std::string out = pool.print(partial.value);
  for (std::size_t i = 0; i < partial.args.size(); ++i) out += (i == 0 ? "(" : ", ") + print(partial.args[i], pool);
  return out + ")";
}

std::string print(const Goal& goal, const analysis::Program& program, const Pool& pool) {
  const knowledge::Signature& signature = program.predicates[goal.predicate].signature;
  std::string out = (signature.denied ? "-" : "") + syntax::print_name(signature.name);
  for (std::size_t i = 0; i < goal.args.size(); ++i) out += (i == 0 ? "(" : ", ") + print(goal.args[i], pool);
  return goal.args.empty() ? out : out + ")";
}

std::vector<std::string> open_names(const Goal& goal) {
  std::vector<std::string> out;
  for (const Partial& arg : goal.args) add_names(arg, out);
  return out;
}

}  // namespace linchpin::explain
