// The first lines of the prompt.
#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "shell/commands.hpp"

namespace linchpin::shell {
namespace {

std::string variable(std::uint32_t i) {
  return i < 26 ? std::string(1, static_cast<char>('A' + i)) : fmt::format("V{}", i);
}

// depends_on(A, B, C)
std::string atom(const PredicateInfo& p) {
  std::string out = p.name;
  for (std::uint32_t i = 0; i < p.arity; ++i) out += (i == 0 ? "(" : ", ") + variable(i);
  return p.arity == 0 ? out : out + ")";
}

// Predicates that have answers and can be read on a screen, those with rules first, then those with the most to tell.
std::vector<PredicateInfo> askable(const Session& session) {
  std::vector<PredicateInfo> out;
  for (const PredicateInfo& p : session.predicates()) {
    const bool of_itself = p.name == "claimed" || p.name == "cites" || p.name == "says" || p.name == "predicate_info";
    if (p.rows != 0 && p.arity >= 1 && p.arity <= 4 && !p.is_sort && !p.name.starts_with('-') && !of_itself) {
      out.push_back(p);
    }
  }
  constexpr std::uint64_t kScreen = 20;
  std::stable_sort(out.begin(), out.end(), [](const PredicateInfo& a, const PredicateInfo& b) {
    const auto key = [](const PredicateInfo& p) {
      return std::tuple(p.rules == 0, p.rows > kScreen, p.rows > kScreen ? p.rows : kScreen - p.rows);
    };
    return key(a) < key(b);
  });
  return out;
}

// The entity that the rows of a predicate name most often: there is something to tell of it.
std::string most_told_of(Session& session, const PredicateInfo& predicate) {
  const std::vector<std::string> entities = session.entities();
  if (entities.empty()) return {};
  const std::set<std::string> known(entities.begin(), entities.end());
  std::map<std::string, std::size_t> times;
  constexpr std::uint64_t kQuick = 1000;
  if (predicate.rows <= kQuick) {
    const Answer answer = session.ask(atom(predicate) + "?");
    for (const auto& row : answer.rows) {
      for (const Datum& datum : row) {
        if (const auto* name = std::get_if<Name>(&datum); name != nullptr && known.contains(name->text))
          ++times[name->text];
      }
    }
  }
  const auto most = std::max_element(times.begin(), times.end(), [](auto& a, auto& b) { return a.second < b.second; });
  return most == times.end() ? entities.front() : most->first;
}

std::vector<std::string> questions(Session& session) {
  const std::vector<PredicateInfo> predicates = askable(session);
  if (predicates.empty()) return {};
  std::vector<std::string> out{atom(predicates.front()) + "?"};
  // Which first argument has the most rows, where there are several.
  const auto counted = std::find_if(predicates.begin() + 1, predicates.end(),
                                    [](const PredicateInfo& p) { return p.arity >= 2 && p.rows > 1; });
  const PredicateInfo& grouped = counted != predicates.end() ? *counted : predicates.front();
  if (grouped.arity >= 2) {
    std::string others = grouped.name + "(A, B";
    for (std::uint32_t i = 2; i < grouped.arity; ++i) others += ", _";
    std::string outside = grouped.name + "(A";
    for (std::uint32_t i = 1; i < grouped.arity; ++i) outside += ", _";
    out.push_back(fmt::format("find A, N where {}), N = #count{{B : {})}} order by N desc limit 3?", outside, others));
  } else if (predicates.size() > 1) {
    out.push_back(atom(predicates[1]) + "?");
  }
  const std::string entity = most_told_of(session, predicates.front());
  if (!entity.empty()) {
    out.push_back(fmt::format("about {}?", entity));
  } else if (predicates.size() > 2) {
    out.push_back(atom(predicates.back()) + "?");
  } else {
    out.push_back("predicate_info(Name, Arity)?");
  }
  return out;
}

}  // namespace

std::string greeting(Shell& shell) {
  std::string out = fmt::format("{} {}", bold("Linchpin", shell.colour), kVersion);
  std::size_t facts = 0;
  std::size_t rules = 0;
  for (const PredicateInfo& p : shell.session.predicates()) {
    facts += p.facts;
    rules += p.rules;
  }
  const std::size_t claims = shell.session.claims().size();
  const auto counted = [](std::size_t n, std::string_view noun) {
    return fmt::format("{} {}{}", n, noun, n == 1 ? "" : "s");
  };
  std::vector<std::string> tries = questions(shell.session);
  if (facts + rules != 0) {
    out += fmt::format(": {}, {}", counted(facts, "fact"), counted(rules, "rule"));
    if (claims != 0) out += fmt::format(", {}", counted(claims, "claim"));
  }
  out += "\nState with `.`, ask with `?`; :help shows how, :quit leaves. Try:\n";
  if (tries.empty()) tries = {"likes(ann, bob).", "likes(ann, X)?", ":help facts"};
  for (const std::string& question : tries) out += fmt::format("  {}\n", question);
  return out;
}

}  // namespace linchpin::shell
