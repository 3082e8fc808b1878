#include "analysis/termination.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "analysis/safety.hpp"
#include "analysis/signs.hpp"

namespace linchpin::analysis {
namespace {

class GrowthCheck {
 public:
  GrowthCheck(const Rule& rule, const Stratum& stratum, const Program& program)
      : rule_(rule),
        stratum_(stratum),
        program_(program),
        state_(rule.variables),
        from_(rule.variables),
        bounded_(rule.variables) {}

  enum class State : std::uint8_t {
    fixed,
    recursive,
    grown
  };  // known beforehand; from the recursion; larger than that

  // The head argument that grows without bound, if any.
  std::optional<std::uint32_t> run() {
    read_atoms();
    derive();
    const Predicate& p = program_.predicates[rule_.head];
    std::optional<std::uint32_t> found;
    for (std::uint32_t i = 0; i < rule_.head_args.size(); ++i) {
      const Operand& o = rule_.head_args[i];
      if (o.kind != Operand::Kind::variable || state_[o.variable] != State::grown) continue;
      if (compared(o.variable)) return std::nullopt;  // bounds the number of rounds
      if (p.extremum != syntax::Extremum::none && i == p.extremum_argument) continue;
      if (!found) found = i;
    }
    return found;
  }

  bool builds_term(std::uint32_t argument) const {
    const VariableId v = rule_.head_args[argument].variable;
    return std::any_of(rule_.body.begin(), rule_.body.end(), [&](const Literal& literal) {
      return literal.kind == Literal::Kind::term && literal.variable == v;
    });
  }

 private:
  bool inside(PredicateId p) const {
    return std::binary_search(stratum_.predicates.begin(), stratum_.predicates.end(), p);
  }

  void read_atoms() {
    for (bool recursive : {true, false}) {
      for (const Literal& literal : rule_.body) {
        if (literal.kind != Literal::Kind::atom || inside(literal.predicate) != recursive) continue;
        for (VariableId v : all_variables(literal)) {
          state_[v] = recursive ? State::recursive : State::fixed;
          bounded_[v] = !recursive;
        }
      }
    }
  }

  void derive() {
    const Grounding grounding = ground(rule_.body, rule_.variables);
    for (bool again = true; again;) {
      again = false;
      for (std::uint32_t i = 0; i < rule_.body.size(); ++i) {
        const Literal& literal = rule_.body[i];
        if (literal.kind == Literal::Kind::bind) {
          again = raise(literal.variable, through(literal.expression), required(literal)) || again;
        } else if (literal.kind == Literal::Kind::term) {
          again = term(literal, grounding.binder[literal.variable] == i) || again;
        } else if (literal.kind == Literal::Kind::generate) {
          for (VariableId v : all_variables(literal)) {
            const Operand& whole = literal.args[0];
            if (whole.kind == Operand::Kind::variable && v != whole.variable &&
                state_[whole.variable] != State::fixed) {
              again = raise(v, State::recursive, {whole.variable}) || again;
            }
          }
        }
      }
    }
  }

  bool term(const Literal& literal, bool builds) {
    std::vector<VariableId> args;
    for (const Operand& o : literal.args) {
      if (o.kind == Operand::Kind::variable) args.push_back(o.variable);
    }
    if (builds) {
      const bool grows = std::any_of(args.begin(), args.end(), [&](VariableId v) { return state_[v] != State::fixed; });
      return grows && raise(literal.variable, State::grown, args);
    }
    bool changed = false;
    for (VariableId v : args) {
      if (state_[literal.variable] != State::fixed) changed = raise(v, State::recursive, {literal.variable}) || changed;
    }
    return changed;
  }

  bool raise(VariableId v, State to, const std::vector<VariableId>& from) {
    if (bounded_[v] || state_[v] >= to) return false;
    state_[v] = to;
    from_[v] = from;
    return true;
  }

  State through(const Expression& e) const {
    if (e.kind == Expression::Kind::constant) return State::fixed;
    if (e.kind == Expression::Kind::variable) return state_[e.variable];
    State out = State::fixed;
    for (const Expression& arg : e.args) out = std::max(out, through(arg));
    if (out == State::fixed) return out;
    if (e.kind == Expression::Kind::term) return State::grown;
    const std::string_view by = builtins()[e.builtin].name;
    const bool by_integer = e.args.size() == 2 && e.args[1].kind == Expression::Kind::constant &&
                            e.args[1].constant.kind() == Kind::integer;
    if (by == "+" || by == "*" || by == "concat" || (by == "-" && e.args.size() == 2)) return State::grown;
    if (by == "/") return by_integer ? out : State::grown;
    if (by == "min" || by == "max" || by == "abs" || by == "-" || by == "lower" || by == "upper") return out;
    return State::fixed;  // mod, and the parts of strings and dates, have few values
  }

  // Whether a comparison bounds the variable or one it is computed from.
  bool compared(VariableId v) const {
    std::vector<VariableId> queue{v};
    std::vector<bool> seen(rule_.variables);
    while (!queue.empty()) {
      const VariableId at = queue.back();
      queue.pop_back();
      if (seen[at] || state_[at] == State::fixed) continue;
      seen[at] = true;
      for (const Literal& literal : rule_.body) {
        if (literal.kind != Literal::Kind::compare || literal.comparison == Comparison::unequal) continue;
        for (const Operand& o : literal.args) {
          if (o == Operand::var(at)) return true;
        }
      }
      queue.insert(queue.end(), from_[at].begin(), from_[at].end());
    }
    return false;
  }

  const Rule& rule_;
  const Stratum& stratum_;
  const Program& program_;
  std::vector<State> state_;
  std::vector<std::vector<VariableId>> from_;  // what a variable is computed from
  std::vector<bool> bounded_;                  // belongs to a predicate outside the recursion
};

}  // namespace

void warn_of_growth(const Program& program, const knowledge::Module& module, const Pool& pool,
                    Diagnostics& diagnostics) {
  for (const Stratum& stratum : program.strata) {
    if (!stratum.recursive) continue;
    std::optional<Signs> signs;  // the same for the whole stratum: its predicates depend on one another
    for (std::uint32_t r : stratum.rules) {
      const Rule& rule = program.rules[r];
      GrowthCheck check(rule, stratum, program);
      const auto grows = check.run();
      if (!grows) continue;
      const std::string name = knowledge::print(program.predicates[rule.head].signature);
      if (check.builds_term(*grows)) {
        diagnostics.warning(207, rule.origin.span,
                            fmt::format("this recursion may not end: `{}` builds ever larger terms of its own", name),
                            "bound it, by a number that counts the steps and a comparison such as `N < 10`");
        continue;
      }
      if (!signs) signs.emplace(program, module, pool, rule.head);
      if (!signs->argument(rule.head, *grows)) {
        diagnostics.warning(
            207, rule.origin.span,
            fmt::format("this recursion may not end: `{}` computes ever new values from its own", name),
            "bound the value by a comparison, such as `N < 100`; or keep only the best by declaring its argument `min` "
            "or `max`");
      }
    }
  }
}

}  // namespace linchpin::analysis
