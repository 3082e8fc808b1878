#include "syntax/explain.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

#include "syntax/habits.hpp"
#include "syntax/keywords.hpp"
#include "syntax/utf8.hpp"

namespace linchpin::syntax {

namespace {

using Kind = Token::Kind;

constexpr std::size_t longest_shown = 30;

std::string shown(std::string_view text) {
  if (text.size() <= longest_shown) return fmt::format("`{}`", text);
  std::size_t end = longest_shown;
  while (end > 0 && is_continuation(text[end])) --end;
  return fmt::format("`{}...`", text.substr(0, end));
}

char closing(char open) { return open == '(' ? ')' : open == '[' ? ']' : '}'; }

std::string lower_first(std::string_view name) {
  const std::size_t letter = std::min(name.find_first_not_of('_'), name.size());
  std::string result(name.substr(letter));
  if (!result.empty() && result[0] >= 'A' && result[0] <= 'Z') result[0] = static_cast<char>(result[0] - 'A' + 'a');
  return result;
}

class Explainer {
 public:
  Explainer(std::string_view text, const SyntaxError& error, const Surroundings& around, bool in_braces)
      : text_(text),
        error_(error),
        row_(*error.expected),
        around_(around),
        in_braces_(in_braces),
        found_(next_token(text, error.offset)),
        word_(found_.of(text)) {}

  Diagnostic explain() {
    if (row_.code == 93 || (row_.code == 92 && row_.kind == Expectation::Kind::exact && found_.at_margin)) {
      return open_braces();
    }
    if (row_.kind == Expectation::Kind::exact) return exact();
    if (around_.first.of(text_).starts_with("--")) {
      const Habit* habit = find_habit("--", true);
      return make(habit->code, around_.first.begin, around_.first.begin + 2, std::string(habit->message), habit->hint);
    }
    const Habit* first = around_.first.end < found_.begin ? find_first_word(around_.first.of(text_)) : nullptr;
    if (first != nullptr && at_statement_end()) {
      return make(first->code, around_.first.begin, around_.first.end, std::string(first->message), first->hint);
    }
    if (around_.negated_group.kind == Kind::open && found_.kind == Kind::comma) {
      return make(negated_group.code, around_.negated_group.begin, around_.negated_group.end, negated_group.text,
                  negated_group.hint);
    }
    for (const auto attempt :
         {&Explainer::quote, &Explainer::character, &Explainer::number, &Explainer::capital, &Explainer::unfinished,
          &Explainer::habit, &Explainer::bracket, &Explainer::reserved, &Explainer::slip, &Explainer::question_part}) {
      if (std::optional<Diagnostic> result = (this->*attempt)()) return *std::move(result);
    }
    return at_found(row_.code, fmt::format("unexpected {} {}", describe(), row_.text), row_.hint);
  }

 private:
  static Diagnostic make(std::uint16_t code, std::uint32_t begin, std::uint32_t end, std::string message,
                         std::string_view hint) {
    return {Severity::error, code, true, {0, begin, end}, std::move(message), {}, std::string(hint)};
  }
  Diagnostic at_found(std::uint16_t code, std::string message, std::string_view hint) const {
    return make(code, found_.begin, found_.end, std::move(message), hint);
  }
  Diagnostic after_previous(std::uint16_t code, std::string message, std::string_view hint) const {
    const std::uint32_t at = around_.previous.end;
    return make(code, at, at, std::move(message), hint);
  }

  bool at_statement_end() const { return row_.kind == Expectation::Kind::statement_end; }
  bool adjacent() const { return around_.previous.end == found_.begin && found_.begin > 0; }

  std::string describe() const {
    if (found_.kind == Kind::end) return "end of the text";
    if (found_.kind == Kind::string || found_.kind == Kind::unclosed_string) return "string";
    return shown(word_);
  }

