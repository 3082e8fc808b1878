#include "tamper.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "naive_rule.hpp"

namespace linchpin::property {

namespace {

using naive::Signature;

constexpr std::size_t kSpan = 4;

const std::string kFlat = "one step for all rows of a component";
const std::string kSwapped = "two neighbouring steps swapped";
const std::string kAdded = "a row that nothing derives";
const std::string kRemoved = "a row lacking";

std::set<std::uint64_t> steps_of(const Derived& derived, const std::set<Signature>& component) {
  std::set<std::uint64_t> out;
  for (const Signature& s : component)
    if (const auto rows = derived.find(s); rows != derived.end())
      for (const Row& row : rows->second) out.insert(row.step);
  return out;
}

template <class Change>
Derived with_steps(const Derived& derived, const std::set<Signature>& component, const Change& change) {
  Derived out = derived;
  for (const Signature& s : component)
    if (const auto rows = out.find(s); rows != out.end())
      for (Row& row : rows->second) row.step = change(row.step);
  return out;
}

}  // namespace

std::size_t span(const std::vector<Row>& rows) {
  std::set<std::uint64_t> steps;
  for (const Row& row : rows) steps.insert(row.step);
  return steps.size();
}

const std::vector<std::string>& all_tamperings() {
  static const std::vector<std::string> all = {kFlat, kSwapped, kAdded, kRemoved};
  return all;
}

std::vector<Tampered> tamper(Random& random, const Program& program, const Derived& derived) {
  std::vector<Tampered> out;
  const naive::RuleBook book = naive::prepare(program);
  std::vector<Signature> plain;  // with rows; in components without a `min` or `max`
  for (const std::set<Signature>& component : naive::components(book.rules)) {
    const bool best =
        std::any_of(component.begin(), component.end(), [&](const Signature& s) { return book.best.contains(s); });
    for (const Signature& s : component)
      if (!best && derived.contains(s)) plain.push_back(s);
    // The first of its steps may be that of its facts, then that of rules without recursion, then the first round. So
    // what comes in the fourth or later rests on a row of the component of the step before, in all of its derivations:
    // else it had come sooner.
    const std::set<std::uint64_t> steps = steps_of(derived, component);
    if (steps.size() < kSpan || !naive::is_recursive(book.rules, component)) continue;
    out.push_back({kFlat, with_steps(derived, component, [&](std::uint64_t) { return *steps.rbegin(); })});
    const auto later = std::next(steps.begin(), random.between(3, static_cast<int>(steps.size()) - 1));
    const std::uint64_t a = *std::prev(later);
    const std::uint64_t b = *later;
    out.push_back({kSwapped, with_steps(derived, component, [&](std::uint64_t s) {
                     return s == a ? b : s == b ? a : s;
                   })});
  }
  if (plain.empty()) return out;
  const Signature& some = random.pick(plain);
  Tampered removed{kRemoved, derived};
  std::vector<Row>& rows = removed.derived.at(some);
  rows.erase(rows.begin() + random.below(static_cast<int>(rows.size())));
  out.push_back(std::move(removed));
  if (some.arity == 0) return out;
  Tampered added{kAdded, derived};
  std::vector<Row>& more = added.derived.at(some);
  Row row = random.pick(more);
  row.tuple[0] = naive::term("not_from_here", {row.tuple[0]});
  row.step = Row::kNever - 1;
  const auto place = std::find_if(more.begin(), more.end(), [&](const Row& r) { return row.tuple < r.tuple; });
  more.insert(place, std::move(row));
  out.push_back(std::move(added));
  return out;
}

}  // namespace linchpin::property
