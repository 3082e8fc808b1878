#include "shell/output.hpp"

#include <fmt/core.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "shell/settings.hpp"
#include "shell/style.hpp"

namespace linchpin::shell {

void put(std::string_view text) {
  if (text.empty()) return;
  errno = 0;
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (written && std::fflush(stdout) == 0) return;
  const int why = errno;
  if (why == EPIPE) std::_Exit(exit_status::kOk);  // where SIGPIPE is ignored
  complain(470, fmt::format("can't write the answers: {}", std::strerror(why)), {}, false);
  std::_Exit(exit_status::kError);
}

void complain(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
}

void complain(int code, std::string_view message, std::string_view hint, bool colour) {
  std::string text = red(fmt::format("error[E{}]:", code), colour) + fmt::format(" {}\n", message);
  if (!hint.empty()) text += bold("hint:", colour) + fmt::format(" {}\n", hint);
  complain(text);
}

}  // namespace linchpin::shell
