#include "session/slips.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "value/mentions.hpp"

namespace linchpin::session {
namespace {

constexpr std::uint64_t kMostTuples = 1'000'000;  // that are looked through
constexpr std::size_t kMostNames = 5000;          // that a slip is compared with

bool occurs(const State& state, Value value) {
  for (analysis::PredicateId p = 0; p < state.program->predicates.size(); ++p) {
    const engine::Relation* relation = state.engine.relation(p);
    if (relation == nullptr || state.program->predicates[p].internal) continue;
    for (std::uint32_t r = 0; r < relation->rows(); ++r) {
      for (std::uint32_t c = 0; c < relation->arity(); ++c) {
        if (mentions(state.pool, relation->at(r, c), value)) return true;
      }
    }
  }
  return false;
}

// What stands in that place of a predicate, and the entities.
std::vector<std::string> names_at(const State& state, analysis::PredicateId p, std::uint32_t column, Kind kind) {
  std::set<std::string> out;
  const engine::Relation* relation = state.engine.relation(p);
  for (std::uint32_t r = 0; relation != nullptr && r < relation->rows() && out.size() < kMostNames; ++r) {
    const Value value = relation->at(r, column);
    if (value.kind() == kind) out.emplace(state.pool.text(value));
  }
  if (kind == Kind::name) {
    for (const auto& entity : state.module.entities) out.insert(entity.what.name.text);
  }
  return {out.begin(), out.end()};
}

}  // namespace

std::vector<std::string> slips(const State& state, const analysis::Query& query) {
  std::vector<std::string> out;
  if (state.engine.tuples() > kMostTuples) return out;
  std::vector<Value> told;
  for (const analysis::Rule& rule : query.rules) {
    for (const analysis::Literal& literal : rule.body) {
      if (literal.kind != analysis::Literal::Kind::atom || literal.predicate >= state.program->predicates.size())
        continue;
      for (std::uint32_t c = 0; c < literal.args.size(); ++c) {
        const Value value = literal.args[c].constant;
        const bool is_text = literal.args[c].kind == analysis::Operand::Kind::constant &&
                             (value.kind() == Kind::name || value.kind() == Kind::string);
        if (!is_text || std::find(told.begin(), told.end(), value) != told.end() || occurs(state, value)) continue;
        told.push_back(value);
        const std::string text(state.pool.text(value));
        const std::string near = nearest(text, names_at(state, literal.predicate, c, value.kind()));
        out.push_back(fmt::format("nothing is said of `{}` anywhere", state.pool.print(value)) +
                      (near.empty()
                           ? ""
                           : fmt::format("; did you mean `{}`?",
                                         state.pool.print(value.kind() == Kind::name ? state.pool.name(near)
                                                                                     : state.pool.string(near)))));
      }
    }
  }
  return out;
}

}  // namespace linchpin::session