  Diagnostic exact() const {
    std::uint32_t begin = found_.begin;
    std::uint32_t end = found_.end;
    std::string_view hint = row_.hint;
    switch (row_.code) {
      case 6:  // the backslash, and what follows it
        begin = error_.offset - 1;
        end = error_.offset < text_.size() ? error_.offset + decode_utf8(text_, error_.offset).length : error_.offset;
        break;
      case 8: {  // from the beginning of the number
        begin = around_.previous.begin;
        end = std::max(around_.previous.end, begin + 1);
        const std::string_view number = text_.substr(begin, end - begin);
        const std::size_t letter = number.find_first_not_of("0123456789_.");
        if (number.find('_') != std::string_view::npos && letter == std::string_view::npos) {
          return make(8, begin, end, "`_` stands only between the digits of a number", "write `1_000_000`");
        }
        if (letter != std::string_view::npos && (number[letter] == 'e' || number[letter] == 'E')) {
          hint =
              "a decimal has digits on both sides of the point, as in `1.0e5`; a name that begins with a digit is "
              "quoted";
        }
        break;
      }
      case 11:
        while (end < text_.size() && (text_[end] == '-' || is_word_character(text_[end]))) ++end;
        break;
      case 12:
        end = begin + 1;
        break;
      case 3:
      case 4:
      case 5:
        end = std::min<std::uint32_t>(end, line_end(begin));
        break;
      case 13:
        end = begin + 1;
        break;
      default:
        break;
    }
    return make(row_.code, begin, end, row_.text, hint);
  }

  std::uint32_t line_end(std::uint32_t offset) const {
    return static_cast<std::uint32_t>(std::min(text_.find_first_of("\r\n", offset), text_.size()));
  }

  // Braces that a new statement, or the end of the text, shows to be open still.
  Diagnostic open_braces() const {
    const auto brace = std::find_if(around_.open.rbegin(), around_.open.rend(),
                                    [&](const Token& token) { return token.of(text_) == "{"; });
    const Token& at = brace == around_.open.rend() ? found_ : *brace;
    Diagnostic result = make(93, at.begin, at.end, "these braces are not closed", "close them with `}`");
    if (found_.kind != Kind::end) {
      result.notes.push_back({{0, found_.begin, found_.end}, "this statement can't stand in them"});
    }
    return result;
  }

  std::optional<Diagnostic> character() const {
    if (found_.kind != Kind::unknown) return std::nullopt;
    const Habit habit = odd_character(decode_utf8(text_, found_.begin).code_point);
    return at_found(habit.code, std::string(habit.message), habit.hint);
  }

  // `'Dr. O'Neil'` and `"he said "no""`: the text goes on where a quotation ended.
  std::optional<Diagnostic> quote() const {
    const bool in_name = around_.previous.kind == Kind::quoted_name;
    if ((!in_name && around_.previous.kind != Kind::string) || !adjacent()) return std::nullopt;
    const bool goes_on = found_.kind == Kind::name || found_.kind == Kind::variable || found_.kind == Kind::number ||
                         found_.kind == Kind::quoted_name || found_.kind == Kind::string ||
                         found_.kind == Kind::unclosed_string || found_.kind == Kind::unclosed_quoted_name;
    if (!goes_on) return std::nullopt;
    return make(row_.code, around_.previous.end - 1, around_.previous.end,
                fmt::format("the {} ends with this sign, and {} stands behind it", in_name ? "quoted name" : "string",
                            describe()),
                in_name ? "inside a quoted name write `\\'` for it, as in `'O\\'Neil'`"
                        : "inside a string write `\\\"` for it");
  }

  // `3.` and `.5`
  std::optional<Diagnostic> number() const {
    constexpr std::string_view message = "a decimal has digits on both sides of the point";
    if ((word_ != "." && found_.kind != Kind::stop) || row_.code == 94) return std::nullopt;
    const bool after_number = around_.previous.kind == Kind::number && adjacent() && !around_.open.empty();
    if (after_number) {
      const std::string hint = fmt::format("write `{}.0`", around_.previous.of(text_));
      return make(8, around_.previous.begin, found_.end, std::string(message), hint);
    }
    const Token next = next_token(text_, found_.end);
    const bool joins = next.kind == Kind::number && next.begin == found_.end;
    if (joins && around_.previous.kind == Kind::number && around_.previous.end >= found_.begin) {
      return make(11, around_.previous.begin, next.end, "this looks like a date, but is written as none",
                  "a date is written `2024-06-19`, year, month and day");
    }
    if (joins && row_.kind == Expectation::Kind::unexpected) {
      return make(8, found_.begin, next.end, std::string(message), fmt::format("write `0.{}`", next.of(text_)));
    }
    return std::nullopt;
  }

