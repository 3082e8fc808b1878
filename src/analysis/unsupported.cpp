#include <fmt/core.h>

#include "analysis/declarations.hpp"

namespace linchpin::analysis {

void report_unsupported(Context& context, const knowledge::Module& module) {
  Diagnostics& out = context.diagnostics;
  for (const auto& stated : module.clauses) {
    if (!stated.what.normally) continue;
    out.error(501, stated.what.span, "a `normally` clause can't be evaluated yet",
              "leave `normally` out where the clause has no exceptions, or write them as `not` literals");
  }
  for (const auto& stated : module.incompatibles) {
    out.error(502, stated.origin.span, "`incompatible` can't be evaluated yet",
              "a `constraint` with the same literals reports where both hold");
  }
  for (const auto& stated : module.overrides) {
    out.warning(503, stated.origin.span, "`overrides` does not come to bear yet");
  }
  for (const auto& stated : module.scenarios) {
    out.warning(504, stated.what.id.span,
                fmt::format("the scenario `{}` does not come to bear yet", stated.what.id.text));
  }
}

}  // namespace linchpin::analysis
