// Linchpin: facts and rules with the claims they come from, and questions over them.
//
//   linchpin::Session session;
//   if (!session.load("kb/east-asia/main.kb")) fmt::print("{}", session.render_diagnostics());
//   linchpin::Answer answer = session.ask("depends_on(X, china, R)?");
//   for (const auto& row : answer.rows) ...
//
// A Session is used from one thread at a time; `interrupt` may be called from any thread or a signal handler. Loading
// large texts and tables uses threads of its own, which end before it returns and leave no trace in the result. There
// are no globals. Nothing here throws on bad input: errors are diagnostics, and a statement with an error leaves the
// session as it was before.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace linchpin {

inline constexpr std::string_view kVersion = "0.1.0";

// Limits on one statement, question or load. Zero: no limit.
struct Limits {
  double seconds = 0;
  std::uint64_t bytes = 0;
  std::uint64_t tuples = 0;
  unsigned threads = 0;  // that an evaluation may use; 0: as many as there are processors, at most 8
};

// A value of an answer. Names and terms are text in the language's own syntax (a name that needs quotes has them).
struct Name {
  std::string text;
  friend bool operator==(const Name&, const Name&) = default;
};
struct Date {
  std::string text;
  friend bool operator==(const Date&, const Date&) = default;
};  // "2024-06-19"
struct TermText {
  std::string text;
  friend bool operator==(const TermText&, const TermText&) = default;
};
using Datum = std::variant<std::int64_t, double, Date, Name, std::string, TermText>;
std::string print(const Datum& datum);  // as the language writes it: strings quoted

enum class Truth : std::uint8_t { none, yes, denied, both, not_stated, undecided };
std::string_view print(Truth truth);  // "yes", "denied", "both", "not stated", "undecided"

enum class Status : std::uint8_t { ok, error, limit, interrupted };

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
  std::size_t complete_to = 0;  // there are no others of up to so many facts; one that is needed twice counts as two
  bool stopped = false;         // there was too much to look through
  bool more = false;            // so many sets are shown that the search ended there
  std::size_t failed = 0;       // sets that were tried in vain: what speaks against it, or a `not`, is in the way then
  bool aggregates = false;      // some ways go by aggregates: their values were taken as they are
  std::vector<Closed> closed;   // the first ones
  // What was asked for of which no facts may be added, as rules conclude it or `assumable` leaves it out: supplies/3.
  std::vector<std::string> not_open;
};

// The answer to one question.
struct Answer {
  std::string question;  // as written, with its `?`
  std::string file;      // the text it stands in, as named to `load`, and its first line; empty and 0 for `ask`
  std::uint32_t line = 0;
  std::vector<std::string> columns;
  std::vector<std::vector<Datum>> rows;  // in value order, or as `order by` says
  std::vector<std::string> hints;        // what in the question may be a slip, and why there is no answer
  Truth truth = Truth::none;             // for a question without variables
  bool contested = false;                // not stated, but something speaks for it: `conflicts?` tells
  Status status = Status::ok;
  // `about`: one group a predicate; `rows` is then empty.
  struct Group {
    std::string predicate;             // depends_on/3
    std::vector<std::string> columns;  // argument names; empty strings for an undeclared predicate
    std::vector<std::vector<Datum>> rows;
    std::vector<std::string> levels;     // of each row
    std::vector<std::string> sentences;  // each row by the predicate's template; empty without one
  };
  std::vector<Group> groups;
  std::optional<std::vector<Conflict>> conflicts;  // `conflicts?`; `rows` is then empty
  // `why`: a proof for each row, or for the one answer to a question without variables that holds; of many rows only
  // for the first ones.
  std::optional<std::vector<Proof>> proofs;
  // `graph`, and `why ... as`: beside the rows and proofs; nothing where there is no answer to draw.
  std::optional<Picture> picture;
  bool of_contrary = false;  // the proofs are of the contrary, as the truth is `denied`
  // `why all`, `linchpins of`: likewise, one for each of the first answers.
  std::optional<std::vector<Supports>> supports;
  std::optional<std::vector<Linchpins>> linchpins;
  std::size_t evaluations = 0;    // `linchpins of`: how often the question was asked again
  std::optional<WhyNot> why_not;  // `why not`, of what does not hold; of what does, there are the answers
  bool asks_why_not = false;
  std::optional<Requirements> required;  // `requires`
  bool partial = false;  // the status is `limit` or `interrupted`, and explanations are those found until then
  // What it is asked under: a scenario's name, empty for none, and all edits as they are written, claims by their ids.
  // `compare` has the columns `change`, those of the question, `before` and `after`.
  std::string scenario;
  std::vector<std::string> edits;
  // The level of each row. For a question without variables one: of what was asked for, or of its contrary where the
  // truth is `denied`; none where neither holds.
  std::vector<std::string> levels;
  std::string highest;  // the highest level of the program, which goes without saying
};

