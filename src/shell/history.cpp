#include "shell/history.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace linchpin::shell {
namespace {

constexpr std::size_t kKept = 5000;

// Appends to the file, or begins it anew.
bool write(const std::string& path, std::string_view text, int mode) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | mode, 0600);
  if (descriptor < 0) return false;
  const bool written = ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  return ::close(descriptor) == 0 && written;
}

}  // namespace

namespace {

// A file of ours below the directory that the variable names, or below that one of the home.
std::string own_path(const char* variable, const char* below_home, const char* name) {
  namespace fs = std::filesystem;
  const char* chosen = std::getenv(variable);
  if (chosen != nullptr && *chosen == '/') return (fs::path(chosen) / "linchpin" / name).string();
  const char* home = std::getenv("HOME");
  if (home == nullptr || *home == '\0') return {};
  return (fs::path(home) / below_home / "linchpin" / name).string();
}

}  // namespace

std::string history_path() { return own_path("XDG_STATE_HOME", ".local/state", "history"); }
std::string init_path() { return own_path("XDG_CONFIG_HOME", ".config", "init"); }

History::History(std::string path) : path_(std::move(path)) {
  std::ifstream in(path_);
  for (std::string line; std::getline(in, line);) {
    if (!line.empty()) entries_.push_back(line);
  }
  if (entries_.size() <= kKept) return;
  // Twice as many as are kept would be read each time: the oldest go, by a file that takes the place of the old one.
  entries_.erase(entries_.begin(), entries_.end() - static_cast<std::ptrdiff_t>(kKept / 2));
  std::string text;
  for (const std::string& entry : entries_) text += entry + '\n';
  const std::string shorter = path_ + ".tmp";
  if (write(shorter, text, O_TRUNC)) std::rename(shorter.c_str(), path_.c_str());
}

bool History::add(std::string_view statement) {
  std::string entry = on_one_line(statement);
  if (entry.empty() || (!entries_.empty() && entries_.back() == entry)) return false;
  entries_.push_back(entry);
  if (path_.empty()) return true;
  std::error_code ignored;
  std::filesystem::create_directories(std::filesystem::path(path_).parent_path(), ignored);
  write(path_, entry + '\n', O_APPEND);
  return true;
}

std::string on_one_line(std::string_view statement) {
  std::string out;
  char quote = '\0';
  for (std::size_t i = 0; i < statement.size(); ++i) {
    const char c = statement[i];
    if (quote != '\0') {
      if (c == '\\' && i + 1 < statement.size()) {
        out += c;
        out += statement[++i];
        continue;
      }
      if (c == quote) quote = '\0';
      out += c == '\n' ? ' ' : c;
    } else if (c == '%') {
      while (i + 1 < statement.size() && statement[i + 1] != '\n') ++i;
    } else {
      if (c == '"' || c == '\'') quote = c;
      if (c == '\n' || c == '\r') {
        while (i + 1 < statement.size() && std::isspace(static_cast<unsigned char>(statement[i + 1])) != 0) ++i;
        while (!out.empty() && out.back() == ' ') out.pop_back();
        if (!out.empty()) out += ' ';
      } else if (c != ' ' || !out.empty()) {
        out += c;
      }
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

}  // namespace linchpin::shell
