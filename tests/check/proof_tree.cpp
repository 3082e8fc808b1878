#include "proof_tree.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "text.hpp"

namespace linchpin::check {

Ground ground_of(const syntax::ClaimDeclaration& claim) {
  Ground out;
  out.claim = claim.id.text;
  out.gloss = claim.gloss;
  for (const syntax::Place& at : claim.at) {
    out.cites.push_back(at.source + "/" + at.section + "/" + std::to_string(at.paragraph) + "." +
                        std::to_string(at.sentence));
  }
  for (const auto& joint : claim.by) {
    std::string& names = out.by.emplace_back();
    for (const syntax::Identifier& speaker : joint) names += (names.empty() ? "" : ", ") + speaker.text;
  }
  return out;
}

syntax::Statement parse_one(const std::string& text, const ArgumentNames& names) {
  try {
    Statements read = property::parse(text);
    if (read.size() != 1) throw Fault{"more than one statement: " + text};
    if (auto* clause = std::get_if<syntax::Clause>(&read.front().body)) names.place(*clause);
    if (auto* question = std::get_if<syntax::Question>(&read.front().body)) names.place(question->body);
    return read.front();
  } catch (const std::runtime_error& error) {
    throw Fault{"can't be read: " + text + "\n" + error.what()};
  }
}

namespace {

std::string text_in(const Json& json, const char* key) { return json.value(key, std::string()); }

std::vector<std::string> list_in(const Json& json, const char* key) {
  return json.value(key, std::vector<std::string>());
}

class TreeReader {
 public:
  TreeReader(const Json& proof, const ArgumentNames& names) : proof_(proof), names_(names) {}

  Tree run() {
    tree_.complete = proof_.at("complete").get<bool>();
    tree_.weakest = list_in(proof_, "weakest");
    tree_.speakers = list_in(proof_, "speakers");
    tree_.root = node(proof_);
    if (proof_.contains("further")) {
      for (const Json& further : proof_.at("further")) further_.push_back(node(further));
    }
    resolve();
    refuse_circles();
    return std::move(tree_);
  }

 private:
  std::optional<Fact> fact(const Json& json) const {
    if (!json.contains("fact")) return std::nullopt;
    const std::string text = json.at("fact");
    const syntax::Statement read = parse_one(text + ".", names_);
    const auto* clause = std::get_if<syntax::Clause>(&read.body);
    if (clause == nullptr || !clause->body.empty()) throw Fault{"no fact: " + text};
    return fact_of(clause->head);
  }

  static Ground ground(const Json& json) {
    return {text_in(json, "clause"), text_in(json, "claim"), text_in(json, "gloss"), list_in(json, "cites"),
            list_in(json, "by")};
  }

  // What is only referred to here is kept for `resolve`.
  std::size_t node(const Json& json) {
    const std::size_t n = tree_.nodes.size();
    tree_.nodes.emplace_back();
    Node out;
    out.kind = json.at("kind");
    out.text = text_in(json, "text");
    out.level = text_in(json, "level");
    out.fact = fact(json);
    if (json.value("repeated", false)) {
      repeated_.push_back(n);
    } else if (json.contains("continued")) {
      continued_.emplace_back(n, json.at("continued").get<std::size_t>());
    } else {
      out.ground = ground(json);
      out.basis = text_in(json, "basis");
      out.assumed = text_in(json, "assumed");
      out.best = json.value("best", false);
      out.definite = json.value("definite", false);
      out.rows = json.value("rows", std::size_t{0});
      out.shown = json.value("shown", std::size_t{0});
      if (json.contains("objections")) {
        for (const Json& one : json.at("objections")) {
          out.objections.push_back({fact(one), text_in(one, "level"), ground(one), list_in(one, "overridden_by"),
                                    one.value("holds", false)});
        }
      }
      for (const Json& premise : json.at("premises")) out.premises.push_back(node(premise));
      if (!out.premises.empty()) written_.emplace(key(out), n);
    }
    tree_.nodes[n] = std::move(out);
    return n;
  }

  static std::string key(const Node& node) {
    return node.kind + '\n' + (node.fact ? print(*node.fact) : "") + '\n' + node.text + '\n' + node.level;
  }

  void resolve() {
    std::map<std::size_t, std::size_t> stands_for;
    for (const std::size_t n : repeated_) {
      const auto at = written_.find(key(tree_.nodes[n]));
      if (at == written_.end()) throw Fault{"a repetition of what is not there: " + key(tree_.nodes[n])};
      stands_for[n] = at->second;
    }
    for (const auto& [n, number] : continued_) {
      if (number >= further_.size()) throw Fault{"a continuation that is not there"};
      if (key(tree_.nodes[n]) != key(tree_.nodes[further_[number]])) throw Fault{"a continuation of something else"};
      stands_for[n] = further_[number];
    }
    const auto stand = [&](std::size_t& n) {
      if (const auto at = stands_for.find(n); at != stands_for.end()) n = at->second;
    };
    for (Node& node : tree_.nodes) std::for_each(node.premises.begin(), node.premises.end(), stand);
    stand(tree_.root);
  }

  // No node stands above itself, nor another one of the same fact. Depth is bounded by the facts of the base, so nodes
  // are taken from a stack.
  void refuse_circles() const {
    enum class State : std::uint8_t { fresh, above, done };
    std::vector<State> state(tree_.nodes.size(), State::fresh);
    std::set<Fact> above;
    std::vector<std::pair<std::size_t, std::size_t>> stack{{tree_.root, 0}};
    const auto enter = [&](std::size_t n) {
      state[n] = State::above;
      if (tree_.nodes[n].fact && !above.insert(*tree_.nodes[n].fact).second) {
        throw Fault{"in a circle: " + print(*tree_.nodes[n].fact)};
      }
    };
    enter(tree_.root);
    while (!stack.empty()) {
      auto& [n, next] = stack.back();
      const Node& node = tree_.nodes[n];
      if (next == node.premises.size()) {
        state[n] = State::done;
        if (node.fact) above.erase(*node.fact);
        stack.pop_back();
        continue;
      }
      const std::size_t premise = node.premises[next++];
      if (state[premise] == State::above) throw Fault{"in a circle: " + node.text};
      if (state[premise] == State::done) continue;
      stack.emplace_back(premise, 0);
      enter(premise);
    }
  }

  const Json& proof_;
  const ArgumentNames& names_;
  Tree tree_;
  std::map<std::string, std::size_t> written_;
  std::vector<std::size_t> repeated_, further_;
  std::vector<std::pair<std::size_t, std::size_t>> continued_;
};

}  // namespace

Tree read_proof(const Json& proof, const ArgumentNames& names) {
  try {
    return TreeReader(proof, names).run();
  } catch (const Json::exception& error) {
    throw Fault{std::string("not in the format: ") + error.what()};
  } catch (const naive::Invalid& invalid) {
    throw Fault{invalid.what()};
  } catch (const naive::EvaluationError& error) {
    throw Fault{error.what()};
  }
}

}  // namespace linchpin::check
