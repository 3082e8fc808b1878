// Which rules leave a node in the tree.
#pragma once

#include "grammar/facts.hpp"
#include "grammar/questions.hpp"
#include "syntax/tree.hpp"

namespace linchpin::grammar {

template <typename Rule>
inline constexpr syntax::Part node_of = syntax::Part::none;

#define LINCHPIN_NODE(rule, part) \
  template <>                     \
  inline constexpr syntax::Part node_of<rule> = syntax::Part::part

LINCHPIN_NODE(plain_name, plain_name);
LINCHPIN_NODE(quoted_name, quoted_name);
LINCHPIN_NODE(variable, variable);
LINCHPIN_NODE(short_integer, integer);
LINCHPIN_NODE(long_integer, integer);
LINCHPIN_NODE(decimal, decimal);
LINCHPIN_NODE(date, date);
LINCHPIN_NODE(string, string);
LINCHPIN_NODE(application, application);
LINCHPIN_NODE(empty_list, empty_list);
LINCHPIN_NODE(argument, argument);
LINCHPIN_NODE(aggregate, aggregate);
LINCHPIN_NODE(aggregate_name, aggregate_name);
LINCHPIN_NODE(negative, negative);
LINCHPIN_NODE(product, product);
LINCHPIN_NODE(product_operator, operator_);
LINCHPIN_NODE(sum, sum);
LINCHPIN_NODE(sum_operator, operator_);

LINCHPIN_NODE(negation, negation);
LINCHPIN_NODE(comparison, comparison);
LINCHPIN_NODE(literal, literal);
LINCHPIN_NODE(body, body);
LINCHPIN_NODE(normally, normally);
LINCHPIN_NODE(rule, rule);
LINCHPIN_NODE(full_stop, stop);
LINCHPIN_NODE(question_mark, query);
LINCHPIN_NODE(held_clause, plain);
LINCHPIN_NODE(plain, plain);

LINCHPIN_NODE(fact_atom, fact);
LINCHPIN_NODE(fact_denial, negation);
LINCHPIN_NODE(fact_integer, integer);
LINCHPIN_NODE(fact_decimal, decimal);
LINCHPIN_NODE(fact_string, string);
LINCHPIN_NODE(fact_quoted_name, quoted_name);

LINCHPIN_NODE(sort, sort);
LINCHPIN_NODE(entity, entity);
LINCHPIN_NODE(predicate, predicate);
LINCHPIN_NODE(declared_argument, declared_argument);
LINCHPIN_NODE(extremum, extremum);
LINCHPIN_NODE(functor, functor);
LINCHPIN_NODE(source, source);
LINCHPIN_NODE(levels, levels);
LINCHPIN_NODE(trust, trust);
LINCHPIN_NODE(claim, claim);
LINCHPIN_NODE(overrides, overrides);
LINCHPIN_NODE(incompatible, incompatible);
LINCHPIN_NODE(scenario, scenario);
LINCHPIN_NODE(constraint, constraint);
LINCHPIN_NODE(include, include);
LINCHPIN_NODE(import, import);
LINCHPIN_NODE(import_table, import_table);
LINCHPIN_NODE(export_, export_);
LINCHPIN_NODE(assumable, assumable);
LINCHPIN_NODE(retract, retract);
LINCHPIN_NODE(retracted_claim, claim);

LINCHPIN_NODE(at, at);
LINCHPIN_NODE(place, place);
LINCHPIN_NODE(slug, slug);
LINCHPIN_NODE(place_number, integer);
LINCHPIN_NODE(by, by);
LINCHPIN_NODE(level, level);
LINCHPIN_NODE(repeats, repeats);
LINCHPIN_NODE(basis, basis);
LINCHPIN_NODE(extends, extends);
LINCHPIN_NODE(braces, braces);
LINCHPIN_NODE(scenario_braces, braces);

LINCHPIN_NODE(assume, assume);
LINCHPIN_NODE(supposed_fact, assume);
LINCHPIN_NODE(retract_fact, retract);
LINCHPIN_NODE(deny, deny);
LINCHPIN_NODE(without, without);
LINCHPIN_NODE(without_what, without_what);

LINCHPIN_NODE(find, find);
LINCHPIN_NODE(at_least, at_least);
LINCHPIN_NODE(order_key, order_key);
LINCHPIN_NODE(descending, descending);
LINCHPIN_NODE(limit, limit);
LINCHPIN_NODE(why_all, why_all);
LINCHPIN_NODE(why_not, why_not);
LINCHPIN_NODE(why_plain, why);
LINCHPIN_NODE(linchpins, linchpins);
LINCHPIN_NODE(requires_, requires_);
LINCHPIN_NODE(suppose, suppose);
LINCHPIN_NODE(in, in);
LINCHPIN_NODE(compare, compare);
LINCHPIN_NODE(conflicts, conflicts);
LINCHPIN_NODE(graph, graph);
LINCHPIN_NODE(about, about);
LINCHPIN_NODE(output_format, output_format);
LINCHPIN_NODE(output_path, output_path);

#undef LINCHPIN_NODE

}  // namespace linchpin::grammar
