// A value of an answer as other programs want it.
#pragma once

#include <string>

#include "linchpin.hpp"

namespace linchpin::json {

// Names and strings without the language's quotes, numbers, dates and terms as the language writes them.
std::string plain_text(const Datum& datum);

}  // namespace linchpin::json
