#include "step.hpp"

#include <algorithm>
#include <set>

#include "syntax/print.hpp"

namespace linchpin::check {

using naive::Binding;
using syntax::Literal;
using syntax::Term;

bool is_relation(const syntax::Atom& atom) {
  return !naive::is_test(atom.predicate, atom.args.size()) && !naive::is_generator(atom.predicate, atom.args.size());
}

namespace {

void find_aggregates(const Term& term, std::vector<const Term*>& out) {
  if (term.kind == Term::Kind::aggregate) return out.push_back(&term);
  for (const Term& t : term.args) find_aggregates(t, out);
}

std::vector<const Term*> aggregates_in(const Literal& literal) {
  std::vector<const Term*> out;
  for (const Term& t : literal.atom.args) find_aggregates(t, out);
  for (const Term& t : literal.sides) find_aggregates(t, out);
  return out;
}

bool is_computed(const Term& t) {
  return naive::is_call(t) || t.kind == Term::Kind::aggregate || std::any_of(t.args.begin(), t.args.end(), is_computed);
}

// What only takes a term apart, or gives a value another name, is not told.
bool only_takes_apart(const Literal& literal) {
  if (literal.negated || literal.kind == Literal::Kind::atom || literal.op != "=") return false;
  return std::none_of(literal.sides.begin(), literal.sides.end(), is_computed);
}

void variables_of(const Term& term, std::set<std::string>& out) {
  if (term.kind == Term::Kind::variable && term.text != "_") out.insert(term.text);
  for (const Term& t : term.args) variables_of(t, out);
}

void variables_of(const Literal& literal, std::set<std::string>& out) {
  for (const Term& t : literal.atom.args) variables_of(t, out);
  for (const Term& t : literal.sides) variables_of(t, out);
}

Term plain(Term t) {
  for (Term& a : t.args) a = plain(a);
  if (t.body) {
    t.body = std::make_shared<std::vector<Literal>>(*t.body);
    for (Literal& l : *t.body) {
      for (Term& a : l.atom.args) a = plain(a);
      for (Term& s : l.sides) s = plain(s);
    }
  }
  const bool minus = t.kind == Term::Kind::operation && t.text == "-" && t.args.size() == 1;
  if (!minus) return t;
  Term& of = t.args[0];
  if (of.kind == Term::Kind::integer || of.kind == Term::Kind::decimal) {
    of.integer = -of.integer;
    of.decimal = -of.decimal;
    return Term(of);
  }
  if (of.kind == Term::Kind::compound && !naive::is_call(of)) t.kind = Term::Kind::compound;
  return t;
}

// Which nodes tell of which literals.
struct Told {
  std::size_t node = 0;
  std::size_t literal = 0;
  const Term* aggregate = nullptr;  // of which this is the value
};

class StepChecker {
 public:
  StepChecker(const Step& step, const Tree& tree, const Truth& truth,
              const std::function<bool(const naive::Tuple&)>& accepts)
      : step_(step), tree_(tree), truth_(truth), accepts_(accepts) {}

  int run() {
    fault_ = "the premises are not those of the rule, or not in its order";
    if (!align(0, 0)) throw Fault{fault_};
    return level_;
  }

 private:
  const Node& node(std::size_t premise) const { return tree_.nodes[(*step_.premises)[premise]]; }
  bool is(std::size_t premise, const char* kind) const {
    return premise < step_.premises->size() && node(premise).kind == kind;
  }

  // Pairs literals from this one on with premises from that one on.
  bool align(std::size_t literal, std::size_t premise) {
    if (literal == step_.body->size()) return premise == step_.premises->size() && solve();
    const Literal& l = (*step_.body)[literal];
    if (l.kind == Literal::Kind::comparison && l.sides[0].text == kNotDenied) return align(literal + 1, premise);
    const bool of_relation = l.kind == Literal::Kind::atom && is_relation(l.atom);
    if (of_relation && !l.negated) {
      if (premise == step_.premises->size() || !node(premise).fact) return false;
      const Fact& fact = *node(premise).fact;
      if (fact.predicate != naive::signature(l.atom)) return false;
      pins_[pin_name(literal)] = fact.args;
      return align(literal + 1, premise + 1);
    }
    if (of_relation) return tell("absent", literal, premise, nullptr, literal + 1);
    const std::vector<const Term*> aggregates = aggregates_in(l);
    if (!aggregates.empty()) return align_aggregates(literal, premise, aggregates);
    if (only_takes_apart(l) && align(literal + 1, premise)) return true;
    if (is_constant(l)) return align(literal + 1, premise);
    const bool generates = l.kind == Literal::Kind::atom && naive::is_generator(l.atom.predicate, l.atom.args.size());
    return tell(l.negated && generates ? "absent" : "condition", literal, premise, nullptr, literal + 1);
  }

  // Each aggregate tells its value; then the comparison, where it is more than a name for that.
  bool align_aggregates(std::size_t literal, std::size_t premise, const std::vector<const Term*>& aggregates) {
    const std::size_t before = told_.size();
    for (const Term* aggregate : aggregates) {
      if (!is(premise, "aggregate") && !(step_.asked && is(premise, "condition"))) {
        told_.resize(before);
        return false;
      }
      told_.push_back({premise++, literal, aggregate});
    }
    const Literal& l = (*step_.body)[literal];
    const bool alone = l.op == "=" && aggregates.size() == 1 &&
                       (l.sides[0].kind == Term::Kind::aggregate || l.sides[1].kind == Term::Kind::aggregate);
    const bool good = alone ? align(literal + 1, premise) : tell("condition", literal, premise, nullptr, literal + 1);
    told_.resize(before);
    return good;
  }

