// A plan, ready to run: bindings flow through its steps block by block, depth first.
//
// The cost of interpretation is paid once a block. Steps that pass on at most what they get compact their block in
// place; steps that multiply (scan, probe, intersect, generate) fill a frame of their own and pass it on whenever it is
// full.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "engine/budget.hpp"
#include "engine/crew.hpp"
#include "engine/database.hpp"
#include "engine/expression.hpp"
#include "engine/sink.hpp"

namespace linchpin::engine {

// A block of bindings, as columns by variable, and room for a step that multiplies it: pairs of a row of the block and
// a row of the relation. Kept and used again by all pipelines.
struct Frame {
  std::vector<Buffer<Value>> storage;
  std::vector<Value*> columns;
  Buffer<std::uint32_t> from, row;
  Buffer<Range> ranges;
  Frame() {
    from.resize(kBlock);
    row.resize(kBlock);
    ranges.resize(kBlock);
  }
  void make(analysis::VariableId variable) {
    if (storage.size() <= variable) storage.resize(variable + 1);
    if (columns.size() <= variable) columns.resize(variable + 1);
    storage[variable].resize(kBlock);
    columns[variable] = storage[variable].data();
  }
};

// What pipelines of one engine share.
struct Workspace {
  explicit Workspace(Pool& p, const Tuning& t = {}) : pool(p), tuning(t), expressions(p) {}
  // A column of kBlock times the value.
  const Value* constant(Value v) {
    Buffer<Value>& column = constants[v];
    if (column.empty()) column.assign(kBlock, v);
    return column.data();
  }
  Pool& pool;
  Tuning tuning;
  ExpressionEvaluator expressions;
  std::vector<std::unique_ptr<Frame>> frames;  // by number of multiplying steps before
  std::unordered_map<Value, Buffer<Value>> constants;
  std::uint64_t derivations = 0;  // head tuples computed
  std::uint64_t residuals = 0;    // times that what depends on its own negation was solved as ground rules
  std::uint64_t shared_runs = 0;  // of rules, by several threads
  std::vector<std::function<std::uint64_t()>> beside;  // bytes held for a while outside of the database: see Beside
  std::unique_ptr<Crew> crew;                          // made when it is needed
  std::vector<std::unique_ptr<Workspace>> others;      // of its threads
};

// While one lives, the limit of memory counts what its function tells. They end in the reverse order of their
// beginning.
class Beside {
 public:
  Beside(Workspace& workspace, std::function<std::uint64_t()> bytes) : workspace_(workspace) {
    workspace_.beside.push_back(std::move(bytes));
  }
  ~Beside() { workspace_.beside.pop_back(); }
  Beside(const Beside&) = delete;
  Beside& operator=(const Beside&) = delete;

 private:
  Workspace& workspace_;
};

// A rule derived a value that its head's declaration does not allow.
struct IllTyped {
  const analysis::Rule* rule;
  analysis::HeadCheck check;
  Value value;
};

class Pipeline {
 public:
  // The rule and the plan must outlive the pipeline.
  Pipeline(const analysis::Rule& rule, const plan::Plan& plan, Workspace& workspace);

  // Runs over what the database's extents allow. Throws Stopped, Failure, IllTyped, and BuiltinFailure where a builtin
  // had no value: by a plan that is not late that may be no error of the program.
  void run(Database& database, Sink& sink, Budget& budget);

  // The same in parts, each of some of the units that the first step has: by other pipelines for the same plan, at the
  // same time. All of them are prepared before any of them runs.
  // Whether there are units, and what a step reads is not changed by another.
  bool has_parts() const;
  void prepare(Database& database);
  void prepare_as(const Pipeline& other, Database& database);  // after that one
  std::size_t units() const;
  // Rows of the first step in some of them.
  double rows_in(std::size_t first, std::size_t last) const {
    return static_cast<double>(std::min<std::size_t>(last * unit_, first_rows()) - first * unit_);
  }
  // About how much each unit has to do. REQUIRES: prepared, and there is one.
  std::vector<std::uint64_t> weigh_units();
  // Rows that all steps give for one of the first, as estimated.
  static double rows_each(const plan::Plan& plan);
  void run_units(std::size_t first, std::size_t last, Database& database, Sink& sink, Budget& budget);

  // The literal whose builtin failed, after a BuiltinFailure.
  std::uint32_t running_literal() const { return running_literal_; }

  // Rows passed on by each step, over all runs.
  const std::vector<std::uint64_t>& actual() const { return actual_; }
  void forget_run(std::vector<std::uint64_t> actual) { actual_ = std::move(actual); }  // as they were before it

