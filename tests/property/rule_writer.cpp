#include "rule_writer.hpp"

#include <algorithm>

namespace linchpin::property {

namespace b = build;
using syntax::Term;

namespace {

bool same(Sort a, Sort b) { return a == b || (is_integer(a) && is_integer(b)); }

// Whether values of the two may meet. With declared types they may not, where that could be an error.
bool comparable(Sort a, Sort b, const World& world) {
  return same(a, b) || (!world.typed && (a == Sort::any || b == Sort::any));
}

// Whether every value of the one sort is one of the other.
bool is_a(Sort a, Sort wanted) {
  return a == wanted || wanted == Sort::any || (a == Sort::weight && wanted == Sort::integer);
}

}  // namespace

// ---- terms

Term RuleWriter::fresh(Sort sort, bool computed) {
  static const std::string kLetters = "XNWSDQTV";
  const std::string name = kLetters[static_cast<std::size_t>(sort)] + std::to_string(++fresh_);
  variables_.push_back({name, sort, computed});
  return b::variable(name);
}

std::optional<Term> RuleWriter::bound(Sort sort) {
  std::vector<std::string> fitting;
  for (const Variable& v : variables_)
    if (comparable(v.sort, sort, world_)) fitting.push_back(v.name);
  if (fitting.empty()) return std::nullopt;
  return b::variable(world_.random.pick(fitting));
}

std::optional<Term> RuleWriter::joined(Sort sort) {
  std::vector<Variable*> fitting;
  for (Variable& v : variables_)
    if (same(v.sort, sort) || (comparable(v.sort, sort, world_) && !v.fixed)) fitting.push_back(&v);
  if (fitting.empty()) return std::nullopt;
  Variable& chosen = *world_.random.pick(fitting);
  if (!same(chosen.sort, sort)) {
    chosen.sort = Sort::any;
    chosen.fixed = true;
  }
  return b::variable(chosen.name);
}

std::optional<RuleWriter::Variable> RuleWriter::bound_of(bool (*wanted)(Sort)) {
  std::vector<Variable*> fitting;
  for (Variable& v : variables_)
    if (wanted(v.sort) && !(v.sort == Sort::any && v.fixed)) fitting.push_back(&v);
  if (fitting.empty()) return std::nullopt;
  Variable& chosen = *world_.random.pick(fitting);
  chosen.fixed = true;
  return chosen;
}

Term RuleWriter::bound_or_constant(Sort sort) {
  const auto variable = world_.random.chance(75) ? bound(sort) : std::nullopt;
  return variable ? *variable : world_.constant(sort);
}

// f(X), g(X, N), h(T, X) or -f(X), of bound or new variables.
Term RuleWriter::pattern(Sort sort) {
  if (sort == Sort::any && !world_.random.chance(40)) return fresh(sort, false);
  switch (world_.random.below(4)) {
    case 0:
      return b::compound("f", {argument(Sort::node, false)});
    case 1:
      return b::compound("g", {argument(Sort::node, false), argument(Sort::integer, false)});
    case 2:
      return b::compound("h", {fresh(Sort::term, false), argument(Sort::node, false)});
    default:
      return b::operation("-", {b::compound("f", {argument(Sort::node, false)})});
  }
}

// An argument of a positive literal.
Term RuleWriter::argument(Sort sort, bool join) {
  Random& random = world_.random;
  if (join || random.chance(35)) {
    if (const auto variable = joined(sort)) return *variable;
  }
  if (random.chance(9)) return world_.constant(sort);
  if (random.chance(9)) return b::variable("_");
  if ((sort == Sort::term && random.chance(50)) || (sort == Sort::any && random.chance(15))) return pattern(sort);
  return fresh(sort, false);
}

void RuleWriter::add_atom(const Predicate& predicate) {
  const std::size_t width = predicate.columns.size();
  // One place that joins, when there is one.
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < width; ++i)
    if (bound(predicate.columns[i])) places.push_back(i);
  const std::size_t join = places.empty() ? width : world_.random.pick(places);
  b::Terms args;
  for (std::size_t i = 0; i < width; ++i) args.push_back(argument(predicate.columns[i], i == join));
  body_.push_back(b::holds(atom_of(predicate, std::move(args))));
}

