// Facts in bulk, without a text in between.
#pragma once

#include <concepts>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "linchpin/datum.hpp"

namespace linchpin {

// Facts to be stated, or taken back, all at once: see Session::add.
//
//   linchpin::Facts facts;
//   facts.add("exports", linchpin::Name{"china"}, linchpin::Name{"coal"}, 2.5);
//   facts.add("-allied", linchpin::Name{"china"}, linchpin::Name{"japan"});   // denied
//   session.add(facts);
//
// They belong to no session: one thread at a time fills them, and any number of sessions can be given the same ones.
// What does not fit (a day that there is not, a name without a letter) is an error once they are given to a session,
// with the number of the fact.
class Facts {
 public:
  Facts();
  ~Facts();
  Facts(Facts&&) noexcept;
  Facts& operator=(Facts&&) noexcept;

  // Integers and decimals are numbers, what reads as a string_view is a string, `true` and `false` are names; the
  // others are written as what they are: Name{"china"}, Date{"2024-06-19"}, TermText{"list(1, 2)"}, a Datum.
  template <class... Values>
  void add(std::string_view predicate, const Values&... values) {
    begin(predicate);
    (put(values), ...);
    end();
  }
  void add_row(std::string_view predicate, std::span<const Datum> values);

  std::size_t size() const;
  void clear();
  // As statements of the language, one a line, in their order: errors and explanations show them so.
  std::string text() const;

  // The same, argument by argument: `begin`, a `put` for each, `end`.
  void begin(std::string_view predicate);
  template <class Value>
  void put(const Value& value) {
    if constexpr (std::same_as<Value, bool>) {
      put_name(value ? "true" : "false");
    } else if constexpr (std::integral<Value>) {
      std::in_range<std::int64_t>(value) ? put_integer(static_cast<std::int64_t>(value))
                                         : put_term(std::to_string(value));
    } else if constexpr (std::floating_point<Value>) {
      put_decimal(static_cast<double>(value));
    } else if constexpr (std::convertible_to<const Value&, std::string_view>) {
      put_string(value);
    } else if constexpr (std::same_as<Value, Name>) {
      put_name(value.text);
    } else if constexpr (std::same_as<Value, Date>) {
      put_date(value.text);
    } else if constexpr (std::same_as<Value, TermText>) {
      put_term(value.text);
    } else {
      std::visit([this](const auto& one) { this->put(one); }, static_cast<const Datum&>(value));
    }
  }
  void end();

 private:
  friend class Session;
  struct Impl;

  void put_integer(std::int64_t integer);
  void put_decimal(double decimal);
  void put_string(std::string_view string);
  void put_name(std::string_view name);
  void put_date(std::string_view date);
  void put_term(std::string_view term);

  std::unique_ptr<Impl> impl_;
};

}  // namespace linchpin
