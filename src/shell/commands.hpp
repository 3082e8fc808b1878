// The commands of the prompt: rows of one table. To add one, add a row in commands.cpp.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "shell/shell.hpp"

namespace linchpin::shell {

struct Command {
  enum class Argument : std::uint8_t { none, optional, required };
  std::string_view name;      // with its colon
  std::string_view argument;  // as help shows it
  Argument takes = Argument::none;
  std::string_view summary;
  std::string_view example;
  void (*run)(Shell& shell, const std::string& argument);
};

std::span<const Command> commands();

// Runs a line that begins with a colon.
void run_command(Shell& shell, std::string_view line);

// The greeting: what is loaded, and three questions to try.
std::string greeting(Shell& shell);

// What `:help` shows, of everything or of one topic; empty when there is no such topic.
std::string help(std::string_view topic);
std::vector<std::string> help_topics();

// What `:list` and `:show` show; empty when there is nothing of that name.
std::string list_predicates(const Session& session, bool colour, std::size_t width);
std::string list_predicate(const Session& session, const std::string& name, bool colour);
std::string show_claim(const Session& session, const std::string& id, bool colour);
std::string show_scenario(const Session& session, const std::string& id, bool colour);
std::string show_predicate(const Session& session, const std::string& name, bool colour);

// What to tell of claims stated since there were `known`, where no one who says them is trusted.
std::string left_out(const Session& session, std::size_t known);

}  // namespace linchpin::shell
