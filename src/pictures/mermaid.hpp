// A diagram as a flowchart of Mermaid.
#pragma once

#include <string>

#include "pictures/diagram.hpp"

namespace linchpin::pictures {

// The same text for the same diagram.
std::string mermaid(const Diagram& diagram);

}  // namespace linchpin::pictures
