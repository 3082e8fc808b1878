// Texts kept one by one in an SQLite file, each on disk before `append` returns.
//
// What a program was writing when it ended, killed or without power, is as if it had not begun: SQLite takes it back
// when the file is opened next.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/sqlite.hpp"

namespace linchpin::io {

class Journal {
 public:
  // Makes the file if it is not there. Null, with what is wrong in `why`, where it can't be read or written, or is the
  // file of something else.
  static std::optional<Journal> open(const std::string& path, std::string& why);

  // In the order in which they were appended. Nothing, with what is wrong in `why`, where not all can be read.
  std::optional<std::vector<std::string>> texts(std::string& why) const;
  bool torn() const { return torn_; }  // whether something half-written was taken back when it was opened

  // Each returns what went wrong, or an empty text; then the file is as it was before.
  std::string append(std::string_view text);
  std::string remove_last();

 private:
  Journal() = default;
  std::string run(std::string_view sql, std::optional<std::string_view> text = std::nullopt);

  Database database_;
  bool torn_ = false;
};

}  // namespace linchpin::io
