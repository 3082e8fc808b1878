#include "syntax/habits.hpp"

#include <algorithm>
#include <array>

#include "syntax/tokens.hpp"

namespace linchpin::syntax {

namespace {

constexpr std::uint16_t kNoCharacter = 2;  // a character that begins nothing in the language
constexpr std::string_view comparison_message = "this comparison is written differently here";
constexpr std::string_view or_message = "there is no sign for `or`";
constexpr std::string_view or_hint = "write a rule for each case; in a question, ask a predicate that has these rules";
constexpr std::string_view and_message = "conditions are joined by commas";
constexpr std::string_view and_hint = "write `p(X), q(X)`";
constexpr std::string_view exception_message = "an exception is written differently here";
constexpr std::string_view exception_hint =
    "write `, not q(X)` behind the other conditions; or a rule for the contrary, `-p(X) :- q(X).`";
constexpr std::string_view asks_message = "a question is written as what is to hold, with `?` at its end";
constexpr std::string_view asks_hint =
    "write `p(a, X)?`, with a capital letter for what you look for; `:help questions` shows all forms";
constexpr std::string_view counts_hint = "to count, write `N = #count { X : p(X) }?`; so are `#sum`, `#min`, `#max`";
constexpr std::string_view arrow_message = "this arrow does not make a rule";
constexpr std::string_view arrow_hint =
    "write `:-` between the head of a rule and its conditions, as in `p(X) :- q(X).`";
constexpr std::string_view comment_message = "this begins no comment";
constexpr std::string_view comment_hint = "a comment begins with `%`, or stands between `/*` and `*/`";
constexpr std::string_view unequal_hint = "write `!=`";
constexpr std::string_view equal_hint = "write `=`";

constexpr std::array habits = {
    Habit{"\\+", 52, "negation is written differently here", "write `not p(X)`"},
    Habit{"!", 53, "`!` means nothing here", "to negate, write `not p(X)`; there is no cut"},
    Habit{"~", 52, "negation is written differently here", "write `not p(X)`"},
    Habit{";", 54, or_message, or_hint},
    Habit{"|", 54, or_message, or_hint},
    Habit{"||", 54, or_message, or_hint},
    Habit{"\\/", 54, or_message, or_hint},
    Habit{"or", 54, or_message, or_hint},
    Habit{"unless", 52, exception_message, exception_hint},
    Habit{"except", 52, exception_message, exception_hint},
    Habit{"&", 55, and_message, and_hint},
    Habit{"&&", 55, and_message, and_hint},
    Habit{"/\\", 55, and_message, and_hint},
    Habit{"and", 55, and_message, and_hint},
    Habit{"==", 56, comparison_message, equal_hint},
    Habit{"===", 56, comparison_message, equal_hint},
    Habit{"=:=", 56, comparison_message, equal_hint},
    Habit{"=@=", 56, comparison_message, equal_hint},
    Habit{":=", 56, comparison_message, equal_hint},
    Habit{"is", 56, comparison_message, equal_hint},
    Habit{"=<", 56, comparison_message, "write `<=`"},
    Habit{"=>", 56, comparison_message, "write `>=` to compare; a rule is written `p(X) :- q(X).`"},
    Habit{"<>", 56, comparison_message, unequal_hint},
    Habit{"!==", 56, comparison_message, unequal_hint},
    Habit{"\\=", 56, comparison_message, unequal_hint},
    Habit{"\\==", 56, comparison_message, unequal_hint},
    Habit{"=\\=", 56, comparison_message, unequal_hint},
    Habit{"=/=", 56, comparison_message, unequal_hint},
    Habit{"/=", 56, comparison_message, unequal_hint},
    Habit{"~=", 56, comparison_message, unequal_hint},
    Habit{"<-", 57, arrow_message, arrow_hint},
    Habit{"<--", 57, arrow_message, arrow_hint},
    Habit{"<=>", 57, arrow_message, arrow_hint},
    Habit{"->", 57, arrow_message, arrow_hint},
    Habit{"-->", 57, arrow_message, arrow_hint},
    Habit{"==>", 57, arrow_message, arrow_hint},
    Habit{"::-", 57, arrow_message, arrow_hint},
    Habit{"if", 57, "this does not make a rule", arrow_hint},
    Habit{"//", 59, comment_message, "a comment begins with `%`; to divide, write `/`"},
    Habit{"[", 43, "there are no lists in square brackets", "write a term such as `list(a, b)`"},
    Habit{"**", 44, "there is no sign for powers", "write `pow(X, 2)`"},
    Habit{"^", 44, "there is no sign for powers", "write `pow(X, 2)`"},
};

constexpr std::array first_habits = {
    Habit{":-", 50, "a statement can't begin with `:-`",
          "write `constraint \"what must not be\" :- p(X).` for a constraint, `include \"file.kb\".` to read a file"},
    Habit{"?-", 51, "a question is written with `?` at its end", "write `p(X)?`"},
    Habit{".", 58, "a statement can't begin with a full stop",
          "declare a predicate with `predicate p(x: symbol, y: int).`"},
    Habit{"#", 58, "a statement can't begin with `#`",
          "a comment begins with `%`; read a file with `include \"file.kb\".`"},
    Habit{"--", 59, comment_message, comment_hint},
};

constexpr std::array first_words = {
    Habit{"if", 57, "a rule begins with what follows from it", "write `q(X) :- p(X).` for `if p(X) then q(X)`"},
    Habit{"select", 51, "a question is written as what is to hold, with `?` at its end",
          "write `p(X, Y)?`, or `find X where p(X, Y)?`"},
    Habit{"who", 51, asks_message, asks_hint},
    Habit{"which", 51, asks_message, asks_hint},
    Habit{"where", 51, asks_message, asks_hint},
    Habit{"when", 51, asks_message, asks_hint},
    Habit{"is", 51, asks_message, asks_hint},
    Habit{"does", 51, asks_message, asks_hint},
    Habit{"did", 51, asks_message, asks_hint},
    Habit{"what", 51, asks_message,
          "write `p(a, X)?`; for what would follow, `suppose p(a): q(X)?` or `suppose retract p(a): q(X)?`"},
    Habit{"how", 51, asks_message, counts_hint},
    Habit{"count", 51, asks_message, counts_hint},
    Habit{"unless", 52, exception_message, exception_hint},
    Habit{"except", 52, exception_message, exception_hint},
    Habit{"insert", 58, "what is so is written as it is", "write a fact: `p(a, b).`"},
    Habit{"create", 58, "a predicate needs no more than its facts and rules",
          "declare one with `predicate p(x: symbol, y: int).`"},
    Habit{"def", 57, "a rule is written as its head, `:-`, and its conditions", "write `p(X) :- q(X).`"},
};

bool begins(std::string_view rest, std::string_view written) {
  if (!rest.starts_with(written)) return false;
  const bool is_word = is_word_character(written.back());
  return !is_word || rest.size() == written.size() || !is_word_character(rest[written.size()]);
}

}  // namespace

const Habit* find_habit(std::string_view rest, bool begins_statement) {
  const Habit* found = nullptr;
  const auto look = [&](const auto& table) {
    for (const Habit& habit : table) {
      const bool longer = found == nullptr || habit.written.size() > found->written.size();
      if (longer && begins(rest, habit.written)) found = &habit;
    }
  };
  look(habits);
  if (begins_statement) look(first_habits);
  return found;
}

const Habit* find_first_word(std::string_view word) {
  const auto same = [&](std::string_view written) {
    return std::equal(word.begin(), word.end(), written.begin(), written.end(),
                      [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
  };
  for (const Habit& habit : first_words) {
    if (same(habit.written)) return &habit;
  }
  return nullptr;
}

Habit odd_character(char32_t c) {
  switch (c) {
    case 0:
      return {"", kNoCharacter, "a zero byte stands in the text", "the file may not be a text, or not in UTF-8"};
    case U'\u201C':
    case U'\u201D':
    case U'\u201E':
    case U'\u00AB':
    case U'\u00BB':
      return {"", kNoCharacter, "a string stands in straight quotes", "write `\"` instead of this quotation mark"};
    case U'\u2018':
    case U'\u2019':
    case U'\u00B4':
    case U'`':
      return {"", kNoCharacter, "a quoted name stands in straight quotes", "write `'` instead of this quotation mark"};
    case U'\u2010':
    case U'\u2011':
    case U'\u2012':
    case U'\u2013':
    case U'\u2014':
    case U'\u2212':
      return {"", kNoCharacter, "this dash is not a minus sign", "write `-`"};
    case U'\u2264':
      return {"", kNoCharacter, comparison_message, "write `<=`"};
    case U'\u2265':
      return {"", kNoCharacter, comparison_message, "write `>=`"};
    case U'\u2260':
      return {"", kNoCharacter, comparison_message, unequal_hint};
    case U'\u00AC':
      return {"", kNoCharacter, "negation is written differently here", "write `not p(X)`"};
    case U'\u2190':
    case U'\u2192':
      return {"", kNoCharacter, arrow_message, arrow_hint};
    case U'\u00A0':
    case U'\u2007':
    case U'\u202F':
    case U'\u3000':
    case U'\u200B':
    case U'\u2060':
    case U'\uFEFF':
      return {"", kNoCharacter, "a special blank stands here, which can look like nothing",
              "replace it with an ordinary blank"};
    default:
      break;
  }
  if (c == U'$' || c == U'\u20AC' || c == U'\u00A3' || c == U'\u00A5') {
    return {"", kNoCharacter, "a sum of money is a number like others",
            "write the number alone, without signs and commas, as in `1250000`; the currency can be an argument of its "
            "own"};
  }
  if (c < 0x80)
    return {"", kNoCharacter, "this character means nothing here",
            "text goes in double quotes, a name in single quotes"};
  return {"", kNoCharacter, "this character can't stand in a plain name",
          "a name with other characters than a to z, digits and `_` is quoted, as in `'caf\u00E9'`"};
}

}  // namespace linchpin::syntax
