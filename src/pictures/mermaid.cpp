#include "pictures/mermaid.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <iterator>

namespace linchpin::pictures {
namespace {

using Node = Diagram::Node;
using Edge = Diagram::Edge;

// Mermaid reads much into plain signs: markup, Markdown, escapes, and words behind a `#`. All but those that mean
// nothing to it are written as numbers.
std::string quoted(std::string_view text) {
  constexpr std::string_view kPlain = " .,()/-_?!=+·";
  std::string out;
  for (char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    const bool plain = letter || static_cast<unsigned char>(c) >= 0x80 || kPlain.find(c) != std::string_view::npos;
    // `\n` would still break the line: a sign without width keeps them apart.
    if (c == 'n' && out.ends_with("#92;")) out += "\u2060";
    out += plain ? std::string(1, c) : fmt::format("#{};", static_cast<int>(c));
  }
  return out;
}

// The title is a line of YAML, from which Mermaid takes what looks like markup; the wide forms of its signs do not.
std::string yaml(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c == '<' ? "\uFF1C" : c == '>' ? "\uFF1E" : c == '&' ? "\uFF06" : std::string(1, c);
  }
  return out + '"';
}

// In the order of Node::Role.
struct Look {
  std::string_view name, open, close, style;
};
constexpr Look kLooks[] = {{"fact", "[", "]", "fill:#fff,stroke:#000,color:#000"},
                           {"assumed", "[[", "]]", "fill:#fff,stroke:#0060a0,color:#000"},
                           {"rule", "(", ")", "fill:#eee,stroke:#000,color:#000"},
                           {"condition", ">", "]", "fill:#fff,stroke:#888,color:#000"},
                           {"absent", "{{", "}}", "fill:#fff,stroke:#000,color:#000"},
                           {"aggregate", "[(", ")]", "fill:#fff,stroke:#000,color:#000"},
                           {"objection", "[/", "\\]", "fill:#fff,stroke:#b04000,color:#000"},
                           {"open", "{", "}", "fill:#fff,stroke:#000,color:#000"},
                           {"question", "([", "])", "fill:#fff,stroke:#000,color:#000"},
                           {"thing", "(", ")", "fill:#fff,stroke:#000,color:#000"}};
static_assert(std::size(kLooks) == Diagram::kRoles);

std::string lines(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : "<br/>") + quoted(text);
  return out;
}

std::string label(const Node& node) {
  std::string out = lines(node.title);
  if (node.answer) out = fmt::format("<b>{}</b>", out);
  if (!node.details.empty()) out += "<br/>" + lines(node.details);
  return node.weakest ? out + "<br/>weakest link" : out;
}

std::string arrow(const Edge& edge) {
  if (edge.kind == Edge::Kind::opposes) return "-.-x";
  return edge.lower ? "-.->" : "-->";
}

}  // namespace

std::string mermaid(const Diagram& diagram) {
  std::string title = diagram.title;
  for (const std::string& note : diagram.notes) title += " - " + note;
  std::string out = fmt::format("---\ntitle: {}\n---\nflowchart {}\n", yaml(title), diagram.upwards ? "BT" : "LR");
  const auto list = [&](std::string_view name, auto&& fits) {
    std::vector<std::string> members;
    for (std::size_t n = 0; n < diagram.nodes.size(); ++n) {
      if (fits(diagram.nodes[n])) members.push_back(fmt::format("n{}", n + 1));
    }
    if (!members.empty()) out += fmt::format("  class {} {}\n", fmt::join(members, ","), name);
    return !members.empty();
  };
  for (std::size_t n = 0; n < diagram.nodes.size(); ++n) {
    const Look& its = kLooks[static_cast<std::size_t>(diagram.nodes[n].role)];
    out += fmt::format("  n{}{}\"{}\"{}\n", n + 1, its.open, label(diagram.nodes[n]), its.close);
  }
  for (const Edge& edge : diagram.edges) {
    const std::string text = edge.label.empty() ? "" : fmt::format("|\"{}\"|", lines(edge.label));
    out += fmt::format("  n{} {}{} n{}\n", edge.from + 1, arrow(edge), text, edge.to + 1);
  }
  for (std::size_t role = 0; role < std::size(kLooks); ++role) {
    if (list(kLooks[role].name, [&](const Node& n) { return static_cast<std::size_t>(n.role) == role; }))
      out += fmt::format("  classDef {} {}\n", kLooks[role].name, kLooks[role].style);
  }
  const auto is_dashed = [](const Node& n) { return n.basis == Node::Basis::implied || n.lower; };
  if (list("dashed", is_dashed)) out += "  classDef dashed stroke-dasharray:6 4\n";
  if (list("dotted", [](const Node& n) { return n.basis == Node::Basis::added; }))
    out += "  classDef dotted stroke-dasharray:2 3\n";
  if (list("weakest", [](const Node& n) { return n.weakest; })) out += "  classDef weakest stroke-width:4px\n";
  return out;
}

}  // namespace linchpin::pictures
