// What a .kb file says of itself in comments, for `linchpin test`:
//
//   parent(ann, X)?
//   % expect: bob                 one row a line, after the question; values separated by `, `
//   % expect: bob [likely]        with its level; levels are compared where one of a question's rows has one, and a row
//                                 without is then at the highest
//   % expect: bob [undecided]     a row of which it stays open whether it holds
//   % expect: none                a question without answers
//   % expect: yes                 a question without variables: yes, denied, both, not stated, undecided;
//   % expect: yes [likely]        with its level
//   % expect: parent: ann, bob    `about`: predicate and row
//   why parent(ann, X)?
//   %| parent(ann, bob)  [stated] all lines of an answer, as they are printed below its question
//   % error: E103 text            exactly these errors are expected, in any order; the message contains the text
//   % warning: W105 text          likewise, when there is one such line; `% warning: none` for no warnings at all
//   % status: 3                   the exit status of `linchpin run`
//   % option: --limit-tuples 1000
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace linchpin::shell {

struct ExpectedRow {
  std::uint32_t line = 0;  // of the comment
  std::string text;
};

// The rows expected after one question.
struct ExpectedAnswer {
  std::uint32_t question_line = 0;  // of the question mark
  std::vector<ExpectedRow> rows;
  std::vector<ExpectedRow> lines;  // of the whole text, where that is expected
};

struct ExpectedMessage {
  std::uint32_t line = 0;
  std::uint16_t code = 0;
  std::string text;
};

struct FaultyExpectation {
  std::uint32_t line = 0;
  std::string message;
};

struct Expectations {
  std::vector<ExpectedAnswer> answers;  // in order; only questions with expectations
  std::vector<ExpectedMessage> errors;
  std::vector<ExpectedMessage> warnings;
  bool no_warnings = false;
  std::optional<int> status;
  std::vector<std::string> options;       // as words of a command line
  std::vector<FaultyExpectation> faults;  // comments that are meant as expectations and can't be read
};

Expectations read_expectations(std::string_view text);

}  // namespace linchpin::shell
