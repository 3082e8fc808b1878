#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "pictures/html.hpp"
#include "pictures/text.hpp"
#include "pictures/wording.hpp"

namespace linchpin::pictures {
namespace {

std::string shown(std::string_view text) { return escaped(printable(text)); }

std::string_view class_of(const Proof::Node& node) {
  switch (node.kind) {
    case Proof::Kind::condition:
      return " condition";
    case Proof::Kind::absent:
      return " absent";
    default:
      break;
  }
  if (!node.assumed.empty()) return " assumed";
  if (node.kind == Proof::Kind::rule) return "";  // the rule tells of its own claim
  if (node.ground.basis == "implicit") return " implied";
  return node.ground.basis == "added" ? " added" : "";
}

// One proof. Browsers bound how deep elements may stand in one another, so what is deeper than kDeepest is written
// after the rest, and linked to.
class Writer {
 public:
  Writer(const Proof& proof, std::size_t number, const std::string& highest)
      : proof_(proof), number_(number), highest_(highest), written_(proof.nodes.size()) {}

  std::string run() {
    const Proof::Node& root = proof_.nodes[proof_.root];
    out_ = fmt::format("<section aria-labelledby=\"a{0}\">\n<h2 id=\"a{0}\">{1}{2}</h2>\n", number_, shown(said(root)),
                       level(root.level));
    if (!proof_.weakest.empty()) add_note("Weakest link: ", proof_.weakest);
    if (!proof_.speakers.empty()) add_note("Speakers: ", proof_.speakers);
    const std::string disjoint = disjoint_proofs(proof_.disjoint, proof_.disjoint_exact);
    if (!disjoint.empty()) out_ += fmt::format("<p class=\"note\">{}</p>\n", disjoint);
    if (!proof_.complete)
      out_ +=
          "<p class=\"note\">There was too much to look through for the shortest proof: there may be one with fewer "
          "steps.</p>\n";
    out_ += "<ul class=\"tree\">\n";
    add(proof_.root, 0);
    out_ += "</ul>\n";
    for (std::size_t i = 0; i < later_.size(); ++i) {
      out_ += "<ul class=\"tree\">\n";
      written_[later_[i]] = false;
      add(later_[i], 0);
      out_ += "</ul>\n";
    }
    return out_ + "</section>\n";
  }

 private:
  static constexpr std::size_t kDeepest = 40;

  std::string level(const std::string& level) const {
    return level == highest_ ? "" : fmt::format(" <span class=\"level\">{}</span>", shown(level));
  }

  void add_note(std::string_view what, const std::vector<std::string>& names) {
    out_ += fmt::format("<p class=\"note\">{}{}</p>\n", what, shown(fmt::format("{}", fmt::join(names, ", "))));
  }

  bool is_weakest(const Ground& ground) const {
    const std::string& name = ground.claim.empty() ? ground.clause : ground.claim;
    return !name.empty() && std::find(proof_.weakest.begin(), proof_.weakest.end(), name) != proof_.weakest.end();
  }

  // What a fact says, and where it comes from; of what follows from a rule, the rule tells that.
  std::string step(const Proof::Node& node) const {
    const bool levelled = node.kind != Proof::Kind::condition && node.kind != Proof::Kind::absent;
    std::string out = shown(said(node)) + (levelled ? level(node.level) : "");
    if (!node.sentence.empty())
      out += fmt::format(" <code class=\"fact\">{}</code>", shown(node.fact.empty() ? node.text : node.fact));
    const std::string from = standing(node);
    if (!from.empty()) out += fmt::format(" <span class=\"from\">{}</span>", shown(from));
    if (node.kind == Proof::Kind::stated && !node.ground.gloss.empty())
      out += fmt::format(" <span class=\"from\">“{}”</span>", shown(node.ground.gloss));
    if (node.kind != Proof::Kind::rule && is_weakest(node.ground)) out += kWeakest;
    return out;
  }

