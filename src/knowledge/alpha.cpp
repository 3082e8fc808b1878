#include <string_view>
#include <unordered_map>

#include "knowledge/module.hpp"

namespace linchpin::knowledge {
namespace {

using syntax::Atom;
using syntax::Clause;
using syntax::Literal;
using syntax::Term;

// A one-to-one renaming of the variables of one clause to those of another, built up as they are walked together.
// Each `_` is a variable of its own, so it matches any variable that occurs once.
class Renaming {
 public:
  bool same(const Clause& a, const Clause& b) {
    count(a, uses_left_);
    count(b, uses_right_);
    return a.normally == b.normally && same(a.head, b.head) && same(a.body, b.body);
  }

 private:
  using Uses = std::unordered_map<std::string_view, int>;

  static void count(const Term& term, Uses& uses) {
    if (term.kind == Term::Kind::variable) ++uses[term.text];
    for (const Term& arg : term.args) count(arg, uses);
    if (term.body) count(*term.body, uses);
  }
  static void count(const std::vector<Literal>& body, Uses& uses) {
    for (const Literal& literal : body) {
      for (const Term& arg : literal.atom.args) count(arg, uses);
      for (const Term& side : literal.sides) count(side, uses);
    }
  }
  static void count(const Clause& clause, Uses& uses) {
    for (const Term& arg : clause.head.args) count(arg, uses);
    count(clause.body, uses);
  }

  static bool anonymous(std::string_view name, const Uses& uses) { return name == "_" || uses.at(name) == 1; }

  bool same_variable(std::string_view a, std::string_view b) {
    const bool anonymous_a = anonymous(a, uses_left_);
    const bool anonymous_b = anonymous(b, uses_right_);
    if (anonymous_a || anonymous_b) return anonymous_a && anonymous_b;
    const auto [left, new_left] = to_right_.try_emplace(a, b);
    const auto [right, new_right] = to_left_.try_emplace(b, a);
    return left->second == b && right->second == a;
  }

  template <class T>
  bool same(const std::vector<T>& a, const std::vector<T>& b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
      if (!same(a[i], b[i])) return false;
    }
    return true;
  }
  static bool same(const syntax::Identifier& a, const syntax::Identifier& b) { return a.text == b.text; }

  bool same(const Term& a, const Term& b) {
    if (a.kind != b.kind) return false;
    if (a.kind == Term::Kind::variable) return same_variable(a.text, b.text);
    if (a.text != b.text || a.integer != b.integer || a.decimal != b.decimal || !same(a.args, b.args)) return false;
    if (!a.body || !b.body) return !a.body && !b.body;
    return same(*a.body, *b.body);
  }
  bool same(const Atom& a, const Atom& b) {
    return a.predicate == b.predicate && a.denied == b.denied && same(a.names, b.names) && same(a.args, b.args);
  }
  bool same(const Literal& a, const Literal& b) {
    return a.kind == b.kind && a.negated == b.negated && a.op == b.op && same(a.sides, b.sides) && same(a.atom, b.atom);
  }

  Uses uses_left_, uses_right_;
  std::unordered_map<std::string_view, std::string_view> to_right_, to_left_;
};

}  // namespace

bool alpha_equivalent(const Clause& a, const Clause& b) { return Renaming().same(a, b); }

}  // namespace linchpin::knowledge
