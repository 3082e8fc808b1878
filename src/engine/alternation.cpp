// Components that depend on their own negation, and rows that are at the highest level whatever they rest on.
#include <algorithm>
#include <utility>

#include "engine/aggregate.hpp"
#include "engine/evaluator.hpp"
#include "engine/residual.hpp"

namespace linchpin::engine {

using analysis::Literal;
using analysis::Operand;
using analysis::Rule;
using analysis::Stratum;

namespace {

class Columns final : public Sink {
 public:
  explicit Columns(std::size_t width) : columns(width) {}
  void take(const Value* const* from, std::uint32_t n) override {
    for (std::size_t c = 0; c < columns.size(); ++c) {
      for (std::uint32_t i = 0; i < n; ++i) columns[c].push_back(from[c][i]);
    }
    rows += n;
  }
  std::vector<Buffer<Value>> columns;
  std::size_t rows = 0;
};

// An atom of an instance: where its arguments are among the columns.
struct Place {
  std::size_t predicate = 0;  // its place in the stratum
  std::size_t first = 0;
};

// A rule that gives the instances of another over what is open, and how they are read.
struct Instances {
  Rule rule;
  Place head;
  std::vector<Place> positive, negative;
};

std::optional<std::size_t> place_of(const std::vector<analysis::PredicateId>& predicates, analysis::PredicateId p) {
  const auto at = std::find(predicates.begin(), predicates.end(), p);
  if (at == predicates.end()) return std::nullopt;
  return static_cast<std::size_t>(at - predicates.begin());
}

// The place in the stratum of the predicate that a literal reads, of the one kind or the other.
std::optional<std::size_t> place_of(const Stratum& stratum, const Literal& literal) {
  if (literal.possible) return std::nullopt;
  const auto p = place_of(stratum.predicates, literal.predicate);
  return p ? p : place_of(stratum.possible.front().predicates, literal.predicate);
}

// Of a rule for what is true, or for what is possible. None where it negates a whole group of atoms, by `_`.
std::optional<Instances> instances_of(const Rule& rule, const Stratum& stratum) {
  const auto head = place_of(stratum.predicates, rule.head);
  Instances out{rule, {head ? *head : *place_of(stratum.possible.front().predicates, rule.head), 0}, {}, {}};
  const auto add = [&](std::size_t predicate, const std::vector<Operand>& args) {
    const Place place{predicate, out.rule.head_args.size()};
    out.rule.head_args.insert(out.rule.head_args.end(), args.begin(), args.end());
    return place;
  };
  // Nothing is asked of what is true already.
  Literal open;
  open.kind = Literal::Kind::negation;
  open.predicate = stratum.predicates[out.head.predicate];
  open.args = rule.head_args;
  for (Literal& literal : out.rule.body) {
    if (literal.kind != Literal::Kind::atom && literal.kind != Literal::Kind::negation) continue;
    const auto p = place_of(stratum, literal);
    if (!p) continue;
    if (literal.kind == Literal::Kind::atom) {
      for (Operand& o : literal.args) {
        if (o.kind == Operand::Kind::wildcard) o = Operand::var(out.rule.variables++);
      }
      literal.predicate = stratum.possible.front().predicates[*p];
      out.positive.push_back(add(*p, literal.args));
    } else {
      const auto is_any = [](const Operand& o) { return o.kind == Operand::Kind::wildcard; };
      if (std::any_of(literal.args.begin(), literal.args.end(), is_any)) return std::nullopt;
      literal.predicate = stratum.predicates[*p];
      out.negative.push_back(add(*p, literal.args));
    }
  }
  out.rule.variable_names.resize(out.rule.variables);
  out.rule.checks.clear();
  out.rule.body.push_back(std::move(open));
  return out;
}

// Whether a rule for what is true and its counterpart differ outside the component: by what is undecided below it.
bool differ(const Instances& a, const Instances& b) {
  return !std::equal(a.rule.body.begin(), a.rule.body.end(), b.rule.body.begin(), b.rule.body.end(),
                     [](const Literal& x, const Literal& y) { return x.predicate == y.predicate; });
}

// Numbers the open atoms of a stratum across its predicates.
class Atoms {
 public:
  Atoms(Database& database, const Stratum& stratum) {
    for (std::size_t i = 0; i < stratum.predicates.size(); ++i) {
      Relation& holds = database.relation(stratum.predicates[i]);
      Relation& possible = database.relation(stratum.possible.front().predicates[i]);
      holds.prepare_contains();
      possible.prepare_contains();
      predicates_.push_back({&holds, &possible, GroupTable(holds.arity()), {}});
    }
  }

