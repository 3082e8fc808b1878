#include "shrink.hpp"

#include <algorithm>
#include <chrono>
#include <set>
#include <utility>

#include "build.hpp"

namespace linchpin::property {

using syntax::Atom;
using syntax::Clause;
using syntax::Literal;
using syntax::Term;
using Body = std::vector<Literal>;

namespace {

Case copy_case(const Case& trial) {
  Case out{copy(trial.program), copy(trial.later), copy(trial.retracted), {}};
  syntax::Clause question;
  question.body = trial.question;
  out.question = std::get<Clause>(copy({{}, question}).body).body;
  return out;
}

// ---- every place of a kind, in a fixed order

template <class Visit>
void each_clause(Case& trial, const Visit& visit) {
  for (Program* part : {&trial.program, &trial.later, &trial.retracted}) property::each_clause(*part, visit);
}

// Bodies of clauses, of aggregates and of the question.
template <class Visit>
void each_inner_body(Body& body, const Visit& visit) {
  visit(body);
  const auto inside = [&](const auto& self, Term& t) -> void {
    if (t.body) each_inner_body(*t.body, visit);
    for (Term& a : t.args) self(self, a);
  };
  for (Literal& l : body) {
    for (Term& a : l.atom.args) inside(inside, a);
    for (Term& s : l.sides) inside(inside, s);
  }
}

template <class Visit>
void each_body(Case& trial, const Visit& visit) {
  each_clause(trial, [&](Clause& c) { each_inner_body(c.body, visit); });
  each_inner_body(trial.question, visit);
}

template <class Visit>
void each_atom(Case& trial, const Visit& visit) {
  each_clause(trial, [&](Clause& c) { visit(c.head); });
  each_body(trial, [&](Body& body) {
    for (Literal& l : body)
      if (l.kind == Literal::Kind::atom) visit(l.atom);
  });
}

template <class Visit>
void each_term_in(Term& t, const Visit& visit) {
  visit(t);
  for (Term& a : t.args) each_term_in(a, visit);
}

template <class Visit>
void each_term(Case& trial, const Visit& visit) {
  each_atom(trial, [&](Atom& a) {
    for (Term& t : a.args) each_term_in(t, visit);
  });
  each_body(trial, [&](Body& body) {
    for (Literal& l : body)
      for (Term& s : l.sides) each_term_in(s, visit);
  });
}

// ---- steps

class Shrinker {
  using Clock = std::chrono::steady_clock;

 public:
  Shrinker(Case trial, const Fails& fails, double seconds)
      : best_(std::move(trial)),
        fails_(fails),
        end_(Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds))) {}

  Case run() {
    bool smaller = true;
    while (smaller && !over()) {
      smaller = drop_statements(&Case::program);
      smaller |= drop_statements(&Case::later);
      smaller |= drop_statements(&Case::retracted);
      smaller |= simplify_claims(&Case::program);
      smaller |= simplify_claims(&Case::later);
      smaller |= drop_question();
      smaller |= drop_literals();
      smaller |= drop_arguments();
      smaller |= simplify_variables();
      smaller |= simplify_terms();
    }
    return std::move(best_);
  }

 private:
  bool over() const { return Clock::now() >= end_; }
  // Takes the edited case when it still fails.
  bool accept(Case candidate) {
    if (over() || !fails_(candidate)) return false;
    best_ = std::move(candidate);
    return true;
  }

  bool drop_statements(Program Case::*part);
  bool simplify_claims(Program Case::*part);
  bool drop_question();
  bool drop_literals();
  bool drop_arguments();
  bool simplify_variables();
  bool simplify_terms();

  Case best_;
  const Fails& fails_;
  Clock::time_point end_;
};

