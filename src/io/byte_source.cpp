#include "io/byte_source.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "io/format.hpp"

namespace linchpin::io {

ByteSource::~ByteSource() {
  if (file_ != nullptr) gzclose(static_cast<gzFile>(file_));
}

bool ByteSource::open(const std::string& path) {
  const int descriptor = is_standard_stream(path) ? ::dup(STDIN_FILENO) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    problem_ = std::strerror(errno);
    return false;
  }
  struct stat status {};
  if (fstat(descriptor, &status) == 0) {
    if (S_ISDIR(status.st_mode)) {
      ::close(descriptor);
      problem_ = std::strerror(EISDIR);
      return false;
    }
    bytes_ = S_ISREG(status.st_mode) ? static_cast<std::uint64_t>(status.st_size) : 0;
  }
  gzFile file = gzdopen(descriptor, "rb");
  if (file == nullptr) {
    ::close(descriptor);
    problem_ = std::strerror(ENOMEM);
    return false;
  }
  gzbuffer(file, 1U << 16);  // what is not compressed is read past it, if twice as much is asked for
  file_ = file;
  return true;
}

std::size_t ByteSource::read(char* to, std::size_t size) {
  auto* file = static_cast<gzFile>(file_);
  std::size_t got = 0;
  while (got < size && problem_.empty()) {
    const auto step = static_cast<unsigned>(std::min<std::size_t>(size - got, 1U << 30));
    const int n = gzread(file, to + got, step);
    if (n > 0) got += static_cast<std::size_t>(n);
    if (n < static_cast<int>(step)) {
      int code = Z_OK;
      const char* message = gzerror(file, &code);
      if (code == Z_ERRNO) {
        problem_ = std::strerror(errno);
      } else if (code == Z_BUF_ERROR) {
        problem_ = "the compressed data ends too early";
      } else if (code != Z_OK && code != Z_STREAM_END) {
        problem_ = std::string("the compressed data is damaged (") + message + ")";
      }
      break;
    }
  }
  return got;
}

std::uint64_t ByteSource::plain_bytes() const { return gzdirect(static_cast<gzFile>(file_)) != 0 ? bytes_ : 0; }

}  // namespace linchpin::io
