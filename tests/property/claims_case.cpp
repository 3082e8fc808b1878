#include "claims_case.hpp"

#include <algorithm>

#include "linchpin.hpp"
#include "misses.hpp"
#include "naive_rule.hpp"
#include "proofs.hpp"
#include "reason_flat.hpp"
#include "syntax/print.hpp"

namespace linchpin::property {

namespace {

using naive::Conclusions;
using naive::Signature;
using naive::Tuple;

constexpr const char* kUndecided = "undecided";

// A predicate's rows as a question shows them.
struct Column {
  Rows rows;
  std::vector<std::string> levels;  // one a row
};

Column column(const Conclusions& expected, const Signature& s, int lowest) {
  std::map<Tuple, std::string> all;
  for (const auto& [tuple, level] : expected.holds.at(s))
    if (level <= lowest) all[tuple] = expected.levels[static_cast<std::size_t>(level)];
  if (lowest + 1 == static_cast<int>(expected.levels.size()))
    for (const Tuple& tuple : expected.undecided.at(s)) all[tuple] = kUndecided;
  Column out;
  for (const auto& [tuple, level] : all) {
    out.rows.push_back(naive::print(tuple));
    out.levels.push_back(level);
  }
  return out;
}

Rows with_levels(const Rows& rows, const std::vector<std::string>& levels) {
  Rows out;
  for (std::size_t i = 0; i < rows.size(); ++i) out.push_back(rows[i] + " [" + levels[i] + "]");
  return out;
}

// Where questions are asked: a session, and what stands before each of them.
struct World {
  Session& session;
  std::string in;
  std::optional<Prover> prover = std::nullopt;  // by whom proofs are looked at, if they are
  Answer ask(const std::string& question) { return session.ask(in + question); }

