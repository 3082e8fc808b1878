// What answers rest on, what is missing for them, and what speaks against them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linchpin/datum.hpp"

namespace linchpin {

// What a fact rests on: a clause whose body holds, the fact itself as it is stated, or, of supports, a claim.
struct Ground {
  // A claim that says the same again.
  struct Repeat {
    std::string claim;
    std::vector<std::string> at, by;
  };
  std::string clause;  // as written, without the full stop; empty for a claim as a whole
  std::string claim;   // id; empty when it is stated outside any claim, and so is what follows
  std::string gloss;
  std::vector<std::string> at;  // places, as in ClaimInfo
  std::vector<std::string> by;
  // In a conflict: the claims that speak for the other side and override this one.
  std::vector<std::string> overridden_by;
  std::string basis = {};  // as in ClaimInfo
  // In explanations: the level at which it holds, and the claims that are one ground with it.
  std::string level = {};
  std::vector<Repeat> repeated_by = {};
};

// Two facts that can't both hold, or a constraint that is broken.
struct Conflict {
  enum class Kind : std::uint8_t {
    contradiction,  // both hold
    contested,      // something speaks for both, by rules that have exceptions, and not both hold
    constraint,     // `sides` is empty
  };
  struct Side {
    std::string fact;      // as the language writes it
    std::string sentence;  // by its template; empty without one
    bool holds = false;
    bool undecided = false;
    std::string level;  // of the fact, or of what speaks for it; "undecided" where it can't be decided
    std::vector<Ground> grounds;
  };
  Kind kind = Kind::contradiction;
  std::vector<Side> sides;
  std::string constraint;                               // its text
  std::vector<std::pair<std::string, Datum>> bindings;  // of the constraint's variables
};
std::string_view print(Conflict::Kind kind);  // "contradiction", "contested", "constraint"

// The best proof of an answer: every fact in it at its own level, with as few steps below it as that leaves, by the
// clauses that stand first.
struct Proof {
  enum class Kind : std::uint8_t {
    stated,     // a clause states the fact
    imported,   // a table has it
    provided,   // the claims themselves tell it: claimed, cites, says, predicate_info
    rule,       // it follows by a rule from its premises
    aggregate,  // a value over rows, of which the first are the premises
    condition,  // a comparison or builtin; without a fact
    absent,     // a `not`; without a fact
    undecided,  // it is neither true nor false
    unknown,    // it holds, and no proof of it was found within bounds
    question,   // what was asked, where that is more than one fact
  };
  struct Objection {
    std::string fact, sentence;  // a contrary of the fact
    std::string level;
    Ground ground;       // the clause for it, with the claims that override it
    bool holds = false;  // both hold: a contradiction
  };
  struct Node {
    Kind kind = Kind::stated;
    std::string fact;      // as the language writes it
    std::string sentence;  // by its template; of a condition in words, of a `not` what there is not; may be empty
    std::string text;      // of an aggregate, condition or `not`: as written, with values for its variables
    std::string level;
    Ground ground;        // the clause that gives the fact
    std::string assumed;  // the scenario that assumes it; `suppose` where the question does; else empty
    std::vector<std::size_t> premises;
    std::vector<Objection> objections;  // what speaks against the fact, and does not keep it from holding
    bool definite = false;              // of a fact with objections: it has no exceptions
    bool best = false;                  // of a `min` or `max` argument: there is no better value
    std::size_t rows = 0, shown = 0;    // of an aggregate: how many, and of how many the premises are given
  };
  std::vector<Node> nodes;  // premises before what rests on them; what is needed twice is there once
  std::size_t root = 0;
  std::size_t height = 0;  // how many rules stand above one another
  bool complete = true;    // false: there was too much to look through, and a proof with fewer steps may be there
  std::vector<std::string> weakest;   // the claims at the level of the whole, where that is not the highest
  std::vector<std::string> speakers;  // on whose word it rests; a source's name for its own author
  // How many proofs there are of which no two share a claim; none where one rests on no claim. At least so many, if
  // not exact: there was too much to look through.
  std::optional<std::size_t> disjoint;
  bool disjoint_exact = true;
};
std::string_view print(Proof::Kind kind);  // "stated", "rule", ...

// A picture of an answer, in text.
struct Picture {
  std::string form;                    // svg, dot, mermaid, html
  std::string text;                    // all of it; empty where it went to a file
  std::string file;                    // the file's path
  std::size_t answers = 0, drawn = 0;  // how many there are, and of how many first ones the picture is
  std::size_t facts = 0;               // of proofs: how many it shows
  std::size_t things = 0, arrows = 0;  // of a relation
};

// What carries an answer: the least sets of grounds, each by a proof of its own.
struct Supports {
  struct Support {
    std::string level;  // that it gives
    std::vector<Ground> grounds;
  };
  std::vector<Support> supports;        // the best level first, then the fewest grounds
  bool complete = true;                 // false: there was too much to look through, and there may be more
  std::optional<std::size_t> disjoint;  // as of a proof
  bool disjoint_exact = true;
};

// The claims on which an answer hangs. Each was found by taking it out and asking again.
struct Linchpins {
  struct Lowering {
    Ground ground;
    std::string level;  // of the answer without it
  };
  std::vector<Ground> single;             // each alone breaks it
  std::vector<Lowering> lower;            // each alone only lowers its level
  std::vector<std::vector<Ground>> sets;  // break it, and no part of them does; without the single ones
  std::size_t complete_to = 0;            // all sets of up to so many claims are there
  bool all = false;                       // there are no others at all
  bool stopped = false;                   // the search ended at its limit
};

// `why not`: what is missing for what was asked, or what stands against it. A tree of goals (facts, or patterns of
// which nothing holds), clauses that would give them, nearest first, and literals of these.
struct WhyNot {
  enum class Kind : std::uint8_t {
    missing,         // nothing states it, and no rule concludes such a thing
    underived,       // rules conclude such things, and none of them applies
    defeated,        // something speaks for it, and does not prevail
    undecided,       // it is neither true nor false
    lower,           // it holds at a lower level only
    unfit,           // it holds of others, of which none fits the rest
    circular,        // it would rest on itself
    unexplored,      // a bound was reached before it was looked into
    rule,            // a clause that would give the goal above it; its literals are below it
    question,        // what was asked, where that is more than one fact
    speaks_for,      // a clause that applies, of a goal that is defeated
    speaks_against,  // a clause that applies, for a contrary of it
    held,            // a literal that holds
    untold,          // one of which nothing can be told before what is missing is there
    blocked,         // a `not`, of which the contrary holds
    condition,       // a comparison or builtin that is false
    denied,          // an edit of what is supposed denies the fact, whatever the clause says
    aggregate,       // one of which the value is another
    contrary,        // a fact that holds and can't be so together with the goal above it
  };
  struct Remark {
    enum class Kind : std::uint8_t {
      nowhere,    // `value` occurs in no fact
      not_there,  // `value` is never the argument `argument` of the predicate
      swapped,    // `fact` holds, with two arguments exchanged
      similar,    // `fact` holds, with another value for one argument
      better,     // `fact` holds, with a better value for its `min` or `max` argument
      said,       // a claim says it, on the word of somebody who is not trusted
      assumed,    // the scenario `scenario` assumes it
      ruled,      // a claim's rule concludes such things, on the word of somebody who is not trusted
    };
    Kind kind = Kind::nowhere;
    std::string value, argument;
    std::string near;  // of a value: what may have been meant; empty if nothing is near
    std::string fact, sentence;
    Ground ground;
    std::string scenario;
  };
  struct Node {
    Kind kind = Kind::missing;
    std::string fact;               // as the language writes it, with the names of what is open
    std::string sentence;           // by its template; empty without one
    std::vector<std::string> open;  // variables of which no value fits
    std::string text;               // of a literal: as written, with values for its variables
    std::string level;              // where something holds or speaks
    std::string value;              // of an aggregate: what it is; empty where there is no row
    Ground ground;                  // of a clause; `overridden_by` of one that speaks against the goal
    std::vector<std::pair<std::string, Datum>> bindings;  // of a clause's variables
    std::size_t lacks = 0;                                // of a clause: how many of its literals do not hold
    // Of a clause: how many bindings lack as little, and some of them; too many to be counted if `more_choices`.
    std::uint64_t choices = 1;
    bool more_choices = false;
    std::vector<std::string> choice;
    // Of a goal: rules that are not shown; of what is missing: those that conclude other such things; of what is unfit:
    // how many hold; else how many are like it besides.
    std::uint64_t others = 0;
    std::optional<std::size_t> proof;  // number of what holds or applies, in `proofs`
    std::vector<Remark> remarks;
    std::vector<std::size_t> below;
  };
  std::vector<Node> nodes;  // what is below a node stands before it; what is needed twice is there once
  std::size_t root = 0;
  std::vector<Proof> proofs;           // of a clause that applies: its uppermost node has what that rests on
  bool complete = true;                // false: a bound was reached, and there may be nearer ways
  std::vector<std::string> scenarios;  // in which what was asked holds
  bool scenarios_tried = true;         // false: the knowledge base is too large for that
};
std::string_view print(WhyNot::Kind kind);          // "missing", "underived", ...
std::string_view print(WhyNot::Remark::Kind kind);  // "nowhere", "not there", ...

// `requires`: facts which, if they were stated as well, would make what was asked hold, none of them needlessly.
struct Requirement {
  struct Fact {
    std::string fact;      // as the language writes it; with variables where any value would do, or one that fits
    std::string sentence;  // by its template; empty without one
  };
  struct Variable {
    std::string name;
    bool any = false;   // else one that meets the conditions
    std::string value;  // with which it was tried; empty where that was a name that stands nowhere else
  };
  std::vector<Fact> facts;
  std::vector<Variable> variables;
  std::vector<std::string> conditions;
  std::string level;                // at which it would hold
  std::vector<Conflict> conflicts;  // contradictions and broken constraints that there would be
};
struct Requirements {
  // A rule of which a `not` is not met, as a fact holds: no fact more opens this way.
  struct Closed {
    Ground rule;
    std::string literal, fact, sentence;
  };
  bool holds = false;  // what was asked holds already; the rest is then empty
  std::vector<Requirement> sets;
  std::size_t most = 0;         // of how many facts sets were looked for
  std::size_t complete_to = 0;  // there are no others of up to so many facts; one counts as often as it is needed
  bool stopped = false;         // there was too much to look through
  bool more = false;            // so many sets are shown that the search ended there
  std::size_t failed = 0;       // sets tried in vain: denied, closed by a `not`, or with rules that have no end
  bool aggregates = false;      // some ways go by aggregates: their values were taken as they are
  std::vector<Closed> closed;   // the first ones
  // What was asked for of which no facts may be added, as rules conclude it or `assumable` leaves it out: supplies/3.
  std::vector<std::string> not_open;
};

}  // namespace linchpin
