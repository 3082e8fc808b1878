// The run-time half of argument types: derived tuples that analysis could not prove to fit their declaration.
#include "engine/pipeline.hpp"

namespace linchpin::engine {
namespace {

bool fits(analysis::Type::Kind type, linchpin::Kind kind) {
  using Type = analysis::Type::Kind;
  switch (type) {
    case Type::any:
      return true;
    case Type::symbol:
      return kind == Kind::name;
    case Type::integer:
      return kind == Kind::integer;
    case Type::decimal:
      return kind == Kind::decimal;
    case Type::number:
      return kind == Kind::integer || kind == Kind::decimal;
    case Type::string:
      return kind == Kind::string;
    case Type::date:
      return kind == Kind::date;
    case Type::term:
      return kind == Kind::term;
    case Type::sort:
      return true;  // looked up in the sort's relation
  }
  return true;
}

}  // namespace

void Pipeline::check_head(const Value* const* columns, std::uint32_t n) {
  for (const analysis::HeadCheck& check : rule_.checks) {
    const Value* column = columns[check.argument];
    std::array<std::uint8_t, kBlock> ok;
    if (check.type.kind == analysis::Type::Kind::sort) {
      database_->relation(check.type.sort).contains(&column, n, ok.data());
    } else {
      for (std::uint32_t i = 0; i < n; ++i) ok[i] = fits(check.type.kind, column[i].kind()) ? 1 : 0;
    }
    for (std::uint32_t i = 0; i < n; ++i) {
      if (ok[i] != 0) continue;
      // The engine adds the predicate's and the argument's names.
      throw IllTyped{&rule_, check, column[i]};
    }
  }
}

}  // namespace linchpin::engine