  // `Parent(a, b)`
  std::optional<Diagnostic> capital() const {
    if (word_ != "(" || around_.previous.kind != Kind::variable || !adjacent()) return std::nullopt;
    const std::string_view name = around_.previous.of(text_);
    const std::string small = lower_first(name);
    const bool writable = !small.empty() && small[0] >= 'a' && small[0] <= 'z';
    return make(25, around_.previous.begin, around_.previous.end,
                fmt::format("{} begins like a variable, so it can't stand before `(`", shown(name)),
                writable ? fmt::format("write `{}(`, or quote the name: `'{}'(`", small, name)
                         : std::string("the name before `(` begins with a small letter"));
  }

  // The text ends, or the next statement begins, before this one is complete.
  std::optional<Diagnostic> unfinished() const {
    const bool at_end = found_.kind == Kind::end;
    const bool may_begin =
        found_.kind == Kind::name || found_.kind == Kind::quoted_name || found_.kind == Kind::variable || word_ == "-";
    const bool at_next = found_.starts_line && may_begin && !continues(around_.previous, text_) &&
                         (found_.at_margin || in_braces_ || at_statement_end()) && !is_header_word();
    const bool closes = in_braces_ && word_ == "}" && at_statement_end();
    if ((!at_end && !at_next && !closes) || around_.previous.kind == Kind::end) return std::nullopt;
    if (!around_.open.empty() && !(closes && around_.open.back().of(text_) == "{")) {
      const Token& open = around_.open.back();
      const char sign = closing(text_[open.begin]);
      Diagnostic result = after_previous(
          22, fmt::format("{} is not closed", shown(open.of(text_))),
          hides_its_end() ? fmt::format("`%` begins a comment, and hides the rest of its line; a share is a number "
                                        "like others, as in `p(80)`")
                          : fmt::format("close it with `{}`", sign));
      result.notes.push_back({{0, open.begin, open.end}, "it was opened here"});
      return result;
    }
    if (at_statement_end()) {
      const std::vector<std::string>& words = question_keywords();
      const bool asks =
          std::find(words.begin(), words.end(), around_.first.of(text_)) != words.end() && !around_.first_only;
      if (asks) return after_previous(20, "the question is not finished", "end a question with `?`");
      if (hides_its_end()) {
        return after_previous(
            20, "the statement is not finished",
            "`%` begins a comment, and hides the rest of its line; a share is a number like others, as "
            "in `X > 60`");
      }
      const bool has_form = row_.code != 21;
      return after_previous(20, "the statement is not finished",
                            has_form ? fmt::format("end a statement with a full stop; {}", row_.hint)
                                     : "end a statement with a full stop, a question with `?`");
    }
    return after_previous(
        row_.code, fmt::format("{} {}", at_end ? "the text ends" : "the statement breaks off", row_.text), row_.hint);
  }

  // `60%`
  bool hides_its_end() const {
    const std::uint32_t end = around_.previous.end;
    return around_.previous.kind == Kind::number && end < text_.size() && text_[end] == '%';
  }

  bool is_header_word() const {
    const std::vector<std::string>& words = header_keywords();
    const std::string_view first = around_.first.of(text_);
    return (first == "claim" || first == "scenario") && std::find(words.begin(), words.end(), word_) != words.end();
  }

  std::optional<Diagnostic> habit() const {
    const bool begins_statement = row_.kind == Expectation::Kind::statement_begin && around_.previous.kind == Kind::end;
    if (begins_statement && word_ == ".") {
      const bool declares = next_token(text_, found_.end).begin == found_.end;
      if (!declares) return std::nullopt;
    }
    const Habit* habit = find_habit(text_.substr(found_.begin), begins_statement);
    const bool compares_number = next_token(text_, found_.end).kind == Kind::number;
    if (word_ == "=>" && at_statement_end() && !around_.in_body && !compares_number) habit = find_habit("->", false);
    if (habit != nullptr) {
      const bool is_word = is_word_character(habit->written.front());
      const bool chosen = !is_word || at_statement_end() || !around_.open.empty();
      if (chosen) {
        const auto end = static_cast<std::uint32_t>(found_.begin + habit->written.size());
        return make(habit->code, found_.begin, end, std::string(habit->message), habit->hint);
      }
    }
    const bool compares =
        word_ == "=" || word_ == "<" || word_ == ">" || word_ == "<=" || word_ == ">=" || word_ == "!=";
    if (compares && row_.code == 64) {
      return at_found(64, fmt::format("unexpected {} {}", describe(), row_.text),
                      "the highest level comes first, with `>` between: `levels certain > likely > possible.`");
    }
    if (compares && (at_statement_end() || row_.code == 42)) {
      return at_found(36, "a comparison stands between two terms, and not in a row or inside a term",
                      "write `1 < X, X < 3` instead of `1 < X < 3`");
    }
    return std::nullopt;
  }

