#include <fmt/core.h>

#include <map>
#include <tuple>

#include "pictures/diagram.hpp"
#include "pictures/text.hpp"

namespace linchpin::pictures {

Diagram diagram(const Relation& relation) {
  constexpr std::size_t kWidth = 24;
  Diagram out;
  bool lower = false;
  for (const Relation::Thing& thing : relation.things) {
    Diagram::Node& node = out.nodes.emplace_back();
    node.role = Diagram::Node::Role::thing;
    node.title = wrapped(printable(thing.name), kWidth);
    node.lower = !thing.level.empty();
    lower = lower || node.lower;
    if (node.lower) node.details.push_back(printable(thing.level));
  }
  std::map<std::tuple<std::size_t, std::size_t, std::string>, std::size_t> arrows;
  for (const Relation::Link& link : relation.links) {
    const auto [at, is_new] = arrows.emplace(std::tuple(link.from, link.to, link.level), out.edges.size());
    if (is_new) {
      out.edges.push_back({link.from, link.to, Diagram::Edge::Kind::relates, {}, !link.level.empty()});
      lower = lower || !link.level.empty();
    }
    const std::string level = link.level.empty() ? "" : fmt::format("({})", link.level);
    const std::string text = link.label + (link.label.empty() || level.empty() ? "" : " ") + level;
    if (text.empty()) continue;
    for (std::string& line : wrapped(printable(text), kWidth)) {
      out.edges[at->second].label.push_back(std::move(line));
    }
  }
  if (lower) out.key.emplace_back("dashed: less than sure, at the level that is named");
  return out;
}

}  // namespace linchpin::pictures
