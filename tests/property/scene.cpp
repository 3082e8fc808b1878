#include "scene.hpp"

#include <algorithm>

namespace linchpin::property {

namespace b = build;
using syntax::ClaimDeclaration;
using syntax::Identifier;

namespace {

Identifier word(std::string text) { return {std::move(text), {}}; }

}  // namespace

syntax::Atom atom_of(const Named& named, b::Terms args, bool denied) {
  return b::atom(named.name, std::move(args), denied);
}

Scene::Scene(std::uint64_t seed) : random(seed), quiet_(random.between(10, 60)) {
  levels_ = {"certain"};
  if (!random.chance(8)) {
    levels_ = {"certain", "likely", "possible"};
    syntax::LevelsDeclaration declared;
    for (const std::string& name : levels_) declared.names.push_back(word(name));
    declare({{}, declared});
    if (random.chance(20)) levels_.erase(levels_.begin() + random.between(0, 2));  // one that nothing uses
  }
  for (const char* source : {"article", "book"}) declare({{}, syntax::SourceDeclaration{word(source), "A text"}});
  const auto trust = [&](const char* speaker, const std::string& level) {
    declare({{}, syntax::TrustDeclaration{word(speaker), word(level)}});
  };
  trust("reports", random.chance(70) ? levels_.front() : level_name());
  trust("officials", level_name());
  trust("rumours", random.chance(40) ? "none" : levels_.back());
  if (random.chance(30)) trust("book", random.chance(25) ? "none" : level_name());
}

std::string Scene::level_name() { return random.pick(levels_); }

syntax::Term Scene::node() { return b::name(random.pick(std::vector<std::string>{"a", "b", "c", "d"})); }

// Lankov is a speaker without trust.
ClaimDeclaration Scene::header() {
  ClaimDeclaration claim;
  claim.id = word("c" + std::to_string(++claims_));
  claim.gloss = "A gloss";
  if (random.chance(quiet_)) return claim;
  if (random.chance(70)) claim.level = word(level_name());
  const int how = random.below(100);
  const auto by = [&](std::vector<std::string> speakers) {
    claim.by.emplace_back();
    for (std::string& s : speakers) claim.by.back().push_back(word(std::move(s)));
  };
  const auto place = [&](const char* source) {
    claim.at.push_back(
        {{}, source, "part", 1, static_cast<std::uint32_t>(claims_)});  // each claim stands in a sentence of its own
  };
  if (how < 12) by({"reports"});
  if (how >= 12 && how < 20) by({"officials"});
  if (how >= 20 && how < 25) by({"rumours"});
  if (how >= 25 && how < 30) by({"lankov"});
  if (how >= 30 && how < 36) by({"rumours", random.chance(50) ? "officials" : "lankov"});
  if (how >= 36 && how < 44) {
    by({"reports"});
    by({random.chance(50) ? "officials" : "rumours"});
  }
  if (how >= 44 && how < 60) place(random.chance(50) ? "article" : "book");
  if (random.chance(10)) claim.basis = random.chance(50) ? syntax::Basis::implicit : syntax::Basis::added;
  return claim;
}

std::string Scene::claim(bool normally, syntax::Atom head, b::Body body) {
  ClaimDeclaration claim = header();
  syntax::Clause clause;
  clause.normally = normally;
  clause.head = std::move(head);
  clause.body = std::move(body);
  claim.clauses.push_back(std::move(clause));
  std::string id = claim.id.text;
  declare({{}, std::move(claim)});
  return id;
}

std::string Scene::state(syntax::Atom head, b::Body body) {
  if (random.chance(40)) {
    declare(b::clause(std::move(head), std::move(body)));
    return "";
  }
  if (joined_.empty() || random.chance(40)) {
    joined_.push_back(program_.size());
    return claim(false, std::move(head), std::move(body));
  }
  auto& claim = std::get<ClaimDeclaration>(program_[random.pick(joined_)].body);
  syntax::Clause clause;
  clause.head = std::move(head);
  clause.body = std::move(body);
  claim.clauses.push_back(std::move(clause));
  return claim.id.text;
}

void Scene::override_by(const std::string& winner, const std::string& loser) {
  declare({{}, syntax::Overrides{word(winner), word(loser)}});
}

void Scene::decide(const std::string& one, const std::string& other) {
  if (one.empty() || other.empty() || one == other) return;
  // By a mixture of the numbers, so that neither the earlier nor the later claim always wins.
  const auto rank = [](const std::string& id) { return std::stoi(id.substr(1)) * 37 % 101; };
  const bool first = rank(one) < rank(other);
  override_by(first ? one : other, first ? other : one);
}

void Scene::incompatible(syntax::Atom one, syntax::Atom other) {
  syntax::Incompatible stated;
  stated.atoms = {std::move(one), std::move(other)};
  declare({{}, std::move(stated)});
}

void Scene::repeat_some_claim() {
  std::vector<const ClaimDeclaration*> claims;
  for (const syntax::Statement& s : program_)
    if (const auto* claim = std::get_if<ClaimDeclaration>(&s.body); claim && claim->repeats.empty())
      claims.push_back(claim);
  if (claims.empty()) return;
  const ClaimDeclaration& original = *random.pick(claims);
  ClaimDeclaration repeat;
  repeat.id = word("c" + std::to_string(++claims_));
  repeat.gloss = "The same again";
  repeat.repeats = {original.id};
  if (random.chance(60)) repeat.clauses = original.clauses;
  declare({{}, std::move(repeat)});
}

Named Scene::fresh(int arity, bool open, bool affected) const {
  return {"p" + std::to_string(++names_), arity, false, open, affected};
}

namespace {

template <class Test>
std::vector<Named> those(const std::vector<Named>& all, const Test& test) {
  std::vector<Named> out;
  std::copy_if(all.begin(), all.end(), std::back_inserter(out), test);
  return out;
}

}  // namespace

std::vector<Named> Scene::with(int arity, bool weighted) const {
  return those(finished, [&](const Named& n) { return n.arity == arity && n.weighted == weighted; });
}

std::vector<Named> Scene::closed(int arity) const {
  return those(finished, [&](const Named& n) { return n.arity == arity && !n.weighted && !n.open; });
}

std::vector<Named> Scene::unaffected(int arity) const {
  return those(finished, [&](const Named& n) { return n.arity == arity && !n.weighted && !n.open && !n.affected; });
}

}  // namespace linchpin::property
