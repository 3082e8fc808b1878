#include "shell/typed.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <thread>
#include <utility>

#include "io/file.hpp"
#include "shell/history.hpp"
#include "shell/interrupt.hpp"
#include "shell/output.hpp"
#include "syntax/tokens.hpp"

namespace linchpin::shell {
namespace {

namespace fs = std::filesystem;

constexpr int kNothingThere = 471;
constexpr int kFileThere = 472;
constexpr int kNotEdited = 473;
constexpr int kJournal = 476;
constexpr int kUnwritable = 410;
constexpr int kNothingLoaded = 469;

// Loads all files anew and states these texts; false, and all as it was, where something of that fails.
bool rebuild(Shell& shell, const std::vector<std::string>& texts, const OnAnswer& on_answer = {}) {
  Session fresh = make_session(shell.settings);
  if (shell.interactive) fresh.on_progress(tell_progress);
  const InterruptGuard guard(fresh);
  const std::vector<std::string> files = shell.session.loaded().empty() ? shell.files : shell.session.loaded();
  const auto taken = [&](Status status) {
    complain(fresh.rendered_messages(shell.error_colour));
    shell.status = worse(shell.status, exit_status_of(status));
    if (!fresh.accepted()) complain("what was there before is still there\n");
    return fresh.accepted();
  };
  if (!files.empty() && !taken(fresh.load(files, on_answer))) return false;
  for (const std::string& text : texts) {
    if (!taken(fresh.load_text("<prompt>", text))) return false;
  }
  shell.session = std::move(fresh);
  ++shell.changes;
  return true;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += text.ends_with('\n') ? text : text + '\n';
  return out;
}

void tell_of_journal(Shell& shell, const std::string& problem) {
  if (problem.empty()) return;
  fault(shell, kJournal, fmt::format("the journal can't be written: {}", problem),
        "what was stated holds until the prompt ends, and is not kept");
}

// Makes the journal what was stated here.
void keep_all(Shell& shell, std::size_t before) {
  if (!shell.journal) return;
  for (std::size_t i = 0; i < before; ++i) tell_of_journal(shell, shell.journal->remove_last());
  for (const std::string& text : shell.typed) tell_of_journal(shell, shell.journal->append(text));
}

// Whether the user's editor ended well.
bool run_editor(const std::string& path) {
  const char* chosen = std::getenv("VISUAL");
  if (chosen == nullptr || *chosen == '\0') chosen = std::getenv("EDITOR");
  const std::string editor = chosen == nullptr || *chosen == '\0' ? "vi" : chosen;
  std::string quoted = "'";
  for (const char c : path) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return std::system((editor + " " + quoted + "'").c_str()) ==
         0;  // NOLINT(concurrency-mt-unsafe,cert-env33-c): the user's own
}

void edit_typed(Shell& shell) {
  std::string name = (fs::temp_directory_path() / "linchpin-XXXXXX.kb").string();
  const int file = mkstemps(name.data(), 3);
  if (file < 0) return fault(shell, kNotEdited, "there is no room for a file to edit", "");
  ::close(file);
  const std::string before = joined(shell.typed);
  std::optional<std::string> after;
  std::string why;
  if (io::write_file(name, before).empty() && run_editor(name)) after = io::read_file(name, why);
  fs::remove(name);
  if (!after)
    return fault(shell, kNotEdited, "the editor ended with a failure, so nothing is changed", "set EDITOR to one");
  if (*after == before) return put("nothing is changed\n");
  const bool is_empty = completeness(*after) == Completeness::empty;
  if (!rebuild(shell, is_empty ? std::vector<std::string>() : std::vector{*after})) return;
  const std::size_t texts = shell.typed.size();
  shell.typed = is_empty ? std::vector<std::string>() : std::vector{*after};
  shell.undone.clear();
  keep_all(shell, texts);
  put(dim("ok", shell.colour) + "\n");
}

using Times = std::map<std::string, fs::file_time_type>;

Times times_of(const Session& session) {
  Times out;
  for (const std::string& file : session.files()) {
    std::error_code absent;
    out[file] = fs::last_write_time(file, absent);
  }
  return out;
}

void answer_watched(Shell& shell, const std::string& question) {
  if (question.empty()) return put(dim("ok", shell.colour) + "\n");
  const InterruptGuard guard(shell.session);
  const Answer answer = shell.session.ask(question);
  show(shell, answer);
  conclude(shell, answer.status);
}

}  // namespace

std::vector<std::string_view> statements(std::string_view text) {
  using Kind = syntax::Token::Kind;
  std::vector<std::string_view> out;
  std::uint32_t begin = 0;
  int depth = 0;
  bool begins = true, in_braces = false;  // a claim or scenario, which ends with its brace
  for (auto token = syntax::next_token(text, 0); token.kind != Kind::end; token = syntax::next_token(text, token.end)) {
    const std::string_view word = token.of(text);
    if (std::exchange(begins, false)) in_braces = word == "claim" || word == "scenario";
    depth += token.kind == Kind::open ? 1 : token.kind == Kind::close ? -1 : 0;
    const bool closes = token.kind == Kind::close && word == "}" && in_braces;
    if (depth != 0 || (token.kind != Kind::stop && token.kind != Kind::query && !closes)) continue;
    out.push_back(text.substr(begin, token.end - begin));
    begin = token.end;
    begins = true;
  }
  return out;
}

void note_typed(Shell& shell, const std::string& text) {
  std::string stated;
  for (const std::string_view statement : statements(text)) {
    if (!statement.ends_with('?')) stated += statement;
  }
  if (stated.empty()) return;
  stated.erase(0, stated.find_first_not_of(" \t\r\n"));
  shell.typed.push_back(stated);
  shell.undone.clear();
  if (shell.journal) tell_of_journal(shell, shell.journal->append(stated));
}

bool open_journal(Shell& shell) {
  if (shell.settings.journal.empty()) return true;
  std::string why;
  auto journal = io::Journal::open(shell.settings.journal, why);
  const auto texts = journal ? journal->texts(why) : std::nullopt;
  if (!texts) {
    fault(
        shell, kJournal, fmt::format("`{}` can't be used as a journal: {}", shell.settings.journal, why),
        "name another file, or one that is not there yet; of a damaged one `sqlite3 FILE .recover` gets what is left");
    return false;
  }
  if (journal->torn()) complain("the journal's last statement was not written to its end, and is left out\n");
  for (const std::string& text : *texts) {
    const Status status = shell.session.load_text("<journal>", text);
    conclude(shell, status);
    if (status != Status::ok) complain("a statement of the journal no longer holds; it is kept there\n");
    shell.typed.push_back(text);
  }
  shell.journal = std::make_unique<io::Journal>(*std::move(journal));
  ++shell.changes;
  return true;
}

void reload(Shell& shell, const std::string& /*argument*/) {
  if (shell.session.loaded().empty() && shell.files.empty()) {
    return fault(shell, kNothingLoaded, "there is nothing to load again", "load a file first: :load family.kb");
  }
  if (!rebuild(shell, shell.typed, [&](const Answer& answer) { show(shell, answer, true); })) return;
  if (shell.interactive) put(dim("ok", shell.colour) + "\n");
}

void undo(Shell& shell, const std::string& /*argument*/) {
  if (shell.typed.empty()) {
    return fault(shell, kNothingThere, "nothing was stated here since files were loaded, so there is nothing to undo",
                 "what files state is changed there, or taken back by `retract`");
  }
  std::vector<std::string> fewer(shell.typed.begin(), shell.typed.end() - 1);
  if (!rebuild(shell, fewer)) return;
  if (shell.journal) tell_of_journal(shell, shell.journal->remove_last());
  shell.undone.push_back(shell.typed.back());
  shell.typed = std::move(fewer);
  put(fmt::format("undone: {}\n", on_one_line(shell.undone.back())));
}

void redo(Shell& shell, const std::string& /*argument*/) {
  if (shell.undone.empty()) {
    return fault(shell, kNothingThere, "there is nothing to do again", ":undo takes back what was stated last");
  }
  const std::string text = shell.undone.back();
  const InterruptGuard guard(shell.session);
  const Status status = shell.session.load_text("<prompt>", text);
  conclude(shell, status);
  if (status != Status::ok) return;
  ++shell.changes;
  shell.undone.pop_back();
  shell.typed.push_back(text);
  if (shell.journal) tell_of_journal(shell, shell.journal->append(text));
  put(fmt::format("done again: {}\n", on_one_line(text)));
}

void save(Shell& shell, const std::string& path) {
  if (shell.typed.empty()) {
    return fault(shell, kNothingThere, "nothing was stated here since files were loaded", "");
  }
  if (fs::exists(path)) {
    return fault(shell, kFileThere, fmt::format("there is a file `{}` already, and it is left as it is", path),
                 "choose another name");
  }
  const Reformatted laid_out = reformat(path, joined(shell.typed));
  const std::string why = io::write_file(path, laid_out.text ? *laid_out.text : joined(shell.typed));
  if (!why.empty()) return fault(shell, kUnwritable, fmt::format("can't write `{}`: {}", path, why), "");
  const std::size_t texts = shell.typed.size();
  put(fmt::format("{} written to {}\n", texts == 1 ? "1 statement" : fmt::format("{} statements", texts), path));
}

void edit(Shell& shell, const std::string& path) {
  if (path.empty()) return edit_typed(shell);
  if (!run_editor(path)) {
    return fault(shell, kNotEdited, "the editor ended with a failure, so nothing is read anew", "set EDITOR to one");
  }
  const std::vector<std::string>& files = shell.session.loaded();
  if (std::find(files.begin(), files.end(), path) == files.end()) {
    return put(fmt::format("`{}` is not loaded; :load {} does that\n", path, path));
  }
  if (rebuild(shell, shell.typed)) put(dim("ok", shell.colour) + "\n");
}

void show_history(Shell& shell, const std::string& argument) {
  constexpr std::size_t kMost = 20;
  const std::size_t asked = argument.empty() ? kMost : std::strtoull(argument.c_str(), nullptr, 10);
  const std::size_t all = shell.entered.size();
  for (std::size_t i = all - std::min(asked, all); i < all; ++i) put(shell.entered[i] + "\n");
}

void watch(Shell& shell, const std::string& question) {
  using namespace std::chrono_literals;
  Times seen = times_of(shell.session);
  if (seen.empty())
    return fault(shell, kNothingThere, "no file is loaded, so there is none to watch", ":load FILE loads one");
  answer_watched(shell, question);
  put(fmt::format("watching {} file{}; Ctrl-C ends it\n", seen.size(), seen.size() == 1 ? "" : "s"));
  clear_interrupt();
  while (!interrupt_seen()) {
    std::this_thread::sleep_for(200ms);
    const Times now = times_of(shell.session);
    if (now == seen) continue;
    seen = now;
    if (!rebuild(shell, shell.typed)) continue;
    seen = times_of(shell.session);
    answer_watched(shell, question);
  }
  clear_interrupt();
  put("\n");
}

}  // namespace linchpin::shell
