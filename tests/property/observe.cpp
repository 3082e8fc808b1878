#include "observe.hpp"

#include <algorithm>
#include <unordered_map>

#include "build.hpp"
#include "compiled_order.hpp"
#include "naive_rule.hpp"
#include "paths.hpp"
#include "session/answers.hpp"
#include "session/state.hpp"
#include "syntax/print.hpp"

namespace linchpin::property {

namespace {

using session::State;

naive::Value convert(const Pool& pool, Value v) {
  switch (v.kind()) {
    case Kind::integer:
      return naive::integer(pool.integer(v));
    case Kind::decimal:
      return naive::decimal(pool.decimal(v));
    case Kind::date:
      return naive::date(pool.days(v));
    case Kind::name:
      return naive::name(std::string(pool.text(v)));
    case Kind::string:
      return naive::string(std::string(pool.text(v)));
    case Kind::term:
      break;
  }
  std::vector<naive::Value> args;
  for (Value a : pool.args(v)) args.push_back(convert(pool, a));
  return naive::term(std::string(pool.text(pool.functor(v))), std::move(args));
}

// A session's way, on a state with a tuning.
class Run {
 public:
  explicit Run(const engine::Tuning& tuning) : state_(tuning) {}

  bool load(const std::string& text) {
    diagnostics_ = {};
    engine::Budget budget;
    budget.seconds = 20;
    budget.tuples = 1'000'000;
    budget.start();
    session::ScriptReader reader(state_.sources, state_.pool, state_.paths, diagnostics_, [] { return true; });
    reader.text("program.kb", text, ".");
    if (!diagnostics_.ok()) return false;
    for (session::Segment& segment : reader.take()) {
      if (state_.add(std::move(segment.module), budget, diagnostics_) != Status::ok) return false;
      for (const session::Asked& asked : segment.questions)
        if (session::answer(state_, asked.question, budget, diagnostics_).status != Status::ok) return false;
      if (!segment.retractions.empty() && state_.retract(segment.retractions, budget, diagnostics_) != Status::ok)
        return false;
    }
    return diagnostics_.ok();
  }

  Disagreement error(const std::string& text) const {
    std::string messages;
    std::string code = "without a message";
    for (const Diagnostic& d : diagnostics_.all()) {
      if (d.severity == Severity::error && code.front() != 'E') code = "E" + std::to_string(d.code);
      messages += render(d, state_.sources);
    }
    return {"error " + code, text + messages};
  }

  std::variant<Observed, Disagreement> observe(bool claims) {
    Observed out;
    const analysis::Program& program = *state_.program;
    for (const Path& path : paths()) {
      if (path.taken(state_)) out.taken.insert(path.name);
    }
    for (analysis::PredicateId p = 0; p < program.predicates.size(); ++p) {
      const analysis::Predicate& predicate = program.predicates[p];
      const engine::Relation* relation = state_.engine.relation(p);
      if (relation == nullptr) continue;
      if (predicate.internal || predicate.provided) continue;
      const auto& [name, arity, denied] = predicate.signature;
      const naive::Signature signature{name, arity, denied};
      std::vector<Row> rows;
      const std::string wrong = read(*relation, predicate, rows);
      if (!wrong.empty()) return Disagreement{"relation", naive::print(signature) + ": " + wrong + "\n"};
      if (predicate.possible) add_undecided(signature, *relation, *predicate.possible, out);
      if (!rows.empty()) out.derived.emplace(signature, std::move(rows));
    }
    if (!claims) return out;
    const CompiledRows compiled = compiled_rows(state_);
    if (const auto wrong = check_compiled_order(state_, compiled)) return *wrong;
    for (const CompiledTampering& t : tamper_compiled(state_, compiled)) {
      if (!check_compiled_order(state_, t.rows)) return Disagreement{"unnoticed", "  " + t.how + "\n"};
      out.tampered.insert(t.how);
    }
    return out;
  }

 private:
  void add_undecided(const naive::Signature& signature, const engine::Relation& holds, analysis::PredicateId possible,
                     Observed& out) {
    const engine::Relation& all = *state_.engine.relation(possible);
    std::set<naive::Tuple> true_ones;
    for (std::uint32_t r = 0; r < holds.rows(); ++r) true_ones.insert(row(holds, r, 0).tuple);
    for (std::uint32_t r = 0; r < all.rows(); ++r) {
      naive::Tuple tuple = row(all, r, 0).tuple;
      if (!true_ones.contains(tuple)) out.undecided[signature].insert(std::move(tuple));
    }
  }

