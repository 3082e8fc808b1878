#include "convert/types.hpp"

#include <fmt/core.h>

#include <map>

namespace linchpin::convert {
namespace {

constexpr std::uint16_t kForeign = 605;
constexpr std::uint16_t kUntyped = 608;

constexpr Kind kAny = Kind::unknown;

// Of the functors whose arguments and value are of fixed kinds: `arguments` goes on with its last.
struct FunctorKinds {
  Kind value;
  Kind arguments[3];
};

const FunctorKinds* fixed_kinds(const std::string& functor) {
  static const std::map<std::string, FunctorKinds> kKinds = {
      {"cat", {Kind::symbol, {Kind::symbol, Kind::symbol, Kind::symbol}}},
      {"strlen", {Kind::number, {Kind::symbol, kAny, kAny}}},
      {"substr", {Kind::symbol, {Kind::symbol, Kind::number, Kind::number}}},
      {"to_number", {Kind::number, {kAny, kAny, kAny}}},
      {"to_unsigned", {Kind::unsigned_, {kAny, kAny, kAny}}},
      {"to_float", {Kind::decimal, {kAny, kAny, kAny}}},
      {"to_string", {Kind::symbol, {kAny, kAny, kAny}}},
      {"ord", {Kind::number, {kAny, kAny, kAny}}},
  };
  const auto found = kKinds.find(functor);
  return found == kKinds.end() ? nullptr : &found->second;
}

std::string_view kind_name(const Type& type) {
  switch (type.kind) {
    case Kind::number:
      return "number";
    case Kind::unsigned_:
      return "unsigned";
    case Kind::decimal:
      return "float";
    case Kind::symbol:
      return "symbol";
    default:
      return type.name;
  }
}

class Inference {
 public:
  Inference(Rule& rule, const Declared& declared, Diagnostics& diagnostics)
      : rule_(rule), declared_(declared), diagnostics_(diagnostics) {}

  void run() {
    for (changed_ = true; changed_;) {
      changed_ = false;
      visit(rule_.head);
      for (Formula& literal : rule_.body) visit(literal);
    }
    ended_ = true;
    has_named_ = has_unnamed_ = false;
    visit(rule_.head);
    for (Formula& literal : rule_.body) visit(literal);
    if (has_named_ && has_unnamed_) {
      diagnostics_.error(kUntyped, rule_.span, "nothing says of which type a record of this rule is",
                         "put it into a relation with a declared attribute");
    }
  }

 private:
  void settle(Type& type, const Type& more) {
    if (type.known() || !more.known()) return;
    type = more;
    changed_ = true;
  }

  void visit(Atom& atom) {
    const auto found = declared_.relations.find(atom.relation);
    for (std::size_t i = 0; i < atom.args.size(); ++i) {
      const bool known = found != declared_.relations.end() && i < found->second.columns.size();
      visit(atom.args[i], known ? found->second.columns[i].type : Type{});
    }
  }

  void visit(Formula& formula) {
    if (formula.form == Formula::Form::atom) visit(formula.atom);
    if (formula.form == Formula::Form::comparison) {
      const bool is_text = formula.text == "match" || formula.text == "contains";
      const Type text{Kind::symbol, {}};
      const Type left = visit(formula.sides[0], is_text ? text : Type{});
      const Type right = visit(formula.sides[1], is_text ? text : left);
      if (!left.known()) visit(formula.sides[0], right);
    }
    for (Formula& part : formula.parts) visit(part);
  }

