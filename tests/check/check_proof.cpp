#include "check_proof.hpp"

#include <algorithm>

#include "objections.hpp"
#include "step.hpp"
#include "syntax/print.hpp"

namespace linchpin::check {
namespace {

using syntax::ClaimDeclaration;

class ProofChecker {
 public:
  ProofChecker(const Tree& tree, const Asked& asked, const Truth& truth) : tree_(tree), asked_(asked), truth_(truth) {}

  void run() {
    for (std::size_t n : reached()) {
      try {
        check(tree_.nodes[n]);
      } catch (Fault& fault) {
        const Node& node = tree_.nodes[n];
        throw Fault{(node.fact ? print(*node.fact) : node.text) + ": " + fault.what};
      }
    }
    check_root();
    check_whole();
  }

 private:
  std::vector<std::size_t> reached() const {
    std::vector<std::size_t> out{tree_.root};
    std::set<std::size_t> seen{tree_.root};
    for (std::size_t i = 0; i < out.size(); ++i) {
      for (const std::size_t premise : tree_.nodes[out[i]].premises) {
        if (seen.insert(premise).second) out.push_back(premise);
      }
    }
    return out;
  }

  int level(const std::string& name) const {
    const auto at = std::find(truth_.levels().begin(), truth_.levels().end(), name);
    if (at == truth_.levels().end()) throw Fault{"no level: " + name};
    return static_cast<int>(at - truth_.levels().begin());
  }
  static bool has_level(const Node& node) { return node.kind != "condition" && node.kind != "absent"; }

  int lowest_premise(const Node& node) const {
    int out = 0;
    for (const std::size_t premise : node.premises) {
      const Node& below = tree_.nodes[premise];
      if (has_level(below)) out = std::max(out, level(below.level));
    }
    return out;
  }

  // ---- one node

  void check(const Node& node) {
    if (node.kind == "condition" || node.kind == "absent") {
      if (!node.premises.empty() || node.text.empty()) throw Fault{"a condition is told by its text alone"};
      return;  // the step above looks at it
    }
    if (node.kind == "undecided" || node.kind == "question") {
      if (&node != &tree_.nodes[tree_.root]) throw Fault{node.kind + " below something"};
      return;
    }
    const int at = level(node.level);
    if (node.kind == "aggregate") return;
    if (!node.fact) throw Fault{"no fact"};
    const std::optional<int> holds = truth_.level(*node.fact);
    if (!holds) throw Fault{"does not hold"};
    if (*holds != at) throw Fault{"holds at " + truth_.levels()[static_cast<std::size_t>(*holds)]};
    if (node.kind == "unknown") {
      if (tree_.complete) throw Fault{"no proof, and yet complete"};
      return;
    }
    check_best(node, at);
    if (node.kind == "provided") return check_provided(node, at);
    if (node.kind == "imported") return check_imported(node, at);
    if (node.kind != "stated" && node.kind != "rule") throw Fault{"no kind: " + node.kind};
    check_objections(node, *node.fact, at, truth_);
    check_cited(node);
    check_clause(node, at);
  }

  void check_best(const Node& node, int at) const {
    const naive::Best* best = truth_.best(node.fact->predicate);
    if (node.best != (best != nullptr)) throw Fault{"what is said of the best value"};
    if (best == nullptr) return;
    for (const auto& [tuple, other] : truth_.conclusions().holds.at(node.fact->predicate)) {
      if (other <= at && best->key(tuple) == best->key(node.fact->args) && best->better(tuple, node.fact->args)) {
        throw Fault{"there is a better value"};
      }
    }
  }

  void check_provided(const Node& node, int at) const {
    if (at != 0 || !node.premises.empty()) throw Fault{"what is provided is at the highest level"};
    if (!truth_.provides(node.ground.claim, *node.fact)) throw Fault{"not told by the claim " + node.ground.claim};
    check_cited(node);
  }

  void check_imported(const Node& node, int at) const {
    if (at != 0 || !node.premises.empty()) throw Fault{"what is imported is at the highest level"};
    const auto from = truth_.base().import_of.find(print(*node.fact));
    if (from == truth_.base().import_of.end()) throw Fault{"in no table"};
    const syntax::Statement read = parse_one(node.ground.clause + ".", truth_.base().names);
    const auto* import = std::get_if<syntax::Import>(&read.body);
    if (import == nullptr || import->predicate.text != from->second)
      throw Fault{"not of the table " + node.ground.clause};
  }

