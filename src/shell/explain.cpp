#include "shell/explain.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>

#include "shell/errors_text.hpp"
#include "shell/output.hpp"
#include "shell/style.hpp"

namespace linchpin::shell {
namespace {

constexpr int kNoCode = 475;

// "e12" and "12" as "012"; empty if it is no such thing.
std::string digits_of(std::string_view code) {
  if (!code.empty() && (std::toupper(static_cast<unsigned char>(code[0])) == 'E' ||
                        std::toupper(static_cast<unsigned char>(code[0])) == 'W')) {
    code.remove_prefix(1);
  }
  const bool is_number = !code.empty() && code.size() <= 3 &&
                         std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
  return is_number ? std::string(3 - code.size(), '0') + std::string(code) : std::string();
}

}  // namespace

std::string explanation(std::string_view code, bool colour) {
  const std::string digits = digits_of(code);
  if (digits.empty()) return {};
  for (const char letter : {'E', 'W'}) {
    const std::string heading = fmt::format("\n### {}{} ", letter, digits);
    const std::size_t begin = kErrorsText.find(heading);
    if (begin == std::string_view::npos) continue;
    std::string_view entry = kErrorsText.substr(begin + 5);
    entry = entry.substr(0, std::min(entry.find("\n#"), entry.size()));
    const std::size_t line = std::min(entry.find('\n'), entry.size());
    std::string_view text = entry.substr(std::min(line + 1, entry.size()));
    while (text.ends_with('\n')) text.remove_suffix(1);
    return bold(entry.substr(0, line), colour) + '\n' + std::string(text) + '\n';
  }
  return {};
}

int explain(const Settings& settings, const std::string& code) {
  const std::string text = explanation(code, use_colour(settings.colour, STDOUT_FILENO));
  if (!text.empty()) {
    put(text);
    return exit_status::kOk;
  }
  complain(kNoCode, fmt::format("no message has the code `{}`", code),
           "a code is what stands in brackets, as in `error[E101]`", use_colour(settings.colour, STDERR_FILENO));
  return exit_status::kError;
}

}  // namespace linchpin::shell
