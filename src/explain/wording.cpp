#include "explain/wording.hpp"

#include <algorithm>
#include <cctype>

namespace linchpin::explain {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// The end of what begins at `i`: of a quoted text, a word, `!=`, or a single character.
std::size_t token_end(std::string_view text, std::size_t i) {
  const char first = text[i];
  if (first == '"' || first == '\'') {
    for (++i; i < text.size() && text[i] != first; ++i) i += text[i] == '\\' ? 1 : 0;
    return std::min(i + 1, text.size());
  }
  if (text.substr(i).starts_with("!=")) return i + 2;
  if (!is_word(first)) return i + 1;
  while (i < text.size() && is_word(text[i])) ++i;
  return i;
}

}  // namespace

std::string with_words(std::string_view literal,
                       const std::function<std::optional<std::string>(std::string_view)>& word_for) {
  std::string out;
  for (std::size_t i = 0; i < literal.size();) {
    const std::size_t end = token_end(literal, i);
    const std::string_view token = literal.substr(i, end - i);
    i = end;
    if (is_blank(token[0])) {
      if (!out.empty() && out.back() != ' ') out += ' ';
      continue;
    }
    const std::optional<std::string> word = word_for(token);
    out += word ? *word : token;
  }
  return out;
}

std::string with_values(std::string_view literal, const std::vector<std::string>& names,
                        std::span<const Value> bindings, const Pool& pool) {
  return with_words(literal, [&](std::string_view token) -> std::optional<std::string> {
    const auto name = std::find(names.begin(), names.end(), token);
    if (name == names.end()) return std::nullopt;
    return pool.print(bindings[static_cast<std::size_t>(name - names.begin())]);
  });
}

std::size_t body_begin(std::string_view clause) {
  for (std::size_t i = 0; i < clause.size(); i = token_end(clause, i)) {
    if (clause.substr(i).starts_with(":-")) return i + 2;
  }
  return clause.size();
}

}  // namespace linchpin::explain
