#include "syntax/reformat.hpp"

#include <algorithm>
#include <span>
#include <utility>
#include <variant>
#include <vector>

#include "syntax/lexeme.hpp"
#include "syntax/page.hpp"
#include "syntax/parse.hpp"
#include "syntax/print_layout.hpp"

namespace linchpin::syntax {

namespace {

using Kind = Lexeme::Kind;

// A lexeme in its place.
struct Word {
  Lexeme lexeme;
  bool spaced = false;      // a blank stands before it, if it doesn't begin a line
  std::uint32_t depth = 0;  // of brackets around it

  bool is(Kind kind) const { return lexeme.kind == kind; }
  // Whether what follows must begin a line.
  bool breaks() const {
    const auto& comments = lexeme.after.comments;
    return std::any_of(comments.begin(), comments.end(), [](const Comment& c) { return c.own_line() || c.ends_line; });
  }
};
using Words = std::span<const Word>;

template <typename... Forms>
bool is_one_of(const StatementBody& body) {
  return (std::holds_alternative<Forms>(body) || ...);
}

std::vector<Word> arrange(std::vector<Lexeme> lexemes, const StatementBody& body) {
  const bool is_entity = is_one_of<EntityDeclaration>(body);
  const bool is_signature = is_one_of<Assumable>(body);  // `p/2`
  std::vector<Word> words;
  std::vector<Kind> open;
  for (Lexeme& lexeme : lexemes) {
    const Kind kind = lexeme.kind;
    if ((kind == Kind::close || kind == Kind::end_brace) && !open.empty()) open.pop_back();
    bool spaced = false;
    if (!words.empty()) {
      const Lexeme& before = words.back().lexeme;
      const bool in_aggregate = !open.empty() && open.back() == Kind::brace;
      spaced = kind != Kind::comma && kind != Kind::close && kind != Kind::end && before.kind != Kind::open &&
               before.kind != Kind::sign && (kind != Kind::open || !before.applied) &&
               (kind != Kind::colon || is_entity || in_aggregate) &&
               !(is_signature && (kind == Kind::other || before.kind == Kind::other));
    }
    words.push_back({std::move(lexeme), spaced, static_cast<std::uint32_t>(open.size())});
    if (kind == Kind::open || kind == Kind::brace) open.push_back(kind);
  }
  return words;
}

// On one line, with the comments in between that can stand there; what comes behind a full stop is not theirs.
std::size_t width_of(Words words) {
  std::size_t sum = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    sum += (i > 0 && words[i].spaced ? 1 : 0) + width(words[i].lexeme.text);
    if (words[i].is(Kind::end)) continue;
    for (const Comment& comment : words[i].lexeme.after.comments) {
      if (!comment.own_line() && !comment.ends_line) sum += 1 + width(comment.text);
    }
  }
  return sum;
}

// Cut behind the commas of this depth.
std::vector<Words> pieces_of(Words words, std::uint32_t depth) {
  std::vector<Words> pieces;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i + 1 < words.size() && !(words[i].is(Kind::comma) && words[i].depth == depth)) continue;
    pieces.push_back(words.subspan(begin, i + 1 - begin));
    begin = i + 1;
  }
  return pieces;
}

// Of a fact, rule or edit that these begin with.
std::size_t item_length(Words words) {
  const auto end = std::find_if(words.begin(), words.end(), [](const Word& w) { return w.is(Kind::end); });
  return static_cast<std::size_t>(end - words.begin()) + 1;
}

// Of a claim that these begin with.
std::size_t block_length(Words words) {
  const auto open =
      std::find_if(words.begin(), words.end(), [](const Word& w) { return w.is(Kind::brace) || w.is(Kind::end); });
  if (open->is(Kind::end)) return static_cast<std::size_t>(open - words.begin()) + 1;
  const auto close =
      std::find_if(open, words.end(), [&](const Word& w) { return w.is(Kind::end_brace) && w.depth == open->depth; });
  const auto length = static_cast<std::size_t>(close - words.begin()) + 1;
  return length < words.size() && words[length].is(Kind::end) ? length + 1 : length;
}

// A full stop behind braces may be written, and says nothing.
Words without_stop(Words words) {
  const bool has_one = words.size() > 1 && words[words.size() - 2].is(Kind::end_brace) && words.back().is(Kind::end);
  return has_one ? words.first(words.size() - 1) : words;
}

