#include "requirements.hpp"

#include <algorithm>
#include <set>

#include "claims_case.hpp"
#include "linchpin.hpp"
#include "reason.hpp"
#include "syntax/print.hpp"

namespace linchpin::property {
namespace {

using naive::Signature;

constexpr const char* kNew = "nobody_else";  // a name that no program has

syntax::Atom atom(const std::string& text) {
  return std::get<syntax::Clause>(parse("the_goal :- " + text + ".").front().body).body.front().atom;
}

std::vector<std::string> arguments(const syntax::Atom& atom) {
  std::vector<std::string> out;
  for (const syntax::Term& term : atom.args) out.push_back(syntax::print(term));
  return out;
}

// What holds of the goal once facts are stated: the name of its level; empty, if it does not hold.
std::string standing(const Program& program, const std::string& goal, const std::vector<std::string>& facts) {
  Case trial{copy(program), {}, {}, {}};
  for (const std::string& fact : facts) {
    for (syntax::Statement& s : parse(fact + ".")) trial.program.push_back(std::move(s));
  }
  trial.question = std::get<syntax::Clause>(parse("the_goal :- " + goal + ".").front().body).body;
  const naive::Conclusions all = expected_conclusions(trial);
  const auto& answers = all.holds.at({kAnswer, 0, false});
  return answers.empty() ? "" : all.levels[static_cast<std::size_t>(answers.begin()->second)];
}

// A fact with values for its variables.
std::string instance(const Requirement::Fact& fact, const Requirement& set) {
  syntax::Atom out = atom(fact.fact);
  for (syntax::Term& term : out.args) {
    if (term.kind != syntax::Term::Kind::variable) continue;
    const auto at = std::find_if(set.variables.begin(), set.variables.end(),
                                 [&](const Requirement::Variable& v) { return v.name == term.text; });
    const std::string value =
        at->value.empty() ? std::string(kNew) + "_" + std::to_string(at - set.variables.begin()) : at->value;
    term = atom("p(" + value + ")").args.front();
  }
  return syntax::print(out);
}

// Whether the facts of a set are among these, for some values of its variables.
bool is_within(const Requirement& set, std::size_t i, const std::vector<std::string>& facts,
               const std::map<std::string, std::string>& values) {
  if (i == set.facts.size()) return true;
  const syntax::Atom pattern = atom(set.facts[i].fact);
  return std::any_of(facts.begin(), facts.end(), [&](const std::string& text) {
    const syntax::Atom fact = atom(text);
    if (!(naive::signature(fact) == naive::signature(pattern))) return false;
    std::map<std::string, std::string> with = values;
    for (std::size_t a = 0; a < fact.args.size(); ++a) {
      const std::string value = syntax::print(fact.args[a]);
      const bool open = pattern.args[a].kind == syntax::Term::Kind::variable;
      const std::string wanted =
          open ? with.emplace(pattern.args[a].text, value).first->second : syntax::print(pattern.args[a]);
      if (wanted != value) return false;
    }
    return is_within(set, i + 1, facts, with);
  });
}

// Each choice of `size` among the items, in order.
template <class Visit>
void each_choice(const std::vector<std::string>& items, std::size_t size, const Visit& visit) {
  if (size > items.size()) return;
  std::vector<bool> chosen(items.size());
  std::fill_n(chosen.begin(), size, true);
  do {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (chosen[i]) out.push_back(items[i]);
    }
    visit(out);
  } while (std::prev_permutation(chosen.begin(), chosen.end()));
}

std::optional<Disagreement> check_set(const Program& program, const std::string& goal, const Requirement& set) {
  std::vector<std::string> facts;
  std::string text;
  for (const Requirement::Fact& fact : set.facts) {
    facts.push_back(instance(fact, set));
    text += "  " + facts.back() + "\n";
  }
  const auto wrong = [&](const std::string& what) {
    return Disagreement{"requires: " + what, goal + "\n" + text + print(program)};
  };
  const std::string level = standing(program, goal, facts);
  if (level.empty()) return wrong("a set that does not do");
  if (level != set.level) return wrong("another level, " + level);
  std::optional<Disagreement> found;
  for (std::size_t size = 0; size < facts.size(); ++size) {
    each_choice(facts, size, [&](const std::vector<std::string>& part) {
      if (!standing(program, goal, part).empty()) found = wrong("a part does as well");
    });
  }
  return found;
}

// The facts over a few names of predicates that bodies or the goal ask for, and no rule concludes.
std::vector<std::string> open_facts(const Program& program, const std::string& goal) {
  std::set<Signature> asked{naive::signature(atom(goal))};
  std::set<Signature> concluded;
  each_clause(program, [&](const syntax::Clause& clause) {
    if (!clause.body.empty()) concluded.insert(naive::signature(clause.head));
    for (const syntax::Literal& l : clause.body) {
      if (l.kind == syntax::Literal::Kind::atom) asked.insert(naive::signature(l.atom));
    }
  });
  std::vector<std::string> out;
  const std::vector<std::string> names{"a", "b", kNew};
  for (const Signature& s : asked) {
    if (concluded.contains(s)) continue;
    const std::string name = (s.denied ? "-" : "") + s.name;
    for (const std::string& x : names) {
      if (s.arity == 1) out.push_back(name + "(" + x + ")");
      if (s.arity != 2) continue;
      for (const std::string& y : names) out.push_back(name + "(" + x + ", " + y + ")");
    }
  }
  return out;
}

// The same atom with one more argument: how often a derivation of it takes one of the added facts.
std::string counted(const syntax::Atom& atom, const std::string& uses) {
  std::string out = std::string(atom.denied ? "uses_not_" : "uses_") + atom.predicate + "(";
  for (const std::string& argument : arguments(atom)) out += argument + ", ";
  return out + uses + ")";
}

// Whether some way to the goal takes these facts at most so often, each as often as it needs it: only then has it to
// be among the sets of so many facts.
bool within_uses(const Program& program, const std::string& goal, std::vector<std::string> facts, std::size_t most) {
  std::set<Signature> known;
  for (const std::string& fact : facts) known.insert(naive::signature(atom(fact)));
  each_clause(program, [&](const syntax::Clause& clause) { known.insert(naive::signature(clause.head)); });
  std::string text;
  each_clause(program, [&](const syntax::Clause& clause) {
    std::string body, sum = "0";
    for (const syntax::Literal& l : clause.body) {
      body += (body.empty() ? "" : ", ") + syntax::print(l);
      if (l.kind != syntax::Literal::Kind::atom || l.negated || !known.contains(naive::signature(l.atom))) continue;
      const std::string uses = "Uses" + std::to_string(body.size());
      body += ", " + counted(l.atom, uses);
      sum += " + " + uses;
    }
    if (body.empty()) {
      text += counted(clause.head, "0") + ".\n";
    } else {
      text +=
          counted(clause.head, "Sum") + " :- " + body + ", Sum = " + sum + ", Sum <= " + std::to_string(most) + ".\n";
    }
  });
  text += "in_reach :- " + counted(atom(goal), "_") + ".\n";
  Program both = copy(program);
  for (syntax::Statement& s : parse(text)) both.push_back(std::move(s));
  for (std::size_t i = facts.size(); i-- > 0;) facts.push_back(counted(atom(facts[i]), "1"));
  return !standing(both, "in_reach", facts).empty();
}

// All single facts; and pairs of such as do nothing alone, kMostPairs of them.
std::optional<Disagreement> check_others(Random& random, const Program& program, const std::string& goal,
                                         const Requirements& required, Counts& counts) {
  constexpr std::size_t kMostPairs = 40;
  std::optional<Disagreement> found;
  const auto does = [&](const std::vector<std::string>& facts) {
    if (found || standing(program, goal, facts).empty()) return false;
    ++counts["tried sets that do"];
    const bool shown = std::any_of(required.sets.begin(), required.sets.end(),
                                   [&](const Requirement& set) { return is_within(set, 0, facts, {}); });
    std::string text;
    for (const std::string& fact : facts) text += "  " + fact + "\n";
    if (!shown && within_uses(program, goal, facts, required.complete_to))
      found = Disagreement{"requires: a set is missing", goal + "\n" + text + print(program)};
    return true;
  };
  if (required.complete_to == 0) return std::nullopt;
  std::vector<std::string> idle;
  for (const std::string& fact : open_facts(program, goal)) {
    if (!does({fact})) idle.push_back(fact);
  }
  if (required.complete_to == 1) return found;
  std::vector<std::vector<std::string>> pairs;
  each_choice(idle, 2, [&](const std::vector<std::string>& pair) { pairs.push_back(pair); });
  random.shuffle(pairs);
  if (pairs.size() > kMostPairs) pairs.resize(kMostPairs);
  for (const auto& pair : pairs) does(pair);
  return found;
}

// Of a large program a few sets are enough.
std::vector<Requirement> first(std::vector<Requirement> sets, bool all) {
  constexpr std::size_t kFew = 3;
  if (!all && sets.size() > kFew) sets.erase(sets.begin() + kFew, sets.end());
  return sets;
}

}  // namespace

