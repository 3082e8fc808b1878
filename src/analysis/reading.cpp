// From syntax to the nodes and items of a conjunction.
#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "analysis/conjunction.hpp"
#include "analysis/names.hpp"
#include "syntax/print.hpp"

namespace linchpin::analysis {
namespace {

constexpr std::array<std::pair<std::string_view, Comparison>, 6> kComparisons = {{{"=", Comparison::equal},
                                                                                  {"!=", Comparison::unequal},
                                                                                  {"<", Comparison::less},
                                                                                  {"<=", Comparison::less_equal},
                                                                                  {">", Comparison::greater},
                                                                                  {">=", Comparison::greater_equal}}};

Comparison comparison(std::string_view op) {
  for (const auto& [text, value] : kComparisons) {
    if (text == op) return value;
  }
  return Comparison::equal;
}

Comparison opposite(Comparison c) {
  switch (c) {
    case Comparison::equal:
      return Comparison::unequal;
    case Comparison::unequal:
      return Comparison::equal;
    case Comparison::less:
      return Comparison::greater_equal;
    case Comparison::less_equal:
      return Comparison::greater;
    case Comparison::greater:
      return Comparison::less_equal;
    case Comparison::greater_equal:
      return Comparison::less;
  }
  return c;
}

bool all_constant(const std::vector<Node>& nodes) {
  return std::all_of(nodes.begin(), nodes.end(), [](const Node& n) { return n.kind == Node::Kind::constant; });
}

std::vector<Value> values(const std::vector<Node>& nodes) {
  std::vector<Value> out;
  for (const Node& node : nodes) out.push_back(node.value);
  return out;
}

Node constant(Value value, Span span) {
  Node node;
  node.kind = Node::Kind::constant;
  node.span = span;
  node.value = value;
  return node;
}

// `count(X)`: a term like others, where the number of them may be meant.
void warn_of_aggregate(Context& context, const syntax::Term& term) {
  if (term.args.size() != 1 || term.args[0].kind != syntax::Term::Kind::variable) return;
  if (term.text != "count" && term.text != "sum" && term.text != "avg") return;
  const std::string& name = term.args[0].text;
  context.diagnostics.warning(
      137, term.span, fmt::format("`{}({})` is a term like others, and nothing is counted by it", term.text, name),
      fmt::format("write `N = #{} {{ {} : p({}) }}`; a functor that is called so is declared, `functor {}(of).`",
                  term.text, name, name, term.text));
}

// `S / T * 100`
void warn_of_share(Context& context, const syntax::Term& term) {
  using K = syntax::Term::Kind;
  if (term.text != "*" || term.args.size() != 2 || term.args[1].kind != K::integer || term.args[1].integer != 100)
    return;
  const syntax::Term& left = term.args[0];
  if (left.kind != K::operation || left.text != "/" || left.args.size() != 2) return;
  context.diagnostics.warning(
      138, term.span, "of whole numbers `/` leaves the fraction out, before it is taken 100 times",
      fmt::format("write `100.0 * {} / {}`", syntax::print(left.args[0]), syntax::print(left.args[1])));
}

std::string_view form_of(Builtin::Form form) { return form == Builtin::Form::function ? "a function" : "a test"; }

}  // namespace

// ---- terms

Node Conjunction::compound(Value functor, std::vector<Node> args, Span span) {
  if (all_constant(args)) return constant(context_.pool.term(functor, values(args)), span);
  Node node;
  node.kind = Node::Kind::compound;
  node.span = span;
  node.value = functor;
  node.args = std::move(args);
  return node;
}

Node Conjunction::call(BuiltinId builtin, std::vector<Node> args, Span span) {
  if (all_constant(args)) {
    std::optional<BuiltinError> error;
    const auto value = apply(builtin, context_.pool, values(args), error);
    if (value && !error) return constant(*value, span);
    if (error && context_.first(124, fmt::format("{}:{}", span.file, span.begin))) {
      context_.diagnostics.error(124, span, error->detail, "this has no value, whatever else holds");
    }
    failed_ = true;
    return constant(Value(), span);
  }
  Node node;
  node.kind = Node::Kind::call;
  node.span = span;
  node.builtin = builtin;
  node.args = std::move(args);
  return node;
}

Node Conjunction::read_compound(const syntax::Term& term) {
  const bool minus = term.text == "-" && term.args.size() == 1;  // `-f(...)`, or written out as `'-'(...)`
  if (const auto any = minus ? std::nullopt : find_builtin(term.text)) {
    const Builtin& named = builtins()[*any];
    const auto exact = find_builtin(term.text, term.args.size());
    if (!exact || named.form != Builtin::Form::function) {
      failed_ = true;
      if (!exact) {
        const bool of_all = term.args.size() == 1 && (term.text == "max" || term.text == "min");
        context_.diagnostics.error(
            103, term.span, fmt::format("`{}` takes other arguments", term.text),
            fmt::format("it is used as `{}`", named.usage) +
                (of_all ? fmt::format("; of all that holds, write `#{} {{ X : p(X) }}`", term.text) : ""));
      } else {
        context_.diagnostics.error(104, term.span,
                                   fmt::format("`{}` is {}, and has no value", term.text, form_of(named.form)),
                                   fmt::format("use it as a literal of the body: `{}`", named.usage));
      }
      return constant(Value(), term.span);
    }
    std::vector<Node> args;
    for (const syntax::Term& arg : term.args) args.push_back(read(arg));
    return call(*exact, std::move(args), term.span);
  }
  const auto like = checked_like(context_, term.text, term.args.size());
  if (!like) warn_of_aggregate(context_, term);
  std::vector<Node> args;
  for (std::size_t i = 0; i < term.args.size(); ++i) {
    args.push_back(read(term.args[i]));
    if (!like) continue;
    if (args.back().kind == Node::Kind::constant) check_value(context_, args.back().value, *like, i, args.back().span);
    if (args.back().kind == Node::Kind::variable)
      uses_.push_back({args.back().variable, *like, i, args.back().span, false});
  }
  return compound(context_.pool.name(term.text), std::move(args), term.span);
}

Node Conjunction::read_operation(const syntax::Term& term) {
  const bool denial =
      term.args.size() == 1 && term.args[0].kind == syntax::Term::Kind::compound && !find_builtin(term.args[0].text);
  if (denial) return read_compound(term);
  warn_of_share(context_, term);
  std::vector<Node> args;
  for (const syntax::Term& arg : term.args) args.push_back(read(arg));
  const BuiltinId builtin = *find_builtin(term.text, args.size());
  return call(builtin, std::move(args), term.span);
}

Node Conjunction::read_aggregate(const syntax::Term& term) {
  Node node;
  node.kind = Node::Kind::variable;
  node.span = term.span;
  node.variable = fresh(term.span);
  Item item;
  item.literal.kind = Literal::Kind::aggregate;
  item.literal.span = term.span;
  item.args = {node};
  item.aggregate = &term;
  items_.push_back(std::move(item));
  return node;
}

Node Conjunction::read(const syntax::Term& term) {
  using K = syntax::Term::Kind;
  Pool& pool = context_.pool;
  switch (term.kind) {
    case K::name:
      return constant(pool.name(term.text), term.span);
    case K::integer:
      return constant(pool.integer(term.integer), term.span);
    case K::decimal:
      return constant(pool.decimal(term.decimal), term.span);
    case K::string:
      return constant(pool.string(term.text), term.span);
    case K::date:
      return constant(pool.date(term.integer), term.span);
    case K::compound:
      return read_compound(term);
    case K::operation:
      return read_operation(term);
    case K::aggregate:
      return read_aggregate(term);
    case K::variable:
      break;
  }
  Node node;
  node.span = term.span;
  if (term.text != "_") {
    node.kind = Node::Kind::variable;
    node.variable = variable(term.text, term.span);
  } else if (number_wildcards_) {
    node.kind = Node::Kind::variable;
    node.variable = fresh(term.span);
    variables_[node.variable].projected = true;
  }
  return node;
}

void Conjunction::head(PredicateId predicate, const std::vector<const syntax::Term*>& args, Span span) {
  head_predicate_ = predicate;
  head_span_ = span;
  head_is_written_ = true;
  for (const syntax::Term* arg : args) head_.push_back(read(*arg));
}

void Conjunction::head_variables(const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    Node node;
    node.kind = Node::Kind::variable;
    node.variable = by_name_.at(name);
    node.span = variables_[node.variable].span;
    head_.push_back(node);
  }
}