// Whether a claim or scenario is short and was written on one line.
bool stays_on_line(Words words, std::size_t indent) {
  const auto goes_on = [](const Word& word) {
    return word.lexeme.after.comments.empty() && word.lexeme.after.line_breaks == 0 &&
           word.lexeme.text.find('\n') == std::string_view::npos;
  };
  return std::all_of(words.begin(), words.end() - 1, goes_on) && indent + width_of(words) <= layout::widest_line;
}

class Reformatter {
 public:
  explicit Reformatter(std::string_view text) : text_(text) {}

  // The next statement of the text.
  void take(const Statement& statement) {
    gap_ = gap_between(text_, done_, statement.span.begin);
    done_ = statement.span.end;
    const std::vector<Word> words = arrange(lexemes(text_, statement), statement.body);
    const bool is_block = is_one_of<ClaimDeclaration, ScenarioDeclaration>(statement.body);
    const bool on_line = is_block && stays_on_line(words, 0);
    begin_item(0, is_block && !on_line);
    if (is_block) {
      block(words, 0, on_line);
    } else {
      item(words, 0, is_one_of<Clause, Constraint, Retract, Question>(statement.body));
    }
  }

  std::string finish() {
    gap_ = gap_between(text_, done_, static_cast<std::uint32_t>(text_.size()));
    comments(0);
    return page_.text();
  }

 private:
  // The comments of the gap, each behind what it follows or on a line of its own.
  void comments(std::size_t indent) {
    for (const Comment& comment : gap_.comments) {
      if (comment.own_line() || is_empty_) {
        page_.line(indent, comment.line_breaks > 1 && !opened_);
        page_.add(comment.text);
        opened_ = false;
      } else {
        page_.add_comment(comment.text);
      }
      is_empty_ = false;
    }
  }

  // The gap before an item, and the item's line.
  void begin_item(std::size_t indent, bool is_block) {
    comments(indent);
    const bool apart = is_block && gap_.comments.empty();
    page_.line(indent, (gap_.line_breaks > 1 || apart) && !opened_);
    opened_ = is_empty_ = false;
  }

  // A claim or scenario, on a line that has begun.
  void block(Words words, std::size_t indent, bool on_one_line) {
    if (on_one_line) {
      run(without_stop(words), true, indent);
      return;
    }
    const std::size_t inner = indent + layout::step;
    std::size_t at = header(words, inner);
    if (at == words.size()) return;
    page_.line(indent);
    page_.add("{");
    opened_ = true;
    gap_ = words[at++].lexeme.after;
    while (!words[at].is(Kind::end_brace)) {
      const bool is_claim = words[at].lexeme.keyword && words[at].lexeme.text == "claim";
      const Words rest = words.subspan(at);
      const Words next = rest.first(is_claim ? block_length(rest) : item_length(rest));
      const bool on_line = is_claim && stays_on_line(next, inner);
      begin_item(inner, is_claim && !on_line);
      if (is_claim) {
        block(next, inner, on_line);
      } else {
        item(next, inner, true);
      }
      at += next.size();
      gap_ = next.back().lexeme.after;
    }
    comments(inner);
    opened_ = false;
    page_.line(indent);
    page_.add("}");
    if (at + 1 == words.size()) return;
    gap_ = words[at].lexeme.after;  // before the full stop
    comments(indent);
  }

  // Up to the brace, or to the end of a claim that has none. Returns how much that is.
  std::size_t header(Words words, std::size_t inner) {
    std::string_view part;
    std::size_t at = 0;
    for (; at < words.size() && !words[at].is(Kind::brace); ++at) {
      const Word& word = words[at];
      bool begins = at == 0;
      if (word.lexeme.keyword && !begins) {
        const bool goes_on =
            (word.lexeme.text == "by" && part == "by") || (word.lexeme.text == "extends" && part.empty());
        part = word.lexeme.text;
        begins = !goes_on;
        if (begins) begin_line(inner);
      }
      put(word, begins, inner, word.is(Kind::end));
    }
    broken_ = false;  // the brace begins a line anyway
    return at;
  }

