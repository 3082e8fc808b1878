#include "sources/sentence.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "sources/letters.hpp"
#include "syntax/utf8.hpp"

namespace linchpin::sources {
namespace {

// Something always follows these.
constexpr auto kLeads = std::to_array<std::string_view>(
    {"adm", "brig", "capt", "cf",  "cmdr", "col",    "cpl",  "dr",  "drs",  "e.g", "eg",  "esp", "gen",  "gov",
     "hon", "i.e",  "ie",   "lt",  "maj",  "messrs", "mlle", "mme", "mr",   "mrs", "ms",  "mt",  "pres", "prof",
     "rep", "reps", "rev",  "sec", "sen",  "sens",   "sgt",  "st",  "supt", "ven", "viz", "vs"});
// Something follows these if it is a figure.
constexpr auto kBeforeFigures = std::to_array<std::string_view>(
    {"art", "ch",  "chap", "eq",  "fig", "figs", "no",  "nos", "p",    "par", "pp",  "para", "pt", "vol",    "vols",
     "jan", "feb", "mar",  "apr", "jun", "jul",  "aug", "sep", "sept", "oct", "nov", "dec",  "ca", "approx", "c"});
// These may end a sentence, and often don't.
constexpr auto kEither = std::to_array<std::string_view>(
    {"al",   "approx", "assn", "ave",  "bros", "ca",  "co",  "corp", "dept", "dist", "ed",  "eds",
     "est",  "etc",    "ft",   "govt", "inc",  "int", "jr",  "llc",  "ltd",  "mfg",  "min", "oz",
     "ph.d", "sr",     "univ", "jan",  "feb",  "apr", "aug", "sept", "oct",  "nov",  "dec"});
// Sentences begin with these far more often than names do.
constexpr auto kOpeners = std::to_array<std::string_view>(
    {"a",       "after",     "all",      "also",    "although", "an",      "and",          "another", "any",
     "as",      "at",        "because",  "before",  "both",     "but",     "by",           "despite", "during",
     "each",    "even",      "every",    "finally", "first",    "for",     "from",         "further", "furthermore",
     "given",   "he",        "hence",    "her",     "here",     "his",     "how",          "however", "i",
     "if",      "in",        "indeed",   "instead", "it",       "its",     "last",         "later",   "like",
     "many",    "meanwhile", "moreover", "most",    "my",       "neither", "nevertheless", "nor",     "not",
     "nothing", "now",       "of",       "on",      "once",     "one",     "only",         "or",      "other",
     "others",  "our",       "over",     "people",  "perhaps",  "she",     "similarly",    "since",   "so",
     "some",    "still",     "such",     "that",    "the",      "their",   "then",         "there",   "therefore",
     "these",   "they",      "this",     "those",   "though",   "through", "thus",         "to",      "today",
     "under",   "until",     "we",       "what",    "when",     "where",   "whether",      "which",   "while",
     "who",     "why",       "with",     "without", "yet",      "you",     "your"});

template <std::size_t N>
bool among(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_stop(char32_t c) { return c == U'.' || c == U'!' || c == U'?' || c == U'…' || c == U'‽'; }
bool is_wide_stop(char32_t c) { return c == U'。' || c == U'！' || c == U'？' || c == U'｡'; }
bool is_closer(char32_t c) {
  constexpr std::u32string_view kClosers = U"\"')]}”’»›*_」』）";
  return kClosers.find(c) != std::u32string_view::npos;
}
bool is_opener(char32_t c) {
  constexpr std::u32string_view kOpening = U"\"'([{“‘«‹„¿¡*_「『（";
  return kOpening.find(c) != std::u32string_view::npos;
}

struct Reader {
  std::string_view text;
  char32_t at(std::size_t i) const { return i < text.size() ? decode_utf8(text, i).code_point : 0; }
  std::size_t after(std::size_t i) const { return i + decode_utf8(text, i).length; }
  std::size_t skip(std::size_t i, bool (*what)(char32_t)) const {
    while (i < text.size() && what(at(i))) i = after(i);
    return i;
  }
};

std::string lower_ascii(std::string_view word) {
  std::string out(word);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// What closes behind a stop: quotes and brackets, and marks of notes such as `[3]`.
std::size_t skip_closers(const Reader& in, std::size_t i) {
  for (;;) {
    const std::size_t before = i;
    i = in.skip(i, is_closer);
    if (in.at(i) == U'[') {
      const std::size_t digits = in.skip(i + 1, is_digit);
      if (digits > i + 1 && in.at(digits) == U']') i = digits + 1;
    }
    if (i == before) return i;
  }
}

// The letters, digits and inner full stops before `end`, from `begin` on at the earliest: `U.S` before its last stop.
std::string_view word_before(const Reader& in, std::size_t begin, std::size_t end) {
  std::size_t start = end;
  while (start > begin) {
    std::size_t previous = start - 1;
    while (previous > begin && is_continuation(in.text[previous])) --previous;
    const char32_t c = in.at(previous);
    if (!is_word(c) && c != U'.' && !is_apostrophe(c) && c != U'-') break;
    start = previous;
  }
  while (start < end && (in.text[start] == '.' || in.text[start] == '\'' || in.text[start] == '-')) ++start;
  return in.text.substr(start, end - start);
}

// Single letters joined by full stops, as in `U.S`, `a.m`, `J`.
bool is_lettered(std::string_view word) {
  const Reader in{word};
  bool letter_due = true;
  for (std::size_t i = 0; i < word.size(); i = in.after(i)) {
    const char32_t c = in.at(i);
    if (letter_due ? !is_upper(c) && !is_lower(c) : c != U'.') return false;
    letter_due = !letter_due;
  }
  return !word.empty() && !letter_due;
}

// Whether a single full stop before `next`, the first word of what follows, ends the sentence that begins at `begin`.
bool single_stop_ends(const Reader& in, std::size_t begin, std::size_t stop, std::size_t next) {
  const std::string_view word = word_before(in, begin, stop);
  if (word.empty()) return true;
  const std::string known = lower_ascii(word);
  const bool figure = is_digit(in.at(next));
  if (in.skip(in.skip(begin, is_opener), is_digit) == stop && is_digit(in.at(in.skip(begin, is_opener)))) return false;
  if (among(kLeads, known)) return false;
  if (figure && among(kBeforeFigures, known)) return false;
  // `Plan B. The` ends, `Kim J. Un` does not; a lone small letter is no initial.
  const bool initial =
      is_lettered(word) && (word.find('.') != std::string_view::npos || is_upper(in.at(stop - word.size())));
  if (!initial && !among(kEither, known)) return true;
  const std::size_t next_end = in.skip(next, is_word);
  return !figure && among(kOpeners, lower_ascii(in.text.substr(next, next_end - next)));
}

// Whether the sentence that began at `begin` ends with the stops from `stop` to `behind`, where what closes it ends.
bool ends(const Reader& in, std::size_t begin, std::size_t stop, std::size_t stops_end, std::size_t behind) {
  if (behind == in.text.size()) return true;
  if (!is_blank(in.at(behind))) return false;
  const std::size_t next = in.skip(in.skip(behind, is_blank), is_opener);
  if (next == in.text.size()) return true;
  if (is_lower(in.at(next))) return false;
  const bool single = stops_end == stop + 1 && in.at(stop) == U'.';
  return !single || single_stop_ends(in, begin, stop, next);
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  const Reader in{text};
  const std::size_t begin = in.skip(0, is_blank);
  std::size_t end = begin;
  for (std::size_t i = begin; i < text.size();) {
    const bool blank = is_blank(in.at(i));
    i = in.after(i);
    if (!blank) end = i;
  }
  return text.substr(begin, end - begin);
}

std::vector<std::string_view> sentences(std::string_view paragraph) {
  const Reader in{trimmed(paragraph)};
  std::vector<std::string_view> out;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < in.text.size();) {
    const char32_t c = in.at(i);
    if (!is_stop(c) && !is_wide_stop(c)) {
      i = in.after(i);
      continue;
    }
    const std::size_t stop = i;
    std::size_t stops_end = i;
    while (stops_end < in.text.size() && (is_stop(in.at(stops_end)) || is_wide_stop(in.at(stops_end)))) {
      stops_end = in.after(stops_end);
    }
    i = skip_closers(in, stops_end);
    if (!is_wide_stop(c) && !ends(in, begin, stop, stops_end, i)) {
      i = stops_end;
      continue;
    }
    out.push_back(in.text.substr(begin, i - begin));
    i = in.skip(i, is_blank);
    begin = i;
  }
  if (begin < in.text.size()) out.push_back(in.text.substr(begin));
  return out;
}

bool ends_like_a_sentence(std::string_view line) {
  const Reader in{trimmed(line)};
  std::size_t last_stop = std::string_view::npos;
  for (std::size_t i = 0; i < in.text.size(); i = in.after(i)) {
    if (is_stop(in.at(i)) || is_wide_stop(in.at(i))) last_stop = in.after(i);
  }
  return last_stop != std::string_view::npos && skip_closers(in, last_stop) == in.text.size();
}

}  // namespace linchpin::sources
