// The words that begin a form, for suggestions when one is misspelt.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace linchpin::syntax {

inline const std::vector<std::string>& statement_keywords() {
  static const std::vector<std::string> words = {
      "about",        "assumable", "claim",     "compare",  "conflicts", "constraint", "entity",
      "export",       "find",      "functor",   "graph",    "import",    "in",         "include",
      "incompatible", "levels",    "linchpins", "normally", "overrides", "predicate",  "requires",
      "retract",      "scenario",  "sort",      "source",   "suppose",   "trust",      "why"};
  return words;
}

inline const std::vector<std::string>& question_keywords() {
  static const std::vector<std::string> words = {"about", "compare",   "conflicts", "find",    "graph",
                                                 "in",    "linchpins", "requires",  "suppose", "why"};
  return words;
}

inline const std::vector<std::string>& edit_keywords() {
  static const std::vector<std::string> words = {"assume", "claim", "deny", "retract", "trust", "without"};
  return words;
}

inline const std::vector<std::string>& header_keywords() {
  static const std::vector<std::string> words = {"added", "at",     "by",      "extends", "implicit",
                                                 "level", "remark", "repeats", "stated"};
  return words;
}

// The others.
inline const std::vector<std::string>& inner_keywords() {
  static const std::vector<std::string> words = {"all",  "as",    "asc",   "below", "by",  "desc",
                                                 "from", "least", "limit", "max",   "min", "mod",
                                                 "not",  "of",    "order", "table", "to",  "where"};
  return words;
}

inline bool is_keyword(std::string_view word) {
  const auto has = [&](const std::vector<std::string>& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
  };
  return has(statement_keywords()) || has(edit_keywords()) || has(header_keywords()) || has(inner_keywords());
}

}  // namespace linchpin::syntax
