// What an expanded program declares.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "convert/souffle.hpp"
#include "syntax/diagnostic.hpp"

namespace linchpin::convert {

struct Column {
  std::string name;  // as written
  Type type;
};

struct Signature {
  std::vector<Column> columns;
  bool is_inline = false;
  bool is_equivalence = false;
};

struct BranchSignature {
  Type adt;
  std::vector<Type> fields;
};

struct Declared {
  std::map<std::string, Signature> relations;
  std::map<std::string, Type> types;  // by name, what each is below subtypes and unions
  std::map<std::string, std::vector<Type>> records;
  std::map<std::string, BranchSignature> branches;
};

// REQUIRES: the items are expanded (components.hpp). Tells of declarations that have no counterpart (E605), and of
// atoms and terms that have not as many arguments as their declaration (E604).
Declared declared(const std::vector<Item>& items, Diagnostics& diagnostics);

}  // namespace linchpin::convert
