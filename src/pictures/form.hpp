// The forms that a picture can be had in.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace linchpin::pictures {

enum class Form : std::uint8_t {
  svg,      // drawn, by Graphviz
  dot,      // what Graphviz draws
  mermaid,  // what Mermaid draws, in Markdown for instance
  html,     // a page that stands alone
};

inline constexpr std::string_view kFormNames[] = {"svg", "dot", "mermaid", "html"};

std::string_view print(Form form);
std::optional<Form> find_form(std::string_view name);
// By the ending of a file's name: .svg, .dot or .gv, .mmd or .mermaid, .html or .htm.
std::optional<Form> form_of_path(std::string_view path);

}  // namespace linchpin::pictures
