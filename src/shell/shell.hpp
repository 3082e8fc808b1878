// What the prompt and its commands work on.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "io/journal.hpp"
#include "shell/settings.hpp"

namespace linchpin::shell {

struct Shell {
  Session session;
  Settings settings;
  std::vector<std::string> files;  // named on the command line; `:reload` comes back to them when they did not load
  bool interactive = false;        // typed, not piped: the answers are for a person beside the text
  bool colour = false;             // on standard output
  bool error_colour = false;       // on standard error
  int status = exit_status::kOk;   // of what was piped in so far
  bool answered = false;           // something was printed already
  bool leave = false;
  bool timing = false;                   // how long each statement and question took is told
  std::size_t most_rows = 1000;          // of an answer that are shown to a person; 0: all
  std::vector<std::string> typed;        // what was stated and taken back since files were loaded, in order
  std::vector<std::string> undone;       // that stood behind these; the next to do again is the last
  std::vector<std::string> entered;      // each on one line, also of earlier times
  std::unique_ptr<io::Journal> journal;  // of what is stated; null: none
  std::size_t changes = 0;               // how often the session may have changed
  std::size_t told = 0;  // of the session's messages, those that went with earlier answers of the same call

  Shell(const Settings& settings_given, std::vector<std::string> files_given);
};

// Shows an answer as `settings.format` says; in a table that of a file's question below the question.
void show(Shell& shell, const Answer& answer, bool with_question = false);
// Notes the status and shows the messages of the session's last call.
void conclude(Shell& shell, Status status);
// Runs something; where memory runs out in it, that is told, and all goes on.
void within_memory(Shell& shell, const std::function<void()>& run);
// Statements and questions, as a file of that name would hold them.
void submit(Shell& shell, std::string name, std::string text);
// A line that goes when something else is written.
void tell_progress(const Progress& progress);
// The columns of the terminal that standard output is; kAnyWidth where it is none.
std::size_t terminal_width();
// The same for a person; kAnyWidth for what reads the output of a pipe.
std::size_t width_of_output(const Shell& shell);
// A fault of a command.
void fault(Shell& shell, int code, std::string_view message, std::string_view hint);

}  // namespace linchpin::shell
