#include "shell/highlight.hpp"

#include "shell/style.hpp"
#include "syntax/keywords.hpp"
#include "syntax/tokens.hpp"

namespace linchpin::shell {

std::string highlighted(std::string_view text, bool colour) {
  using Kind = syntax::Token::Kind;
  if (!colour) return std::string(text);
  std::string out;
  std::uint32_t at = 0;
  for (syntax::Token token = syntax::next_token(text, 0); token.kind != Kind::end;
       token = syntax::next_token(text, token.end)) {
    const std::string_view between = text.substr(at, token.begin - at);  // blanks and comments
    const std::string_view word = token.of(text);
    const char next = token.end < text.size() ? text[token.end] : ' ';
    out += between.find_first_not_of(" \n\t\r") == std::string_view::npos ? std::string(between) : dim(between, true);
    switch (token.kind) {
      case Kind::variable:
        out += cyan(word, true);
        break;
      case Kind::string:
      case Kind::unclosed_string:
        out += green(word, true);
        break;
      case Kind::number:
        out += magenta(word, true);
        break;
      case Kind::name:
        out += next != '(' && syntax::is_keyword(word) ? bold(word, true) : std::string(word);
        break;
      case Kind::unclosed_comment:
        out += dim(word, true);
        break;
      default:
        out += word;
    }
    at = token.end;
  }
  const std::string_view rest = text.substr(at);
  out += rest.find_first_not_of(" \n\t\r") == std::string_view::npos ? std::string(rest) : dim(rest, true);
  return out;
}

}  // namespace linchpin::shell
