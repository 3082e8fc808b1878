// A diagram in the language of Graphviz.
#pragma once

#include <string>

#include "pictures/diagram.hpp"

namespace linchpin::pictures {

// The same text for the same diagram. Every node and edge has a class, for style sheets: what it is, and `answer`,
// `weakest` or `lower`.
std::string dot(const Diagram& diagram);

}  // namespace linchpin::pictures
