#include "session/state.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "analysis/reuse.hpp"
#include "io/export.hpp"
#include "io/format.hpp"
#include "session/supposed.hpp"
#include "syntax/print.hpp"

namespace linchpin::session {
namespace {

using analysis::PredicateId;
using analysis::Program;

constexpr std::uint16_t kConstraint = 310;
constexpr std::uint16_t kStopTime = 320;
constexpr std::uint16_t kStopMemory = 321;
constexpr std::uint16_t kInterrupted = 323;
constexpr std::uint16_t kFull = 324;

io::CellType cell_type(const analysis::Type& type) {
  using Kind = analysis::Type::Kind;
  switch (type.kind) {
    case Kind::any:
    case Kind::term:
      return io::CellType::any;
    case Kind::symbol:
    case Kind::sort:
      return io::CellType::symbol;
    case Kind::integer:
      return io::CellType::integer;
    case Kind::decimal:
      return io::CellType::decimal;
    case Kind::number:
      return io::CellType::number;
    case Kind::string:
      return io::CellType::string;
    case Kind::date:
      return io::CellType::date;
  }
  return io::CellType::any;
}

// The rows of a table that don't fit stay.
void take_out(io::Table& table, const scenarios::Pattern& pattern) {
  std::vector<Value> row(table.columns.size());
  std::size_t kept = 0;
  for (std::size_t r = 0; r < table.rows; ++r) {
    for (std::size_t c = 0; c < row.size(); ++c) row[c] = table.columns[c][r];
    if (pattern.fits(row)) continue;
    for (std::size_t c = 0; c < row.size(); ++c) table.columns[c][kept] = row[c];
    ++kept;
  }
  for (std::vector<Value>& column : table.columns) column.resize(kept);
  table.rows = kept;
}

// Whether the rows of a table imported for one predicate are facts of another: itself, or a part of it.
bool is_imported_for(PredicateId imported, PredicateId p, const Program& program) {
  const analysis::Predicate& predicate = program.predicates[p];
  return p == imported || (predicate.takes_imports && predicate.part_of == imported);
}

}  // namespace

State::State(const engine::Tuning& tuning)
    : texts_(std::make_shared<Texts>()), sources(texts_->sources), pool(texts_->pool), engine(pool, tuning) {
  Diagnostics none;
  engine::Budget budget;
  add({}, budget, none);  // so that there is a program, of nothing
}

State::State(const State& base, knowledge::Module&& edited, const std::vector<scenarios::Pattern>& gone)
    : texts_(base.texts_),
      sources(texts_->sources),
      pool(texts_->pool),
      module(std::move(edited)),
      signatures(base.signatures),
      program(base.program),
      engine(base.engine),
      edit_of_(&base),
      imported_(base.imported_),
      imports_read_(module.imports.size()),
      known_(base.known_),
      provided_(base.provided_),
      broken_(base.broken_) {
  note_edited_tables(base.module);
  for (Imported& imported : imported_) {
    for (const scenarios::Pattern& pattern : gone) {
      if (signatures.find(pattern.signature) != imported.predicate) continue;
      take_out(imported.table.edit(), pattern);
      for (PredicateId p = 0; p < known_.size(); ++p) {
        if (is_imported_for(imported.predicate, p, *program)) changed_.insert(p);
      }
    }
  }
}

State::~State() = default;

std::uint64_t State::bytes() const {
  constexpr std::uint64_t kRule = 512;  // one ready to be run: about
  std::uint64_t total = engine.bytes() + module.bytes() + sources.bytes() + importing_;
  if (program) total += program->rules.size() * kRule;
  for (const Imported& imported : imported_) {
    for (const auto& column : imported.table->columns) total += column.capacity() * sizeof(Value);
  }
  for (const auto& supposition : suppositions) total += supposition->state->bytes_beside(*this);
  return total;
}

std::uint64_t State::bytes_beside(const State& base) const {
  return engine.bytes() - pool.bytes() + module.bytes_beside(base.module);
}

bool State::Provided::begins(const Provided& other) const {
  return levels.size() <= other.levels.size() && std::equal(levels.begin(), levels.end(), other.levels.begin()) &&
         std::equal(values.begin(), values.end(), other.values.begin());
}

State::ProvidedFacts State::provided_facts(const Program& program) {
  ProvidedFacts out(program.predicates.size());
  for (const analysis::GroundFact& fact : program.facts) {
    Provided& to = out[fact.predicate];
    to.values.insert(to.values.end(), fact.args.begin(), fact.args.end());
    to.levels.push_back(fact.level);
  }
  return out;
}

namespace {

// The rows from `first` on, a block for each level.
void add_by_level(const Value* values, std::size_t arity, std::size_t first, std::size_t rows,
                  const std::function<analysis::Level(std::size_t)>& level_of, std::vector<engine::FactBlock>& out) {
  std::array<std::size_t, analysis::kOutside> block_of{};  // and one
  const std::size_t before = out.size();
  for (std::size_t r = first; r < rows; ++r) {
    const analysis::Level level = level_of(r);
    if (level == analysis::kOutside) continue;
    if (block_of[level] == 0) {
      out.emplace_back().level = level;
      block_of[level] = out.size() - before;
    }
    engine::FactBlock& block = out[before + block_of[level] - 1];
    block.held.insert(block.held.end(), values + r * arity, values + (r + 1) * arity);
    ++block.count;
  }
  for (std::size_t b = before; b < out.size(); ++b) {
    if (arity == 0) out[b].held.emplace_back();  // so that there is something to point to
    out[b].rows = out[b].held.data();
  }
}

}  // namespace

std::vector<engine::FactBlock> State::facts(PredicateId p, const Program& next, const ProvidedFacts& provided,
                                            const Known& from) const {
  std::vector<engine::FactBlock> out;
  const analysis::Predicate& predicate = next.predicates[p];
  const knowledge::Signature& signature = signatures[p];
  const std::size_t arity = signature.arity;
  const std::vector<analysis::Level>& levels = next.claim_levels;
  if (const knowledge::FactTable* table = module.find_table(signature); table != nullptr && !predicate.weighed) {
    const bool levelled = !table->claimed.empty() &&
                          std::any_of(levels.begin(), levels.end(), [](analysis::Level level) { return level != 0; });
    if (levelled) {
      add_by_level(
          table->values.data(), arity, from.stated, table->rows(),
          [&](std::size_t r) { return analysis::level_of(table->origins[r], next); }, out);
    } else if (table->rows() > from.stated) {
      static const Value kNothing;
      engine::FactBlock& block = out.emplace_back();
      block.rows = arity == 0 ? &kNothing : table->values.data() + from.stated * arity;
      block.count = table->rows() - from.stated;
    }
  }
  if (p < provided.size()) {
    const Provided& some = provided[p];
    add_by_level(
        some.values.data(), arity, from.provided, some.levels.size(), [&](std::size_t r) { return some.levels[r]; },
        out);
  }
  std::size_t seen = 0;
  const PredicateId imports_of = predicate.takes_imports ? predicate.part_of.value_or(p) : p;
  for (const Imported& i : imported_) {
    if (predicate.weighed || i.predicate != imports_of || seen++ < from.imported) continue;
    engine::FactBlock block;
    for (const auto& column : i.table->columns) block.columns.push_back(column.data());
    block.count = i.table->rows;
    out.push_back(std::move(block));
  }
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.level < b.level; });
  return out;
}