  std::optional<Diagnostic> bracket() const {
    if (word_ == ")" && around_.previous.of(text_) == "(" && row_.code != 31) {
      return make(33, around_.previous.begin, found_.end, "nothing stands between the parentheses",
                  "without arguments, write the name alone, as in `p`");
    }
    if (row_.code == 31 && found_.kind == Kind::stop && around_.previous.of(text_) == ":-") {
      return make(30, around_.previous.begin, around_.previous.end, "no condition follows `:-`",
                  "a fact is written without `:-`, as in `p(a).`");
    }
    if (found_.kind == Kind::close && around_.open.empty() && !(in_braces_ && word_ == "}")) {
      return at_found(23, fmt::format("{} closes nothing", shown(word_)), "take it out, or write what it closes");
    }
    const bool ends = found_.kind == Kind::stop || found_.kind == Kind::query || found_.kind == Kind::close;
    const bool crosses =
        found_.kind == Kind::close && !around_.open.empty() && word_[0] != closing(text_[around_.open.back().begin]);
    if (crosses || (ends && !around_.open.empty() && row_.code == 42)) {
      const Token& open = around_.open.back();
      const char sign = closing(text_[open.begin]);
      Diagnostic result =
          at_found(22, fmt::format("{} is not closed", shown(open.of(text_))), fmt::format("close it with `{}`", sign));
      result.notes.push_back({{0, open.begin, open.end}, "it was opened here"});
      return result;
    }
    return std::nullopt;
  }

  std::optional<Diagnostic> reserved() const {
    if (word_ != "not" && word_ != "mod" && word_ != "normally") return std::nullopt;
    if (word_ == "not" && row_.kind == Expectation::Kind::statement_begin) {
      return at_found(41, "what is not so is stated with a minus sign",
                      "write `-p(a).`; that something is not known is a condition of rules, `not p(X)`");
    }
    if (word_ == "not" && around_.first.of(text_) == "suppose") {
      return at_found(
          41, "what is to be taken away is named by `retract` or `deny`",
          "write `suppose retract p(a): q(X)?` for what is not stated, `suppose deny p(a): q(X)?` for what is "
          "not so");
    }
    if (word_ == "normally") {
      return at_found(41, "`normally` stands first in a rule or fact",
                      "write `normally p(X) :- q(X).`; to use it as a name, quote it: `'normally'`");
    }
    return at_found(41, fmt::format("{} is a word of the language, and can't stand here", shown(word_)),
                    fmt::format("to use it as a name, quote it: `'{}'`", word_));
  }

  // A misspelt or misplaced word where a form is meant.
  std::optional<Diagnostic> slip() const {
    if (row_.code == 66 && found_.kind == Kind::name) {
      const std::string meant = nearest(word_, header_keywords());
      if (!meant.empty())
        return meaning(at_found(66, fmt::format("unexpected {} {}", describe(), row_.text), suggestion(meant)), meant);
    }
    if (row_.code == 92 && found_.kind == Kind::name) {
      const std::string meant = nearest(word_, edit_keywords());
      if (!meant.empty())
        return meaning(at_found(92, fmt::format("unexpected {} {}", describe(), row_.text), suggestion(meant)), meant);
      if (row_.kind == Expectation::Kind::statement_begin) {
        return at_found(92, "a scenario holds edits, not statements",
                        "write `assume` before a fact, as in `assume p(a).`");
      }
    }
    if (row_.code == 39) return aggregate();
    const bool two_words = at_statement_end() && around_.first_only && around_.first.kind == Kind::name;
    if (!two_words) return std::nullopt;
    const std::string_view first = around_.first.of(text_);
    if (word_ == "overrides") {
      return at_found(67, "the word `overrides` stands first", fmt::format("write `overrides {} b.`", first));
    }
    const bool begins_form = found_.kind == Kind::name || found_.kind == Kind::variable ||
                             found_.kind == Kind::string || found_.kind == Kind::quoted_name;
    const std::string meant = nearest(first, in_braces_ ? edit_keywords() : statement_keywords());
    if (!begins_form) return std::nullopt;
    const std::vector<std::string>& edits = edit_keywords();
    if (!in_braces_ && meant != first && std::find(edits.begin(), edits.end(), first) != edits.end()) {
      return make(24, around_.first.begin, around_.first.end,
                  fmt::format("{} is an edit, which a scenario holds", shown(first)),
                  fmt::format("ask under it: `suppose {} ...: q(X)?`{}", first,
                              first == "assume" ? "; or state the fact itself, `p(a).`" : ""));
    }
    if (meant.empty()) {
      return at_found(21, fmt::format("unexpected {} after {}", describe(), shown(first)),
                      "write a fact `p(a).`, a rule `p(X) :- q(X).` or a question `p(X)?`");
    }
    return meaning(make(24, around_.first.begin, around_.first.end,
                        fmt::format("no statement begins with {}", shown(first)), suggestion(meant)),
                   meant);
  }

