// The builtins: rows of one table. To add one, add a row in builtins.cpp and a program test.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "value/pool.hpp"

namespace linchpin {

using BuiltinId = std::uint16_t;

// Why a builtin has no value for its arguments. The engine turns it into an error that names the rule and the values.
struct BuiltinError {
  enum class Kind : std::uint8_t { overflow, division_by_zero, wrong_kind, bad_pattern };
  Kind kind;
  std::string detail;  // "+ needs numbers, and got the name `china`"
};

struct Builtin {
  enum class Form : std::uint8_t {
    function,   // has a value: in terms, `X = lower(Y)`
    test,       // holds or not: a literal, `contains(X, "a")`, all arguments bound
    generator,  // a literal that binds its later arguments from the first: arg(X, N, A), functor(X, F)
  };
  std::string_view name;
  std::uint8_t arity;  // of a generator: all its arguments
  Form form;
  bool can_fail;           // may return a BuiltinError
  std::string_view usage;  // "contains(Text, Part)", for messages
};

std::span<const Builtin> builtins();
std::optional<BuiltinId> find_builtin(std::string_view name, std::size_t arity);
// Any builtin of that name, for "takes 2 arguments" messages and to tell a call from a term.
std::optional<BuiltinId> find_builtin(std::string_view name);

// REQUIRES: form is function, args.size() == arity.
std::optional<Value> apply(BuiltinId id, Pool& pool, std::span<const Value> args, std::optional<BuiltinError>& error);
// REQUIRES: form is test. Holds or not; not when an error is set.
bool test(BuiltinId id, Pool& pool, std::span<const Value> args, std::optional<BuiltinError>& error);
// REQUIRES: form is generator. Appends one tuple of the other arguments' values after another to `rows`: of all that
// there are, those from number `from` on, at most `most`. Where they are fewer, no others follow.
void generate(BuiltinId id, Pool& pool, Value first, std::size_t from, std::size_t most, std::vector<Value>& rows);

}  // namespace linchpin
