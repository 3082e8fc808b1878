#include "bearing.hpp"

#include <algorithm>
#include <functional>

#include "naive_rule.hpp"

namespace linchpin::property {

using naive::Conclusions;

const std::vector<std::pair<std::string, int>>& all_bearings() {
  static const std::vector<std::pair<std::string, int>> kAll = {
      {"a tuple below the highest level", 60},
      {"a tuple at each of three levels", 30},
      {"a recursive predicate with tuples at two levels", 8},
      {"an undecided tuple", 25},
      {"an undecided tuple of what has exceptions", 5},
      {"a blocked conclusion", 30},
      {"a conclusion held by a team", 5},
      {"`normally` changes a result", 30},
      {"`overrides` changes a result", 15},
      {"`incompatible` changes a result", 5},
      {"`not` changes a result", 30},
      {"what is stated below the highest level", 50},
      {"trust keeps something out", 10},
      {"trust lowers something", 20},
      {"a joint or nested speaker", 10},
      {"says in a body", 5},
      {"a repetition", 5},
      {"strong negation", 20},
      {"both a tuple and its denial", 5},
      {"an aggregate", 10},
      {"an aggregate below the highest level", 5},
      {"min or max: two values side by side", 3},
      {"lack of trust lets something hold", 5},
  };
  return kAll;
}

namespace {

bool differ(const Conclusions& a, const Conclusions& b) { return a.holds != b.holds || a.undecided != b.undecided; }

// The conclusions of the program with an edit made.
class Otherwise {
 public:
  Otherwise(const Program& program, const Conclusions& conclusions) : program_(program), conclusions_(conclusions) {}

  // Whether the edit changes a result of what both programs speak of, or makes the program one without a meaning.
  bool changes(const std::function<void(Program&)>& edit) const {
    Program other = copy(program_);
    edit(other);
    try {
      return differ(naive::reason(other), conclusions_);
    } catch (const naive::Invalid&) {
      return true;
    } catch (const naive::EvaluationError&) {
      return true;
    }
  }
  template <class T>
  bool changes_without() const {
    const bool any = std::any_of(program_.begin(), program_.end(),
                                 [](const syntax::Statement& s) { return std::holds_alternative<T>(s.body); });
    return any && changes([](Program& p) {
             std::erase_if(p, [](const syntax::Statement& s) { return std::holds_alternative<T>(s.body); });
           });
  }

