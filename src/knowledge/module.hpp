// What has been stated: the statements of the loaded texts and of the prompt, before any meaning is given to them.
//
// Ground facts whose arguments are plain values are interned and kept in one row-major table a predicate, with their
// origins beside them; all else stays syntax. Everything is append-only between retractions, so a failed statement is
// taken back by truncating to a mark. Copies of a module share the tables and lists that
// are the same in both.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "syntax/ast.hpp"
#include "syntax/fact.hpp"
#include "value/pool.hpp"
#include "value/shared.hpp"

namespace linchpin::knowledge {

using ClaimIndex = std::uint32_t;
inline constexpr ClaimIndex kNoClaim = ~ClaimIndex{0};

// Where a clause stands, and the claim whose braces hold it.
struct Origin {
  Span span;
  ClaimIndex claim = kNoClaim;
};

// p(...) and -p(...) are two predicates, and so are p/1 and p/2.
struct Signature {
  std::string name;
  std::uint32_t arity = 0;
  bool denied = false;
  friend bool operator==(const Signature&, const Signature&) = default;
};
// The same, of a name that stands elsewhere.
struct SignatureView {
  std::string_view name;
  std::uint32_t arity = 0;
  bool denied = false;
  SignatureView(std::string_view n, std::uint32_t a, bool d) : name(n), arity(a), denied(d) {}
  SignatureView(const Signature& s)  // NOLINT(google-explicit-constructor): a signature is its own view
      : name(s.name), arity(s.arity), denied(s.denied) {}
  friend bool operator==(const SignatureView&, const SignatureView&) = default;
};
struct SignatureHash {
  using is_transparent = void;
  std::size_t operator()(const SignatureView& s) const noexcept;
};
std::string print(const Signature& signature);  // depends_on/3, -supplies/3

struct FactTable {
  Signature signature;
  std::vector<Value> values;    // row-major, arity values a row
  std::vector<Origin> origins;  // one a row; the same fact may stand in several rows
  // The rows that stand in claims, ascending, so that no one has to look for them among the others.
  std::vector<std::uint32_t> claimed;
  std::size_t rows() const { return origins.size(); }
  std::span<const Value> row(std::size_t r) const { return {values.data() + r * signature.arity, signature.arity}; }
};

template <class T>
struct Stated {
  T what;
  Origin origin;
};

class Module {
 public:
  std::vector<Shared<FactTable>> facts;
  SharedList<Stated<syntax::Clause>> clauses;  // rules; facts with named arguments, operations or variables
  // Facts that a supposition adds: beside the tables, so that these stay shared. `append` and marks know none of them.
  std::vector<Stated<syntax::Clause>> assumed;
  SharedList<Stated<syntax::ClaimDeclaration>> claims;  // the headers: `clauses` is emptied into the above
  SharedList<Stated<syntax::SortDeclaration>> sorts;
  SharedList<Stated<syntax::EntityDeclaration>> entities;
  SharedList<Stated<syntax::PredicateDeclaration>> predicates;
  SharedList<Stated<syntax::FunctorDeclaration>> functors;
  SharedList<Stated<syntax::SourceDeclaration>> sources;
  SharedList<Stated<syntax::LevelsDeclaration>> levels;
  SharedList<Stated<syntax::TrustDeclaration>> trusts;
  SharedList<Stated<syntax::Overrides>> overrides;
  SharedList<Stated<syntax::Incompatible>> incompatibles;
  SharedList<Stated<syntax::ScenarioDeclaration>> scenarios;
  SharedList<Stated<syntax::Constraint>> constraints;
  SharedList<Stated<syntax::Import>> imports;
  SharedList<Stated<syntax::Export>> exports;
  SharedList<Stated<syntax::Assumable>> assumables;

  // Takes a statement that states something. REQUIRES: not an Include, Retract or Question.
  void add(syntax::Statement&& statement, Pool& pool);
  void add(const syntax::PlainFact& fact, Pool& pool);
  void add(const SignatureView& signature, std::span<const Value> row, const Origin& origin);

  // The table of a signature, made when there is none.
  FactTable& table(const Signature& signature);
  const FactTable* find_table(const Signature& signature) const;

  // Sizes of everything above; `rollback` truncates to them.
  struct Mark {
    std::vector<std::size_t> sizes;
    std::vector<std::size_t> fact_rows;
  };
  Mark mark() const;
  void rollback(const Mark& mark);

  // Appends all of `other`, renumbering its claims.
  void append(Module&& other);
  // For values of a pool that another absorbs: makes them those of the other.
  void translate(const Translation& to);

  // Removes every row equal to the fact; returns how many there were.
  std::size_t retract_fact(const Signature& signature, std::span<const Value> row);
  // Removes every row of which it is true; returns how many there were.
  std::size_t retract_facts(const Signature& signature, const std::function<bool(std::span<const Value>)>& gone);
  // Removes rules and non-plain facts that read the same but for the names of their variables.
  std::size_t retract_clause(const syntax::Clause& clause);
  // Removes a claim's header, facts and rules, and what `overrides` says of it, with those of the claims that only
  // repeat it, and from the braces of those that repeat others, too, what none of these states. A claim that repeats a
  // repeat goes on with its originals. The headers' places stay, emptied (id.text empty), so that indexes hold.
  bool retract_claim(std::string_view id);

  bool empty() const;
  std::size_t bytes() const;
  // But for the tables and lists that it shares with another.
  std::size_t bytes_beside(const Module& other) const;

 private:
  void add_clause(syntax::Clause&& clause, ClaimIndex claim, Pool& pool);
  FactTable& table_for(const SignatureView& signature);
  void keep_restated();
  std::unordered_map<Signature, std::uint32_t, SignatureHash, std::equal_to<>> table_of_;
  std::size_t last_table_ = 0;  // where the last fact went: the next one of a file mostly goes there too
};

// The same but for the names of their variables.
bool alpha_equivalent(const syntax::Clause& a, const syntax::Clause& b);

// A term that is a plain value: a name, number (a sign may stand before it), string, date, or a compound of such that
// is no call of a builtin; `-f(...)` is one. Returns false otherwise.
bool plain_value(const syntax::Term& term, Pool& pool, Value& value);
Value value_of(const syntax::Scalar& scalar, Pool& pool);

}  // namespace linchpin::knowledge
