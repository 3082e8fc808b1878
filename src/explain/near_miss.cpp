#include "explain/near_miss.hpp"

#include <algorithm>
#include <map>

#include "analysis/strata.hpp"
#include "engine/failure.hpp"
#include "explain/instances.hpp"
#include "explain/wording.hpp"

namespace linchpin::explain {

using analysis::Expression;
using analysis::Literal;
using analysis::Operand;
using analysis::Rule;

// ---- what may be spent

namespace {

constexpr double kSeconds = 1;             // once programs are so large that no count of steps tells
constexpr std::uint64_t kEnough = 10'000;  // answers, beyond which they are not counted
constexpr std::size_t kFewChoices = 2;     // are told one by one
constexpr std::size_t kChoicesShown = 3;
constexpr std::size_t kMostExtra = 2;  // literals left out beyond those that hold of nothing
constexpr std::size_t kLongBody = 12;  // beyond which one only

}  // namespace

Work::Work(engine::Budget& users) : users_(users), own_(users.within(0)) {
  own_.seconds = kSeconds;
  own_.start();
}

bool Work::takes(std::uint64_t rows) {
  if (rows > rows_) spent_ = true;
  if (spent_) return false;
  rows_ -= rows;
  return true;
}

std::optional<engine::Answers> Work::ask(const World& world, const analysis::Query& query, std::uint64_t enough) {
  users_.check(nullptr, 0);
  if (queries_ == 0) spent_ = true;
  if (spent_) return std::nullopt;
  --queries_;
  try {
    return own_answers(world.engine, query, own_, enough);
  } catch (const engine::Stopped& stopped) {
    if (stopped.reason != engine::Stopped::Reason::time) throw;
    spent_ = true;
  } catch (const engine::Failure&) {
    // Left out was what kept the rest from a computation that has no value, such as `B != 0` before `A / B > 2`.
  }
  return std::nullopt;
}

// ---- what is known of a body

namespace {

// Makes one variable of two.
void rename(Rule& rule, VariableId from, VariableId to) {
  const auto in = [&](std::vector<Operand>& operands) {
    for (Operand& o : operands) {
      if (o.kind == Operand::Kind::variable && o.variable == from) o.variable = to;
    }
  };
  const auto expression = [&](auto& self, Expression& e) -> void {
    if (e.kind == Expression::Kind::variable && e.variable == from) e.variable = to;
    for (Expression& arg : e.args) self(self, arg);
  };
  in(rule.head_args);
  for (Literal& literal : rule.body) {
    in(literal.args);
    if (literal.variable == from) literal.variable = to;
    expression(expression, literal.expression);
  }
}

// Gives the variables of a body the values that its head and its terms ask for.
class Unifier {
 public:
  Unifier(Body& body, Pool& pool) : body_(body), pool_(pool) {}

  bool give(const Operand& o, const Partial& partial) {
    if (o.kind == Operand::Kind::wildcard || partial.kind == Partial::Kind::open) return true;
    if (o.kind == Operand::Kind::constant) return meet(Partial::of(o.constant), partial).has_value();
    Partial& known = body_.known[o.variable];
    std::optional<Partial> both = meet(known, partial);
    if (!both) return false;
    if (same(known, *both)) return true;
    known = *std::move(both);
    const Partial given = known;
    for (const Literal& literal : body_.rule.body) {
      if (literal.kind == Literal::Kind::term && literal.variable == o.variable && !take_apart(literal, given)) {
        return false;
      }
    }
    return true;
  }

  // Terms of which all parts are known.
  bool build() {
    for (bool more = true; more;) {
      more = false;
      for (const Literal& literal : body_.rule.body) {
        if (literal.kind != Literal::Kind::term || body_.known[literal.variable].known()) continue;
        std::vector<Value> args;
        for (const Operand& o : literal.args) {
          if (o.kind == Operand::Kind::constant) args.push_back(o.constant);
          if (o.kind == Operand::Kind::variable && body_.known[o.variable].known()) {
            args.push_back(body_.known[o.variable].value);
          }
        }
        if (args.size() != literal.args.size()) continue;
        more = true;
        if (!give(Operand::var(literal.variable), Partial::of(pool_.term(literal.constant, args)))) return false;
      }
    }
    return true;
  }

