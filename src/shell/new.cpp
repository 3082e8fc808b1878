// `linchpin new`.
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "shell/output.hpp"
#include "shell/sources.hpp"

namespace linchpin::shell {
namespace {

namespace fs = std::filesystem;

constexpr int kUnreadable = 440;
constexpr int kUnwritable = 410;
constexpr int kNameTaken = 482;
constexpr int kBadName = 483;
constexpr int kNoSentence = 484;

// A name that the language reads without quotes, so that `at name/...` needs none either.
bool is_plain_name(std::string_view name) {
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto is_rest = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_'; };
  return !name.empty() && is_letter(name[0]) && std::all_of(name.begin(), name.end(), is_rest);
}

}  // namespace

int lay_out(const Settings& settings, const std::string& name, const std::string& text, const std::string& directory) {
  const auto refuse = [&](int code, const std::string& message, const std::string& hint) {
    complain(code, message, hint, use_colour(settings.colour, STDERR_FILENO));
    return exit_status::kError;
  };
  if (!is_plain_name(name)) {
    return refuse(kBadName, fmt::format("`{}` can't be the name of a source", name),
                  "take small letters, digits and `_`, as in `trade_report`");
  }
  std::error_code error;
  const fs::path root = fs::path(directory) / name;
  if (fs::exists(root, error)) {
    return refuse(kNameTaken, fmt::format("`{}` is there already", root.string()),
                  "take another name or --dir; nothing was written");
  }
  if (fs::is_directory(text, error)) {  // it would open, and throw when it is read
    return refuse(kUnreadable, fmt::format("can't read `{}`: it is a directory", text), "");
  }
  std::ifstream in(text, std::ios::binary);
  if (!in) return refuse(kUnreadable, fmt::format("can't read `{}`: {}", text, std::strerror(errno)), "");
  const std::string content(std::istreambuf_iterator<char>(in), {});
  const LaidOut laid = linchpin::lay_out(name, content);
  if (laid.sentences == 0) {
    return refuse(kNoSentence, fmt::format("`{}` has no sentence below its title", text),
                  "it must be plain text or Markdown in UTF-8: a title, headings, paragraphs");
  }
  for (const auto& [path, file] : laid.files) {
    fs::create_directories((root / path).parent_path(), error);
    std::ofstream out(root / path, std::ios::binary);
    out << file;
    if (!out.flush()) return refuse(kUnwritable, fmt::format("can't write {}", (root / path).string()), "");
  }
  put(fmt::format("{}: {} sentences, a claim for each\nnext: linchpin sources {} --text {}={}\n", root.string(),
                  laid.sentences, (root / "main.kb").string(), name, (root / "text.txt").string()));
  return exit_status::kOk;
}

}  // namespace linchpin::shell
