// Whether the claims of a knowledge base bear on anything: for claims drawn at random, a question that is answered
// otherwise without the claim.
//
//   linchpin_claims FILE [--claims N] [--seed S]
//
// Without --claims all are tried, without --seed the seed is new each time. Repeats are no grounds, and are left out,
// and so are claims of rules alone, which have programs of their own. A claim that holds only in a scenario is asked
// about there; one that bears in scenarios only, in one of them; and one of several grounds where the others are taken
// out. Relations that tell of the claims themselves do not count.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "linchpin.hpp"

namespace {

using linchpin::Answer;
using linchpin::Session;
using Rows = std::map<std::string, std::string>;  // a fact, and its level

const std::set<std::string> kOfClaims = {"claimed", "cites", "says", "predicate_info"};

bool is_rule(const std::string& clause) { return clause.find(" :-") != std::string::npos; }

std::string question_of(const linchpin::PredicateInfo& predicate) {
  std::string out = predicate.name;
  for (std::uint32_t a = 0; a < predicate.arity; ++a) out += fmt::format("{}V{}", a == 0 ? "(" : ", ", a);
  return out + (predicate.arity == 0 ? "?" : ")?");
}

Rows rows_of(const linchpin::PredicateInfo& predicate, const Answer& answer) {
  Rows out;
  if (predicate.arity == 0) {
    out[predicate.name] = answer.levels.empty() ? std::string(print(answer.truth)) : answer.levels.front();
    return out;
  }
  for (std::size_t r = 0; r < answer.rows.size(); ++r) {
    std::vector<std::string> values;
    for (const linchpin::Datum& datum : answer.rows[r]) values.push_back(print(datum));
    out[fmt::format("{}({})", predicate.name, fmt::join(values, ", "))] = answer.levels[r];
  }
  return out;
}

// A fact that the one has and the other has not, or not at the same level.
std::string difference(const Rows& one, const Rows& other) {
  for (const auto& [fact, level] : one) {
    const auto at = other.find(fact);
    if (at == other.end() || at->second != level) return fact;
  }
  return {};
}

std::string shown(const Answer& answer) {
  return std::string(print(answer.truth)) + (answer.levels.empty() ? "" : fmt::format(" [{}]", answer.levels.front()));
}

struct Tried {
  std::string id;
  std::string scenario;  // that alone holds it; empty for none
};

class Asker {
 public:
  explicit Asker(Session& session) : session_(session) {
    for (const linchpin::PredicateInfo& predicate : session.predicates()) {
      if (!predicate.is_sort && !kOfClaims.contains(predicate.name)) predicates_.push_back(predicate);
    }
    for (const linchpin::ScenarioInfo& scenario : session.scenarios()) scenarios_.push_back(scenario.id);
  }

  // Prints a question that fails without the claim; false where there is none.
  bool fails_without(const Tried& tried) {
    if (!tried.scenario.empty())
      return fails_without(tried.id, fmt::format("in {}: ", tried.scenario), {}, predicates_);
    if (fails_without(tried.id, "", {}, predicates_)) return true;
    const bool in_some = std::any_of(scenarios_.begin(), scenarios_.end(), [&](const std::string& scenario) {
      return fails_without(tried.id, fmt::format("in {}: ", scenario), {}, predicates_);
    });
    return in_some || is_a_ground(tried.id);
  }

 private:
  // One of several grounds: it bears where the others that give the same are taken out.
  bool is_a_ground(const std::string& id) {
    const std::optional<linchpin::ClaimInfo> claim = session_.claim(id);
    for (const std::string& clause : claim ? claim->clauses : std::vector<std::string>()) {
      std::string head = clause.starts_with("normally ") ? clause.substr(9) : clause;
      head = head.substr(head.starts_with('-') ? 1 : 0);
      const std::string name = head.substr(0, head.find_first_of("(. "));
      const bool rule = is_rule(clause);
      std::set<std::string> others;
      for (const Session::Listed& other : session_.listing(name)) {
        const bool gives_it = rule || other.text == clause || is_rule(other.text);
        if (!other.claim.empty() && other.claim != id && gives_it) others.insert(other.claim);
      }
      std::vector<linchpin::PredicateInfo> of_it;
      std::copy_if(predicates_.begin(), predicates_.end(), std::back_inserter(of_it),
                   [&](const auto& p) { return p.name == name || p.name == "-" + name; });
      if (!others.empty() && fails_without(id, "", others, of_it)) return true;
    }
    return false;
  }

  bool fails_without(const std::string& id, const std::string& scenario, const std::set<std::string>& gone,
                     const std::vector<linchpin::PredicateInfo>& predicates) {
    std::string in = scenario;
    for (const std::string& other : gone)
      in += fmt::format("{} without claim {}", in == scenario ? "suppose" : ",", other);
    const std::string without = fmt::format("{}{} without claim {}: ", in, in == scenario ? "suppose" : ",", id);
    if (in != scenario) in += ": ";
    for (const linchpin::PredicateInfo& predicate : predicates) {
      const std::string question = question_of(predicate);
      const Rows after = rows_of(predicate, session_.ask(without + question));
      const auto [before, added] = before_.try_emplace(in + question);
      if (added) before->second = rows_of(predicate, session_.ask(in + question));
      std::string fact = difference(before->second, after);
      if (fact.empty()) fact = difference(after, before->second);
      if (fact.empty()) continue;
      const std::string first = shown(session_.ask(in + fact + "?"));
      const std::string second = shown(session_.ask(without + fact + "?"));
      if (first == second) continue;
      fmt::print("{}: {}{}?  {}, without it {}\n", id, in, fact, first, second);
      return true;
    }
    return false;
  }

  Session& session_;
  std::vector<linchpin::PredicateInfo> predicates_;
  std::vector<std::string> scenarios_;
  std::map<std::string, Rows> before_;
};

std::vector<Tried> grounds(const Session& session) {
  std::vector<Tried> out;
  for (const linchpin::ClaimInfo& claim : session.claims()) {
    const std::optional<linchpin::ClaimInfo> whole = session.claim(claim.id);
    const bool states = std::any_of(whole->clauses.begin(), whole->clauses.end(),
                                    [](const std::string& clause) { return !is_rule(clause); });
    if (claim.repeats.empty() && states) out.push_back({claim.id, ""});
  }
  for (const linchpin::ScenarioInfo& scenario : session.scenarios()) {
    for (const std::string& id : scenario.claims) out.push_back({id, scenario.id});
  }
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  std::string file;
  std::size_t most = ~std::size_t{0};
  std::uint64_t seed = std::random_device{}();
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--claims" && i + 1 < argc) {
      most = std::stoul(argv[++i]);
    } else if (word == "--seed" && i + 1 < argc) {
      seed = std::stoull(argv[++i]);
    } else {
      file = word;
    }
  }
  Session session;
  if (session.load({file}) != linchpin::Status::ok) {
    fmt::print("{}", session.rendered_messages());
    return 1;
  }
  std::vector<Tried> tried = grounds(session);
  std::mt19937_64 random(seed);
  std::shuffle(tried.begin(), tried.end(), random);
  tried.resize(std::min(most, tried.size()));
  fmt::print("{}: seed {}, {} claims\n", file, seed, tried.size());
  Asker asker(session);
  std::size_t idle = 0;
  for (const Tried& one : tried) {
    if (asker.fails_without(one)) continue;
    fmt::print("{}: NO QUESTION FAILS WITHOUT IT\n", one.id);
    ++idle;
  }
  fmt::print("{} of {} claims bear on an answer\n", tried.size() - idle, tried.size());
  return idle == 0 && !tried.empty() ? 0 : 1;
}
