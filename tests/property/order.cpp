#include "order.hpp"

#include <algorithm>

#include "naive_body.hpp"
#include "naive_rule.hpp"
#include "syntax/print.hpp"

namespace linchpin::property {

namespace {

using naive::Binding;
using naive::Signature;
using naive::Tuple;
using syntax::Term;

constexpr std::size_t kMostShown = 5;

// Whether values may be an instance of patterns, as far as functors, constants and repeated variables tell.
class Shape {
 public:
  bool fits(const std::vector<Term>& patterns, const std::vector<naive::Value>& values) {
    return std::equal(patterns.begin(), patterns.end(), values.begin(), values.end(),
                      [this](const Term& pattern, const naive::Value& value) { return fits(pattern, value); });
  }

 private:
  bool fits(const Term& pattern, const naive::Value& value) {
    if (pattern.kind == Term::Kind::operation || naive::is_call(pattern)) return true;
    if (pattern.kind == Term::Kind::variable) {
      return pattern.text == "_" || values_.try_emplace(pattern.text, value).first->second == value;
    }
    if (pattern.kind != Term::Kind::compound) return naive::value(pattern, {}) == value;
    return value.kind == naive::Value::Kind::term && value.text == pattern.text && fits(pattern.args, value.args);
  }

  std::map<std::string, naive::Value> values_;
};

// A relation's rows, found by the values of some columns.
class Table {
 public:
  explicit Table(const std::vector<Row>& rows) : rows_(&rows), notes_(rows.size()) {}

  using Columns = std::vector<bool>;
  struct Note {
    bool supported = false;
    std::uint64_t least = Row::kNever;  // over the instances that derive the row, the last step of their bodies
    bool stale = false;                 // an instance holds a row that was superseded before
  };

  const std::vector<Row>& rows() const { return *rows_; }
  Note& note(const Row& row) { return notes_[static_cast<std::size_t>(&row - rows_->data())]; }

  const Row* find(const Tuple& tuple) const {
    const auto at = std::lower_bound(rows_->begin(), rows_->end(), tuple,
                                     [](const Row& row, const Tuple& t) { return row.tuple < t; });
    return at != rows_->end() && at->tuple == tuple ? &*at : nullptr;
  }

  // Rows with these values in these columns.
  const std::vector<const Row*>& find(const Columns& columns, const Tuple& values) {
    const auto [index, added] = indexes_.try_emplace(columns);
    if (added)
      for (const Row& row : *rows_) {
        Tuple key;
        for (std::size_t c = 0; c < columns.size(); ++c)
          if (columns[c]) key.push_back(row.tuple[c]);
        index->second[std::move(key)].push_back(&row);
      }
    static const std::vector<const Row*> kNone;
    const auto found = index->second.find(values);
    return found == index->second.end() ? kNone : found->second;
  }

  // The last step of rows that have the shape of the atom's arguments: others are nothing to it.
  std::uint64_t last_step(const syntax::Atom& atom) const {
    std::uint64_t last = 0;
    for (const Row& row : *rows_) {
      if (Shape().fits(atom.args, row.tuple)) last = std::max(last, row.step);
    }
    return last;
  }

 private:
  const std::vector<Row>* rows_;
  std::vector<Note> notes_;
  std::map<Columns, std::map<Tuple, std::vector<const Row*>>> indexes_;
};

// Goes once through all instances of all rules.
class Check final : public naive::Tuples {
 public:
  Check(const Program& program, const Derived& derived) : program_(program), book_(naive::prepare(program)) {
    for (const auto& [signature, rows] : derived) tables_.emplace(signature, rows);
    static const std::vector<Row> kEmpty;
    for (const naive::Rule& rule : book_.rules)
      for (const Signature& s : rule.mentioned) tables_.try_emplace(s, kEmpty);
    for (const std::set<Signature>& component : naive::components(book_.rules)) {
      for (const Signature& s : component) component_[s] = components_;
      ++components_;
    }
  }

  std::optional<Disagreement> run() {
    for (const naive::Rule& rule : book_.rules) {
      rule_ = &rule;
      complete_ = 0;
      for (const syntax::Atom& atom : rule.finished_atoms) {
        complete_ = std::max(complete_, tables_.at(naive::signature(atom)).last_step(atom));
      }
      naive::solve(rule, *this, [&](const Binding& binding) {
        Tuple head;
        for (const Term& t : rule.head.args) head.push_back(naive::value(t, binding));
        derive(head);
      });
    }
    if (!missing_.empty()) return Disagreement{"missing", lines(missing_)};
    for (auto& [signature, table] : tables_)
      for (const Row& row : table.rows())
        if (!table.note(row).supported) unsupported_.push_back(describe(signature, row, table.note(row)));
    if (!unsupported_.empty()) return Disagreement{"order", lines(unsupported_)};
    return std::nullopt;
  }