  void check_cited(const Node& node) const {
    const Ground& ground = node.ground;
    if (ground.claim.empty()) {
      if (!ground.gloss.empty() || !ground.cites.empty() || !ground.by.empty() || !node.basis.empty()) {
        throw Fault{"cited, and in no claim"};
      }
      return;
    }
    const ClaimDeclaration* claim = truth_.claim(ground.claim);
    if (claim == nullptr) throw Fault{"no claim " + ground.claim};
    const Ground due = ground_of(*claim);
    if (ground.gloss != due.gloss) throw Fault{"not the gloss of " + ground.claim};
    if (ground.cites != due.cites) throw Fault{"not the places of " + ground.claim};
    if (ground.by != due.by) throw Fault{"not the speakers of " + ground.claim};
    if (node.basis != syntax::print(claim->basis)) throw Fault{"not the basis of " + ground.claim};
  }

  // A clause of the program, by its text, that gives the fact.
  void check_clause(const Node& node, int at) {
    std::string written = node.ground.clause;
    if (!node.assumed.empty() && written.starts_with("assume ")) written = written.substr(7);
    const syntax::Statement read = parse_one(written + ".", truth_.base().names);
    const auto* clause = std::get_if<syntax::Clause>(&read.body);
    std::string text = clause != nullptr ? text_of(*clause) : syntax::print(read);
    if (clause == nullptr) text.pop_back();
    const std::vector<std::size_t> found = truth_.find(node.ground.claim, text);
    if (found.empty()) throw Fault{"no clause of " + node.ground.claim + ": " + text};
    const auto assumed = truth_.base().assumed.find(text);
    const bool is_assumed = !node.assumed.empty();
    if (is_assumed && (assumed == truth_.base().assumed.end() || assumed->second != node.assumed)) {
      throw Fault{"not assumed in " + node.assumed};
    }
    if (!is_assumed && node.ground.claim.empty() && assumed != truth_.base().assumed.end() && found.size() == 1) {
      throw Fault{"assumed in " + assumed->second};
    }
    std::string why = "no clause gives it";
    for (const std::size_t c : found) {
      try {
        check_clause(node, truth_.clauses()[c], at);
        return;
      } catch (const Fault& fault) {
        why = fault.what;
      }
    }
    throw Fault{why};
  }

  void check_clause(const Node& node, const Truth::Stated& stated, int at) const {
    const bool is_rule = stated.clause != nullptr && !stated.clause->body.empty();
    if (is_rule != (node.kind == "rule")) throw Fault{"a rule is no statement, nor a statement a rule"};
    if (stated.rule.head_signature != node.fact->predicate) throw Fault{"the clause is of another predicate"};
    const int due = std::max(stated.ground.level, lowest_premise(node));
    if (due != at) throw Fault{"what it follows from is at " + truth_.levels()[static_cast<std::size_t>(due)]};
    const auto is_fact = [&](const naive::Tuple& head) { return head == node.fact->args; };
    if (is_rule) {
      const auto whole = static_cast<int>(truth_.levels().size()) - 1;
      check_step({&stated.clause->head, &stated.clause->body, &node.premises, false, whole}, tree_, truth_, is_fact);
    } else {
      naive::Tuple head;
      for (const syntax::Term& t : stated.rule.head.args) head.push_back(naive::value(t, {}));
      if (!node.premises.empty() || !is_fact(head)) throw Fault{"the clause states another fact"};
    }
    if (node.definite) check_definite(node, stated);
  }

  // What is definite rests on what is.
  void check_definite(const Node& node, const Truth::Stated& stated) const {
    const auto rule = static_cast<std::size_t>(&stated - truth_.clauses().data());
    if (!truth_.attack().may_be_definite(rule)) throw Fault{"the clause has exceptions"};
    for (const std::size_t premise : node.premises) {
      const Node& below = tree_.nodes[premise];
      if (!below.fact) continue;
      const std::optional<int> definite = truth_.definite(*below.fact);
      if (!definite || *definite > level(node.level)) throw Fault{"rests on what is not definite"};
    }
  }

  // ---- the whole

  syntax::Atom head() const {
    syntax::Atom out;
    out.predicate = "#answer";
    for (const std::string& column : asked_.columns) {
      out.args.emplace_back().kind = syntax::Term::Kind::variable;
      out.args.back().text = column;
    }
    return out;
  }

  bool is_answer(const naive::Tuple& row) const {
    for (std::size_t i = 0; i < row.size(); ++i) {
      const Json& shown = asked_.row.at(asked_.columns[i]);
      const naive::Value& value = row[i];
      const bool is_text = value.kind == naive::Value::Kind::name || value.kind == naive::Value::Kind::string;
      const bool same = value.kind == naive::Value::Kind::integer ? shown == Json(value.integer)
                        : value.kind == naive::Value::Kind::decimal
                            ? shown == Json(value.decimal)
                            : shown == Json(is_text ? value.text : print(value));
      if (!same) return false;
    }
    return true;
  }

