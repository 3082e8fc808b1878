#include "mutants.hpp"

#include <algorithm>
#include <cstdio>

#include "circle.hpp"
#include "objections.hpp"
#include "step.hpp"
#include "syntax/print.hpp"

namespace linchpin::check {
namespace {

using property::Random;
using Pointer = Json::json_pointer;

bool is_written(const Json& node) { return node.contains("premises"); }
bool is(const Json& node, const char* kind) { return node.at("kind") == kind; }
bool has_claim(const Json& node) { return node.contains("claim") && !is(node, "provided"); }

// One attempt at a mutation.
struct Site {
  Json& proof;
  Json& node;
  const std::vector<const Json*>& above;  // nodes over it, in the proof before the mutation
  const Json& before;                     // that proof
  const Truth& truth;
  Random& random;

  Fact fact() const {
    const syntax::Statement read = parse_one(node.at("fact").get<std::string>() + ".", truth.base().names);
    return fact_of(std::get<syntax::Clause>(read.body).head);
  }
  // Of the level with this name; after the lowest for none.
  std::size_t level(const Json& of) const {
    const auto& levels = truth.levels();
    return static_cast<std::size_t>(std::find(levels.begin(), levels.end(), of.value("level", "")) - levels.begin());
  }
  Json& some_premise() { return node["premises"][index(node["premises"].size())]; }
  std::size_t index(std::size_t size) const { return static_cast<std::size_t>(random.below(static_cast<int>(size))); }
};

// ---- steps

// An equation that only takes a term apart need not be told.
bool must_be_told(const Json& node) {
  if (!is(node, "condition")) return true;
  const std::string text = node.at("text");
  return text.find(" = ") == std::string::npos || text.find('#') != std::string::npos;
}

bool drop_premise(Site& s) {
  if (!is(s.node, "rule") && !is(s.node, "question")) return false;
  Json& premises = s.node["premises"];
  if (premises.empty()) return false;
  const std::size_t i = s.index(premises.size());
  if (!must_be_told(premises[i])) return false;
  premises.erase(i);
  return true;
}

std::string predicate_of(const Json& node) {
  const std::string fact = node.value("fact", "");
  return fact.substr(0, fact.find('('));
}

bool exchange_premises(Site& s) {
  Json& premises = s.node["premises"];
  if ((!is(s.node, "rule") && !is(s.node, "question")) || premises.size() < 2) return false;
  const std::size_t i = s.index(premises.size() - 1);
  const bool facts = premises[i].contains("fact") && premises[i + 1].contains("fact");
  if (!facts || predicate_of(premises[i]) == predicate_of(premises[i + 1])) return false;
  std::swap(premises[i], premises[i + 1]);
  return true;
}

bool swap_constant(Site& s) {
  if (!s.node.contains("fact")) return false;
  Fact fact = s.fact();
  if (fact.args.empty()) return false;
  fact.args[s.index(fact.args.size())] = naive::name("not_from_here");
  s.node["fact"] = print(fact);
  return true;
}

// Another one that is as sure.
bool swap_fact(Site& s) {
  if (!is(s.node, "rule") && !is(s.node, "stated")) return false;
  const std::string clause = s.node.value("clause", "");
  for (const char* several : {"arg(", "functor("}) {
    if (clause.find(several) != std::string::npos) return false;
  }
  const Fact fact = s.fact();
  for (const auto& [tuple, level] : s.truth.conclusions().holds.at(fact.predicate)) {
    if (tuple == fact.args || static_cast<std::size_t>(level) != s.level(s.node)) continue;
    s.node["fact"] = print(Fact{fact.predicate, tuple});
    return true;
  }
  return false;
}

bool go_in_circle(Site& s) {
  if (!is(s.node, "rule") || s.above.empty()) return false;
  const auto step = circular_step(s.node, s.above, written_in(s.before), s.truth);
  if (!step) return false;
  s.node = *step;
  return all_written(s.proof);
}

bool refer_to_nothing(Site& s) {
  if (s.node.at("premises").empty() || &s.node == &s.proof) return false;
  Json stub;
  for (const char* key : {"kind", "fact", "text", "level"}) {
    if (s.node.contains(key)) stub[key] = s.node.at(key);
  }
  stub["repeated"] = true;
  s.node = stub;
  return true;
}

bool change_kind(Site& s) {
  if (!is(s.node, "rule") && !is(s.node, "stated")) return false;
  s.node["kind"] = is(s.node, "rule") ? "stated" : "provided";
  return true;
}

// ---- levels

bool raise_level(Site& s) {
  const std::size_t level = s.level(s.node);
  if (level == 0 || level == s.truth.levels().size()) return false;
  s.node["level"] = s.truth.levels()[level - 1];
  return true;
}

bool lower_level(Site& s) {
  const std::size_t level = s.level(s.node);
  if (level + 1 >= s.truth.levels().size()) return false;
  s.node["level"] = s.truth.levels()[level + 1];
  return true;
}

bool raise_all(Site& s) {
  if (&s.node != &s.proof || s.level(s.node) == 0 || s.level(s.node) == s.truth.levels().size()) return false;
  const auto raise = [&](const auto& self, Json& node) -> void {
    if (node.contains("level")) node["level"] = s.truth.levels().front();
    for (const char* below : {"premises", "further"}) {
      if (!node.contains(below)) continue;
      for (Json& one : node[below]) self(self, one);
    }
  };
  raise(raise, s.proof);
  s.proof.erase("weakest");
  return true;
}

// ---- what is cited

bool change_citation(Site& s) {
  if (!has_claim(s.node)) return false;
  if (s.node["cites"].empty()) {
    s.node["cites"].push_back("article/part/1.1");
  } else {
    s.node["cites"][0] = s.node["cites"][0].get<std::string>() + "9";
  }
  return true;
}

bool change_speaker(Site& s) {
  if (!has_claim(s.node)) return false;
  s.node["by"].push_back("nobody");
  return true;
}

bool change_gloss(Site& s) {
  if (!has_claim(s.node)) return false;
  s.node["gloss"] = s.node["gloss"].get<std::string>() + ", or so it seems";
  return true;
}

// With all that is told of it; it doesn't hold the clause.
bool swap_claim(Site& s) {
  if (!has_claim(s.node)) return false;
  const auto read = parse_one(s.node.at("clause").get<std::string>() + ".", s.truth.base().names);
  const auto* clause = std::get_if<syntax::Clause>(&read.body);
  if (clause == nullptr) return false;
  for (const syntax::Statement& other : s.truth.base().program) {
    const auto* claim = std::get_if<syntax::ClaimDeclaration>(&other.body);
    if (claim == nullptr || claim->id.text == s.node["claim"]) continue;
    if (!s.truth.find(claim->id.text, text_of(*clause)).empty()) continue;
    cite(s.node, claim);
    return true;
  }
  return false;
}

// Another one for the predicate, with its claim: a statement of another fact, or a rule over more or fewer facts.
bool swap_clause(Site& s) {
  const bool rule = is(s.node, "rule");
  if (!rule && !is(s.node, "stated")) return false;
  const Fact fact = s.fact();
  const auto& premises = s.node.at("premises");
  const auto facts = std::count_if(premises.begin(), premises.end(), [](const Json& p) { return p.contains("fact"); });
  for (const std::size_t c : s.truth.clauses_of(fact.predicate)) {
    const Truth::Stated& stated = s.truth.clauses()[c];
    if (stated.clause == nullptr || stated.clause->body.empty() == rule) continue;
    const auto& body = stated.clause->body;
    const auto needed = std::count_if(body.begin(), body.end(), [](const syntax::Literal& l) {
      return l.kind == syntax::Literal::Kind::atom && !l.negated;
    });
    if (rule ? needed == facts : fact_of(stated.clause->head) == fact) continue;
    s.node.erase("assumed");
    s.node["clause"] = stated.text;
    cite(s.node, s.truth.claim(stated.ground.claim));
    return true;
  }
  return false;
}

bool disown_assumption(Site& s) {
  if (!s.node.contains("assumed")) return false;
  s.node["assumed"] = "elsewhere";
  return true;
}

// ---- conditions and aggregates

bool falsify_condition(Site& s) {
  if (!is(s.node, "condition") && !is(s.node, "absent")) return false;
  const auto read = parse_one(s.node.at("text").get<std::string>() + "?", s.truth.base().names);
  syntax::Literal literal = std::get<syntax::Question>(read.body).body.front();
  static const std::map<std::string, std::string> opposite = {{"=", "!="}, {"!=", "="}, {"<", ">="},
                                                              {">=", "<"}, {">", "<="}, {"<=", ">"}};
  if (literal.kind == syntax::Literal::Kind::comparison) {
    literal.op = opposite.at(literal.op);
  } else {
    literal.negated = !literal.negated;
  }
  s.node["text"] = syntax::print(literal);
  return true;
}

bool change_aggregate(Site& s) {
  if (!is(s.node, "aggregate")) return false;
  const std::string text = s.node.at("text");
  s.node["text"] = "not_from_here" + text.substr(text.find(" = "));
  return true;
}

bool miscount_rows(Site& s) {
  if (!is(s.node, "aggregate")) return false;
  s.node["rows"] = s.node.at("rows").get<std::size_t>() + 1;
  return true;
}

// Where each row is one fact.
bool drop_row(Site& s) {
  if (!is(s.node, "aggregate") || s.node.at("premises").empty()) return false;
  if (s.node.at("premises").size() != s.node.at("shown").get<std::size_t>()) return false;
  const auto read = parse_one(s.node.at("text").get<std::string>() + "?", s.truth.base().names);
  const auto& body = *std::get<syntax::Question>(read.body).body.front().sides[1].body;
  const auto atoms = std::count_if(body.begin(), body.end(), [](const syntax::Literal& l) {
    return l.kind == syntax::Literal::Kind::atom && !l.negated;
  });
  if (atoms != 1) return false;
  s.node["premises"].erase(s.index(s.node["premises"].size()));
  return true;
}

// ---- what a fact stands against

bool drop_objection(Site& s) {
  if (!s.node.contains("objections")) return false;
  s.node["objections"].erase(s.index(s.node["objections"].size()));
  return true;
}

bool change_winner(Site& s) {
  if (!s.node.contains("objections")) return false;
  Json& winners = s.node["objections"][s.index(s.node["objections"].size())]["overridden_by"];
  if (winners.empty()) {
    winners.push_back("nothing");
  } else {
    winners.erase(s.index(winners.size()));
  }
  return true;
}

bool change_objection(Site& s) {
  if (!s.node.contains("objections")) return false;
  Json& one = s.node["objections"][s.index(s.node["objections"].size())];
  one["holds"] = !one.value("holds", false);
  return true;
}

// Of what is not; or not of what yields to something otherwise.
bool change_definite(Site& s) {
  if (!is(s.node, "rule") && !is(s.node, "stated")) return false;
  if (s.node.value("definite", false)) {
    const bool yields =
        s.node.contains("objections") && std::any_of(s.node["objections"].begin(), s.node["objections"].end(),
                                                     [](const Json& o) { return o.at("overridden_by").empty(); });
    if (yields) s.node.erase("definite");
    return yields;
  }
  const auto definite = s.truth.definite(s.fact());
  if (definite && static_cast<std::size_t>(*definite) <= s.level(s.node)) return false;
  s.node["definite"] = true;
  return true;
}

bool change_best(Site& s) {
  if (!s.node.contains("fact") || is(s.node, "provided") || is(s.node, "imported")) return false;
  s.node["best"] = !s.node.value("best", false);
  return true;
}

// ---- the whole

bool drop_weakest(Site& s) {
  if (&s.node != &s.proof || !s.proof.contains("weakest")) return false;
  s.proof["weakest"].erase(s.index(s.proof["weakest"].size()));
  return true;
}

bool change_speakers(Site& s) {
  if (&s.node != &s.proof) return false;
  Json& speakers = s.proof["speakers"];
  if (speakers.empty()) {
    speakers.push_back("nobody");
  } else {
    speakers.erase(s.index(speakers.size()));
  }
  return true;
}

const char* const kOtherAnswer = "the proof of another answer";
const char* const kCircle = "a circular step";

struct Mutation {
  const char* kind;
  bool (*mutate)(Site&);
};

const Mutation kMutations[] = {
    {"a premise dropped", drop_premise},
    {"two premises exchanged", exchange_premises},
    {"a constant swapped", swap_constant},
    {"another fact that holds", swap_fact},
    {kCircle, go_in_circle},
    {"a repetition of nothing", refer_to_nothing},
    {"another kind", change_kind},
    {"a level raised", raise_level},
    {"a level lowered", lower_level},
    {"all levels raised", raise_all},
    {"a citation changed", change_citation},
    {"a speaker added to a claim", change_speaker},
    {"a gloss changed", change_gloss},
    {"a claim swapped", swap_claim},
    {"a clause swapped", swap_clause},
    {"an assumption of another scenario", disown_assumption},
    {"a condition falsified", falsify_condition},
    {"an aggregate's value changed", change_aggregate},
    {"an aggregate's rows miscounted", miscount_rows},
    {"an aggregate's row dropped", drop_row},
    {"an objection dropped", drop_objection},
    {"what overrides an objection changed", change_winner},
    {"a contradiction made up or denied", change_objection},
    {"definite or not", change_definite},
    {"the best or not", change_best},
    {"a weakest link left out", drop_weakest},
    {"the speakers changed", change_speakers},
};

struct Place {
  Pointer at;
  std::vector<Pointer> above;  // facts only
};

void find_places(const Json& node, const Place& place, std::vector<Place>& out) {
  if (!is_written(node)) return;
  out.push_back(place);
  Place below = place;
  if (node.contains("fact")) below.above.push_back(place.at);
  for (std::size_t i = 0; i < node.at("premises").size(); ++i) {
    below.at = place.at / "premises" / i;
    find_places(node.at("premises").at(i), below, out);
  }
}

}  // namespace

const std::vector<std::string>& all_mutations() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> out{kOtherAnswer};
    for (const Mutation& mutation : kMutations) out.emplace_back(mutation.kind);
    return out;
  }();
  return all;
}