 private:
  bool take_apart(const Literal& literal, const Partial& term) {
    std::vector<Partial> parts = term.args;
    if (term.known()) {
      if (!term.value.is_term() || pool_.functor(term.value) != literal.constant) return false;
      for (Value v : pool_.args(term.value)) parts.push_back(Partial::of(v));
    } else if (term.value != literal.constant) {
      return false;
    }
    if (parts.size() != literal.args.size()) return false;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (!give(literal.args[i], parts[i])) return false;
    }
    return true;
  }

  static bool same(const Partial& a, const Partial& b) {
    return a.kind == b.kind && a.value == b.value &&
           std::equal(a.args.begin(), a.args.end(), b.args.begin(), b.args.end(), same);
  }

  std::optional<Partial> meet(const Partial& a, const Partial& b) const {
    if (a.kind == Partial::Kind::open) return b;
    if (b.kind == Partial::Kind::open) return a;
    if (a.known() || b.known()) {
      const Partial& value = a.known() ? a : b;
      const Goal other{0, {a.known() ? b : a}};
      return fits(other, std::span(&value.value, 1), pool_) ? std::optional(value) : std::nullopt;
    }
    if (a.value != b.value || a.args.size() != b.args.size()) return std::nullopt;
    Partial out = a;
    for (std::size_t i = 0; i < a.args.size(); ++i) {
      const auto part = meet(a.args[i], b.args[i]);
      if (!part) return std::nullopt;
      out.args[i] = *part;
    }
    return out;
  }

  Body& body_;
  Pool& pool_;
};

Body open_body(const Rule& rule) {
  Body out;
  out.rule = rule;
  name_wildcards(out.rule);
  out.known.resize(out.rule.variables);
  for (VariableId v = 0; v < out.rule.variables; ++v) {
    out.known[v].variable = v;
    out.known[v].name = out.rule.variable_names[v];
  }
  return out;
}

}  // namespace

std::optional<Body> body_for(const Rule& rule, const Goal& goal, Pool& pool) {
  Body out = open_body(rule);
  std::map<VariableId, std::size_t> at;  // what is open twice in the goal is the same
  for (std::size_t i = 0; i < goal.args.size(); ++i) {
    const Partial& arg = goal.args[i];
    if (arg.kind != Partial::Kind::open || arg.variable == Partial::kAny) continue;
    const auto [first, added] = at.try_emplace(arg.variable, i);
    if (added) continue;
    const Operand one = out.rule.head_args[first->second];
    const Operand other = out.rule.head_args[i];
    if (one == other) continue;
    if (one.kind == Operand::Kind::variable && other.kind == Operand::Kind::variable) {
      rename(out.rule, other.variable, one.variable);
      continue;
    }
    if (one.kind == other.kind) return std::nullopt;
    const Operand& constant = one.kind == Operand::Kind::constant ? one : other;
    Unifier unifier(out, pool);
    if (!unifier.give(one.kind == Operand::Kind::constant ? other : one, Partial::of(constant.constant))) {
      return std::nullopt;
    }
  }
  Unifier unifier(out, pool);
  for (std::size_t i = 0; i < goal.args.size(); ++i) {
    if (!unifier.give(out.rule.head_args[i], goal.args[i])) return std::nullopt;
  }
  if (!unifier.build()) return std::nullopt;
  return out;
}

Body body_of(const analysis::Query& question) {
  const auto at = std::find_if(question.rules.begin(), question.rules.end(),
                               [&](const Rule& rule) { return rule.head == question.answer; });
  Body out = open_body(*at);
  out.question = &question;
  return out;
}

