#include "shell/test_runner.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "io/paths.hpp"
#include "shell/answer_lines.hpp"
#include "shell/expectations.hpp"
#include "shell/format.hpp"
#include "shell/interrupt.hpp"
#include "shell/line_diff.hpp"
#include "shell/output.hpp"

namespace linchpin::shell {
namespace {

namespace fs = std::filesystem;

std::string show_difference(const Answer& answer, const std::vector<ExpectedRow>& expected,
                            const std::vector<std::string>& wanted, const std::vector<std::string>& given) {
  if (wanted == given) return {};
  std::string out = fmt::format("  line {}: {}\n", answer.line, answer.question);
  for (const DiffLine& line : diff(wanted, given)) {
    switch (line.kind) {
      case DiffLine::Kind::same:
        out += fmt::format("      {}\n", wanted[line.expected]);
        break;
      case DiffLine::Kind::missing:
        out += fmt::format("    - {}    (expected, line {})\n", wanted[line.expected], expected[line.expected].line);
        break;
      case DiffLine::Kind::surplus:
        out += fmt::format("    + {}\n", given[line.given]);
        break;
    }
  }
  return out;
}

std::vector<std::string> texts_of(const std::vector<ExpectedRow>& rows) {
  std::vector<std::string> out;
  for (const ExpectedRow& row : rows) out.push_back(row.text);
  return out;
}

std::string compare_rows(const Answer& answer, const std::vector<ExpectedRow>& expected, const std::string& highest) {
  std::vector<std::string> wanted = texts_of(expected);
  const std::vector<std::string> given = lines_of(answer, highest, names_level(wanted));
  for (std::string& line : wanted) line = without_highest(line, highest);
  return show_difference(answer, expected, wanted, given);
}

// The whole text, as it is printed below the question, but for blanks at the ends of lines.
std::string compare_text(const Answer& answer, const std::vector<ExpectedRow>& expected) {
  std::vector<std::string> given;
  std::istringstream text(format_answer(answer, Format::table, false));
  for (std::string line; std::getline(text, line);) {
    line.erase(line.find_last_not_of(' ') + 1);
    given.push_back(line);
  }
  return show_difference(answer, expected, texts_of(expected), given);
}

// Each expectation takes one message with its code that contains its text; what is left on either side is told.
std::string compare_messages(const std::vector<ExpectedMessage>& expected, const std::vector<Message>& messages,
                             bool errors) {
  std::vector<const Message*> left;
  for (const Message& m : messages) {
    if (m.error == errors) left.push_back(&m);
  }
  std::string out;
  // The longest texts first: a general one must not take the message that only a particular one fits.
  std::vector<const ExpectedMessage*> order;
  for (const ExpectedMessage& e : expected) order.push_back(&e);
  std::stable_sort(order.begin(), order.end(), [](auto* a, auto* b) { return a->text.size() > b->text.size(); });
  for (const ExpectedMessage* e : order) {
    const auto found = std::find_if(left.begin(), left.end(), [&](const Message* m) {
      return m->code == e->code && m->text.find(e->text) != std::string::npos;
    });
    if (found != left.end()) {
      left.erase(found);
    } else {
      out += fmt::format("    - {}{:03} {}    (expected, line {})\n", errors ? 'E' : 'W', e->code, e->text, e->line);
    }
  }
  for (const Message* m : left) {
    out += fmt::format("    + {}{:03} {}    (line {})\n", errors ? 'E' : 'W', m->code, m->text, m->line);
  }
  return out.empty() ? out : fmt::format("  {}:\n{}", errors ? "errors" : "warnings", out);
}

// Which expectation belongs to the answer: that whose question mark stands nearest at or behind the answer's line and
// before the next answer's.
std::string compare_answers(const Expectations& expectations, const std::vector<Answer>& answers,
                            const std::string& highest) {
  std::string out;
  for (const ExpectedAnswer& expected : expectations.answers) {
    const Answer* asked = nullptr;
    for (const Answer& answer : answers) {
      if (answer.line <= expected.question_line) asked = &answer;
    }
    if (asked == nullptr) {
      out += fmt::format("  line {}: the question was not answered\n", expected.question_line);
    } else if (asked->status == Status::ok) {
      if (!expected.rows.empty()) out += compare_rows(*asked, expected.rows, highest);
      if (!expected.lines.empty()) out += compare_text(*asked, expected.lines);
    } else {
      out += fmt::format("  line {}: no answer to {}\n", asked->line, asked->question);
    }
  }
  return out;
}

std::string indented(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out += "    ";
    out += text.substr(0, end);
    out += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::string verdict(const Expectations& expectations, const Session& session, int status) {
  std::string out;
  const bool errors_expected = !expectations.errors.empty();
  const bool status_fits =
      expectations.status ? status == *expectations.status : (status != exit_status::kOk) == errors_expected;
  // Errors that are told of by their absence: a status alone may be expected, too.
  const bool compare = errors_expected || (!expectations.status && status != exit_status::kOk);
  if (compare) {
    const std::string difference = compare_messages(expectations.errors, session.messages(), true);
    out += difference;
    if (!difference.empty() && !errors_expected)
      out = "  not loaded or answered:\n" + indented(session.rendered_messages());
  }
  if (!status_fits && (out.empty() || expectations.status)) {
    out += fmt::format("  exit status {}, where {} is expected\n", status,
                       expectations.status ? std::to_string(*expectations.status)
                       : errors_expected   ? "1"
                                           : "0");
  }
  if (expectations.no_warnings || !expectations.warnings.empty()) {
    out += compare_messages(expectations.warnings, session.messages(), false);
  }
  return out;
}

bool read_text(const std::string& path, std::string& text) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return false;
  text.assign(std::istreambuf_iterator<char>(in), {});
  return !in.bad();
}

// Returns what is wrong with a path, or nothing.
std::string collect(const std::string& path, std::vector<std::string>& files) {
  std::error_code error;
  if (!fs::is_directory(path, error)) {
    if (!fs::exists(path, error)) return fmt::format("can't read {}: no such file or directory", path);
    files.push_back(path);
    return {};
  }
  std::vector<std::string> found;
  for (fs::recursive_directory_iterator it(path, error), end; it != end; it.increment(error)) {
    if (error) return fmt::format("can't read {}: {}", path, error.message());
    const std::string name = it->path().filename().string();
    if (it->path().extension() == ".kb" && !name.starts_with('_') && !it->is_directory())
      found.push_back(it->path().string());
  }
  std::sort(found.begin(), found.end());
  files.insert(files.end(), found.begin(), found.end());
  return {};
}

}  // namespace

std::string apply_options(const std::vector<std::string>& words, const std::string& directory, Settings& settings) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& option = words[i];
    if (option == "--strict") {
      settings.strict = true;
      continue;
    }
    std::string value = i + 1 < words.size() ? words[++i] : "";
    if (option == "--allow-path" && !value.empty()) value = io::join(directory, value);
    const auto problem = set_option(settings, option, value);
    if (problem) return fmt::format("{}; {}", problem->message, problem->hint);
  }
  return {};
}