void RuleWriter::add_meeting() {
  const Predicate& one = world_.any_finished();
  for (std::size_t place = 0; place < one.columns.size(); ++place) {
    const Sort sort = one.columns[place];
    const auto others = world_.with_column(sort);
    if (one.columns.size() < 2 || others.empty()) continue;
    const Predicate& other = world_.random.pick(others);
    const auto there = std::find(other.columns.begin(), other.columns.end(), sort) - other.columns.begin();
    const std::string name = "M" + std::to_string(++fresh_);
    const auto add = [&](const Predicate& predicate, std::size_t at) {
      b::Terms args;
      for (std::size_t i = 0; i < predicate.columns.size(); ++i) {
        const auto known = i == at ? std::optional(b::variable(name)) : joined(predicate.columns[i]);
        args.push_back(known ? *known : b::variable("_"));
      }
      body_.push_back(b::holds(atom_of(predicate, std::move(args))));
    };
    add(one, place);
    add(other, static_cast<std::size_t>(there));
    variables_.push_back({name, sort, false});
    return;
  }
}

// ---- literals that bind nothing, or compute

void RuleWriter::add_filter() {
  switch (world_.random.below(17)) {
    case 0:
    case 1:
    case 2:
      return compare();
    case 3:
    case 4:
    case 5:
      return negate();
    case 6:
      return compute_number();
    case 7:
    case 8:
      return compute_date();
    case 9:
    case 10:
      return compute_text();
    case 11:
    case 12:
    case 13:
    case 14:
      return take_apart();
    default:
      return computed_argument();
  }
}

void RuleWriter::compare() {
  static const std::vector<std::string> kOps = {"<", "<=", ">", ">=", "!=", "!=", "!=", "="};
  if (variables_.empty()) return;
  const Variable left = world_.random.pick(variables_);
  const Sort other = is_number(left.sort) && world_.random.chance(25) ? Sort::decimal : left.sort;
  Term right = bound_or_constant(other);
  if (right.kind == Term::Kind::variable && right.text == left.name) right = world_.constant(other);
  b::Terms sides = {b::variable(left.name), right};
  world_.random.shuffle(sides);
  const bool of_one_sort = other == left.sort;  // an integer is never `=` a decimal
  const int op = world_.random.below(of_one_sort ? 8 : 4);
  body_.push_back(b::comparison(kOps[static_cast<std::size_t>(op)], sides[0], sides[1]));
}

void RuleWriter::negate() {
  const Predicate& predicate = world_.any_finished();
  b::Terms args;
  for (Sort s : predicate.columns) {
    if (world_.random.chance(15)) {
      args.push_back(b::variable("_"));
    } else if (s == Sort::term && world_.random.chance(40)) {
      args.push_back(b::compound("h", {b::variable("_"), bound_or_constant(Sort::node)}));
    } else if (is_integer(s) && world_.random.chance(15)) {
      args.push_back(integer_expression(1));
    } else {
      args.push_back(bound_or_constant(s));
    }
  }
  body_.push_back(b::fails(atom_of(predicate, std::move(args))));
}

// Of bound integers and small constants; never divides by zero.
Term RuleWriter::integer_expression(int depth) {
  Random& random = world_.random;
  const auto operand = [&]() -> Term {
    if (depth > 1 && random.chance(30)) return integer_expression(depth - 1);
    const auto variable = random.chance(75) ? bound_of(is_integer) : std::nullopt;
    return variable ? b::variable(variable->name) : b::integer(random.between(-2, 5));
  };
  static const std::vector<std::string> kOps = {"+", "-", "*", "min", "max"};
  switch (random.below(8)) {
    case 0:
      return b::operation(random.chance(50) ? "/" : "mod", {operand(), b::integer(random.chance(30) ? -2 : 3)});
    case 1:
      return b::compound("abs", {operand()});
    case 2:
      return b::operation("-", {operand()});
    default:
      break;
  }
  const std::string& op = random.pick(kOps);
  if (op.size() > 1) return b::compound(op, {operand(), operand()});
  return b::operation(op, {operand(), operand()});
}

void RuleWriter::compute_number() {
  Random& random = world_.random;
  const auto variable = bound_of(is_number);
  if (!variable) return compare();
  if (is_integer(variable->sort)) {
    const Term expression = integer_expression(2);
    if (random.chance(40)) {
      body_.push_back(b::comparison(random.chance(50) ? "<" : ">=", expression, bound_or_constant(Sort::integer)));
    } else {
      body_.push_back(b::comparison("=", fresh(Sort::integer, true), expression));
    }
    return;
  }
  static const std::vector<std::string> kOps = {"+", "-", "*", "/"};
  const std::string& op = random.pick(kOps);
  const Term other = op == "/" ? b::decimal(0.5) : b::decimal(random.between(1, 6) * 0.5);
  body_.push_back(
      b::comparison("=", fresh(Sort::decimal, true), b::operation(op, {b::variable(variable->name), other})));
}

