// What was typed at the prompt since files were loaded: taken back, stated again, saved, edited; and files that change.
#pragma once

#include <string>

#include "shell/shell.hpp"

namespace linchpin::shell {

// Notes a text that was taken: it can be undone, unless it only asks.
void note_typed(Shell& shell, const std::string& text);

// The commands of these names.
void undo(Shell& shell, const std::string& argument);
void redo(Shell& shell, const std::string& argument);
void save(Shell& shell, const std::string& path);
void edit(Shell& shell, const std::string& path);
void show_history(Shell& shell, const std::string& argument);
void watch(Shell& shell, const std::string& question);

}  // namespace linchpin::shell