 private:
  // What becomes of an argument when a term is taken apart or a builtin generates.
  struct Arg {
    enum class Action : std::uint8_t { skip, constant, compare, bind, repeat };
    Action action = Action::skip;
    Value constant;
    analysis::VariableId variable = 0;
    std::uint32_t first = 0;  // repeat: the argument that binds the variable
  };
  // How a relation tells whether it has a tuple, of which some columns are known: by its duplicate removal, where these
  // are all; else by an index over them.
  struct Membership {
    Relation* relation = nullptr;
    std::uint32_t limit = 0;  // rows from here on are not seen
    bool by_set = false;
    const Index* index = nullptr;
  };
  // An atom of an intersect step: how it gives values, and how it is asked whether it has a value that another one
  // gave.
  struct Met {
    std::vector<std::uint32_t> key_columns;
    std::vector<const Value*> constants;     // columns, of keys; null for variables
    std::vector<std::uint32_t> all_columns;  // with that of the new variable, in ascending order
    std::size_t value_at = 0;                // its place among them
    // For one run:
    Relation* relation = nullptr;
    std::uint32_t limit = 0;
    const Index* index = nullptr;
    std::size_t covered_at = 0;  // the new variable's column, in the index
    Membership has;
  };
  // Room for an intersect step.
  struct Candidates {
    std::vector<Buffer<std::uint32_t>> lengths;  // by atom: its values for each binding
    Buffer<std::uint32_t> bindings;              // those that one atom gives the values for
    std::vector<Buffer<Value>> given_keys;       // of these
    std::vector<Buffer<Value>> keys;             // by which the others are asked
    Buffer<Value> values;
  };
  struct Prepared {
    std::vector<Met> meets;
    Candidates candidates;
    std::vector<std::uint32_t> key_columns;
    std::vector<const Value*> constants;        // columns, of keys and then operands; null for variables
    std::vector<analysis::VariableId> carried;  // live variables that come from the block before
    std::vector<plan::Output> outputs;          // those that are live
    std::vector<Arg> args;
    bool result_bound = false;           // lookup: the result's variable is bound before
    std::vector<std::uint32_t> covered;  // probe: columns that the index covers, as outputs
    bool last_to_head = false;           // probe: gives the head of two columns, one of them from here
    bool one_first = false;              // and that one is the second
    // For one run:
    Relation* relation = nullptr;
    bool by_groups = false;               // probe: the index has what is asked for in the order of its groups
    std::uint32_t first_row = 0;          // probe: rows before it are not read
    const DenseSet* sets = nullptr;       // probe: what each key gives, as bitmaps
    Span32 sets_span;                     // holds what they hold
    std::vector<std::size_t> covered_at;  // their numbers in the index
    const Index* index = nullptr;
    std::uint32_t limit = 0;
    Membership has;  // exists, absent
  };

  void prepare_steps(Database& database);
  void collect_values();
  bool is_shared(const plan::Step& step) const;
  bool begins_with_rows() const;     // the first step is a scan, or distinct
  std::uint32_t first_rows() const;  // its rows or values
  static std::uint32_t rows_in_unit(const plan::Plan& plan);
  void advance(std::size_t s, std::size_t depth, std::uint32_t n);
  void expand_scan(std::size_t s, std::size_t depth, std::uint32_t n);
  void expand_probe(std::size_t s, std::size_t depth, std::uint32_t n);
  void pass_groups(std::size_t s, std::size_t depth, std::uint32_t n, const Run& run);
  static bool groups_possible(const Prepared& prepared, const plan::Step& step);
  bool emit_groups(std::size_t s, Frame& frame, std::uint32_t n, const Run& run);
  bool emit_unions(std::size_t s, Frame& frame, std::uint32_t n, const Value* keys);
  Groups head_groups(std::size_t s, Frame& frame) const;
  void choose_sets(std::size_t s, bool growing);
  void expand_distinct(std::size_t depth);
  void prepare_meets(std::size_t s, Database& database);
  Membership membership(Relation& relation, const std::vector<std::uint32_t>& columns, std::uint32_t limit,
                        bool growing) const;
  // Which of n tuples are there, given as columns by `columns`.
  static void find_members(const Membership& in, const std::vector<std::uint32_t>& columns, const Value* const* keys,
                           std::uint32_t n, Range* ranges, std::uint8_t* found);
  void expand_intersect(std::size_t s, std::size_t depth, std::uint32_t n);
  void measure_meets(std::size_t s, Frame& frame, std::uint32_t n);
  void give_values(std::size_t s, std::size_t depth, std::size_t giver, std::uint32_t n);
  void pass_common(std::size_t s, std::size_t depth, std::size_t giver, std::uint32_t n);
  void expand_generate(std::size_t s, std::size_t depth, std::uint32_t n);
  void pass_pairs(std::size_t s, std::size_t depth, std::uint32_t n);
  std::uint32_t select_existing(std::size_t s, Frame& frame, std::uint32_t n, bool wanted);
  std::uint32_t lookup(std::size_t s, Frame& frame, std::uint32_t n);
  std::uint32_t compare(std::size_t s, Frame& frame, std::uint32_t n);
  std::uint32_t compute(std::size_t s, Frame& frame, std::uint32_t n);
  std::uint32_t take_apart(std::size_t s, Frame& frame, std::uint32_t n);
  std::uint32_t test(std::size_t s, Frame& frame, std::uint32_t n);
  void emit(Frame& frame, std::uint32_t n);
  void check_head(const Value* const* columns, std::uint32_t n);
  std::uint32_t compact(const plan::Step& step, Frame& frame, const std::uint32_t* selected, std::uint32_t n);
  // The column of an operand: a variable's in the frame, or the constant's.
  const Value* column(const Prepared& prepared, std::size_t operand, const analysis::Operand& o, Frame& frame) const {
    return o.kind == analysis::Operand::Kind::variable ? frame.columns[o.variable] : prepared.constants[operand];
  }
  std::vector<const Value*> key_values(std::size_t s, Frame& frame) const;
  Frame& frame(std::size_t depth);

  const analysis::Rule& rule_;
  const plan::Plan& plan_;
  Workspace& workspace_;
  std::vector<Prepared> prepared_;
  std::vector<const Value*> head_constants_;  // null for variables
  std::vector<std::uint64_t> actual_;
  std::uint32_t running_literal_ = 0;
  std::vector<std::vector<analysis::VariableId>> made_;  // variables a frame holds, by depth
  std::shared_ptr<const Relation> values_;               // of a first step `distinct`
  std::uint32_t unit_;                                   // of the first step: rows in a unit
  std::uint32_t from_row_ = 0, to_row_ = 0;              // likewise: what is run now

  Database* database_ = nullptr;
  Sink* sink_ = nullptr;
  Budget* budget_ = nullptr;
};

}  // namespace linchpin::engine
