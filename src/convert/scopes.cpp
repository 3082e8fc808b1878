#include "convert/scopes.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>

namespace linchpin::convert {
namespace {

constexpr std::uint16_t kWitness = 607;

class Scopes {
 public:
  Scopes(Rule& rule, Diagnostics& diagnostics) : rule_(rule), diagnostics_(diagnostics) {}

  void run() {
    const auto note = [&](Argument& variable) { ++uses_[variable.text]; };
    each_variable(rule_.head, note);
    for (Formula& literal : rule_.body) each_variable(literal, note);
    const std::set<std::string> bound = bound_variables(rule_.body);
    for (Argument& each : rule_.head.args) search(each, bound);
    for (Formula& literal : rule_.body) search(literal, bound);
  }

 private:
  // Looks for aggregates where the variables `bound` are those of the scope around them.
  void search(Formula& formula, const std::set<std::string>& bound) {
    if (formula.form == Formula::Form::atom) {
      for (Argument& each : formula.atom.args) search(each, bound);
    }
    for (Argument& each : formula.sides) search(each, bound);
    for (Formula& each : formula.parts) search(each, bound);
  }

  void search(Argument& argument, const std::set<std::string>& bound) {
    if (argument.form == Argument::Form::aggregate) return resolve(argument, bound);
    for (Argument& each : argument.args) search(each, bound);
  }

  std::string fresh(const std::string& name) {
    for (int i = 1;; ++i) {
      std::string out = fmt::format("{}{}", name, i);
      if (uses_.try_emplace(out, 0).second) return out;
    }
  }

  void resolve(Argument& aggregate, const std::set<std::string>& outer) {
    std::set<std::string> own_target;
    if (!aggregate.args.empty()) {
      each_variable(aggregate.args.front(), [&](Argument& variable) { own_target.insert(variable.text); });
    }
    std::vector<Conjunction> bodies = alternatives(aggregate.body.front());
    const std::set<std::string> inside = bodies.empty() ? std::set<std::string>() : bound_variables(bodies.front());

    std::map<std::string, std::size_t> uses_here;
    each_variable(aggregate, [&](Argument& variable) { ++uses_here[variable.text]; });
    std::map<std::string, std::string> renamed;
    for (const auto& [name, count] : uses_here) {
      const bool is_outer = outer.contains(name) && !own_target.contains(name);
      if (is_outer || uses_[name] == count) continue;
      if (!outer.contains(name) && inside.contains(name) && occurs_around(name)) {
        diagnostics_.error(kWitness, aggregate.span,
                           fmt::format("`{}` is bound inside an aggregate and used outside", name),
                           "find the tuple with a rule of its own: where the value equals the aggregate's");
      }
      renamed[name] = fresh(name);
    }
    const auto rename = [&](Argument& variable) {
      const auto found = renamed.find(variable.text);
      if (found == renamed.end()) return;
      --uses_[variable.text];
      variable.text = found->second;
      ++uses_[variable.text];
    };
    each_variable(aggregate, rename);

    bodies = alternatives(aggregate.body.front());
    std::set<std::string> bound = outer;
    for (const auto& [name, count] : uses_here) {
      if (renamed.contains(name)) bound.erase(name);
    }
    if (!bodies.empty()) bound = bound_variables(bodies.front(), std::move(bound));
    search(aggregate.body.front(), bound);
    if (aggregate.text == "count") counted(aggregate, outer, renamed);
  }

  // Whether the rule itself uses the name, outside all aggregates.
  bool occurs_around(const std::string& name) {
    bool out = false;
    const auto look = [&](Argument& variable) { out = out || variable.text == name; };
    each_variable(rule_.head, look, false);
    for (Formula& literal : rule_.body) each_variable(literal, look, false);
    return out;
  }

  void counted(Argument& aggregate, const std::set<std::string>& outer,
               const std::map<std::string, std::string>& renamed) {
    name_anonymous(aggregate.body.front());
    std::vector<Argument> own;
    each_variable(
        aggregate.body.front(),
        [&](Argument& variable) {
          const bool is_new = std::none_of(renamed.begin(), renamed.end(),
                                           [&](const auto& pair) { return pair.second == variable.text; });
          if (is_new && outer.contains(variable.text)) return;
          const bool known =
              std::any_of(own.begin(), own.end(), [&](const Argument& each) { return each.text == variable.text; });
          if (!known) own.push_back(variable);
        },
        false);
    aggregate.args = std::move(own);
  }

  void name_anonymous(Argument& argument) {
    if (argument.form == Argument::Form::anonymous) {
      argument.form = Argument::Form::variable;
      argument.text = fresh("any");
      uses_[argument.text] = 1;
    } else if (argument.form != Argument::Form::aggregate) {
      for (Argument& each : argument.args) name_anonymous(each);
    }
  }
  void name_anonymous(Formula& formula) {
    if (formula.form == Formula::Form::negation || formula.negated) return;
    if (formula.form == Formula::Form::atom) {
      for (Argument& each : formula.atom.args) name_anonymous(each);
    }
    for (Formula& each : formula.parts) name_anonymous(each);
  }

  Rule& rule_;
  Diagnostics& diagnostics_;
  std::map<std::string, std::size_t> uses_;  // of each name in the whole rule
};

}  // namespace

void resolve_scopes(Rule& rule, Diagnostics& diagnostics) { Scopes(rule, diagnostics).run(); }

}  // namespace linchpin::convert
