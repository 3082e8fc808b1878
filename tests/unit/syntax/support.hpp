// Texts in, trees and messages out.
#pragma once

#include <string>
#include <vector>

#include "syntax/parse.hpp"
#include "syntax/print.hpp"

namespace linchpin::syntax::test {

struct Parsed {
  SourceMap sources;
  FileId file = 0;
  Diagnostics diagnostics;
  std::vector<Statement> statements;

  explicit Parsed(std::string text);
  // All messages as they are shown.
  std::string rendered() const;
  // `line:column E020: message`, a line each.
  std::string summary() const;
};

// The one statement of a text without errors, printed.
std::string printed(const std::string& text);
// `2:3 E042: ...` of all errors; empty if there are none.
std::string errors(const std::string& text);
// Writes out everything a tree holds but the places, so that two trees are equal when their dumps are.
std::string dump(const Statement& statement);
std::string dump(const Term& term);

}  // namespace linchpin::syntax::test