 private:
  void each(const syntax::Atom& atom, const Binding& binding, naive::Place place, const Visit& visit) const override {
    const Signature signature = naive::signature(atom);
    const bool superseded_too =
        place == naive::Place::body && component_.at(signature) == component_.at(rule_->head_signature);
    const auto look = [&](const Row& row) {
      if (!row.holds() && !superseded_too) return;
      if (place == naive::Place::body) body_.push_back(&row);
      visit(row.tuple);
      if (place == naive::Place::body) body_.pop_back();
    };
    Table::Columns columns(atom.args.size());
    Tuple values;
    for (std::size_t i = 0; i < atom.args.size(); ++i) {
      const Term& arg = atom.args[i];
      if (arg.kind == Term::Kind::compound || arg.kind == Term::Kind::operation) continue;
      if (arg.kind == Term::Kind::variable && !binding.contains(arg.text)) continue;
      columns[i] = true;
      values.push_back(naive::value(arg, binding));
    }
    Table& table = tables_.at(signature);
    if (values.empty()) {
      for (const Row& row : table.rows()) look(row);
    } else {
      for (const Row* row : table.find(columns, values)) look(*row);
    }
  }

  // An instance of the rule, of the rows in `body_`.
  void derive(const Tuple& head) {
    std::uint64_t latest = complete_;
    std::uint64_t end = Row::kNever;
    for (const Row* row : body_) {
      latest = std::max(latest, row->step);
      end = std::min(end, row->superseded);
    }
    Table& table = tables_.at(rule_->head_signature);
    const Row* row = table.find(head);
    if (end == Row::kNever && !(row != nullptr && row->holds()) && !bettered(table, head))
      missing_.push_back(naive::print(rule_->head_signature) + ": " + naive::print(head) + ", by " +
                         syntax::print(program_[rule_->statement]));
    if (row == nullptr) return;
    Table::Note& note = table.note(*row);
    const bool from_nothing = body_.empty() && rule_->finished.empty();
    note.supported |= from_nothing || (latest < row->step && row->step <= end);
    note.least = std::min(note.least, latest);
    note.stale |= latest < row->step && end < row->step;
  }

  // Whether another tuple holds that is as good, of a predicate with a `min` or `max` argument.
  bool bettered(Table& table, const Tuple& tuple) const {
    const auto best = book_.best.find(rule_->head_signature);
    if (best == book_.best.end()) return false;
    Table::Columns key(tuple.size(), true);
    key[best->second.argument] = false;
    const auto& rows = table.find(key, best->second.key(tuple));
    return std::any_of(rows.begin(), rows.end(),
                       [&](const Row* row) { return row->holds() && !best->second.better(tuple, row->tuple); });
  }

  static std::string describe(const Signature& signature, const Row& row, const Table::Note& note) {
    const std::string why = note.least == Row::kNever ? "is derived by no rule"
                            : note.stale              ? "rests on a row that was superseded before"
                                         : "rests on a row of step " + std::to_string(note.least) + " at the earliest";
    return naive::print(signature) + ": " + naive::print(row.tuple) + ", of step " + std::to_string(row.step) + ", " +
           why;
  }

  static std::string lines(const std::vector<std::string>& texts) {
    std::string out;
    for (std::size_t i = 0; i < texts.size() && i < kMostShown; ++i) out += "  " + texts[i] + "\n";
    if (texts.size() > kMostShown) out += "  and " + std::to_string(texts.size() - kMostShown) + " more\n";
    return out;
  }

  const Program& program_;
  naive::RuleBook book_;
  mutable std::map<Signature, Table> tables_;
  std::map<Signature, std::size_t> component_;
  std::size_t components_ = 0;

  const naive::Rule* rule_ = nullptr;     // being solved
  std::uint64_t complete_ = 0;            // the last step of what it negates or aggregates
  mutable std::vector<const Row*> body_;  // matched by its positive atoms, in the instance at hand
  std::vector<std::string> missing_, unsupported_;
};

}  // namespace

std::optional<Disagreement> check_order(const Program& program, const Derived& derived) {
  return Check(program, derived).run();
}

}  // namespace linchpin::property
