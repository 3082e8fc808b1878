// What Souffle's names become: `VarPointsTo` is `var_points_to`, a variable `x` is `X`.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "convert/program.hpp"

namespace linchpin::convert {

// Small letters, words parted by `_`: the style of Linchpin's names. Dots of qualified names part words, too.
std::string plain_name(std::string_view name);

// The names of a program's predicates and functors. No two are the same, and none is a builtin's or a relation's of the
// language: where they would be, the later one has a number behind it.
class Names {
 public:
  Names(const std::vector<Item>& items, const Declared& declared);

  // Empty for what is not declared, which is told elsewhere.
  std::string predicate(const std::string& relation) const { return find(predicates_, relation); }
  // Of a record type; of one without a name, which is compared with its like only, `record`.
  std::string record(const std::string& type) const { return find(records_, type); }
  std::string branch(const std::string& branch) const { return find(branches_, branch); }
  bool has_predicate(const std::string& relation) const { return predicates_.contains(relation); }

 private:
  std::string take(std::string_view name);
  static std::string find(const std::map<std::string, std::string>& names, const std::string& name) {
    const auto found = names.find(name);
    return found == names.end() ? std::string() : found->second;
  }

  std::set<std::string> taken_;
  std::map<std::string, std::string> predicates_, records_, branches_;
};

// The variables of one rule.
class VariableNames {
 public:
  const std::string& of(const std::string& variable);
  std::string fresh(std::string_view like);

 private:
  std::map<std::string, std::string> names_;
  std::set<std::string> taken_;
};

}  // namespace linchpin::convert
