// A relation: append-only columns of distinct rows, in order of derivation.
//
// `stable | delta | new` of the semi-naive evaluation are ranges of row numbers, never copies. The relation notes its
// number of rows at each step of the evaluation in which it grew, so that every row has a derivation from rows of
// earlier steps. With an extremum argument a better value for the same key is a new row; the old one is dead from then
// on: skipped by scans and look-ups, but in its place.
//
// No row stores its level. Rows stand by level, the highest first, and the relation notes where each level begins. With
// an extremum argument a row outlives better ones of lower levels.
//
// A relation may go on from another one, without changing it: it has that one's rows where they are, adds its own
// behind them, and asks the other which tuples are there already. So what is supposed costs what it adds.
#pragma once

#include <array>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <vector>

#include "analysis/program.hpp"
#include "engine/buffer.hpp"
#include "engine/dense_set.hpp"
#include "engine/index.hpp"
#include "engine/ordinal_set.hpp"
#include "engine/tuning.hpp"
#include "engine/tuple_set.hpp"
#include "syntax/ast.hpp"
#include "value/pool.hpp"

namespace linchpin::engine {

using analysis::Level;

struct Growth {
  std::uint64_t step = 0;
  std::uint32_t rows = 0;  // at the end of the step
};

struct Segment {
  std::uint32_t first = 0;  // row
  Level level = 0;
};

// Pairs, not written out: for each i < n, one[i] with each of many[k] for k in ranges[i].
struct Groups {
  const Value* one = nullptr;
  const Value* many = nullptr;
  const Range* ranges = nullptr;
  std::uint32_t n = 0;
  Span32 many_span;  // holds all of `many`
  // The values of group i as a set, too: the row of `sets` for keys[i]. Null where there are none.
  const DenseSet* sets = nullptr;
  const Value* keys = nullptr;
  bool one_first = true;  // the pairs are (one, many); else (many, one)
  bool in_order = false;  // as they would be written out: no unions
};

// More rows than a row number can tell.
struct RelationFull {};

class Relation {
 public:
  static constexpr std::uint32_t kFewRows = 4096;  // below, a hash table is as good as bits

  Relation(std::uint32_t arity, syntax::Extremum extremum, std::uint32_t extremum_argument, const Pool& pool,
           const Tuning& tuning = {});
  // Goes on from another relation. REQUIRES: that one has rows and no extremum argument, goes on from none itself, and
  // gets no more rows while this one lives.
  explicit Relation(std::shared_ptr<Relation> below);
  ~Relation();
  Relation(const Relation&) = delete;
  Relation& operator=(const Relation&) = delete;

  std::uint32_t arity() const { return arity_; }
  const Tuning& tuning() const { return tuning_; }
  bool has_dense_set() const { return dense_.active(); }
  bool has_ordinal_set() const { return ordinal_.active(); }
  // Whether a hash table of packed tuples is in use.
  bool is_packed() const { return arity_ <= 2 && !has_extremum() && !dense_.active() && !ordinal_.active(); }
  // Whether there are many pairs, and bits for them would not pay. Depends on the rows alone, not on how they came.
  bool is_scattered();
  bool has_snapshot() const { return snapshot_.active(); }
  std::uint32_t rows() const { return rows_; }  // dead ones included
  std::uint32_t live_rows() const { return rows_ - static_cast<std::uint32_t>(superseded_.size()); }
  const Value* column(std::uint32_t c) const { return columns_[c].data(); }
  Value at(std::uint32_t row, std::uint32_t c) const { return columns_[c][row]; }

  // Rows inserted from now on have this level. REQUIRES: none there is of a lower level.
  void begin_level(Level level);
  // The rows at this level or above are rows [0, rows_to(level)).
  std::uint32_t rows_to(Level level) const;
  Level level(std::uint32_t row) const;
  // In ascending order of rows and levels; a level of which no row is there may have one.
  const std::vector<Segment>& segments() const { return segments_; }

  syntax::Extremum extremum() const { return extremum_; }
  std::uint32_t extremum_argument() const { return extremum_argument_; }
  bool has_extremum() const { return extremum_ != syntax::Extremum::none; }
  bool dead(std::uint32_t row) const { return row < dead_.size() && dead_[row] != 0; }
  bool any_dead() const { return !superseded_.empty(); }

