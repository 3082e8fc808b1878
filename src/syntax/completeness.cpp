#include <vector>

#include "syntax/parse.hpp"
#include "syntax/tokens.hpp"

namespace linchpin::syntax {

namespace {

// A claim or scenario goes on over line ends until its braces, or the full stop that stands for them.
bool begins_header(std::string_view text, const Token& first, const Token& second) {
  if (first.of(text) != "claim" && first.of(text) != "scenario") return false;
  return second.kind == Token::Kind::end || second.kind == Token::Kind::name || second.kind == Token::Kind::quoted_name;
}

}  // namespace

Completeness completeness(std::string_view text) {
  using Kind = Token::Kind;
  std::vector<char> open;
  std::size_t length = 0;  // tokens of the statement at hand
  Token first;
  bool header = false;
  bool any = false;
  Token previous;
  for (Token token = next_token(text, 0); token.kind != Kind::end; token = next_token(text, token.end)) {
    any = true;
    const std::string_view shown = token.of(text);
    if (token.kind == Kind::unclosed_string || token.kind == Kind::unclosed_comment) return Completeness::open;
    if (token.kind == Kind::unclosed_quoted_name) return Completeness::complete;
    if (length == 0) first = token;
    ++length;
    if (length == 1) header = shown == "claim" || shown == "scenario";
    if (length == 2) header = begins_header(text, first, token);
    previous = token;
    if (token.kind == Kind::open) {
      open.push_back(shown[0] == '(' ? ')' : shown[0] == '[' ? ']' : '}');
    } else if (token.kind == Kind::close) {
      if (open.empty() || open.back() != shown[0]) return Completeness::complete;
      open.pop_back();
      if (open.empty() && header && shown == "}") length = 0;
    } else if (open.empty() && (token.kind == Kind::stop || token.kind == Kind::query)) {
      length = 0;
    }
  }
  if (!any) return Completeness::empty;
  if (length == 0) return Completeness::complete;
  if (!open.empty() || header || continues(previous, text)) return Completeness::open;
  return Completeness::unterminated;
}

}  // namespace linchpin::syntax