std::string test_file(const std::string& path, Settings settings) {
  std::string text;
  if (!read_text(path, text)) return "  can't be read\n";
  const Expectations expectations = read_expectations(text);
  std::string out;
  for (const FaultyExpectation& fault : expectations.faults)
    out += fmt::format("  line {}: {}\n", fault.line, fault.message);
  const std::string wrong = apply_options(expectations.options, io::directory_of(path), settings);
  if (!wrong.empty()) out += fmt::format("  {}\n", wrong);
  if (!out.empty()) return out;

  Session session = make_session(settings);
  const InterruptGuard guard(session);
  std::vector<Answer> answers;
  int status = exit_status_of(session.load({path}, [&](const Answer& answer) {
    if (answer.file == path) answers.push_back(answer);
  }));
  for (const Answer& answer : answers) status = worse(status, exit_status_of(answer.status));
  if (status == exit_status::kInterrupted) return "  interrupted\n";
  const std::string messages = verdict(expectations, session, status);
  // Where nothing was loaded and none of that is expected, every question would be told of as well.
  return status != exit_status::kOk && !messages.empty() && answers.empty()
             ? messages
             : messages + compare_answers(expectations, answers, session.levels().front());
}

int test(const Settings& settings, const std::vector<std::string>& paths) {
  const bool colour = use_colour(settings.colour, STDOUT_FILENO);
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    const std::string wrong = collect(path, files);
    if (wrong.empty()) continue;
    complain(480, wrong, "name .kb files, or directories that hold some", use_colour(settings.colour, STDERR_FILENO));
    return exit_status::kError;
  }
  std::size_t failed = 0;
  for (const std::string& file : files) {
    const std::string difference = test_file(file, settings);
    if (difference.empty()) {
      put(fmt::format("{} {}\n", green("ok", colour), file));
      continue;
    }
    ++failed;
    put(fmt::format("{} {}\n{}", red("FAILED", colour), file, difference));
    if (difference == "  interrupted\n") return exit_status::kInterrupted;
  }
  put(fmt::format("{} passed, {} failed\n", files.size() - failed, failed));
  return failed == 0 ? exit_status::kOk : exit_status::kError;
}

}  // namespace linchpin::shell