  // Adds those of n tuples, given as columns, that are new (or better, with an extremum argument).
  // Returns how many rows were added.
  std::uint32_t insert(const Value* const* columns, std::uint32_t n);

  // The same for packed tuples, some after others, as several threads found them. REQUIRES: at most two columns, and no
  // extremum argument.
  std::uint32_t insert_keys(const std::vector<const Buffer<std::uint64_t>*>& keys);

  // The same for groups of pairs. False where they must be written out for `insert`; some may then be there already.
  // REQUIRES: two columns.
  bool insert_groups(const Groups& groups);

  // Adds n tuples to an empty relation in one go, where they are many: duplicates are found in the groups of an index
  // over the first column. The index stays; a table for duplicates is made when it is needed.
  // Nothing, and nothing added, where `insert` does better.
  std::optional<std::uint32_t> load(const Value* const* columns, std::size_t n);

  // The tuples of rows [0, rows), for reading while more are inserted if the relation is `growing`. Null where no
  // bitmap serves duplicate removal, or the one made before holds more rows already.
  std::uint64_t dense_words() const { return dense_.active() ? dense_.words() : 0; }  // of a first value's bitmap
  const DenseSet* snapshot(std::uint32_t rows, bool growing);

  // Tells that about `rows` more are to come, so that tables are made in their final size at once.
  void expect(std::size_t rows);

  // Whether several threads may add to it at once, by parts.
  bool has_parts() const;
  // Begins n parts, to be added to by one thread each; until `add_parts` the relation gets no rows otherwise, and is
  // not asked what it contains. `part` is called by the part's thread, once.
  void begin_parts(std::size_t n);
  Relation& part(std::size_t number);
  std::uint64_t part_bytes(std::size_t number) const { return parts_[number]->bytes(); }
  // Adds their rows that are new, the first part's first. Returns how many these are.
  std::uint32_t add_parts(std::size_t n);
  // Ends them without their rows.
  void give_up_parts();

  // Makes `contains` fast for many tuples.
  void prepare_contains();
  // Which of n tuples, given as columns, are there. REQUIRES: no extremum argument.
  void contains(const Value* const* columns, std::uint32_t n, std::uint8_t* out) const;

  bool same(const std::vector<std::uint32_t>& columns, std::uint32_t row, std::uint32_t other) const;
  bool same(const std::vector<std::uint32_t>& columns, std::uint32_t row, const Value* const* keys,
            std::uint32_t i) const;

  // The index over these columns, covering at least rows [0, rows); made when there is none.
  const Index& index(const std::vector<std::uint32_t>& columns, std::uint32_t rows,
                     const std::vector<std::uint32_t>& covered = {});
  // The same, when it was made already and covers these rows; else null.
  const Index* find_index(const std::vector<std::uint32_t>& columns) const;

  // Number of distinct values of a column, within a few per cent, at least 1; remembered until the rows double.
  double distinct(std::uint32_t column);

  void note_growth(std::uint64_t step);
  const std::vector<Growth>& growth() const { return growth_; }

  // Whether it goes on from another one and keeps rows in that one's memory, where no further one can then.
  bool holds_tail() const { return holds_tail_; }

  // Copies the first rows of another relation of the same kind. REQUIRES: this one is empty, and no row of the other is
  // dead, or all rows are copied.
  void copy(const Relation& other, std::uint32_t rows);

  // Undoes everything since the relation had `rows` rows, `superseded` of them dead.
  void truncate(std::uint32_t rows, std::size_t superseded);
  std::size_t superseded() const { return superseded_.size(); }

  std::size_t bytes() const;  // but for what it shares with the one that it goes on from

 private:
  // While one lives the structures are being changed. What an exception leaves undone `truncate` makes anew.
  class Change {
   public:
    explicit Change(Relation& of) : of_(of), exceptions_(std::uncaught_exceptions()) { of.whole_ = false; }
    ~Change() { of_.whole_ = std::uncaught_exceptions() == exceptions_; }
    Change(const Change&) = delete;
    Change& operator=(const Change&) = delete;

