// The C preprocessor's simple directives, a line at a time.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace linchpin::convert {

using Macros = std::map<std::string, std::string, std::less<>>;  // by name, what each stands for

// Told of each `#include "PATH"`, at that place; returns the path to put into the text instead.
using OnInclude = std::function<std::string(std::string_view path)>;

struct Preprocessed {
  struct Problem {
    std::size_t offset;  // in the text given
    std::string message;
  };
  std::string text;  // as many lines as the text given; `#include "x"` has become `.include "x"`
  std::vector<Problem> problems;
};

// Names that `macros` has are put for, outside strings and comments, and once more in what they stand for. `#define`
// and
// `#undef` change `macros`.
Preprocessed preprocess(std::string_view text, Macros& macros, const OnInclude& on_include);

}  // namespace linchpin::convert
