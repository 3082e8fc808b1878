#include "shell/shell.hpp"

#include <fmt/core.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <span>

#include "shell/commands.hpp"
#include "shell/interrupt.hpp"
#include "shell/output.hpp"
#include "shell/typed.hpp"

namespace linchpin::shell {

Shell::Shell(const Settings& settings_given, std::vector<std::string> files_given)
    : session(make_session(settings_given)),
      settings(settings_given),
      files(std::move(files_given)),
      interactive(isatty(STDIN_FILENO) != 0),
      colour(use_colour(settings_given.colour, STDOUT_FILENO)),
      error_colour(use_colour(settings_given.colour, STDERR_FILENO)) {
  if (interactive) session.on_progress(tell_progress);
}

void tell_progress(const Progress& progress) {
  const auto in_millions = [](double n) { return fmt::format("{:.1f} million", n / 1e6); };
  const double rows = static_cast<double>(progress.rows);
  show_progress(fmt::format("{:.0f} s{}: {} rows, {} a second; Ctrl-C stops it", progress.seconds,
                            progress.predicate.empty() ? "" : ", " + progress.predicate, in_millions(rows),
                            in_millions(rows / progress.seconds)));
}

void show(Shell& shell, const Answer& answer, bool with_question) {
  const std::span<const Message> so_far = shell.session.messages();
  std::string text =
      format_answer(answer, shell.settings.format, shell.colour, so_far.subspan(std::min(shell.told, so_far.size())),
                    shell.interactive && shell.most_rows != 0 ? shell.most_rows : kAllRows, width_of_output(shell));
  if (answer.status != Status::ok) shell.told = so_far.size();
  if (text.empty()) return;
  const bool headed = with_question && shell.settings.format == Format::table;
  if (headed) text.insert(0, dim(answer.question, shell.colour) + '\n');
  if (shell.answered && (headed || !shell.interactive) && shell.settings.format != Format::json) text.insert(0, "\n");
  shell.answered = true;
  put(text);
}

void conclude(Shell& shell, Status status) {
  shell.status = worse(shell.status, exit_status_of(status));
  shell.told = 0;
  complain(shell.session.rendered_messages(shell.error_colour));
}

namespace {

void take(Shell& shell, std::string name, std::string text) {
  bool asked = false;
  const std::string copy = text;
  const auto started = std::chrono::steady_clock::now();
  const std::size_t claims = shell.interactive ? shell.session.claims().size() : 0;
  const InterruptGuard guard(shell.session);
  bool accepted = false;
  const auto note = [&] {  // before anything is seen that rests on it
    if (accepted || !shell.session.accepted()) return;
    accepted = true;
    note_typed(shell, copy);
  };
  const Status status = shell.session.load_text(std::move(name), std::move(text), [&](const Answer& answer) {
    asked = true;
    note();
    show(shell, answer);
  });
  note();
  conclude(shell, status);
  if (!asked) ++shell.changes;
  if (shell.timing) {
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    put(dim(fmt::format("{:.3f} s", seconds), shell.colour) + "\n");
  }
  if (!shell.interactive || asked) return;
  if (!accepted && statements(copy).size() > 1) put(dim("nothing of this was taken in", shell.colour) + "\n");
  if (status != Status::ok) return;
  const std::string untrusted = left_out(shell.session, claims);
  put(untrusted.empty() ? dim("ok", shell.colour) + "\n" : untrusted);
}

}  // namespace

void within_memory(Shell& shell, const std::function<void()>& run) {
  try {
    run();
  } catch (const std::bad_alloc&) {
    complain(324, "memory is used up", "what was loaded before is as it was; ask for less at once", shell.error_colour);
    shell.status = worse(shell.status, exit_status::kLimit);
  }
}

void submit(Shell& shell, std::string name, std::string text) {
  within_memory(shell, [&] { take(shell, std::move(name), std::move(text)); });
}

std::size_t width_of_output(const Shell& shell) { return shell.interactive ? terminal_width() : kAnyWidth; }

std::size_t terminal_width() {
  struct winsize size {};
  if (isatty(STDOUT_FILENO) == 0) return kAnyWidth;
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

void fault(Shell& shell, int code, std::string_view message, std::string_view hint) {
  shell.status = worse(shell.status, exit_status::kError);
  complain(code, message, hint, shell.error_colour);
}

}  // namespace linchpin::shell
