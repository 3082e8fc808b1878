// Characters to tokens. A token never takes the blanks around it: `gap` stands between tokens.
#pragma once

#include <tao/pegtl.hpp>

namespace linchpin::grammar {

namespace peg = tao::pegtl;

// Blanks and comments

struct blanks : peg::plus<peg::one<' ', '\t', '\n', '\r', '\v', '\f'>> {};
struct line_comment : peg::seq<peg::one<'%'>, peg::star<peg::not_one<'\n', '\r'>>> {};
struct comment_open : peg::string<'/', '*'> {};
struct closed_comment : peg::seq<comment_open, peg::until<peg::string<'*', '/'>>> {};
struct unclosed_comment : peg::success {};  // raised at the opening
struct block_comment : peg::seq<peg::at<comment_open>, peg::sor<closed_comment, peg::raise<unclosed_comment>>> {};
struct gap : peg::star<peg::sor<blanks, line_comment, block_comment>> {};

// Names

struct word_rest : peg::identifier_other {};
struct word_end : peg::not_at<word_rest> {};

struct key_not : TAO_PEGTL_KEYWORD("not") {};
struct key_normally : TAO_PEGTL_KEYWORD("normally") {};
struct key_mod : TAO_PEGTL_KEYWORD("mod") {};
struct reserved : peg::sor<key_not, key_normally, key_mod> {};

struct plain_name : peg::seq<peg::not_at<reserved>, peg::lower, peg::star<word_rest>> {};
struct variable : peg::seq<peg::ranges<'A', 'Z', '_'>, peg::star<word_rest>> {};

struct hexadecimal : peg::rep_min_max<1, 6, peg::xdigit> {};
struct code_point : peg::seq<peg::string<'u', '{'>, hexadecimal, peg::one<'}'>> {};
// The failure at the end takes the input back to the backslash, where the message belongs.
struct escaped : peg::sor<peg::one<'"', '\'', '\\', 'n', 't'>, code_point, peg::failure> {};
struct escape : peg::seq<peg::one<'\\'>, peg::must<escaped>> {};

struct quoted_open : peg::one<'\''> {};
struct quoted_text : peg::star<peg::sor<peg::plus<peg::not_one<'\'', '\\', '\n', '\r'>>, escape>> {};
struct closed_quoted : peg::seq<quoted_open, quoted_text, peg::one<'\''>> {};
struct unclosed_quoted : peg::success {};  // raised at the opening
struct quoted_name : peg::seq<peg::at<quoted_open>, peg::sor<closed_quoted, peg::raise<unclosed_quoted>>> {};

struct name : peg::sor<plain_name, quoted_name> {};

// Strings may run over line ends: a gloss can be long.

struct string_open : peg::one<'"'> {};
struct string_text : peg::star<peg::sor<peg::plus<peg::not_one<'"', '\\'>>, escape>> {};
struct closed_string : peg::seq<string_open, string_text, peg::one<'"'>> {};
struct unclosed_string : peg::success {};  // raised at the opening
struct string : peg::seq<peg::at<string_open>, peg::sor<closed_string, peg::raise<unclosed_string>>> {};

// Numbers and dates

struct digits : peg::list<peg::plus<peg::digit>, peg::one<'_'>> {};
struct number_end : peg::not_at<word_rest> {};
// What nearly every number is: digits, and nothing after them that could make them something else.
struct short_integer : peg::seq<peg::plus<peg::digit>, peg::not_at<peg::sor<word_rest, peg::one<'.', '-'>>>> {};
struct long_integer : digits {};
struct exponent : peg::seq<peg::one<'e', 'E'>, peg::opt<peg::one<'+', '-'>>, peg::plus<peg::digit>> {};
struct decimal : peg::seq<digits, peg::one<'.'>, digits, peg::opt<exponent>> {};
struct date : peg::seq<peg::rep<4, peg::digit>, peg::one<'-'>, peg::rep<2, peg::digit>, peg::one<'-'>,
                       peg::rep<2, peg::digit>, peg::not_at<peg::digit>> {};
struct not_a_date : peg::success {};  // raised at digits-digits-digits that is no date
struct like_a_date : peg::seq<digits, peg::one<'-'>, digits, peg::one<'-'>, peg::digit> {};
struct other_number
    : peg::seq<peg::sor<date, peg::seq<peg::at<like_a_date>, peg::raise<not_a_date>>, decimal, long_integer>,
               peg::must<number_end>> {};
struct number : peg::sor<short_integer, peg::seq<peg::at<peg::digit>, other_number>> {};

// Punctuation

struct comma : peg::one<','> {};
struct colon : peg::one<':'> {};
struct arrow : peg::string<':', '-'> {};
struct open_parenthesis : peg::one<'('> {};
struct close_parenthesis : peg::one<')'> {};
struct open_brace : peg::one<'{'> {};
struct close_brace : peg::one<'}'> {};
struct minus : peg::seq<peg::one<'-'>, peg::not_at<peg::one<'>'>>> {};

struct stop_end : peg::sor<peg::one<' ', '\t', '\n', '\r', '\v', '\f', '%', '}'>, comment_open, peg::eof> {};
struct full_stop : peg::seq<peg::one<'.'>, peg::at<stop_end>> {};
struct question_mark : peg::one<'?'> {};

}  // namespace linchpin::grammar