   private:
    Relation& of_;
    int exceptions_;
  };

  std::uint64_t key_of_row(std::uint32_t row) const;
  std::uint64_t full_key(std::uint64_t slot) const;
  bool choice_due(std::size_t n) const;
  // Takes a structure for n more tuples within these spans. REQUIRES: dense_ is in use or a choice is due.
  void choose_set(std::vector<Span32> spans, std::size_t n);
  void make_dense(const Span32& first, const Span32& second);
  bool make_ordinal(const std::vector<Span32>& spans, std::size_t hash_bytes);
  std::vector<Span32> spans_of(const Value* const* columns, std::size_t n) const;
  std::vector<Span32> spans_of(const std::vector<const Buffer<std::uint64_t>*>& keys) const;
  void rebuild_set();
  std::uint32_t insert_own(const Value* const* columns, std::uint32_t n);
  std::uint32_t insert_above(const Value* const* columns, std::uint32_t n);
  void contains_own(const Value* const* columns, std::uint32_t n, std::uint8_t* out) const;
  bool take_back_dense();
  void mark(const Relation& of, std::uint32_t first, std::uint32_t last);
  void add_part(const Relation& part);
  void add_marked(std::size_t n);
  void forget_rows();
  void take_tail();
  void give_back_tail();
  std::uint32_t insert_dense(const Value* const* columns, std::uint32_t n);
  bool unites(const Groups& groups, std::uint32_t i) const;
  bool number_groups(const Groups& groups, std::size_t total);
  void unite_groups(const Groups& groups);
  std::uint32_t insert_chosen(const Value* const* columns, std::uint32_t n);
  std::uint32_t insert_ordinal(const Value* const* columns, std::uint32_t n);
  std::uint32_t insert_packed(const Value* const* columns, std::uint32_t n);
  void insert_unpacked(const Buffer<std::uint64_t>& keys);
  std::uint32_t insert_wide(const Value* const* columns, std::uint32_t n);
  std::uint32_t insert_best(const Value* const* columns, std::uint32_t n);
  void append(const Value* const* columns, std::uint32_t i);
  bool better(Value a, Value b) const;

  std::uint32_t arity_;
  syntax::Extremum extremum_;
  std::uint32_t extremum_argument_;
  const Pool& pool_;
  Tuning tuning_;
  std::vector<std::uint32_t> key_columns_;  // all, but for the extremum argument
  std::uint32_t rows_ = 0;
  std::uint32_t snapshot_rows_ = 0;
  std::array<Span32, 2> spans_;  // of the columns of rows [0, spanned_)
  std::uint32_t spanned_ = 0;
  std::size_t expected_ = 0;  // rows in all, as far as told
  std::vector<Buffer<Value>> columns_;
  TupleSet set_;
  DenseSet dense_;        // in place of set_ when it is active
  OrdinalSet ordinal_;    // likewise
  bool whole_ = true;     // see Change
  bool set_due_ = false;  // neither is made: an index over the first column, covering the second, serves
  DenseSet snapshot_;
  Buffer<std::uint64_t> scratch_;
  Buffer<std::uint8_t> dead_;
  std::vector<std::uint32_t> superseded_;  // dead rows, in the order they died
  std::vector<std::unique_ptr<Index>> indexes_;
  struct Distinct {
    std::uint32_t rows = 0;
    double count = 0;
  };
  std::vector<Distinct> distinct_;
  std::vector<Growth> growth_;
  std::vector<Segment> segments_{{}};
  std::shared_ptr<Relation> below_;               // the one that it goes on from
  std::uint32_t first_own_ = 0;                   // rows from here on are its own, and alone in its set
  std::vector<std::unique_ptr<Relation>> parts_;  // kept from run to run, without rows
  std::uint32_t followed_ = 0;                    // of a part: its bitmap has so many rows of the whole
  bool lent_dense_ = false;                       // the first part has dense_
  bool holds_tail_ = false;
  bool tail_lent_ = false;  // to one that goes on from this one
};

// The rows of one relation that another of the same kind does not hold. REQUIRES: no extremum argument.
std::vector<std::uint32_t> rows_beyond(const Relation& of, Relation& beyond);

}  // namespace linchpin::engine
