#include "reason_flat.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "syntax/print.hpp"

namespace linchpin::naive {

using syntax::ClaimDeclaration;
using syntax::Clause;
using syntax::Identifier;
using syntax::Statement;
using syntax::Term;

namespace {

class Flattening {
 public:
  explicit Flattening(const std::vector<Statement>& program) : program_(program) {}
  Flat run();

 private:
  template <class T, class Visit>
  void each(const Visit& visit) const {
    for (const Statement& s : program_)
      if (const T* what = std::get_if<T>(&s.body)) visit(*what);
  }
  void name_levels();
  void name_speakers();
  void name_claims();
  int level(const std::string& name) const;
  std::optional<int> trust(const ClaimDeclaration& claim) const;  // none: it is not in the world
  void check_repetition(const ClaimDeclaration& claim) const;
  void check_overrides() const;
  void say(const ClaimDeclaration& claim);
  void add(const Clause& clause, Ground ground);

  const std::vector<Statement>& program_;
  std::set<std::string> sources_;
  std::map<std::string, std::optional<int>> trust_;
  std::map<std::string, const ClaimDeclaration*> claims_;
  Flat out_;
};

void Flattening::name_levels() {
  each<syntax::LevelsDeclaration>([&](const syntax::LevelsDeclaration& declared) {
    if (!out_.levels.empty()) throw Invalid("levels are declared twice");
    for (const Identifier& name : declared.names) out_.levels.push_back(name.text);
  });
  if (out_.levels.empty()) out_.levels.emplace_back("certain");
}

int Flattening::level(const std::string& name) const {
  const auto found = std::find(out_.levels.begin(), out_.levels.end(), name);
  if (found == out_.levels.end()) throw Invalid("no level " + name);
  return static_cast<int>(found - out_.levels.begin());
}

void Flattening::name_speakers() {
  each<syntax::SourceDeclaration>([&](const auto& source) { sources_.insert(source.name.text); });
  for (const std::string& source : sources_) trust_[source] = 0;
  each<syntax::TrustDeclaration>([&](const syntax::TrustDeclaration& t) {
    trust_[t.speaker.text] = t.level.text == "none" ? std::nullopt : std::optional(level(t.level.text));
  });
}

void Flattening::name_claims() {
  each<ClaimDeclaration>([&](const ClaimDeclaration& claim) {
    if (!claims_.emplace(claim.id.text, &claim).second) throw Invalid("claim " + claim.id.text + " is stated twice");
    for (const syntax::Place& place : claim.at)
      if (!sources_.contains(place.source)) throw Invalid("no source " + place.source);
  });
}

// Joint speakers: the best counts. Nested ones: the lowest.
std::optional<int> Flattening::trust(const ClaimDeclaration& claim) const {
  if (claim.by.empty()) return claim.at.empty() ? std::optional(0) : trust_.at(claim.at.front().source);
  int out = 0;
  for (const std::vector<Identifier>& joint : claim.by) {
    std::optional<int> best;
    for (const Identifier& speaker : joint) {
      const auto known = trust_.find(speaker.text);
      if (known == trust_.end() || !known->second) continue;
      best = std::min(best.value_or(*known->second), *known->second);
    }
    if (!best) return std::nullopt;
    out = std::max(out, *best);
  }
  return out;
}

void Flattening::check_repetition(const ClaimDeclaration& claim) const {
  std::set<std::string> originals;
  for (const Identifier& id : claim.repeats) {
    if (!claims_.contains(id.text)) throw Invalid("no claim " + id.text);
    for (const Clause& clause : claims_.at(id.text)->clauses) originals.insert(syntax::print(Statement{{}, clause}));
  }
  for (const Clause& clause : claim.clauses)
    if (!originals.contains(syntax::print(Statement{{}, clause})))
      throw Invalid("claim " + claim.id.text + " repeats what no original says");
}

void Flattening::check_overrides() const {
  std::map<std::string, std::set<std::string>> beats;
  for (const auto& [winner, loser] : out_.overrides) {
    if (!claims_.contains(winner) || !claims_.contains(loser)) throw Invalid("`overrides` of no claim");
    beats[winner].insert(loser);
  }
  const auto reaches = [&](const auto& self, const std::string& from, const std::string& to,
                           std::set<std::string>& seen) -> bool {
    for (const std::string& next : beats[from])
      if (next == to || (seen.insert(next).second && self(self, next, to, seen))) return true;
    return false;
  };
  for (const auto& [id, claim] : claims_) {
    std::set<std::string> seen;
    if (reaches(reaches, id, id, seen)) throw Invalid("claim " + id + " overrides itself");
  }
}

// ---- what is said

Term name_term(const std::string& text) {
  Term t;
  t.text = text;
  return t;
}

Term compound(const std::string& functor, std::vector<Term> args) {
  if (args.empty()) return name_term(functor);
  Term t;
  t.kind = Term::Kind::compound;
  t.text = functor;
  t.args = std::move(args);
  return t;
}

// The statements of `said` by one level of speakers, inside those further out.
std::vector<Term> said_by(const std::vector<std::vector<Identifier>>& by, std::size_t from, const Term& said) {
  if (from == by.size()) return {said};
  std::vector<Term> out;
  for (const Term& inner : said_by(by, from + 1, said))
    for (const Identifier& speaker : by[from]) out.push_back(compound("says", {name_term(speaker.text), inner}));
  return out;
}

void Flattening::say(const ClaimDeclaration& claim) {
  std::vector<std::vector<Identifier>> by = claim.by;
  if (by.empty() && claim.basis == syntax::Basis::stated && !claim.at.empty()) {
    by.emplace_back();
    for (const syntax::Place& place : claim.at) by.back().push_back({place.source, {}});
  }
  if (by.empty()) return;
  const std::string level = claim.level ? claim.level->text : out_.levels.front();
  for (const Clause& clause : claim.clauses) {
    if (!clause.body.empty()) continue;
    Term said = compound(clause.head.predicate, clause.head.args);
    if (clause.head.denied) said = compound("-", {said});
    for (const Term& row : said_by(by, 0, said)) {
      Clause fact;
      fact.head.predicate = "says";
      fact.head.args = {row.args[0], row.args[1], name_term(level)};
      add(fact, {});
    }
  }
}

// ---- the whole

bool is_read_apart(const Statement& s) {
  return std::holds_alternative<syntax::LevelsDeclaration>(s.body) ||
         std::holds_alternative<syntax::SourceDeclaration>(s.body) ||
         std::holds_alternative<syntax::FunctorDeclaration>(s.body) ||
         std::holds_alternative<syntax::TrustDeclaration>(s.body) ||
         std::holds_alternative<syntax::Overrides>(s.body) || std::holds_alternative<syntax::Incompatible>(s.body);
}

void Flattening::add(const Clause& clause, Ground ground) {
  ground.normally = clause.normally;
  out_.program.push_back({{}, clause});
  std::get<Clause>(out_.program.back().body).normally = false;
  out_.grounds.push_back(std::move(ground));
}

Flat Flattening::run() {
  name_levels();
  name_speakers();
  name_claims();
  each<syntax::Overrides>([&](const syntax::Overrides& o) { out_.overrides.emplace(o.winner.text, o.loser.text); });
  check_overrides();
  each<syntax::Incompatible>([&](const syntax::Incompatible& incompatible) {
    for (std::size_t i = 0; i < incompatible.atoms.size(); ++i)
      for (std::size_t j = i + 1; j < incompatible.atoms.size(); ++j)
        out_.contraries.emplace_back(incompatible.atoms[i], incompatible.atoms[j]);
  });
  for (const Statement& s : program_) {
    if (const auto* clause = std::get_if<Clause>(&s.body)) {
      add(*clause, {});
    } else if (const auto* claim = std::get_if<ClaimDeclaration>(&s.body)) {
      const int own = claim->level ? level(claim->level->text) : 0;
      say(*claim);
      if (!claim->repeats.empty()) check_repetition(*claim);
      const std::optional<int> trusted = trust(*claim);
      if (!trusted || !claim->repeats.empty()) continue;
      for (const Clause& c : claim->clauses)
        add(c, {std::max(own, *trusted), false, !claim->by.empty(), claim->id.text});
    } else if (std::holds_alternative<syntax::PredicateDeclaration>(s.body) ||
               std::holds_alternative<syntax::SortDeclaration>(s.body) ||
               std::holds_alternative<syntax::EntityDeclaration>(s.body)) {
      out_.program.push_back(s);
      out_.grounds.emplace_back();
    } else if (!is_read_apart(s)) {
      throw Invalid("this kind of statement is not known here");
    }
  }
  return std::move(out_);
}

}  // namespace

Flat flatten(const std::vector<Statement>& program) { return Flattening(program).run(); }

std::vector<Statement> cut(const Flat& flat, int level) {
  std::vector<Statement> out;
  for (std::size_t i = 0; i < flat.program.size(); ++i)
    if (flat.grounds[i].level <= level) out.push_back(flat.program[i]);
  return out;
}

}  // namespace linchpin::naive
