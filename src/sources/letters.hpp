// What a code point is, as far as the structure of a text depends on it.
#pragma once

namespace linchpin::sources {

bool is_word(char32_t c);   // a letter (with its combining marks) or a digit, of any script
bool is_lower(char32_t c);  // a small letter
bool is_upper(char32_t c);  // a capital
bool is_digit(char32_t c);  // 0 to 9
bool is_blank(char32_t c);  // blanks, tabs, line breaks, no-break and typographic spaces
inline bool is_apostrophe(char32_t c) { return c == U'\'' || c == U'’'; }

}  // namespace linchpin::sources
