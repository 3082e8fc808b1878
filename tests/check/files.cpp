#include "files.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "json/json.hpp"
#include "linchpin.hpp"
#include "syntax/print.hpp"
#include "text.hpp"

namespace linchpin::check {
namespace {

namespace fs = std::filesystem;
using syntax::Question;

constexpr double kMostSeconds = 5;
constexpr std::size_t kMostKept = 4;

// The text cut before each `retract`: a question is about what is stated before the next one.
std::vector<std::string> pieces_of(const std::string& text) {
  std::vector<std::size_t> cuts{0};
  for (const syntax::Statement& s : property::parse(text)) {
    if (std::holds_alternative<syntax::Retract>(s.body)) cuts.push_back(s.span.begin);
  }
  cuts.push_back(text.size());
  std::vector<std::string> out;
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i) out.push_back(text.substr(cuts[i], cuts[i + 1] - cuts[i]));
  return out;
}

// `why` of what a question asks, if its form is one of those that have a body.
std::optional<Question> why_of(const Question& question) {
  using K = Question::Kind;
  if (question.kind != K::plain && question.kind != K::find && question.kind != K::why) return std::nullopt;
  Question why;
  why.kind = K::why;
  why.body = question.body;
  why.suppose = question.suppose;
  why.scenarios = question.scenarios;
  // `why not p(X)?` asks for something else.
  const auto positive = std::find_if(why.body.begin(), why.body.end(), [](const auto& l) { return !l.negated; });
  if (positive == why.body.end()) return std::nullopt;
  std::rotate(why.body.begin(), positive, why.body.end());
  return why;
}

std::size_t count_nodes(const Json& tree, Tally& tally) {
  std::size_t out = 1;
  if (!tree.value("repeated", false) && !tree.contains("continued")) ++tally.kinds[tree.at("kind")];
  for (const char* below : {"premises", "further"}) {
    if (!tree.contains(below)) continue;
    for (const Json& one : tree.at(below)) out += count_nodes(one, tally);
  }
  return out;
}

// The current folder is a file's, as long as this lives.
class InFolder {
 public:
  explicit InFolder(const std::string& path) : outside_(fs::current_path()), name_(fs::path(path).filename()) {
    if (fs::path(path).has_parent_path()) fs::current_path(fs::path(path).parent_path());
  }
  ~InFolder() {
    std::error_code ignored;
    fs::current_path(outside_, ignored);
  }
  InFolder(const InFolder&) = delete;
  InFolder& operator=(const InFolder&) = delete;

  std::string outside() const { return outside_.string(); }
  std::string name() const { return name_.string(); }

 private:
  fs::path outside_, name_;
};

}  // namespace

std::shared_ptr<const Truth> Worlds::of(const Base& base, const Question& question) {
  std::string text;
  for (const syntax::Identifier& scenario : question.scenarios) text += "in " + scenario.text + ": ";
  for (const syntax::Edit& edit : question.suppose) text += syntax::print(edit) + ", ";
  const bool passed_over = !text.empty() && std::hash<std::string>{}(text + std::to_string(seed_)) % one_in_ != 0;
  if (passed_over) return nullptr;
  for (const Statements* part : {&base.program, &base.imported, &base.scenarios}) text += property::print(*part);
  const auto known = std::find_if(worlds_.begin(), worlds_.end(), [&](const World& w) { return w.text == text; });
  if (known != worlds_.end()) {
    worlds_.splice(worlds_.begin(), worlds_, known);
  } else {
    World world{std::move(text), nullptr, ""};
    try {
      world.truth = std::make_shared<Truth>(edited(base, question.scenarios, question.suppose));
    } catch (const std::runtime_error& error) {
      world.why_not = error.what();
    }
    worlds_.push_front(std::move(world));
    if (worlds_.size() > kMostKept) worlds_.pop_back();
  }
  if (!worlds_.front().truth) throw naive::Invalid(worlds_.front().why_not);
  return worlds_.front().truth;
}

void check_answer(const Json& answer, const Question& question, const Truth& truth, Tally& tally,
                  const OnProof& on_proof) {
  Asked asked;
  asked.body = question.body;
  if (answer.value("of_contrary", false)) asked.body.front().atom.denied = !asked.body.front().atom.denied;
  truth.base().names.place(asked.body);
  refuse_unknown(asked.body);
  asked.columns = naive::question_variables(question.body);
  asked.lowest = static_cast<int>(truth.levels().size()) - 1;
  const Json& proofs = answer.at("proofs");
  ++tally.questions;
  for (std::size_t p = 0; p < proofs.size(); ++p) {
    asked.row = p < answer.at("answers").size() ? answer.at("answers").at(p) : Json::object();
    asked.level = answer.contains("levels") ? answer.at("levels").at(p).get<std::string>() : truth.levels().front();
    if (answer.value("truth", "") == "undecided") asked.level = "undecided";
    ++tally.proofs;
    tally.nodes += count_nodes(proofs.at(p), tally);
    if (const auto found = fault(proofs.at(p), asked, truth)) {
      tally.faults.push_back(answer.at("question").get<std::string>() + ": " + *found + "\n  " + proofs.at(p).dump());
    } else if (on_proof) {
      on_proof(answer, p, asked, truth);
    }
  }
}

void check_file(const std::string& path, const std::string& text, Worlds& worlds, Tally& tally,
                const OnProof& on_proof) {
  // Paths in a text are from where it stands.
  const InFolder folder(path);
  Session session;
  Limits limits;
  limits.seconds = kMostSeconds;
  session.set_limits(limits);
  session.allow_path(folder.outside());
  session.allow_path(fs::current_path().string());
  Reader reader;
  for (const std::string& piece : pieces_of(text)) {
    if (session.load_text(folder.name(), piece) != Status::ok) {
      ++tally.left[path + ": not loaded"];
      return;
    }
    reader.text(folder.name(), piece);
    const Statements& all = reader.statements();
    const Base base = base_of(all, all.size());
    for (const syntax::Statement& s : property::parse(piece)) {
      const auto* question = std::get_if<Question>(&s.body);
      const auto why = question == nullptr ? std::nullopt : why_of(*question);
      if (!why) continue;
      try {
        const auto truth = worlds.of(base, *why);
        if (!truth) continue;
        const Answer answer = session.ask(syntax::print(syntax::Statement{{}, *why}));
        if (answer.status != Status::ok || !answer.proofs || answer.proofs->empty()) continue;
        check_answer(Json::parse(json::json_line(json::json_of(answer, session.messages()))), *why, *truth, tally,
                     on_proof);
      } catch (const naive::Invalid& invalid) {
        ++tally.left[path + ": " + invalid.what()];
      }
    }
  }
}

}  // namespace linchpin::check