  // The argument's type, where something says what it is.
  Type visit(Argument& argument, const Type& wanted) {
    settle(argument.type, wanted);
    switch (argument.form) {
      case Argument::Form::string:
        settle(argument.type, {Kind::symbol, {}});
        break;
      case Argument::Form::decimal:
        settle(argument.type, {Kind::decimal, {}});
        break;
      case Argument::Form::integer:
        if (argument.is_unsigned) settle(argument.type, {Kind::unsigned_, {}});
        if (ended_) settle(argument.type, {Kind::number, {}});
        break;
      case Argument::Form::variable: {
        Type& of_variable = variables_[argument.text];
        settle(of_variable, argument.type);
        settle(argument.type, of_variable);
        break;
      }
      case Argument::Form::record:
        record(argument);
        break;
      case Argument::Form::branch:
        branch(argument);
        break;
      case Argument::Form::cast:
        cast(argument);
        break;
      case Argument::Form::call:
        call(argument);
        break;
      case Argument::Form::aggregate:
        aggregate(argument);
        break;
      case Argument::Form::anonymous:
      case Argument::Form::nil:
      case Argument::Form::counter:
      case Argument::Form::user_call:
        for (Argument& each : argument.args) visit(each, {});
        break;
    }
    return argument.type;
  }

  void fields(Argument& argument, const std::vector<Type>* types) {
    for (std::size_t i = 0; i < argument.args.size(); ++i) {
      visit(argument.args[i], types != nullptr && i < types->size() ? (*types)[i] : Type{});
    }
  }

  void record(Argument& argument) {
    const auto found = declared_.records.find(argument.type.name);
    fields(argument, found == declared_.records.end() ? nullptr : &found->second);
    (argument.type.kind == Kind::record ? has_named_ : has_unnamed_) = true;
  }

  void branch(Argument& argument) {
    const auto found = declared_.branches.find(argument.text);
    if (found != declared_.branches.end()) settle(argument.type, found->second.adt);
    fields(argument, found == declared_.branches.end() ? nullptr : &found->second.fields);
  }

  void cast(Argument& argument) {
    static const std::map<std::string, Type> kPlain = {{"number", {Kind::number, {}}},
                                                       {"unsigned", {Kind::unsigned_, {}}},
                                                       {"float", {Kind::decimal, {}}},
                                                       {"symbol", {Kind::symbol, {}}}};
    const auto plain = kPlain.find(argument.text);
    const auto named = declared_.types.find(argument.text);
    const Type to = plain != kPlain.end() ? plain->second : named != declared_.types.end() ? named->second : Type{};
    argument.type = to;
    Argument& what = argument.args.front();
    Type from = visit(what, {});
    if (!from.known() && what.form != Argument::Form::variable) from = visit(what, to);
    if (!ended_) return;
    if (!from.known() || from == to) return;
    diagnostics_.error(
        kForeign, argument.span,
        fmt::format("Linchpin has no counterpart for taking the bits of a {} for a {}", kind_name(from), kind_name(to)),
        "convert the value: `to_number`, `to_unsigned`, `to_float` and `to_string` have counterparts");
  }

  void call(Argument& argument) {
    if (const FunctorKinds* kinds = fixed_kinds(argument.text)) {
      settle(argument.type, {kinds->value, {}});
      for (std::size_t i = 0; i < argument.args.size(); ++i) {
        visit(argument.args[i], {kinds->arguments[std::min<std::size_t>(i, 2)], {}});
      }
      return;
    }
    for (Argument& each : argument.args) settle(argument.type, visit(each, argument.type));
    for (Argument& each : argument.args) visit(each, argument.type);
  }

  void aggregate(Argument& argument) {
    visit(argument.body.front());
    if (argument.text == "count") {
      if (ended_) settle(argument.type, {Kind::number, {}});
      for (Argument& each : argument.args) visit(each, {});
    } else if (argument.text == "mean") {
      settle(argument.type, {Kind::decimal, {}});
      visit(argument.args.front(), {});
    } else {
      settle(argument.type, visit(argument.args.front(), argument.type));
    }
  }

  Rule& rule_;
  const Declared& declared_;
  Diagnostics& diagnostics_;
  std::map<std::string, Type> variables_;
  bool changed_ = false;
  bool has_named_ = false, has_unnamed_ = false;  // records of known types, and others
  bool ended_ = false;                            // nothing changes any more: what is still not known is said
};

}  // namespace

void infer(Rule& rule, const Declared& declared, Diagnostics& diagnostics) {
  Inference(rule, declared, diagnostics).run();
}

}  // namespace linchpin::convert