Goal goal_of(const Literal& literal, const Body& body, const std::vector<Partial>& values) {
  Goal out{literal.predicate, {}};
  const auto partial = [&](auto& self, const Operand& o, int depth) -> Partial {
    if (o.kind == Operand::Kind::wildcard) return {};
    if (o.kind == Operand::Kind::constant) return Partial::of(o.constant);
    const Partial& known = values[o.variable];
    constexpr int kDeepest = 8;  // a term of the rule's own can't go deeper; one that holds itself would
    if (known.kind != Partial::Kind::open || depth == kDeepest) return known;
    for (const Literal& term : body.rule.body) {
      if (term.kind != Literal::Kind::term || term.variable != o.variable || !known.name.empty()) continue;
      Partial made;
      made.kind = Partial::Kind::term;
      made.value = term.constant;
      for (const Operand& arg : term.args) made.args.push_back(self(self, arg, depth + 1));
      return made;
    }
    return known;
  };
  for (const Operand& o : literal.args) out.args.push_back(partial(partial, o, 0));
  return out;
}

// ---- the search

namespace {

// Asks for the head of a rule. `question`: the one that it belongs to, with what it rests on of its own.
analysis::Query query_for(const World& world, Rule rule, const analysis::Query* question) {
  analysis::Query query;
  const auto base = static_cast<PredicateId>(world.program.predicates.size());
  std::size_t at = 0;
  if (question != nullptr) {
    query = *question;
    while (query.rules[at].head != query.answer) ++at;
  } else {
    query.answer = base;
    query.predicates.emplace_back();
    query.rules.emplace_back();
  }
  rule.head = query.answer;
  rule.checks.clear();
  rule.level = 0;
  analysis::Predicate& answer = query.predicates[query.answer - base];
  answer.signature = {"#near", static_cast<std::uint32_t>(rule.head_args.size()), false};
  answer.internal = true;
  answer.arguments.assign(rule.head_args.size(), {});
  query.rules[at] = std::move(rule);
  query.possible.reset();
  query.one_pass = true;
  if (question == nullptr) query.strata = analysis::stratify(query.rules, {}, base + query.predicates.size());
  return query;
}

class Search {
 public:
  Search(const World& world, const Body& body, Work& work) : world_(world), body_(body), work_(work) { find_units(); }

  std::vector<Miss> run(bool& complete) {
    std::vector<bool> dead(units_.size());
    for (std::size_t u = 0; u < units_.size(); ++u) {
      std::vector<bool> alone(units_.size());
      alone[u] = true;
      const Run one = run_with(alone, 1);
      dead[u] = one.ran && one.untold.empty() && one.answers.count == 0;
    }
    const auto fixed = static_cast<std::size_t>(std::count(dead.begin(), dead.end(), true));
    std::vector<std::size_t> rest;  // the last of the body first: what stands before it then holds
    for (std::size_t u = units_.size(); u-- > 0;) {
      if (!dead[u]) rest.push_back(u);
    }
    const std::size_t most = std::min(rest.size(), units_.size() > kLongBody ? std::size_t{1} : kMostExtra);
    std::vector<Run> best;
    for (std::size_t extra = 0; extra <= most && best.empty(); ++extra) {
      for_each_choice(rest, extra, [&](const std::vector<std::size_t>& left_out) {
        std::vector<bool> kept(units_.size());
        for (std::size_t u : rest) kept[u] = std::find(left_out.begin(), left_out.end(), u) == left_out.end();
        Run run = run_with(kept, kEnough);
        if (!run.ran || run.answers.count == 0) return;
        if (fixed + extra == 0) return;  // it holds
        if (!best.empty() && run.untold.size() > best.front().untold.size()) return;
        if (!best.empty() && run.untold.size() < best.front().untold.size()) best.clear();
        best.push_back(std::move(run));
      });
      if (fixed + extra == 0 && holds_) return {};
    }
    if (best.empty() && !work_.spent()) best.push_back(greedy(rest));
    complete = complete && !work_.spent();
    std::vector<Miss> out;
    for (const Run& run : best) add_misses(run, out);
    return out;
  }

