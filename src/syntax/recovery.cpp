#include "syntax/recovery.hpp"

#include <algorithm>

#include "syntax/explain.hpp"
#include "syntax/keywords.hpp"
#include "syntax/utf8.hpp"

namespace linchpin::syntax {

namespace {

constexpr std::uint16_t kNotUtf8 = 1;
constexpr std::uint32_t most_errors = 10'000;  // a text with more is not one of ours
constexpr std::uint32_t long_line = 4096;      // bytes; no one types a longer one

bool contains(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Comments of other languages, which may hold anything.
bool is_foreign_comment(std::string_view text) { return text.starts_with("//") || text == "#"; }

}  // namespace

Recovery::Recovery(std::string_view text, FileId file, Diagnostics& diagnostics, std::uint32_t from)
    : text_(text), file_(file), diagnostics_(diagnostics), sound_until_(from) {}

void Recovery::find_invalid() {
  if (invalid_known_) return;
  invalid_known_ = true;
  invalid_ = static_cast<std::uint32_t>(first_invalid_utf8(text_, sound_until_));
  const std::size_t line_break = text_.substr(0, invalid_).find_last_of("\r\n");
  invalid_line_begin_ = line_break == std::string_view::npos ? 0 : static_cast<std::uint32_t>(line_break + 1);
  invalid_line_end_ = line_end(invalid_);
}

// Whether the statement in these bytes is UTF-8.
bool Recovery::is_sound(std::uint32_t begin, std::uint32_t end) {
  if (end <= sound_until_) return true;
  if (!invalid_known_) {
    // Of the text, some more than this statement: short runs of bytes cost more to look at.
    constexpr std::size_t some = 4096;
    std::size_t stop = std::min(text_.size(), end + some);
    for (int back = 0; back < 3 && stop < text_.size() && is_continuation(text_[stop]); ++back) --stop;
    sound_until_ = static_cast<std::uint32_t>(first_invalid_utf8(text_.substr(0, stop), sound_until_));
    if (end <= sound_until_) return true;
    find_invalid();
  }
  return invalid_ >= end || first_invalid_utf8(text_.substr(0, end), begin) == end;
}

std::uint32_t Recovery::line_end(std::uint32_t offset) const {
  return static_cast<std::uint32_t>(std::min(text_.find_first_of("\r\n", offset), text_.size()));
}

bool Recovery::on_long_line(std::uint32_t offset) const {
  const std::string_view before = text_.substr(0, offset);
  const std::size_t from = before.size() > long_line ? before.size() - long_line : 0;
  const std::string_view around = text_.substr(from, offset - from + long_line);
  const std::size_t here = offset - from;
  const std::size_t line_break_before = around.substr(0, here).find_last_of("\r\n");
  const std::size_t begin = line_break_before == std::string_view::npos ? 0 : line_break_before + 1;
  const std::size_t end = std::min(around.find_first_of("\r\n", here), around.size());
  return end - begin >= long_line;
}

Surroundings Recovery::look(std::uint32_t begin, std::uint32_t offset) const {
  Surroundings result;
  bool any = false;
  for (Token token = next_token(text_, begin); token.kind != Token::Kind::end && token.begin < offset;
       token = next_token(text_, token.end)) {
    if (!any) result.first = token;
    any = true;
    result.in_body = result.in_body || token.of(text_) == ":-";
    if (token.kind == Token::Kind::open) {
      result.open.push_back(token);
      if (result.previous.of(text_) == "not") result.negated_group = token;
    } else if (token.kind == Token::Kind::close && !result.open.empty()) {
      if (result.open.back().begin == result.negated_group.begin) result.negated_group = {};
      result.open.pop_back();
    }
    result.previous = token;
    if (token.kind == Token::Kind::string && line_end(token.begin) < token.end) result.long_string = token;
  }
  result.first_only = any && result.previous.begin == result.first.begin;
  return result;
}

// A string that runs over a line end, with something that can't follow right after it on its last line: the string
// was meant to end on its first line, and what looks like its end is the beginning of another.
bool Recovery::is_runaway(const Surroundings& around, std::uint32_t offset) const {
  if (around.long_string.kind != Token::Kind::string || around.long_string.end > offset) return false;
  return line_end(around.long_string.end) >= offset;
}

Recovery::Resume Recovery::go_on(SyntaxError error, std::uint32_t begin, bool in_braces) {
  broken_ = true;
  Surroundings around = look(begin, error.offset);
  // A name at the margin that was taken for a part of what stands before it: the next statement.
  if (around.previous.at_margin && around.previous.kind == Token::Kind::name && around.previous.begin > begin &&
      around.previous.end <= error.offset && !contains(header_keywords(), around.previous.of(text_))) {
    Surroundings before = look(begin, around.previous.begin);
    if (!continues(before.previous, text_)) {
      error.offset = around.previous.begin;
      around = std::move(before);
    }
  }
  const bool exact = error.expected->kind == Expectation::Kind::exact;
  if (is_runaway(around, error.offset) && !exact) {
    const std::uint32_t end = line_end(around.long_string.begin);
    add(unclosed_string(around.long_string, end));
    return resume(error, end, end, around, in_braces);
  }
  find_invalid();
  const bool at_invalid = invalid_ < text_.size() && error.offset >= invalid_ && error.offset < text_.size() &&
                          !decode_utf8(text_, error.offset).valid;
  if (!at_invalid) add(explain(text_, error, around, in_braces));
  if (exact && error.expected->code == 4) return {static_cast<std::uint32_t>(text_.size())};
  if (exact && error.expected->code == 3) {
    return resume(error, line_end(error.offset), line_end(error.offset), around, in_braces);
  }
  return resume(error, begin, error.offset, around, in_braces);
}

Recovery::Resume Recovery::statement(const SyntaxError& error, std::uint32_t begin) {
  if (follows(error)) return {std::max(line_end(error.offset), begin + 1)};
  if (ends_braces(error)) {
    add(explain(text_, error, look(begin, error.offset), true));
    return {error.offset};
  }
  return go_on(error, begin, false);
}

Recovery::Resume Recovery::item(const SyntaxError& error, std::uint32_t begin) {
  if (follows(error) || ends_braces(error) || found_.size() > most_errors) return {error.offset, true};
  const Resume result = go_on(error, begin, true);
  ++failures_;
  return result;
}

// On a line that no one has typed, an error right after an error is taken for its consequence.
bool Recovery::follows(const SyntaxError& error) const { return failures_ > 0 && on_long_line(error.offset); }

// An error in an item of braces that shows that the braces themselves were not closed.
bool Recovery::ends_braces(const SyntaxError& error) const {
  const bool is_foreign = error.expected->code == 92 && error.expected->kind == Expectation::Kind::exact;
  return (is_foreign && next_token(text_, error.offset).at_margin) || error.expected->code == 93;
}

// Where to go on: tokens are read from `begin`, which is where one begins, and looked at from `offset` on.
Recovery::Resume Recovery::resume(const SyntaxError& error, std::uint32_t begin, std::uint32_t offset,
                                  const Surroundings& around, bool in_braces) const {
  const std::string_view first = around.first.of(text_);
  const bool has_header = first == "claim" || first == "scenario" || !nearest(first, {"claim", "scenario"}).empty();
  std::uint32_t aggregates = 0;
  std::uint32_t blocks = 0;
  Token previous;
  for (Token token = next_token(text_, begin);; previous = token, token = next_token(text_, token.end)) {
    const std::string_view shown = token.of(text_);
    const bool passed = token.end <= offset;
    if (token.kind == Token::Kind::end) return {static_cast<std::uint32_t>(text_.size())};
    const bool may_begin = token.kind == Token::Kind::name || token.kind == Token::Kind::quoted_name ||
                           token.kind == Token::Kind::variable || shown == "-";
    const bool placed = token.at_margin || in_braces ||
                        (token.begin == error.offset && error.expected->kind == Expectation::Kind::statement_end);
    if (!passed && token.begin > begin && token.starts_line && may_begin && placed && !continues(previous, text_) &&
        !(has_header && contains(header_keywords(), shown)) && blocks == 0) {
      return {token.begin};
    }
    if (shown == "{") {
      const bool is_aggregate = previous.kind == Token::Kind::symbol && previous.of(text_).starts_with('#');
      if (is_aggregate) {
        ++aggregates;
      } else if (!in_braces && !passed) {
        const bool is_scenario = first == "scenario" || nearest(first, {"scenario"}) == "scenario";
        return {token.begin, false, is_scenario ? Resume::Braces::scenario : Resume::Braces::claim};
      } else {
        ++blocks;
      }
    } else if (shown == "}") {
      if (aggregates > 0) {
        --aggregates;
      } else if (blocks > 0) {
        if (--blocks == 0 && !passed) return {token.end};
      } else if (!passed) {
        return {in_braces ? token.begin : token.end};
      }
    } else if (!passed && blocks == 0 && (token.kind == Token::Kind::stop || token.kind == Token::Kind::query)) {
      return {token.end};
    } else if (!passed && is_foreign_comment(shown)) {
      token.end = line_end(token.begin);
    }
  }
}

void Recovery::report(std::uint16_t code, Span span, std::string message, std::string hint) {
  add({Severity::error, code, true, span, std::move(message), {}, std::move(hint)});
}

void Recovery::add(Diagnostic diagnostic) {
  diagnostic.span.file = file_;
  for (Note& note : diagnostic.notes) note.span.file = file_;
  found_.push_back(std::move(diagnostic));
}

bool Recovery::end_statement(bool parsed, std::uint32_t begin, std::uint32_t end) {
  std::stable_sort(found_.begin(), found_.end(),
                   [](const Diagnostic& a, const Diagnostic& b) { return a.span.begin < b.span.begin; });
  const bool good = is_sound(begin, end) && parsed && found_.empty() && !broken_;
  if (!found_.empty()) find_invalid();
  for (Diagnostic& diagnostic : found_) {
    // What else is wrong on the line of a byte that is no text most likely isn't either.
    const bool beside_invalid = invalid_ < text_.size() && diagnostic.span.begin >= invalid_line_begin_ &&
                                diagnostic.span.begin <= invalid_line_end_;
    if (diagnostic.span.begin >= invalid_line_begin_) report_encoding();
    if (!beside_invalid) hand_over(std::move(diagnostic));
  }
  found_.clear();
  broken_ = false;
  failures_ = good ? 0 : failures_ + 1;
  return good;
}

void Recovery::end() { report_encoding(); }

void Recovery::report_encoding() {
  find_invalid();
  if (invalid_reported_ || invalid_ >= text_.size()) return;
  invalid_reported_ = true;
  hand_over({Severity::error,
             kNotUtf8,
             true,
             {file_, invalid_, invalid_ + 1},
             "the text is not UTF-8 from here on",
             {},
             "save the file in the encoding UTF-8"});
}

void Recovery::hand_over(Diagnostic diagnostic) {
  if (too_many_) return;
  // What is only unexpected, or not finished, behind another error of its line is what that one left.
  constexpr std::uint16_t kUnfinished = 20, kUnexpected = 21;
  const bool is_leftover = diagnostic.code == kUnfinished || diagnostic.code == kUnexpected;
  const std::uint32_t begin = diagnostic.span.begin;
  const bool is_behind =
      last_ && *last_ <= begin && text_.substr(*last_, begin - *last_).find_first_of("\r\n") == std::string_view::npos;
  last_ = begin;
  if (is_leftover && is_behind) return;
  if (handed_over_ == most_errors) {
    too_many_ = true;
    diagnostics_.error(99, diagnostic.span, "too many errors; the rest of the text is not read",
                       "mend the first ones, which may have caused the others");
    return;
  }
  ++handed_over_;
  diagnostics_.add(std::move(diagnostic));
}

}  // namespace linchpin::syntax
