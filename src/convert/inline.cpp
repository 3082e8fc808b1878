#include "convert/inline.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "convert/bodies.hpp"

namespace linchpin::convert {
namespace {

constexpr std::uint16_t kInline = 610;
constexpr std::size_t kDeepest = 100;  // atoms within what stands for an atom

// How often a variable occurs in the formula.
std::size_t occurrences(Formula formula, const std::string& name) {
  std::size_t out = 0;
  each_variable(formula, [&](Argument& variable) { out += variable.text == name; });
  return out;
}

class Inliner {
 public:
  Inliner(std::vector<Item>& items, const Declared& declared, Diagnostics& diagnostics)
      : items_(items), declared_(declared), diagnostics_(diagnostics) {}

  void run() {
    find();
    if (inlined_.empty()) return;
    for (const Item& item : items_) {
      const auto* clause = std::get_if<Clause>(&item.body);
      if (clause == nullptr) continue;
      for (const Atom& head : clause->heads) {
        if (inlined_.contains(head.relation)) clauses_[head.relation].push_back({head, clause->body});
      }
    }
    std::vector<Item> out;
    for (Item& item : items_) {
      if (auto* clause = std::get_if<Clause>(&item.body)) {
        std::erase_if(clause->heads, [&](const Atom& head) { return inlined_.contains(head.relation); });
        if (clause->heads.empty()) continue;
        replace(clause->body, 0);
        for (Atom& head : clause->heads) replace(head, 0);
      } else if (auto* relation = std::get_if<Relation>(&item.body)) {
        std::erase_if(relation->names, [&](const std::string& name) { return inlined_.contains(name); });
        if (relation->names.empty()) continue;
      } else if (const auto* directive = std::get_if<Directive>(&item.body)) {
        for (const std::string& name : directive->relations) {
          if (!inlined_.contains(name)) continue;
          diagnostics_.error(kInline, item.span,
                             fmt::format("`{}` can't be a table: its rules don't say of what", name));
        }
      }
      out.push_back(std::move(item));
    }
    items_ = std::move(out);
  }

 private:
  struct Definition {
    Atom head;
    Formula body;
  };

  // Whether each variable of the head is bound, without the relations that are replaced.
  bool binds(const Atom& head, const Formula& body) const {
    for (const Conjunction& alternative : alternatives(body)) {
      const auto bound =
          bound_variables(alternative, {}, [&](const std::string& relation) { return inlined_.contains(relation); });
      bool all = true;
      Atom copy = head;
      each_variable(copy, [&](Argument& variable) { all = all && bound.contains(variable.text); });
      if (!all) return false;
    }
    return true;
  }

  void find() {
    for (bool more = true; more;) {
      more = false;
      for (const Item& item : items_) {
        const auto* clause = std::get_if<Clause>(&item.body);
        if (clause == nullptr) continue;
        for (const Atom& head : clause->heads) {
          const auto found = declared_.relations.find(head.relation);
          if (found == declared_.relations.end() || !found->second.is_inline) continue;
          if (!binds(head, clause->body)) more = inlined_.insert(head.relation).second || more;
        }
      }
    }
  }

  void replace(Argument& argument, std::size_t depth) {
    for (Argument& each : argument.args) replace(each, depth);
    for (Formula& each : argument.body) replace(each, depth);
  }
  void replace(Atom& atom, std::size_t depth) {
    for (Argument& each : atom.args) replace(each, depth);
  }
  void replace(Formula& formula, std::size_t depth) {
    for (Argument& each : formula.sides) replace(each, depth);
    for (Formula& each : formula.parts) replace(each, depth);
    if (formula.form != Formula::Form::atom) return;
    replace(formula.atom, depth);
    if (!inlined_.contains(formula.atom.relation)) return;
    if (depth == kDeepest) {
      diagnostics_.error(kInline, formula.span, fmt::format("`{}` stands for itself", formula.atom.relation));
      return;
    }
    Formula out;
    out.form = Formula::Form::disjunction;
    out.span = formula.span;
    for (const Definition& definition : clauses_[formula.atom.relation]) {
      out.parts.push_back(instance(definition, formula.atom));
      replace(out.parts.back(), depth + 1);
    }
    formula = std::move(out);
  }

  // The body of a definition for an atom's arguments, its own variables made new.
  Formula instance(const Definition& definition, const Atom& atom) {
    Formula body = definition.body;
    std::map<std::string, Argument> values;
    Formula out;
    out.form = Formula::Form::conjunction;
    out.span = atom.span;
    const auto fresh = [&](const std::string& name) {
      Argument variable;
      variable.form = Argument::Form::variable;
      variable.span = atom.span;
      variable.text = fmt::format("{}_{}", name, ++made_);
      return variable;
    };
    std::vector<Formula> equalities;
    for (std::size_t i = 0; i < atom.args.size() && i < definition.head.args.size(); ++i) {
      const Argument& parameter = definition.head.args[i];
      const Argument& actual = atom.args[i];
      if (parameter.form == Argument::Form::variable && !values.contains(parameter.text)) {
        const bool stays = actual.form != Argument::Form::anonymous || occurrences(body, parameter.text) == 1;
        values[parameter.text] = stays ? actual : fresh(parameter.text);
      } else if (actual.form != Argument::Form::anonymous && parameter.form != Argument::Form::anonymous) {
        Formula equality;
        equality.form = Formula::Form::comparison;
        equality.span = atom.span;
        equality.text = "=";
        equality.sides = {parameter, actual};
        equalities.push_back(std::move(equality));
      }
    }
    const OnVariable put = [&](Argument& variable) {
      auto [found, is_new] = values.try_emplace(variable.text);
      if (is_new) found->second = fresh(variable.text);
      const Span span = variable.span;
      variable = found->second;
      variable.span = span;
    };
    for (Formula& equality : equalities) {
      each_variable(equality.sides[0], put);
      out.parts.push_back(std::move(equality));
    }
    each_variable(body, put);
    out.parts.push_back(std::move(body));
    return out;
  }

  std::vector<Item>& items_;
  const Declared& declared_;
  Diagnostics& diagnostics_;
  std::set<std::string> inlined_;
  std::map<std::string, std::vector<Definition>> clauses_;
  std::size_t made_ = 0;
};

}  // namespace

void expand_inline(std::vector<Item>& items, const Declared& declared, Diagnostics& diagnostics) {
  Inliner(items, declared, diagnostics).run();
}

}  // namespace linchpin::convert