void RuleWriter::compute_date() {
  Random& random = world_.random;
  const auto variable = bound_of([](Sort s) { return s == Sort::date; });
  if (!variable) return compare();
  const Term day = b::variable(variable->name);
  static const std::vector<std::string> kParts = {"year", "month", "day"};
  if (random.chance(50)) {
    const Term part = b::compound(random.pick(kParts), {day});
    return add(b::comparison("=", random.chance(70) ? fresh(Sort::integer, true) : b::integer(2024), part));
  }
  if (random.chance(50)) {
    const Term days = b::operation("-", {day, world_.constant(Sort::date)});
    return add(b::comparison("=", fresh(Sort::integer, true), days));
  }
  add(b::comparison("=", fresh(Sort::date, true), b::operation("+", {day, b::integer(random.between(-3, 3))})));
}

void RuleWriter::compute_text() {
  Random& random = world_.random;
  const auto variable = bound_of([](Sort s) { return s == Sort::text; });
  if (!variable) return take_apart();
  const Term text = b::variable(variable->name);
  static const std::vector<std::string> kTests = {"contains", "starts_with", "ends_with"};
  static const std::vector<std::string> kMaps = {"lower", "upper"};
  if (random.chance(50)) {
    const syntax::Atom test = b::atom(random.pick(kTests), {text, b::string(random.chance(50) ? "b" : "a")});
    return add(random.chance(30) ? b::fails(test) : b::holds(test));
  }
  switch (random.below(3)) {
    case 0:
      return add(b::comparison("=", fresh(Sort::integer, true), b::compound("length", {text})));
    case 1:
      return add(b::comparison("=", fresh(Sort::text, true), b::compound(random.pick(kMaps), {text})));
    default:
      return add(
          b::comparison("=", fresh(Sort::text, true), b::compound("concat", {text, world_.constant(Sort::text)})));
  }
}

void RuleWriter::take_apart() {
  Random& random = world_.random;
  const auto variable = bound_of([](Sort s) { return s == Sort::term || s == Sort::any; });
  if (!variable) {
    if (const auto node = joined(Sort::node); node && random.chance(50))
      add(b::comparison("=", fresh(Sort::term, true), b::compound("f", {*node})));
    return;
  }
  const Term t = b::variable(variable->name);
  switch (random.below(4)) {
    case 0:
      return add(b::holds(b::atom("functor", {t, random.chance(60) ? fresh(Sort::node, false) : b::name("g")})));
    case 1:
    case 2: {
      const Term place = random.chance(50) ? b::integer(1) : fresh(Sort::integer, false);
      return add(b::holds(b::atom("arg", {t, place, fresh(Sort::any, false)})));
    }
    default:
      b::Terms sides = {t, pattern(Sort::term)};
      random.shuffle(sides);
      return add(b::comparison("=", sides[0], sides[1]));
  }
}

// p(X, N + 1): N is bound, by this or another literal.
void RuleWriter::computed_argument() {
  const Predicate& predicate = world_.any_finished();
  const auto place = std::find_if(predicate.columns.begin(), predicate.columns.end(), is_integer);
  if (place == predicate.columns.end() || !bound_of(is_integer)) return compare();
  const Term computed = integer_expression(1);  // before there are new variables, which only this literal would bind
  b::Terms args;
  for (auto column = predicate.columns.begin(); column != predicate.columns.end(); ++column)
    args.push_back(column == place ? computed : argument(*column, false));
  body_.push_back(b::holds(atom_of(predicate, std::move(args))));
}

void RuleWriter::add_focus() {
  struct Focus {
    Sort sort;
    void (RuleWriter::*compute)();
  };
  static const std::vector<Focus> kFocus = {
      {Sort::text, &RuleWriter::compute_text},      {Sort::text, &RuleWriter::compute_text},
      {Sort::date, &RuleWriter::compute_date},      {Sort::date, &RuleWriter::compute_date},
      {Sort::decimal, &RuleWriter::compute_number}, {Sort::date, &RuleWriter::compute_date},
      {Sort::term, &RuleWriter::take_apart},        {Sort::term, &RuleWriter::take_apart}};
  for (int attempts = 4; attempts > 0; --attempts) {
    const Focus focus = world_.random.pick(kFocus);
    const auto predicates = world_.with_column(focus.sort);
    if (predicates.empty()) continue;
    add_atom(world_.random.pick(predicates));
    return (this->*focus.compute)();
  }
}

// ---- the head

Term RuleWriter::head_argument(Sort sort) {
  Random& random = world_.random;
  if (creates_ && sort == Sort::term && random.chance(40))
    return b::compound("g", {head_argument(Sort::node), head_argument(Sort::integer)});
  if (creates_ && sort == Sort::integer && random.chance(25) && bound_of(is_integer)) return integer_expression(1);
  std::vector<Variable> fitting;
  std::copy_if(variables_.begin(), variables_.end(), std::back_inserter(fitting),
               [&](const Variable& v) { return is_a(v.sort, sort) && (creates_ || !v.computed); });
  return fitting.empty() || random.chance(5) ? world_.constant(sort) : b::variable(random.pick(fitting).name);
}

