#include <fmt/core.h>

#include "analysis/declarations.hpp"

namespace linchpin::analysis {

void report_unsupported(Context& context, const knowledge::Module& module) {
  Diagnostics& out = context.diagnostics;
  for (const auto& stated : module.scenarios) {
    out.warning(504, stated.what.id.span,
                fmt::format("the scenario `{}` does not come to bear yet", stated.what.id.text));
  }
}

}  // namespace linchpin::analysis
