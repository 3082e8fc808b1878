// Clauses, bodies and arguments: see tree.hpp.
#include <charconv>
#include <map>

#include "convert/tree.hpp"

namespace linchpin::convert {
namespace {

constexpr std::uint16_t kUnreadable = 601;

// How tightly the infix operators of Souffle hold, from its own grammar; all but `^` go from the left.
int strength(std::string_view op) {
  static const std::map<std::string_view, int> kStrength = {
      {"lor", 1},   {"lxor", 2}, {"land", 3}, {"bor", 4}, {"bxor", 5}, {"band", 6}, {"bshl", 7}, {"bshr", 7},
      {"bshru", 7}, {"+", 8},    {"-", 8},    {"*", 9},   {"/", 9},    {"%", 9},    {"^", 11}};
  return kStrength.at(op);
}
constexpr auto kPrefix = 11;  // what a prefix goes before: powers

Argument call(std::string_view functor, Span span, std::vector<Argument> args) {
  Argument out;
  out.form = Argument::Form::call;
  out.text = functor;
  out.span = span;
  out.args = std::move(args);
  return out;
}

Span joined(const Span& a, const Span& b) { return {a.file, a.begin, b.end}; }

}  // namespace

std::string Reader::string(const Node& node) {
  const std::string_view quoted = text_of(node);
  std::string out;
  for (std::size_t i = 1; i + 1 < quoted.size(); ++i) {
    if (quoted[i] != '\\') {
      out += quoted[i];
      continue;
    }
    static constexpr std::string_view kMarks = "\"'\\abfnrtv";
    static constexpr std::string_view kMeant = "\"'\\\a\b\f\n\r\t\v";
    const std::size_t mark = kMarks.find(quoted[++i]);
    if (mark == std::string_view::npos) {
      diagnostics_.error(kUnreadable, span(node), "this string has an escape that means nothing in Souffle");
      break;
    }
    out += kMeant[mark];
  }
  return out;
}

Argument Reader::number(const Node& node) {
  Argument out;
  out.form = Argument::Form::integer;
  out.span = span(node);
  std::string_view digits = text_of(node);
  const Node& what = *node.children.front();
  if (what.is_type<rules::decimal>()) {
    out.form = Argument::Form::decimal;
    std::from_chars(digits.data(), digits.data() + digits.size(), out.decimal);
    return out;
  }
  if (what.is_type<rules::address>()) {  // of the internet: a number of 32 bits, of which the first is its sign
    std::uint32_t address = 0;
    bool fits = true;
    for (const char* at = digits.data(); at < digits.data() + digits.size(); ++at) {
      std::uint32_t part = 0;
      at = std::from_chars(at, digits.data() + digits.size(), part).ptr;
      fits = fits && part < 256;
      address = address << 8U | (part & 0xFFU);
    }
    if (!fits) diagnostics_.error(kUnreadable, out.span, "the parts of an address go from 0 to 255");
    out.integer = static_cast<std::int32_t>(address);
    return out;
  }
  if (digits.ends_with('u')) {
    out.is_unsigned = true;
    digits.remove_suffix(1);
  }
  const int base = digits.starts_with("0x") ? 16 : digits.starts_with("0b") ? 2 : 10;
  if (base != 10) digits.remove_prefix(2);
  const auto [stop, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), out.integer, base);
  if (failure != std::errc()) diagnostics_.error(kUnreadable, out.span, "this number does not fit 64 bits");
  return out;
}

std::vector<Argument> Reader::arguments(const Node& node, std::size_t from) {
  std::vector<Argument> out;
  for (std::size_t i = from; i < node.children.size(); ++i) {
    if (node.children[i]->is_type<rules::expression>()) out.push_back(argument(*node.children[i]));
  }
  return out;
}

Argument Reader::aggregate(const Node& node) {
  Argument out;
  out.form = Argument::Form::aggregate;
  out.span = span(node);
  for (const auto& child : node.children) {
    if (child->is_type<rules::aggregator>()) out.text = text_of(*child);
    if (child->is_type<rules::expression>()) out.args.push_back(argument(*child));
    if (child->is_type<rules::disjunction>()) out.body.push_back(formula(*child));
    if (child->is_type<rules::atom>()) {
      Formula one;
      one.form = Formula::Form::atom;
      one.span = span(*child);
      one.atom = atom(*child);
      out.body.push_back(std::move(one));
    }
  }
  if ((out.text == "count") != out.args.empty()) {
    diagnostics_.error(
        kUnreadable, out.span,
        "`" + out.text + "` " + (out.args.empty() ? "needs" : "takes no") + " expression before the colon");
    if (out.args.empty()) out.args.emplace_back();
  }
  return out;
}

