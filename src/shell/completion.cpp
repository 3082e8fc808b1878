#include "shell/completion.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace linchpin::shell {
namespace {

// Words of the language that are longer to type than to complete.
constexpr std::array<std::string_view, 22> kKeywords{
    "about",     "at least", "claim",        "conflicts", "constraint", "entity",   "export",   "find",
    "import",    "include",  "incompatible", "levels",    "limit",      "normally", "order by", "overrides",
    "predicate", "requires", "retract",      "sort",      "trust",      "where"};

bool word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// Where the word before the cursor begins; npos inside a string.
std::size_t word_begin(std::string_view line) {
  char quote = '\0';
  std::size_t opened = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (quote == '\0' && (line[i] == '"' || line[i] == '\'')) {
      quote = line[i];
      opened = i;
    } else if (quote != '\0' && line[i] == '\\') {
      ++i;
    } else if (line[i] == quote) {
      quote = '\0';
    }
  }
  if (quote == '"') return std::string_view::npos;
  if (quote == '\'') return opened;
  std::size_t begin = line.size();
  while (begin > 0 && word_character(line[begin - 1])) --begin;
  return begin;
}

struct Place {
  std::string predicate;
  std::size_t argument = 0;
};

// The innermost predicate or functor of which an argument is being written.
std::optional<Place> place_of(std::string_view line) {
  std::vector<Place> open;
  char quote = '\0';
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quote != '\0') {
      if (c == '\\') ++i;
      if (c == quote) quote = '\0';
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '(' || c == '{') {
      std::size_t begin = i;
      while (begin > 0 && word_character(line[begin - 1])) --begin;
      open.push_back({c == '(' ? std::string(line.substr(begin, i - begin)) : std::string(), 0});
    } else if ((c == ')' || c == '}') && !open.empty()) {
      open.pop_back();
    } else if (c == ',' && !open.empty()) {
      ++open.back().argument;
    }
  }
  if (open.empty() || open.back().predicate.empty()) return std::nullopt;
  return open.back();
}

template <class Words>
void add(const Words& words, std::string_view beginning, std::vector<std::string>& out) {
  for (const auto& word : words) {
    if (word.starts_with(beginning)) out.emplace_back(word);
  }
}

}  // namespace

Completion complete(std::string_view line, const Vocabulary& vocabulary) {
  Completion out;
  const std::size_t blank = line.find_first_of(" \t");
  const bool command = line.starts_with(':');
  if (command && blank == std::string_view::npos) {
    out.kind = Completion::Kind::words;
    out.suffix = " ";
    add(vocabulary.commands, line, out.words);
  } else if (command && line.starts_with(":load")) {
    out.kind = Completion::Kind::path;
    out.begin = line.find_first_not_of(" \t", blank);
    if (out.begin == std::string_view::npos) out.begin = line.size();
  } else {
    out.begin = word_begin(line);
    if (out.begin == std::string_view::npos) return out;
    const std::string_view word = line.substr(out.begin);
    const auto place = command ? std::nullopt : place_of(line.substr(0, out.begin));
    if (place && vocabulary.names_for) out.words = vocabulary.names_for(place->predicate, place->argument, word);
    // Otherwise an empty word would list everything; capitals begin variables.
    if (out.words.empty() && word.empty() && !command) return out;
    out.kind = Completion::Kind::words;
    if (command && line.starts_with(":help")) {
      add(vocabulary.topics, word, out.words);
    } else if (command && line.starts_with(":set")) {
      add(vocabulary.options, word, out.words);
    } else if (out.words.empty()) {
      add(vocabulary.names, word, out.words);
      if (!command) add(kKeywords, word, out.words);
    }
  }
  std::sort(out.words.begin(), out.words.end());
  out.words.erase(std::unique(out.words.begin(), out.words.end()), out.words.end());
  if (out.words.size() == 1 && !command) {
    const std::string& word = out.words.front();
    const auto& predicates = vocabulary.predicates;
    if (std::find(predicates.begin(), predicates.end(), word) != predicates.end()) {
      out.suffix = "(";
    } else if (std::find(kKeywords.begin(), kKeywords.end(), word) != kKeywords.end()) {
      out.suffix = " ";
    }
  }
  return out;
}

std::string common_beginning(const std::vector<std::string>& words) {
  std::string out = words.front();
  for (const std::string& word : words) {
    const auto differs = std::mismatch(out.begin(), out.end(), word.begin(), word.end());
    out.erase(differs.first, out.end());
  }
  // Not through the middle of a character.
  while (!out.empty() && words.size() > 1 && (static_cast<unsigned char>(out.back()) & 0x80U) != 0) out.pop_back();
  return out;
}

}  // namespace linchpin::shell
