// The rows of an answer where they are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "linchpin/datum.hpp"

namespace linchpin {

// The rows of an answer, for many of them: none is copied, and no text is made, until it is asked for. In the order of
// Answer::rows. They stay what they are whatever becomes of the session.
//
//   linchpin::Rows rows;
//   session.ask("edge(A, B)?", rows);
//   while (rows.next()) sum += rows.integer(0) * rows.integer(1);
class Rows {
 public:
  enum class Kind : std::uint8_t { integer, decimal, date, name, string, term };

  Rows();
  ~Rows();
  Rows(Rows&&) noexcept;
  Rows& operator=(Rows&&) noexcept;

  std::size_t size() const;
  std::size_t columns() const;
  bool next();    // to the next row, at first to the first one; false behind the last
  void rewind();  // before the first

  // Of the current row. REQUIRES: the last `next` was true, and column < columns().
  Kind kind(std::size_t column) const;
  std::int64_t integer(std::size_t column) const;  // REQUIRES: an integer
  double number(std::size_t column) const;         // REQUIRES: an integer or a decimal
  std::string_view text(
      std::size_t column) const;  // REQUIRES: a name or a string; without quotes, while these rows live
  Datum datum(std::size_t column) const;
  std::string_view level() const;  // as Answer::levels

 private:
  friend class Session;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace linchpin