Program generate_small(Random& random) {
  const std::vector<std::string> names{"a", "b"};
  const std::vector<std::string> variables{"X", "Y"};
  const auto link = [&](const std::string& x, const std::string& y) {
    return random.pick(std::vector<std::string>{"e", "f"}) + "(" + x + ", " + y + ")";
  };
  std::string text;
  for (int i = random.between(1, 4); i > 0; --i) text += link(random.pick(names), random.pick(names)) + ".\n";
  for (int i = random.between(0, 3); i > 0; --i)
    text += random.pick(std::vector<std::string>{"p", "q"}) + "(" + random.pick(names) + ").\n";
  const int derived = random.between(2, 4);
  int claims = 0;
  std::vector<std::string> winners, losers;
  for (int d = 0; d < derived; ++d) {
    const bool may_be_denied = random.chance(25);
    for (int rules = random.between(1, 2) + (may_be_denied ? 1 : 0); rules > 0; --rules) {
      std::string body = random.chance(50) ? link("X", "Y") : "p(X)";
      const bool far = body != "p(X)";
      for (int l = random.between(0, 2); l > 0; --l) {
        const std::string at = far && random.chance(60) ? "Y" : "X";
        // Below itself or, without `not`, itself: so that `not` stands in no circle.
        const int below = random.between(-3, d);
        std::string literal =
            below < 0 ? random.pick(std::vector<std::string>{"p", "q", "r"}) : "d" + std::to_string(below);
        if (below < d && random.chance(18)) literal = "not " + literal;
        body += ", " + literal + "(" + at + ")";
      }
      const bool denied = may_be_denied && rules == 1;
      const std::string clause = std::string(denied ? "-" : "") + "d" + std::to_string(d) + "(X) :- " + body + ".";
      if (!may_be_denied) {
        text += clause + "\n";
        continue;
      }
      const std::string id = "c" + std::to_string(++claims);
      (denied ? losers : winners).push_back(id);
      text += "claim " + id + " \"\" { normally " + clause + " }\n";
    }
  }
  if (!winners.empty() && !losers.empty() && random.chance(60))
    text += "overrides " + random.pick(winners) + " " + random.pick(losers) + ".\n";
  return parse(text);
}

