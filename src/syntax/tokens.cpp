#include "syntax/tokens.hpp"

#include <algorithm>
#include <array>

#include "syntax/utf8.hpp"

namespace linchpin::syntax {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_small(char c) { return c >= 'a' && c <= 'z'; }
bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_operator(char c) { return std::string_view("<>=!\\:&|+-*/;^~@").find(c) != std::string_view::npos; }

class Reader {
 public:
  Reader(std::string_view text, std::size_t at) : text_(text), at_(at) {}

  Token next() {
    if (!skip_gap()) return make(Token::Kind::unclosed_comment, text_.size());
    if (at_ >= text_.size()) return make(Token::Kind::end, text_.size());
    const char c = text_[at_];
    if (is_small(c)) return make(Token::Kind::name, while_word(at_));
    if ((c >= 'A' && c <= 'Z') || c == '_') return make(Token::Kind::variable, while_word(at_));
    if (is_digit(c)) return make(Token::Kind::number, number_end());
    if (c == '"' || c == '\'') return text_token(c);
    if (c == '.') return make(is_stop() ? Token::Kind::stop : Token::Kind::symbol, at_ + 1);
    if (c == '?') return make(Token::Kind::query, at_ + 1);
    if (c == ',') return make(Token::Kind::comma, at_ + 1);
    if (c == '(' || c == '[' || c == '{') return make(Token::Kind::open, at_ + 1);
    if (c == ')' || c == ']' || c == '}') return make(Token::Kind::close, at_ + 1);
    if (c == '#') return make(Token::Kind::symbol, while_word(at_ + 1));
    if (is_operator(c)) return make(Token::Kind::symbol, operator_end());
    return make(Token::Kind::unknown, at_ + decode_utf8(text_, at_).length);
  }

 private:
  char peek(std::size_t ahead) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

  // False at a comment that isn't closed, with `at_` on its opening.
  bool skip_gap() {
    for (;;) {
      while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
      if (peek(0) == '%') {
        at_ = std::min(text_.find_first_of("\r\n", at_), text_.size());
      } else if (peek(0) == '/' && peek(1) == '*') {
        const std::size_t close = text_.find("*/", at_ + 2);
        if (close == std::string_view::npos) return false;
        at_ = close + 2;
      } else {
        return true;
      }
    }
  }

  std::size_t while_word(std::size_t at) const {
    while (at < text_.size() && is_word_character(text_[at])) ++at;
    return at;
  }

  std::size_t number_end() const {
    std::size_t at = while_word(at_);
    const auto digit_after = [&](std::size_t i) { return i + 1 < text_.size() && is_digit(text_[i + 1]); };
    while (at < text_.size() && text_[at] == '.' && digit_after(at)) at = while_word(at + 1);
    return at;
  }

  std::size_t operator_end() const {
    std::size_t at = at_;
    while (at < text_.size() && is_operator(text_[at]) && text_.substr(at, 2) != "/*") ++at;
    return std::max(at, at_ + 1);
  }

  bool is_stop() const {
    const char c = peek(1);
    return at_ + 1 >= text_.size() || is_blank(c) || c == '%' || c == '}' || (c == '/' && peek(2) == '*');
  }

  Token text_token(char quote) {
    const bool is_string = quote == '"';
    const std::string_view stops = is_string ? std::string_view("\"\\") : std::string_view("'\\\r\n");
    std::size_t at = at_ + 1;
    for (;;) {
      at = text_.find_first_of(stops, at);
      if (at >= text_.size() || text_[at] == '\r' || text_[at] == '\n') break;
      if (text_[at] == quote) return make(is_string ? Token::Kind::string : Token::Kind::quoted_name, at + 1);
      at += 2;  // a backslash and what it escapes
    }
    const std::size_t end = std::min(text_.find_first_of("\r\n", at_), text_.size());
    return make(is_string ? Token::Kind::unclosed_string : Token::Kind::unclosed_quoted_name, end);
  }

  Token make(Token::Kind kind, std::size_t end) const {
    Token token{kind, static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(end), true, false};
    std::size_t i = at_;
    while (i > 0 && (text_[i - 1] == ' ' || text_[i - 1] == '\t')) --i;
    const bool after_mark = i == 3 && text_.starts_with("\xEF\xBB\xBF");
    token.starts_line = i == 0 || text_[i - 1] == '\n' || text_[i - 1] == '\r' || after_mark;
    token.at_margin = token.starts_line && i == at_;
    return token;
  }

  std::string_view text_;
  std::size_t at_;
};

}  // namespace

bool is_word_character(char c) { return is_small(c) || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_'; }

Token next_token(std::string_view text, std::uint32_t from) { return Reader(text, from).next(); }

bool continues(const Token& token, std::string_view text) {
  static constexpr std::array<std::string_view, 4> words = {"not", "mod", "normally", "where"};
  switch (token.kind) {
    case Token::Kind::open:
    case Token::Kind::comma:
      return true;
    case Token::Kind::symbol:
      return token.of(text) != ".";
    case Token::Kind::name:
      return std::find(words.begin(), words.end(), token.of(text)) != words.end();
    default:
      return false;
  }
}

}  // namespace linchpin::syntax
