#include "shell/repl.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <optional>

#include "shell/commands.hpp"
#include "shell/history.hpp"
#include "shell/interrupt.hpp"
#include "shell/line_editor.hpp"
#include "shell/output.hpp"
#include "shell/set.hpp"
#include "shell/shell.hpp"
#include "shell/typed.hpp"
#include "shell/wrap.hpp"

namespace linchpin::shell {
namespace {

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

// The command that a line is: with its colon, or one of the words that newcomers type, alone and as it is.
std::optional<std::string> command_of(const std::string& line) {
  const std::size_t first = line.find_first_not_of(" \t");
  if (first == std::string::npos) return std::nullopt;
  if (line[first] == ':') return line;
  const std::string word = line.substr(first, line.find_last_not_of(" \t\r") + 1 - first);
  if (word == "help" || word == "?") return ":help";
  if (word == "quit" || word == "exit") return ":quit";
  return std::nullopt;
}

// Whether a pasted line carries on the one before: it is indented, or begins with what joins. What is typed ahead is
// not.
bool goes_on(std::string_view line) {
  return line.starts_with(' ') || line.starts_with('\t') || line.starts_with(":-") || line.starts_with(',') ||
         line.starts_with('.') || line.starts_with('?');
}

void load_files(Shell& shell) {
  if (shell.files.empty()) return;
  const InterruptGuard guard(shell.session);
  const Status status = shell.session.load(shell.files, [&](const Answer& answer) { show(shell, answer, true); });
  conclude(shell, status);
}

Vocabulary vocabulary(const Session& session) {
  Vocabulary out;
  out.names = session.names();
  for (const PredicateInfo& p : session.predicates()) {
    if (p.arity > 0) out.predicates.push_back(p.name);
  }
  for (const Command& command : commands()) out.commands.emplace_back(command.name);
  out.topics = help_topics();
  out.options = setting_names();
  out.names_for = [&session](const std::string& predicate, std::size_t argument, std::string_view beginning) {
    return session.names_for(predicate, argument, beginning);
  };
  return out;
}

// Made anew only where the session has changed, as names may be many.
class Words {
 public:
  explicit Words(const Shell& shell) : shell_(shell) {}
  const Vocabulary& now() {
    if (!known_ || changes_ != shell_.changes) {
      known_ = vocabulary(shell_.session);
      changes_ = shell_.changes;
    }
    return *known_;
  }

 private:
  const Shell& shell_;
  std::optional<Vocabulary> known_;
  std::size_t changes_ = 0;
};

void typed(Shell& shell) {
  Words words(shell);
  LineEditor editor([&]() -> const Vocabulary& { return words.now(); });
  History history(history_path());
  for (const std::string& entry : history.entries()) editor.remember(entry);
  shell.entered = history.entries();
  const auto keep = [&](std::string_view text) {
    if (!history.add(text)) return;
    editor.remember(history.entries().back());
    shell.entered.push_back(history.entries().back());
  };
  std::string text;
  bool perhaps_question = false;  // `text` is complete but for its mark, unless the lines waiting behind it go on
  const auto ask = [&] {
    text = with_question_mark(std::move(text));
    keep(text);
    const std::string asked = text;
    submit(shell, "<prompt>", std::move(text));
    const std::vector<Message>& told = shell.session.messages();
    constexpr std::uint16_t kUnknownPredicate = 101;
    if (std::any_of(told.begin(), told.end(), [](const Message& m) { return m.code == kUnknownPredicate; })) {
      complain(fmt::format("  hint: to state it instead, end with a full stop: `{}.`\n",
                           asked.substr(0, asked.find_last_not_of("?\n") + 1)));
    }
    text.clear();
    perhaps_question = false;
  };
  while (!shell.leave) {
    std::string line;
    const auto read = editor.read(text.empty() ? "linchpin> " : "     ...> ", line);
    if (perhaps_question && (read != LineEditor::Read::line || !goes_on(line))) ask();
    perhaps_question = false;
    if (read == LineEditor::Read::end) {
      put("\n");
      return;
    }
    if (read != LineEditor::Read::line) {
      if (read == LineEditor::Read::interrupt && text.empty()) put("to leave, type :quit or press Ctrl-D\n");
      text.clear();
      continue;
    }
    if (const auto command = text.empty() ? command_of(line) : std::nullopt) {
      keep(line);
      run_command(shell, *command);
      continue;
    }
    text += line + '\n';
    switch (completeness(text)) {
      case Completeness::open:
        break;
      case Completeness::empty:
        text.clear();
        break;
      case Completeness::unterminated:
        perhaps_question = editor.more_waits();
        if (!perhaps_question) ask();
        break;
      case Completeness::complete:
        keep(text);
        submit(shell, "<prompt>", std::move(text));
        text.clear();
        break;
    }
  }
}

void piped(Shell& shell) {
  std::string text;
  std::size_t number = 0;
  std::size_t first = 1;
  const auto hand_over = [&] {
    submit(shell, first == 1 ? "<stdin>" : fmt::format("<stdin, from line {}>", first), std::move(text));
    text.clear();
  };
  for (std::string line; !shell.leave && std::getline(std::cin, line);) {
    ++number;
    if (const auto command = text.empty() ? command_of(line) : std::nullopt) {
      run_command(shell, *command);
      continue;
    }
    if (text.empty()) first = number;
    text += line + '\n';
    const Completeness so_far = completeness(text);
    if (so_far == Completeness::empty) text.clear();
    if (so_far == Completeness::complete) hand_over();
    if (shell.status == exit_status::kInterrupted) return;
  }
  // What lacks its terminator is an error, and the message says which.
  if (!is_blank(text)) hand_over();
}

}  // namespace

std::string with_question_mark(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) {
    text.pop_back();
  }
  // Behind a comment the mark stands on a line of its own; `%` in a string does no harm there.
  const std::size_t last = text.rfind('\n');
  const std::string_view line = std::string_view(text).substr(last == std::string::npos ? 0 : last + 1);
  return text + (line.find('%') == std::string_view::npos ? "?" : "\n?");
}

namespace {

// What the user wants at each start, a line each; a command, or statements.
void read_init(Shell& shell) {
  const std::string path = init_path();
  std::ifstream in(path);
  for (std::string line; !shell.leave && std::getline(in, line);) {
    if (const auto command = command_of(line)) {
      run_command(shell, *command);
    } else if (!is_blank(line)) {
      submit(shell, path, std::move(line));
    }
  }
}

}  // namespace

int repl(const Settings& settings, const std::vector<std::string>& files) {
  Shell shell(settings, files);
  load_files(shell);
  if (!open_journal(shell)) return exit_status::kError;
  if (!shell.interactive) {
    piped(shell);
    return shell.status;
  }
  read_init(shell);
  if (shell.answered) put("\n");
  put(wrapped(greeting(shell), width_of_output(shell)));
  typed(shell);
  return exit_status::kOk;
}

}  // namespace linchpin::shell
