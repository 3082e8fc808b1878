// Where a claim stands and who says it, as text.
#pragma once

#include <string>
#include <vector>

#include "syntax/ast.hpp"

namespace linchpin::session {

std::vector<std::string> places(const std::vector<syntax::Place>& at);     // article/economic-interdependence/1.1
std::vector<std::string> speakers(const syntax::ClaimDeclaration& claim);  // one `by` each, joint ones joined by ", "

}  // namespace linchpin::session
