#include "explain/stated.hpp"

#include <algorithm>
#include <tuple>

namespace linchpin::explain {
namespace {

std::uint64_t hash_of(std::span<const Value> args) {
  std::uint64_t h = 0x9E3779B97F4A7C15ULL;
  for (Value v : args) h = (h ^ v.bits()) * 0x2545F4914F6CDD1DULL + (h >> 29);
  return h;
}

}  // namespace

bool before(const knowledge::Origin& a, const knowledge::Origin& b) {
  return std::tuple(a.span.file, a.span.begin, a.span.end) < std::tuple(b.span.file, b.span.begin, b.span.end);
}

Statements::Table& Statements::table(analysis::PredicateId predicate) {
  const auto [at, added] = tables_.try_emplace(predicate);
  if (!added) return at->second;
  const analysis::Program& program = world_.program;
  if (!grouped_) {
    for (std::uint32_t f = 0; f < program.facts.size(); ++f) facts_[program.facts[f].predicate].push_back(f);
    grouped_ = true;
  }
  Table& out = at->second;
  for (std::uint32_t f : facts_[predicate]) {
    const analysis::GroundFact& fact = program.facts[f];
    if (fact.level != analysis::kOutside) {
      out.emplace(hash_of(fact.args), Entry{fact.args.data(), {fact.origin, fact.level}});
    }
  }
  add_imported(predicate, out);
  const analysis::Predicate& p = program.predicates[predicate];
  const knowledge::FactTable* table = p.weighed ? nullptr : world_.module.find_table(p.signature);
  if (table == nullptr) return out;
  out.reserve(out.size() + table->rows());
  for (std::size_t r = 0; r < table->rows(); ++r) {
    const analysis::Level level = level_of(table->origins[r], program);
    if (level == analysis::kOutside) continue;
    const auto row = table->row(r);
    out.emplace(hash_of(row), Entry{row.data(), {table->origins[r], level}});
  }
  return out;
}

// Tables are imported for a predicate itself, or, if it is weighed, for some of its parts.
void Statements::add_imported(analysis::PredicateId predicate, Table& out) {
  const analysis::Predicate& part = world_.program.predicates[predicate];
  if (part.weighed || (part.part_of && !part.takes_imports)) return;
  const analysis::PredicateId whole = part.part_of.value_or(predicate);
  const knowledge::Signature& signature = world_.program.predicates[whole].signature;
  const auto import = std::find_if(world_.module.imports.begin(), world_.module.imports.end(), [&](const auto& i) {
    return i.what.predicate.text == signature.name && i.what.columns.size() == signature.arity && !signature.denied;
  });
  if (import == world_.module.imports.end()) return;
  world_.imported(whole, [&](std::span<const Value> row) {
    const std::vector<Value>& kept = imported_.emplace_back(row.begin(), row.end());
    out.emplace(hash_of(row), Entry{kept.data(), {import->origin, 0, true}});
  });
}

std::vector<Statement> Statements::of(analysis::PredicateId predicate, std::span<const Value> args) {
  std::vector<Statement> out;
  const auto [first, last] = table(predicate).equal_range(hash_of(args));
  for (auto entry = first; entry != last; ++entry) {
    if (std::equal(args.begin(), args.end(), entry->second.row)) out.push_back(entry->second.statement);
  }
  std::sort(out.begin(), out.end(), [](const Statement& a, const Statement& b) { return before(a.origin, b.origin); });
  return out;
}

}  // namespace linchpin::explain
