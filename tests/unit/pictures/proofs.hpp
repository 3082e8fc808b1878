// Proofs to draw.
#pragma once

#include "linchpin.hpp"

namespace linchpin::test_support {

inline Proof::Node node(Proof::Kind kind, std::string what, std::vector<std::size_t> premises = {}) {
  Proof::Node out;
  out.kind = kind;
  const bool is_text = kind == Proof::Kind::condition || kind == Proof::Kind::absent || kind == Proof::Kind::aggregate;
  (is_text ? out.text : out.fact) = std::move(what);
  out.level = "certain";
  out.premises = std::move(premises);
  return out;
}

// q(a), likely, from p(a) twice, not r(a), and 1 < 2, by the claim c2, which is implied; -q(a) is overridden.
inline Proof sample() {
  Proof out;
  Proof::Node& p = out.nodes.emplace_back(node(Proof::Kind::stated, "p(a)"));
  p.sentence = "A is \"<P>\" & more";
  p.ground = {"p(a)", "c1", "It is said", {"book/one/1.2"}, {"ann, bob", "cid"}, {}};
  p.ground.basis = "stated";
  out.nodes.push_back(node(Proof::Kind::absent, "not r(a)"));
  out.nodes.push_back(node(Proof::Kind::condition, "1 < 2"));
  Proof::Node& q = out.nodes.emplace_back(node(Proof::Kind::rule, "q(a)", {0, 1, 2, 0}));
  q.level = "likely";
  q.ground = {"normally q(X) :-\n  p(X), not r(X), 1 < 2, p(X)", "c2", "P is Q", {"book/one/2.1"}, {}, {}};
  q.ground.basis = "implicit";
  Proof::Objection& objection = q.objections.emplace_back();
  objection.fact = "-q(a)";
  objection.level = "certain";
  objection.ground = {"normally -q(a)", "c3", "No Q", {}, {}, {"c2"}};
  out.root = 3;
  out.weakest = {"c2"};
  out.speakers = {"ann", "book"};
  return out;
}

// p(0) by as many rules, one above another.
inline Proof chain(std::size_t rules) {
  Proof out;
  out.nodes.push_back(node(Proof::Kind::stated, "p(" + std::to_string(rules) + ")"));
  for (std::size_t i = 0; i < rules; ++i)
    out.nodes.push_back(node(Proof::Kind::rule, "p(" + std::to_string(rules - i - 1) + ")", {i}));
  out.root = rules;
  return out;
}

}  // namespace linchpin::test_support
