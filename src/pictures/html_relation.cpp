#include <fmt/core.h>

#include <algorithm>

#include "pictures/html.hpp"
#include "pictures/text.hpp"

namespace linchpin::pictures {

std::string html(const Heading& heading, const Relation& relation, const std::string& svg) {
  const auto cell = [](const std::string& text) { return fmt::format("<td>{}</td>", escaped(printable(text))); };
  const auto& links = relation.links;
  const auto& things = relation.things;
  const bool labelled = std::any_of(links.begin(), links.end(), [](const auto& link) { return !link.label.empty(); });
  const bool levelled =
      std::any_of(links.begin(), links.end(), [](const auto& link) { return !link.level.empty(); }) ||
      std::any_of(things.begin(), things.end(), [](const auto& thing) { return !thing.level.empty(); });
  const std::string_view level_heading = levelled ? "<th scope=\"col\">Level</th>" : "";
  std::string rows;
  if (links.empty()) {
    rows = fmt::format("<tr><th scope=\"col\">What</th>{}</tr>\n", level_heading);
    for (const Relation::Thing& thing : things)
      rows += fmt::format("<tr>{}{}</tr>\n", cell(thing.name), levelled ? cell(thing.level) : "");
  } else {
    rows = fmt::format("<tr><th scope=\"col\">From</th><th scope=\"col\">To</th>{}{}</tr>\n",
                       labelled ? "<th scope=\"col\">How</th>" : "", level_heading);
    for (const Relation::Link& link : links) {
      rows += fmt::format("<tr>{}{}{}{}</tr>\n", cell(things[link.from].name), cell(things[link.to].name),
                          labelled ? cell(link.label) : "", levelled ? cell(link.level) : "");
    }
  }
  return page(heading, fmt::format("<figure>\n{}</figure>\n<details open>\n<summary>As a table</summary>\n<table>\n{}"
                                   "</table>\n</details>\n",
                                   svg, rows));
}

}  // namespace linchpin::pictures