// A message to show, rendered or in parts.
struct Message {
  bool error = true;
  std::uint16_t code = 0;
  std::string file;                            // empty when no text is concerned
  std::uint32_t line = 0, column = 0;          // from 1; columns count code points
  std::uint32_t end_line = 0, end_column = 0;  // one past the last character
  std::string text;                            // the message alone
  std::string hint;
  std::string replacement;  // of the text from there to there, by what may have been meant; empty: nothing is near
  // Further places.
  struct Note {
    std::string file;
    std::uint32_t line = 0, column = 0, end_line = 0, end_column = 0;
    std::string text;
  };
  std::vector<Note> notes;
  std::string rendered;  // with source line, caret, notes and hint
};

struct ClaimInfo {
  std::string id, gloss, level, basis;
  // The level at which its clauses hold, after trust; empty where they are left out of the world, as those of speakers
  // not trusted and of repeats are.
  std::string holds;
  std::vector<std::string> least_trusted;  // the speakers who keep it out or lower, if any do
  std::vector<std::string> at;             // article/economic-interdependence/1.1
  std::vector<std::string> by;             // one `by` an element, joint speakers joined by ", "
  std::vector<std::string> repeats;
  std::vector<std::string> clauses;  // as written, each with its full stop
};

struct ScenarioInfo {
  std::string id, gloss;
  std::vector<std::string> at;
  std::vector<std::string> extends;
  std::vector<std::string> edits;   // its own, as written, each with its terminator
  std::vector<std::string> claims;  // ids of those that hold only in it
};

struct PredicateInfo {
  std::string name;  // depends_on, -supplies
  std::uint32_t arity = 0;
  std::vector<std::string> arguments;  // "who: actor", "cost: min int"; empty when undeclared
  std::uint64_t facts = 0;             // rows stated
  std::uint64_t rows = 0;              // rows that hold
  bool is_evaluated = true;            // else its rows are not known yet: see Session
  std::uint32_t rules = 0;             // as written
  bool is_sort = false;
};

// Of an evaluation that takes a while.
struct Progress {
  double seconds = 0;      // since the statement or question was given
  std::uint64_t rows = 0;  // added so far
  std::string predicate;   // of the rule that is running; empty while facts are read, or for the question itself
};

struct Stats {
  double load_seconds = 0, evaluate_seconds = 0;  // of the last load and evaluation
  std::uint64_t tuples = 0;                       // rows that hold, over all predicates
  std::uint64_t derivations = 0;                  // head tuples computed, duplicates included, in the last evaluation
  std::uint64_t bytes = 0;                        // memory held by values, relations and indexes
};

// The texts that `at` cites, compared with what the files cite: see Session::check_sources.
struct SourceOptions {
  std::vector<std::pair<std::string, std::string>> texts;  // a source's name and the path of its text
  bool accept = false;                                     // takes the texts as they are now into the lock
  bool write = true;                                       // false: the lock stays as it is, or absent
};
struct SourceReport {
  enum class Cover : std::uint8_t { nothing, claim, remark };  // what speaks for a sentence
  struct Sentence {
    std::uint32_t paragraph = 0, sentence = 0;
    std::string words;  // the first ones; empty without a text
    Cover cover = Cover::nothing;
    std::vector<std::string> claims;  // claims and scenarios that cite it, those that do no work included
  };
  struct Section {
    std::string slug, heading;  // the heading is empty without a text
    std::vector<Sentence> sentences;
    std::size_t count(Cover cover) const;
  };
  struct Source {
    std::string name;
    bool has_text = false;  // else the lock alone is known
    std::vector<Section> sections;
    std::size_t sentences() const;
    std::size_t count(Cover cover) const;
  };
  // A claim that covers nothing although it is not empty, and why.
  struct Idle {
    std::string claim, reason;
  };
  // What a text has become since the lock was written.
  struct Change {
    std::string kind;                 // changed, moved, removed, added
    std::string at, to;               // places; `to` of what moved
    std::vector<std::string> claims;  // that cite `at`
  };
  std::vector<Source> sources;  // by name
  std::vector<Idle> idle;       // in the order of the files
  std::vector<Change> changes;
  std::string lock;  // the path; empty for standard input
  enum class LockState : std::uint8_t { none, same, differs, written } lock_state = LockState::none;
  bool complete() const;  // no sentence without a claim or remark
};

// How often a predicate is used, and where: see Session::usage.
struct PredicateUsage {
  std::string name;
  std::uint32_t arity = 0;
  std::size_t claims = 0;  // that state a fact of it; repeats of others aside
  std::size_t others = 0;  // facts outside claims, tables, scenarios, `export`, `assumable`
  std::size_t heads = 0;   // rules that conclude it
  std::size_t bodies = 0;  // rules and constraints that ask for it, and `incompatible`
  std::size_t questions = 0;
  bool idle = false;  // no rule and no question has it, and fewer than three claims state it
};
struct Usage {
  std::vector<PredicateUsage> predicates;        // the most used first
  std::vector<std::string> constants_used_once;  // as the language writes them
};

// A knowledge base to begin with, for a text: files to write, with their paths from its directory. Each sentence has a
// claim that is still empty. `name` becomes the name of the source.
struct LaidOut {
  std::vector<std::pair<std::string, std::string>> files;
  std::size_t sentences = 0;
};
LaidOut lay_out(std::string_view name, std::string_view text);

