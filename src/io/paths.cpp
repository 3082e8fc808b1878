#include "io/paths.hpp"

#include <algorithm>
#include <filesystem>

namespace linchpin::io {

namespace fs = std::filesystem;

std::string join(std::string_view directory, std::string_view path) {
  if (directory.empty() || directory == "." || path.starts_with('/')) return std::string(path);
  return (fs::path(directory) / fs::path(path)).string();
}

std::string directory_of(std::string_view path) {
  const std::string directory = fs::path(path).parent_path().string();
  return directory.empty() ? "." : directory;
}

std::string resolve(const std::string& path) {
  std::error_code error;
  const fs::path absolute = fs::absolute(path, error);
  if (error) return {};
  const fs::path resolved = fs::weakly_canonical(absolute, error);
  return error ? std::string() : resolved.string();
}

bool inside(const std::string& path, std::span<const std::string> directories) {
  const std::string resolved = resolve(path);
  if (resolved.empty()) return false;
  return std::any_of(directories.begin(), directories.end(), [&](const std::string& directory) {
    std::string root = resolve(directory);
    if (root.empty()) return false;
    if (root.back() != '/') root += '/';
    return resolved.starts_with(root);
  });
}

}  // namespace linchpin::io
