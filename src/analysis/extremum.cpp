#include "analysis/extremum.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "analysis/safety.hpp"

namespace linchpin::analysis {
namespace {

using syntax::Extremum;

std::string_view word(Extremum e) { return e == Extremum::min ? "min" : "max"; }

class RuleCheck {
 public:
  RuleCheck(const Rule& rule, const Stratum& stratum, const Program& program, Diagnostics& diagnostics)
      : rule_(rule), stratum_(stratum), program_(program), diagnostics_(diagnostics), kind_(rule.variables) {}

  void run() {
    find_values();
    derive();
    for (const Literal& literal : rule_.body) {
      if (!reported_) use(literal);
    }
    if (!reported_) head();
  }

 private:
  // What a value is derived by: the kinds in it, and whether an improvement of any of them improves it.
  struct Flow {
    Extremum kind = Extremum::none;
    bool monotone = true;
  };

  bool inside(PredicateId p) const {
    return std::binary_search(stratum_.predicates.begin(), stratum_.predicates.end(), p);
  }
  const Predicate& predicate(PredicateId p) const { return program_.predicates[p]; }
  bool is_value(const Operand& o) const {
    return o.kind == Operand::Kind::variable && kind_[o.variable] != Extremum::none;
  }

  // The values of the recursion that the body reads.
  void find_values() {
    for (const Literal& literal : rule_.body) {
      if (literal.kind != Literal::Kind::atom || !inside(literal.predicate)) continue;
      const Predicate& p = predicate(literal.predicate);
      if (p.extremum == Extremum::none) continue;
      const Operand& o = literal.args[p.extremum_argument];
      if (o.kind == Operand::Kind::constant) {
        report(literal, "", p.extremum, "can't be asked to equal a constant");
      } else if (o.kind == Operand::Kind::variable) {
        if (kind_[o.variable] != Extremum::none)
          report(literal, name(o.variable), p.extremum, "can't be asked to equal another");
        kind_[o.variable] = p.extremum;
      }
    }
  }

  void derive() {
    for (bool again = true; again && !reported_;) {
      again = false;
      for (const Literal& literal : rule_.body) {
        if (literal.kind != Literal::Kind::bind) continue;
        const Flow flow = through(literal.expression);
        if (flow.kind == Extremum::none) continue;
        if (!flow.monotone) {
          report(literal, named_value(literal), flow.kind, "can't be used in this computation");
          return;
        }
        if (kind_[literal.variable] == Extremum::none) {
          kind_[literal.variable] = flow.kind;
          again = true;
        } else if (kind_[literal.variable] != flow.kind) {
          report(literal, named_value(literal), flow.kind, "can't become one of the other kind");
          return;
        }
      }
    }
  }

  Flow through(const Expression& e) const {
    if (e.kind == Expression::Kind::variable) return {kind_[e.variable], true};
    Flow out;
    for (std::size_t i = 0; i < e.args.size(); ++i) {
      const Flow arg = through(e.args[i]);
      if (arg.kind == Extremum::none) continue;
      const std::string_view by = e.kind == Expression::Kind::call ? builtins()[e.builtin].name : "";
      const bool keeps = by == "+" || by == "min" || by == "max" || (by == "-" && e.args.size() == 2 && i == 0);
      out.monotone = out.monotone && arg.monotone && keeps && (out.kind == Extremum::none || out.kind == arg.kind);
      out.kind = arg.kind;
    }
    return out;
  }

  void use(const Literal& literal) {
    switch (literal.kind) {
      case Literal::Kind::bind:
        return;
      case Literal::Kind::compare:
        return compare(literal);
      case Literal::Kind::atom: {
        const Predicate& p = predicate(literal.predicate);
        for (std::uint32_t i = 0; i < literal.args.size(); ++i) {
          const bool own = inside(literal.predicate) && p.extremum != Extremum::none && i == p.extremum_argument;
          if (is_value(literal.args[i]) && (!own || computed(literal.args[i].variable))) {
            return report(literal, name(literal.args[i].variable), kind_[literal.args[i].variable],
                          "can't be asked to equal another value");
          }
        }
        return;
      }
      case Literal::Kind::negation:
      case Literal::Kind::term:
      case Literal::Kind::test:
      case Literal::Kind::generate:
      case Literal::Kind::aggregate:
        for (VariableId v : all_variables(literal)) {
          if (kind_[v] != Extremum::none) return report(literal, name(v), kind_[v], "can't be used here");
        }
        return;
    }
  }

