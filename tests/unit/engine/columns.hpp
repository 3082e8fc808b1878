// Rows as columns, the form in which relations and sinks take them.
#pragma once

#include <vector>

#include "engine/relation.hpp"

namespace linchpin::test_support {

struct Columns {
  std::vector<std::vector<Value>> values;
  std::vector<const Value*> pointers;

  explicit Columns(const std::vector<std::vector<Value>>& rows, std::size_t width) : values(width) {
    for (const auto& row : rows) {
      for (std::size_t c = 0; c < width; ++c) values[c].push_back(row[c]);
    }
    for (const auto& column : values) pointers.push_back(column.data());
  }
};

inline std::uint32_t insert(engine::Relation& relation, const std::vector<std::vector<Value>>& rows) {
  const Columns columns(rows, relation.arity());
  return relation.insert(columns.pointers.data(), static_cast<std::uint32_t>(rows.size()));
}

inline bool contains(const engine::Relation& relation, const std::vector<Value>& row) {
  const Columns columns({row}, relation.arity());
  std::uint8_t found = 2;
  relation.contains(columns.pointers.data(), 1, &found);
  return found == 1;
}

}  // namespace linchpin::test_support
