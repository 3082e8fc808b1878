// What Tab offers.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace linchpin::shell {

struct Completion {
  enum class Kind : std::uint8_t { none, words, path };
  Kind kind = Kind::none;          // path: a file name, which the caller completes
  std::size_t begin = 0;           // of the word before the cursor
  std::vector<std::string> words;  // what it may become, sorted, without repeats
  std::string suffix;              // to put behind it when there is one word: "(" or " "
};

// What is known at the moment. `names` are predicates, entities and claims as the language writes them.
struct Vocabulary {
  std::vector<std::string> names;
  std::vector<std::string> predicates;  // those of `names` that take arguments
  std::vector<std::string> commands;    // with their colons
  std::vector<std::string> topics;      // of :help
  std::vector<std::string> options;     // of :set
  // Those that may stand in an argument (from 0) of a predicate and begin so, sorted.
  std::function<std::vector<std::string>(const std::string& predicate, std::size_t argument,
                                         std::string_view beginning)>
      names_for = {};
};

// REQUIRES: `line` is what stands before the cursor. In a predicate's argument, what may stand there is offered, else
// all names that begin so.
Completion complete(std::string_view line, const Vocabulary& vocabulary);

// The longest beginning that all words share. REQUIRES: at least one word.
std::string common_beginning(const std::vector<std::string>& words);

}  // namespace linchpin::shell
