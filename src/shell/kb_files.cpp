#include "shell/kb_files.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>

namespace linchpin::shell {

namespace fs = std::filesystem;

std::string collect_files(const std::string& path, bool included, std::vector<std::string>& files) {
  std::error_code error;
  if (!fs::is_directory(path, error)) {
    if (!fs::exists(path, error)) return fmt::format("can't read {}: no such file or directory", path);
    files.push_back(path);
    return {};
  }
  std::vector<std::string> found;
  for (fs::recursive_directory_iterator it(path, error), end; it != end; it.increment(error)) {
    if (error) return fmt::format("can't read {}: {}", path, error.message());
    const std::string name = it->path().filename().string();
    if (it->path().extension() == ".kb" && (included || !name.starts_with('_')) && !it->is_directory())
      found.push_back(it->path().string());
  }
  std::sort(found.begin(), found.end());
  files.insert(files.end(), found.begin(), found.end());
  return {};
}

}  // namespace linchpin::shell
