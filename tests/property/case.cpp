#include "case.hpp"

#include <algorithm>
#include <set>

#include "linchpin.hpp"
#include "syntax/print.hpp"

namespace linchpin::property {

namespace {

std::string statement_text(const syntax::Statement& statement) { return syntax::print(statement) + "\n"; }

std::string body_text(const std::vector<syntax::Literal>& body) {
  std::string out;
  for (const syntax::Literal& l : body) out += (out.empty() ? "" : ", ") + syntax::print(l);
  return out + "?";
}

constexpr std::uint16_t kUnknownPredicate = 101;

Rows texts_of(const std::set<naive::Tuple>& relation) {
  Rows out;
  for (const naive::Tuple& t : relation) out.push_back(naive::print(t));
  return out;
}

std::string lines(const char* title, const Rows& some, const Rows& others) {
  const std::set<std::string> known(others.begin(), others.end());
  std::string out;
  for (const std::string& row : some)
    if (!known.contains(row)) out += std::string("  ") + title + ": " + row + "\n";
  return out;
}

std::optional<Disagreement> compare_truth(const std::string& question, Truth engine, Truth naive) {
  if (engine == naive) return std::nullopt;
  return Disagreement{"truth", question + ": " + std::string(print(engine)) + " where it should be " +
                                   std::string(print(naive)) + "\n"};
}

}  // namespace

std::string question_text(const naive::Signature& s) {
  std::string out = (s.denied ? "-" : "") + syntax::print_name(s.name);
  for (std::size_t i = 0; i < s.arity; ++i) out += (i == 0 ? "(X" : ", X") + std::to_string(i + 1);
  return out + (s.arity > 0 ? ")?" : "?");
}

Rows rows_of(const Answer& answer) {
  Rows out;
  for (const auto& row : answer.rows) {
    std::string text;
    for (const Datum& d : row) text += (text.empty() ? "" : ", ") + linchpin::print(d);
    out.push_back(std::move(text));
  }
  return out;
}

std::optional<Disagreement> compare_rows(const std::string& question, const Rows& engine, const Rows& naive) {
  if (engine == naive) return std::nullopt;
  const std::string differences = lines("missing", naive, engine) + lines("surplus", engine, naive);
  if (differences.empty())
    return Disagreement{"order of answers", question + ": not in value order, or not distinct\n"};
  return Disagreement{"tuples", question + "\n" + differences};
}

Disagreement error(const Session& session, const std::string& at) {
  std::string code = "without a message";
  for (const Message& m : session.messages())
    if (m.error) {
      code = "E" + std::to_string(m.code);
      break;
    }
  return {"error " + code, at + "\n" + session.rendered_messages()};
}

bool only_unknown(const Session& session) {
  return std::all_of(session.messages().begin(), session.messages().end(),
                     [](const Message& m) { return !m.error || m.code == kUnknownPredicate; });
}

namespace {

bool holds(const naive::Result& expected, const naive::Signature& s) {
  const auto relation = expected.relations.find(s);
  return relation != expected.relations.end() && !relation->second.empty();
}

Truth truth(bool yes, bool contrary) {
  return yes ? (contrary ? Truth::both : Truth::yes) : (contrary ? Truth::denied : Truth::not_stated);
}

// The head predicate of the program's last clause: it depends on most of the others.
std::string last_question(const Program& program) {
  std::string out;
  each_clause(program, [&](const syntax::Clause& clause) { out = question_text(naive::signature(clause.head)); });
  return out;
}

}  // namespace

std::optional<Disagreement> state(Session& session, const Case& trial) {
  const std::string force = last_question(trial.program);
  Limits limits;
  limits.seconds = 20;
  limits.tuples = 1'000'000;
  session.set_limits(limits);
  if (session.load_text("program.kb", print(trial.program)) != Status::ok) return error(session, "loading");
  for (const syntax::Statement& step : steps(trial)) {
    // Asked in between, so that there is a fixpoint to go on from.
    if (!force.empty() && session.ask(force).status != Status::ok && !only_unknown(session))
      return error(session, "asking " + force);
    if (session.load_text("<prompt>", statement_text(step)) != Status::ok) return error(session, statement_text(step));
  }
  return std::nullopt;
}

namespace {

std::optional<Disagreement> compare_question(Session& session, const Case& trial, const naive::Result& expected) {
  if (trial.question.empty()) return std::nullopt;
  const std::string question = body_text(trial.question);
  const Answer answer = session.ask(question);
  if (answer.status != Status::ok)
    return only_unknown(session) ? std::nullopt : std::optional(error(session, question));
  const std::vector<std::string> columns = naive::question_variables(trial.question);
  const auto& relation = expected.relations.at({kAnswer, columns.size(), false});
  if (!columns.empty()) {
    if (answer.columns != columns) return Disagreement{"columns", question + "\n"};
    return compare_rows(question, rows_of(answer), texts_of(relation));
  }
  const syntax::Literal& first = trial.question.front();
  bool contrary = false;
  if (trial.question.size() == 1 && first.kind == syntax::Literal::Kind::atom && !first.negated) {
    naive::Signature other = naive::signature(first.atom);
    if (other.arity > 0) return std::nullopt;  // a ground atom: the contrary's tuples are not looked up here
    other.denied = !other.denied;
    contrary = holds(expected, other);
  }
  return compare_truth(question, answer.truth, truth(!relation.empty(), contrary));
}

}  // namespace

std::string print(const Case& trial) {
  std::string out = print(trial.program);
  for (const syntax::Statement& s : steps(trial)) {
    out += "% then: ";
    for (const char c : syntax::print(s)) out += c == '\n' ? std::string("\n% ") : std::string(1, c);
    out += "\n";
  }
  if (!trial.question.empty()) out += body_text(trial.question) + "\n";
  return out;
}

Program steps(const Case& trial) {
  Program out = copy(trial.later);
  for (const syntax::Statement& s : trial.retracted) {
    syntax::Retract retract;
    if (const auto* claim = std::get_if<syntax::ClaimDeclaration>(&s.body)) {
      retract.claim = claim->id;
    } else {
      retract.clause = std::get<syntax::Clause>(s.body);
    }
    out.push_back({{}, retract});
  }
  return out;
}

Program standing(const Case& trial) {
  std::set<std::string> clauses;
  std::set<std::string> claims;
  for (const syntax::Statement& s : trial.retracted) {
    const auto* claim = std::get_if<syntax::ClaimDeclaration>(&s.body);
    claim != nullptr ? claims.insert(claim->id.text) : clauses.insert(canonical(s));
  }
  Program out;
  for (const Program* part : {&trial.program, &trial.later})
    for (const syntax::Statement& s : *part) {
      const auto* claim = std::get_if<syntax::ClaimDeclaration>(&s.body);
      if (claim != nullptr ? claims.contains(claim->id.text) : clauses.contains(canonical(s))) continue;
      out.push_back(s);
      if (auto* kept = std::get_if<syntax::ClaimDeclaration>(&out.back().body))
        std::erase_if(kept->clauses, [&](const syntax::Clause& c) { return clauses.contains(canonical({{}, c})); });
    }
  return out;
}

naive::Result expected(const Case& trial) {
  Program all = standing(trial);
  if (!trial.question.empty()) {
    syntax::Clause ask;
    ask.head.predicate = kAnswer;
    for (const std::string& v : naive::question_variables(trial.question)) {
      syntax::Term t;
      t.kind = syntax::Term::Kind::variable;
      t.text = v;
      ask.head.args.push_back(std::move(t));
    }
    ask.body = trial.question;
    all.push_back({{}, std::move(ask)});
  }
  return naive::evaluate(all);
}

std::optional<Disagreement> compare(const Case& trial, const naive::Result& expected) {
  Session session;
  if (auto failed = state(session, trial)) return failed;
  for (const auto& [signature, relation] : expected.relations) {
    if (signature.name == kAnswer) continue;
    const std::string question = question_text(signature);
    const Answer answer = session.ask(question);
    if (answer.status != Status::ok) {
      if (relation.empty() && only_unknown(session)) continue;
      return error(session, question);
    }
    std::optional<Disagreement> found;
    if (signature.arity > 0) {
      found = compare_rows(question, rows_of(answer), texts_of(relation));
    } else {
      const bool contrary = holds(expected, {signature.name, 0, !signature.denied});
      found = compare_truth(question, answer.truth, truth(!relation.empty(), contrary));
    }
    if (found) return found;
  }
  return compare_question(session, trial, expected);
}

std::optional<Disagreement> compare_failing(const Case& trial) {
  Session session;
  if (state(session, trial)) return std::nullopt;
  bool failed = false;
  each_clause(trial.program, [&](const syntax::Clause& clause) {
    failed = failed || session.ask(question_text(naive::signature(clause.head))).status != Status::ok;
  });
  if (failed) return std::nullopt;
  return Disagreement{"no error", "the program has no answer, but there was no error\n"};
}

std::optional<Disagreement> disagreement(const Case& trial) {
  try {
    return compare(trial, expected(trial));
  } catch (const naive::Invalid&) {
    return std::nullopt;
  } catch (const naive::EvaluationError&) {
    return compare_failing(trial);
  }
}

}  // namespace linchpin::property
