#include "io/file.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <istream>
#include <utility>

#include "io/paths.hpp"
#include "value/room.hpp"

namespace linchpin::io {
namespace {

constexpr std::size_t kMostText = 0xffff'ffff;  // bytes: a place has 32 bits
constexpr const char* kTooLarge = "it is larger than 4 GiB";

}  // namespace

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
  if (!error && size >= kMostText) {
    why = kTooLarge;
    return std::nullopt;
  }
  if (!error && size != 0) {
    RoomWatch::ask(size);
    std::string text(size, '\0');
    in.read(text.data(), static_cast<std::streamsize>(size));
    if (in.gcount() == static_cast<std::streamsize>(size)) return text;
    why = "it could not be read to its end";
    return std::nullopt;
  }
  return read_stream(in, why);
}

std::optional<std::string> read_stream(std::istream& in, std::string& why) {
  std::string text;
  std::size_t size = 0;
  while (in && size < kMostText) {
    if (size == text.size()) {
      const std::size_t more = std::clamp<std::size_t>(size, 1 << 16, 1 << 28);
      RoomWatch::ask(size + more);
      text.resize(size + more);
    }
    in.read(text.data() + size, static_cast<std::streamsize>(text.size() - size));
    size += static_cast<std::size_t>(in.gcount());
  }
  text.resize(size);
  if (in.eof() && size < kMostText) return text;
  why = in.bad() ? "it could not be read to its end" : kTooLarge;
  return std::nullopt;
}

std::string target_of(const std::string& path) {
  std::string target = resolve(path);
  return target.empty() ? path : target;
}

Replacement::Replacement(const std::string& path) : target_(target_of(path)) {
  std::error_code ignored;
  if (std::filesystem::exists(target_, ignored) && !std::filesystem::is_regular_file(target_, ignored)) {
    problem_ = std::filesystem::is_directory(target_, ignored) ? EISDIR : EINVAL;
    return;
  }
  temporary_ = fmt::format("{}.{}.tmp", target_, getpid());
  descriptor_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (descriptor_ < 0) {
    problem_ = errno;
    temporary_.clear();
    return;
  }
  const auto status = std::filesystem::status(target_, ignored);
  if (std::filesystem::exists(status)) std::filesystem::permissions(temporary_, status.permissions(), ignored);
}

Replacement::~Replacement() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!temporary_.empty()) std::remove(temporary_.c_str());
}

int Replacement::release() { return std::exchange(descriptor_, -1); }

int Replacement::commit() {
  if (std::rename(temporary_.c_str(), target_.c_str()) != 0) return errno;
  temporary_.clear();
  return 0;
}

std::string write_file(const std::string& path, std::string_view content) {
  Replacement file(path);
  if (file.problem() != 0) return std::strerror(file.problem());
  while (!content.empty()) {
    const ssize_t written = ::write(file.descriptor(), content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return std::strerror(errno);
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::close(file.release()) != 0) return std::strerror(errno);
  const int problem = file.commit();
  return problem == 0 ? std::string() : std::strerror(problem);
}

}  // namespace linchpin::io
