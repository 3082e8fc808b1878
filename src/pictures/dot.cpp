#include "pictures/dot.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>

#include "pictures/text.hpp"

namespace linchpin::pictures {
namespace {

using Node = Diagram::Node;
using Edge = Diagram::Edge;

// In the order of Node::Role.
struct Look {
  std::string_view name, attributes;
};
constexpr Look kLooks[] = {{"fact", ""},
                           {"assumed", ", peripheries=2, color=\"#0060a0\""},
                           {"rule", ", fillcolor=\"#eeeeee\""},
                           {"condition", ", shape=plaintext, fontname=\"Courier,monospace\""},
                           {"absent", ", shape=hexagon, margin=\"0,0.04\""},
                           {"aggregate", ", shape=folder"},
                           {"objection", ", shape=octagon, margin=\"0,0\", color=\"#b04000\""},
                           {"open", ", shape=diamond, margin=\"0,0\""},
                           {"question", ", shape=ellipse, margin=\"0,0\""},
                           {"thing", ""}};
static_assert(std::size(kLooks) == Diagram::kRoles);

std::string_view name(Edge::Kind kind) {
  constexpr std::string_view kNames[] = {"supports", "opposes", "relates"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string style(const Node& node) {
  std::string out = "filled";
  if (node.role == Node::Role::rule || node.role == Node::Role::thing) out += ",rounded";
  if (node.basis == Node::Basis::implied || node.lower) out += ",dashed";
  if (node.basis == Node::Basis::added) out += ",dotted";
  return out;
}

// HTML-like text, in which a backslash still begins the name of a box or graph.
std::string quoted(std::string_view text) {
  std::string out;
  for (char c : escaped(text)) out += c == '\\' ? std::string("\\\\") : std::string(1, c);
  return out;
}

std::string lines(const std::vector<std::string>& texts, std::string_view open, std::string_view close,
                  std::string_view line_end) {
  std::string out;
  for (const std::string& text : texts) {
    // Graphviz takes no element without text.
    if (!text.empty()) out += fmt::format("{}{}{}{}", open, quoted(text), close, line_end);
  }
  return out;
}

std::string without_last_break(const std::string& text) {
  return text.substr(0, text.size() - std::min(text.size(), std::string_view("<br/>").size()));
}

std::string label(const Node& node) {
  const bool bold = node.answer;
  std::string out = lines(node.title, bold ? "<b>" : "", bold ? "</b>" : "", "<br/>");
  out += lines(node.details, "<font point-size=\"10\">", "</font>", "<br/>");
  if (node.weakest) out += "<font point-size=\"10\"><b>weakest link</b></font><br/>";
  return out.empty() ? " " : without_last_break(out);
}

std::string heading(const Diagram& diagram) {
  constexpr std::size_t kWidth = 110;
  constexpr std::string_view kLeft = "<br align=\"left\"/>";
  std::string out = lines(wrapped(diagram.title, kWidth), "<b>", "</b>", kLeft);
  for (const std::string& note : diagram.notes) out += lines(wrapped(note, kWidth), "", "", kLeft);
  std::vector<std::string> key;  // lines that break between its parts only
  for (const std::string& part : diagram.key) {
    if (key.empty() || key.back().size() + part.size() > kWidth) {
      key.push_back(part);
    } else {
      key.back() += " · " + part;
    }
  }
  return out + lines(key, "<font point-size=\"10\">", "</font>", kLeft);
}

}  // namespace

std::string dot(const Diagram& diagram) {
  const std::string above = heading(diagram);
  std::string out = fmt::format(
      "digraph {{\n"
      "  graph [rankdir={}, labelloc=t, labeljust=l, bgcolor=white, pad=0.2, nodesep=0.25, ranksep=0.4,\n"
      "         fontname=\"Helvetica,Arial,sans-serif\", fontsize=13{}]\n"
      "  node [shape=box, style=filled, fillcolor=white, fontname=\"Helvetica,Arial,sans-serif\", fontsize=12,\n"
      "        margin=\"0.12,0.07\", height=0.3]\n"
      "  edge [fontname=\"Helvetica,Arial,sans-serif\", fontsize=10, arrowsize=0.7]\n",
      diagram.upwards ? "TB" : "LR", above.empty() ? "" : fmt::format(",\n         label=<{}>", above));
  for (std::size_t n = 0; n < diagram.nodes.size(); ++n) {
    const Node& node = diagram.nodes[n];
    const Look& its = kLooks[static_cast<std::size_t>(node.role)];
    out += fmt::format("  n{} [class=\"{}{}{}{}\", label=<{}>{}, style=\"{}\"{}]\n", n + 1, its.name,
                       node.answer ? " answer" : "", node.weakest ? " weakest" : "", node.lower ? " lower" : "",
                       label(node), its.attributes, style(node), node.weakest ? ", penwidth=3" : "");
  }
  // Conclusions are laid out from the top, with their grounds below, so that answers stand side by side; the arrows
  // lead back up.
  const bool back = diagram.upwards;
  for (const Edge& edge : diagram.edges) {
    std::string more = back ? ", dir=back" : "";
    if (edge.kind == Edge::Kind::opposes)
      more += fmt::format(", arrow{}=tee, style=dashed, color=\"#b04000\"", back ? "tail" : "head");
    if (edge.lower) more += ", style=dashed";
    const std::string text = without_last_break(lines(edge.label, "", "", "<br/>"));
    if (!text.empty()) more += fmt::format(", label=<{}>", text);
    out += fmt::format("  n{} -> n{} [class=\"{}{}\"{}]\n", (back ? edge.to : edge.from) + 1,
                       (back ? edge.from : edge.to) + 1, name(edge.kind), edge.lower ? " lower" : "", more);
  }
  return out + "}\n";
}

}  // namespace linchpin::pictures
