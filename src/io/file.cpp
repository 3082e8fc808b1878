#include "io/file.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

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
  const std::string beside = path + ".new";
  errno = 0;
  std::ofstream out(beside, std::ios::binary);
  out << content;
  out.close();
  if (!out || std::rename(beside.c_str(), path.c_str()) != 0) {
    std::string why = errno != 0 ? std::strerror(errno) : "it can't be opened";
    std::remove(beside.c_str());
    return why;
  }
  return {};
}

}  // namespace linchpin::io
