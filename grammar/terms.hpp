// Terms, literals, bodies and clauses.
//
// A literal is a term, or two with a comparison between them; whether a term can stand as a literal is decided on the
// tree, where the message can say what it is instead.
#pragma once

#include "grammar/lexical.hpp"

namespace linchpin::grammar {

struct sum;
struct body;

// Rules that stand in a list: their message says what the list is of.
template <typename Rule>
struct next_of : peg::seq<Rule> {};

template <typename Rule>
struct comma_list : peg::seq<Rule, peg::star<gap, comma, gap, peg::must<next_of<Rule>>>> {};

// The name of an argument is a term to the grammar, so that a plain argument isn't read twice.
struct argument_colon : peg::seq<peg::not_at<arrow>, colon> {};
struct argument : peg::seq<sum, peg::opt<gap, argument_colon, gap, peg::must<sum>>> {};
struct arguments_end : close_parenthesis {};
struct arguments : peg::seq<open_parenthesis, gap, peg::must<argument>,
                            peg::star<gap, comma, gap, peg::must<next_of<argument>>>, gap, peg::must<arguments_end>> {};
// The one term with nothing between its parentheses: what `#list` gives of nothing.
struct empty_list : peg::seq<TAO_PEGTL_KEYWORD("list"), gap, open_parenthesis, gap, close_parenthesis> {};
struct application : peg::seq<name, peg::opt<gap, arguments>> {};

struct aggregate_name : peg::sor<TAO_PEGTL_KEYWORD("count"), TAO_PEGTL_KEYWORD("sum"), TAO_PEGTL_KEYWORD("min"),
                                 TAO_PEGTL_KEYWORD("max"), TAO_PEGTL_KEYWORD("avg"), TAO_PEGTL_KEYWORD("list")> {};
struct aggregate_open : open_brace {};
struct aggregate_values : comma_list<sum> {};
struct aggregate_colon : argument_colon {};
struct aggregate_close : close_brace {};
struct aggregate : peg::seq<peg::one<'#'>, peg::must<aggregate_name>, gap, peg::must<aggregate_open>, gap,
                            peg::must<aggregate_values>, gap, peg::must<aggregate_colon>, gap, peg::must<body>, gap,
                            peg::must<aggregate_close>> {};

struct group_end : close_parenthesis {};
struct group : peg::seq<open_parenthesis, gap, peg::must<sum>, gap, peg::must<group_end>> {};

struct primary : peg::sor<empty_list, application, number, variable, string, aggregate, group> {};
struct unary;
struct negative : peg::seq<minus, gap, peg::must<unary>> {};
struct unary : peg::sor<negative, primary> {};

struct times : peg::seq<peg::one<'*'>, peg::not_at<peg::one<'*'>>> {};
struct over : peg::seq<peg::one<'/'>, peg::not_at<peg::one<'/'>>> {};
struct modulo : key_mod {};
struct product_operator : peg::sor<times, over, modulo> {};
struct product : peg::seq<unary, peg::star<gap, product_operator, gap, peg::must<unary>>> {};

struct sum_operator : peg::sor<peg::one<'+'>, minus> {};
struct sum : peg::seq<product, peg::star<gap, sum_operator, gap, peg::must<product>>> {};

// No operator ends before a character that would make it one of another language: `==`, `=<`, `<>`, `=>` are reported
// whole.
struct comparison
    : peg::sor<peg::seq<peg::string<'<', '='>, peg::not_at<peg::one<'>', '='>>>,
               peg::seq<peg::sor<peg::string<'>', '='>, peg::string<'!', '='>>, peg::not_at<peg::one<'='>>>,
               peg::seq<peg::one<'='>, peg::not_at<peg::one<'=', '<', '>', '\\', ':'>>>,
               peg::seq<peg::one<'<'>, peg::not_at<peg::one<'<', '=', '>'>>>,
               peg::seq<peg::one<'>'>, peg::not_at<peg::one<'>'>>>> {};

struct negation : key_not {};
struct double_negation : peg::success {};  // raised at the second `not`
struct negated
    : peg::seq<negation, gap, peg::sor<peg::seq<peg::at<key_not>, peg::raise<double_negation>>, peg::must<sum>>> {};
struct right_side : peg::seq<sum> {};
struct literal : peg::seq<peg::sor<negated, sum>, peg::opt<gap, comparison, gap, peg::must<right_side>>> {};
struct body : comma_list<literal> {};

struct normally : key_normally {};
struct rule_body : peg::seq<body> {};
struct rule : peg::seq<arrow, gap, peg::must<rule_body>> {};
struct head : peg::seq<sum> {};
struct clause : peg::seq<peg::opt<normally, gap>, head, peg::opt<gap, rule>> {};

// Where a statement or question has to end. Which of the two signs is right is decided on the tree.
struct stuck_stop : peg::success {};  // raised at a full stop without a blank after it
struct end_sign : peg::sor<full_stop, question_mark, peg::seq<peg::at<peg::one<'.'>>, peg::raise<stuck_stop>>> {};
struct statement_end : peg::sor<end_sign, peg::raise<statement_end>> {};

}  // namespace linchpin::grammar