  static constexpr std::uint32_t kHolds = ~std::uint32_t{0};
  static constexpr std::uint32_t kFails = kHolds - 1;

  std::vector<std::uint32_t> number(const Columns& rows, const Place& place) {
    OfPredicate& of = predicates_[place.predicate];
    std::vector<std::uint32_t> out(rows.rows);
    std::vector<const Value*> columns(of.holds->arity());
    std::array<std::uint8_t, kBlock> holds{}, possible{};
    for (std::size_t base = 0; base < rows.rows; base += kBlock) {
      const auto n = static_cast<std::uint32_t>(std::min<std::size_t>(kBlock, rows.rows - base));
      for (std::size_t c = 0; c < columns.size(); ++c) columns[c] = rows.columns[place.first + c].data() + base;
      of.holds->contains(columns.data(), n, holds.data());
      of.possible->contains(columns.data(), n, possible.data());
      of.numbers.number(columns.data(), n, out.data() + base);
      for (std::uint32_t i = 0; i < n; ++i) {
        std::uint32_t& atom = out[base + i];
        if (atom >= of.atoms.size()) of.atoms.push_back(size_++);
        atom = holds[i] != 0 ? kHolds : possible[i] == 0 ? kFails : of.atoms[atom];
      }
    }
    return out;
  }
  std::uint32_t size() const { return size_; }

  // Adds the atoms that hold to their relations.
  void insert(const std::vector<bool>& hold) {
    for (OfPredicate& of : predicates_) {
      std::vector<const Value*> columns(of.holds->arity());
      of.holds->begin_level(kLowest);
      for (std::size_t i = 0; i < of.atoms.size(); ++i) {
        if (!hold[of.atoms[i]]) continue;
        for (std::uint32_t c = 0; c < columns.size(); ++c) columns[c] = of.numbers.column(c) + i;
        of.holds->insert(columns.data(), 1);
      }
    }
  }

