#include "shell/run.hpp"

#include <fmt/core.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <span>

#include "json/json.hpp"
#include "shell/interrupt.hpp"
#include "shell/output.hpp"

namespace linchpin::shell {
namespace {

std::uint64_t peak_memory() {
  struct rusage usage {};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;  // Linux counts in KiB
}

// One line of JSON: numbers only, so it is written as text.
void show_stats(const Session& session) {
  const Stats stats = session.stats();
  complain(fmt::format(
      "{{\"load_seconds\": {:.6f}, \"evaluate_seconds\": {:.6f}, \"tuples\": {}, \"derivations\": {}, \"bytes\": {}, "
      "\"peak_memory\": {}}}\n",
      stats.load_seconds, stats.evaluate_seconds, stats.tuples, stats.derivations, stats.bytes, peak_memory()));
}

void show_messages(const Session& session, const Settings& settings) {
  complain(session.rendered_messages(use_colour(settings.colour, STDERR_FILENO)));
}

std::size_t count(const std::vector<Message>& messages, bool errors) {
  return static_cast<std::size_t>(
      std::count_if(messages.begin(), messages.end(), [&](const Message& m) { return m.error == errors; }));
}

std::string counted(std::size_t n, std::string_view noun) {
  return n == 0 ? fmt::format("no {}s", noun) : fmt::format("{} {}{}", n, noun, n == 1 ? "" : "s");
}

}  // namespace

int run(const Settings& settings, const std::vector<std::string>& files) {
  Session session = make_session(settings);
  const bool colour = use_colour(settings.colour, STDOUT_FILENO);
  const InterruptGuard guard(session);
  int status = exit_status::kOk;
  bool answered = false;
  std::size_t told = 0;  // messages that went with earlier answers
  const Status loaded = session.load(files, [&](const Answer& answer) {
    const std::span<const Message> so_far = session.messages();
    std::string text = format_answer(answer, settings.format, colour, so_far.subspan(std::min(told, so_far.size())));
    if (answer.status != Status::ok) told = so_far.size();
    if (settings.format == Format::table && (answer.status == Status::ok || answer.partial)) {
      text = fmt::format("{}{}\n{}", answered ? "\n" : "", dim(answer.question, colour), text);
    } else if (settings.format != Format::json && answered && !text.empty()) {
      text.insert(0, "\n");
    }
    answered = answered || !text.empty();
    status = worse(status, exit_status_of(answer.status));
    put(text);
  });
  status = worse(status, exit_status_of(loaded));
  if (settings.format == Format::json && loaded != Status::ok && !answered)
    put(json::json_line(json::json_of(loaded, session.messages())));
  show_messages(session, settings);
  if (settings.stats) show_stats(session);
  return status;
}

int ask(const Settings& settings, const std::vector<std::string>& files, std::string_view question) {
  Session session = make_session(settings);
  const InterruptGuard guard(session);
  const Status loaded = session.load(files);
  show_messages(session, settings);
  if (loaded != Status::ok) {
    if (settings.format == Format::json) put(json::json_line(json::json_of(loaded, session.messages())));
    if (settings.stats) show_stats(session);
    return exit_status_of(loaded);
  }
  const Answer answer = session.ask(question);
  put(format_answer(answer, settings.format, use_colour(settings.colour, STDOUT_FILENO), session.messages()));
  show_messages(session, settings);
  if (settings.stats) show_stats(session);
  return exit_status_of(answer.status);
}

int check(const Settings& settings, const std::vector<std::string>& files, const std::string& stage) {
  Session session = make_session(settings);
  const InterruptGuard guard(session);
  // A stage is printed of a program that was loaded; the plan holds the rows that there really are.
  const Status status = stage.empty() ? session.check(files) : session.load(files);
  show_messages(session, settings);
  const std::vector<Message>& messages = session.messages();
  if (!stage.empty()) {
    if (status == Status::ok) put(session.print_stage(stage));
  } else if (settings.format == Format::json) {
    put(json::json_line(json::json_of(status, messages)));
  } else {
    const std::size_t warnings = count(messages, false);
    put(fmt::format("{}{}\n", counted(count(messages, true), "error"),
                    warnings == 0 ? std::string() : ", " + counted(warnings, "warning")));
  }
  return exit_status_of(status);
}

}  // namespace linchpin::shell
