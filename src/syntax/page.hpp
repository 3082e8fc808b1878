// Lines of a text, some with a comment at their end.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace linchpin::syntax {

class Page {
 public:
  // Begins a line, after a blank one if that is asked for; on a page that is empty there is none before the first.
  void line(std::size_t indent, bool after_blank = false);
  void add(std::string_view text) { lines_.back().code += text; }
  // At the end of the line, where nothing but another comment can follow.
  void add_comment(std::string_view text);

  // Comments at the end of lines that follow one another stand below one another, unless that makes a line too wide.
  std::string text() const;

 private:
  struct Line {
    std::size_t indent = 0;
    bool after_blank = false;
    std::string code;  // a string or a comment in it may go over several lines
    std::string comment;

    std::size_t width() const;  // of the code with its indentation, on the last of its lines
  };
  std::vector<Line> lines_;
};

// In code points.
std::size_t width(std::string_view text);

}  // namespace linchpin::syntax
