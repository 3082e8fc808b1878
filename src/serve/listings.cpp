#include "serve/listings.hpp"

#include <fmt/core.h>

#include "serve/values.hpp"

namespace linchpin::serve {
namespace {

using json::Json;

Json told(const PredicateInfo& p) {
  Json out;
  out["name"] = p.name;
  out["arity"] = p.arity;
  out["arguments"] = p.arguments;
  out["facts"] = p.facts;
  out["rules"] = p.rules;
  if (p.is_evaluated) out["rows"] = p.rows;
  out["sort"] = p.is_sort;
  return out;
}

Json told(const ClaimInfo& c) {
  Json out;
  out["id"] = c.id;
  out["gloss"] = c.gloss;
  out["level"] = c.level;
  out["basis"] = c.basis;
  out["holds"] = c.holds;
  out["at"] = c.at;
  out["by"] = c.by;
  out["repeats"] = c.repeats;
  out["clauses"] = c.clauses;
  return out;
}

Json told(const ScenarioInfo& s) {
  Json out;
  out["id"] = s.id;
  out["gloss"] = s.gloss;
  out["at"] = s.at;
  out["extends"] = s.extends;
  out["edits"] = s.edits;
  out["claims"] = s.claims;
  return out;
}

Json told(const Session::Listed& clause) {
  Json out;
  out["clause"] = clause.text;
  if (!clause.claim.empty()) out["claim"] = clause.claim;
  return out;
}

template <class List>
Json all(const List& list) {
  Json out = Json::array();
  for (const auto& one : list) out.push_back(told(one));
  return out;
}

}  // namespace

Json listing(const Session& session, const std::string& what, const std::string& predicate) {
  Json out;
  if (what == "predicates") {
    out[what] = all(session.predicates());
  } else if (what == "claims") {
    out[what] = all(session.claims());
  } else if (what == "scenarios") {
    out[what] = all(session.scenarios());
  } else if (what == "clauses") {
    out[what] = all(session.listing(predicate, ~std::size_t{0}));
  } else if (what == "entities") {
    out[what] = session.entities();
  } else if (what == "levels") {
    out[what] = session.levels();
  } else if (what == "files") {
    out[what] = session.files();
  } else {
    throw Refusal{fmt::format("there is no list of `{}`", what),
                  "predicates, claims, scenarios, clauses, entities, levels and files are listed"};
  }
  return out;
}

}  // namespace linchpin::serve