// Facts of a module that was edited, as compared with what it was before: those that are not the same ones and more.
void State::note_edited_tables(const knowledge::Module& before) {
  for (std::size_t i = 0; i < before.facts.size(); ++i) {
    if (module.facts[i].same(before.facts[i])) continue;
    const knowledge::FactTable& was = before.facts[i];
    const knowledge::FactTable& is = module.facts[i];
    const bool grew = was.rows() <= is.rows() && std::equal(was.values.begin(), was.values.end(), is.values.begin()) &&
                      std::equal(was.origins.begin(), was.origins.end(), is.origins.begin(),
                                 [](const auto& a, const auto& b) { return a.claim == b.claim; });
    const auto p = signatures.find(is.signature);
    if (p && !grew) changed_.insert(*p);
  }
}

// Facts whose claims have another level than before, by `trust` or `levels`, are not the same facts.
void State::note_changed_levels(const Program& next) {
  std::vector<bool> moved(next.claim_levels.size());
  for (std::size_t c = 0; c < moved.size() && c < program->claim_levels.size(); ++c) {
    moved[c] = next.claim_levels[c] != program->claim_levels[c];
  }
  if (std::find(moved.begin(), moved.end(), true) == moved.end()) return;
  for (const knowledge::FactTable& table : module.facts) {
    const auto p = signatures.find(table.signature);
    if (p && std::any_of(table.claimed.begin(), table.claimed.end(),
                         [&](std::uint32_t row) { return moved[table.origins[row].claim]; })) {
      changed_.insert(*p);
    }
  }
}