// A text of the language in its canonical layout. Only blanks and line breaks change; comments stay. `name` is what
// messages print.
struct Reformatted {
  std::optional<std::string> text;  // nothing where the text has errors
  std::string messages;             // these, as they are shown
};
Reformatted reformat(const std::string& name, std::string text, bool colour = false);

// What a script of statements gave: answers in order, each after the statements it stands behind.
using OnAnswer = std::function<void(const Answer&)>;

// Where 200,000 facts are stated or more, recursive predicates, and those that rest on them, are not evaluated by
// `load` but when something asks for them; for a question with bound arguments only the part that can bear on its
// answers is. Errors and limits of an evaluation are met then.
class Session {
 public:
  Session();
  ~Session();
  Session(Session&&) noexcept;
  Session& operator=(Session&&) noexcept;

  void set_limits(const Limits& limits);
  // A directory that paths in .kb files may lead into, beside those of the files given to `load`.
  void allow_path(std::string directory);
  void set_strict(bool strict);
  // From now on the text is read wherever the file is named, as of one that is edited and not saved, or that there is
  // not; nothing: the file again.
  void set_text(const std::string& path, std::optional<std::string> text);
  // Called about ten times a second, in the calling thread, while a call has taken more than a second.
  void on_progress(std::function<void(const Progress&)> callback);
  // Stops the running evaluation as soon as it looks (once a block). Safe in a signal handler.
  void interrupt() noexcept;

  // Loads files with all they include, as one text: all their errors are found in one run; nothing of them stays when
  // there is an error. Questions in them are answered through `on_answer`, each against all that is stated before the
  // next `retract`; without `on_answer` they are only checked. "-" is standard input.
  Status load(const std::vector<std::string>& paths, const OnAnswer& on_answer = {});
  // As a file of that name holding `text`. At the prompt: name "<prompt>".
  Status load_text(std::string name, std::string text, const OnAnswer& on_answer = {});
  // Only checks: the diagnostics that need no evaluation. Nothing is kept and nothing answered.
  Status check(const std::vector<std::string>& paths);
  // Compares the places that the files cite with texts, or with the lock of the first file, FILE.lock, where there is
  // no text, and tells what no claim covers. An absent lock is written. An error is: a place that is not there, a
  // sentence that is not what was cited, a lock that differs from its text and is not to be replaced.
  Status check_sources(const std::vector<std::string>& paths, const SourceOptions& options, SourceReport& report);
  // How the files, read as one text but for their `retract`s, use predicates and constants.
  Status usage(const std::vector<std::string>& paths, Usage& usage);
  // The same, read anew, replaces everything; on an error the session stays as it was.
  Status reload(const OnAnswer& on_answer = {});
  const std::vector<std::string>& loaded() const;  // the paths given to `load` so far
  std::vector<std::string> files() const;          // these, what they include, and the tables that are imported

  Answer ask(std::string_view question);  // "p(X)?"; the question mark may be left out

  // The diagnostics of the last call above; within `on_answer`, for an answer that is not ok, those so far.
  const std::vector<Message>& messages() const;
  std::string rendered_messages(bool colour = false) const;

  // Listings.
  std::vector<std::string> levels() const;  // highest first; at least one
  std::vector<PredicateInfo> predicates() const;
  std::vector<std::string> entities() const;  // as the language writes them
  std::vector<ClaimInfo> claims() const;
  std::optional<ClaimInfo> claim(std::string_view id) const;
  std::vector<ScenarioInfo> scenarios() const;  // in the order of the texts
  // The facts and rules stated for a predicate, as text with their claims' ids: {"p(a).", "c100"}. All arities.
  struct Listed {
    std::string text;
    std::string claim;  // empty when stated outside any claim
  };
  std::vector<Listed> listing(std::string_view predicate, std::size_t most = 1000) const;
  // The plan of every rule of a predicate (all when empty): steps with estimated and actual rows.
  std::string plan(std::string_view predicate) const;
  // The rules that were run, those that took longest first: as they are evaluated, with the time and the rows they
  // gave, repeats counted.
  struct Profiled {
    std::string rule;
    std::string file;  // where it stands
    std::uint32_t line = 0;
    double seconds = 0;
    std::uint64_t rows = 0;
  };
  std::vector<Profiled> profile() const;
  // "ast", "program" or "plan".
  std::string print_stage(std::string_view stage) const;
  std::vector<std::string> names() const;  // predicates, entities, claims, for completion
  // Names that may stand in that argument (from 0) of a predicate and begin so, as the language writes them, sorted:
  // those that stand there, and if none of these begins so, those of its sort. At most `most`.
  std::vector<std::string> names_for(std::string_view predicate, std::size_t argument, std::string_view beginning,
                                     std::size_t most = 1000) const;
  Stats stats() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// What a text typed so far is, for a prompt that reads several lines.
enum class Completeness : std::uint8_t { empty, complete, unterminated, open };
Completeness completeness(std::string_view text);

}  // namespace linchpin
