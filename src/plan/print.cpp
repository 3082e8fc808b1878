#include <fmt/core.h>

#include "analysis/analyse.hpp"
#include "plan/plan.hpp"

namespace linchpin::plan {
namespace {

std::string_view name(Step::Kind kind) {
  switch (kind) {
    case Step::Kind::scan:
      return "scan";
    case Step::Kind::distinct:
      return "distinct";
    case Step::Kind::probe:
      return "probe";
    case Step::Kind::intersect:
      return "intersect";
    case Step::Kind::exists:
      return "exists";
    case Step::Kind::absent:
      return "absent";
    case Step::Kind::lookup:
      return "look up";
    case Step::Kind::compare:
      return "compare";
    case Step::Kind::bind:
      return "compute";
    case Step::Kind::check:
      return "check";
    case Step::Kind::build:
      return "build";
    case Step::Kind::match:
      return "take apart";
    case Step::Kind::test:
      return "test";
    case Step::Kind::generate:
      return "generate";
  }
  return "";
}

std::string variable_name(const analysis::Rule& rule, VariableId v) {
  const std::string& given = v < rule.variable_names.size() ? rule.variable_names[v] : std::string();
  return given.empty() ? fmt::format("_{}", v) : given;
}

// How a step finds its rows.
std::string access(const std::vector<Key>& keys, Rows rows, const analysis::Rule& rule, const Pool& pool) {
  std::string out;
  for (const Key& key : keys) {
    const std::string value = key.operand.kind == Operand::Kind::variable ? variable_name(rule, key.operand.variable)
                                                                          : pool.print(key.operand.constant);
    out += fmt::format("{}{} = {}", out.empty() ? "by " : ", ", key.column + 1, value);
  }
  if (rows == Rows::delta) out += out.empty() ? "new rows" : ", new rows";
  if (rows == Rows::old) out += out.empty() ? "old rows" : ", old rows";
  return out;
}

}  // namespace

std::string print(const Plan& plan, const analysis::Rule& rule, const analysis::Program& program, const Pool& pool,
                  const std::vector<std::uint64_t>& actual) {
  std::string out =
      plan.delta == Plan::kNoDelta
          ? "  over all rows"
          : fmt::format("  over new rows of {}", analysis::print(rule.body[plan.delta], rule, program, pool));
  out += plan.late ? ", what can fail last\n" : "\n";
  for (std::size_t s = 0; s < plan.steps.size(); ++s) {
    const Step& step = plan.steps[s];
    out += fmt::format("    {:>2}. {:<10} {:<44} {:<28} about {:>10.0f}", s + 1, name(step.kind),
                       analysis::print(rule.body[step.literal], rule, program, pool),
                       access(step.keys, step.rows, rule, pool), step.estimate);
    if (s < actual.size()) out += fmt::format("  actual {:>10}", actual[s]);
    out += '\n';
    for (std::size_t m = 1; m < step.meets.size(); ++m) {
      const Meet& meet = step.meets[m];
      out += fmt::format("        {:<10} {:<44} {}\n", "with",
                         analysis::print(rule.body[meet.literal], rule, program, pool),
                         access(meet.keys, meet.rows, rule, pool));
    }
  }
  return out;
}

}  // namespace linchpin::plan
