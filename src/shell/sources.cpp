#include "shell/sources.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include "shell/interrupt.hpp"
#include "shell/output.hpp"

namespace linchpin::shell {

int sources(const Settings& settings, const std::vector<std::string>& files, const SourceOptions& options) {
  Session session = make_session(settings);
  const InterruptGuard guard(session);
  SourceReport report;
  const Status status = session.check_sources(files, options, report);
  if (settings.format == Format::json) {
    put(format_report_json(report, status, session.messages()));
  } else {
    put(format_report(report, use_colour(settings.colour, STDOUT_FILENO)));
  }
  complain(session.rendered_messages(use_colour(settings.colour, STDERR_FILENO)));
  const bool wanting = settings.strict && (!report.complete() || !report.idle.empty());
  return wanting ? worse(exit_status_of(status), exit_status::kError) : exit_status_of(status);
}

}  // namespace linchpin::shell
