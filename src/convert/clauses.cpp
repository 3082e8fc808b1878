#include "convert/clauses.hpp"

#include <fmt/core.h>

#include <map>

#include "convert/terms.hpp"

namespace linchpin::convert {
namespace {

using syntax::Literal;
using syntax::Term;

constexpr std::uint16_t kForeign = 605;
constexpr std::uint16_t kWraps = 609;
constexpr std::int64_t kWord = 0xFFFFFFFF;  // Souffle's numbers have 32 bits unless it is built otherwise

// Functors that are called otherwise and nothing else.
const std::map<std::string, std::string>& renamed() {
  static const std::map<std::string, std::string> kRenamed = {
      {"strlen", "length"},   {"band", "bit_and"},     {"bor", "bit_or"}, {"bxor", "bit_xor"},
      {"bshl", "shift_left"}, {"bshr", "shift_right"}, {"^", "pow"}};
  return kRenamed;
}

class ClauseWriter {
 public:
  ClauseWriter(const Rule& rule, const Names& names, Diagnostics& diagnostics)
      : rule_(rule), names_(names), diagnostics_(diagnostics) {}

  syntax::Clause run() {
    syntax::Clause out;
    // Variables first come by their names where the body binds them; what the head needs beyond that follows.
    for (const Formula& literal : rule_.body) add(literal);
    out.head.predicate = names_.predicate(rule_.head.relation);
    out.head.args = terms(rule_.head.args);
    out.body = std::move(body_);
    return out;
  }

 private:
  std::vector<Term> terms(const std::vector<Argument>& arguments) {
    std::vector<Term> out;
    for (const Argument& each : arguments) out.push_back(term(each));
    return out;
  }

  void foreign(const Argument& argument, std::string_view what) {
    diagnostics_.error(kForeign, argument.span, fmt::format("Linchpin has no counterpart for {}", what));
  }

  void add(const Formula& literal) {
    if (literal.form == Formula::Form::atom) {
      std::vector<Term> args = terms(literal.atom.args);  // which may bring literals before this one
      body_.push_back(atom_literal(names_.predicate(literal.atom.relation), std::move(args), literal.negated));
      return;
    }
    const Argument& left = literal.sides[0];
    const Argument& right = literal.sides[1];
    if (literal.text == "contains") {
      Term part = term(left);
      body_.push_back(atom_literal("contains", {term(right), std::move(part)}, literal.negated));
    } else if (literal.text == "match") {
      Term pattern = whole(left);
      body_.push_back(atom_literal("matches", {term(right), std::move(pattern)}, literal.negated));
    } else if (left.form != Argument::Form::anonymous && right.form != Argument::Form::anonymous) {
      Term first = term(left);
      body_.push_back(comparison(std::move(first), literal.text, term(right)));
    }
  }

  // Souffle's patterns match the whole text.
  Term whole(const Argument& pattern) {
    constexpr const char* kBegin = "^(?:";
    constexpr const char* kEnd = ")$";
    if (pattern.form == Argument::Form::string) {
      return text_term(Term::Kind::string, kBegin + pattern.text + kEnd);
    }
    return compound("concat",
                    {text_term(Term::Kind::string, kBegin), term(pattern), text_term(Term::Kind::string, kEnd)});
  }

  Term term(const Argument& argument) {
    switch (argument.form) {
      case Argument::Form::string:
        return text_term(Term::Kind::string, argument.text);
      case Argument::Form::integer:
        return argument.type.kind == Kind::decimal ? decimal(static_cast<double>(argument.integer))
                                                   : integer(argument.integer);
      case Argument::Form::decimal:
        return decimal(argument.decimal);
      case Argument::Form::variable:
        return variable(variables_.of(argument.text));
      case Argument::Form::anonymous:
        return variable("_");
      case Argument::Form::nil:
        return text_term(Term::Kind::name, "nil");
      case Argument::Form::record:
        return compound(names_.record(argument.type.name), terms(argument.args));
      case Argument::Form::branch:
        return compound(names_.branch(argument.text), terms(argument.args));
      case Argument::Form::cast:
        return term(argument.args.front());
      case Argument::Form::call:
        return call(argument);
      case Argument::Form::aggregate:
        return aggregate(argument);
      case Argument::Form::counter:
      case Argument::Form::user_call:
        break;  // told already
    }
    return {};
  }

  Term aggregate(const Argument& argument) {
    const std::vector<Conjunction> bodies = alternatives(argument.body.front());
    const bool adds = argument.text == "count" || argument.text == "sum";
    if (bodies.empty() && adds) return integer(0);
    if (bodies.size() != 1) {
      foreign(argument, "alternatives in an aggregate: give them a relation of their own");
      return {};
    }
    std::vector<Literal> around = std::move(body_);
    body_.clear();
    for (const Formula& literal : bodies.front()) add(literal);
    if (body_.empty()) body_.push_back(comparison(integer(1), "=", integer(1)));
    Term out = text_term(Term::Kind::aggregate, argument.text == "mean" ? "avg" : argument.text, terms(argument.args));
    if (out.args.empty()) out.args.push_back(integer(1));  // all is given: there is one binding, or none
    out.body = std::make_shared<std::vector<Literal>>(std::move(body_));
    body_ = std::move(around);
    // An empty sum is the integer 0.
    if (argument.text == "sum" && argument.type.kind == Kind::decimal) return operation("+", {decimal(0), out});
    return out;
  }

