#include "analysis/reuse.hpp"

#include <algorithm>

#include "analysis/types.hpp"

namespace linchpin::analysis {
namespace {

using knowledge::FactTable;
using knowledge::Module;

class Reuse {
 public:
  Reuse(const FactsEdited& edited, const Signatures& signatures, Pool& pool)
      : program_(edited.program),
        before_(edited.before),
        after_(edited.after),
        signatures_(signatures),
        pool_(pool),
        out_(edited.program) {}

  std::optional<Program> run() {
    const bool same = after_.clauses.same(before_.clauses) && after_.overrides.same(before_.overrides) &&
                      after_.trusts.same(before_.trusts) && after_.facts.size() == before_.facts.size();
    if (!same || !read_claims() || !check_tables() || !take_out_claims() || !assume()) return std::nullopt;
    return std::move(out_);
  }

 private:
  // Which claims are emptied. A claim that repeats others, or is repeated, says what others say.
  bool read_claims() {
    gone_.resize(before_.claims.size());
    if (after_.claims.same(before_.claims)) return true;
    if (after_.claims.size() != before_.claims.size()) return false;
    for (std::size_t c = 0; c < gone_.size(); ++c) {
      const syntax::ClaimDeclaration& was = before_.claims[c].what;
      const syntax::ClaimDeclaration& is = after_.claims[c].what;
      if (was.repeats.size() != is.repeats.size()) return false;
      gone_[c] = is.id.text != was.id.text;
      any_gone_ = any_gone_ || gone_[c];
      if (!gone_[c] && !same_speakers(was, is)) return false;
    }
    return true;
  }

  static bool same_speakers(const syntax::ClaimDeclaration& a, const syntax::ClaimDeclaration& b) {
    return std::equal(a.by.begin(), a.by.end(), b.by.begin(), b.by.end(),
                      [](const auto& x, const auto& y) { return x.size() == y.size(); });
  }

  // Whether a predicate's facts are given to itself alone.
  bool is_whole(PredicateId p) const {
    for (PredicateId part = 0; part < program_.predicates.size(); ++part) {
      if (program_.predicates[part].part_of == p && program_.predicates[p].possible != part) return false;
    }
    return !program_.predicates[p].weighed;
  }

  std::size_t claimed_elsewhere(const FactTable& table) const {
    return static_cast<std::size_t>(std::count_if(table.claimed.begin(), table.claimed.end(),
                                                  [&](std::uint32_t row) { return !gone_[table.origins[row].claim]; }));
  }

  bool check_tables() const {
    for (std::size_t t = 0; t < after_.facts.size(); ++t) {
      if (after_.facts[t].same(before_.facts[t])) continue;
      const FactTable& was = before_.facts[t];
      const FactTable& is = after_.facts[t];
      // What a claim that stays no longer states, it no longer says.
      if (claimed_elsewhere(was) != claimed_elsewhere(is)) return false;
      if (holds_any(was, program_) != holds_any(is, program_) || (was.rows() != 0) != (is.rows() != 0)) return false;
      if (!is_whole(*signatures_.find(is.signature))) return false;
    }
    return true;
  }

  bool take_out_claims() {
    if (!any_gone_) return true;
    const auto is_gone = [&](const GroundFact& fact) {
      return fact.origin.claim < gone_.size() && gone_[fact.origin.claim];
    };
    const bool only_told = std::all_of(program_.facts.begin(), program_.facts.end(), [&](const GroundFact& fact) {
      return !is_gone(fact) || program_.predicates[fact.predicate].provided;
    });
    if (only_told) out_.facts.erase_if(is_gone);
    return only_told;
  }

  bool is_imported(const knowledge::Signature& signature) const {
    return !signature.denied && std::any_of(after_.imports.begin(), after_.imports.end(), [&](const auto& stated) {
      return stated.what.predicate.text == signature.name && stated.what.columns.size() == signature.arity;
    });
  }

  bool is_stated(PredicateId p) const {
    const knowledge::Signature& signature = program_.predicates[p].signature;
    const FactTable* table = after_.find_table(signature);
    return (table != nullptr && holds_any(*table, program_)) || is_imported(signature) ||
           std::any_of(program_.rules.begin(), program_.rules.end(), [&](const Rule& rule) { return rule.head == p; });
  }

  bool assume() {
    Vocabulary vocabulary(program_.predicates, program_.facts, pool_);
    for (const auto& [clause, origin] : after_.assumed) {
      const syntax::Atom& head = clause.head;
      const auto p = signatures_.find({head.predicate, static_cast<std::uint32_t>(head.args.size()), head.denied});
      if (!p || *p >= program_.predicates.size()) return false;
      const Predicate& predicate = program_.predicates[*p];
      if (!predicate.known || predicate.only_supposed || predicate.provided || predicate.is_sort) return false;
      if (!is_stated(*p) || !is_whole(*p)) return false;
      GroundFact fact{*p, std::vector<Value>(head.args.size()), origin};
      for (std::size_t i = 0; i < head.args.size(); ++i) {
        if (!knowledge::plain_value(head.args[i], pool_, fact.args[i])) return false;
        if (fact.args[i].is_term() || !fits(fact.args[i], predicate.arguments[i].type, vocabulary)) return false;
      }
      out_.facts.edit().push_back(std::move(fact));
    }
    return true;
  }

  const Program& program_;
  const Module& before_;
  const Module& after_;
  const Signatures& signatures_;
  Pool& pool_;
  Program out_;
  std::vector<bool> gone_;  // by claim
  bool any_gone_ = false;
};

}  // namespace

std::optional<Program> with_other_facts(const FactsEdited& edited, const Signatures& signatures, Pool& pool) {
  return Reuse(edited, signatures, pool).run();
}

}  // namespace linchpin::analysis