  std::string_view thick(const Proof::Node& node) const {
    return node.kind != Proof::Kind::rule && is_weakest(node.ground) ? " weakest" : "";
  }

  void add(std::size_t n, std::size_t depth) {
    const Proof::Node& node = proof_.nodes[n];
    const bool below = !node.premises.empty() || node.kind == Proof::Kind::rule || !node.objections.empty();
    const std::string id = fmt::format("a{}s{}", number_, n + 1);
    if (!below) {
      out_ += fmt::format("<li><div class=\"step{}{}\">{}</div></li>\n", class_of(node), thick(node), step(node));
      return;
    }
    if (written_[n] || depth == kDeepest) {
      out_ += fmt::format("<li><div class=\"step{}\">{} <a href=\"#{}\">shown {}</a></div></li>\n", class_of(node),
                          step(node), id, written_[n] ? "elsewhere" : "below");
      if (!written_[n]) later_.push_back(n);
      written_[n] = true;
      return;
    }
    written_[n] = true;
    out_ += fmt::format("<li><details open id=\"{}\"><summary class=\"step{}{}\">{}</summary>\n<ul>\n", id,
                        class_of(node), thick(node), step(node));
    if (node.kind == Proof::Kind::rule) add_rule(node);
    for (std::size_t premise : node.premises) add(premise, depth + 1);
    for (const Proof::Objection& objection : node.objections) add_objection(objection, node.definite);
    if (node.best) out_ += "<li><div class=\"step\">there is no better value</div></li>\n";
    out_ += "</ul>\n</details></li>\n";
  }

  void add_rule(const Proof::Node& node) {
    const Ground& ground = node.ground;
    const bool claimed = !ground.claim.empty();
    const bool weakest = is_weakest(ground);
    const std::string_view basis = node.ground.basis == "implicit" ? " implied"
                                   : node.ground.basis == "added"  ? " added"
                                                                   : "";
    out_ += fmt::format("<li><div class=\"step rule{}{}\">by ", basis, weakest ? " weakest" : "");
    if (claimed) {
      out_ += fmt::format("“{}” <span class=\"from\">{}</span> ", shown(ground.gloss), shown(citation(ground)));
    }
    out_ += fmt::format("<code>{}</code>{}</div></li>\n", shown(one_line(ground.clause)), weakest ? kWeakest : "");
  }

  void add_objection(const Proof::Objection& objection, bool definite) {
    const std::string end = outcome(objection, definite);
    out_ += fmt::format("<li><div class=\"step objection\">{}{} <span class=\"from\">{}{}{}</span></div></li>\n",
                        shown(said(objection)), level(objection.level), shown(standing(objection)),
                        end.empty() ? "" : "; ", shown(end));
  }

  static constexpr std::string_view kWeakest = " <span class=\"mark\">weakest link</span>";

  const Proof& proof_;
  std::size_t number_;
  const std::string& highest_;
  std::vector<bool> written_;
  std::vector<std::size_t> later_;
  std::string out_;
};

}  // namespace

std::string html(const Heading& heading, std::span<const Proof> proofs, const std::string& highest) {
  std::string body;
  if (proofs.size() > 1) {
    body = "<nav aria-label=\"Answers\">\n<ol>\n";
    for (std::size_t i = 0; i < proofs.size(); ++i) {
      body += fmt::format("<li><a href=\"#a{}\">{}</a></li>\n", i + 1, shown(said(proofs[i].nodes[proofs[i].root])));
    }
    body += "</ol>\n</nav>\n";
  }
  for (std::size_t i = 0; i < proofs.size(); ++i) body += Writer(proofs[i], i + 1, highest).run();
  body +=
      "<footer>Each fact stands above what it rests on. A shaded step is the rule by which it follows. Solid frame: "
      "stated; dashed: implied; dotted: added by the encoder; double: assumed; thick: weakest link.</footer>\n";
  return page(heading, body);
}

}  // namespace linchpin::pictures