  // Whether a number is not 0, as 1 or 0.
  static Term truth(Term number) { return compound("min", {compound("abs", {std::move(number)}), integer(1)}); }

  Term call(const Argument& argument) {
    const std::string& functor = argument.text;
    if (functor == "range") return range(argument);
    std::vector<Term> args = terms(argument.args);
    const Kind kind = argument.type.kind;
    const Kind of_first = argument.args.empty() ? Kind::unknown : argument.args.front().type.kind;
    if (functor == "+" && kind == Kind::symbol) return nested("cat", std::move(args));
    if (functor == "+" || functor == "-" || functor == "*" || functor == "/") {
      if (functor == "-" && kind == Kind::unsigned_) {
        diagnostics_.warning(kWraps, argument.span, "unsigned numbers become integers, and this may be less than 0",
                             "Souffle would go on at the largest number instead; compare first where that matters");
      }
      return operation(functor, std::move(args));
    }
    if (functor == "%") return operation("mod", std::move(args));
    if (functor == "min" || functor == "max" || functor == "cat") return nested(functor, std::move(args));
    if (const auto found = renamed().find(functor); found != renamed().end()) {
      return compound(found->second, std::move(args));
    }
    if (functor == "bshru") {
      if (of_first != Kind::unsigned_) args[0] = compound("bit_and", {std::move(args[0]), integer(kWord)});
      return compound("shift_right", std::move(args));
    }
    if (functor == "bnot") {
      if (kind != Kind::unsigned_) return compound("bit_not", std::move(args));
      args.push_back(integer(kWord));
      return compound("bit_xor", std::move(args));
    }
    if (functor == "land") return compound("min", {truth(std::move(args[0])), truth(std::move(args[1]))});
    if (functor == "lor") return compound("max", {truth(std::move(args[0])), truth(std::move(args[1]))});
    if (functor == "lnot") return operation("-", {integer(1), truth(std::move(args[0]))});
    if (functor == "lxor") {
      return compound("abs", {operation("-", {truth(std::move(args[0])), truth(std::move(args[1]))})});
    }
    if (functor == "substr") {  // counted from 0
      args[1] = plus(std::move(args[1]), 1);
      return compound("substring", std::move(args));
    }
    const std::string to = functor == "to_string" ? "to_string" : functor == "to_float" ? "to_decimal" : "to_integer";
    const bool is_so =
        (of_first == kind) || (to == "to_integer" && of_first != Kind::decimal && of_first != Kind::symbol);
    return is_so ? std::move(args.front()) : compound(to, std::move(args));
  }

  // Of functors that take any number of arguments, where ours take two, or three.
  static Term nested(const std::string& functor, std::vector<Term> args) {
    const bool is_cat = functor == "cat";
    const std::string name = is_cat ? "concat" : functor;
    const std::size_t most = is_cat ? 3 : 2;
    while (args.size() > most) {
      std::vector<Term> first(args.begin(), args.begin() + static_cast<std::ptrdiff_t>(most));
      args.erase(args.begin(), args.begin() + static_cast<std::ptrdiff_t>(most));
      args.insert(args.begin(), compound(name, std::move(first)));
    }
    return args.size() == 1 ? std::move(args.front()) : compound(name, std::move(args));
  }

  // `range(a, b)` goes from a to b, b left out; `range(a, b, step)` by steps, up or down.
  Term range(const Argument& argument) {
    const Argument* step = argument.args.size() > 2 ? &argument.args[2] : nullptr;
    const bool steps = step == nullptr || (step->form == Argument::Form::integer && step->integer != 0);
    if (argument.type.kind == Kind::decimal || !steps) {
      foreign(argument, "a range whose steps are no whole numbers, or not known");
      return {};
    }
    const Argument& from = argument.args[0];
    const Argument& to = argument.args[1];
    const bool known = from.form == Argument::Form::integer && to.form == Argument::Form::integer;
    Term first = term(from);
    Term last = term(to);
    Term number = variable(variables_.fresh("N"));
    if (step == nullptr && !known) {  // up or down, as the ends turn out
      body_.push_back(atom_literal("integer_below", {compound("abs", {difference(last, first)}), number}));
      Term sign = compound("max", {compound("min", {difference(last, first), integer(1)}), integer(-1)});
      return operation("+", {std::move(first), operation("*", {std::move(number), std::move(sign)})});
    }
    const std::int64_t by = step != nullptr ? step->integer : to.integer < from.integer ? -1 : 1;
    const std::int64_t size = by > 0 ? by : -by;
    Term distance = by > 0 ? difference(last, first) : difference(first, last);
    if (size > 1) distance = operation("/", {plus(std::move(distance), size - 1), integer(size)});
    body_.push_back(atom_literal("integer_below", {std::move(distance), number}));
    if (size > 1) number = operation("*", {std::move(number), integer(size)});
    if (by > 0 && from.form == Argument::Form::integer && from.integer == 0) return number;
    return operation(by > 0 ? "+" : "-", {std::move(first), std::move(number)});
  }

  static Term difference(const Term& a, const Term& b) {
    if (b.kind == Term::Kind::integer) return plus(a, -b.integer);
    return operation("-", {a, b});
  }

  const Rule& rule_;
  const Names& names_;
  Diagnostics& diagnostics_;
  VariableNames variables_;
  std::vector<Literal> body_;
};

}  // namespace

syntax::Clause clause(const Rule& rule, const Names& names, Diagnostics& diagnostics) {
  return ClauseWriter(rule, names, diagnostics).run();
}

}  // namespace linchpin::convert
