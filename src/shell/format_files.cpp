#include "shell/format_files.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <iostream>
#include <iterator>
#include <optional>

#include "io/file.hpp"
#include "linchpin.hpp"
#include "shell/kb_files.hpp"
#include "shell/output.hpp"
#include "shell/style.hpp"

namespace linchpin::shell {
namespace {

constexpr int kUnwritable = 410;
constexpr int kUnreadable = 440;

// One file, or standard input. Returns the exit status.
int lay_out_file(const std::string& path, bool check, bool colour) {
  const bool is_input = path == "-";
  std::string why;
  std::optional<std::string> text;
  if (is_input) {
    text.emplace(std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>());
  } else {
    text = io::read_file(path, why);
  }
  if (!text) {
    complain(kUnreadable, fmt::format("can't read `{}`: {}", path, why), {}, colour);
    return exit_status::kError;
  }
  const std::string name = is_input ? "<stdin>" : path;
  const Reformatted laid = reformat(name, *text, colour);
  complain(laid.messages);
  if (!laid.text) return exit_status::kError;
  if (is_input && !check) {
    put(*laid.text);
    return exit_status::kOk;
  }
  if (*laid.text == *text) return exit_status::kOk;
  if (!check) {
    why = io::write_file(path, *laid.text);
    if (!why.empty()) {
      complain(kUnwritable, fmt::format("can't write {}: {}", path, why), "the file is as it was", colour);
      return exit_status::kError;
    }
  }
  put(name + "\n");
  return check ? exit_status::kError : exit_status::kOk;
}

}  // namespace

int format_files(const Settings& settings, const std::vector<std::string>& paths, bool check) {
  const bool colour = use_colour(settings.colour, STDERR_FILENO);
  std::vector<std::string> files;
  int status = exit_status::kOk;
  for (const std::string& path : paths) {
    if (path == "-") {
      files.push_back(path);
      continue;
    }
    const std::string wrong = collect_files(path, true, files);
    if (wrong.empty()) continue;
    complain(kUnreadable, wrong, "name .kb files, or directories that hold some", colour);
    status = exit_status::kError;
  }
  for (const std::string& file : files) status = worse(status, lay_out_file(file, check, colour));
  return status;
}

}  // namespace linchpin::shell