Status State::evaluate(std::shared_ptr<const Program> next, std::vector<bool> put_off, engine::Budget& budget,
                       Diagnostics& diagnostics) {
  ProvidedFacts provided = provided_facts(*next);
  known_.resize(next->predicates.size());
  provided_.resize(next->predicates.size());
  // Facts that analysis provides are made anew each time: usually the same ones and more.
  for (PredicateId p = 0; p < provided.size(); ++p) {
    if (!provided_[p].begins(provided[p])) changed_.insert(p);
  }
  note_changed_levels(*next);
  engine::Update update;
  update.program = next;
  update.facts = [&](PredicateId p) { return facts(p, *next, provided, {}); };
  update.added = [&](PredicateId p) { return facts(p, *next, provided, known_[p]); };
  update.changed = [&](PredicateId p) { return changed_.contains(p); };
  update.put_off = put_off;
  const Status status = guarded([&] { engine.update(update, budget); }, diagnostics);
  if (status != Status::ok) return status;
  for (PredicateId p = 0; p < known_.size(); ++p) {
    const knowledge::FactTable* table = module.find_table(signatures[p]);
    known_[p] = {table == nullptr ? 0 : table->rows(), provided[p].levels.size(), 0};
  }
  for (const Imported& i : imported_) {
    for (PredicateId p = 0; p < known_.size(); ++p) {
      if (is_imported_for(i.predicate, p, *next)) ++known_[p].imported;
    }
  }
  provided_ = std::move(provided);
  changed_.clear();
  program = std::move(next);
  put_off_ = std::move(put_off);
  return Status::ok;
}

// The program of the module.
Program State::analysed(Diagnostics& diagnostics) {
  if (edit_of_ == nullptr) return analysis::analyse(module, signatures, pool, diagnostics, {.strict = strict});
  if (auto same = analysis::with_other_facts({*edit_of_->program, edit_of_->module, module}, signatures, pool)) {
    return *std::move(same);
  }
  return analysis::analyse(module, signatures, pool, diagnostics,
                           {.edit_of = edit_of_->program.get(), .edited = &edit_of_->module});
}

Status State::add(knowledge::Module&& part, engine::Budget& budget, Diagnostics& diagnostics) {
  suppositions.clear();  // they share what is changed here
  const knowledge::Module::Mark mark = module.mark();
  const std::size_t imports_before = imports_read_;
  const std::size_t imported_before = imported_.size();
  Attempt attempt([&] {
    module.rollback(mark);
    imports_read_ = imports_before;
    imported_.resize(imported_before);
    changed_.clear();
  });
  const Status status = guarded_steps(
      [&] {
        module.append(std::move(part));
        auto next = std::make_shared<Program>(analysed(diagnostics));
        const auto started = std::chrono::steady_clock::now();
        const Status read = diagnostics.ok() ? read_imports(*next, budget, diagnostics) : Status::error;
        import_seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
        if (read != Status::ok) return read;
        std::vector<bool> put_off = to_put_off(*next);
        return evaluate(std::move(next), std::move(put_off), budget, diagnostics);
      },
      diagnostics);
  if (status == Status::ok) attempt.keep();
  return status;
}

Status State::read_imports(const Program& next, engine::Budget& budget, Diagnostics& diagnostics) {
  Status status = Status::ok;
  for (; imports_read_ < module.imports.size(); ++imports_read_) {
    const syntax::Import& import = module.imports[imports_read_].what;
    const auto arity = static_cast<std::uint32_t>(import.columns.size());
    const PredicateId predicate = *signatures.find({import.predicate.text, arity, false});
    const auto& arguments = next.predicates[predicate].arguments;
    io::ImportSpec spec;
    for (std::size_t c = 0; c < arity; ++c) {
      spec.columns.push_back(
          {import.columns[c].text, cell_type(arguments.size() == arity ? arguments[c].type : analysis::Type{})});
    }
    spec.table = import.table;
    if (spec.table.empty() && io::format_of(import.path) == io::Format::sqlite) spec.table = import.predicate.text;
    io::Table table;
    std::vector<io::ImportError> errors;
    io::ImportStatus result = io::ImportStatus::ok;
    const Status guard = guarded(
        [&] {
          result = io::import_table(import.path, spec, pool, table, errors, [&](std::uint64_t bytes) {
            importing_ = bytes;
            budget.check(nullptr, 0);
            return true;
          });
        },
        diagnostics);
    importing_ = 0;
    if (guard != Status::ok) return guard;
    for (const io::ImportError& e : errors) {
      diagnostics.error(e.code, import.path_span, fmt::format("{}: {}", io::place(import.path, e), e.message), e.hint);
    }
    if (result != io::ImportStatus::ok) status = Status::error;
    imported_.push_back({predicate, Shared(std::move(table))});
  }
  return status;
}

std::uint64_t State::imported_rows(PredicateId predicate) const {
  std::uint64_t rows = 0;
  for (const Imported& i : imported_) rows += i.predicate == predicate ? i.table->rows : 0;
  return rows;
}