// Halves first, then ever smaller pieces.
bool Shrinker::drop_statements(Program Case::*part) {
  bool smaller = false;
  for (std::size_t piece = std::max<std::size_t>(1, (best_.*part).size() / 2); piece > 0; piece /= 2)
    for (std::size_t from = 0; from < (best_.*part).size();) {
      Case candidate = copy_case(best_);
      Program& program = candidate.*part;
      const std::size_t to = std::min(from + piece, program.size());
      program.erase(program.begin() + static_cast<std::ptrdiff_t>(from),
                    program.begin() + static_cast<std::ptrdiff_t>(to));
      if (accept(std::move(candidate))) {
        smaller = true;
      } else {
        from += piece;
      }
    }
  return smaller;
}

// Clauses out of claims, claims' headers to their ids, and exceptions to plain clauses.
bool Shrinker::simplify_claims(Program Case::*part) {
  bool smaller = false;
  using Edit = std::function<bool(syntax::ClaimDeclaration&)>;  // whether it changes anything
  const std::vector<Edit> header = {
      [](auto& claim) { return !std::exchange(claim.repeats, {}).empty(); },
      [](auto& claim) { return !std::exchange(claim.by, {}).empty(); },
      [](auto& claim) { return !std::exchange(claim.at, {}).empty(); },
      [](auto& claim) { return std::exchange(claim.level, std::nullopt).has_value(); },
      [](auto& claim) { return std::exchange(claim.basis, syntax::Basis::stated) != syntax::Basis::stated; },
  };
  const auto attempt = [&](std::size_t statement, const Edit& edit) {
    Case candidate = copy_case(best_);
    if (!edit(std::get<syntax::ClaimDeclaration>((candidate.*part)[statement].body))) return false;
    return accept(std::move(candidate));
  };
  for (std::size_t s = 0; s < (best_.*part).size(); ++s) {
    const auto* claim = std::get_if<syntax::ClaimDeclaration>(&(best_.*part)[s].body);
    if (claim == nullptr) continue;
    for (std::size_t c = claim->clauses.size(); c-- > 0;) {
      const auto at = static_cast<std::ptrdiff_t>(c);
      const bool dropped = attempt(s, [&](syntax::ClaimDeclaration& edited) {
        edited.clauses.erase(edited.clauses.begin() + at);
        return true;
      });
      smaller |= dropped;
      if (!dropped)
        smaller |= attempt(s, [&](auto& edited) { return std::exchange(edited.clauses[c].normally, false); });
    }
    for (const Edit& edit : header) smaller |= attempt(s, edit);
    // Outside claims altogether.
    const auto& left = std::get<syntax::ClaimDeclaration>((best_.*part)[s].body);
    if (left.clauses.size() != 1) continue;
    Case candidate = copy_case(best_);
    const Clause clause = std::get<syntax::ClaimDeclaration>((candidate.*part)[s].body).clauses[0];
    (candidate.*part)[s].body = clause;
    smaller |= accept(std::move(candidate));
  }
  return smaller;
}

bool Shrinker::drop_question() {
  if (best_.question.empty()) return false;
  Case candidate = copy_case(best_);
  candidate.question.clear();
  return accept(std::move(candidate));
}

// The n-th of the places that `each` visits; null when there are fewer.
template <class Place, class Each>
Place* nth(Case& trial, std::size_t n, const Each& each) {
  Place* found = nullptr;
  each(trial, [&](Place& place) {
    if (n-- == 0) found = &place;
  });
  return found;
}

const auto kBodies = [](Case& trial, const auto& visit) { each_body(trial, visit); };
const auto kTerms = [](Case& trial, const auto& visit) { each_term(trial, visit); };

bool Shrinker::drop_literals() {
  bool smaller = false;
  for (std::size_t b = 0; nth<Body>(best_, b, kBodies) != nullptr; ++b)
    for (std::size_t l = nth<Body>(best_, b, kBodies)->size(); l-- > 0;) {
      Case candidate = copy_case(best_);
      Body* body = nth<Body>(candidate, b, kBodies);
      if (body == nullptr || l >= body->size()) break;  // dropped with an aggregate around it
      body->erase(body->begin() + static_cast<std::ptrdiff_t>(l));
      smaller |= accept(std::move(candidate));
    }
  return smaller;
}

