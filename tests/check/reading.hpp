// The statements of files, read by the checker of proofs itself: files included, and tables as facts.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "syntax/ast.hpp"

namespace linchpin::check {

using Statements = std::vector<syntax::Statement>;

// Reads texts one after another, as one base; a file that is included is read once.
class Reader {
 public:
  // With paths as from the file `name`. Throws std::runtime_error on what can't be read or parsed.
  void text(const std::string& name, const std::string& text);
  // What has been read, with the statements of an included file in place of `include`, and paths of tables made whole.
  const Statements& statements() const { return out_; }

 private:
  std::set<std::string> read_;
  Statements out_;
};
std::string read_file(const std::string& path);

// A table's rows as facts, as `import` takes them. `types`: those of the predicate's declaration; empty without one.
// Throws naive::Invalid for a kind of table that is not known here.
Statements read_table(const syntax::Import& import, const std::string& path, const std::vector<std::string>& types);

}  // namespace linchpin::check