  // What holds whatever the facts is not told: its variables, if it has any, are those of nothing else but such.
  bool is_constant(const Literal& literal) const {
    std::set<std::string> open;
    for (bool grown = true; grown;) {
      grown = false;
      for (const Literal& l : *step_.body) {
        std::set<std::string> own;
        variables_of(l, own);
        const bool reads = (l.kind == Literal::Kind::atom && is_relation(l.atom)) || !aggregates_in(l).empty() ||
                           std::any_of(own.begin(), own.end(), [&](const auto& v) { return open.contains(v); });
        if (!reads) continue;
        for (const std::string& v : own) grown = open.insert(v).second || grown;
      }
    }
    std::set<std::string> own;
    variables_of(literal, own);
    return std::none_of(own.begin(), own.end(), [&](const std::string& v) { return open.contains(v); });
  }

  bool tell(const char* kind, std::size_t literal, std::size_t premise, const Term* aggregate, std::size_t next) {
    if (!is(premise, kind)) return false;
    told_.push_back({premise, literal, aggregate});
    const bool good = align(next, premise + 1);
    told_.pop_back();
    return good;
  }

  static std::string pin_name(std::size_t literal) { return "#premise" + std::to_string(literal); }

  // The body with each fact's literal held to the premise.
  bool solve() {
    syntax::Clause pinned;
    pinned.head = *step_.head;
    pinned.body = *step_.body;
    for (std::size_t i = 0; i < pinned.body.size(); ++i) {
      if (!pins_.contains(pin_name(i))) continue;
      pinned.body[i].atom.predicate = pin_name(i);
      pinned.body[i].atom.denied = false;
    }
    const naive::Rule rule = naive::prepare(pinned, 0);
    bool found = false;
    fault_ = "the rule does not follow from the premises under one binding, or a condition of it is not so";
    naive::solve(rule, View(truth_, step_.lowest, &pins_), [&](const Binding& binding) {
      if (found) return;
      naive::Tuple head;
      for (const Term& t : rule.head.args) head.push_back(naive::value(t, binding));
      if (!accepts_(head)) {
        fault_ = "what follows is another fact";
        return;
      }
      level_ = 0;
      found = std::all_of(told_.begin(), told_.end(), [&](const Told& told) { return is_so(told, binding); });
    });
    return found;
  }

  bool is_so(const Told& told, const Binding& binding) {
    const Node& shown = node(told.node);
    try {
      const syntax::Statement read = parse_one(shown.text + "?", truth_.base().names);
      const auto* question = std::get_if<syntax::Question>(&read.body);
      if (question == nullptr || question->body.size() != 1) throw Fault{"no literal: " + shown.text};
      const Literal& written = question->body.front();
      if (told.aggregate == nullptr) {
        const std::string due = plain_text(with_values((*step_.body)[told.literal], binding));
        if (plain_text(written) != due) throw Fault{"told is `" + shown.text + "` where it should be `" + due + "`"};
        return true;
      }
      const Term aggregate = with_values(*told.aggregate, binding);
      const bool form = written.kind == Literal::Kind::comparison && written.op == "=" &&
                        written.sides[1].kind == Term::Kind::aggregate &&
                        syntax::print(plain(written.sides[1])) == syntax::print(plain(aggregate));
      if (!form) throw Fault{"no value of the aggregate: " + shown.text};
      level_ = std::max(level_, check_aggregate(shown, aggregate, tree_, truth_, step_.lowest));
      return true;
    } catch (const Fault& fault) {
      fault_ = fault.what;
      return false;
    }
  }

  const Step& step_;
  const Tree& tree_;
  const Truth& truth_;
  const std::function<bool(const naive::Tuple&)>& accepts_;
  View::Pins pins_;
  std::vector<Told> told_;
  std::string fault_;
  int level_ = 0;
};

}  // namespace

int check_step(const Step& step, const Tree& tree, const Truth& truth,
               const std::function<bool(const naive::Tuple&)>& accepts) {
  return StepChecker(step, tree, truth, accepts).run();
}

Term with_values(Term term, const Binding& binding) {
  if (term.kind == Term::Kind::variable) {
    const auto bound = binding.find(term.text);
    return bound == binding.end() ? term : term_of(bound->second);
  }
  for (Term& t : term.args) t = with_values(t, binding);
  if (term.body) {
    term.body = std::make_shared<std::vector<Literal>>(*term.body);
    for (Literal& l : *term.body) l = with_values(l, binding);
  }
  return term;
}

Literal with_values(Literal literal, const Binding& binding) {
  for (Term& t : literal.atom.args) t = with_values(t, binding);
  for (Term& t : literal.sides) t = with_values(t, binding);
  return literal;
}

std::string plain_text(Literal literal) {
  for (Term& t : literal.atom.args) t = plain(t);
  for (Term& t : literal.sides) t = plain(t);
  return syntax::print(literal);
}

}  // namespace linchpin::check