// ---- literals

void Conjunction::add_builtin(const syntax::Literal& literal, BuiltinId any) {
  const syntax::Atom& atom = literal.atom;
  const Builtin& named = builtins()[any];
  const auto exact = find_builtin(atom.predicate, atom.args.size());
  std::string wrong;
  std::uint16_t code = 104;
  if (named.form == Builtin::Form::function) {
    wrong = fmt::format("`{}` is a function, and holds of nothing", atom.predicate);
  } else if (atom.denied) {
    wrong = fmt::format("`{}` is a builtin, and can't be denied", atom.predicate);
  } else if (!exact || !atom.names.empty()) {
    wrong = fmt::format("`{}` takes other arguments", atom.predicate);
    code = 103;
  }
  if (!wrong.empty()) {
    failed_ = true;
    context_.diagnostics.error(
        code, atom.name_span, wrong,
        named.form == Builtin::Form::function
            ? fmt::format("it gives a value, and is used in a term: `X = {}`", named.usage)
            : fmt::format("it is used as `{}`{}", named.usage, atom.denied ? ", or with `not` before it" : ""));
    return;
  }
  Item item;
  item.literal.kind = named.form == Builtin::Form::test ? Literal::Kind::test : Literal::Kind::generate;
  item.literal.span = literal.span;
  item.literal.builtin = *exact;
  item.literal.negated = literal.negated;
  for (const syntax::Term& arg : atom.args) item.args.push_back(read(arg));
  items_.push_back(std::move(item));
}

