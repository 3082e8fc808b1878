#include "session/picture.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <unordered_map>

#include "io/file.hpp"
#include "pictures/dot.hpp"
#include "pictures/form.hpp"
#include "pictures/graphviz.hpp"
#include "pictures/html.hpp"
#include "pictures/mermaid.hpp"
#include "pictures/text.hpp"
#include "session/answers.hpp"
#include "session/sentence.hpp"
#include "syntax/print.hpp"

namespace linchpin::session {
namespace {

using pictures::Form;
using syntax::Question;
using syntax::Term;

constexpr std::uint16_t kNoForm = 430;
constexpr std::uint16_t kNotDrawn = 431;
constexpr std::uint16_t kTooLarge = 432;
constexpr std::uint16_t kNotDrawable = 433;
constexpr std::uint16_t kNotWritten = 434;
constexpr std::uint16_t kNothingDrawn = 435;

// Where a question says that it wants a picture, or else what it asks.
Span span_of(const Question& question) {
  if (question.format) return question.format->span;
  if (!question.path.empty()) return question.path_span;
  return question.body.empty() ? Span{} : question.body.front().span;
}

// Without `as`, a file's name says it; without either, it is text for Graphviz.
std::optional<Form> form_of(const Question& question) {
  if (question.format) return pictures::find_form(question.format->text);
  return question.path.empty() ? Form::dot : pictures::form_of_path(question.path);
}

// What an arrow of a relation is made of: a column of the answer, or what the question itself says.
struct Part {
  std::optional<std::uint32_t> column;
  Value constant;
};

void add_parts(const Term& term, const std::vector<std::string>& columns, Pool& pool, std::vector<Part>& parts) {
  if (term.kind == Term::Kind::variable) {
    const auto at = std::find(columns.begin(), columns.end(), term.text);
    if (at != columns.end()) parts.push_back({static_cast<std::uint32_t>(at - columns.begin()), {}});
    return;
  }
  Part constant;
  if (knowledge::plain_value(term, pool, constant.constant)) {
    parts.push_back(constant);
    return;
  }
  for (const Term& arg : term.args) add_parts(arg, columns, pool, parts);
}

// The first two are the ends of the arrow, the rest is its label. Of one atom these are its arguments, of a longer
// question its variables.
std::vector<Part> parts_of(const Question& question, const std::vector<std::string>& columns, Pool& pool) {
  std::vector<Part> out;
  const syntax::Literal& first = question.body.front();
  if (question.body.size() == 1 && first.kind == syntax::Literal::Kind::atom && !first.negated) {
    for (const Term& arg : first.atom.args) add_parts(arg, columns, pool, out);
  } else {
    for (std::uint32_t c = 0; c < columns.size(); ++c) out.push_back({c, {}});
  }
  return out;
}

class RelationBuilder {
 public:
  RelationBuilder(const State& state, const std::vector<Part>& parts) : state_(state), parts_(parts) {}

  // `row`: its values; `level`: empty for the highest.
  void add(const Value* row, const std::string& level) {
    const auto value = [&](const Part& part) { return part.column ? row[*part.column] : part.constant; };
    const std::size_t from = thing(value(parts_[0]));
    if (parts_.size() == 1) {
      out_.things[from].level = level;
      return;
    }
    pictures::Relation::Link& link = out_.links.emplace_back();
    link.from = from;
    link.to = thing(value(parts_[1]));
    link.level = level;
    for (std::size_t i = 2; i < parts_.size(); ++i)
      link.label += (i == 2 ? "" : ", ") + shown(state_, value(parts_[i]));
  }

  pictures::Relation take() { return std::move(out_); }

 private:
  std::size_t thing(Value value) {
    const auto [at, is_new] = numbers_.emplace(value, out_.things.size());
    if (is_new) out_.things.push_back({shown(state_, value), {}});
    return at->second;
  }

  const State& state_;
  const std::vector<Part>& parts_;
  std::unordered_map<Value, std::size_t> numbers_;
  pictures::Relation out_;
};

// The question alone, without the form and the file.
std::string title_of(Question question) {
  question.format.reset();
  question.path.clear();
  return syntax::print(syntax::Statement{{}, std::move(question)});
}

class Drawer {
 public:
  Drawer(const Question& question, pictures::Heading heading, Answer& out, engine::Budget& budget,
         Diagnostics& diagnostics)
      : question_(question),
        form_(*form_of(question)),
        heading_(std::move(heading)),
        out_(out),
        budget_(budget),
        diagnostics_(diagnostics) {
    picture_.form = pictures::print(form_);
    picture_.answers = out.truth == Truth::none ? out.rows.size() : 1;
  }

  void proofs() {
    const std::vector<Proof>& proofs = *out_.proofs;
    if (form_ == Form::html) {
      picture_.drawn = proofs.size();
      std::set<std::string_view> facts;
      for (const Proof& proof : proofs) {
        for (const Proof::Node& node : proof.nodes) facts.insert(node.fact);
      }
      facts.erase("");
      picture_.facts = facts.size();
      note_rest();
      return finish(pictures::html(heading_, proofs, out_.highest));
    }
    pictures::ProofDiagram drawn = pictures::diagram(proofs, out_.highest);
    if (drawn.drawn == 0) {
      diagnostics_.error(kTooLarge, span_of(question_),
                         fmt::format("the proof has more than {} arrows, and can't be drawn", pictures::kMostEdges),
                         "`as html` shows proofs of any size, as a tree that folds");
      return;
    }
    picture_.drawn = drawn.drawn;
    picture_.facts = drawn.facts;
    note_rest();
    drawn_as_text(std::move(drawn.diagram), [](const std::string& svg) { return svg; });
  }