 private:
  struct Run {
    bool ran = false;
    std::vector<bool> kept;           // units
    std::vector<std::size_t> untold;  // units kept that could not be run
    std::vector<VariableId> columns;
    engine::Answers answers;
  };

  static bool same(Span a, Span b) { return a.file == b.file && a.begin == b.begin && a.end == b.end; }

  // The literal that says what the user wrote; the others with its place help it.
  static int rank(const Literal& literal) {
    using K = Literal::Kind;
    switch (literal.kind) {
      case K::atom:
      case K::negation:
      case K::aggregate:
        return 0;
      case K::compare:
        return 1;
      case K::test:
      case K::generate:
        return 2;
      case K::bind:
        return 3;
      case K::term:
        return 4;
    }
    return 5;
  }

  void find_units() {
    const auto& literals = body_.rule.body;
    unit_of_.resize(literals.size());
    std::vector<std::size_t> main(literals.size());
    for (std::size_t i = 0; i < literals.size(); ++i) {
      main[i] = i;
      for (std::size_t j = 0; j < literals.size(); ++j) {
        const bool nearer = rank(literals[j]) < rank(literals[main[i]]);
        const bool denials = literals[i].kind == Literal::Kind::compare && literals[j].kind == Literal::Kind::compare &&
                             in_head(world_, body_, literals[i]);  // each by itself
        if (same(literals[i].span, literals[j].span) && (i == j || !denials) &&
            (nearer || (j < main[i] && rank(literals[j]) == rank(literals[main[i]])))) {
          main[i] = j;
        }
      }
    }
    for (std::size_t i = 0; i < literals.size(); ++i) {
      // Terms and sums of the head only make what it is about.
      const bool helps =
          main[i] != i || (literals[i].kind == Literal::Kind::term && in_head(world_, body_, literals[i]));
      if (!helps) units_.push_back({i});
    }
    for (std::size_t i = 0; i < literals.size(); ++i) {
      unit_of_[i] = units_.size();
      for (std::size_t u = 0; u < units_.size(); ++u) {
        if (units_[u].main == i) unit_of_[i] = u;
      }
    }
  }

  template <class Visit>
  static void for_each_choice(const std::vector<std::size_t>& from, std::size_t n, const Visit& visit) {
    std::vector<std::size_t> chosen;
    const auto go = [&](auto& self, std::size_t next) -> void {
      if (chosen.size() == n) return visit(chosen);
      for (std::size_t i = next; i < from.size(); ++i) {
        chosen.push_back(from[i]);
        self(self, i + 1);
        chosen.pop_back();
      }
    };
    go(go, 0);
  }

  // What can be run of the literals kept: all that has its variables bound. Literals that help are kept in any case.
  std::vector<bool> runnable(const std::vector<bool>& kept, std::vector<bool>& bound) const {
    const auto& literals = body_.rule.body;
    std::vector<bool> out(literals.size());
    bound.assign(body_.rule.variables, false);
    for (VariableId v = 0; v < bound.size(); ++v) bound[v] = body_.known[v].known();
    const auto has = [&](const Operand& o) { return o.kind != Operand::Kind::variable || bound[o.variable]; };
    const auto bind = [&](const std::vector<Operand>& operands) {
      for (const Operand& o : operands) {
        if (o.kind == Operand::Kind::variable) bound[o.variable] = true;
      }
    };
    const auto all = [&](const std::vector<Operand>& operands) {
      return std::all_of(operands.begin(), operands.end(), has);
    };
    const auto computable = [&](auto& self, const Expression& e) -> bool {
      if (e.kind == Expression::Kind::variable && !bound[e.variable]) return false;
      return std::all_of(e.args.begin(), e.args.end(), [&](const Expression& arg) { return self(self, arg); });
    };
    const auto can = [&](const Literal& l) {
      switch (l.kind) {
        case Literal::Kind::atom:
          return true;
        case Literal::Kind::negation:
        case Literal::Kind::compare:
        case Literal::Kind::test:
          return all(l.args);
        case Literal::Kind::generate:
          return has(l.args.front());
        case Literal::Kind::aggregate:
          return std::all_of(l.args.begin(), l.args.end() - 1, has);
        case Literal::Kind::bind:
          return computable(computable, l.expression);
        case Literal::Kind::term: {
          const bool wild = std::any_of(l.args.begin(), l.args.end(),
                                        [](const Operand& o) { return o.kind == Operand::Kind::wildcard; });
          return bound[l.variable] || (!wild && all(l.args));
        }
      }
      return false;
    };
    for (bool more = true; more;) {
      more = false;
      for (std::size_t i = 0; i < literals.size(); ++i) {
        const bool wanted = unit_of_[i] == units_.size() || kept[unit_of_[i]];
        if (out[i] || !wanted || !can(literals[i])) continue;
        out[i] = more = true;
        const Literal& l = literals[i];
        if (l.kind == Literal::Kind::bind || l.kind == Literal::Kind::term) bound[l.variable] = true;
        const bool binds = l.kind == Literal::Kind::atom || l.kind == Literal::Kind::aggregate ||
                           l.kind == Literal::Kind::generate || l.kind == Literal::Kind::term;
        if (binds) bind(l.args);
      }
    }
    return out;
  }

