#include "pictures/form.hpp"

#include <iterator>
#include <utility>

namespace linchpin::pictures {

std::string_view print(Form form) { return kFormNames[static_cast<std::size_t>(form)]; }

std::optional<Form> find_form(std::string_view name) {
  for (std::size_t i = 0; i < std::size(kFormNames); ++i) {
    if (kFormNames[i] == name) return static_cast<Form>(i);
  }
  return std::nullopt;
}

std::optional<Form> form_of_path(std::string_view path) {
  constexpr std::pair<std::string_view, Form> kEndings[] = {
      {".svg", Form::svg},         {".dot", Form::dot},   {".gv", Form::dot},  {".mmd", Form::mermaid},
      {".mermaid", Form::mermaid}, {".html", Form::html}, {".htm", Form::html}};
  for (const auto& [ending, form] : kEndings) {
    if (path.ends_with(ending)) return form;
  }
  return std::nullopt;
}

}  // namespace linchpin::pictures
