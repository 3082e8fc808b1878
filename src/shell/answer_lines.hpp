// Answers as `% expect:` lines write them: one line a row, values separated by `, `; `yes` and the like for a question
// without variables; `none` for no answer; `predicate: row` for `about`; a reason a line for `why not`.
//
// `why all` has a line for each support, `linchpins of` one for each linchpin, set of them (`c1 + c2`) and claim that
// only lowers the level (`c1 lowers to likely`): claims by their ids, and the row first where there is one, `ann, tea:
// c1`.
//
// A level stands behind in brackets, `bob [likely]`, and the highest is left out. Where the expectations of a question
// name no level, levels are not compared. An undecided row has `[undecided]` in any case.
#pragma once

#include <string>
#include <vector>

#include "linchpin.hpp"

namespace linchpin::shell {

// Whether one of the lines expects a level.
bool names_level(const std::vector<std::string>& expected);

// `highest`: the program's highest level. `with_levels`: whether levels are written out.
std::vector<std::string> lines_of(const Answer& answer, const std::string& highest, bool with_levels);

// The line with the highest level left out, where someone wrote it.
std::string without_highest(const std::string& line, const std::string& highest);

}  // namespace linchpin::shell
