// Facts as large texts are made of: `edge(12, 7).`, `born(ada_lovelace, 1815-12-10, "London").`
//
// This is a part of `statement`, matched first so that such a fact leaves its tokens only. It raises nothing: where it
// fails, `statement` reads the same place. So whatever it takes, `statement` takes with the same meaning; escapes,
// comments, compound terms and the rarer ways to write numbers are left out.
#pragma once

#include "grammar/terms.hpp"

namespace linchpin::grammar {

struct fact_blanks : peg::star<peg::one<' ', '\t', '\n', '\r'>> {};
struct fact_digits : peg::plus<peg::digit> {};
struct fact_sign : peg::opt<peg::one<'-'>> {};
struct fact_integer : peg::seq<fact_sign, fact_digits, peg::not_at<peg::sor<word_rest, peg::one<'.', '-'>>>> {};
struct fact_decimal : peg::seq<fact_sign, fact_digits, peg::one<'.'>, fact_digits, peg::opt<exponent>, number_end> {};
struct fact_date : peg::seq<date, number_end> {};
struct fact_string : peg::seq<peg::one<'"'>, peg::star<peg::not_one<'"', '\\'>>, peg::one<'"'>> {};
struct fact_quoted_name : peg::seq<peg::one<'\''>, peg::star<peg::not_one<'\'', '\\', '\n', '\r'>>, peg::one<'\''>> {};
struct fact_value : peg::sor<fact_integer, plain_name, fact_string, fact_quoted_name, fact_decimal, fact_date> {};

struct fact_denial : peg::one<'-'> {};
struct fact_comma : peg::seq<fact_blanks, comma, fact_blanks> {};
struct fact_atom : peg::seq<peg::opt<fact_denial>, peg::sor<plain_name, fact_quoted_name>, open_parenthesis,
                            fact_blanks, peg::list<fact_value, fact_comma>, fact_blanks, close_parenthesis> {};
struct fact : peg::seq<fact_atom, fact_blanks, full_stop> {};

}  // namespace linchpin::grammar