// One column of one predicate, everywhere.
bool Shrinker::drop_arguments() {
  bool smaller = false;
  std::set<naive::Signature> signatures;
  each_atom(best_, [&](Atom& a) { signatures.insert(naive::signature(a)); });
  for (const naive::Signature& s : signatures)
    for (std::size_t i = s.arity; i-- > 0;) {
      Case candidate = copy_case(best_);
      each_atom(candidate, [&](Atom& a) {
        if (a.predicate == s.name && a.args.size() == s.arity)
          a.args.erase(a.args.begin() + static_cast<std::ptrdiff_t>(i));
      });
      for (syntax::Statement& statement : candidate.program)
        if (auto* pair = std::get_if<syntax::Incompatible>(&statement.body))
          for (Atom& a : pair->atoms)
            if (a.predicate == s.name && a.args.size() == s.arity)
              a.args.erase(a.args.begin() + static_cast<std::ptrdiff_t>(i));
      for (syntax::Statement& statement : candidate.program)
        if (auto* declared = std::get_if<syntax::PredicateDeclaration>(&statement.body))
          if (declared->name.text == s.name && declared->arguments.size() == s.arity)
            declared->arguments.erase(declared->arguments.begin() + static_cast<std::ptrdiff_t>(i));
      if (!accept(std::move(candidate))) continue;
      smaller = true;
      break;  // the signature is another now
    }
  return smaller;
}

// A constant in place of a variable, everywhere in its clause.
bool Shrinker::simplify_variables() {
  bool smaller = false;
  std::size_t clauses = 0;
  each_clause(best_, [&](Clause&) { ++clauses; });
  for (std::size_t c = 0; c < clauses; ++c) {
    std::set<std::string> names;
    const auto in_clause = [c](Case& trial, const auto& visit) {
      std::size_t at = 0;
      each_clause(trial, [&](Clause& clause) {
        if (at++ != c) return;
        for (Term& t : clause.head.args) each_term_in(t, visit);
        each_inner_body(clause.body, [&](Body& body) {
          for (Literal& l : body) {
            for (Term& a : l.atom.args) each_term_in(a, visit);
            for (Term& s : l.sides) each_term_in(s, visit);
          }
        });
      });
    };
    in_clause(best_, [&](Term& t) {
      if (t.kind == Term::Kind::variable && t.text != "_") names.insert(t.text);
    });
    for (const std::string& name : names)
      for (const Term& simple : {build::name("a"), build::integer(0)}) {
        Case candidate = copy_case(best_);
        in_clause(candidate, [&](Term& t) {
          if (t.kind == Term::Kind::variable && t.text == name) t = simple;
        });
        if (!accept(std::move(candidate))) continue;
        smaller = true;
        break;
      }
  }
  return smaller;
}

// What may stand in a term's place, simplest first.
std::vector<Term> simpler(const Term& t) {
  if (t.kind == Term::Kind::name) return t.text == "a" ? std::vector<Term>{} : std::vector{build::name("a")};
  if (t.kind == Term::Kind::integer)
    return t.integer == 0 ? std::vector<Term>{} : std::vector{build::integer(0), build::integer(t.integer / 2)};
  if (t.kind == Term::Kind::variable || t.kind == Term::Kind::aggregate) return {};
  std::vector<Term> out = {build::name("a"), build::integer(0)};
  out.insert(out.end(), t.args.begin(), t.args.end());
  return out;
}

bool Shrinker::simplify_terms() {
  bool smaller = false;
  for (std::size_t n = 0; nth<Term>(best_, n, kTerms) != nullptr; ++n)
    for (const Term& simple : simpler(*nth<Term>(best_, n, kTerms))) {
      Case candidate = copy_case(best_);
      *nth<Term>(candidate, n, kTerms) = simple;
      if (!accept(std::move(candidate))) continue;
      smaller = true;
      break;
    }
  return smaller;
}

}  // namespace

Case shrink(Case trial, const Fails& fails, double seconds) { return Shrinker(std::move(trial), fails, seconds).run(); }

}  // namespace linchpin::property
