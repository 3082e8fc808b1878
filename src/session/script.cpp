#include "session/script.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <numeric>
#include <optional>
#include <utility>

#include "io/file.hpp"
#include "io/format.hpp"
#include "io/paths.hpp"
#include "syntax/parse.hpp"
#include "syntax/print.hpp"

namespace linchpin::session {
namespace {

constexpr std::uint16_t kUnreadable = 440;
constexpr std::uint16_t kTooLarge = 441;
constexpr std::uint16_t kOutside = 442;
constexpr std::uint16_t kStandardInputTaken = 443;
constexpr std::uint16_t kIncludedTooDeep = 444;

// Among the paths that were read, which are else resolved and begin with `/`.
constexpr const char* kStandardInput = "-";

constexpr const char* kSplit = "split the file, and name the parts with `include`; or load tables by `import`";

// The nearest name in the directory where the file was looked for.
std::string similar_file(const std::string& path) {
  std::vector<std::string> names;
  std::error_code error;
  for (std::filesystem::directory_iterator it(io::directory_of(path), error), end; !error && it != end;
       it.increment(error)) {
    if (it->path().extension() == ".kb") names.push_back(it->path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return nearest(std::filesystem::path(path).filename().string(), names);
}

}  // namespace

void merge(std::vector<Segment>& segments, knowledge::Module& module, std::vector<const syntax::Question*>& questions) {
  for (Segment& segment : segments) {
    module.append(std::move(segment.module));
    for (const Asked& asked : segment.questions) questions.push_back(&asked.question);
  }
}

std::size_t ScriptReader::bytes() const {
  std::size_t sum = 0;
  for (const Segment& segment : segments_) sum += segment.module.bytes();
  return sum;
}

void ScriptReader::files(const std::vector<std::string>& paths) {
  std::vector<std::size_t> by_name(paths.size());
  std::iota(by_name.begin(), by_name.end(), std::size_t{0});
  const auto name_of = [&](std::size_t i) { return paths[i] == "-" ? std::string() : io::resolve(paths[i]); };
  std::stable_sort(by_name.begin(), by_name.end(), [&](auto a, auto b) { return name_of(a) < name_of(b); });
  for (const std::string& path : paths) {
    if (path != "-") paths_.allowed.push_back(io::directory_of(path));  // for each other, too
  }
  std::vector<std::vector<Segment>> parts(paths.size());
  bool retracts = false;
  for (const std::size_t i : by_name) {
    file(paths[i]);
    parts[i] = std::exchange(segments_, {});
    retracts = retracts || parts[i].size() > 1 || (!parts[i].empty() && !parts[i].front().retractions.empty());
    if (stopped_) return;
  }
  const auto take_module = [this](Segment& from) { segment().module.append(std::move(from.module)); };
  const auto take_questions = [this](Segment& from) {
    std::move(from.questions.begin(), from.questions.end(), std::back_inserter(segment().questions));
  };
  for (std::size_t i = 0; i < parts.size() && !retracts; ++i) {
    for (Segment& one : parts[by_name[i]]) take_module(one);
  }
  for (auto& part : parts) {
    for (Segment& one : part) {
      if (retracts) take_module(one);
      take_questions(one);
      if (retracts) segments_.back().retractions = std::move(one.retractions);
    }
  }
}

void ScriptReader::file(const std::string& path) {
  if (path == "-") {
    paths_.read.insert(kStandardInput);
    std::string why;
    std::optional<std::string> content = io::read_stream(std::cin, why);
    if (!content) {
      diagnostics_.error(kUnreadable, {}, "can't read standard input: " + why, kSplit).placed = false;
      return;
    }
    paths_.allowed.emplace_back(".");
    text("<stdin>", std::move(*content), ".");
    return;
  }
  if (!paths_.read.insert(io::resolve(path)).second) return;
  std::string why;
  std::optional<std::string> content = this->content(path, why);
  if (!content) {
    const std::string like = similar_file(path);
    Diagnostic& d = diagnostics_.error(
        kUnreadable, {}, fmt::format("can't read `{}`: {}", path, why),
        like.empty() ? "" : fmt::format("did you mean `{}`?", io::join(io::directory_of(path), like)));
    d.placed = false;
    paths_.read.erase(io::resolve(path));
    return;
  }
  text(path, std::move(*content), io::directory_of(path));
}

void ScriptReader::text(std::string name, std::string text, const std::string& directory) {
  if (text.size() >= 0xFFFFFFFFULL) {
    Diagnostic& d = diagnostics_.error(kTooLarge, {}, fmt::format("`{}` is larger than 4 GiB", name), kSplit);
    d.placed = false;
    return;
  }
  parse(sources_.add(std::move(name), std::move(text)), directory);
}

void ScriptReader::typed(std::string name, std::string text) {
  typed_ = true;
  this->text(std::move(name), std::move(text), ".");
  typed_ = false;
}

void ScriptReader::parse(FileId file, const std::string& directory) {
  if (sources_.text(file).size() > piece_bytes) {
    parse_pieces(file, directory);
  } else {
    syntax::parse(sources_, file, diagnostics_, sinks(directory));
  }
}

syntax::Sinks ScriptReader::sinks(const std::string& directory) {
  const auto goes_on = [this] {
    constexpr std::uint32_t kStatementsPerLook = 1024;
    if (until_look_-- == 0) {
      until_look_ = kStatementsPerLook;
      if (!keep_reading_()) stopped_ = true;
    }
    return !stopped_;
  };
  return {[this, goes_on, directory](syntax::Statement&& statement) {
            if (!goes_on()) return false;
            take(std::move(statement), directory);
            return !stopped_;
          },
          [this, goes_on](const syntax::PlainFact& fact) {
            if (!goes_on()) return false;
            segment().module.add(fact, pool_);
            return true;
          }};
}

void ScriptReader::take(syntax::Statement&& statement, const std::string& directory) {
  if (auto* question = std::get_if<syntax::Question>(&statement.body)) {
    if (!question->path.empty() && !typed_) {
      question->path = io::join(directory, question->path);
      if (!allowed(question->path, question->path_span)) return;
    }
    segment().questions.push_back({std::move(*question), statement.span});
  } else if (auto* retract = std::get_if<syntax::Retract>(&statement.body)) {
    if (segments_.empty()) segments_.emplace_back();
    segments_.back().retractions.push_back({std::move(*retract), statement.span});
  } else if (auto* inc = std::get_if<syntax::Include>(&statement.body)) {
    include(*inc, directory);
  } else {
    // Paths of tables start from the file that names them, too.
    if (auto* import = std::get_if<syntax::Import>(&statement.body)) {
      if (!table(*import, directory)) return;
    }
    if (auto* exported = std::get_if<syntax::Export>(&statement.body);
        exported && !io::is_standard_stream(exported->path)) {
      exported->path = io::join(directory, exported->path);
      if (!allowed(exported->path, exported->path_span)) return;
    }
    segment().module.add(std::move(statement), pool_);
  }
}

// Settles the path of an `import`. False, with an error, if nothing may or can be read there.
bool ScriptReader::table(syntax::Import& import, const std::string& directory) {
  if (import.table.empty() && io::is_standard_stream(import.path)) {
    if (paths_.read.insert(kStandardInput).second) return true;
    diagnostics_.error(kStandardInputTaken, import.path_span, "standard input was read already",
                       "read it once: as the program, or for one `import`");
    return false;
  }
  import.path = io::join(directory, import.path);
  if (!allowed(import.path, import.path_span)) return false;
  std::error_code error;
  if (std::filesystem::exists(import.path, error)) return true;
  diagnostics_.error(kUnreadable, import.path_span, fmt::format("there is no file `{}`", import.path),
                     "a path is relative to the file that names it");
  return false;
}

bool ScriptReader::allowed(const std::string& path, Span span) {
  if (io::inside(path, paths_.allowed)) return true;
  diagnostics_.error(kOutside, span, fmt::format("`{}` is outside the directories of the files that were named", path),
                     fmt::format("allow it on the command line: --allow-path {}", io::directory_of(path)));
  return false;
}

std::optional<std::string> ScriptReader::content(const std::string& path, std::string& why) const {
  const auto set = paths_.texts.find(io::resolve(path));
  return set == paths_.texts.end() ? io::read_file(path, why) : *set->second;
}

void ScriptReader::include(const syntax::Include& include, const std::string& directory) {
  constexpr std::size_t kMostIncluded = 100;  // in one another
  const std::string path = io::join(directory, include.path);
  if (!allowed(path, include.path_span)) return;
  if (depth_ == kMostIncluded) {
    diagnostics_.error(kIncludedTooDeep, include.path_span,
                       fmt::format("files include one another more than {} deep", kMostIncluded),
                       "let one file include the others, side by side");
    return;
  }
  if (!paths_.read.insert(io::resolve(path)).second) return;
  std::string why;
  std::optional<std::string> content = this->content(path, why);
  if (!content) {
    const std::string like = similar_file(path);
    diagnostics_
        .error(kUnreadable, include.path_span, fmt::format("can't read `{}`: {}", path, why),
               like.empty() ? "a path is relative to the file that includes it"
                            : fmt::format("did you mean \"{}\"?", io::join(io::directory_of(include.path), like)))
        .replacement = like.empty() ? "" : syntax::print_string(io::join(io::directory_of(include.path), like));
    paths_.read.erase(io::resolve(path));
    return;
  }
  const bool was_typed = std::exchange(typed_, false);
  ++depth_;
  text(path, std::move(*content), io::directory_of(path));
  --depth_;
  typed_ = was_typed;
}

}  // namespace linchpin::session
