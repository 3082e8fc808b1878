// What was typed at the prompt since files were loaded: taken back, stated again, saved, edited; and files that change.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shell/shell.hpp"

namespace linchpin::shell {

// Notes a text that was taken in, but for its questions: it can be undone, and is in the journal when this returns.
void note_typed(Shell& shell, const std::string& text);

// The statements and questions of a text, with the blanks and comments before each.
std::vector<std::string_view> statements(std::string_view text);

// Opens the journal that the settings name and states what it has. False, with a message, where it can't be used.
bool open_journal(Shell& shell);

// Reads all files anew and states what was stated here again.
void reload(Shell& shell, const std::string& argument);

// The commands of these names.
void undo(Shell& shell, const std::string& argument);
void redo(Shell& shell, const std::string& argument);
void save(Shell& shell, const std::string& path);
void edit(Shell& shell, const std::string& path);
void show_history(Shell& shell, const std::string& argument);
void watch(Shell& shell, const std::string& question);

}  // namespace linchpin::shell
