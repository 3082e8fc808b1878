// Files and typed text as a script: statements, the questions asked of them, and what is taken back in between.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "knowledge/module.hpp"
#include "syntax/ast.hpp"
#include "syntax/diagnostic.hpp"
#include "syntax/parse.hpp"
#include "value/pool.hpp"

namespace linchpin::session {

struct Asked {
  syntax::Question question;
  Span span;  // with the question mark
};

struct Retraction {
  syntax::Retract retract;
  Span span;
};

// What stands between two `retract`s: all statements hold together, then the questions are answered, then the
// retractions that follow are made.
struct Segment {
  knowledge::Module module;
  std::vector<Asked> questions;
  std::vector<Retraction> retractions;
};

// All that the segments state, as one module, and the questions among it, which stay in the segments.
void merge(std::vector<Segment>& segments, knowledge::Module& module, std::vector<const syntax::Question*>& questions);

// Which files were read, and which may be.
struct Paths {
  std::vector<std::string> allowed;  // directories: those of the files that the user named, and --allow-path
  std::set<std::string> read;        // resolved: each file is read once
  std::vector<std::string> loaded;   // as given to `load`
  // By resolved path: what is read instead of the file.
  std::map<std::string, std::shared_ptr<const std::string>> texts;
};

// Stops the reading when it returns false.
using KeepReading = std::function<bool()>;

class ScriptReader {
 public:
  ScriptReader(SourceMap& sources, Pool& pool, Paths& paths, Diagnostics& diagnostics, KeepReading keep_reading)
      : sources_(sources),
        pool_(pool),
        paths_(paths),
        diagnostics_(diagnostics),
        keep_reading_(std::move(keep_reading)) {}

  // Files with all that they include; "-" is standard input. What they state is taken in the order of their names, so
  // that nothing depends on the order in which they are given, unless one takes something back; questions as given.
  void files(const std::vector<std::string>& paths);
  // `directory` is what paths in the text start from.
  void text(std::string name, std::string text, const std::string& directory);
  // What the user types: unlike a file, it may have pictures written anywhere.
  void typed(std::string name, std::string text);

  // For texts of more than this many bytes: how many a thread parses at a time. And how many do, 0 for the usual
  // number.
  std::uint32_t piece_bytes = std::uint32_t{256} << 10;
  unsigned threads = 0;

  bool stopped() const { return stopped_; }
  std::size_t bytes() const;  // of what was read so far, but for the texts
  std::vector<Segment> take() { return std::move(segments_); }

 private:
  void file(const std::string& path);
  void parse(FileId file, const std::string& directory);
  void parse_pieces(FileId file, const std::string& directory);
  syntax::Sinks sinks(const std::string& directory);
  void take(syntax::Statement&& statement, const std::string& directory);
  void include(const syntax::Include& include, const std::string& directory);
  bool table(syntax::Import& import, const std::string& directory);
  bool allowed(const std::string& path, Span span);
  std::optional<std::string> content(const std::string& path, std::string& why) const;
  Segment& segment() {
    if (segments_.empty() || !segments_.back().retractions.empty()) segments_.emplace_back();
    return segments_.back();
  }

  SourceMap& sources_;
  Pool& pool_;
  Paths& paths_;
  Diagnostics& diagnostics_;
  KeepReading keep_reading_;
  std::vector<Segment> segments_;
  std::uint32_t until_look_ = 0;  // statements
  std::size_t depth_ = 0;         // files that include one another
  bool stopped_ = false;
  bool typed_ = false;  // what is read is not a file
};

}  // namespace linchpin::session
