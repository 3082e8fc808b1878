#include "circle.hpp"

#include <algorithm>

#include "step.hpp"

namespace linchpin::check {
namespace {

using syntax::Literal;
using syntax::Term;

bool only_facts(const std::vector<Literal>& body) {
  return !body.empty() && std::all_of(body.begin(), body.end(), [](const Literal& l) {
    return l.kind == Literal::Kind::atom && !l.negated && !naive::is_test(l.atom.predicate, l.atom.args.size()) &&
           !naive::is_generator(l.atom.predicate, l.atom.args.size());
  });
}

void name_all(Term& term, int& count) {
  if (term.kind == Term::Kind::variable && term.text == "_") term.text = "_any" + std::to_string(++count);
  for (Term& t : term.args) name_all(t, count);
}

Json cited(Json node, const Truth::Stated& stated, const Truth& truth) {
  for (const char* key : {"claim", "gloss", "cites", "by", "basis"}) node.erase(key);
  node["clause"] = stated.text;
  if (const auto* claim = truth.claim(stated.ground.claim)) {
    node["claim"] = claim->id.text;
    node["gloss"] = claim->gloss;
  }
  return node;
}

// A reference to a node written out elsewhere, or a copy of one that rests on nothing.
Json reference(const Json& node) {
  if (node.at("premises").empty()) return node;
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

}  // namespace

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
      for (const Literal& l : rule.body) {
        const Fact premise = fact_of(with_values(l, binding).atom);
        const Json* known = find(above, premise, names);
        circle = circle || known != nullptr;
        if (known == nullptr) known = find(beside, premise, names);
        if (known == nullptr) return;
        premises.push_back(reference(*known));
      }
      if (!circle) return;
      out = cited(node, stated, truth);
      (*out)["kind"] = "rule";
      (*out)["premises"] = std::move(premises);
    });
    if (out) break;
  }
  return out;
}

}  // namespace linchpin::check
