#include "shell/commands.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "shell/explain.hpp"
#include "shell/interrupt.hpp"
#include "shell/output.hpp"
#include "shell/set.hpp"
#include "shell/typed.hpp"
#include "shell/wrap.hpp"
#include "syntax/diagnostic.hpp"

namespace linchpin::shell {
namespace {

constexpr int kUnknownCommand = 465;
constexpr int kNoArgument = 466;
constexpr int kSurplusArgument = 467;
constexpr int kUnknownName = 468;

void unknown_name(Shell& shell, const std::string& name) {
  std::vector<std::string> names = shell.session.names();
  const std::string like = nearest(name, names);
  fault(shell, kUnknownName, fmt::format("there is no claim, predicate or entity `{}`", name),
        like.empty() ? ":list shows the predicates" : fmt::format("did you mean `{}`?", like));
}

// "depends_on/3" and "depends_on(X, Y)?" are taken by their name.
std::string bare_name(const std::string& text) {
  if (text.starts_with('\'')) return text;
  return text.substr(0, text.find_first_of("/( "));
}

void load(Shell& shell, const std::string& argument) {
  const InterruptGuard guard(shell.session);
  ++shell.changes;
  const Status status = shell.session.load({argument}, [&](const Answer& answer) { show(shell, answer, true); });
  conclude(shell, status);
  if (status == Status::ok && shell.interactive) put(dim("ok", shell.colour) + "\n");
}

void list(Shell& shell, const std::string& argument) {
  if (argument.empty()) return put(list_predicates(shell.session, shell.colour, width_of_output(shell)));
  const std::string text = list_predicate(shell.session, bare_name(argument), shell.colour);
  text.empty() ? unknown_name(shell, argument) : put(wrapped(text, width_of_output(shell)));
}

void show_name(Shell& shell, const std::string& argument) {
  const std::string name = bare_name(argument);
  std::string text = show_claim(shell.session, name, shell.colour);
  if (text.empty()) text = show_scenario(shell.session, name, shell.colour);
  if (text.empty()) text = show_predicate(shell.session, name, shell.colour);
  if (!text.empty()) return put(wrapped(text, width_of_output(shell)));
  const std::vector<std::string> entities = shell.session.entities();
  if (std::find(entities.begin(), entities.end(), argument) == entities.end()) return unknown_name(shell, argument);
  const InterruptGuard guard(shell.session);
  const Answer answer = shell.session.ask(fmt::format("about {}?", argument));
  show(shell, answer);
  conclude(shell, answer.status);
}

void plan(Shell& shell, const std::string& argument) {
  const std::string text = shell.session.plan(bare_name(argument));
  if (!text.empty()) return put(text);
  if (argument.empty()) return put("there are no rules\n");
  const std::vector<PredicateInfo> predicates = shell.session.predicates();
  const std::string name = bare_name(argument);
  if (std::none_of(predicates.begin(), predicates.end(), [&](const auto& p) { return p.name == name; })) {
    return unknown_name(shell, argument);
  }
  put(fmt::format("{} has no rules\n", name));
}

void profile(Shell& shell, const std::string& argument) {
  constexpr std::size_t kMost = 20;
  const std::size_t most = argument.empty() ? kMost : std::strtoull(argument.c_str(), nullptr, 10);
  const std::vector<Session::Profiled> rules = shell.session.profile();
  if (rules.empty()) return put("no rule has been run\n");
  std::string out;
  for (std::size_t i = 0; i < std::min(most, rules.size()); ++i) {
    const Session::Profiled& rule = rules[i];
    out += fmt::format("{:>9.6f} s {:>10} rows  {}  {}\n", rule.seconds, rule.rows, rule.rule,
                       dim(fmt::format("{}:{}", rule.file, rule.line), shell.colour));
  }
  if (rules.size() > most) out += fmt::format("... and {} more\n", rules.size() - most);
  put(out);
}

void stats(Shell& shell, const std::string& /*argument*/) {
  const Stats s = shell.session.stats();
  put(fmt::format("{} tuples hold, in {:.1f} MB\n", s.tuples, static_cast<double>(s.bytes) / 1e6));
  put(fmt::format("reading took {:.3f} s; evaluating {:.3f} s, in which {} tuples were derived, repeats counted\n",
                  s.load_seconds, s.evaluate_seconds, s.derivations));
}

void show_help(Shell& shell, const std::string& argument) {
  std::string text = help(argument);
  if (text.empty()) text = explanation(argument, shell.colour);
  if (!text.empty()) return put(wrapped(text, width_of_output(shell)));
  const std::string like = nearest(argument, help_topics());
  fault(shell, kUnknownName, fmt::format("there is no help on `{}`", argument),
        like.empty() ? ":help shows the topics" : fmt::format("did you mean :help {}?", like));
}

void quit(Shell& shell, const std::string& /*argument*/) { shell.leave = true; }

using Argument = Command::Argument;

constexpr std::array kCommands{
    Command{":load", "FILE", Argument::required, "load a file beside what is there", ":load family.kb", load},
    Command{":reload", "", Argument::none, "read all loaded files anew, and state again what was stated here",
            ":reload", reload},
    Command{":undo", "", Argument::none, "take back what was stated last; files are read anew", ":undo", undo},
    Command{":redo", "", Argument::none, "state again what was undone", ":redo", redo},
    Command{":save", "FILE", Argument::required, "write what was stated here to a new file", ":save notes.kb", save},
    Command{":edit", "[FILE]", Argument::optional, "a file, or what was stated here, in $EDITOR", ":edit family.kb",
            edit},
    Command{":watch", "[QUESTION]", Argument::optional, "read files anew when they change, and ask again",
            ":watch ancestor(X, tom)?", watch},
    Command{":history", "[NUMBER]", Argument::optional, "what was entered last; Ctrl-R searches in it", ":history 50",
            show_history},
    Command{":set", "[OPTION VALUE]", Argument::optional, "rows shown, timing, colour, limits; alone, how they are",
            ":set timing on", set},
    Command{":list", "[PREDICATE]", Argument::optional, "the predicates, or what is stated for one", ":list parent",
            list},
    Command{":show", "NAME", Argument::required, "a claim with its source; a predicate; an entity", ":show c100",
            show_name},
    Command{":plan", "[PREDICATE]", Argument::optional, "how rules are evaluated, in steps with rows", ":plan ancestor",
            plan},
    Command{":profile", "[NUMBER]", Argument::optional, "the rules that took longest, with time and rows", ":profile 5",
            profile},
    Command{":stats", "", Argument::none, "tuples, memory and time", ":stats", stats},
    Command{":help", "[TOPIC]", Argument::optional, "this; a form of the language with examples; a message",
            ":help E101", show_help},
    Command{":quit", "", Argument::none, "leave; Ctrl-D does as well", ":quit", quit},
};

std::string_view trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace

std::span<const Command> commands() { return kCommands; }

void run_command(Shell& shell, std::string_view line) {
  line = trimmed(line);
  const std::size_t blank = std::min(line.find_first_of(" \t"), line.size());
  const std::string name(line.substr(0, blank));
  const std::string argument(trimmed(line.substr(blank)));
  // A beginning that only one command has stands for it: `:q`.
  std::vector<const Command*> fitting;
  for (const Command& command : kCommands) {
    if (command.name == name) {
      fitting = {&command};
      break;
    }
    if (name.size() > 1 && command.name.starts_with(name)) fitting.push_back(&command);
  }
  if (fitting.size() != 1) {
    std::vector<std::string> names;
    for (const Command& command : kCommands) names.emplace_back(command.name);
    const std::string like = nearest(name, names);
    if (fitting.size() > 1) {
      std::string which;
      for (const Command* command : fitting) which += (which.empty() ? "" : ", ") + std::string(command->name);
      return fault(shell, kUnknownCommand, fmt::format("`{}` may be any of {}", name, which), "write one letter more");
    }
    return fault(shell, kUnknownCommand, fmt::format("there is no command `{}`", name),
                 like.empty() ? ":help shows the commands" : fmt::format("did you mean {}?", like));
  }
  const Command& command = *fitting.front();
  if (command.takes == Argument::required && argument.empty()) {
    return fault(shell, kNoArgument, fmt::format("{} needs a {}", command.name, command.argument),
                 fmt::format("as in {}", command.example));
  }
  if (command.takes == Argument::none && !argument.empty()) {
    return fault(shell, kSurplusArgument, fmt::format("{} takes nothing behind it", command.name),
                 fmt::format("write {}", command.example));
  }
  within_memory(shell, [&] { command.run(shell, argument); });
}

}  // namespace linchpin::shell
