// Questions, and the text as a whole: a sequence of statements and questions.
#pragma once

#include "grammar/statements.hpp"

namespace linchpin::grammar {

struct key_about : TAO_PEGTL_KEYWORD("about") {};
struct key_compare : TAO_PEGTL_KEYWORD("compare") {};
struct key_find : TAO_PEGTL_KEYWORD("find") {};
struct key_graph : TAO_PEGTL_KEYWORD("graph") {};
struct key_in : TAO_PEGTL_KEYWORD("in") {};
struct key_linchpins : TAO_PEGTL_KEYWORD("linchpins") {};
struct key_requires : TAO_PEGTL_KEYWORD("requires") {};
struct key_suppose : TAO_PEGTL_KEYWORD("suppose") {};
struct key_why : TAO_PEGTL_KEYWORD("why") {};
struct key_where : TAO_PEGTL_KEYWORD("where") {};
struct key_of : TAO_PEGTL_KEYWORD("of") {};
struct key_all : TAO_PEGTL_KEYWORD("all") {};

// `find X, N where BODY at least LEVEL order by N desc, X limit 5?`; the three last parts in any order
struct find;
struct at_least : peg::seq<key_at, gap, TAO_PEGTL_KEYWORD("least"), gap, need<find, name>> {};
struct descending : TAO_PEGTL_KEYWORD("desc") {};
struct order_key : peg::seq<variable, peg::opt<gap, peg::sor<descending, TAO_PEGTL_KEYWORD("asc")>>> {};
struct order
    : peg::seq<TAO_PEGTL_KEYWORD("order"), gap, need<find, TAO_PEGTL_KEYWORD("by")>, gap, need_list<find, order_key>> {
};
struct limit_count : peg::seq<long_integer> {};
struct limit : peg::seq<TAO_PEGTL_KEYWORD("limit"), gap, need<find, limit_count>> {};
struct find : peg::seq<key_find, lead, need_list<find, variable>, gap, need<find, key_where>, gap, peg::must<body>,
                       peg::star<gap, peg::sor<at_least, order, limit>>> {};

// `as svg to "FILE"`
struct output_format : peg::seq<name> {};
struct output_path : peg::seq<string> {};
struct output : peg::seq<peg::opt<gap, key_as, gap, need<struct output, output_format>>,
                         peg::opt<gap, key_to, gap, need<struct output, output_path>>> {};

// In `why all as svg?` the predicate `all` is asked.
struct output_begin : peg::seq<peg::sor<key_as, key_to>, lead> {};
struct why_all : peg::seq<key_all, literal_lead, peg::not_at<output_begin>, peg::must<body>, output> {};
struct why_not : peg::seq<key_not, gap, peg::not_at<open_parenthesis>, peg::must<body>, output> {};
struct why_plain : peg::seq<peg::must<body>, output> {};
struct why : peg::seq<key_why, literal_lead, peg::sor<why_all, why_not, why_plain>> {};
struct linchpins : peg::seq<key_linchpins, literal_lead, need<linchpins, key_of>, gap, peg::must<body>> {};
struct requires_ : peg::seq<key_requires, literal_lead, peg::must<body>> {};
struct compare : peg::seq<key_compare, lead, need<compare, name>, gap, need<compare, comma>, gap, need<compare, name>,
                          gap, need<compare, argument_colon>, gap, peg::must<body>> {};
struct conflicts : peg::seq<TAO_PEGTL_KEYWORD("conflicts"), peg::at<gap, question_mark>> {};
struct graph : peg::seq<key_graph, literal_lead, peg::must<body>, output> {};
struct about : peg::seq<key_about, lead, need<about, sum>> {};

struct keyword_question : peg::sor<find, why, linchpins, requires_, compare, conflicts, graph, about> {};
struct any_question : peg::sor<keyword_question, body> {};

struct supposed_fact : peg::seq<sum> {};
struct suppose;
struct in;
struct in_begin : peg::seq<key_in, lead, name, gap, argument_colon> {};
struct suppose_edit : peg::sor<edit, supposed_fact> {};
struct suppose
    : peg::seq<key_suppose, literal_lead, need_list<suppose, suppose_edit>, gap, need<suppose, argument_colon>, gap,
               peg::sor<peg::seq<peg::at<in_begin>, in>, peg::must<any_question>>> {};
struct in_question : peg::sor<suppose, any_question> {};
struct in : peg::seq<key_in, lead, need<in, name>, gap, need<in, argument_colon>, gap, peg::must<in_question>> {};

// One statement or question. `keyword_begin` is what the first two tokens of a keyword form look like; nearly all
// statements are facts and fail it at their parenthesis.
struct keyword_begin : peg::seq<plain_name, gap, peg::sor<word_begin, denial_begin, arrow, question_mark>> {};
struct braced_form : peg::sor<peg::seq<claim, claim_end>, peg::seq<scenario, claim_end>> {};
struct declaration : peg::sor<ended<sort>, ended<entity>, ended<predicate>, ended<functor>, ended<source>,
                              ended<levels>, ended<trust>, ended<overrides>, ended<incompatible>, ended<constraint>,
                              ended<include>, ended<import>, ended<export_>, ended<assumable>, ended<retract>> {};
struct question : peg::sor<ended<in>, ended<suppose>, ended<find>, ended<why>, ended<linchpins>, ended<requires_>,
                           ended<compare>, ended<conflicts>, ended<graph>, ended<about>> {};
struct keyword_form : peg::seq<peg::at<keyword_begin>, peg::sor<braced_form, declaration, question>> {};

struct plain_body : peg::seq<body> {};
struct plain : peg::seq<peg::sor<peg::seq<normally, gap, peg::must<head>>, peg::must<plain_body>>, peg::opt<gap, rule>,
                        gap, statement_end> {};
struct statement : peg::sor<keyword_form, plain> {};

// What follows a header that had an error: its braces are still read, for the errors in them.
struct orphan_claim : peg::seq<braces, claim_end> {};
struct orphan_scenario : peg::seq<scenario_braces, claim_end> {};

}  // namespace linchpin::grammar
