// What a pipeline gives the head tuples of its rule to.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "engine/budget.hpp"
#include "engine/relation.hpp"
#include "value/value.hpp"

namespace linchpin::engine {

class Parts;

// What a run has to do, by its plan's estimates.
struct Work {
  double rows = 0, heads = 0;  // rows in all, and of the head
  std::size_t steps = 0;
};

class Sink {
 public:
  virtual ~Sink() = default;
  // Tuples as columns, duplicates included.
  virtual void take(const Value* const* columns, std::uint32_t n) = 0;
  // The same as groups of pairs, not written out. Whether they were taken; if not, the pipeline writes them out.
  virtual bool take_groups(const Groups&) { return false; }
  // Whether it is too early to tell how tuples are best taken: a run then gives the next of its units by itself.
  virtual bool is_early() { return false; }
  // Whether several threads may take them, and that pays.
  virtual bool has_parts(const Work&) const { return false; }
  // Begins parts for n threads; until they are added or given up, nothing is taken otherwise. REQUIRES: has_parts.
  virtual std::unique_ptr<Parts> parts(std::size_t n);
};

// What several threads take at once, each for one part after another; the parts are then added in order, so that what
// comes of it is what one thread would have given. They are added or given up in the end.
class Parts {
 public:
  virtual ~Parts() = default;
  virtual std::size_t size() const = 0;  // thread k takes part k first
  // How much is to be given to all of them before it is added: rows, about.
  virtual std::uint64_t at_once() const { return std::uint64_t{1} << 63; }
  virtual Sink& part(std::size_t number, Budget& budget) = 0;  // called by the part's thread, once before each `add`
  virtual std::uint64_t bytes(std::size_t number) const = 0;
  virtual std::uint32_t add() = 0;  // how many rows that were
  virtual void give_up() = 0;
};

inline std::unique_ptr<Parts> Sink::parts(std::size_t) { return nullptr; }

}  // namespace linchpin::engine