  // What ends with a full stop or a question mark, on a line that has begun.
  void item(Words words, std::size_t indent, bool has_body) {
    const std::size_t margin = indent + layout::hanging;
    const bool breaks = std::any_of(words.begin(), words.end() - 1, [](const Word& w) { return w.breaks(); });
    const auto arrow = std::find_if(words.begin(), words.end(), [](const Word& w) { return w.is(Kind::arrow); });
    const bool is_fact = arrow == words.end() && words.back().lexeme.text == ".";
    if (!has_body || is_fact || (!breaks && indent + width_of(words) <= layout::widest_line)) {
      run(words, true, margin);
      return;
    }
    Words rest = words;
    if (arrow != words.end()) {
      const auto count = static_cast<std::size_t>(arrow - words.begin()) + 1;
      run(words.first(count), true, margin);
      rest = words.subspan(count);
      begin_line(margin);
    }
    fill(pieces_of(rest, rest[0].depth), margin);
  }

  // Pieces on as few lines as they take, from a line that has begun.
  void fill(std::span<const Words> pieces, std::size_t margin) {
    const std::size_t room = layout::widest_line - margin;
    while (!pieces.empty()) {
      // Up to one that has to end a line.
      const auto last = std::find_if(pieces.begin(), pieces.end(), [](Words w) { return w.back().breaks(); });
      const std::size_t count = std::min(static_cast<std::size_t>(last - pieces.begin()) + 1, pieces.size());
      std::vector<std::size_t> widths;
      for (const Words piece : pieces.first(count)) widths.push_back(width_of(piece));
      const std::vector<bool> begins = layout::fill(widths, room);
      for (std::size_t i = 0; i < count; ++i) {
        if (begins[i] && i > 0) begin_line(margin);
        if (widths[i] <= room) {
          run(pieces[i], begins[i], margin);
        } else {
          wide(pieces[i], begins[i], margin);
        }
      }
      pieces = pieces.subspan(count);
    }
  }

  // A piece that is wider than a line, cut once more where that can be done.
  void wide(Words piece, bool begins, std::size_t margin) {
    std::uint32_t depth = UINT32_MAX;
    for (const Word& word : piece.first(piece.size() - 1)) {
      if (word.is(Kind::comma)) depth = std::min(depth, word.depth);
    }
    const std::vector<Words> pieces = pieces_of(piece, depth);
    std::vector<std::size_t> widths;
    for (const Words each : pieces) widths.push_back(width_of(each));
    const std::size_t inner = margin + layout::hanging;
    const std::vector<bool> cuts = layout::fill(widths, layout::widest_line - inner);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      if (cuts[i] && i > 0) begin_line(inner);
      run(pieces[i], i == 0 ? begins : cuts[i], inner);
    }
  }

  void run(Words words, bool begins, std::size_t margin) {
    for (std::size_t i = 0; i < words.size(); ++i) put(words[i], begins && i == 0, margin, words[i].is(Kind::end));
  }

  // `is_last` in its item, behind which the comments are the item's surroundings.
  void put(const Word& word, bool begins, std::size_t margin, bool is_last) {
    if (broken_) {
      page_.line(margin);
      broken_ = false;
    } else if (word.spaced && !begins) {
      page_.add(" ");
    }
    page_.add(word.lexeme.text);
    if (is_last) return;
    for (const Comment& comment : word.lexeme.after.comments) {
      if (comment.own_line()) {
        page_.line(margin);
        page_.add(comment.text);
      } else if (comment.ends_line || broken_) {
        page_.add_comment(comment.text);
      } else {
        page_.add(" ");
        page_.add(comment.text);
        continue;
      }
      broken_ = true;
    }
  }

  void begin_line(std::size_t margin) {
    page_.line(margin);
    broken_ = false;
  }

  std::string_view text_;
  std::uint32_t done_ = 0;  // of the text
  Page page_;
  Gap gap_;               // before the next item
  bool is_empty_ = true;  // the page
  bool opened_ = false;   // a brace, with nothing behind it yet
  bool broken_ = false;   // what comes next within an item begins a line
};

}  // namespace

std::optional<std::string> reformat(const SourceMap& sources, FileId file, Diagnostics& diagnostics) {
  Reformatter out(sources.text(file));
  parse(sources, file, diagnostics, [&](Statement&& statement) {
    if (diagnostics.ok()) out.take(statement);
    return true;
  });
  if (!diagnostics.ok()) return std::nullopt;
  return out.finish();
}

}  // namespace linchpin::syntax
