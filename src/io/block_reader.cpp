#include "io/block_reader.hpp"

#include <cstring>
#include <string_view>

namespace linchpin::io {

void Block::resize(std::size_t size) {
  if (bytes_.size() < kFront + size + 1) bytes_.resize(kFront + size + 1);
  size_ = size;
  bytes_[kFront + size_] = '\n';
}

void Block::append(const char* begin, const char* end) {
  const std::size_t old = size_;
  resize(old + static_cast<std::size_t>(end - begin));
  if (begin != end) std::memcpy(bytes_.data() + kFront + old, begin, static_cast<std::size_t>(end - begin));
}

void Block::drop_front(const char* to) {
  const auto left = static_cast<std::size_t>(end() - to);
  std::memmove(bytes_.data() + kFront, to, left);
  resize(left);
}

void Block::drop_mark() {
  if (std::string_view(begin(), size_).starts_with("\xEF\xBB\xBF")) drop_front(begin() + 3);
}

void BlockReader::read(Block& block) {
  block.clear();
  block.append(rest_.data(), rest_.data() + rest_.size());
  rest_.clear();
  for (std::size_t room = block_bytes_;; room = block.size()) {
    const std::size_t old = block.size();
    block.resize(old + room);
    const std::size_t got = source_.read(block.bytes_.data() + Block::kFront + old, room);
    block.resize(old + got);
    block.last = got < room;
    if (block.last) return;
    const std::size_t line_break = std::string_view(block.begin() + old, got).rfind('\n');
    if (line_break == std::string_view::npos) continue;  // a line longer than a block
    const char* const line_end = block.begin() + old + line_break + 1;
    rest_.assign(line_end, block.end());
    block.resize(static_cast<std::size_t>(line_end - block.begin()));
    return;
  }
}

}  // namespace linchpin::io
