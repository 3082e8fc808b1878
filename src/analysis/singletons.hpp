// Variables used once in a rule: mostly a slip of another's name.
#pragma once

#include "analysis/context.hpp"

namespace linchpin::analysis {

void warn_of_singletons(Context& context, const std::vector<syntax::Term>& head,
                        const std::vector<syntax::Literal>& body);

}  // namespace linchpin::analysis
