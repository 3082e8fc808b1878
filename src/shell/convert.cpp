#include "shell/convert.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include "convert/convert.hpp"
#include "io/file.hpp"
#include "shell/output.hpp"
#include "shell/style.hpp"

namespace linchpin::shell {
namespace {

constexpr int kUnwritable = 410;
constexpr int kUnreadable = 440;

}  // namespace

int convert(const Settings& settings, const std::string& path, const std::string& target) {
  const bool colour = use_colour(settings.colour, STDERR_FILENO);
  std::string why;
  std::optional<std::string> text = io::read_file(path, why);
  if (!text) {
    complain(kUnreadable, fmt::format("can't read `{}`: {}", path, why), {}, colour);
    return exit_status::kError;
  }
  SourceMap sources;
  Diagnostics diagnostics;
  const std::optional<std::string> converted = convert::convert(path, std::move(*text), sources, diagnostics);
  std::string messages;
  for (const Diagnostic& diagnostic : diagnostics.all()) messages += render(diagnostic, sources, colour);
  complain(messages);
  if (!converted) return exit_status::kError;
  if (target.empty()) {
    put(*converted);
    return exit_status::kOk;
  }
  why = io::write_file(target, *converted);
  if (why.empty()) return exit_status::kOk;
  complain(kUnwritable, fmt::format("can't write {}: {}", target, why), {}, colour);
  return exit_status::kError;
}

}  // namespace linchpin::shell
