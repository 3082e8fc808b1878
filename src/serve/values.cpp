#include "serve/values.hpp"

#include <fmt/core.h>

#include "io/cell_value.hpp"
#include "session/answers.hpp"

namespace linchpin::serve {
namespace {

using json::Json;

// Of the arguments of a declared predicate, as `Session::predicates` tells them: "who: actor", "cost: min int".
io::CellType type_of(std::string_view argument) {
  const std::string_view word = argument.substr(argument.rfind(' ') + 1);
  if (word == "int") return io::CellType::integer;
  if (word == "decimal") return io::CellType::decimal;
  if (word == "number") return io::CellType::number;
  if (word == "string") return io::CellType::string;
  if (word == "date") return io::CellType::date;
  if (word == "any" || word == "term") return io::CellType::any;
  return io::CellType::symbol;
}

std::vector<io::CellType> types_of(const Session& session, const std::string& predicate, std::size_t arity) {
  std::vector<io::CellType> out(arity, io::CellType::any);
  for (const PredicateInfo& info : session.predicates()) {
    if (info.name != predicate || info.arguments.size() != arity) continue;
    for (std::size_t a = 0; a < arity; ++a) out[a] = type_of(info.arguments[a]);
  }
  return out;
}

std::optional<Value> value_of(const Json& given, io::CellType type, Pool& pool, io::CellProblem& problem) {
  if (given.is_string()) return io::text_value(given.get_ref<const std::string&>(), type, pool, problem);
  if (given.is_boolean()) return io::text_value(given.get<bool>() ? "true" : "false", type, pool, problem);
  if (given.is_number_unsigned() && !std::in_range<std::int64_t>(given.get<std::uint64_t>())) {
    io::too_large_number(given.dump(), problem);
    return std::nullopt;
  }
  if (given.is_number_integer()) return io::integer_value(given.get<std::int64_t>(), type, pool, problem);
  if (given.is_number_float()) return io::decimal_value(given.get<double>(), type, pool, problem);
  problem.message = fmt::format("`{}` is no value", given.dump());
  problem.hint = "a value is a number, a text, true or false";
  return std::nullopt;
}

}  // namespace

Facts facts_of(const Session& session, const std::string& predicate, const Json& rows) {
  Facts out;
  Pool pool;
  std::vector<io::CellType> types;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const Json& row = rows[r];
    if (!row.is_array())
      throw Refusal{fmt::format("row {} is no list", r + 1), R"(write "rows": [["a", 1], ["b", 2]])"};
    if (r == 0 || row.size() != types.size()) types = types_of(session, predicate, row.size());
    out.begin(predicate);
    for (std::size_t c = 0; c < row.size(); ++c) {
      io::CellProblem problem;
      const std::optional<Value> value = value_of(row[c], types[c], pool, problem);
      if (!value)
        throw Refusal{fmt::format("row {}, value {}: {}", r + 1, c + 1, problem.message), std::move(problem.hint)};
      out.put(session::datum(pool, *value));
    }
    out.end();
  }
  return out;
}

}  // namespace linchpin::serve