Argument Reader::operand(const Node& node) {
  Argument out;
  out.span = span(node);
  if (node.is_type<rules::string>()) {
    out.form = Argument::Form::string;
    out.text = string(node);
  } else if (node.is_type<rules::number>()) {
    return number(node);
  } else if (node.is_type<rules::variable>()) {
    out.form = Argument::Form::variable;
    out.text = text_of(node);
  } else if (node.is_type<rules::key_nil>()) {
    out.form = Argument::Form::nil;
  } else if (node.is_type<rules::counter>()) {
    out.form = Argument::Form::counter;
    out.text = text_of(node);
  } else if (node.is_type<rules::record>()) {
    out.form = Argument::Form::record;
    out.args = arguments(node, 0);
  } else if (node.is_type<rules::branch>()) {
    out.form = Argument::Form::branch;
    out.text = name(*node.children.front());
    out.args = arguments(node, 1);
  } else if (node.is_type<rules::cast>()) {
    out.form = Argument::Form::cast;
    out.args = arguments(node, 0);
    out.text = name(*node.children.back());
  } else if (node.is_type<rules::user_call>()) {
    out.form = Argument::Form::user_call;
    out.text = text_of(*node.children.front());
    out.args = arguments(node, 1);
  } else if (node.is_type<rules::call>() || node.is_type<rules::extremum_call>()) {
    return call(text_of(*node.children.front()), out.span, arguments(node, 1));
  } else if (node.is_type<rules::aggregate>()) {
    return aggregate(node);
  } else if (node.is_type<rules::group>()) {
    return argument(*node.children.front());
  }
  return out;  // `_`
}

// Of the tokens from `next` on, as many as operators that hold at least so tightly join.
Argument Reader::climb(const std::vector<const Node*>& tokens, std::size_t& next, int least) {
  const Node& first = *tokens[next++];
  Argument left;
  if (first.is_type<rules::prefix_operator>()) {
    left = climb(tokens, next, kPrefix);
    const bool is_minus = text_of(first) == "-";
    if (is_minus && left.form == Argument::Form::integer && left.integer > 0) {
      left.integer = -left.integer;
    } else if (is_minus && left.form == Argument::Form::decimal && left.decimal > 0) {
      left.decimal = -left.decimal;
    } else {
      const Span whole = joined(span(first), left.span);
      left = call(text_of(first), whole, {std::move(left)});
    }
  } else {
    left = operand(first);
  }
  while (next < tokens.size() && strength(text_of(*tokens[next])) >= least) {
    const std::string_view op = text_of(*tokens[next++]);
    Argument right = climb(tokens, next, op == "^" ? strength(op) : strength(op) + 1);
    const Span whole = joined(left.span, right.span);
    left = call(op, whole, {std::move(left), std::move(right)});
  }
  return left;
}

Argument Reader::argument(const Node& node) {
  std::vector<const Node*> tokens;
  for (const auto& child : node.children) {
    if (child->is_type<rules::prefixed>()) {
      for (const auto& part : child->children) tokens.push_back(part.get());
    } else {
      tokens.push_back(child.get());
    }
  }
  std::size_t next = 0;
  return climb(tokens, next, 0);
}

Atom Reader::atom(const Node& node) { return {span(node), name(*node.children.front()), arguments(node, 1)}; }

Formula Reader::formula(const Node& node) {
  Formula out;
  out.span = span(node);
  const auto& parts = node.children;
  if (node.is_type<rules::atom>()) {
    out.form = Formula::Form::atom;
    out.atom = atom(node);
  } else if (node.is_type<rules::comparison>() || node.is_type<rules::test>()) {
    out.form = Formula::Form::comparison;
    const bool is_test = node.is_type<rules::test>();
    out.text = text_of(*parts[is_test ? 0 : 1]);
    out.sides = {argument(*parts[is_test ? 1 : 0]), argument(*parts[2])};
  } else if (node.is_type<rules::truth>()) {
    out.negated = text_of(node) == "false";
  } else if (node.is_type<rules::negation>()) {
    out.form = Formula::Form::negation;
    out.parts.push_back(formula(*parts.front()));
  } else if (parts.size() == 1) {  // a conjunction or disjunction of one, or parentheses
    return formula(*parts.front());
  } else {
    out.form = node.is_type<rules::conjunction>() ? Formula::Form::conjunction : Formula::Form::disjunction;
    for (const auto& part : parts) out.parts.push_back(formula(*part));
  }
  return out;
}

Clause Reader::clause(const Node& node) {
  Clause out;
  out.is_fact = true;
  for (const auto& child : node.children) {
    if (child->is_type<rules::atom>()) out.heads.push_back(atom(*child));
    if (child->is_type<rules::subsumes>()) out.is_subsumption = true;
    if (child->is_type<rules::disjunction>()) {
      out.body = formula(*child);
      out.is_fact = false;
    }
  }
  return out;
}

}  // namespace linchpin::convert
