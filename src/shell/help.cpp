// What `:help` prints: rows of one table, a form of the language each, and the commands.
#include <fmt/core.h>

#include <array>

#include "shell/commands.hpp"

namespace linchpin::shell {
namespace {

struct Topic {
  std::string_view name;
  std::string_view summary;
  std::string_view text;
};

constexpr std::size_t kShortestWord = 4;  // that is looked for in the topics' texts

constexpr std::array kTopics{
    Topic{"facts", "what is so",
          R"(A fact says that something is so. It ends with a full stop.

  parent(ann, bob).
  born(ann, 1950-03-17).
  title(ann, "Dr.").

Names begin with a small letter; anything else is quoted: 'North Korea', 'O\'Neil'. Values are names, integers,
decimals, dates, "strings" and terms such as visit(putin, pyongyang). A name and a string are two things, even if they
read the same. % begins a comment.
)"},
    Topic{"rules", "what follows from what",
          R"(A rule says what follows: the head holds whenever all of the body does. Variables begin with a capital.

  ancestor(X, Y) :- parent(X, Y).
  ancestor(X, Z) :- parent(X, Y), ancestor(Y, Z).

Every variable of the head is bound in the body. `_` stands for anything.
)"},
    Topic{"negation", "what does not hold, and what is denied",
          R"(`not` holds when there is no derivation. A minus states that something is not so.

  childless(X) :- person(X), not parent(X, _).
  -likes(ann, bob).
  likes(ann, bob)?

A question without variables answers yes, denied (the contrary is stated), both, or not stated.
)"},
    Topic{"questions", "asking",
          R"(A question is a body with a question mark. At the prompt the mark may be left out.

  parent(X, bob)?
  parent(X, Y), born(Y, D), D >= 1980-01-01?
  parent(ann, bob)?
)"},
    Topic{"find", "choosing, ordering and limiting what is shown",
          R"(find X, N where person(X), N = #count{C : parent(X, C)} order by N desc limit 5?

After `find` stand the variables to show, after `where` a body; `order by X, Y desc` and `limit 10` may follow.
)"},
    Topic{"about", "all that is known of one thing",
          R"(  about ann?

Every statement with ann in it that holds, with its level where that is not the highest, and what is only said of her.
)"},
    Topic{"scenarios", "what would follow if",
          R"(  crossing(ford). crossing(weir). open(ford).
  closed(X) :- crossing(X), not open(X).
  scenario flood "The river rises" { deny open(ford). }

  in flood: closed(X)?
  compare baseline, flood: closed(X)?
  suppose open(weir), deny open(ford): closed(X)?

A scenario is a set of edits with a name, and `suppose` asks under edits without one; neither changes anything for good. The
edits: assume (or nothing), retract and deny with a fact, `without claim ID`, `without by SPEAKER`, `without below LEVEL`,
`trust SPEAKER LEVEL`. :list names the scenarios there are, and :show one of them.
)"},
    Topic{"why", "what an answer rests on",
          R"(  parent(ann, tom).
  why parent(ann, X)?

Shows for each answer its best proof: the facts that it follows from and the rule, down to what is stated, with claims,
places and speakers. `weakest link` names what keeps it from being surer. See also :help levels.

  why all parent(ann, X)?
  linchpins of parent(ann, X)?

`why all` lists the least sets of claims that carry an answer. `linchpins of` tells without which claims it no longer holds.

  why not parent(tom, X)?

Shows what is missing for it, the nearest rule first, or what stands against it.
)"},
    Topic{"pictures", "proofs and relations drawn",
          R"(  why parent(ann, X) to "why.html"?
  graph parent(A, B) as svg to "family.svg"?

`graph` draws arrows from the first argument to the second, with the others beside them. Forms: svg (needs Graphviz), html,
dot and mermaid; the file's name may say it. Without `to` the picture is the answer.
)"},
    Topic{"requires", "what it would take for something to hold",
          R"(  needs(ann, bob).
  helped(X) :- needs(X, Y), kind(Y).
  requires helped(ann)?

Lists the smallest sets of facts that would make it hold, each of them tried, with what it would contradict. Facts may be
added that no rule concludes; or, once there is such a statement, those that `assumable kind/1.` names.
)"},
    Topic{"conflicts", "what contradicts what",
          R"(  conflicts?

Lists contradictions, where both sides hold; contested conclusions, where rules with exceptions speak for both sides;
and broken constraints. Each side comes with the claims that speak for it. See also :help exceptions.

  likes(ann, bob).
  -likes(ann, bob).
  incompatible likes(X, Y), avoids(X, Y).      % as p and -p are
)"},
    Topic{"numbers", "comparison, arithmetic and texts",
          R"(  = != < <= > >=      + - * / mod      abs(X) min(X, Y) max(X, Y)
  concat(S, T)  length(S)  lower(S)  upper(S)  year(D)  month(D)  day(D)
  contains(S, "a")  starts_with(S, "a")  ends_with(S, "a")  matches(S, "a.*b")

  adult(X) :- age(X, A), A >= 18.
  twice(X, N) :- age(X, A), N = 2 * A.

Integers have 64 bits; going over, and dividing by zero, are errors that name the rule. Of whole numbers / leaves the
fraction out: a share in percent is 100.0 * S / T. Money and shares are written as bare numbers, 1250000 or 3.5, without
signs and commas.
)"},
    Topic{"dates", "days, and comparing them",
          R"(  signed(treaty, 2024-06-19).
  early(X) :- signed(X, D), D < 2024-06-19.
  in_year(X, Y) :- signed(X, D), Y = year(D).      also month(D), day(D)

A date has a year, a month and a day. A later date is the greater one.
)"},
    Topic{"aggregates", "counting and adding up",
          R"(  N = #count { C : parent(X, C) }     also #sum #min #max #avg #list

  children(X, N) :- person(X), N = #count { C : parent(X, C) }.

It is grouped by the variables that occur outside of the braces as well: here X.
)"},
    Topic{"terms", "values with parts",
          R"(  gave(ann, book("Emma", 1815)).
  author_year(Y) :- gave(_, book(_, Y)).
  part(A) :- gave(_, B), arg(B, 1, A).
  kind(F) :- gave(_, B), functor(B, F).
)"},
    Topic{"types", "declarations that turn slips into errors",
          R"(  sort person.
  entity ann : person "Ann".
  predicate age(of: person, years: int) "{of} is {years} years old".
  predicate dist(to: any, cost: min int).      % keeps only the least cost for each `to`

Types: any, symbol, int, decimal, number, string, date, term, or a sort.
)"},
    Topic{"claims", "where a statement comes from",
          R"(  source book "A Book".
  claim c1 "Ann is said to like Bob" at book/chapter-one/1.2 by neighbours {
    likes(ann, bob).
  }

A claim may also say how sure it is (:help levels). :show c1 shows a claim. `remark` marks a sentence that claims nothing, with a full stop instead of braces. claimed(Id, Level, Speaker, Basis)? and cites(Id, Source, Section, P, S)? ask for them.
)"},
    Topic{"levels", "how sure it is",
          R"(  levels certain > likely > possible.
  claim c2 "Bob may like Cid" level possible {
    likes(bob, cid).
  }

What follows is as sure as the weakest thing it rests on, in the best of several ways to it. Answers name the level
where it is not the highest. To see only what is sure enough:

  find X, Y where likes(X, Y) at least likely?
)"},
    Topic{"trust", "whom to believe, and how far",
          R"(  levels certain > likely > possible.
  trust neighbours likely.
  claim c3 "The neighbours say that Ann likes Dan" by neighbours {
    likes(ann, dan).
  }

Quoting is not believing: what a speaker without `trust` says is noted, and left out. Who says what, believed or not:

  says(Who, likes(ann, X), Level)?
)"},
    Topic{"exceptions", "what is normally so",
          R"(  claim c4 "Birds normally fly" { normally flies(X) :- bird(X). }
  claim c5 "Penguins normally don't" { normally -flies(X) :- penguin(X). }
  overrides c5 c4.

Where two such rules pull in opposite directions neither is followed, unless `overrides` says which claim wins. What
is certain without `normally` goes before both. Predicates that rule each other out pull in opposite directions, too:

  incompatible flies(X), walks(X).
)"},
    Topic{"undecided", "what stays open",
          R"(  goes(fritz) :- not goes(greta).
  goes(greta) :- not goes(fritz).
  goes(X)?

Each of the two goes if the other does not, and nothing says which: both are undecided, and answers mark them so. What
follows from what is undecided may be so too; the rest is not touched by it.
)"},
    Topic{"retract", "taking back",
          R"(  retract parent(ann, bob).
  retract claim c1.

What follows from it goes as well. What is derived can't be retracted: retract what it follows from.
)"},
    Topic{"files", "including files, and tables",
          R"(  include "actors.kb".
  import share(of, with, over) from "trade.csv".
  import share(of, over) from "trade.db" table "shares".
  export ancestor to "ancestors.tsv".

CSV and TSV by column name when the first line holds the names, else by position; JSON Lines (.jsonl) by key; tables of
SQLite files (.db) by name. Texts may be gzipped (.gz). `linchpin fmt` lays .kb files out.
)"},
    Topic{"constraints", "what must not be",
          R"(  constraint "no one is their own parent" :- parent(X, X).

It is reported, with what breaks it, when its body holds.
)"},
};

}  // namespace

std::vector<std::string> help_topics() {
  std::vector<std::string> out;
  for (const Topic& topic : kTopics) out.emplace_back(topic.name);
  for (const Command& command : commands()) out.emplace_back(command.name);
  return out;
}

std::string help(std::string_view topic) {
  if (topic.empty()) {
    std::string out = "State with a full stop, ask with a question mark:\n\n  parent(ann, bob).\n  parent(ann, X)?\n\n";
    for (const Command& command : commands()) {
      out += fmt::format("  {:<20} {}\n", fmt::format("{} {}", command.name, command.argument), command.summary);
    }
    out += "\n:help TOPIC shows a form of the language, with examples:\n\n";
    for (const Topic& t : kTopics) out += fmt::format("  {:<20} {}\n", t.name, t.summary);
    return out;
  }
  for (const Topic& t : kTopics) {
    if (t.name == topic) return std::string(t.text);
  }
  for (const Command& command : commands()) {
    if (command.name == topic || command.name.substr(1) == topic) {
      return fmt::format("{} {}\n\n  {}\n\nas in {}\n", command.name, command.argument, command.summary,
                         command.example);
    }
  }
  // A word of which a topic speaks: `count`, `percent`, `comment`.
  if (topic.size() < kShortestWord) return {};
  for (const Topic& t : kTopics) {
    if (t.summary.find(topic) != std::string_view::npos || t.text.find(topic) != std::string_view::npos) {
      return fmt::format(":help {}\n\n{}", t.name, t.text);
    }
  }
  return {};
}

}  // namespace linchpin::shell