void State::each_imported_row(PredicateId predicate, const std::function<void(std::span<const Value>)>& visit) const {
  for (const Imported& i : imported_) {
    if (i.predicate != predicate) continue;
    std::vector<Value> row(i.table->columns.size());
    for (std::size_t r = 0; r < i.table->rows; ++r) {
      for (std::size_t c = 0; c < row.size(); ++c) row[c] = i.table->columns[c][r];
      visit(row);
    }
  }
}

void State::report_constraints(Diagnostics& diagnostics) {
  constexpr std::uint64_t kMostShown = 3;
  for (const analysis::Constraint& c : program->constraints) {
    const engine::Relation* relation = engine.relation(c.violation);
    const std::uint64_t rows = relation == nullptr ? 0 : relation->live_rows();
    std::uint64_t& before = broken_[signatures[c.violation].name];
    if (rows > before) {
      std::string cases;
      for (std::uint32_t r = 0; r < relation->rows() && r < kMostShown && relation->arity() != 0; ++r) {
        cases += cases.empty() ? "by " : "; ";
        for (std::uint32_t v = 0; v < relation->arity(); ++v) {
          cases += fmt::format("{}{} = {}", v == 0 ? "" : ", ", c.variables[v], pool.print(relation->at(r, v)));
        }
      }
      if (rows > kMostShown && !cases.empty()) cases += fmt::format("; and {} more", rows - kMostShown);
      diagnostics.error(kConstraint, c.origin.span, fmt::format("the constraint \"{}\" is broken", c.text), cases);
    }
    before = rows;
  }
}

void State::write_exports(Diagnostics& diagnostics) {
  for (const auto& [what, origin] : module.exports) {
    for (PredicateId p = 0; p < program->predicates.size(); ++p) {
      const analysis::Predicate& predicate = program->predicates[p];
      const engine::Relation* relation = engine.relation(p);
      if (predicate.signature.name != what.predicate.text || predicate.signature.denied || predicate.internal ||
          relation == nullptr || predicate.signature.arity == 0) {
        continue;
      }
      std::vector<std::string> header;
      for (std::uint32_t a = 0; a < predicate.signature.arity; ++a) {
        const bool named = a < predicate.arguments.size() && !predicate.arguments[a].name.empty();
        header.push_back(named ? predicate.arguments[a].name : fmt::format("a{}", a + 1));
      }
      std::vector<std::vector<Value>> rows;
      for (std::uint32_t r = 0; r < relation->rows(); ++r) {
        if (relation->dead(r)) continue;
        std::vector<Value>& row = rows.emplace_back();
        for (std::uint32_t a = 0; a < relation->arity(); ++a) row.push_back(relation->at(r, a));
      }
      std::sort(rows.begin(), rows.end(), [&](const auto& a, const auto& b) {
        return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                            [&](Value x, Value y) { return pool.compare(x, y) < 0; });
      });
      io::Exporter exporter(what.path, header, pool, what.predicate.text);
      for (const auto& row : rows) exporter.row(row);
      if (auto error = exporter.finish()) diagnostics.error(error->code, what.path_span, error->message, error->hint);
    }
  }
}

void report(const engine::Stopped& stopped, Diagnostics& diagnostics) {
  using Reason = engine::Stopped::Reason;
  std::string what;
  std::uint16_t code = 0;
  std::string hint = "what was loaded before is as it was; raise the limit, or bind more arguments";
  switch (stopped.reason) {
    case Reason::interrupted:
      code = kInterrupted;
      what = "interrupted";
      hint = "what was loaded before is as it was";
      break;
    case Reason::time:
      code = kStopTime, what = "stopped at the time limit";
      break;
    case Reason::memory:
      code = kStopMemory, what = "stopped at the memory limit";
      break;
    case Reason::tuples:
      code = kStopTuples, what = "stopped at the limit of tuples";
      break;
  }
  if (stopped.rule == nullptr) {
    Diagnostic& d = diagnostics.error(code, {}, fmt::format("{} {}", what, stopped.doing), hint);
    d.placed = false;
    return;
  }
  diagnostics.error(code, stopped.rule->origin.span, what + " while this rule was running", hint);
}

void report_full(Diagnostics& diagnostics) {
  Diagnostic& d =
      diagnostics.error(kFull, {}, "there are more rows or values than memory or their numbers can hold",
                        "what was loaded before is as it was; load less, or look for a rule without a shared variable");
  d.placed = false;
}

void report(const engine::Failure& failure, Diagnostics& diagnostics) {
  Diagnostic& d = diagnostics.error(failure.code, failure.span, failure.message, failure.hint);
  if (failure.rule != nullptr &&
      (failure.rule->origin.span.begin != failure.span.begin || failure.rule->origin.span.end != failure.span.end)) {
    d.notes.push_back({failure.rule->origin.span, "in this rule"});
  }
}

}  // namespace linchpin::session