  // `V = f(a, _)` for what is known of a variable in part.
  void add_term(VariableId v, const Partial& partial, Rule& rule) const {
    Literal literal;
    literal.kind = Literal::Kind::term;
    literal.variable = v;
    literal.constant = partial.value;
    std::vector<std::pair<VariableId, const Partial*>> inner;
    for (const Partial& arg : partial.args) {
      if (arg.known()) {
        literal.args.push_back(Operand::value(arg.value));
      } else if (arg.kind == Partial::Kind::open) {
        literal.args.emplace_back();
      } else {
        inner.emplace_back(rule.variables++, &arg);
        literal.args.push_back(Operand::var(inner.back().first));
      }
    }
    rule.body.push_back(std::move(literal));
    for (const auto& [variable, arg] : inner) add_term(variable, *arg, rule);
  }

  // About how many rows a join goes through: in each part of it that shares variables, those of its smallest relation,
  // of which a value that is known leaves few.
  std::uint64_t cost(const std::vector<bool>& run) const {
    constexpr std::uint64_t kFew = 64;
    const auto& literals = body_.rule.body;
    std::vector<std::size_t> part(body_.rule.variables);
    for (std::size_t v = 0; v < part.size(); ++v) part[v] = v;
    const auto find = [&](std::size_t v) {
      while (part[v] != v) v = part[v];
      return v;
    };
    std::map<std::size_t, std::uint64_t> least;
    std::uint64_t out = 0;
    for (const bool joining : {true, false}) {
      for (std::size_t i = 0; i < literals.size(); ++i) {
        if (!run[i] || literals[i].kind != Literal::Kind::atom) continue;
        std::optional<std::size_t> first;
        bool narrow = false;
        for (const Operand& o : literals[i].args) {
          narrow = narrow || o.kind == Operand::Kind::constant;
          if (o.kind != Operand::Kind::variable) continue;
          narrow = narrow || body_.known[o.variable].known();
          if (body_.known[o.variable].known()) continue;
          if (joining && first) part[find(o.variable)] = find(*first);
          if (!first) first = o.variable;
        }
        const engine::Relation* relation = world_.engine.relation(literals[i].predicate);
        if (joining || relation == nullptr || !first) continue;
        const std::uint64_t rows = relation->rows() / (narrow ? kFew : 1);
        const auto [at, added] = least.try_emplace(find(*first), rows);
        if (!added) at->second = std::min(at->second, rows);
      }
    }
    for (const auto& [v, rows] : least) out += rows;
    return out;
  }