std::string some_goal(Random& random, const Program& program) {
  std::vector<std::string> heads;
  std::set<std::string> names;
  each_clause(program, [&](const syntax::Clause& clause) {
    const bool plain = clause.body.empty() && clause.head.names.empty();
    for (const std::string& argument : arguments(clause.head)) {
      if (plain && !argument.empty() &&
          argument.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos)
        names.insert(argument);
    }
    if (!clause.body.empty()) heads.push_back(syntax::print(clause.head));
  });
  std::erase_if(names, [](const std::string& name) { return name[0] >= '0' && name[0] <= '9'; });
  if (heads.empty() || names.empty()) return "";
  syntax::Atom goal = atom(random.pick(heads));
  const std::vector<std::string> all(names.begin(), names.end());
  for (syntax::Term& term : goal.args) term = atom("p(" + random.pick(all) + ")").args.front();
  return syntax::print(goal);
}

std::optional<Disagreement> check_requirements(Random& random, const Program& program, const std::string& goal,
                                               bool all, Counts& counts) {
  std::string before;
  try {
    before = standing(program, goal, {});
  } catch (const naive::Invalid&) {
    return std::nullopt;
  } catch (const naive::EvaluationError&) {
    return std::nullopt;
  }
  Session session;
  if (session.load_text("program.kb", print(program)) != Status::ok) return error(session, print(program));
  if (session.ask(goal + "?").status != Status::ok) return std::nullopt;  // a value of another type
  const Answer answer = session.ask("requires " + goal + "?");
  if (answer.status != Status::ok) return error(session, "requires " + goal + "?\n" + print(program));
  const Requirements& required = *answer.required;
  ++counts["goals"];
  if (required.holds != !before.empty()) return Disagreement{"requires: holds already", goal + "\n" + print(program)};
  if (required.holds) {
    ++counts["hold already"];
    return std::nullopt;
  }
  if (!required.sets.empty()) ++counts["have a set"];
  if (required.complete_to > 1) ++counts["complete to two facts"];
  if (required.failed != 0) ++counts["have a set that fails"];
  if (!required.closed.empty()) ++counts["have a way that is closed"];
  for (const Requirement& set : first(required.sets, all)) {
    if (set.facts.size() > 1) ++counts["sets of several facts"];
    if (!set.variables.empty()) ++counts["sets with variables"];
    try {
      if (auto found = check_set(program, goal, set)) return found;
    } catch (const naive::Invalid&) {  // with the facts, what is open under exceptions may not be worked out plainly
      ++counts["not worked out"];
    } catch (const naive::EvaluationError&) {
      ++counts["not worked out"];
    }
  }
  return all ? check_others(random, program, goal, required, counts) : std::nullopt;
}

}  // namespace linchpin::property
