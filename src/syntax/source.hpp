// Source texts and places in them.
//
// A Span is a byte range of one text; everything the later stages derive keeps the span it came from, so that
// any of them can point at the user's own line. Lines and columns are computed only when a message is printed.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace linchpin {

using FileId = std::uint32_t;

struct Span {
  FileId file = 0;
  std::uint32_t begin = 0;  // byte offset of the first byte
  std::uint32_t end = 0;    // byte offset one past the last byte
};

// 1-based; the column counts Unicode code points, as editors do.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

// The texts read so far. Texts are never moved or dropped while the map lives: views into them stay valid.
// A line ends with LF, CR LF or a lone CR. A byte order mark at the start of a text takes no column.
class SourceMap {
 public:
  // `name` is what messages print: a path, `<stdin>`, `<prompt>`. A text is at most 4 GiB - 1.
  FileId add(std::string name, std::string text);
  // A text that is made when it is first looked at.
  FileId add(std::string name, std::function<std::string()> make);

  const std::string& name(FileId file) const { return files_[file].name; }
  std::string_view text(FileId file) const {
    const File& held = files_[file];
    if (held.make) {
      held.text = held.make();
      bytes_ += held.text.size();
      held.make = nullptr;
    }
    return held.text;
  }
  std::string_view text(Span span) const;
  std::size_t size() const { return files_.size(); }
  std::size_t bytes() const { return bytes_; }  // of all texts

  Position position(FileId file, std::uint32_t offset) const;  // one thread at a time
  // The line that holds `offset`, without its line break; `begin` is the line's first byte. Long lines are cut to a
  // window around the offset by the printer, not here.
  std::string_view line(FileId file, std::uint32_t offset, std::uint32_t& begin) const;

 private:
  struct File {
    std::string name;
    mutable std::string text;
    mutable std::function<std::string()> make;
    // The position of every 4096th byte, so that a place in a line of many megabytes is found without reading it all.
    // Empty until one is asked for.
    mutable std::vector<Position> anchors;
  };
  std::deque<File> files_;
  mutable std::size_t bytes_ = 0;
};

}  // namespace linchpin
