// Facts of one predicate, some of their arguments given: what `retract` and `deny` name.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "analysis/analyse.hpp"

namespace linchpin::scenarios {

struct Pattern {
  knowledge::Signature signature;
  std::vector<std::optional<Value>> args;  // nothing: any value

  bool fits(std::span<const Value> row) const;
};

// From an atom whose arguments are plain values and `_`, of a predicate of the program whose facts are stated or
// derived. Nothing, with an error reported, where it is none.
std::optional<Pattern> read_pattern(const syntax::Atom& atom, const analysis::Program& program,
                                    const analysis::Signatures& signatures, Pool& pool, Diagnostics& diagnostics);

}  // namespace linchpin::scenarios