  // `#` and a word that is none of the aggregates; the token before the error begins at `#`.
  Diagnostic aggregate() const {
    const std::string_view written = around_.previous.of(text_);
    const std::string meant =
        written.size() < 2 ? "" : nearest(written.substr(1), {"count", "sum", "min", "max", "avg", "list"});
    const Habit* habit = around_.first_only && meant.empty() ? find_habit("#", true) : nullptr;
    const std::string message =
        habit != nullptr ? std::string(habit->message) : fmt::format("there is no aggregate {}", shown(written));
    const std::string hint = habit != nullptr ? std::string(habit->hint)
                             : meant.empty()  ? row_.hint
                                              : suggestion("#" + meant);
    return meaning(
        make(habit != nullptr ? habit->code : row_.code, around_.previous.begin, around_.previous.end, message, hint),
        meant.empty() ? "" : "#" + meant);
  }

  // Parts of questions that other questions have.
  std::optional<Diagnostic> question_part() const {
    if (!at_statement_end() || in_braces_) return std::nullopt;
    const std::string_view first = around_.first.of(text_);
    if (word_ == "at" || word_ == "order" || word_ == "limit") {
      return at_found(81, fmt::format("{} belongs to a `find` question", shown(word_)),
                      "write `find X where p(X) at least likely order by X limit 5?`");
    }
    if (word_ == "as" || word_ == "to") {
      return at_found(87, fmt::format("{} belongs to the questions `graph` and `why`", shown(word_)),
                      "write `graph p(A, B) as svg to \"picture.svg\"?`");
    }
    if (word_ == ":" && (first == "suppose" || first == "in" || first == "compare")) {
      return at_found(
          83, fmt::format("unexpected `:` after {}", shown(first)),
          "write `suppose p(a): q(X)?` or `in escalation: q(X)?`, without parentheses around what is supposed");
    }
    if (first == "find" && (word_ == "descending" || word_ == "ascending")) {
      return at_found(81, fmt::format("unexpected {} in a `find` question", describe()),
                      "write `order by X desc`, or `order by X` for the lowest first");
    }
    if (first == "find" && found_.kind == Kind::name) {
      const std::string meant = nearest(word_, {"order", "limit"});
      if (!meant.empty())
        return meaning(at_found(81, fmt::format("unexpected {} in a `find` question", describe()), suggestion(meant)),
                       meant);
    }
    return std::nullopt;
  }

  static std::string suggestion(std::string_view meant) { return fmt::format("did you mean `{}`?", meant); }
  static Diagnostic meaning(Diagnostic diagnostic, std::string meant) {
    diagnostic.replacement = std::move(meant);
    return diagnostic;
  }

  std::string_view text_;
  const SyntaxError& error_;
  const Expectation& row_;
  const Surroundings& around_;
  bool in_braces_;
  Token found_;  // what stands where the grammar stopped
  std::string_view word_;
};

}  // namespace

Diagnostic explain(std::string_view text, const SyntaxError& error, const Surroundings& around, bool in_braces) {
  return Explainer(text, error, around, in_braces).explain();
}

Diagnostic unclosed_string(const Token& token, std::uint32_t line_end) {
  return {Severity::error,
          3,
          true,
          {0, token.begin, line_end},
          "this string is not closed on its line, and what follows its end makes no sense",
          {},
          "close it with `\"`; a double quote inside it is written `\\\"`"};
}

}  // namespace linchpin::syntax
