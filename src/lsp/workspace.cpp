#include "lsp/workspace.hpp"

#include <algorithm>
#include <iterator>

#include "io/file.hpp"
#include "io/paths.hpp"

namespace linchpin::lsp {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostFiles = 5000;  // that are looked for in folders

bool is_skipped(const fs::path& directory) {
  const std::string name = directory.filename().string();
  return name.starts_with('.') || name == "build" || name == "node_modules";
}

}  // namespace

void Workspace::add_folder(const std::string& path) {
  folders_.push_back(path);
  look_again();
}

void Workspace::look_again() {
  std::erase_if(known_, [](const std::string& path) {
    std::error_code gone;
    return !fs::exists(path, gone);
  });
  std::error_code error;
  for (const std::string& folder : folders_) {
    const auto options = fs::directory_options::skip_permission_denied;
    for (fs::recursive_directory_iterator it(folder, options, error), end; !error && it != end; it.increment(error)) {
      std::error_code unreadable;
      if (it->is_directory(unreadable)) {
        if (is_skipped(it->path())) it.disable_recursion_pending();
      } else if (it->path().extension() == ".kb" && known_.size() < kMostFiles) {
        known_.insert(io::resolve(it->path().string()));
      }
    }
  }
  std::erase_if(files_, [](const auto& entry) {
    if (entry.second->open) return false;
    std::error_code gone;
    const auto written = fs::last_write_time(entry.first, gone);
    return gone || written != entry.second->written;
  });
}

void Workspace::read_names_of(File& file) {
  file.names = read_names(file.text.str());
  file.includes.clear();
  for (const std::string& include : file.names.includes) {
    file.includes.push_back(io::resolve(io::join(io::directory_of(file.path), include)));
  }
}

void Workspace::open(const std::string& path, std::string text) { change(path, Text(std::move(text))); }

void Workspace::change(const std::string& path, Text text) {
  auto& file = files_[path];
  if (!file) file = std::make_unique<File>();
  file->path = path;
  file->open = true;
  file->text = std::move(text);
  read_names_of(*file);
  known_.insert(path);
}

void Workspace::close(const std::string& path) {
  files_.erase(path);
  look_again();
}

bool Workspace::is_open(const std::string& path) const {
  const auto at = files_.find(path);
  return at != files_.end() && at->second->open;
}

std::vector<const File*> Workspace::open_files() const {
  std::vector<const File*> out;
  for (const auto& [path, file] : files_) {
    if (file->open) out.push_back(file.get());
  }
  return out;
}

std::vector<const File*> Workspace::files() {
  std::vector<const File*> out;
  for (const std::string& path : std::set<std::string>(known_)) {
    if (const File* file = this->file(path)) out.push_back(file);
  }
  return out;
}

const File* Workspace::file(const std::string& path) {
  if (const auto at = files_.find(path); at != files_.end()) return at->second.get();
  std::string why;
  std::optional<std::string> content = io::read_file(path, why);
  if (!content) return nullptr;
  auto file = std::make_unique<File>();
  file->path = path;
  std::error_code unknown;
  file->written = fs::last_write_time(path, unknown);
  file->text = Text(*std::move(content));
  read_names_of(*file);
  known_.insert(path);
  return (files_[path] = std::move(file)).get();
}

// By file: those that include it, `main.kb` first.
Workspace::Includers Workspace::includers() {
  Includers out;
  for (const std::string& known : std::set<std::string>(known_)) {
    const File* file = this->file(known);
    if (file == nullptr) continue;
    for (const std::string& include : file->includes) out[include].push_back(known);
  }
  for (auto& [ignored, from] : out) {
    std::stable_partition(from.begin(), from.end(), [](const std::string& p) { return p.ends_with("/main.kb"); });
  }
  return out;
}

std::string Workspace::root(const std::string& path) {
  std::string at = path;
  std::set<std::string> seen;
  Includers by = includers();
  while (seen.insert(at).second) {
    const std::vector<std::string>& from = by[at];
    if (from.empty()) break;
    const std::string directory = io::directory_of(at);
    const auto near = std::find_if(from.begin(), from.end(), [&](const std::string& one) {
      return directory == io::directory_of(one) || directory.starts_with(io::directory_of(one) + "/");
    });
    if (near != from.end()) {
      at = *near;
    } else if (at == path) {
      at = from.front();
    } else {
      break;
    }
  }
  return at;
}

std::vector<const File*> Workspace::reading(const std::string& root) {
  std::vector<const File*> out;
  std::set<std::string> seen;
  std::vector<std::string> waiting{root};
  while (!waiting.empty()) {
    const std::string path = std::move(waiting.back());
    waiting.pop_back();
    if (!seen.insert(path).second) continue;
    const File* file = this->file(path);
    if (file == nullptr) continue;
    out.push_back(file);
    std::copy(file->includes.rbegin(), file->includes.rend(), std::back_inserter(waiting));
  }
  return out;
}

std::vector<const File*> Workspace::around(const std::string& path) {
  std::map<std::string, const File*> out;
  std::vector<std::string> waiting{path};
  Includers by = includers();
  while (!waiting.empty()) {
    const std::string at = std::move(waiting.back());
    waiting.pop_back();
    const File* file = out.contains(at) ? nullptr : this->file(at);
    if (file == nullptr) continue;
    out.emplace(at, file);
    std::copy(file->includes.begin(), file->includes.end(), std::back_inserter(waiting));
    const std::vector<std::string>& from = by[at];
    std::copy(from.begin(), from.end(), std::back_inserter(waiting));
  }
  std::vector<const File*> files;
  for (const auto& [ignored, file] : out) files.push_back(file);
  return files;
}

std::vector<Found> Workspace::all(const File& file, const Symbol& symbol) {
  std::vector<Found> out;
  for (const File* other : around(file.path)) {
    for (const Occurrence& o : other->names.occurrences) {
      const bool same = other == &file ? o.symbol.is(symbol) : o.symbol.is_elsewhere(symbol);
      if (same) out.push_back({other, &o});
    }
  }
  return out;
}

}  // namespace linchpin::lsp
