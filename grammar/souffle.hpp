// Souffle's language, as its reference and its own parser have it: what `linchpin convert` reads.
//
// A token never takes the blanks around it: `gap` stands between tokens, and leaves a node for each comment.
// Annotations,
// `@[...]`, are blanks. An item is read at a time, so that an error in one leaves the others.
#pragma once

#include <tao/pegtl.hpp>

namespace linchpin::grammar::souffle {

namespace peg = tao::pegtl;

// Blanks, comments, annotations

struct blank : peg::one<' ', '\t', '\n', '\r', '\v', '\f'> {};
struct line_comment : peg::seq<peg::two<'/'>, peg::star<peg::not_one<'\n', '\r'>>> {};
struct comment_end : peg::string<'*', '/'> {};
struct block_comment : peg::if_must<peg::string<'/', '*'>, peg::until<comment_end>> {};
struct string_end : peg::one<'"'> {};
struct string_text : peg::star<peg::sor<peg::seq<peg::one<'\\'>, peg::any>, peg::not_one<'"', '\\'>>> {};
struct string : peg::if_must<peg::one<'"'>, string_text, string_end> {};
struct bracketed;
struct bracketed_text : peg::star<peg::sor<string, bracketed, peg::not_one<'[', ']', '"'>>> {};
struct bracket_end : peg::one<']'> {};
struct bracketed : peg::if_must<peg::one<'['>, bracketed_text, bracket_end> {};
struct annotation : peg::seq<peg::one<'@'>, peg::opt<peg::one<'!'>>, peg::at<peg::one<'['>>, bracketed> {};
struct gap : peg::star<peg::sor<blank, line_comment, block_comment, annotation>> {};

// Words

struct word_rest : peg::sor<peg::identifier_other, peg::one<'?'>> {};
template <typename... Words>
struct word_of : peg::seq<peg::sor<Words...>, peg::not_at<word_rest>> {};

#define LINCHPIN_WORD(name, text) \
  struct name : word_of<TAO_PEGTL_STRING(text)> {}

LINCHPIN_WORD(key_match, "match");
LINCHPIN_WORD(key_contains, "contains");
LINCHPIN_WORD(key_true, "true");
LINCHPIN_WORD(key_false, "false");
LINCHPIN_WORD(key_nil, "nil");
LINCHPIN_WORD(key_as, "as");
LINCHPIN_WORD(key_autoinc, "autoinc");
LINCHPIN_WORD(key_iteration, "recursive_iteration_cnt");
LINCHPIN_WORD(key_debug_delta, "debug_delta");
LINCHPIN_WORD(key_stateful, "stateful");

#undef LINCHPIN_WORD

struct choice_domain : peg::seq<TAO_PEGTL_STRING("choice-domain"), peg::not_at<word_rest>> {};
struct functor
    : word_of<TAO_PEGTL_STRING("cat"), TAO_PEGTL_STRING("ord"), TAO_PEGTL_STRING("range"), TAO_PEGTL_STRING("strlen"),
              TAO_PEGTL_STRING("substr"), TAO_PEGTL_STRING("to_float"), TAO_PEGTL_STRING("to_number"),
              TAO_PEGTL_STRING("to_string"), TAO_PEGTL_STRING("to_unsigned")> {};
struct extremum : word_of<TAO_PEGTL_STRING("min"), TAO_PEGTL_STRING("max")> {};
struct aggregator : word_of<TAO_PEGTL_STRING("count"), TAO_PEGTL_STRING("sum"), TAO_PEGTL_STRING("min"),
                            TAO_PEGTL_STRING("max"), TAO_PEGTL_STRING("mean")> {};
struct word_operator : word_of<TAO_PEGTL_STRING("band"), TAO_PEGTL_STRING("bor"), TAO_PEGTL_STRING("bxor"),
                               TAO_PEGTL_STRING("bshl"), TAO_PEGTL_STRING("bshru"), TAO_PEGTL_STRING("bshr"),
                               TAO_PEGTL_STRING("land"), TAO_PEGTL_STRING("lor"), TAO_PEGTL_STRING("lxor")> {};
struct prefix_word : word_of<TAO_PEGTL_STRING("bnot"), TAO_PEGTL_STRING("lnot")> {};
struct qualifier : word_of<TAO_PEGTL_STRING("overridable"), TAO_PEGTL_STRING("inline"), TAO_PEGTL_STRING("no_inline"),
                           TAO_PEGTL_STRING("magic"), TAO_PEGTL_STRING("no_magic"), TAO_PEGTL_STRING("brie"),
                           TAO_PEGTL_STRING("btree_delete"), TAO_PEGTL_STRING("btree"), TAO_PEGTL_STRING("eqrel"),
                           TAO_PEGTL_STRING("output"), TAO_PEGTL_STRING("input"), TAO_PEGTL_STRING("printsize")> {};

struct reserved : peg::sor<key_match, key_contains, key_true, key_false, key_nil, key_as, key_autoinc, key_iteration,
                           key_debug_delta, key_stateful, choice_domain, functor, aggregator, word_operator,
                           prefix_word, qualifier> {};
struct word : peg::sor<peg::seq<peg::one<'_'>, peg::plus<word_rest>>,
                       peg::seq<peg::sor<peg::alpha, peg::one<'?'>>, peg::star<word_rest>>> {};
struct identifier : peg::seq<peg::not_at<reserved>, word> {};
struct underscore : peg::seq<peg::one<'_'>, peg::not_at<word_rest>> {};

// What begins an item: the word behind a full stop at the end of another one is none of a qualified name.
struct directive_word
    : word_of<TAO_PEGTL_STRING("decl"), TAO_PEGTL_STRING("functor"), TAO_PEGTL_STRING("input"),
              TAO_PEGTL_STRING("output"), TAO_PEGTL_STRING("printsize"), TAO_PEGTL_STRING("limitsize"),
              TAO_PEGTL_STRING("type"), TAO_PEGTL_STRING("comp"), TAO_PEGTL_STRING("init"),
              TAO_PEGTL_STRING("number_type"), TAO_PEGTL_STRING("symbol_type"), TAO_PEGTL_STRING("override"),
              TAO_PEGTL_STRING("pragma"), TAO_PEGTL_STRING("plan"), TAO_PEGTL_STRING("lattice"),
              TAO_PEGTL_STRING("include"), TAO_PEGTL_STRING("once")> {};
struct dot : peg::one<'.'> {};
struct name_begin : peg::sor<peg::alpha, peg::one<'_', '?'>> {};
struct name_dot : peg::seq<gap, dot, peg::not_at<directive_word>, gap, peg::at<name_begin>> {};
struct name : peg::list<identifier, name_dot> {};

// Numbers

struct number_end : peg::not_at<peg::sor<peg::alpha, peg::one<'_'>>> {};
struct address : peg::seq<peg::plus<peg::digit>, dot, peg::plus<peg::digit>, dot, peg::plus<peg::digit>, dot,
                          peg::plus<peg::digit>> {};
struct decimal : peg::seq<peg::plus<peg::digit>, dot, peg::plus<peg::digit>> {};
struct unsigned_mark : peg::one<'u'> {};
struct integer
    : peg::seq<peg::sor<peg::seq<peg::string<'0', 'x'>, peg::plus<peg::xdigit>>,
                        peg::seq<peg::string<'0', 'b'>, peg::plus<peg::one<'0', '1'>>>, peg::plus<peg::digit>>,
               peg::opt<unsigned_mark>> {};
struct number : peg::seq<peg::sor<address, decimal, integer>, number_end> {};

// Punctuation: what must follow is named, for messages

struct comma : peg::seq<gap, peg::one<','>, gap> {};
struct open : peg::one<'('> {};
struct close : peg::seq<gap, peg::one<')'>> {};
struct open_brace : peg::one<'{'> {};
struct close_brace : peg::seq<gap, peg::one<'}'>> {};
struct close_square : peg::seq<gap, peg::one<']'>> {};
struct arrow : peg::string<':', '-'> {};
struct end : peg::seq<gap, dot> {};

// Arguments

struct expression;
struct disjunction;
struct arguments : peg::opt<peg::list_must<expression, comma>> {};
struct enclosed : peg::seq<open, gap, arguments, peg::must<close>> {};

struct record : peg::seq<peg::one<'['>, gap, arguments, peg::must<close_square>> {};
struct branch : peg::seq<peg::one<'$'>, gap, name, gap, enclosed> {};
struct counter : peg::sor<peg::one<'$'>, peg::seq<peg::sor<key_autoinc, key_iteration>, gap, open, close>> {};
struct cast : peg::if_must<peg::seq<key_as, gap, open>, gap, expression, comma, name, close> {};
struct user_call : peg::seq<peg::one<'@'>, identifier, gap, enclosed> {};
struct user_aggregate_mark : peg::two<'@'> {};
struct call : peg::seq<functor, gap, peg::must<enclosed>> {};
struct extremum_call : peg::seq<extremum, gap, open, gap, expression, peg::plus<comma, expression>, close> {};
struct group : peg::seq<open, gap, expression, close> {};
struct atom;
struct aggregate_body : peg::sor<peg::if_must<open_brace, gap, disjunction, close_brace>, atom> {};
struct aggregate_colon : peg::seq<gap, peg::one<':'>, peg::not_at<peg::one<'-'>>, gap> {};
struct aggregate : peg::seq<aggregator, gap, peg::opt<expression>, peg::must<aggregate_colon, aggregate_body>> {};
struct variable : peg::seq<identifier> {};
struct operand : peg::sor<string, number, underscore, record, branch, counter, cast, user_call, call, extremum_call,
                          aggregate, key_nil, variable, group> {};
struct prefix_operator : peg::sor<peg::one<'-'>, prefix_word> {};
struct infix_operator
    : peg::sor<peg::seq<peg::one<'-'>, peg::not_at<peg::one<'>'>>>, peg::one<'+', '*', '/', '%', '^'>, word_operator> {
};
struct prefixed : peg::seq<peg::star<prefix_operator, gap>, operand> {};
struct infix : peg::seq<gap, infix_operator, gap> {};
struct expression : peg::list_must<prefixed, infix> {};

// Bodies

struct atom : peg::seq<name, gap, enclosed> {};
struct comparator : peg::sor<peg::string<'<', '='>, peg::string<'>', '='>, peg::string<'!', '='>, peg::one<'='>,
                             peg::seq<peg::one<'<'>, peg::not_at<peg::one<':'>>>, peg::one<'>'>> {};
struct right_side : peg::seq<expression> {};
struct comparison : peg::seq<expression, gap, comparator, gap, peg::must<right_side>> {};
struct test_name : peg::sor<key_match, key_contains> {};
struct test : peg::if_must<test_name, gap, open, gap, expression, comma, expression, close> {};
struct truth : peg::sor<key_true, key_false> {};
struct term;
struct negation : peg::if_must<peg::seq<peg::one<'!'>, peg::not_at<peg::one<'='>>>, gap, term> {};
struct parenthesised : peg::seq<open, gap, disjunction, close> {};
struct term : peg::sor<negation, test, truth, comparison, atom, parenthesised> {};
struct conjunction : peg::list_must<term, comma> {};
struct semicolon : peg::seq<gap, peg::one<';'>, gap> {};
struct disjunction : peg::list_must<conjunction, semicolon> {};

// Clauses

template <typename Word>
struct directive : peg::seq<dot, Word, peg::not_at<word_rest>> {};

struct plan_order : peg::seq<peg::plus<peg::digit>, gap, peg::one<':'>, gap, open, peg::until<peg::one<')'>>> {};
struct plan : peg::seq<gap, directive<TAO_PEGTL_STRING("plan")>, gap, peg::list<plan_order, comma>> {};
struct subsumes : peg::string<'<', '='> {};
struct body : peg::seq<gap, peg::must<disjunction>> {};
struct subsumption : peg::if_must<peg::seq<gap, subsumes>, gap, atom, gap, arrow, body, end> {};
struct rule : peg::seq<peg::star<comma, atom>, gap, peg::if_must<arrow, body, end>> {};
struct clause : peg::seq<atom, peg::sor<end, subsumption, peg::must<rule>>, peg::opt<plan>> {};

// Declarations

struct lattice_mark : peg::string<'<', '>'> {};
struct attribute : peg::seq<identifier, gap, peg::one<':'>, gap, name, peg::opt<gap, lattice_mark>> {};
struct attribute_list : peg::opt<peg::list_must<attribute, comma>> {};
struct attributes : peg::seq<open, gap, attribute_list, close> {};
struct dependency : peg::sor<identifier, peg::seq<open, gap, peg::list<identifier, comma>, close>> {};
struct choice : peg::if_must<choice_domain, gap, peg::list_must<dependency, comma>> {};
struct qualifiers : peg::star<gap, qualifier> {};
struct delta
    : peg::seq<gap, peg::one<'='>, gap, peg::if_must<key_debug_delta, gap, open, gap, name, close>, qualifiers> {};
struct names : peg::list_must<identifier, comma> {};
struct columns : peg::seq<gap, attributes, qualifiers, peg::opt<gap, choice>> {};
struct relation : peg::if_must<directive<TAO_PEGTL_STRING("decl")>, gap, names, peg::sor<delta, columns>> {};

struct branch_declaration : peg::seq<identifier, gap, open_brace, gap, attribute_list, peg::must<close_brace>> {};
struct bar : peg::seq<gap, peg::one<'|'>, gap> {};
struct subset_type : peg::if_must<peg::string<'<', ':'>, gap, name> {};
struct record_type : peg::seq<peg::one<'['>, gap, attribute_list, peg::must<close_square>> {};
struct adt_type : peg::list_must<branch_declaration, bar> {};
struct union_type : peg::list_must<name, bar> {};
struct type_definition
    : peg::seq<gap,
               peg::sor<subset_type, peg::if_must<peg::one<'='>, gap, peg::sor<record_type, adt_type, union_type>>>> {};
struct type : peg::if_must<directive<TAO_PEGTL_STRING("type")>, gap, identifier, peg::opt<type_definition>> {};
struct number_type : peg::if_must<directive<TAO_PEGTL_STRING("number_type")>, gap, identifier> {};
struct symbol_type : peg::if_must<directive<TAO_PEGTL_STRING("symbol_type")>, gap, identifier> {};

struct direction : peg::sor<TAO_PEGTL_STRING("input"), TAO_PEGTL_STRING("output"), TAO_PEGTL_STRING("printsize"),
                            TAO_PEGTL_STRING("limitsize")> {};
struct parameter_value : peg::sor<string, key_true, key_false, word, integer> {};
struct parameter : peg::seq<word, gap, peg::one<'='>, gap, parameter_value> {};
struct parameters : peg::seq<gap, open, gap, peg::opt<peg::list<parameter, comma>>, close> {};
struct table : peg::if_must<peg::seq<dot, direction, peg::not_at<word_rest>>, gap, peg::list<name, comma>,
                            peg::opt<parameters>> {};

struct component_parameters : peg::seq<gap, peg::one<'<'>, gap, peg::list<identifier, comma>, gap, peg::one<'>'>> {};
struct component_type : peg::seq<identifier, peg::opt<component_parameters>> {};
struct base_mark : peg::seq<gap, peg::one<':', ','>, gap> {};
struct item;
struct component
    : peg::if_must<directive<TAO_PEGTL_STRING("comp")>, gap, component_type, peg::star<base_mark, component_type>, gap,
                   open_brace, gap, peg::star<item, gap>, close_brace> {};
struct instance
    : peg::if_must<directive<TAO_PEGTL_STRING("init")>, gap, identifier, gap, peg::one<'='>, gap, component_type> {};
struct override_ : peg::if_must<directive<TAO_PEGTL_STRING("override")>, gap, identifier> {};

struct include : peg::if_must<directive<TAO_PEGTL_STRING("include")>, gap, string> {};
struct pragma : peg::if_must<directive<TAO_PEGTL_STRING("pragma")>, gap, string, peg::opt<gap, string>> {};
struct once : directive<TAO_PEGTL_STRING("once")> {};
struct user_functor
    : peg::if_must<directive<TAO_PEGTL_STRING("functor")>, gap, identifier, gap, open, peg::until<peg::one<')'>>, gap,
                   peg::one<':'>, gap, name, peg::opt<gap, key_stateful>> {};
struct lattice : peg::if_must<directive<TAO_PEGTL_STRING("lattice")>, gap, identifier, gap, lattice_mark, gap,
                              open_brace, peg::until<peg::one<'}'>>> {};

struct item : peg::sor<clause, relation, type, number_type, symbol_type, table, component, instance, override_, include,
                       pragma, once, user_functor, lattice> {};
struct whole_item : peg::must<item> {};

}  // namespace linchpin::grammar::souffle
