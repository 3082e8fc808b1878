// Statements that begin with a keyword. Keywords are contextual: a form is meant only when what follows the keyword
// could begin it (`lead`), so `claim`, `sort` or `at` can be predicates elsewhere; once it is meant, `need` makes
// anything else an error that shows the form.
#pragma once

#include "grammar/terms.hpp"

namespace linchpin::grammar {

template <typename Form, typename... Rules>
struct part_of : peg::seq<Rules...> {};
template <typename Form, typename... Rules>
struct need : peg::must<part_of<Form, Rules...>> {};
template <typename Form, typename Rule>
struct need_list : peg::seq<need<Form, Rule>, peg::star<gap, comma, gap, need<Form, Rule>>> {};

// The end of a statement of a form, where anything else is an error that shows the form.
template <typename Form>
struct end_of : peg::sor<end_sign, peg::raise<end_of<Form>>> {};
template <typename Form>
struct ended : peg::seq<Form, gap, end_of<Form>> {};

struct word_begin : peg::sor<peg::identifier_first, peg::digit, peg::one<'\'', '"', '#'>> {};
struct lead : peg::seq<gap, peg::at<word_begin>> {};
// A form that takes a literal may begin with a denial, or a sign: `why -p(a)?`. Nothing is subtracted from a name.
struct denial_begin : peg::seq<peg::one<'-'>, peg::sor<word_begin, peg::one<'-', '('>>> {};
struct literal_lead : peg::seq<gap, peg::at<peg::sor<word_begin, denial_begin>>> {};

struct key_as : TAO_PEGTL_KEYWORD("as") {};
struct key_assumable : TAO_PEGTL_KEYWORD("assumable") {};
struct key_assume : TAO_PEGTL_KEYWORD("assume") {};
struct key_at : TAO_PEGTL_KEYWORD("at") {};
struct key_by : TAO_PEGTL_KEYWORD("by") {};
struct key_claim : TAO_PEGTL_KEYWORD("claim") {};
struct key_constraint : TAO_PEGTL_KEYWORD("constraint") {};
struct key_deny : TAO_PEGTL_KEYWORD("deny") {};
struct key_entity : TAO_PEGTL_KEYWORD("entity") {};
struct key_export : TAO_PEGTL_KEYWORD("export") {};
struct key_extends : TAO_PEGTL_KEYWORD("extends") {};
struct key_functor : TAO_PEGTL_KEYWORD("functor") {};
struct key_from : TAO_PEGTL_KEYWORD("from") {};
struct key_import : TAO_PEGTL_KEYWORD("import") {};
struct key_include : TAO_PEGTL_KEYWORD("include") {};
struct key_incompatible : TAO_PEGTL_KEYWORD("incompatible") {};
struct key_level : TAO_PEGTL_KEYWORD("level") {};
struct key_levels : TAO_PEGTL_KEYWORD("levels") {};
struct key_overrides : TAO_PEGTL_KEYWORD("overrides") {};
struct key_predicate : TAO_PEGTL_KEYWORD("predicate") {};
struct key_repeats : TAO_PEGTL_KEYWORD("repeats") {};
struct key_retract : TAO_PEGTL_KEYWORD("retract") {};
struct key_scenario : TAO_PEGTL_KEYWORD("scenario") {};
struct key_sort : TAO_PEGTL_KEYWORD("sort") {};
struct key_source : TAO_PEGTL_KEYWORD("source") {};
struct key_table : TAO_PEGTL_KEYWORD("table") {};
struct key_to : TAO_PEGTL_KEYWORD("to") {};
struct key_trust : TAO_PEGTL_KEYWORD("trust") {};
struct key_without : TAO_PEGTL_KEYWORD("without") {};

// Declarations

struct sort : peg::seq<key_sort, lead, need<sort, name>, gap, peg::opt<peg::one<'<'>, gap, need_list<sort, name>>> {};
struct entity : peg::seq<key_entity, lead, need<entity, name>, gap, need<entity, argument_colon>, gap,
                         need_list<entity, name>, gap, peg::opt<string>> {};

struct extremum : peg::sor<TAO_PEGTL_KEYWORD("min"), TAO_PEGTL_KEYWORD("max")> {};
struct declared_type : peg::sor<peg::seq<extremum, gap, peg::opt<name>>, name> {};
struct predicate;
struct declared_argument : peg::seq<name, peg::opt<gap, argument_colon, gap, need<predicate, declared_type>>> {};
struct declared_arguments : peg::seq<open_parenthesis, gap, need_list<predicate, declared_argument>, gap,
                                     need<predicate, close_parenthesis>> {};
struct predicate : peg::seq<key_predicate, lead, need<predicate, name>, gap, peg::opt<declared_arguments>, gap,
                            peg::opt<string, gap, peg::opt<string>>> {};

struct functor : peg::seq<key_functor, lead, need<functor, name>, gap, need<functor, open_parenthesis>, gap,
                          need_list<functor, name>, gap, need<functor, close_parenthesis>, gap, need<functor, string>,
                          gap, peg::opt<string>> {};

struct source : peg::seq<key_source, lead, need<source, name>, gap, peg::opt<string>> {};
struct levels : peg::seq<key_levels, lead, need<levels, name>, peg::star<gap, peg::one<'>'>, gap, need<levels, name>>> {
};
struct trust : peg::seq<key_trust, lead, need<trust, name>, gap, need<trust, name>> {};
struct overrides : peg::seq<key_overrides, lead, need<overrides, name>, gap, need<overrides, name>> {};
struct incompatible : peg::seq<key_incompatible, literal_lead, need<incompatible, sum>, gap, need<incompatible, comma>,
                               gap, need_list<incompatible, sum>> {};
struct constraint : peg::seq<key_constraint, gap, peg::at<peg::sor<word_begin, arrow>>, need<constraint, string>, gap,
                             need<constraint, arrow>, gap, need<constraint, body>> {};
struct assumable : peg::seq<key_assumable, lead, need<assumable, name>, gap, need<assumable, peg::one<'/'>>, gap,
                            need<assumable, long_integer>> {};

// Files

struct include : peg::seq<key_include, lead, need<include, string>> {};
struct import;
struct import_table : peg::seq<key_table, gap, need<import, string>> {};
struct import : peg::seq<key_import, lead, need<import, name>, gap, need<import, open_parenthesis>, gap,
                         need_list<import, name>, gap, need<import, close_parenthesis>, gap, need<import, key_from>,
                         gap, need<import, string>, gap, peg::opt<import_table>> {};
struct export_
    : peg::seq<key_export, lead, need<export_, name>, gap, need<export_, key_to>, gap, need<export_, string>> {};

// Claims

// A part of braces after which parsing goes on when it has an error.
template <typename Rule>
struct item : Rule {};

struct slug : peg::plus<peg::sor<peg::lower, peg::digit, peg::one<'-'>, peg::range<'\x80', '\xff'>>> {};
struct place_number : peg::plus<peg::digit> {};
struct place_end : peg::not_at<peg::sor<word_rest, peg::one<'/', '-'>, peg::seq<peg::one<'.'>, peg::digit>>> {};
struct place
    : peg::seq<name, peg::one<'/'>, slug, peg::one<'/'>, place_number, peg::one<'.'>, place_number, place_end> {};
struct at : peg::seq<key_at, gap, need<place, place>> {};
struct by : peg::seq<key_by, gap, need_list<by, name>> {};
struct level : peg::seq<key_level, gap, need<level, name>> {};
struct repeats : peg::seq<key_repeats, gap, need_list<repeats, name>> {};
struct basis : peg::sor<TAO_PEGTL_KEYWORD("stated"), TAO_PEGTL_KEYWORD("implicit"), TAO_PEGTL_KEYWORD("added"),
                        TAO_PEGTL_KEYWORD("remark")> {};
struct header_item : peg::sor<at, by, level, repeats, basis> {};

// What can't stand in braces, though it can elsewhere.
struct foreign : peg::success {};  // raised at its keyword
struct foreign_begin
    : peg::sor<
          peg::seq<peg::sor<key_assumable, key_claim, key_constraint, key_entity, key_export, key_functor, key_import,
                            key_include, key_levels, key_overrides, key_predicate, key_scenario, key_sort, key_source>,
                   lead>,
          peg::seq<peg::sor<key_trust, key_incompatible, key_retract>, literal_lead>> {};

struct braces_end : close_brace {};
template <typename Item>
struct items : peg::seq<open_brace, gap, peg::star<peg::not_at<peg::sor<close_brace, peg::eof>>, Item, gap>,
                        peg::must<braces_end>> {};

struct held_clause : peg::seq<clause, gap, statement_end> {};
struct claim_item : item<peg::sor<peg::seq<peg::at<foreign_begin>, peg::raise<foreign>>, peg::must<held_clause>>> {};
struct braces : items<claim_item> {};
struct claim_header : peg::success {};  // raised at what can't go on a header
struct claim : peg::seq<key_claim, lead, need<claim, name>, gap, need<claim, string>, gap, peg::star<header_item, gap>,
                        peg::sor<braces, peg::at<full_stop>, peg::raise<claim_header>>> {};
// The full stop after closing braces may be written, and says nothing.
struct claim_end : peg::opt<gap, full_stop> {};

// Scenarios

struct without_what : peg::sor<key_claim, key_by, TAO_PEGTL_KEYWORD("below")> {};
struct without : peg::seq<key_without, lead, need<without, without_what>, gap, need<without, name>> {};
struct deny : peg::seq<key_deny, literal_lead, need<deny, sum>> {};
struct assume : peg::seq<key_assume, literal_lead, need<assume, sum>> {};
struct retract_fact : peg::seq<key_retract, literal_lead, need<retract_fact, sum>> {};
struct edit : peg::sor<assume, retract_fact, deny, without, trust> {};
struct ended_edit : peg::sor<ended<assume>, ended<retract_fact>, ended<deny>, ended<without>, ended<trust>> {};
struct not_an_edit : peg::success {};  // raised at what is no edit
struct scenario_item : item<peg::sor<peg::seq<claim, claim_end>, ended_edit,
                                     peg::seq<peg::at<foreign_begin>, peg::raise<foreign>>, peg::raise<not_an_edit>>> {
};
struct scenario_braces : items<scenario_item> {};
struct extends : peg::seq<key_extends, gap, need_list<extends, name>> {};
struct scenario_header : peg::success {};  // raised at what can't go on a header
struct scenario
    : peg::seq<key_scenario, lead, need<scenario, name>, gap, peg::opt<string>, gap,
               peg::star<peg::sor<at, extends>, gap>, peg::sor<scenario_braces, peg::raise<scenario_header>>> {};

// `retract claim ID.`, or a fact or rule as it was stated.
struct retract;
struct retracted_claim : peg::seq<key_claim, lead, need<retract, name>> {};
struct retract : peg::seq<key_retract, literal_lead, peg::sor<retracted_claim, need<retract, clause>>> {};

}  // namespace linchpin::grammar
