// The components of mutually dependent predicates, in order of evaluation.
#pragma once

#include "analysis/program.hpp"
#include "syntax/diagnostic.hpp"

namespace linchpin::analysis {

// The predicates that have rules or aggregations, in strata: what a stratum depends on stands before it.
// Source: Tarjan's strongly connected components. The order is fixed by the order of rules and literals.
std::vector<Stratum> stratify(const std::vector<Rule>& rules, const std::vector<Aggregation>& aggregations,
                              std::size_t predicates);

// Lists in each stratum its predicates that are levelless.
void find_levelless(std::vector<Stratum>& strata, const Program& program);

// Reports the components that depend on their own aggregate, or have a best value that depends on its own negation,
// each by one of its shortest cycles.
void check_strata(const std::vector<Stratum>& strata, const Program& program, Diagnostics& diagnostics);

}  // namespace linchpin::analysis