std::vector<Mutant> mutants(const Json& proofs, std::size_t number, const Json& answers, const Truth& truth,
                            Random& random) {
  const Json& proof = proofs.at(number);
  std::vector<Mutant> out;
  std::vector<Place> places;
  find_places(proof, Place{Pointer(), {}}, places);
  random.shuffle(places);
  if (is(proof, "undecided")) return out;
  for (const Mutation& mutation : kMutations) {
    for (const Place& place : places) {
      std::vector<const Json*> above;
      for (const Pointer& at : place.above) above.push_back(&proof.at(at));
      Json mutated = proof;
      Site site{mutated, mutated.at(place.at), above, proof, truth, random};
      if (!mutation.mutate(site)) continue;
      out.push_back({mutation.kind, std::move(mutated)});
      break;
    }
  }
  const std::size_t other = (number + 1) % proofs.size();
  if (other != number && !is(proofs.at(other), "undecided") && answers.at(other) != answers.at(number)) {
    out.push_back({kOtherAnswer, proofs.at(other)});
  }
  return out;
}

void Mutations::run(const Json& answer, std::size_t number, const Asked& asked, const Truth& truth, Random& random) {
  for (const Mutant& mutant : mutants(answer.at("proofs"), number, answer.at("answers"), truth, random)) {
    ++tried[mutant.kind];
    const auto found = fault(mutant.proof, asked, truth);
    const bool refused = found && (mutant.kind != kCircle || found->find("circle") != std::string::npos);
    if (refused) continue;
    ++survivors;
    std::printf("%s: %s is not refused%s\n  %s\n  %s\n", answer.at("question").get<std::string>().c_str(),
                mutant.kind.c_str(), found ? " as such" : "", answer.at("proofs").at(number).dump().c_str(),
                mutant.proof.dump().c_str());
  }
}

bool Mutations::report(const std::vector<std::string>& needed) const {
  bool all = true;
  for (const std::string& kind : all_mutations()) {
    const auto at = tried.find(kind);
    const std::size_t count = at == tried.end() ? 0 : at->second;
    const bool lacking = count == 0 && std::find(needed.begin(), needed.end(), kind) != needed.end();
    all = all && !lacking;
    std::printf("%8zu refused: %s%s\n", count, kind.c_str(), lacking ? "  LACKING" : "");
  }
  std::printf("%zu mutants survived\n", survivors);
  return all && survivors == 0;
}

}  // namespace linchpin::check
