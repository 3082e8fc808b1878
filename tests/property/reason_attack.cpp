#include "reason_attack.hpp"

#include <algorithm>

#include "naive_body.hpp"

namespace linchpin::naive {

Attack::Attack(const Flat& flat, const std::vector<Rule>& rules) : rules_(rules), pairs_(flat.contraries) {
  for (const Rule& rule : rules) {
    grounds_.push_back(flat.grounds[rule.statement]);
    with_clauses_.insert(rule.head_signature);
    if (grounds_.back().normally) with_normally_.insert(rule.head_signature);
  }
  affected_ = with_normally_;
  const auto is_in = [&](const Signature& s) { return affected_.contains(s); };
  for (bool changed = true; changed;) {
    changed = false;
    for (const Rule& rule : rules) {
      const std::set<Signature> attackers = contraries(rule.head_signature);
      if (std::any_of(rule.mentioned.begin(), rule.mentioned.end(), is_in) ||
          std::any_of(attackers.begin(), attackers.end(), is_in))
        changed |= affected_.insert(rule.head_signature).second;
    }
  }
}

std::set<Signature> Attack::contraries(const Signature& s) const {
  std::set<Signature> out = {{s.name, s.arity, !s.denied}};
  for (const auto& [a, b] : pairs_) {
    if (signature(a) == s) out.insert(signature(b));
    if (signature(b) == s) out.insert(signature(a));
  }
  std::erase_if(out, [&](const Signature& c) { return !with_clauses_.contains(c); });
  return out;
}

bool Attack::are_contraries(const Signature& p, const Tuple& of_p, const Signature& q, const Tuple& of_q) const {
  if (q == Signature{p.name, p.arity, !p.denied} && of_p == of_q) return true;
  if (p == q && of_p == of_q) return false;
  return std::any_of(pairs_.begin(), pairs_.end(), [&](const auto& pair) {
    const auto fit = [&](const syntax::Atom& a, const syntax::Atom& b) {
      return signature(a) == p && signature(b) == q && fit_together(a.args, of_p, b.args, of_q);
    };
    return fit(pair.first, pair.second) || fit(pair.second, pair.first);
  });
}

bool Attack::has_exceptions(const Signature& s) const {
  const std::set<Signature> attackers = contraries(s);
  return with_normally_.contains(s) || std::any_of(attackers.begin(), attackers.end(),
                                                   [&](const Signature& c) { return with_normally_.contains(c); });
}

bool Attack::may_be_definite(std::size_t rule) const {
  const Rule& r = rules_[rule];
  const Ground& ground = grounds_[rule];
  if (!is_affected(r.head_signature) || ground.normally) return false;
  if (std::any_of(r.finished.begin(), r.finished.end(), [&](const Signature& s) { return is_affected(s); }))
    return false;
  return !has_exceptions(r.head_signature) || (ground.level == 0 && !ground.spoken);
}

Dependencies Attack::dependencies() const {
  Dependencies out = naive::dependencies(rules_);
  for (auto& [s, below] : out)
    if (is_affected(s)) below.merge(contraries(s));
  return out;
}

}  // namespace linchpin::naive