  Run run_with(const std::vector<bool>& kept, std::uint64_t enough) {
    Run out;
    out.kept = kept;
    std::vector<bool> bound;
    const std::vector<bool> run = runnable(kept, bound);
    for (std::size_t u = 0; u < units_.size(); ++u) {
      if (kept[u] && !run[units_[u].main]) out.untold.push_back(u);
    }
    if (!work_.takes(cost(run))) return out;
    Rule rule = body_.rule;
    rule.head_args.clear();
    rule.body.clear();
    for (VariableId v = 0; v < body_.rule.variables; ++v) {
      if (!bound[v]) continue;
      const Partial& known = body_.known[v];
      if (known.known()) {
        Literal literal;
        literal.kind = Literal::Kind::bind;
        literal.variable = v;
        literal.expression.constant = known.value;
        rule.body.push_back(std::move(literal));
        continue;
      }
      if (known.kind == Partial::Kind::term) add_term(v, known, rule);
      out.columns.push_back(v);
      rule.head_args.push_back(Operand::var(v));
    }
    for (std::size_t i = 0; i < run.size(); ++i) {
      if (run[i]) rule.body.push_back(body_.rule.body[i]);
    }
    rule.variable_names.resize(rule.variables);
    if (rule.body.empty()) {  // nothing is left to be run
      out.ran = true;
      out.answers.count = 1;
      return out;
    }
    std::optional<engine::Answers> answers =
        work_.ask(world_, query_for(world_, std::move(rule), body_.question), enough);
    if (!answers) return out;
    out.ran = true;
    out.answers = *std::move(answers);
    const bool whole = std::all_of(kept.begin(), kept.end(), [](bool k) { return k; });
    holds_ = holds_ || (whole && out.untold.empty() && out.answers.count != 0);
    return out;
  }

  // Takes literal after literal in the body's order, where it holds together with those before it.
  Run greedy(const std::vector<std::size_t>& rest) {
    std::vector<bool> kept(units_.size());
    Run out = run_with(kept, kEnough);
    for (auto u = rest.rbegin(); u != rest.rend(); ++u) {
      kept[*u] = true;
      Run next = run_with(kept, kEnough);
      if (next.ran && next.answers.count != 0) {
        out = std::move(next);
      } else {
        kept[*u] = false;
      }
    }
    return out;
  }

  // The columns of what is missing, of which each combination of values is a choice.
  std::vector<std::size_t> columns_missing(const Run& run) const {
    std::vector<std::size_t> out;
    for (std::size_t c = 0; c < run.columns.size(); ++c) {
      bool read = false;
      for (std::size_t u = 0; u < units_.size(); ++u) {
        if (!run.kept[u]) read = read || reads(body_.rule.body[units_[u].main], run.columns[c]);
      }
      if (read) out.push_back(c);
    }
    return out;
  }

  // Whether a literal is about a variable, be it within a term.
  bool reads(const Literal& literal, VariableId v) const {
    const auto is = [&](const Operand& o) {
      if (o.kind != Operand::Kind::variable) return false;
      if (o.variable == v) return true;
      return std::any_of(body_.rule.body.begin(), body_.rule.body.end(), [&](const Literal& other) {
        const bool makes = (other.kind == Literal::Kind::term || other.kind == Literal::Kind::bind) &&
                           other.variable == o.variable && &other != &literal && same(other.span, literal.span);
        return makes && reads(other, v);
      });
    };
    const auto in = [&](auto& self, const Expression& e) -> bool {
      if (e.kind == Expression::Kind::variable && e.variable == v) return true;
      return std::any_of(e.args.begin(), e.args.end(), [&](const Expression& arg) { return self(self, arg); });
    };
    const bool own =
        (literal.kind == Literal::Kind::term || literal.kind == Literal::Kind::bind) && literal.variable == v;
    return own || std::any_of(literal.args.begin(), literal.args.end(), is) || in(in, literal.expression);
  }