  // Whether the program has none of what lets a fact keep another from holding.
  bool is_monotone() const {
    const std::string text = session.print_stage("ast");
    const auto without = [&](const char* form) { return text.find(form) == std::string::npos; };
    return without("normally ") && without("not ") && without("#") && without(": min") && without(": max");
  }
};

// Levels may be left out where there is one and nothing is undecided.
std::optional<Disagreement> compare_levels(const std::string& question, const Rows& rows,
                                           const std::vector<std::string>& expected, const Answer& answer,
                                           const Conclusions& conclusions) {
  std::vector<std::string> levels = answer.levels;
  const bool needed =
      conclusions.levels.size() > 1 || std::find(expected.begin(), expected.end(), kUndecided) != expected.end();
  if (levels.empty() && !needed) levels.assign(expected.size(), conclusions.levels.front());
  if (levels.size() != expected.size())
    return Disagreement{"number of levels", question + ": " + std::to_string(levels.size()) + " levels of " +
                                                std::to_string(expected.size()) + " rows\n"};
  auto found = compare_rows(question, with_levels(rows, levels), with_levels(rows, expected));
  if (found) found->kind = "levels";
  return found;
}

std::optional<Disagreement> compare_column(World& world, const std::string& question, const Column& expected,
                                           const Conclusions& conclusions) {
  const Answer answer = world.ask(question);
  if (answer.status != Status::ok) {
    if (expected.rows.empty() && only_unknown(world.session)) return std::nullopt;
    return error(world.session, world.in + question);
  }
  if (auto found = compare_rows(question, rows_of(answer), expected.rows)) return found;
  if (auto found = compare_levels(question, expected.rows, expected.levels, answer, conclusions)) return found;
  if (question.starts_with("find ")) return std::nullopt;
  return world.prover ? check_proofs(*world.prover, question, answer) : std::nullopt;
}

// What holds of one tuple: a level's name, `undecided`, or nothing.
std::string standing_of(const Conclusions& expected, const Signature& s, const Tuple& tuple) {
  const auto relation = expected.holds.find(s);
  if (relation == expected.holds.end()) return "";
  if (const auto held = relation->second.find(tuple); held != relation->second.end())
    return expected.levels[static_cast<std::size_t>(held->second)];
  return expected.undecided.at(s).contains(tuple) ? kUndecided : "";
}

// A question without variables. Not compared when one side is undecided and the other is not false: which of the two
// the answer tells is not laid down.
std::optional<Disagreement> compare_ground(World& world, const Signature& s, const Tuple& tuple,
                                           const Conclusions& expected) {
  const std::string own = standing_of(expected, s, tuple);
  const std::string contrary = standing_of(expected, {s.name, s.arity, !s.denied}, tuple);
  const bool open = own == kUndecided || contrary == kUndecided;
  if (open && (own != kUndecided || !contrary.empty())) return std::nullopt;
  const std::string question =
      (s.denied ? "-" : "") + syntax::print_name(s.name) + (tuple.empty() ? "" : "(" + naive::print(tuple) + ")") + "?";
  const Answer answer = world.ask(question);
  if (answer.status != Status::ok)
    return own.empty() && only_unknown(world.session) ? std::nullopt
                                                      : std::optional(error(world.session, world.in + question));
  std::string truth = kUndecided;
  if (!open) truth = own.empty() ? (contrary.empty() ? "not stated" : "denied") : (contrary.empty() ? "yes" : "both");
  if (print(answer.truth) != truth)
    return Disagreement{"truth",
                        question + ": " + std::string(print(answer.truth)) + " where it should be " + truth + "\n"};
  if (open || truth == "not stated") return std::nullopt;
  return compare_levels(question, {truth}, {own.empty() ? contrary : own}, answer, expected);
}

// find X, Y where p(X), q(X, Y) at least likely?
std::string question_at_least(const std::vector<std::string>& variables, std::string question,
                              const std::string& level) {
  std::string listed;
  for (const std::string& v : variables) listed += (listed.empty() ? "" : ", ") + v;
  question.pop_back();
  return "find " + listed + " where " + question + " at least " + level + "?";
}

// At each level but the lowest.
std::optional<Disagreement> compare_at_least(World& world, const std::vector<std::string>& variables,
                                             const std::string& question, const Signature& s,
                                             const Conclusions& expected) {
  for (std::size_t level = 0; level + 1 < expected.levels.size(); ++level)
    if (auto found = compare_column(world, question_at_least(variables, question, expected.levels[level]),
                                    column(expected, s, static_cast<int>(level)), expected))
      return found;
  return std::nullopt;
}

bool is_monotone(const std::vector<syntax::Literal>& body, bool negation_too) {
  return std::all_of(body.begin(), body.end(), [&](const syntax::Literal& l) {
    return (!l.negated || negation_too) && std::none_of(l.sides.begin(), l.sides.end(), [](const syntax::Term& t) {
             return t.kind == syntax::Term::Kind::aggregate;
           });
  });
}

std::optional<Disagreement> compare_why_not(World& world, const std::string& question, const Conclusions& expected) {
  const auto ask = [&](const std::string& prefix, const std::string& q) {
    Answer answer = world.ask(prefix + q);
    if (answer.status != Status::ok && only_unknown(world.session)) answer.truth = Truth::not_stated;
    return answer;
  };
  if (world.ask(question).status != Status::ok) return std::nullopt;
  return check_why_not(ask, question, expected.levels, world.is_monotone());
}

// The question's body. Under `at least`, an aggregate goes over other rows than in a rule: such questions are not
// compared.
std::optional<Disagreement> compare_question(World& world, const Case& trial, const Conclusions& expected) {
  const std::vector<std::string> variables = naive::question_variables(trial.question);
  if (variables.empty()) return std::nullopt;
  const std::string question = question_text(trial.question);
  const Signature s{kAnswer, variables.size(), false};
  const int lowest = static_cast<int>(expected.levels.size()) - 1;
  // A rule may read, with a warning, what nothing is stated of; a question may not.
  if (world.ask(question).status != Status::ok && only_unknown(world.session)) return std::nullopt;
  if (auto found = compare_column(world, question, column(expected, s, lowest), expected)) return found;
  if (auto found = compare_why_not(world, question, expected)) return found;
  return is_monotone(trial.question, true) ? compare_at_least(world, variables, question, s, expected) : std::nullopt;
}

// A tuple of another predicate that does not hold of this one, nor stays undecided.
std::optional<Tuple> some_absent(const Signature& s, const Conclusions& expected) {
  for (const auto& [other, relation] : expected.holds) {
    if (other.arity != s.arity || other == s) continue;
    for (const auto& [tuple, level] : relation) {
      if (standing_of(expected, s, tuple).empty()) return tuple;
    }
  }
  return std::nullopt;
}

// One tuple that does not hold, by itself and with its last argument open.
std::optional<Disagreement> compare_absent(World& world, const Signature& s, const Conclusions& expected) {
  const std::optional<Tuple> absent = some_absent(s, expected);
  if (!absent) return std::nullopt;
  const std::string name = (s.denied ? "-" : "") + syntax::print_name(s.name);
  const std::string ground = name + "(" + naive::print(*absent) + ")?";
  if (world.ask(ground).status != Status::ok) return std::nullopt;  // of another type, or unknown
  if (auto found = compare_why_not(world, ground, expected)) return found;
  if (s.arity < 2 || !world.in.empty()) return std::nullopt;  // once is enough
  const Tuple first(absent->begin(), absent->end() - 1);
  return compare_why_not(world, name + "(" + naive::print(first) + ", Last)?", expected);
}

bool has_best_values(const Program& program) {
  return std::any_of(program.begin(), program.end(), [](const syntax::Statement& s) {
    const auto* declared = std::get_if<syntax::PredicateDeclaration>(&s.body);
    return declared != nullptr && std::any_of(declared->arguments.begin(), declared->arguments.end(),
                                              [](const auto& a) { return a.extremum != syntax::Extremum::none; });
  });
}

std::optional<Disagreement> compare_predicate(World& world, const Signature& s, const Conclusions& expected) {
  const auto& relation = expected.holds.at(s);
  if (s.arity == 0) return compare_ground(world, s, {}, expected);
  const int lowest = static_cast<int>(expected.levels.size()) - 1;
  if (auto found = compare_column(world, question_text(s), column(expected, s, lowest), expected)) return found;
  std::vector<std::string> variables;
  for (std::size_t i = 1; i <= s.arity; ++i) variables.push_back("X" + std::to_string(i));
  if (auto found = compare_at_least(world, variables, question_text(s), s, expected)) return found;
  if (!relation.empty())
    if (auto found = compare_ground(world, s, relation.begin()->first, expected)) return found;
  if (auto found = compare_absent(world, s, expected)) return found;
  const auto& undecided = expected.undecided.at(s);
  return undecided.empty() ? std::nullopt : compare_ground(world, s, *undecided.begin(), expected);
}

std::optional<Disagreement> compare_all(World& world, const Conclusions& expected) {
  for (const auto& [signature, relation] : expected.holds)
    if (signature.name != kAnswer)
      if (auto found = compare_predicate(world, signature, expected)) return found;
  return std::nullopt;
}

// ---- the parts of a program that the other oracle can tell about

bool is_about_attacks(const syntax::Statement& s) {
  return std::holds_alternative<syntax::Incompatible>(s.body) || std::holds_alternative<syntax::Overrides>(s.body);
}

// Without exceptions.
Program strict_part(const Program& program) {
  Program out = copy(program);
  std::erase_if(out, is_about_attacks);
  each_clause(out, [](syntax::Clause& c) { c.normally = false; });
  return out;
}

// Without exceptions, negation and aggregates, and without what reads the predicates with a `min` or `max` argument,
// but these themselves: each value, once it is the best at some level, stands.
Program monotone_part(const Program& program) {
  std::set<std::string> best;
  for (const syntax::Statement& s : program)
    if (const auto* declared = std::get_if<syntax::PredicateDeclaration>(&s.body)) best.insert(declared->name.text);
  const auto is_out = [&](const syntax::Clause& c) {
    const bool reads_best = std::any_of(c.body.begin(), c.body.end(), [&](const syntax::Literal& l) {
      return l.kind == syntax::Literal::Kind::atom && best.contains(l.atom.predicate);
    });
    return !is_monotone(c.body, false) || (reads_best && !best.contains(c.head.predicate));
  };
  Program out;
  for (const syntax::Statement& s : strict_part(program)) {
    const auto* clause = std::get_if<syntax::Clause>(&s.body);
    if (clause != nullptr && is_out(*clause)) continue;
    out.push_back(s);
    if (auto* claim = std::get_if<syntax::ClaimDeclaration>(&out.back().body)) std::erase_if(claim->clauses, is_out);
  }
  return out;
}

// Rows with their levels, from the program cut at each: a tuple's level is the first that derives it.
std::map<Signature, std::map<Tuple, int>> by_cuts(const naive::Flat& flat) {
  std::map<Signature, std::map<Tuple, int>> out;
  for (int level = 0; level < static_cast<int>(flat.levels.size()); ++level)
    for (const auto& [s, relation] : naive::evaluate(naive::cut(flat, level)).relations)
      for (const Tuple& tuple : relation) out[s].emplace(tuple, level);
  return out;
}

std::optional<Disagreement> compare_oracles(const char* part, const Conclusions& conclusions,
                                            std::map<Signature, std::map<Tuple, int>> others, bool levels_too) {
  const auto rows = [&](const std::map<Tuple, int>& relation) {
    Rows out;
    for (const auto& [tuple, level] : relation)
      out.push_back(naive::print(tuple) +
                    (levels_too ? " [" + conclusions.levels[static_cast<std::size_t>(level)] + "]" : ""));
    return out;
  };
  for (const auto& [s, relation] : conclusions.holds)
    if (auto found = compare_rows(std::string(part) + ", " + naive::print(s), rows(relation), rows(others[s]))) {
      found->kind = "the oracles disagree";
      return found;
    }
  return std::nullopt;
}

}  // namespace

Conclusions expected_conclusions(const Case& trial) { return naive::reason(standing_with_question(trial)); }

std::optional<Disagreement> compare(const Case& trial, const Conclusions& expected, const check::OnProof& on_proof) {
  Session session;
  if (auto failed = state(session, trial)) return failed;
  const Program program = standing(trial);
  const check::Truth truth(check::base_of(program, program.size()));
  check::Tally tally;
  World world{session, "", Prover{session, "", truth, tally, on_proof, has_best_values(trial.program)}};
  if (auto found = compare_all(world, expected)) return found;
  return compare_question(world, trial, expected);
}

std::string as_scenario(const Case& trial) {
  std::string out = "scenario s {\n";
  for (const syntax::Statement& s : trial.later)
    out += (std::holds_alternative<syntax::Clause>(s.body) ? "assume " : "") + syntax::print(s) + "\n";
  for (const syntax::Statement& s : trial.retracted) {
    const auto* claim = std::get_if<syntax::ClaimDeclaration>(&s.body);
    out += claim == nullptr ? "retract " + syntax::print(s) + "\n"
                            : "without claim " + syntax::print_name(claim->id.text) + ".\n";
  }
  return out + "}\n";
}

std::optional<Disagreement> compare_in(Session& session, const std::string& in, const Conclusions& expected) {
  World world{session, in, std::nullopt};
  return compare_all(world, expected);
}

std::optional<Disagreement> compare_supposed(const Case& trial, const Conclusions& expected,
                                             const check::OnProof& on_proof) {
  const std::string text = print(trial.program) + as_scenario(trial);
  Session session;
  if (session.load_text("program.kb", text) != Status::ok) return error(session, text);
  const Program program = parse(text);
  const check::Truth truth(check::edited(check::base_of(program, program.size()), {{"s", {}}}, {}));
  check::Tally tally;
  World world{session, "in s: ", Prover{session, "in s: ", truth, tally, on_proof, has_best_values(trial.program)}};
  const auto found = compare_all(world, expected);
  if (found) return Disagreement{"supposed, " + found->kind, text + found->detail};
  return std::nullopt;
}

std::optional<Disagreement> claims_disagreement(const Case& trial) {
  try {
    return compare(trial, expected_conclusions(trial));
  } catch (const naive::Invalid&) {
    return std::nullopt;
  } catch (const naive::EvaluationError&) {
    return compare_failing(trial);
  }
}

std::optional<Disagreement> compare_with_naive(const Program& program) {
  const Program monotone = monotone_part(program);
  if (auto found = compare_oracles("by cuts", naive::reason(monotone), by_cuts(naive::flatten(monotone)), true))
    return found;
  Program strict = strict_part(program);
  for (syntax::Statement& s : strict)
    if (auto* claim = std::get_if<syntax::ClaimDeclaration>(&s.body)) claim->level.reset();
  std::erase_if(strict,
                [](const syntax::Statement& s) { return std::holds_alternative<syntax::LevelsDeclaration>(s.body); });
  for (syntax::Statement& s : strict)
    if (auto* trust = std::get_if<syntax::TrustDeclaration>(&s.body); trust != nullptr && trust->level.text != "none")
      trust->level.text = "certain";
  std::map<Signature, std::map<Tuple, int>> plain;
  try {
    plain = by_cuts(naive::flatten(strict));
  } catch (const naive::Invalid&) {  // not stratified
    return std::nullopt;
  }
  return compare_oracles("at one level", naive::reason(strict), plain, false);
}

}  // namespace linchpin::property
