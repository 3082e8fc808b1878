#include "shell/expectations.hpp"

#include <fmt/core.h>

#include <array>
#include <charconv>
#include <sstream>

namespace linchpin::shell {
namespace {

struct Comment {
  std::string_view text;  // behind the %
  std::uint32_t line = 0;
  char before = '\0';  // the last character before it that is neither blank nor comment
  std::uint32_t before_line = 0;
};

bool blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

// The line comments of a text, told from `%` in strings, quoted names and block comments.
std::vector<Comment> line_comments(std::string_view text) {
  std::vector<Comment> out;
  std::uint32_t line = 1;
  char before = '\0';
  std::uint32_t before_line = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n') {
      ++line;
    } else if (c == '%') {
      const std::size_t end = std::min(text.find('\n', i), text.size());
      out.push_back({trimmed(text.substr(i + 1, end - i - 1)), line, before, before_line});
      i = end - 1;
    } else if (c == '/' && text.substr(i, 2) == "/*") {
      const std::size_t end = std::min(text.find("*/", i + 2), text.size());
      for (; i < end; ++i) line += text[i] == '\n' ? 1 : 0;
      ++i;
    } else if (c == '"' || c == '\'') {
      for (++i; i < text.size() && text[i] != c; ++i) {
        if (text[i] == '\\') ++i;
        if (i < text.size() && text[i] == '\n') ++line;
      }
      before = c;
      before_line = line;
    } else if (!blank(c)) {
      before = c;
      before_line = line;
    }
  }
  return out;
}

// "E103 part of message"
bool read_message(std::string_view text, char letter, ExpectedMessage& out) {
  if (text.empty() || text[0] != letter) return false;
  const char* end = text.data() + text.size();
  const auto [stop, code] = std::from_chars(text.data() + 1, end, out.code);
  if (code != std::errc() || (stop != end && !blank(*stop))) return false;
  out.text = trimmed(text.substr(static_cast<std::size_t>(stop - text.data())));
  return true;
}

class Reader {
 public:
  explicit Reader(Expectations& out) : out_(out) {}

  void read(const Comment& comment) {
    struct Kind {
      std::string_view keyword;
      void (Reader::*read)(const Comment&, std::string_view);
    };
    static constexpr std::array kKinds{
        Kind{"expect:", &Reader::expect}, Kind{"error:", &Reader::error},   Kind{"warning:", &Reader::warning},
        Kind{"status:", &Reader::status}, Kind{"option:", &Reader::option}, Kind{"|", &Reader::line},
    };
    for (const Kind& kind : kKinds) {
      if (comment.text.starts_with(kind.keyword)) {
        (this->*kind.read)(comment, trimmed(comment.text.substr(kind.keyword.size())));
      }
    }
  }

 private:
  void fault(const Comment& comment, std::string message) { out_.faults.push_back({comment.line, std::move(message)}); }

  // The expectations of the question before a comment; none where no question is.
  ExpectedAnswer* answer_before(const Comment& comment, std::string_view what) {
    if (comment.before != '?') {
      fault(comment, fmt::format("no question stands before this `{}`", what));
      return nullptr;
    }
    // Two questions on one line share its number; the comment behind them belongs to the last.
    if (out_.answers.empty() || out_.answers.back().question_line != comment.before_line) {
      out_.answers.push_back({comment.before_line, {}, {}});
    }
    return &out_.answers.back();
  }

  void expect(const Comment& comment, std::string_view text) {
    ExpectedAnswer* answer = answer_before(comment, "% expect:");
    if (answer != nullptr) answer->rows.push_back({comment.line, std::string(text)});
  }

  void line(const Comment& comment, std::string_view /*trimmed*/) {
    ExpectedAnswer* answer = answer_before(comment, "%|");
    std::string_view text = comment.text.substr(1);
    if (text.starts_with(' ')) text.remove_prefix(1);
    if (answer != nullptr) answer->lines.push_back({comment.line, std::string(text)});
  }

  void error(const Comment& comment, std::string_view text) {
    ExpectedMessage message{comment.line, 0, {}};
    if (!read_message(text, 'E', message))
      return fault(comment, "an error is expected as `% error: E103 part of its message`");
    out_.errors.push_back(std::move(message));
  }

  void warning(const Comment& comment, std::string_view text) {
    if (text == "none") {
      out_.no_warnings = true;
      return;
    }
    ExpectedMessage message{comment.line, 0, {}};
    if (!read_message(text, 'W', message)) {
      return fault(comment, "a warning is expected as `% warning: W105 part of its message`, or `% warning: none`");
    }
    out_.warnings.push_back(std::move(message));
  }

  void status(const Comment& comment, std::string_view text) {
    int status = 0;
    const auto [stop, code] = std::from_chars(text.data(), text.data() + text.size(), status);
    if (code != std::errc() || stop != text.data() + text.size()) {
      return fault(comment, "an exit status is a number, as in `% status: 3`");
    }
    out_.status = status;
  }

  void option(const Comment& /*comment*/, std::string_view text) {
    std::istringstream words{std::string(text)};
    for (std::string word; words >> word;) out_.options.push_back(word);
  }

  Expectations& out_;
};

}  // namespace

Expectations read_expectations(std::string_view text) {
  Expectations out;
  Reader reader(out);
  for (const Comment& comment : line_comments(text)) reader.read(comment);
  return out;
}

}  // namespace linchpin::shell