void Conjunction::add_atom(const syntax::Literal& literal) {
  if (const auto builtin = find_builtin(literal.atom.predicate)) {
    add_builtin(literal, *builtin);
    return;
  }
  const auto found = resolve(context_, literal.atom);
  if (!found) failed_ = true;
  const bool number = number_wildcards_;
  if (literal.negated) number_wildcards_ = false;
  Item item;
  item.literal.kind = literal.negated ? Literal::Kind::negation : Literal::Kind::atom;
  item.literal.span = literal.span;
  if (found) {
    item.literal.predicate = found->predicate;
    syntax::Term anonymous;
    anonymous.kind = syntax::Term::Kind::variable;
    anonymous.text = "_";
    anonymous.span = literal.span;
    for (const syntax::Term* arg : found->args) item.args.push_back(read(arg == nullptr ? anonymous : *arg));
  } else {
    for (const syntax::Term& arg : literal.atom.args) read(arg);  // for what is wrong in them
  }
  number_wildcards_ = number;
  items_.push_back(std::move(item));
}

void Conjunction::add_comparison(const syntax::Literal& literal) {
  Item item;
  item.literal.kind = Literal::Kind::compare;
  item.literal.span = literal.span;
  item.literal.comparison = comparison(literal.op);
  if (literal.negated) item.literal.comparison = opposite(item.literal.comparison);
  for (const syntax::Term& side : literal.sides) item.args.push_back(read(side));
  items_.push_back(std::move(item));
}

void Conjunction::add(const syntax::Literal& literal) {
  if (literal.kind == syntax::Literal::Kind::atom) {
    add_atom(literal);
  } else {
    add_comparison(literal);
  }
}

void Conjunction::add(const std::vector<syntax::Literal>& body) {
  for (const syntax::Literal& literal : body) add(literal);
}

}  // namespace linchpin::analysis