  void check_root() const {
    const Node& root = tree_.nodes[tree_.root];
    if (root.kind == "undecided") return check_undecided(root);
    const std::vector<std::size_t> alone{tree_.root};
    const bool several = root.kind == "question";
    const syntax::Atom answer = head();
    const int aggregates = check_step({&answer, &asked_.body, several ? &root.premises : &alone, true, asked_.lowest},
                                      tree_, truth_, [&](const naive::Tuple& row) { return is_answer(row); });
    if (several && level(root.level) != std::max(lowest_premise(root), aggregates))
      throw Fault{"the level of the whole"};
    if (has_level(root) && root.level != asked_.level) throw Fault{"the level of the answer is " + asked_.level};
  }

  // It may be so, and is not surely so.
  void check_undecided(const Node& root) const {
    if (asked_.level != "undecided" || root.level != "undecided") throw Fault{"not undecided"};
    syntax::Clause question;
    question.head = head();
    question.body = asked_.body;
    const naive::Rule rule = naive::prepare(question, 0);
    const auto has_answer = [&](const View& view) {
      bool found = false;
      naive::solve(rule, view, [&](const naive::Binding& binding) {
        naive::Tuple row;
        for (const syntax::Term& t : rule.head.args) row.push_back(naive::value(t, binding));
        if (!is_answer(row)) return;
        std::string due;
        for (const syntax::Literal& l : asked_.body) {
          due += (due.empty() ? "" : ", ") + plain_text(with_values(l, known_columns(binding)));
        }
        std::string told;
        const syntax::Statement read = parse_one(root.text + "?", truth_.base().names);
        for (const syntax::Literal& l : std::get<syntax::Question>(read.body).body) {
          told += (told.empty() ? "" : ", ") + plain_text(l);
        }
        found = found || due == told;
      });
      return found;
    };
    if (has_answer(View(truth_, static_cast<int>(truth_.levels().size())))) throw Fault{"it holds"};
    if (!has_answer(View::possibly(truth_))) throw Fault{"it can't hold, or another question is told"};
  }

  naive::Binding known_columns(const naive::Binding& binding) const {
    naive::Binding out;
    for (const std::string& column : asked_.columns) out.emplace(column, binding.at(column));
    return out;
  }

  void check_whole() const {
    std::set<std::string> weakest, speakers;
    const Node& root = tree_.nodes[tree_.root];
    const bool told = has_level(root) && root.kind != "undecided";
    const int lowest = told ? level(root.level) : 0;
    for (const std::size_t n : reached()) {
      const Node& node = tree_.nodes[n];
      if (node.kind != "stated" && node.kind != "rule") continue;
      const ClaimDeclaration* claim = truth_.claim(node.ground.claim);
      if (claim != nullptr) add_speakers(*claim, speakers);
      if (lowest != 0 && clause_level(node) == lowest) {
        weakest.insert(claim == nullptr ? node.ground.clause : node.ground.claim);
      }
    }
    if (std::set(tree_.weakest.begin(), tree_.weakest.end()) != weakest || tree_.weakest.size() != weakest.size()) {
      throw Fault{"the weakest links"};
    }
    if (std::set(tree_.speakers.begin(), tree_.speakers.end()) != speakers ||
        tree_.speakers.size() != speakers.size()) {
      throw Fault{"the speakers"};
    }
  }

  static void add_speakers(const ClaimDeclaration& claim, std::set<std::string>& out) {
    for (const auto& joint : claim.by) {
      for (const syntax::Identifier& speaker : joint) out.insert(speaker.text);
    }
    if (!claim.by.empty() || claim.basis == syntax::Basis::added) return;
    for (const syntax::Place& at : claim.at) out.insert(at.source);
  }

  int clause_level(const Node& node) const {
    for (const Truth::Stated& stated : truth_.clauses()) {
      if (!node.ground.claim.empty() && stated.ground.claim == node.ground.claim) return stated.ground.level;
    }
    return 0;
  }

  const Tree& tree_;
  const Asked& asked_;
  const Truth& truth_;
};

}  // namespace

std::optional<std::string> fault(const Json& proof, const Asked& asked, const Truth& truth) {
  try {
    const Tree tree = read_proof(proof, truth.base().names);
    ProofChecker(tree, asked, truth).run();
    return std::nullopt;
  } catch (const Fault& fault) {
    return fault.what;
  } catch (const naive::EvaluationError& error) {
    return error.what();
  } catch (const Json::exception& error) {
    return std::string("not in the format: ") + error.what();
  }
}

}  // namespace linchpin::check
