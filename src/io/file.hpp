// Whole files as strings.
#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

namespace linchpin::io {

// The content, or nothing and why: a text has less than 4 GiB.
std::optional<std::string> read_file(const std::string& path, std::string& why);

// The rest of a stream, likewise.
std::optional<std::string> read_stream(std::istream& in, std::string& why);

// Where a path leads: a link is followed.
std::string target_of(const std::string& path);

// A new content of a file, written beside it until it takes its place: a reader sees the old file or the whole new one.
// Who may read or write it stays as it was.
class Replacement {
 public:
  explicit Replacement(const std::string& path);  // a link is followed
  ~Replacement();                                 // without `commit` nothing has happened to the file
  Replacement(const Replacement&) = delete;
  Replacement& operator=(const Replacement&) = delete;

  int problem() const { return problem_; }  // an errno; 0 where all is well
  int descriptor() const { return descriptor_; }
  // Takes the descriptor away, for one who closes it.
  int release();
  // Puts it in the place of the file. An errno, or 0. REQUIRES: all is written and closed.
  int commit();

 private:
  std::string target_, temporary_;
  int descriptor_ = -1;
  int problem_ = 0;
};

// Writes a file whole or not at all. Why not, or empty.
std::string write_file(const std::string& path, std::string_view content);

}  // namespace linchpin::io
