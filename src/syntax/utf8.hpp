// UTF-8, one code point at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace linchpin {

struct Decoded {
  char32_t code_point = 0;
  std::uint32_t length = 1;  // bytes; 1 for a byte that begins no valid sequence
  bool valid = false;
};

inline bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

// The code point at `at`, which is less than `text.size()`. Overlong forms, surrogates and values over 10FFFF are
// not valid.
Decoded decode_utf8(std::string_view text, std::size_t at);

void append_utf8(std::string& out, char32_t code_point);

// The offset of the first byte from `from` on that isn't valid UTF-8; `text.size()` if all is well.
std::size_t first_invalid_utf8(std::string_view text, std::size_t from = 0);

}  // namespace linchpin
