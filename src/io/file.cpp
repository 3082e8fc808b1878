#include "io/file.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "io/paths.hpp"

namespace linchpin::io {

std::optional<std::string> read_file(const std::string& path, std::string& why) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    why = "it is a directory";
    return std::nullopt;
  }
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    why = errno != 0 ? std::strerror(errno) : "it can't be opened";
    return std::nullopt;
  }
  const auto size = std::filesystem::file_size(path, error);
  if (!error && size != 0) {
    std::string text(size, '\0');
    in.read(text.data(), static_cast<std::streamsize>(size));
    if (in.gcount() == static_cast<std::streamsize>(size)) return text;
    why = "it could not be read to its end";
    return std::nullopt;
  }
  std::string text(std::istreambuf_iterator<char>(in), {});
  if (!in.bad()) return text;
  why = "it could not be read to its end";
  return std::nullopt;
}

std::string write_file(const std::string& path, std::string_view content) {
  std::string target = resolve(path);
  if (target.empty()) target = path;
  const std::string beside = fmt::format("{}.{}.tmp", target, getpid());
  errno = 0;
  std::ofstream out(beside, std::ios::binary);
  out << content;
  out.close();
  std::error_code error;
  const auto status = std::filesystem::status(target, error);
  if (std::filesystem::exists(status)) std::filesystem::permissions(beside, status.permissions(), error);
  if (!out || std::rename(beside.c_str(), target.c_str()) != 0) {
    std::string why = errno != 0 ? std::strerror(errno) : "it can't be opened";
    std::remove(beside.c_str());
    return why;
  }
  return {};
}

}  // namespace linchpin::io
