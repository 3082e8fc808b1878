#include "sources/fingerprint.hpp"

#include <fmt/core.h>
#include <utf8proc.h>

#include <cstdlib>

#include "sources/segment.hpp"
#include "syntax/utf8.hpp"

namespace linchpin::sources {
namespace {

std::string composed(std::string_view text) {
  utf8proc_uint8_t* mapped = nullptr;
  const utf8proc_ssize_t size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()),
                   &mapped, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  if (size < 0) return std::string(text);
  std::string out(reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(size));
  std::free(mapped);
  return out;
}

std::string_view plain(char32_t c) {
  switch (c) {
    case U'‘':
    case U'’':
    case U'‚':
      return "'";
    case U'“':
    case U'”':
    case U'„':
      return "\"";
    case U'‐':
    case U'‑':
    case U'–':
    case U'—':
      return "-";
    case U'…':
      return "...";
    default:
      return {};
  }
}

}  // namespace

std::string normalised(std::string_view sentence) {
  const std::string spaced = single_spaced(composed(sentence));
  std::string out;
  for (std::size_t at = 0; at < spaced.size();) {
    const Decoded c = decode_utf8(spaced, at);
    const std::string_view sign = plain(c.code_point);
    out += sign.empty() ? std::string_view(spaced).substr(at, c.length) : sign;
    at += c.length;
  }
  return out;
}

Fingerprint fingerprint(std::string_view sentence) {
  constexpr Fingerprint kBasis = 0xcbf29ce484222325;
  constexpr Fingerprint kPrime = 0x100000001b3;
  Fingerprint hash = kBasis;
  for (const char c : normalised(sentence)) hash = (hash ^ static_cast<unsigned char>(c)) * kPrime;
  return hash;
}

std::string print(Fingerprint fingerprint) { return fmt::format("{:016x}", fingerprint); }

}  // namespace linchpin::sources
