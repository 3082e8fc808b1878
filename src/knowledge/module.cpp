#include "knowledge/module.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <type_traits>
#include <utility>

#include "knowledge/repeats.hpp"

namespace linchpin::knowledge {
namespace {

// Every list that grows with the statements, facts apart, in one fixed order: the order of Mark::sizes.
template <class M, class F>
void for_each_list(M& module, F&& f) {
  f(module.clauses);
  f(module.claims);
  f(module.sorts);
  f(module.entities);
  f(module.predicates);
  f(module.functors);
  f(module.sources);
  f(module.levels);
  f(module.trusts);
  f(module.overrides);
  f(module.incompatibles);
  f(module.scenarios);
  f(module.constraints);
  f(module.imports);
  f(module.exports);
  f(module.assumables);
}

void note_claimed(FactTable& table, std::size_t row) {
  if (table.origins[row].claim != kNoClaim) table.claimed.push_back(static_cast<std::uint32_t>(row));
}

// Keeps the rows of a table for which `keep(row)`, in their order.
template <class F>
std::size_t keep_rows(Shared<FactTable>& shared, F&& keep) {
  std::size_t first = 0;
  while (first < shared->rows() && keep(first)) ++first;
  if (first == shared->rows()) return 0;
  FactTable& table = shared.edit();
  const std::size_t arity = table.signature.arity;
  std::size_t kept = first;
  for (std::size_t r = first; r < table.rows(); ++r) {
    if (!keep(r)) continue;
    if (kept != r) {
      std::copy_n(table.values.begin() + static_cast<std::ptrdiff_t>(r * arity), arity,
                  table.values.begin() + static_cast<std::ptrdiff_t>(kept * arity));
      table.origins[kept] = table.origins[r];
    }
    ++kept;
  }
  const std::size_t gone = table.rows() - kept;
  table.values.resize(kept * arity);
  table.origins.resize(kept);
  if (!table.claimed.empty()) {
    table.claimed.clear();
    for (std::size_t r = 0; r < kept; ++r) note_claimed(table, r);
  }
  return gone;
}

}  // namespace

std::size_t SignatureHash::operator()(const SignatureView& s) const noexcept {
  return std::hash<std::string_view>{}(s.name) * 31 + std::size_t{s.arity} * 2 + (s.denied ? 1 : 0);
}

std::string print(const Signature& signature) {
  return fmt::format("{}{}/{}", signature.denied ? "-" : "", signature.name, signature.arity);
}

FactTable& Module::table(const Signature& signature) {
  auto at = table_of_.find(signature);
  if (at == table_of_.end()) {
    facts.emplace_back(FactTable{signature, {}, {}, {}});
    at = table_of_.emplace(signature, static_cast<std::uint32_t>(facts.size() - 1)).first;
  }
  return facts[at->second].edit();
}

const FactTable* Module::find_table(const Signature& signature) const {
  const auto at = table_of_.find(signature);
  return at == table_of_.end() ? nullptr : &*facts[at->second];
}

void Module::add_clause(syntax::Clause&& clause, ClaimIndex claim, Pool& pool) {
  const Origin origin{clause.span, claim};
  const syntax::Atom& head = clause.head;
  if (!clause.body.empty() || clause.normally || !head.names.empty()) {
    clauses.edit().push_back({std::move(clause), origin});
    return;
  }
  Value plain[16];
  std::vector<Value> many(head.args.size() > std::size(plain) ? head.args.size() : 0);
  Value* const row = many.empty() ? plain : many.data();
  for (std::size_t i = 0; i < head.args.size(); ++i) {
    if (plain_value(head.args[i], pool, row[i])) continue;
    clauses.edit().push_back({std::move(clause), origin});
    return;
  }
  add({head.predicate, static_cast<std::uint32_t>(head.args.size()), head.denied}, {row, head.args.size()}, origin);
}

void Module::add(const SignatureView& signature, std::span<const Value> row, const Origin& origin) {
  FactTable& to = table_for(signature);
  to.values.insert(to.values.end(), row.begin(), row.end());
  to.origins.push_back(origin);
  note_claimed(to, to.rows() - 1);
}

FactTable& Module::table_for(const SignatureView& signature) {
  if (last_table_ >= facts.size() || SignatureView(facts[last_table_]->signature) != signature) {
    const auto at = table_of_.find(signature);
    last_table_ = at != table_of_.end() ? at->second : facts.size();
    if (at == table_of_.end()) table({std::string(signature.name), signature.arity, signature.denied});
  }
  return facts[last_table_].edit();
}

void Module::add(const syntax::PlainFact& fact, Pool& pool) {
  FactTable& to = table_for({fact.predicate, static_cast<std::uint32_t>(fact.args.size()), fact.denied});
  for (const syntax::Scalar& arg : fact.args) to.values.push_back(value_of(arg, pool));
  to.origins.push_back({fact.span, kNoClaim});
}

void Module::add(syntax::Statement&& statement, Pool& pool) {
  const Origin origin{statement.span, kNoClaim};
  std::visit(
      [&](auto& body) {
        using T = std::decay_t<decltype(body)>;
        if constexpr (std::is_same_v<T, syntax::Clause>) {
          add_clause(std::move(body), kNoClaim, pool);
        } else if constexpr (std::is_same_v<T, syntax::ClaimDeclaration>) {
          const auto index = static_cast<ClaimIndex>(claims.size());
          std::vector<syntax::Clause> held = std::move(body.clauses);
          body.clauses.clear();
          claims.edit().push_back({std::move(body), origin});
          for (syntax::Clause& clause : held) add_clause(std::move(clause), index, pool);
        } else {
          for_each_list(*this, [&](auto& list) {
            using Item = typename std::decay_t<decltype(list)>::value_type;
            if constexpr (std::is_same_v<Item, Stated<T>>) list.edit().push_back({std::move(body), origin});
          });
        }
      },
      statement.body);
}

Module::Mark Module::mark() const {
  Mark mark;
  for_each_list(*this, [&](const auto& list) { mark.sizes.push_back(list.size()); });
  for (const FactTable& t : facts) mark.fact_rows.push_back(t.rows());
  return mark;
}

void Module::rollback(const Mark& mark) {
  std::size_t next = 0;
  for_each_list(*this, [&](auto& list) {
    const std::size_t size = mark.sizes[next++];
    if (list.size() == size) return;
    auto& items = list.edit();
    items.erase(items.begin() + static_cast<std::ptrdiff_t>(size), items.end());
  });
  for (std::size_t t = mark.fact_rows.size(); t < facts.size(); ++t) table_of_.erase(facts[t]->signature);
  facts.resize(mark.fact_rows.size());
  for (std::size_t t = 0; t < facts.size(); ++t) {
    const std::size_t rows = mark.fact_rows[t];
    const std::size_t values = rows * facts[t]->signature.arity;
    // Each list for itself: where appending failed, they may not agree.
    const bool claims_more = !facts[t]->claimed.empty() && facts[t]->claimed.back() >= rows;
    if (facts[t]->rows() == rows && facts[t]->values.size() == values && !claims_more) continue;
    FactTable& table = facts[t].edit();
    table.values.resize(values);
    table.origins.resize(rows);
    while (!table.claimed.empty() && table.claimed.back() >= rows) table.claimed.pop_back();
  }
}

void Module::translate(const Translation& to) {
  if (to.empty()) return;
  for (Shared<FactTable>& shared : facts) {
    std::vector<Value>& values = shared.edit().values;
    std::transform(values.begin(), values.end(), values.begin(), std::cref(to));
  }
}

void Module::append(Module&& other) {
  const auto first_claim = static_cast<ClaimIndex>(claims.size());
  const auto renumber = [&](Origin& origin) {
    if (origin.claim != kNoClaim) origin.claim += first_claim;
  };
  for (auto& stated : other.clauses.edit()) renumber(stated.origin);
  for (Shared<FactTable>& shared : other.facts) {
    FactTable& from = shared.edit();
    for (Origin& origin : from.origins) renumber(origin);
    FactTable& to = table(from.signature);
    if (to.origins.empty()) {
      to = std::move(from);
    } else {
      const auto first_row = static_cast<std::uint32_t>(to.rows());
      for (std::uint32_t row : from.claimed) to.claimed.push_back(first_row + row);
      to.values.insert(to.values.end(), from.values.begin(), from.values.end());
      to.origins.insert(to.origins.end(), from.origins.begin(), from.origins.end());
    }
  }
  for_each_list(*this, [&](auto& list) {
    for_each_list(other, [&](auto& more) {
      if constexpr (std::is_same_v<std::decay_t<decltype(list)>, std::decay_t<decltype(more)>>) {
        if (more.empty()) return;
        auto& items = list.edit();
        auto& added = more.edit();
        items.insert(items.end(), std::make_move_iterator(added.begin()), std::make_move_iterator(added.end()));
      }
    });
  });
  other = Module();
}

std::size_t Module::retract_fact(const Signature& signature, std::span<const Value> row) {
  return retract_facts(
      signature, [&](std::span<const Value> stated) { return std::equal(row.begin(), row.end(), stated.begin()); });
}

std::size_t Module::retract_facts(const Signature& signature, const std::function<bool(std::span<const Value>)>& gone) {
  const auto at = table_of_.find(signature);
  if (at == table_of_.end()) return 0;
  Shared<FactTable>& t = facts[at->second];
  return keep_rows(t, [&](std::size_t r) { return !gone(t->row(r)); });
}

std::size_t Module::retract_clause(const syntax::Clause& clause) {
  return clauses.erase_if([&](const auto& stated) { return alpha_equivalent(stated.what, clause); });
}

bool Module::retract_claim(std::string_view id) {
  if (id.empty()) return false;
  const auto at = std::find_if(claims.begin(), claims.end(), [&](const auto& c) { return c.what.id.text == id; });
  if (at == claims.end()) return false;
  const auto index = static_cast<ClaimIndex>(at - claims.begin());
  for (Shared<FactTable>& t : facts) {
    if (!t->claimed.empty()) keep_rows(t, [&](std::size_t r) { return t->origins[r].claim != index; });
  }
  clauses.erase_if([&](const auto& stated) { return stated.origin.claim == index; });
  overrides.erase_if([&](const auto& o) { return o.what.winner.text == id || o.what.loser.text == id; });
  const std::vector<syntax::Identifier> originals = at->what.repeats;
  std::vector<Stated<syntax::ClaimDeclaration>>& headers = claims.edit();
  headers[index].what = {};
  std::vector<std::string> orphans;
  for (auto& claim : headers) {
    auto& repeats = claim.what.repeats;
    const auto mention =
        std::find_if(repeats.begin(), repeats.end(), [&](const syntax::Identifier& r) { return r.text == id; });
    if (mention == repeats.end()) continue;
    const Span span = mention->span;
    std::erase_if(repeats, [&](const syntax::Identifier& r) { return r.text == id; });
    for (const syntax::Identifier& original : originals) {
      const bool there =
          std::any_of(repeats.begin(), repeats.end(), [&](const auto& r) { return r.text == original.text; });
      if (!there) repeats.push_back({original.text, span});
    }
    if (repeats.empty()) orphans.push_back(claim.what.id.text);
  }
  for (const std::string& orphan : orphans) retract_claim(orphan);
  if (originals.empty()) keep_restated();
  return true;
}

// Takes out of the braces of repeats what they no longer repeat.
void Module::keep_restated() {
  const std::vector<Unlike> gone = unlike_originals(*this, originals(*this));
  std::unordered_map<const FactTable*, std::vector<std::uint32_t>> rows;
  std::vector<bool> dropped(clauses.size());
  for (const Unlike& unlike : gone) {
    if (unlike.table != nullptr) {
      rows[unlike.table].push_back(unlike.index);
    } else {
      dropped[unlike.index] = true;
    }
  }
  for (Shared<FactTable>& t : facts) {
    const auto found = rows.find(&*t);
    if (found == rows.end()) continue;
    keep_rows(t, [&](std::size_t r) { return !std::binary_search(found->second.begin(), found->second.end(), r); });
  }
  if (std::find(dropped.begin(), dropped.end(), true) == dropped.end()) return;
  std::size_t next = 0;
  std::erase_if(clauses.edit(), [&](const auto&) { return dropped[next++]; });
}

bool Module::empty() const {
  bool empty = facts.empty();
  for_each_list(*this, [&](const auto& list) { empty = empty && list.empty(); });
  return empty;
}

std::size_t Module::bytes() const { return bytes_beside({}); }

std::size_t Module::bytes_beside(const Module& other) const {
  // A clause as a tree takes about this much: only its order of size matters, for limits.
  constexpr std::size_t kClause = 1536;
  std::size_t total = 0;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (i < other.facts.size() && facts[i].same(other.facts[i])) continue;
    const FactTable& t = facts[i];
    total += t.values.capacity() * sizeof(Value) + t.origins.capacity() * sizeof(Origin) +
             t.claimed.capacity() * sizeof(std::uint32_t);
  }
  std::vector<const void*> theirs;
  for_each_list(other, [&](const auto& list) { theirs.push_back(&*list); });
  std::size_t next = 0;
  for_each_list(*this, [&](const auto& list) {
    if (&*list != theirs[next++]) total += list.size() * kClause;
  });
  return total;
}

}  // namespace linchpin::knowledge
