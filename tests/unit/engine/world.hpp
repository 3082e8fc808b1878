// A program, its facts and an engine that is kept up to date with both.
#pragma once

#include <algorithm>
#include <set>

#include "engine/engine.hpp"
#include "tests/unit/engine/program_builder.hpp"

namespace linchpin::test_support {

using Row = std::vector<Value>;
using Rows = std::set<std::vector<std::uint32_t>>;  // by bits

// The rows of a relation that hold.
inline Rows rows_of(const engine::Relation& relation) {
  Rows out;
  for (std::uint32_t r = 0; r < relation.rows(); ++r) {
    if (relation.dead(r)) continue;
    std::vector<std::uint32_t> row;
    for (std::uint32_t c = 0; c < relation.arity(); ++c) row.push_back(relation.at(r, c).bits());
    if (!out.insert(std::move(row)).second) throw std::logic_error("a row stands twice");
  }
  return out;
}

class World {
 public:
  World() : builder(pool), engine(pool) {}

  Pool pool;
  ProgramBuilder builder;
  engine::Engine engine;
  engine::Budget budget;

  template <class... A>
  void fact(const char* name, const A&... args) {
    const PredicateId p = builder.predicate(name, sizeof...(args));
    table(p).rows.push_back({builder.value(Arg(args))...});
  }
  template <class... A>
  void retract(const char* name, const A&... args) {
    Facts& t = table(builder.predicate(name, sizeof...(args)));
    if (std::erase(t.rows, Row{builder.value(Arg(args))...}) == 0) throw std::logic_error("no such fact");
    t.changed = true;
  }

  std::vector<Row> facts_of(PredicateId p) const { return p < tables_.size() ? tables_[p].rows : std::vector<Row>{}; }

  // Brings the engine up to date. If it throws, what was added since the last update is still waiting.
  void update() {
    const Blocks all = blocks([](const Facts&) { return std::size_t{0}; });
    const Blocks added = blocks([](const Facts& t) { return t.changed ? 0 : t.known; });
    const engine::Update update = describe(all, added);
    budget.start();
    engine.update(update, budget);
    for (Facts& t : tables_) {
      t.known = t.rows.size();
      t.changed = false;
    }
  }

  // Takes back what was added to the facts since the last update.
  void forget_added() {
    for (Facts& t : tables_) t.rows.resize(std::min(t.rows.size(), t.known));
  }

  const engine::Relation& relation(const char* name, std::size_t arity) {
    return *engine.relation(builder.predicate(name, arity));
  }
  // "a b, c d": the rows that hold, in value order.
  std::string show(const char* name, std::size_t arity) { return show(relation(name, arity)); }
  std::string show(const engine::Relation& r) {
    std::vector<Row> rows;
    for (std::uint32_t i = 0; i < r.rows(); ++i) {
      if (r.dead(i)) continue;
      Row& row = rows.emplace_back();
      for (std::uint32_t c = 0; c < r.arity(); ++c) row.push_back(r.at(i, c));
    }
    return show(std::move(rows));
  }
  std::string show(std::vector<Row> rows) {
    std::sort(rows.begin(), rows.end(), [this](const Row& a, const Row& b) {
      return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                          [this](Value x, Value y) { return pool.compare(x, y) < 0; });
    });
    std::string out;
    for (const Row& row : rows) {
      if (!out.empty()) out += ", ";
      for (std::size_t c = 0; c < row.size(); ++c) out += (c == 0 ? "" : " ") + pool.print(row[c]);
    }
    return out;
  }

  // All relations, by predicate: what must not change when an update fails.
  std::vector<Rows> snapshot() const {
    std::vector<Rows> out;
    for (PredicateId p = 0; p < builder.program.predicates.size(); ++p) {
      const engine::Relation* r = engine.relation(p);
      out.push_back(r == nullptr ? Rows{} : rows_of(*r));
    }
    return out;
  }

  // What another engine makes of the same program and facts.
  std::vector<Rows> from_scratch() {
    engine::Engine anew(pool);
    const Blocks all = blocks([](const Facts&) { return std::size_t{0}; });
    const Blocks none(all.size());
    const engine::Update update = describe(all, none);
    engine::Budget unlimited;
    anew.update(update, unlimited);
    std::vector<Rows> out;
    for (PredicateId p = 0; p < update.program->predicates.size(); ++p) out.push_back(rows_of(*anew.relation(p)));
    return out;
  }

 private:
  struct Facts {
    std::vector<Row> rows;
    std::size_t known = 0;  // rows that the engine has
    bool changed = false;
  };
  Facts& table(PredicateId p) {
    if (tables_.size() <= p) tables_.resize(p + 1);
    return tables_[p];
  }

  // Row-major values of each predicate's facts, from one on.
  struct Block {
    std::vector<Value> values;
    std::size_t count = 0;
  };
  using Blocks = std::vector<Block>;
  template <class First>
  Blocks blocks(First first) const {
    Blocks out(builder.program.predicates.size());
    for (std::size_t p = 0; p < tables_.size(); ++p) {
      for (std::size_t r = first(tables_[p]); r < tables_[p].rows.size(); ++r) {
        out[p].values.insert(out[p].values.end(), tables_[p].rows[r].begin(), tables_[p].rows[r].end());
        ++out[p].count;
      }
    }
    return out;
  }
  // REQUIRES: the blocks outlive what is returned.
  engine::Update describe(const Blocks& all, const Blocks& added) {
    const auto from = [](const Blocks& blocks) {
      return [&blocks](PredicateId p) {
        std::vector<engine::FactBlock> out;
        if (blocks[p].count != 0) {
          engine::FactBlock& block = out.emplace_back();
          block.rows = blocks[p].values.data();
          block.count = blocks[p].count;
        }
        return out;
      };
    };
    engine::Update update;
    update.program = builder.build();
    update.facts = from(all);
    update.added = from(added);
    update.changed = [this](PredicateId p) { return p < tables_.size() && tables_[p].changed; };
    return update;
  }

  std::vector<Facts> tables_;
};

}  // namespace linchpin::test_support
