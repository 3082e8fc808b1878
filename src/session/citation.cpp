#include "session/citation.hpp"

#include <fmt/core.h>

namespace linchpin::session {

std::vector<std::string> places(const std::vector<syntax::Place>& at) {
  std::vector<std::string> out;
  for (const syntax::Place& place : at) {
    out.push_back(fmt::format("{}/{}/{}.{}", place.source, place.section, place.paragraph, place.sentence));
  }
  return out;
}

std::vector<std::string> speakers(const syntax::ClaimDeclaration& claim) {
  std::vector<std::string> out;
  for (const std::vector<syntax::Identifier>& joint : claim.by) {
    std::string& names = out.emplace_back();
    for (const syntax::Identifier& speaker : joint) names += (names.empty() ? "" : ", ") + speaker.text;
  }
  return out;
}

}  // namespace linchpin::session
