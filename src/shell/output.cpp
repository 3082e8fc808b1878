#include "shell/output.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "shell/settings.hpp"
#include "shell/style.hpp"
#include "syntax/utf8.hpp"

namespace linchpin::shell {
namespace {

// Of a sequence that sets a colour or weight, as our own do: ESC [ 1 ; 31 m. It can do no harm, whosever it is.
std::size_t style_length(std::string_view text) {
  if (!text.starts_with("\x1b[")) return 0;
  const std::size_t end = text.find_first_not_of("0123456789;", 2);
  return end == std::string_view::npos || text[end] != 'm' ? 0 : end + 1;
}

// Characters that act instead of showing: controls but for line breaks and tabs, and marks that turn the direction.
bool acts(char32_t c) {
  return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

}  // namespace

std::string visible(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (const std::size_t style = text[at] == '\x1b' ? style_length(text.substr(at)) : 0; style != 0) {
      out += text.substr(at, style);
      at += style;
      continue;
    }
    const Decoded next = decode_utf8(text, at);
    if (!next.valid) {
      out += fmt::format("<{:02X}>", static_cast<unsigned char>(text[at]));
    } else if (acts(next.code_point)) {
      out += fmt::format("<U+{:04X}>", static_cast<std::uint32_t>(next.code_point));
    } else {
      out += text.substr(at, next.length);
    }
    at += next.length;
  }
  return out;
}

namespace {

bool is_progress_shown = false;

void erase_progress() {
  if (is_progress_shown) std::fputs("\r\x1b[K", stderr);
  is_progress_shown = false;
}

}  // namespace

void show_progress(std::string_view line) {
  static const bool can_erase = use_colour(Colour::automatic, STDERR_FILENO);
  if (!can_erase) return;
  std::fputs("\r\x1b[K", stderr);
  std::fwrite(line.data(), 1, line.size(), stderr);
  std::fflush(stderr);
  is_progress_shown = true;
}

void put(std::string_view text) {
  if (text.empty()) return;
  erase_progress();
  static const bool is_terminal = isatty(STDOUT_FILENO) != 0;
  const std::string shown = is_terminal ? visible(text) : std::string();
  if (is_terminal) text = shown;
  errno = 0;
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (written && std::fflush(stdout) == 0) return;
  const int why = errno;
  if (why == EPIPE) std::_Exit(exit_status::kOk);  // where SIGPIPE is ignored
  complain(470, fmt::format("can't write the answers: {}", std::strerror(why)), {}, false);
  std::_Exit(exit_status::kError);
}

void complain(std::string_view text) {
  erase_progress();
  static const bool is_terminal = isatty(STDERR_FILENO) != 0;
  const std::string shown = is_terminal ? visible(text) : std::string();
  if (is_terminal) text = shown;
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
}

void complain(int code, std::string_view message, std::string_view hint, bool colour) {
  std::string text = red(fmt::format("error[E{}]:", code), colour) + fmt::format(" {}\n", message);
  if (!hint.empty()) text += bold("hint:", colour) + fmt::format(" {}\n", hint);
  complain(text);
}

}  // namespace linchpin::shell
