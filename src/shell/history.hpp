// What was typed, kept between runs: a file with a line an entry, which only its owner can read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace linchpin::shell {

// $XDG_STATE_HOME/linchpin/history, or below ~/.local/state; empty when there is no home.
std::string history_path();
// The file that is read when the prompt begins: below XDG_CONFIG_HOME or ~/.config. Empty where there is no home.
std::string init_path();

class History {
 public:
  // Reads the file. Every later failure to write is passed over: a history is a convenience.
  explicit History(std::string path);

  const std::vector<std::string>& entries() const { return entries_; }
  // Appends at once, so that entries of prompts that run side by side are all kept. Returns whether it is new: what
  // repeats the entry before it is not kept, nor is an empty one.
  bool add(std::string_view statement);

 private:
  std::string path_;
  std::vector<std::string> entries_;
};

// A statement of several lines as one: with blanks for line breaks, and without line comments, which would run on.
std::string on_one_line(std::string_view statement);

}  // namespace linchpin::shell