  void relation(const pictures::Relation& relation) {
    picture_.drawn = std::min(picture_.answers, pictures::kMostEdges);
    picture_.things = relation.things.size();
    picture_.arrows = relation.links.size();
    note_rest();
    drawn_as_text(pictures::diagram(relation), [&](const std::string& svg) {
      return form_ == Form::html ? pictures::html(heading_, relation, svg) : svg;
    });
  }

 private:
  void note_rest() {
    if (picture_.drawn == picture_.answers) return;
    heading_.notes.push_back(fmt::format("the first {} of {} answers", picture_.drawn, picture_.answers));
  }

  // `framed` makes of a drawing what is asked for.
  template <class Framed>
  void drawn_as_text(pictures::Diagram diagram, Framed&& framed) {
    if (form_ != Form::html) {  // a page has its own
      diagram.title = pictures::printable(heading_.title);
      for (const std::string& note : heading_.notes) diagram.notes.push_back(pictures::printable(note));
    }
    if (form_ == Form::mermaid) return finish(pictures::mermaid(diagram));
    std::string text = pictures::dot(diagram);
    if (form_ == Form::dot) return finish(std::move(text));
    const pictures::Drawn drawn = pictures::draw(text, heading_.title, [this] { look(); });
    if (drawn.svg) return finish(framed(*drawn.svg));
    if (drawn.missing) {
      diagnostics_.error(
          kNotDrawable, span_of(question_),
          fmt::format("`as {}` needs Graphviz, and there is no program `dot` on the PATH", picture_.form),
          "install Graphviz, or take `as dot` or `as mermaid`, which other programs draw");
    } else {
      diagnostics_.error(kNotDrawable, span_of(question_),
                         fmt::format("Graphviz could not draw this: {}", drawn.why.substr(0, drawn.why.find('\n'))),
                         "take `as mermaid`, or `as dot` to see what it was given");
    }
  }

  void look() {
    try {
      budget_.check(nullptr, 0);
    } catch (engine::Stopped& stopped) {
      stopped.doing = "while the picture was drawn";
      throw;
    }
  }

  void finish(std::string text) {
    if (question_.path.empty()) {
      picture_.text = std::move(text);
    } else {
      const std::string why = io::write_file(question_.path, text);
      if (!why.empty()) {
        diagnostics_.error(kNotWritten, question_.path_span, fmt::format("can't write `{}`: {}", question_.path, why),
                           "name a file in a directory that is there and may be written to");
        return;
      }
      picture_.file = question_.path;
    }
    out_.picture = std::move(picture_);
  }

  const Question& question_;
  Form form_;
  pictures::Heading heading_;
  Picture picture_;
  Answer& out_;
  engine::Budget& budget_;
  Diagnostics& diagnostics_;
};

}  // namespace

bool check_picture(State& state, const Question& question, Diagnostics& diagnostics) {
  if (!asks_for_picture(question)) return true;
  const bool is_graph = question.kind == Question::Kind::graph;
  if (!is_graph && question.kind != Question::Kind::why) {
    diagnostics.error(kNotDrawn, span_of(question), "this question has no picture",
                      "`why ... as svg` draws proofs, and `graph ... as svg` a relation");
    return false;
  }
  if (!form_of(question)) {
    const std::vector<std::string> names(std::begin(pictures::kFormNames), std::end(pictures::kFormNames));
    const std::string like = question.format ? nearest(question.format->text, names) : "";
    diagnostics.error(kNoForm, span_of(question),
                      question.format ? fmt::format("there are no pictures `as {}`", question.format->text)
                                      : fmt::format("the name of `{}` does not say what to write", question.path),
                      like.empty() ? "write `as svg`, `as dot`, `as mermaid` or `as html`"
                                   : fmt::format("did you mean `as {}`?", like));
    return false;
  }
  std::vector<std::string> variables;  // any will do to see whether there is something to draw
  const auto collect = [&](const auto& self, const Term& term) -> void {
    if (term.kind == Term::Kind::variable && !term.text.starts_with('_')) variables.push_back(term.text);
    for (const Term& arg : term.args) self(self, arg);
  };
  for (const syntax::Literal& literal : question.body) {
    for (const Term& arg : literal.atom.args) collect(collect, arg);
    for (const Term& side : literal.sides) collect(collect, side);
  }
  if (!is_graph || !parts_of(question, variables, state.pool).empty()) return true;
  diagnostics.error(kNotDrawn, question.body.front().span, "there is nothing in this question to draw arrows between",
                    "name what is to be seen: `graph depends_on(A, B, _)`");
  return false;
}

void give_picture(State& state, const Question& question, const analysis::Query& query, const engine::Answers& answers,
                  const std::vector<std::uint64_t>& order, const std::vector<std::string>& notes, Answer& out,
                  engine::Budget& budget, Diagnostics& diagnostics) {
  const bool is_graph = question.kind == Question::Kind::graph;
  if (is_graph ? answers.count == 0 : out.proofs->empty()) {
    if (question.path.empty()) return;
    diagnostics.warning(kNothingDrawn, question.path_span,
                        fmt::format("there is no answer to draw, so `{}` is not written", question.path),
                        "a file of that name stays as it was");
    return;
  }
  Drawer drawer(question, {title_of(question), notes}, out, budget, diagnostics);
  if (!is_graph) return drawer.proofs();
  const std::vector<Part> parts = parts_of(question, query.columns, state.pool);
  RelationBuilder relation(state, parts);
  std::size_t drawn = 0;
  for (std::uint64_t r : order) {
    if (drawn++ == pictures::kMostEdges) break;
    const analysis::Level level = answers.levels.empty() ? analysis::Level{0} : answers.levels[r];
    relation.add(answers.values.data() + r * answers.columns, level == 0 ? "" : level_name(state, level));
  }
  drawer.relation(relation.take());
}

}  // namespace linchpin::session