  // What is wrong with the relation, if anything.
  std::string read(const engine::Relation& relation, const analysis::Predicate& predicate, std::vector<Row>& rows) {
    std::uint64_t last_step = 0;
    for (const engine::Growth& growth : relation.growth()) {
      if (growth.step <= last_step || growth.rows <= rows.size() || growth.rows > relation.rows())
        return "the notes of its growth do not ascend";
      last_step = growth.step;
      while (rows.size() < growth.rows)
        rows.push_back(row(relation, static_cast<std::uint32_t>(rows.size()), last_step));
    }
    if (rows.size() != relation.rows()) return "rows came without a step";
    if (relation.has_extremum()) {
      const naive::Best best{predicate.extremum == syntax::Extremum::min, predicate.extremum_argument};
      std::map<std::pair<naive::Tuple, int>, std::size_t> current;
      for (std::size_t r = 0; r < rows.size(); ++r) {
        const auto [at, added] = current.try_emplace({best.key(rows[r].tuple), rows[r].level}, r);
        if (added) continue;
        rows[at->second].superseded = rows[r].step;
        at->second = r;
      }
    }
    for (std::size_t r = 0; r < rows.size(); ++r)
      if (rows[r].holds() == relation.dead(static_cast<std::uint32_t>(r)))
        return "a row is dead, or is not, by mistake";
    std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.tuple < b.tuple; });
    const auto twice =
        std::adjacent_find(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.tuple == b.tuple; });
    return twice == rows.end() ? "" : "twice the row " + naive::print(twice->tuple);
  }

  Row row(const engine::Relation& relation, std::uint32_t r, std::uint64_t step) {
    Row out;
    out.step = step;
    out.level = relation.level(r);
    for (std::uint32_t c = 0; c < relation.arity(); ++c) {
      const Value v = relation.at(r, c);
      auto known = values_.find(v);
      if (known == values_.end()) known = values_.emplace(v, convert(state_.pool, v)).first;
      out.tuple.push_back(known->second);
    }
    return out;
  }

  State state_;
  Diagnostics diagnostics_;
  std::unordered_map<Value, naive::Value> values_;
};

// The head of the last clause, which depends on most of the others, with variables as its arguments.
syntax::Atom last_head(const Program& program) {
  syntax::Atom out;
  each_clause(program, [&](const syntax::Clause& clause) { out = clause.head; });
  for (std::size_t i = 0; i < out.args.size(); ++i) out.args[i] = build::variable("X" + std::to_string(i + 1));
  return out;
}

// A division by zero, once all that the atom depends on is complete: oops(1 / (N - N)) :- N = #count{1 : p(X1, X2)}.
std::string failing_rule(const syntax::Atom& atom) {
  const syntax::Term n = build::variable("N");
  const syntax::Term zero = build::operation("-", {n, n});
  const syntax::Literal count =
      build::comparison("=", n, build::aggregate("count", {build::integer(1)}, {build::holds(atom)}));
  const syntax::Atom head = build::atom("oops", {build::operation("/", {build::integer(1), zero})});
  return syntax::print(build::clause(head, {count})) + "\n";
}

}  // namespace

std::variant<Observed, Disagreement> observe(const Case& trial, const engine::Tuning& tuning, bool undo, bool claims) {
  Run run(tuning);
  if (!run.load(print(trial.program))) return run.error("loading\n");
  const syntax::Atom last = last_head(trial.program);
  const std::string failing = failing_rule(last);
  for (const syntax::Statement& s : steps(trial)) {
    run.load(syntax::print(last) + "?\n");  // what an answer leaves behind must not matter
    const std::string text = syntax::print(s) + "\n";
    const bool retraction = std::holds_alternative<syntax::Retract>(s.body);
    if (undo && run.load((retraction ? "" : text) + failing)) return Disagreement{"no error", text + failing};
    if (!run.load(text)) return run.error(text);
  }
  return run.observe(claims);
}

}  // namespace linchpin::property
