#include "variants.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace linchpin::property {

namespace {

bool is_clause(const syntax::Statement& s) { return std::holds_alternative<syntax::Clause>(s.body); }
bool is_fact(const syntax::Statement& s) { return is_clause(s) && std::get<syntax::Clause>(s.body).body.empty(); }

}  // namespace

Program take_some(Random& random, Program& from, int one_in) {
  std::map<naive::Signature, int> stated;
  for (const syntax::Statement& s : from)
    if (is_clause(s)) ++stated[naive::signature(std::get<syntax::Clause>(s.body).head)];
  Program taken;
  std::set<std::string> texts;
  const bool rules_too = random.chance(33);
  std::erase_if(from, [&](const syntax::Statement& s) {
    if (!is_clause(s) || (!rules_too && !is_fact(s)) || taken.size() >= 8 || random.below(one_in) != 0) return false;
    int& left = stated[naive::signature(std::get<syntax::Clause>(s.body).head)];
    if (left < 2 || !texts.insert(canonical(s)).second) return false;  // each text once
    --left;
    taken.push_back(s);
    return true;
  });
  random.shuffle(taken);
  return taken;
}

Case shuffled(Random& random, const Program& program) {
  Case trial{copy(program), {}, {}, {}};
  random.shuffle(trial.program);
  for (syntax::Statement& s : trial.program)
    if (auto* clause = std::get_if<syntax::Clause>(&s.body)) random.shuffle(clause->body);
  return trial;
}

}  // namespace linchpin::property
