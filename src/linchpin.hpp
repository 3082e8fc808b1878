// Linchpin: facts and rules with the claims they come from, and questions over them.
//
//   linchpin::Session session;
//   if (session.load({"kb/east-asia/main.kb"}) != linchpin::Status::ok) std::cerr << session.rendered_messages();
//   linchpin::Answer answer = session.ask("depends_on(X, china, R)?");
//   for (const auto& row : answer.rows) std::cout << linchpin::print(row[0]) << '\n';
//
// A Session is used from one thread at a time, and any number of them at once; `interrupt` may be called from any
// thread or a signal handler. Loading large texts and tables, and evaluating, uses threads of its own, which end before
// the call returns and leave no trace in the result. There are no globals. Nothing here throws on bad input: errors are
// values, and a statement with an error leaves the session as it was before. Only std::bad_alloc comes through.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linchpin/datum.hpp"
#include "linchpin/explanations.hpp"
#include "linchpin/facts.hpp"
#include "linchpin/rows.hpp"

namespace linchpin {

inline constexpr std::string_view kVersion = "0.1.0";

// Limits on one statement, question or load. Zero: no limit.
struct Limits {
  double seconds = 0;
  std::uint64_t bytes = 0;
  std::uint64_t tuples = 0;
  unsigned threads = 0;  // that an evaluation may use; 0: as many as there are processors, at most 8
};

enum class Truth : std::uint8_t { none, yes, denied, both, not_stated, undecided };
std::string_view print(Truth truth);  // "yes", "denied", "both", "not stated", "undecided"

enum class Status : std::uint8_t { ok, error, limit, interrupted };

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
  // That alone has neither columns nor a truth nor conflicts.
  bool is_about() const { return columns.empty() && truth == Truth::none && !conflicts; }
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
  // Stops the running evaluation as soon as it looks (once a block); where no call runs, that of the next, so that none
  // is lost between two. Safe in a signal handler.
  void interrupt() noexcept;
  void clear_interrupt() noexcept;  // forgets one that came when nothing ran

  // Loads files with all they include, as one text: all their errors are found in one run; nothing of them stays when
  // there is an error. Questions in them are answered through `on_answer`, each against all that is stated before the
  // next `retract`; without `on_answer` they are only checked. "-" is standard input.
  Status load(const std::vector<std::string>& paths, const OnAnswer& on_answer = {});
  // As a file of that name holding `text`. At the prompt: name "<prompt>".
  Status load_text(std::string name, std::string text, const OnAnswer& on_answer = {});
  // States these facts beside all that is stated, or takes them back; all of them, or none where there is an error.
  // What is said of them names the text `<facts>`, whose lines are the facts.
  Status add(const Facts& facts);
  Status retract(const Facts& facts);
  // Only checks: the diagnostics that need no evaluation. Nothing is kept and nothing answered. Of scenarios that is
  // the larger part of the work.
  Status check(const std::vector<std::string>& paths, bool in_scenarios = true);
  // Compares the places that the files cite with texts, or with the lock of the first file, FILE.lock, where there is
  // no text, and tells what no claim covers. An absent lock is written. An error is: a place that is not there, a
  // sentence that is not what was cited, a lock that differs from its text and is not to be replaced.
  Status check_sources(const std::vector<std::string>& paths, const SourceOptions& options, SourceReport& report);
  // How the files, read as one text but for their `retract`s, use predicates and constants.
  Status usage(const std::vector<std::string>& paths, Usage& usage);
  // The same, read anew, replaces everything; on an error the session stays as it was.
  Status reload(const OnAnswer& on_answer = {});
  // Whether what the last of these calls was given is stated now. So it is, for all that its status is `error`, where a
  // constraint is broken by it, or a question in it has an error; else an error leaves all as it was.
  bool accepted() const;
  const std::vector<std::string>& loaded() const;  // the paths given to `load` so far
  std::vector<std::string> files() const;          // these, what they include, and the tables that are imported

  Answer ask(std::string_view question);  // "p(X)?"; the question mark may be left out
  // The same, with its rows and their levels in `rows` instead; those of `compare` are in the answer all the same.
  Answer ask(std::string_view question, Rows& rows);

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
