#include "convert/load.hpp"

#include <fmt/core.h>

#include <map>
#include <set>

#include "convert/preprocess.hpp"
#include "convert/read.hpp"
#include "io/file.hpp"
#include "io/paths.hpp"

namespace linchpin::convert {
namespace {

constexpr std::uint16_t kPreprocessor = 602;
constexpr std::uint16_t kInclude = 603;
constexpr std::size_t kDeepestInclude = 50;

class Loader {
 public:
  Loader(const std::string& path, SourceMap& sources, Diagnostics& diagnostics)
      : root_{io::directory_of(path)}, sources_(sources), diagnostics_(diagnostics) {}

  std::vector<Item> load(const std::string& path, std::string text) {
    const std::string directory = io::directory_of(path);
    // What `#include` names is put through the preprocessor there and then, since its macros go on behind it; it is
    // found again, in its place among the items, by a name that no file has.
    const auto on_include = [&](std::string_view named) {
      std::string key = fmt::format("#{}", loaded_.size());
      loaded_[key];
      loaded_[key] = include(io::join(directory, named), named, {}, false);
      return key;
    };
    Preprocessed processed = preprocess(text, macros_, on_include);
    const FileId original = processed.problems.empty() ? 0 : sources_.add(path, std::move(text));
    for (const auto& problem : processed.problems) {
      const auto offset = static_cast<std::uint32_t>(problem.offset);
      diagnostics_.error(kPreprocessor, {original, offset, offset + 1}, problem.message,
                         "have Souffle's program preprocessed first, with `mcpp` or `cpp -P`");
    }
    const FileId file = sources_.add(path, std::move(processed.text));
    std::vector<Item> items = read(sources_, file, diagnostics_);
    resolve(items, directory);
    return items;
  }

 private:
  // Puts the items of included files in the place of what names them.
  void resolve(std::vector<Item>& items, const std::string& directory) {
    std::vector<Item> out;
    for (Item& item : items) {
      if (auto* component = std::get_if<Component>(&item.body)) resolve(component->items, directory);
      const auto* named = std::get_if<Include>(&item.body);
      if (named == nullptr) {
        out.push_back(std::move(item));
        continue;
      }
      const auto known = loaded_.find(named->path);
      std::vector<Item> included = known != loaded_.end()
                                       ? std::move(known->second)
                                       : include(io::join(directory, named->path), named->path, item.span, true);
      if (!item.comments.empty()) out.push_back({item.span, std::move(item.comments), {}, Ignored{}});
      for (Item& one : included) out.push_back(std::move(one));
    }
    items = std::move(out);
  }

  std::vector<Item> include(const std::string& path, std::string_view named, Span span, bool placed) {
    const auto fail = [&](std::string message, std::string hint) {
      diagnostics_.error(kInclude, span, std::move(message), std::move(hint)).placed = placed;
      return std::vector<Item>{};
    };
    if (!io::inside(path, root_)) {
      return fail(fmt::format("`{}` lies outside the folder of the program", named), "move it there");
    }
    if (depth_ == kDeepestInclude) return fail(fmt::format("`{}` includes itself", named), "");
    std::string why;
    std::optional<std::string> text = io::read_file(path, why);
    if (!text) return fail(fmt::format("can't read `{}`: {}", path, why), "");
    if (!once_.insert(io::resolve(path)).second && text->find(".once") != std::string::npos) return {};
    ++depth_;
    std::vector<Item> items = load(path, std::move(*text));
    --depth_;
    return items;
  }

  std::vector<std::string> root_;
  SourceMap& sources_;
  Diagnostics& diagnostics_;
  Macros macros_;
  std::map<std::string, std::vector<Item>> loaded_;
  std::set<std::string> once_;  // the files included so far
  std::size_t depth_ = 0;
};

}  // namespace

std::vector<Item> load(const std::string& path, std::string text, SourceMap& sources, Diagnostics& diagnostics) {
  return Loader(path, sources, diagnostics).load(path, std::move(text));
}

}  // namespace linchpin::convert
