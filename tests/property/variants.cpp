#include "variants.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "syntax/print.hpp"
#include "syntax/tokens.hpp"

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

namespace {

// Claims that other statements speak of, and those that repeat.
std::set<std::string> spoken_of(const Program& program) {
  std::set<std::string> out;
  for (const syntax::Statement& s : program) {
    if (const auto* overrides = std::get_if<syntax::Overrides>(&s.body))
      out.insert({overrides->winner.text, overrides->loser.text});
    if (const auto* claim = std::get_if<syntax::ClaimDeclaration>(&s.body); claim && !claim->repeats.empty()) {
      out.insert(claim->id.text);
      for (const syntax::Identifier& original : claim->repeats) out.insert(original.text);
    }
  }
  return out;
}

}  // namespace

Program take_some_claims(Random& random, Program& from, int one_in) {
  const std::set<std::string> kept = spoken_of(from);
  std::map<naive::Signature, int> stated;
  std::map<std::string, int> times;  // heads, to leave alone a fact that is a presumption as well, or repeated
  each_clause(from, [&](const syntax::Clause& c) { ++stated[naive::signature(c.head)]; });
  for (const syntax::Statement& s : from) {
    const auto* claim = std::get_if<syntax::ClaimDeclaration>(&s.body);
    if (claim == nullptr) continue;
    for (const syntax::Clause& c : claim->clauses)
      if (c.normally || kept.contains(claim->id.text)) ++times[syntax::print(c.head)];
  }
  Program taken;
  std::set<std::string> texts;
  std::erase_if(from, [&](const syntax::Statement& s) {
    const auto* claim = std::get_if<syntax::ClaimDeclaration>(&s.body);
    if (!is_clause(s) && claim == nullptr) return false;
    if (taken.size() >= 6 || random.below(one_in) != 0 || (claim && kept.contains(claim->id.text))) return false;
    std::map<naive::Signature, int> left = stated;
    bool good = true;
    each_clause(Program{s}, [&](const syntax::Clause& c) {
      good = good && --left[naive::signature(c.head)] > 0 && (claim || !times.contains(syntax::print(c.head)));
    });
    if (!good || !texts.insert(canonical(s)).second) return false;
    stated = left;
    taken.push_back(s);
    return true;
  });
  random.shuffle(taken);
  return taken;
}

std::vector<syntax::Literal> some_body(Random& random, const Program& program) {
  std::vector<const syntax::Clause*> rules;
  each_clause(program, [&](const syntax::Clause& c) {
    if (!c.body.empty()) rules.push_back(&c);
  });
  return rules.empty() ? std::vector<syntax::Literal>{} : random.pick(rules)->body;
}

std::pair<Case, naive::Result> renamed(const Program& program, const naive::Result& result) {
  using Kind = syntax::Token::Kind;
  std::set<std::string, std::less<>> predicates;
  naive::Result out;
  for (const auto& [signature, relation] : result.relations) {
    if (signature.name == kAnswer) continue;
    predicates.insert(signature.name);
    out.relations[{signature.name + signature.name, signature.arity, signature.denied}] = relation;
  }
  const std::string text = print(program);
  std::string changed;
  std::uint32_t done = 0;
  for (auto token = syntax::next_token(text, 0); token.kind != Kind::end; token = syntax::next_token(text, token.end)) {
    const std::string_view word = token.of(text);
    changed += text.substr(done, token.begin - done);
    changed += word;
    const bool is_variable = token.kind == Kind::variable && word != "_";
    // Doubled, names are as far from each other as they were: a near one would be taken for a slip.
    if (is_variable || (token.kind == Kind::name && predicates.contains(word))) changed += word;
    done = token.end;
  }
  return {Case{parse(changed + text.substr(done)), {}, {}, {}}, std::move(out)};
}

Case shuffled(Random& random, const Program& program) {
  Case trial{copy(program), {}, {}, {}};
  random.shuffle(trial.program);
  // What is repeated is repeated as it was written.
  const std::set<std::string> kept = spoken_of(trial.program);
  for (syntax::Statement& s : trial.program) {
    if (auto* clause = std::get_if<syntax::Clause>(&s.body)) random.shuffle(clause->body);
    auto* claim = std::get_if<syntax::ClaimDeclaration>(&s.body);
    if (claim == nullptr || kept.contains(claim->id.text)) continue;
    for (syntax::Clause& clause : claim->clauses) random.shuffle(clause.body);
  }
  return trial;
}

}  // namespace linchpin::property
