// A program, its facts and an engine that is kept up to date with both.
#pragma once

#include <algorithm>
#include <map>
#include <set>

#include "engine/engine.hpp"
#include "tests/unit/engine/program_builder.hpp"

namespace linchpin::test_support {

using Row = std::vector<Value>;
using Rows = std::set<std::vector<std::uint32_t>>;  // by bits

// The rows of a relation that hold, with their levels.
using Levels = std::map<std::vector<std::uint32_t>, engine::Level>;
inline Levels levels_of(const engine::Relation& relation) {
  Levels out;
  for (std::uint32_t r = 0; r < relation.rows(); ++r) {
    if (relation.dead(r)) continue;
    std::vector<std::uint32_t> row;
    for (std::uint32_t c = 0; c < relation.arity(); ++c) row.push_back(relation.at(r, c).bits());
    out.emplace(std::move(row), relation.level(r));
  }
  return out;
}

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
    fact_at(0, name, args...);
  }
  template <class... A>
  void fact_at(engine::Level level, const char* name, const A&... args) {
    Facts& t = table(builder.predicate(name, sizeof...(args)));
    t.rows.push_back({builder.value(Arg(args))...});
    t.levels.push_back(level);
  }
  template <class... A>
  void retract(const char* name, const A&... args) {
    Facts& t = table(builder.predicate(name, sizeof...(args)));
    const Row row{builder.value(Arg(args))...};
    const std::size_t before = t.rows.size();
    for (std::size_t r = t.rows.size(); r-- > 0;) {
      if (t.rows[r] != row) continue;
      t.rows.erase(t.rows.begin() + static_cast<std::ptrdiff_t>(r));
      t.levels.erase(t.levels.begin() + static_cast<std::ptrdiff_t>(r));
    }
    if (t.rows.size() == before) throw std::logic_error("no such fact");
    t.changed = true;
  }

  std::vector<Row> facts_of(PredicateId p) const { return p < tables_.size() ? tables_[p].rows : std::vector<Row>{}; }

  // Brings the engine up to date. If it throws, what was added since the last update is still waiting.
  void update() {
    update(engine);
    for (Facts& t : tables_) {
      t.known = t.rows.size();
      t.changed = false;
    }
  }

  // The same of another engine, that began where this one is: for this one, all is still waiting.
  void update(engine::Engine& other) {
    const Blocks all = blocks([](const Facts&) { return std::size_t{0}; });
    const Blocks added = blocks([](const Facts& t) { return t.changed ? 0 : t.known; });
    const engine::Update update = describe(all, added);
    budget.start();
    other.update(update, budget);
  }

  // Takes back what was added to the facts since the last update.
  void forget_added() {
    for (Facts& t : tables_) {
      t.rows.resize(std::min(t.rows.size(), t.known));
      t.levels.resize(t.rows.size());
    }
  }

  const engine::Relation& relation(const char* name, std::size_t arity) {
    return *engine.relation(builder.predicate(name, arity));
  }
  // "a b, c d [2]": the rows that hold, in the order in which they came, with their levels below the highest.
  std::string show_levels(const char* name, std::size_t arity) { return show_levels(relation(name, arity)); }
  std::string show_levels(const engine::Relation& r) {
    std::string out;
    for (std::uint32_t i = 0; i < r.rows(); ++i) {
      if (r.dead(i)) continue;
      if (!out.empty()) out += ", ";
      for (std::uint32_t c = 0; c < r.arity(); ++c) out += (c == 0 ? "" : " ") + pool.print(r.at(i, c));
      if (r.level(i) != 0) out += " [" + std::to_string(r.level(i)) + "]";
    }
    return out;
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
  std::vector<Rows> snapshot() const { return snapshot(engine); }
  std::vector<Rows> snapshot(const engine::Engine& of) const {
    std::vector<Rows> out;
    for (PredicateId p = 0; p < builder.program.predicates.size(); ++p) {
      const engine::Relation* r = of.relation(p);
      out.push_back(r == nullptr ? Rows{} : rows_of(*r));
    }
    return out;
  }

  // The same with levels.
  std::vector<Levels> levels() const { return levels(engine); }
  std::vector<Levels> levels(const engine::Engine& of) const {
    std::vector<Levels> out;
    for (PredicateId p = 0; p < builder.program.predicates.size(); ++p) {
      const engine::Relation* r = of.relation(p);
      out.push_back(r == nullptr ? Levels{} : levels_of(*r));
    }
    return out;
  }

  // What another engine makes of the same program and facts.
  std::vector<Rows> from_scratch() {
    std::vector<Rows> out;
    evaluate_anew([&](const engine::Relation& relation) { out.push_back(rows_of(relation)); });
    return out;
  }
  std::vector<Levels> levels_from_scratch() {
    std::vector<Levels> out;
    evaluate_anew([&](const engine::Relation& relation) { out.push_back(levels_of(relation)); });
    return out;
  }

 private:
  template <class Visit>
  void evaluate_anew(const Visit& visit) {
    engine::Engine anew(pool);
    const Blocks all = blocks([](const Facts&) { return std::size_t{0}; });
    const Blocks none(all.size());
    const engine::Update update = describe(all, none);
    engine::Budget unlimited;
    anew.update(update, unlimited);
    for (PredicateId p = 0; p < update.program->predicates.size(); ++p) visit(*anew.relation(p));
  }

  struct Facts {
    std::vector<Row> rows;
    std::vector<engine::Level> levels;  // by row
    std::size_t known = 0;              // rows that the engine has
    bool changed = false;
  };
  Facts& table(PredicateId p) {
    if (tables_.size() <= p) tables_.resize(p + 1);
    return tables_[p];
  }

  // Row-major values of each predicate's facts, from one on, by level.
  struct Block {
    std::vector<Value> values;
    std::size_t count = 0;
  };
  using Blocks = std::vector<std::map<engine::Level, Block>>;
  template <class First>
  Blocks blocks(First first) const {
    Blocks out(builder.program.predicates.size());
    for (std::size_t p = 0; p < tables_.size(); ++p) {
      for (std::size_t r = first(tables_[p]); r < tables_[p].rows.size(); ++r) {
        Block& block = out[p][tables_[p].levels[r]];
        block.values.insert(block.values.end(), tables_[p].rows[r].begin(), tables_[p].rows[r].end());
        ++block.count;
      }
    }
    return out;
  }
  // REQUIRES: the blocks outlive what is returned.
  engine::Update describe(const Blocks& all, const Blocks& added) {
    const auto from = [](const Blocks& blocks) {
      return [&blocks](PredicateId p) {
        std::vector<engine::FactBlock> out;
        for (const auto& [level, facts] : blocks[p]) {
          engine::FactBlock& block = out.emplace_back();
          block.rows = facts.values.data();
          block.count = facts.count;
          block.level = level;
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
