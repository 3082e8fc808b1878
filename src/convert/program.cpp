#include "convert/program.hpp"

#include <fmt/core.h>

#include <set>

namespace linchpin::convert {
namespace {

constexpr std::uint16_t kName = 604;
constexpr std::uint16_t kForeign = 605;

class Declarations {
 public:
  explicit Declarations(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  Declared run(const std::vector<Item>& items) {
    for (const Item& item : items) {
      if (const auto* type = std::get_if<TypeDeclaration>(&item.body)) written_[type->name] = type;
    }
    for (const auto& [name, type] : written_) out_.types[name] = root(name);
    for (const Item& item : items) {
      if (const auto* type = std::get_if<TypeDeclaration>(&item.body)) add(*type);
      if (const auto* relation = std::get_if<Relation>(&item.body)) add(*relation, item.span);
    }
    for (const Item& item : items) {
      if (const auto* clause = std::get_if<Clause>(&item.body)) {
        for (const Atom& head : clause->heads) check(head);
        check(clause->body);
        if (clause->is_subsumption) foreign("subsumption", item.span);
      } else if (const auto* foreign_item = std::get_if<Foreign>(&item.body)) {
        foreign(foreign_item->what, item.span);
      }
    }
    return std::move(out_);
  }

 private:
  void foreign(std::string_view what, Span span) {
    diagnostics_.error(kForeign, span, fmt::format("Linchpin has no counterpart for {}", what));
  }

  // What a type is below subtypes and unions. Members of a union have the same root; one that leads back to the union
  // says nothing.
  Type root(const std::string& name) {
    if (name == "number") return {Kind::number, {}};
    if (name == "unsigned") return {Kind::unsigned_, {}};
    if (name == "float") return {Kind::decimal, {}};
    if (name == "symbol") return {Kind::symbol, {}};
    const auto found = written_.find(name);
    if (found == written_.end() || !on_the_way_.insert(name).second) return {};
    Type out;
    switch (found->second->form) {
      case TypeDeclaration::Form::record:
        out = {Kind::record, name};
        break;
      case TypeDeclaration::Form::adt:
        out = {Kind::adt, name};
        break;
      case TypeDeclaration::Form::subset:
      case TypeDeclaration::Form::union_:
        for (const std::string& base : found->second->bases) {
          if (!out.known()) out = root(base);
        }
        break;
    }
    on_the_way_.erase(name);
    return out;
  }

  void add(const TypeDeclaration& type) {
    if (type.form == TypeDeclaration::Form::record) {
      for (const Attribute& field : type.fields) out_.records[type.name].push_back(root(field.type));
      out_.records[type.name];
    }
    for (const Branch& branch : type.branches) {
      BranchSignature& signature = out_.branches[branch.name];
      signature.adt = {Kind::adt, type.name};
      for (const Attribute& field : branch.fields) signature.fields.push_back(root(field.type));
    }
  }

  void add(const Relation& relation, Span span) {
    if (relation.has_choice) foreign("`choice-domain`, which keeps one of several tuples", span);
    if (relation.is_delta) foreign("`debug_delta`", span);
    Signature signature;
    for (const Attribute& attribute : relation.attributes) {
      if (attribute.is_lattice) foreign("lattices", attribute.span);
      signature.columns.push_back({attribute.name, root(attribute.type)});
    }
    for (const auto& [qualifier, place] : relation.qualifiers) {
      if (qualifier == "inline") signature.is_inline = true;
      if (qualifier == "eqrel") signature.is_equivalence = true;
    }
    for (const std::string& name : relation.names) out_.relations[name] = signature;
  }

  void check_count(std::string_view what, const std::string& name, std::size_t wanted, std::size_t given, Span span) {
    if (wanted == given) return;
    diagnostics_.error(
        kName, span,
        fmt::format("the {} `{}` is declared with {} arguments, and here are {}", what, name, wanted, given));
  }

  void check(const Atom& atom) {
    const auto found = out_.relations.find(atom.relation);
    if (found != out_.relations.end()) {
      check_count("relation", atom.relation, found->second.columns.size(), atom.args.size(), atom.span);
    }
    for (const Argument& each : atom.args) check(each);
  }

  void check(const Argument& argument) {
    for (const Argument& each : argument.args) check(each);
    for (const Formula& each : argument.body) check(each);
    if (argument.form == Argument::Form::branch) {
      const auto found = out_.branches.find(argument.text);
      if (found != out_.branches.end()) {
        check_count("branch", argument.text, found->second.fields.size(), argument.args.size(), argument.span);
      }
    } else if (argument.form == Argument::Form::counter) {
      foreign(fmt::format("`{}`: a relation holds the same whatever the order of its rules", argument.text),
              argument.span);
    } else if (argument.form == Argument::Form::user_call) {
      foreign(fmt::format("the functor `@{}`, which is written in another language", argument.text), argument.span);
    } else if (argument.form == Argument::Form::call && argument.text == "ord") {
      foreign("`ord`: the number of a symbol depends on the order of evaluation", argument.span);
    }
  }

  void check(const Formula& formula) {
    if (formula.form == Formula::Form::atom) check(formula.atom);
    for (const Argument& each : formula.sides) check(each);
    for (const Formula& each : formula.parts) check(each);
  }

  Diagnostics& diagnostics_;
  std::map<std::string, const TypeDeclaration*> written_;
  std::set<std::string> on_the_way_;
  Declared out_;
};

}  // namespace

Declared declared(const std::vector<Item>& items, Diagnostics& diagnostics) {
  return Declarations(diagnostics).run(items);
}

}  // namespace linchpin::convert