 private:
  const Program& program_;
  const Conclusions& conclusions_;
};

void each_claim(Program& program, const std::function<void(syntax::ClaimDeclaration&)>& visit) {
  for (syntax::Statement& s : program)
    if (auto* claim = std::get_if<syntax::ClaimDeclaration>(&s.body)) visit(*claim);
}

std::size_t tuples(const Conclusions& c) {
  std::size_t out = 0;
  for (const auto& [s, relation] : c.holds)
    if (s.name != "says") out += relation.size();
  return out;
}

}  // namespace

std::set<std::string> bearing(const Program& program, const Conclusions& conclusions) {
  std::set<std::string> out;
  const auto note = [&](bool present, const char* what) {
    if (present) out.insert(what);
  };
  std::set<int> levels;
  for (const auto& [s, relation] : conclusions.holds) {
    std::set<int> own;
    for (const auto& [tuple, level] : relation) own.insert(level);
    levels.insert(own.begin(), own.end());
    note(!conclusions.undecided.at(s).empty(), "an undecided tuple");
    note(!conclusions.blocked.at(s).empty(), "a blocked conclusion");
    note(!conclusions.held_by_a_team.at(s).empty(), "a conclusion held by a team");
    note(s.denied && !relation.empty(), "strong negation");
    if (!s.denied) continue;
    const auto affirmed = conclusions.holds.find({s.name, s.arity, false});
    if (affirmed == conclusions.holds.end()) continue;
    for (const auto& [tuple, level] : relation) note(affirmed->second.contains(tuple), "both a tuple and its denial");
  }
  note(levels.size() > 1 || (!levels.empty() && *levels.begin() > 0), "a tuple below the highest level");
  note(levels.size() == 3, "a tuple at each of three levels");

  // By clause.
  each_clause(program, [&](const syntax::Clause& clause) {
    const naive::Signature s = naive::signature(clause.head);
    const auto relation = conclusions.holds.find(s);
    if (relation == conclusions.holds.end()) return;
    bool aggregate = false;
    bool says = false;
    bool recursive = false;
    for (const syntax::Literal& l : clause.body) {
      for (const syntax::Term& t : l.sides) aggregate |= t.kind == syntax::Term::Kind::aggregate;
      if (l.kind != syntax::Literal::Kind::atom) continue;
      says |= l.atom.predicate == "says";
      recursive |= !l.negated && naive::signature(l.atom) == s;
    }
    const auto& rows = relation->second;
    const bool low = std::any_of(rows.begin(), rows.end(), [](const auto& row) { return row.second > 0; });
    note(aggregate && !rows.empty(), "an aggregate");
    note(aggregate && low, "an aggregate below the highest level");
    note(says && !rows.empty(), "says in a body");
    std::set<int> own;
    for (const auto& [tuple, level] : rows) own.insert(level);
    note(recursive && own.size() > 1, "a recursive predicate with tuples at two levels");
    note(clause.normally && !conclusions.undecided.at(s).empty(), "an undecided tuple of what has exceptions");
  });

  for (const syntax::Statement& s : program) {
    if (const auto* declared = std::get_if<syntax::PredicateDeclaration>(&s.body)) {
      const auto relation = conclusions.holds.find({declared->name.text, declared->arguments.size(), false});
      if (relation == conclusions.holds.end()) continue;
      std::set<naive::Tuple> keys;
      for (const auto& [tuple, level] : relation->second)
        note(!keys.insert(naive::Tuple(tuple.begin(), std::prev(tuple.end()))).second,
             "min or max: two values side by side");
    }
    if (const auto* claim = std::get_if<syntax::ClaimDeclaration>(&s.body)) {
      note(!claim->repeats.empty(), "a repetition");
      note(claim->by.size() > 1 || (!claim->by.empty() && claim->by[0].size() > 1), "a joint or nested speaker");
    }
  }

  const Otherwise otherwise(program, conclusions);
  note(otherwise.changes_without<syntax::Overrides>(), "`overrides` changes a result");
  note(otherwise.changes_without<syntax::Incompatible>(), "`incompatible` changes a result");
  note(otherwise.changes([](Program& p) { each_clause(p, [](syntax::Clause& c) { c.normally = false; }); }),
       "`normally` changes a result");
  note(otherwise.changes([](Program& p) {
    each_clause(p,
                [](syntax::Clause& c) { std::erase_if(c.body, [](const syntax::Literal& l) { return l.negated; }); });
  }),
       "`not` changes a result");
  // All at the highest level, or all trusted.
  note(otherwise.changes([](Program& p) { each_claim(p, [](auto& claim) { claim.level.reset(); }); }),
       "what is stated below the highest level");
  Program trusting = copy(program);
  each_claim(trusting, [](auto& claim) {
    claim.by.clear();
    claim.at.clear();
  });
  try {
    const Conclusions trusted = naive::reason(trusting);
    note(tuples(trusted) > tuples(conclusions), "trust keeps something out");
    bool lowered = false;
    bool freed = false;
    for (const auto& [s, relation] : conclusions.holds) {
      if (s.name == "says") continue;
      const auto there = trusted.holds.find(s);
      if (there == trusted.holds.end()) continue;
      for (const auto& [tuple, level] : relation) {
        const auto row = there->second.find(tuple);
        lowered |= row != there->second.end() && row->second < level;
        freed |= row == there->second.end();
      }
    }
    note(lowered, "trust lowers something");
    note(freed, "lack of trust lets something hold");
  } catch (const naive::EvaluationError&) {
    note(true, "trust keeps something out");
  }
  return out;
}

}  // namespace linchpin::property