  bool computed(VariableId v) const {
    return std::any_of(rule_.body.begin(), rule_.body.end(), [&](const Literal& literal) {
      return literal.kind == Literal::Kind::bind && literal.variable == v;
    });
  }

  void compare(const Literal& literal) {
    const bool left = is_value(literal.args[0]), right = is_value(literal.args[1]);
    if (!left && !right) return;
    const Extremum kind = kind_[literal.args[left ? 0 : 1].variable];
    const Comparison c = literal.comparison;
    const bool bounds_left = c == Comparison::less || c == Comparison::less_equal;  // the left side from above
    const bool bounds_right = c == Comparison::greater || c == Comparison::greater_equal;
    const bool from_above = left ? bounds_left : bounds_right;
    const bool from_below = left ? bounds_right : bounds_left;
    if (left && right) {
      report(literal, name(literal.args[0].variable), kind, "can't be compared with another");
    } else if (!(kind == Extremum::min ? from_above : from_below)) {
      report(literal, name(literal.args[left ? 0 : 1].variable), kind,
             "can't be compared so: a better value may fail the comparison");
    }
  }

  void head() {
    const Predicate& p = predicate(rule_.head);
    for (std::uint32_t i = 0; i < rule_.head_args.size(); ++i) {
      if (!is_value(rule_.head_args[i])) continue;
      const VariableId v = rule_.head_args[i].variable;
      if (p.extremum == kind_[v] && i == p.extremum_argument) continue;
      Literal at;
      at.span = rule_.origin.span;
      report(at, name(v), kind_[v],
             fmt::format("can't become an argument of `{}` that is not `{}` too", knowledge::print(p.signature),
                         word(kind_[v])));
    }
  }

  std::string name(VariableId v) const {
    const std::string& own = rule_.variable_names[v];
    if (!own.empty()) return own;
    for (const Literal& literal : rule_.body) {
      if (literal.kind == Literal::Kind::bind && literal.variable == v) return named_value(literal);
    }
    return "";
  }
  // A value with a name in what is computed.
  std::string named_value(const Literal& bind) const {
    for (VariableId v : required(bind)) {
      if (kind_[v] != Extremum::none && !rule_.variable_names[v].empty()) return rule_.variable_names[v];
    }
    return "";
  }

  void report(const Literal& literal, const std::string& variable, Extremum kind, std::string_view what) {
    if (reported_) return;
    reported_ = true;
    const std::string value = variable.empty() ? fmt::format("a `{}` value", word(kind))
                                               : fmt::format("`{}` is a `{}` value, which", variable, word(kind));
    diagnostics_.error(
        206, literal.span, fmt::format("{} within its own recursion {}", value, what),
        fmt::format("there it may only be passed on, unchanged or by `+`, `min` or `max`, into a `{}` argument, or be "
                    "compared as in `{} {} 10`; other rules may use it freely",
                    word(kind), variable.empty() ? "D" : variable, kind == Extremum::min ? "<" : ">"));
  }

  const Rule& rule_;
  const Stratum& stratum_;
  const Program& program_;
  Diagnostics& diagnostics_;
  std::vector<Extremum> kind_;  // by variable: a value of the recursion, or computed from one
  bool reported_ = false;
};

}  // namespace

void check_extrema(const Program& program, Diagnostics& diagnostics) {
  for (const Stratum& stratum : program.strata) {
    const bool concerned = stratum.recursive &&
                           std::any_of(stratum.predicates.begin(), stratum.predicates.end(),
                                       [&](PredicateId p) { return program.predicates[p].extremum != Extremum::none; });
    if (!concerned) continue;
    for (std::uint32_t r : stratum.rules) RuleCheck(program.rules[r], stratum, program, diagnostics).run();
  }
}

}  // namespace linchpin::analysis