  void add_misses(const Run& run, std::vector<Miss>& out) const {
    const std::size_t width = run.columns.size();
    const auto at = [&](std::uint64_t row, std::size_t c) { return run.answers.values[row * width + c]; };
    const std::vector<std::size_t> key = columns_missing(run);
    std::vector<std::size_t> order = key;  // the key first
    for (std::size_t c = 0; c < width; ++c) {
      if (std::find(key.begin(), key.end(), c) == key.end()) order.push_back(c);
    }
    const auto compare = [&](std::uint64_t a, std::uint64_t b, std::size_t columns) {
      for (std::size_t i = 0; i < columns; ++i) {
        const auto by = world_.pool.compare(at(a, order[i]), at(b, order[i]));
        if (by != 0) return by < 0 ? -1 : 1;
      }
      return 0;
    };
    std::vector<std::uint64_t> rows(run.answers.count);
    for (std::uint64_t r = 0; r < rows.size(); ++r) rows[r] = r;
    std::sort(rows.begin(), rows.end(), [&](auto a, auto b) { return compare(a, b, order.size()) < 0; });
    // The first row of each choice.
    rows.erase(std::unique(rows.begin(), rows.end(), [&](auto a, auto b) { return compare(a, b, key.size()) == 0; }),
               rows.end());
    Miss miss;
    bool only_facts = true;
    for (std::size_t u = 0; u < units_.size(); ++u) {
      const bool untold = std::find(run.untold.begin(), run.untold.end(), u) != run.untold.end();
      auto& list = !run.kept[u] ? miss.missing : untold ? miss.untold : miss.held;
      list.push_back(units_[u].main);
      if (!run.kept[u]) only_facts = only_facts && body_.rule.body[units_[u].main].kind == Literal::Kind::atom;
    }
    miss.values = body_.known;
    const auto give = [&](Miss& to, std::uint64_t row, std::size_t c) {
      to.values[run.columns[c]] = Partial::of(at(row, c));
    };
    if (rows.size() <= kFewChoices && !run.answers.cut) {
      for (std::uint64_t row : rows) {
        out.push_back(miss);
        for (std::size_t c = 0; c < width; ++c) give(out.back(), row, c);
      }
      return;
    }
    miss.choices = run.answers.cut ? kEnough : rows.size();
    miss.more_choices = run.answers.cut;
    if (!only_facts && !run.answers.cut) {
      for (std::size_t c = 0; c < width; ++c) give(miss, rows.front(), c);
      out.push_back(std::move(miss));
      return;
    }
    for (std::size_t c = 0; c < width; ++c) {
      bool common = true;
      for (std::uint64_t r = 0; common && r < run.answers.count; ++r) common = at(r, c) == at(0, c);
      if (common && !run.answers.cut) give(miss, 0, c);
    }
    for (std::size_t i = 0; i < std::min(kChoicesShown, rows.size()) && !run.answers.cut; ++i) {
      std::string text;
      for (std::size_t c : key) {
        const std::string& name = body_.rule.variable_names[run.columns[c]];
        if (name.empty() || miss.values[run.columns[c]].known()) continue;
        text += (text.empty() ? "" : ", ") + name + " = " + world_.pool.print(at(rows[i], c));
      }
      const bool told = text.empty() || std::find(miss.choice.begin(), miss.choice.end(), text) != miss.choice.end();
      if (!told) miss.choice.push_back(std::move(text));
    }
    out.push_back(std::move(miss));
  }

  const World& world_;
  const Body& body_;
  Work& work_;
  std::vector<Unit> units_;
  std::vector<std::size_t> unit_of_;  // by literal; the number of units for those that help
  bool holds_ = false;
};

}  // namespace

bool in_head(const World& world, const Body& body, const Literal& literal) {
  if (body.question != nullptr) return false;
  const Span clause = body.rule.origin.span;
  return literal.span.begin < clause.begin + body_begin(world.sources.text(clause));
}

std::optional<engine::Answers> ask_body(const World& world, const Body& body, Work& work) {
  Rule rule = body.rule;
  rule.head_args.clear();
  for (VariableId v = 0; v < rule.variables; ++v) rule.head_args.push_back(Operand::var(v));
  return work.ask(world, query_for(world, std::move(rule), body.question), kEnough);
}

std::vector<Miss> nearest_misses(const World& world, const Body& body, Work& work, bool& complete) {
  return Search(world, body, work).run(complete);
}

}  // namespace linchpin::explain
