#include "circle.hpp"

#include <algorithm>

#include "step.hpp"
#include "syntax/print.hpp"

namespace linchpin::check {
namespace {

using syntax::Literal;
using syntax::Term;

bool only_facts(const std::vector<Literal>& body) {
  return !body.empty() && std::all_of(body.begin(), body.end(), [](const Literal& l) {
    return l.kind == Literal::Kind::atom && !l.negated && is_relation(l.atom);
  });
}

void name_all(Term& term, int& count) {
  if (term.kind == Term::Kind::variable && term.text == "_") term.text = "_any" + std::to_string(++count);
  for (Term& t : term.args) name_all(t, count);
}

// A reference to a node written out elsewhere, or a copy of one that rests on nothing.
Json reference(const Json& node) {
  if (node.contains("premises") && node.at("premises").empty()) return node;
  Json out;
  for (const char* key : {"kind", "fact", "text", "level"}) {
    if (node.contains(key)) out[key] = node.at(key);
  }
  out["repeated"] = true;
  return out;
}

const Json* find(const std::vector<const Json*>& nodes, const Fact& fact, const ArgumentNames& names) {
  for (const Json* node : nodes) {
    if (!node->contains("fact")) continue;
    const syntax::Statement read = parse_one(node->at("fact").get<std::string>() + ".", names);
    if (fact_of(std::get<syntax::Clause>(read.body).head) == fact) return node;
  }
  return nullptr;
}

std::string key(const Json& node) {
  return node.at("kind").get<std::string>() + node.value("fact", "") + node.value("text", "") + node.value("level", "");
}

}  // namespace

std::vector<const Json*> written_in(const Json& proof) {
  std::vector<const Json*> out;
  const auto gather = [&](const auto& self, const Json& node) -> void {
    if (!node.contains("premises")) return;
    out.push_back(&node);
    for (const Json& premise : node.at("premises")) self(self, premise);
  };
  gather(gather, proof);
  return out;
}

bool all_written(const Json& proof) {
  const std::vector<const Json*> nodes = written_in(proof);
  std::set<std::string> written;
  for (const Json* node : nodes) {
    if (!node->at("premises").empty()) written.insert(key(*node));
  }
  return std::all_of(nodes.begin(), nodes.end(), [&](const Json* node) {
    return std::all_of(node->at("premises").begin(), node->at("premises").end(), [&](const Json& premise) {
      return !premise.value("repeated", false) || written.contains(key(premise));
    });
  });
}

void cite(Json& node, const syntax::ClaimDeclaration* claim) {
  for (const char* key : {"claim", "gloss", "cites", "by", "basis"}) node.erase(key);
  if (claim == nullptr) return;
  const Ground ground = ground_of(*claim);
  node["claim"] = ground.claim;
  node["gloss"] = ground.gloss;
  node["cites"] = ground.cites;
  node["by"] = ground.by;
  node["basis"] = syntax::print(claim->basis);
}

std::optional<Json> circular_step(const Json& node, const std::vector<const Json*>& above,
                                  const std::vector<const Json*>& beside, const Truth& truth) {
  const ArgumentNames& names = truth.base().names;
  const syntax::Statement read = parse_one(node.at("fact").get<std::string>() + ".", names);
  const Fact fact = fact_of(std::get<syntax::Clause>(read.body).head);
  std::optional<Json> out;
  for (const std::size_t c : truth.clauses_of(fact.predicate)) {
    const Truth::Stated& stated = truth.clauses()[c];
    if (stated.clause == nullptr || !only_facts(stated.clause->body)) continue;
    syntax::Clause rule = *stated.clause;
    int count = 0;
    for (Literal& l : rule.body) {
      for (Term& t : l.atom.args) name_all(t, count);
    }
    const naive::Rule prepared = naive::prepare(rule, 0);
    naive::solve(prepared, View(truth, static_cast<int>(truth.levels().size())), [&](const naive::Binding& binding) {
      if (out) return;
      naive::Tuple head;
      for (const Term& t : prepared.head.args) head.push_back(naive::value(t, binding));
      if (head != fact.args) return;
      bool circle = false;
      Json premises = Json::array();
      int level = stated.ground.level;
      for (const Literal& l : rule.body) {
        const Fact premise = fact_of(with_values(l, binding).atom);
        const Json* known = find(above, premise, names);
        circle = circle || known != nullptr;
        if (known == nullptr) known = find(beside, premise, names);
        if (known == nullptr) return;
        premises.push_back(reference(*known));
        level = std::max(level, truth.level(premise).value_or(level));
      }
      if (!circle || truth.level(fact) != level) return;
      out = node;
      (*out)["clause"] = stated.text;
      cite(*out, truth.claim(stated.ground.claim));
      (*out)["premises"] = std::move(premises);
    });
    if (out) break;
  }
  return out;
}

}  // namespace linchpin::check
