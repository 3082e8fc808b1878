// What a trial finds.
#pragma once

#include <string>

namespace linchpin::property {

struct Disagreement {
  std::string kind;    // the same for what is likely the same fault: "tuples", "error E301", ...
  std::string detail;  // the predicate, the missing and the surplus tuples, or the messages
};

}  // namespace linchpin::property
