#include "sources/slug.hpp"

#include <fmt/core.h>
#include <utf8proc.h>

#include "sources/letters.hpp"
#include "syntax/utf8.hpp"

namespace linchpin::sources {

std::string slug(std::string_view heading) {
  std::string out;
  bool gap = false;
  for (std::size_t at = 0; at < heading.size();) {
    const Decoded c = decode_utf8(heading, at);
    at += c.length;
    if (is_apostrophe(c.code_point)) continue;
    if (!is_word(c.code_point)) {
      gap = true;
      continue;
    }
    if (gap && !out.empty()) out += '-';
    gap = false;
    append_utf8(out, static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c.code_point))));
  }
  return out.empty() ? "section" : out;
}

std::string Slugs::next(std::string_view heading) {
  const std::string plain = slug(heading);
  for (unsigned& last = last_[plain];;) {
    ++last;
    std::string out = last == 1 ? plain : fmt::format("{}-{}", plain, last);
    if (taken_.insert(out).second) return out;
  }
}

}  // namespace linchpin::sources