 private:
  struct OfPredicate {
    Relation* holds;
    Relation* possible;
    GroupTable numbers;
    std::vector<std::uint32_t> atoms;  // by number in the table
  };
  std::vector<OfPredicate> predicates_;
  std::uint32_t size_ = 0;
};

}  // namespace

// Adds to what is true in the component what follows from what is open in it.
void Evaluator::add_residual(const Stratum& stratum) {
  ++workspace_.residuals;
  Atoms atoms(database_, stratum);
  Residual residual;
  const auto add = [&](const Rule& origin, const Instances& instances, bool undecided) {
    Columns rows(instances.rule.head_args.size());
    RuleState state;
    try {
      run(instances.rule, state, plan::Plan::kNoDelta, rows);
    } catch (Stopped& stopped) {
      stopped.rule = &origin;
      throw;
    } catch (Failure& failure) {
      failure.rule = &origin;
      throw;
    }
    const std::vector<std::uint32_t> heads = atoms.number(rows, instances.head);
    std::vector<std::vector<std::uint32_t>> positive, negative;
    for (const Place& place : instances.positive) positive.push_back(atoms.number(rows, place));
    for (const Place& place : instances.negative) negative.push_back(atoms.number(rows, place));
    std::vector<Residual::Atom> needed, excluded;
    for (std::size_t i = 0; i < rows.rows; ++i) {
      needed.clear();
      excluded.clear();
      for (const auto& column : positive) {
        if (column[i] != Atoms::kHolds) needed.push_back(column[i]);
      }
      for (const auto& column : negative) {
        if (column[i] != Atoms::kFails) excluded.push_back(column[i]);
      }
      if (heads[i] != Atoms::kFails) residual.add(heads[i], needed, excluded, undecided);
    }
  };
  // The rules for what is possible stand in the same order.
  const std::vector<std::uint32_t>& possible = stratum.possible.front().rules;
  for (std::size_t i = 0; i < stratum.rules.size(); ++i) {
    const Rule& rule = rules_.rules[stratum.rules[i]];
    const std::optional<Instances> sure = instances_of(rule, stratum);
    const std::optional<Instances> unsure = instances_of(rules_.rules[possible[i]], stratum);
    if (!sure || !unsure) return;
    add(rule, *sure, false);
    if (differ(*sure, *unsure)) add(rule, *unsure, true);
  }
  atoms.insert(residual.solve(atoms.size()));
  for (analysis::PredicateId p : stratum.predicates) {
    const std::uint32_t rows = database_.relation(p).rows();
    database_[p].extent = {rows, rows};
  }
}

void Evaluator::check_decided(const std::vector<Stratum>& strata) {
  for (const Stratum& stratum : strata) {
    for (const analysis::Decided& d : stratum.decided) {
      Relation& holds = database_.relation(d.predicate);
      const Relation& possible = database_.relation(d.possible);
      if (holds.rows() == possible.rows()) continue;
      const std::uint32_t first = rows_beyond(possible, holds).front();
      std::vector<Value> row;
      for (std::uint32_t c = 0; c < possible.arity(); ++c) row.push_back(possible.at(first, c));
      throw UndecidedRow{d, row};
    }
  }
}

void Evaluator::clear(const analysis::Stratum& stratum) {
  for (analysis::PredicateId p : stratum.predicates) {
    Table& table = database_[p];
    table.relation = fresh(*table.relation);
    table.extent = {};
  }
}

std::uint64_t Evaluator::rows(const analysis::Stratum& stratum) const {
  std::uint64_t sum = 0;
  for (analysis::PredicateId p : stratum.predicates) sum += database_.relation(p).rows();
  return sum;
}

// What is true grows from the facts, and what is possible shrinks, each made anew from the other as it was last, until
// no less is possible. The last time gives what is true its order and levels.
void Evaluator::alternate(const analysis::Stratum& stratum, const StatedFacts& facts, Level lowest) {
  const analysis::Stratum& possible = stratum.possible.front();
  for (Level level = 0; level <= kLowest; ++level) {
    if (!facts.levels.test(level)) continue;
    for (analysis::PredicateId p : stratum.predicates) database_.relation(p).begin_level(level);
    facts.insert(level);
  }
  for (analysis::PredicateId p : stratum.predicates) {
    const std::uint32_t rows = database_.relation(p).rows();
    database_[p].extent = {rows, rows};
  }
  constexpr int kRounds = 4;  // beyond them rules over what is still open are cheaper
  const Use use = workspace_.tuning.residual;
  const int residual_after = use == Use::always ? 0 : use == Use::never ? -1 : kRounds;
  std::uint64_t before = ~std::uint64_t{0};
  for (int round = 0;; ++round) {
    clear(possible);
    run_passes(possible, {}, kLowest, kLowest, false);
    const std::uint64_t now = rows(possible);
    if (now == before) break;
    before = now;
    clear(stratum);
    run_passes(stratum, facts, 0, lowest, false);
    if (round == residual_after) add_residual(stratum);
  }
}

// Where a row of a levelless predicate is below the highest level: once more, with these rows as facts of the highest.
void Evaluator::raise_levelless(const analysis::Stratum& stratum, const StatedFacts& facts, Level lowest) {
  const bool below = std::any_of(stratum.levelless.begin(), stratum.levelless.end(), [&](analysis::PredicateId p) {
    return database_.relation(p).rows_to(0) != database_.relation(p).rows();
  });
  if (!below) return;
  std::vector<std::shared_ptr<Relation>> known;
  for (analysis::PredicateId p : stratum.levelless) {
    known.push_back(std::exchange(database_[p].relation, fresh(database_.relation(p))));
  }
  clear(stratum);
  StatedFacts more = facts;
  more.levels.set(0);
  more.insert = [&](Level level) {
    if (facts.levels.test(level)) facts.insert(level);
    if (level != 0) return;
    for (std::size_t i = 0; i < known.size(); ++i) {
      std::vector<const Value*> columns;
      for (std::uint32_t c = 0; c < known[i]->arity(); ++c) columns.push_back(known[i]->column(c));
      database_.relation(stratum.levelless[i]).insert(columns.data(), known[i]->rows());
    }
  };
  run_passes(stratum, more, 0, lowest, false);
}

// An empty relation of the same kind.
std::unique_ptr<Relation> Evaluator::fresh(const Relation& like) const {
  return std::make_unique<Relation>(like.arity(), like.extremum(), like.extremum_argument(), workspace_.pool,
                                    workspace_.tuning);
}

}  // namespace linchpin::engine
