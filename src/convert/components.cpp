#include "convert/components.hpp"

#include <fmt/core.h>

#include <map>
#include <memory>
#include <set>

namespace linchpin::convert {
namespace {

constexpr std::uint16_t kName = 604;
constexpr std::size_t kDeepest = 100;  // instances within instances, as in Souffle

// The types and components that a component's parameters stand for.
using Binding = std::map<std::string, std::string>;

// Where components are declared: those of a component's own text and of its bases, or of the program.
struct Scope {
  const std::vector<Item>* items;
  const Component* component;  // none: the program
  const Scope* outer;
};

// An item as it is to stand in the program, before its names are looked up.
struct Pending {
  Item item;
  std::string prefix;  // "", "i.", "i.j."
  Binding binding;
};

class Expander {
 public:
  explicit Expander(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  std::vector<Item> run(const std::vector<Item>& items) {
    const Scope* program = keep({&items, nullptr, nullptr});
    place(*program, "", {}, {}, 0);
    std::vector<Item> out;
    for (Pending& pending : pending_) {
      current_ = &pending;
      rename(pending.item);
      out.push_back(std::move(pending.item));
    }
    return out;
  }

 private:
  const Scope* keep(Scope scope) {
    scopes_.push_back(std::make_unique<Scope>(scope));
    return scopes_.back().get();
  }

  static std::string bound(const Binding& binding, const std::string& name) {
    const auto found = binding.find(name);
    return found == binding.end() ? name : found->second;
  }

  static Binding bind(const ComponentType& formal, const ComponentType& actual, const Binding& outer) {
    Binding out = outer;
    for (std::size_t i = 0; i < formal.parameters.size() && i < actual.parameters.size(); ++i) {
      out[formal.parameters[i]] = bound(outer, actual.parameters[i]);
    }
    return out;
  }

  // A component of that name from the scope outwards, with the scope that it stands in.
  std::pair<const Component*, const Scope*> find(const std::string& name, const Scope* scope) {
    for (; scope != nullptr; scope = scope->outer) {
      if (const auto found = find_within(name, scope, 0); found.first != nullptr) return found;
    }
    return {};
  }
  std::pair<const Component*, const Scope*> find_within(const std::string& name, const Scope* scope,
                                                        std::size_t depth) {
    for (const Item& item : *scope->items) {
      const auto* component = std::get_if<Component>(&item.body);
      if (component != nullptr && component->type.name == name) return {component, scope};
    }
    if (scope->component == nullptr || depth > kDeepest) return {};
    for (const ComponentType& base : scope->component->bases) {
      const auto [component, outer] = find(base.name, scope->outer);
      if (component == nullptr) continue;
      const auto found = find_within(name, keep({&component->items, component, outer}), depth + 1);
      if (found.first != nullptr) return found;
    }
    return {};
  }

  void unknown(std::string_view what, const std::string& name, Span span) {
    diagnostics_.error(kName, span, fmt::format("there is no {} `{}`", what, name));
  }

  // The items of a scope, and of what it instantiates, as items of the instance whose names begin with `prefix`.
  void place(const Scope& scope, const std::string& prefix, const Binding& binding,
             const std::set<std::string>& overridden, std::size_t depth) {
    for (const Item& item : *scope.items) {
      if (const auto* instance = std::get_if<Instance>(&item.body)) {
        if (!item.comments.empty()) pending_.push_back({{item.span, item.comments, {}, Ignored{}}, prefix, binding});
        const std::string name = bound(binding, instance->type.name);
        const auto [component, around] = find(name, &scope);
        if (component == nullptr) {
          unknown("component", name, instance->type.span);
        } else if (depth == kDeepest) {
          diagnostics_.error(kName, item.span, fmt::format("the component `{}` has itself for a part", name));
        } else {
          instantiate(*component, *around, prefix + instance->name + ".",
                      bind(component->type, instance->type, binding), {}, depth + 1);
        }
      } else if (const auto* clause = std::get_if<Clause>(&item.body)) {
        Clause kept = *clause;
        std::erase_if(kept.heads, [&](const Atom& head) { return overridden.contains(head.relation); });
        if (!kept.heads.empty()) pending_.push_back({{item.span, item.comments, item.remark, kept}, prefix, binding});
      } else if (!std::holds_alternative<Component>(item.body) && !std::holds_alternative<Override>(item.body)) {
        declare(item, prefix);
        pending_.push_back({item, prefix, binding});
      }
    }
  }

  void instantiate(const Component& component, const Scope& around, const std::string& prefix, const Binding& binding,
                   const std::set<std::string>& overridden, std::size_t depth) {
    std::set<std::string> of_bases = overridden;
    for (const Item& item : component.items) {
      if (const auto* over = std::get_if<Override>(&item.body)) of_bases.insert(over->relation);
    }
    for (const ComponentType& base : component.bases) {
      const std::string name = bound(binding, base.name);
      const auto [found, outer] = find(name, &around);
      if (found == nullptr) {
        unknown("component", name, base.span);
      } else if (depth == kDeepest) {
        diagnostics_.error(kName, base.span, fmt::format("the component `{}` goes on from itself", name));
      } else {
        instantiate(*found, *outer, prefix, bind(found->type, base, binding), of_bases, depth + 1);
      }
    }
    place(*keep({&component.items, &component, &around}), prefix, binding, overridden, depth);
  }

  void declare(const Item& item, const std::string& prefix) {
    const auto add = [&](std::set<std::string>& names, const std::string& name, Span span) {
      if (!names.insert(prefix + name).second) {
        diagnostics_.error(kName, span, fmt::format("`{}` is declared twice", prefix + name));
      }
    };
    if (const auto* relation = std::get_if<Relation>(&item.body)) {
      for (const std::string& name : relation->names) add(relations_, name, item.span);
    } else if (const auto* type = std::get_if<TypeDeclaration>(&item.body)) {
      add(types_, type->name, item.span);
      for (const Branch& branch : type->branches) add(branches_, branch.name, branch.span);
    }
  }

  // ---- full names

  // From the instance that the current item stands in outwards.
  std::string look_up(const std::set<std::string>& names, const std::string& name, std::string_view what, Span span) {
    std::string prefix = current_->prefix;
    while (true) {
      if (names.contains(prefix + name)) return prefix + name;
      if (prefix.empty()) break;
      const std::size_t dot = prefix.find_last_of('.', prefix.size() - 2);
      prefix.resize(dot == std::string::npos ? 0 : dot + 1);
    }
    unknown(what, name, span);
    return name;
  }

  void rename_type(std::string& name, Span span) {
    name = bound(current_->binding, name);
    if (name == "number" || name == "unsigned" || name == "float" || name == "symbol") return;
    name = look_up(types_, name, "type", span);
  }

  void rename(Argument& argument) {
    for (Argument& each : argument.args) rename(each);
    for (Formula& each : argument.body) rename(each);
    if (argument.form == Argument::Form::branch) {
      argument.text = look_up(branches_, argument.text, "branch", argument.span);
    }
    if (argument.form == Argument::Form::cast) rename_type(argument.text, argument.span);
  }

  void rename(Atom& atom) {
    atom.relation = look_up(relations_, atom.relation, "relation", atom.span);
    for (Argument& each : atom.args) rename(each);
  }

  void rename(Formula& formula) {
    if (formula.form == Formula::Form::atom) rename(formula.atom);
    for (Argument& each : formula.sides) rename(each);
    for (Formula& each : formula.parts) rename(each);
  }

  void rename(std::vector<Attribute>& attributes) {
    for (Attribute& each : attributes) rename_type(each.type, each.span);
  }

  void rename(Item& item) {
    if (auto* clause = std::get_if<Clause>(&item.body)) {
      for (Atom& head : clause->heads) rename(head);
      rename(clause->body);
    } else if (auto* relation = std::get_if<Relation>(&item.body)) {
      for (std::string& name : relation->names) name = current_->prefix + name;
      rename(relation->attributes);
    } else if (auto* directive = std::get_if<Directive>(&item.body)) {
      for (std::string& name : directive->relations) name = look_up(relations_, name, "relation", item.span);
    } else if (auto* type = std::get_if<TypeDeclaration>(&item.body)) {
      type->name = current_->prefix + type->name;
      for (std::string& base : type->bases) rename_type(base, item.span);
      rename(type->fields);
      for (Branch& branch : type->branches) {
        branch.name = current_->prefix + branch.name;
        rename(branch.fields);
      }
    }
  }

  Diagnostics& diagnostics_;
  std::vector<std::unique_ptr<Scope>> scopes_;
  std::vector<Pending> pending_;
  const Pending* current_ = nullptr;
  std::set<std::string> relations_, types_, branches_;
};

}  // namespace

std::vector<Item> expand(const std::vector<Item>& items, Diagnostics& diagnostics) {
  return Expander(diagnostics).run(items);
}

}  // namespace linchpin::convert
