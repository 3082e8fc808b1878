// A line typed at a terminal: libedit, with history and completion.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "shell/completion.hpp"

namespace linchpin::shell {

// One at a time: it owns the terminal. Ctrl-C is noted as interrupt.hpp has it.
class LineEditor {
 public:
  // `vocabulary` is asked for when Tab is pressed.
  explicit LineEditor(std::function<const Vocabulary&()> vocabulary);
  ~LineEditor();
  LineEditor(const LineEditor&) = delete;
  LineEditor& operator=(const LineEditor&) = delete;

  enum class Read : std::uint8_t {
    line,
    end,        // Ctrl-D, or the terminal is gone
    dropped,    // Ctrl-C in a line
    interrupt,  // Ctrl-C in an empty line
  };
  // The line without its line break.
  Read read(std::string_view prompt, std::string& line);

  // Whether more was there to read when the last line ended: it was pasted, or typed ahead.
  bool more_waits() const;

  // What the arrow keys bring back.
  void remember(const std::string& entry);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace linchpin::shell
