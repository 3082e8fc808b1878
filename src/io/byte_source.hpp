// The bytes of a file, plain or gzipped.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace linchpin::io {

class ByteSource {
 public:
  ByteSource() = default;
  ~ByteSource();
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;

  // A path, or standard input where `is_standard_stream` says so. False with a reason in `problem()`: no such file, a
  // directory, no permission.
  bool open(const std::string& path);
  // Up to `size` bytes, fewer only at the end; 0 at the end or after a problem.
  // REQUIRES: open returned true.
  std::size_t read(char* to, std::size_t size);
  // The file's size if it is not compressed, else 0. REQUIRES: something was read.
  std::uint64_t plain_bytes() const;
  // Empty when all went well.
  const std::string& problem() const { return problem_; }

 private:
  void* file_ = nullptr;     // a gzFile: zlib reads a file that is not gzipped as it is
  std::uint64_t bytes_ = 0;  // of the file
  std::string problem_;
};

}  // namespace linchpin::io
