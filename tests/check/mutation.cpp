#include "mutation.hpp"

#include <algorithm>
#include <map>

#include "circle.hpp"
#include "step.hpp"
#include "syntax/print.hpp"

namespace linchpin::check {
namespace {

bool is(const Json& node, const char* kind) { return node.at("kind") == kind; }
bool has_claim(const Json& node) { return node.contains("claim") && !is(node, "provided"); }

Fact fact_at(const Site& s) {
  const syntax::Statement read = parse_one(s.node.at("fact").get<std::string>() + ".", s.truth.base().names);
  return fact_of(std::get<syntax::Clause>(read.body).head);
}

// The number of the level; after the lowest for none.
std::size_t level_at(const Site& s) {
  const auto& levels = s.truth.levels();
  return static_cast<std::size_t>(std::find(levels.begin(), levels.end(), s.node.value("level", "")) - levels.begin());
}

std::size_t some_index(Site& s, std::size_t size) {
  return static_cast<std::size_t>(s.random.below(static_cast<int>(size)));
}

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
  const std::size_t i = some_index(s, premises.size());
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
  const std::size_t i = some_index(s, premises.size() - 1);
  const bool facts = premises[i].contains("fact") && premises[i + 1].contains("fact");
  if (!facts || predicate_of(premises[i]) == predicate_of(premises[i + 1])) return false;
  std::swap(premises[i], premises[i + 1]);
  return true;
}

bool swap_constant(Site& s) {
  if (!s.node.contains("fact")) return false;
  Fact fact = fact_at(s);
  if (fact.args.empty()) return false;
  fact.args[some_index(s, fact.args.size())] = naive::name("not_from_here");
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
  const Fact fact = fact_at(s);
  for (const auto& [tuple, level] : s.truth.conclusions().holds.at(fact.predicate)) {
    if (tuple == fact.args || static_cast<std::size_t>(level) != level_at(s)) continue;
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
  return !all_written(s.proof);  // an aggregate may be told in the same words elsewhere
}

bool change_kind(Site& s) {
  if (!is(s.node, "rule") && !is(s.node, "stated")) return false;
  s.node["kind"] = is(s.node, "rule") ? "stated" : "provided";
  return true;
}

// ---- levels

bool raise_level(Site& s) {
  const std::size_t level = level_at(s);
  if (level == 0 || level == s.truth.levels().size()) return false;
  s.node["level"] = s.truth.levels()[level - 1];
  return true;
}

bool lower_level(Site& s) {
  const std::size_t level = level_at(s);
  if (level + 1 >= s.truth.levels().size()) return false;
  s.node["level"] = s.truth.levels()[level + 1];
  return true;
}

bool raise_all(Site& s) {
  if (&s.node != &s.proof || level_at(s) == 0 || level_at(s) == s.truth.levels().size()) return false;
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
    if (claim == nullptr || s.node["claim"] == Json(claim->id.text)) continue;
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
  const Fact fact = fact_at(s);
  const auto& premises = s.node.at("premises");
  const auto facts = std::count_if(premises.begin(), premises.end(), [](const Json& p) { return p.contains("fact"); });
  for (const std::size_t c : s.truth.clauses_of(fact.predicate)) {
    const Truth::Stated& stated = s.truth.clauses()[c];
    if (stated.clause == nullptr || stated.clause->body.empty() == rule) continue;
    const auto& body = stated.clause->body;
    const auto needed = std::count_if(body.begin(), body.end(), [](const syntax::Literal& l) {
      return l.kind == syntax::Literal::Kind::atom && !l.negated && is_relation(l.atom);
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
    return l.kind == syntax::Literal::Kind::atom && !l.negated && is_relation(l.atom);
  });
  if (atoms != 1) return false;
  s.node["premises"].erase(some_index(s, s.node["premises"].size()));
  return true;
}

// ---- what a fact stands against

bool drop_objection(Site& s) {
  if (!s.node.contains("objections")) return false;
  s.node["objections"].erase(some_index(s, s.node["objections"].size()));
  return true;
}

bool change_winner(Site& s) {
  if (!s.node.contains("objections")) return false;
  Json& winners = s.node["objections"][some_index(s, s.node["objections"].size())]["overridden_by"];
  if (winners.empty()) {
    winners.push_back("nothing");
  } else {
    winners.erase(some_index(s, winners.size()));
  }
  return true;
}

bool change_objection(Site& s) {
  if (!s.node.contains("objections")) return false;
  Json& one = s.node["objections"][some_index(s, s.node["objections"].size())];
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
  const auto definite = s.truth.definite(fact_at(s));
  if (definite && static_cast<std::size_t>(*definite) <= level_at(s)) return false;
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
  s.proof["weakest"].erase(some_index(s, s.proof["weakest"].size()));
  return true;
}

bool change_speakers(Site& s) {
  if (&s.node != &s.proof) return false;
  Json& speakers = s.proof["speakers"];
  if (speakers.empty()) {
    speakers.push_back("nobody");
  } else {
    speakers.erase(some_index(s, speakers.size()));
  }
  return true;
}

}  // namespace

const std::vector<Mutation>& mutations() {
  static const std::vector<Mutation> all = {
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
  return all;
}

}  // namespace linchpin::check