std::vector<Sort> RuleWriter::head_columns(int most) {
  std::vector<Sort> columns;
  for (int i = variables_.empty() ? 0 : world_.random.between(1, most); i > 0; --i) {
    const Variable& v = world_.random.pick(variables_);
    if (creates_ || !v.computed) columns.push_back(v.sort);
  }
  return columns;
}

syntax::Statement RuleWriter::finish(const Predicate& head) {
  b::Terms args;
  for (Sort s : head.columns) args.push_back(head_argument(s));
  return b::clause(atom_of(head, std::move(args)), std::move(body_));
}

// ---- aggregates

// Inside the braces: a variable of the rest of the rule, which groups, or one of the aggregate's own.
Term RuleWriter::local_argument(Sort sort, std::vector<Variable>& locals) {
  Random& random = world_.random;
  if (random.chance(30))
    if (const auto variable = joined(sort)) return *variable;
  if (random.chance(8)) return world_.constant(sort);
  if (random.chance(12)) return b::variable("_");
  std::vector<Variable> fitting;
  std::copy_if(locals.begin(), locals.end(), std::back_inserter(fitting),
               [&](const Variable& v) { return same(v.sort, sort); });
  if (!fitting.empty() && random.chance(30)) return b::variable(random.pick(fitting).name);
  locals.push_back({"L" + std::to_string(++fresh_), sort, false});
  return b::variable(locals.back().name);
}

void RuleWriter::add_aggregate() {
  Random& random = world_.random;
  static const std::vector<std::string> kFunctions = {"count", "sum", "avg", "min", "max", "list"};
  const std::string& function = random.pick(kFunctions);
  std::vector<Predicate> numeric = world_.with_column(Sort::integer);
  if (const auto more = world_.with_column(random.chance(50) ? Sort::weight : Sort::decimal); !more.empty())
    numeric = more;
  const bool adds = (function == "sum" || function == "avg") && !numeric.empty();

  std::vector<Variable> locals;
  b::Body inner;
  for (int i = random.between(1, 2); i > 0 || locals.empty(); --i) {
    const Predicate& predicate = adds && inner.empty() ? random.pick(numeric) : world_.any_finished();
    b::Terms args;
    for (Sort s : predicate.columns) {
      const bool wanted = adds && inner.empty() && is_number(s);
      if (wanted) locals.push_back({"L" + std::to_string(++fresh_), s});
      args.push_back(wanted ? b::variable(locals.back().name) : local_argument(s, locals));
    }
    inner.push_back(b::holds(atom_of(predicate, std::move(args))));
  }
  std::vector<Variable> fitting;
  std::copy_if(locals.begin(), locals.end(), std::back_inserter(fitting),
               [&](const Variable& v) { return is_number(v.sort) || (function != "sum" && function != "avg"); });
  if (fitting.empty()) return;
  const Variable value = random.pick(fitting);
  if (random.chance(25)) inner.push_back(b::comparison("!=", b::variable(value.name), bound_or_constant(value.sort)));
  if (random.chance(15))
    if (const auto nodes = world_.with_columns({Sort::node}); !nodes.empty() && value.sort == Sort::node)
      inner.push_back(b::fails(atom_of(random.pick(nodes), {b::variable(value.name)})));

  b::Terms values = {b::variable(value.name)};
  if (function == "count" && random.chance(30)) values.push_back(b::variable(random.pick(locals).name));
  if (function == "sum" && is_integer(value.sort) && random.chance(20))
    values[0] = b::operation("*", {values[0], b::integer(2)});
  // Counts are integers; a sum of decimals is one even when it is 0.
  Sort result = value.sort;
  if (function == "count") result = Sort::integer;
  if (function == "sum") result = value.sort == Sort::decimal ? Sort::decimal : Sort::integer;
  // A mean is rounded: nothing more is added up from it, as the sum would depend on the order.
  if (function == "avg" || function == "list") result = Sort::any;

  const Term aggregate = b::aggregate(function, std::move(values), std::move(inner));
  const bool number = function == "count" || function == "sum";
  if (number && random.chance(20))
    return add(b::comparison(random.chance(50) ? ">" : "<=", aggregate, b::integer(random.between(0, 3))));
  if (number && random.chance(15))
    if (const auto known = bound_of(is_integer)) return add(b::comparison("=", b::variable(known->name), aggregate));
  add(b::comparison("=", fresh(result, true), aggregate));
  variables_.back().fixed = result == Sort::any;
}

}  // namespace linchpin::property
