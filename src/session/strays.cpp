#include "session/strays.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "knowledge/usage.hpp"

namespace linchpin::session {
namespace {

constexpr std::uint16_t kStray = 139;
constexpr std::size_t kMostPredicates = 2000;  // that are compared with one another

struct Stray {
  knowledge::Predicate predicate;
  knowledge::PredicateUse use;

  std::size_t facts() const { return use.claims.size() + use.others; }
  bool is_asked_for() const { return use.bodies + use.questions > 0; }
};

std::string without_digits(std::string_view text) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out), [](char c) { return c < '0' || c > '9'; });
  return out;
}

// `city_2` is no slip of `city_1`.
bool is_slip(const knowledge::Predicate& of, const knowledge::Predicate& other) {
  if (of.first == other.first) return true;
  return of.second == other.second && without_digits(of.first) != without_digits(other.first) &&
         !nearest(of.first, {other.first}).empty();
}

// The first fact of it, denied or not.
const Span* first_fact(const State& state, const knowledge::Predicate& predicate) {
  for (const bool denied : {false, true}) {
    const knowledge::FactTable* table = state.module.find_table({predicate.first, predicate.second, denied});
    if (table != nullptr && table->rows() > 0) return &table->origins.front().span;
  }
  return nullptr;
}

}  // namespace

void warn_of_strays(const State& state, const std::vector<const syntax::Question*>& questions,
                    Diagnostics& diagnostics) {
  std::set<std::string> declared;
  for (const auto& stated : state.module.predicates) declared.insert(stated.what.name.text);
  std::vector<Stray> all;
  const knowledge::Usage usage(state.module, questions, state.pool);
  for (const auto& [predicate, use] : usage.predicates()) all.push_back({predicate, use});
  if (all.size() > kMostPredicates) return;
  for (const Stray& stray : all) {
    if (stray.is_asked_for() || stray.use.heads > 0 || declared.contains(stray.predicate.first)) continue;
    const auto meant = std::find_if(all.begin(), all.end(), [&](const Stray& other) {
      const bool is_used_more = other.is_asked_for() || other.use.heads > 0 || other.facts() > stray.facts() ||
                                (other.facts() == stray.facts() && other.predicate < stray.predicate);
      return other.predicate != stray.predicate && is_used_more && is_slip(stray.predicate, other.predicate);
    });
    const Span* at = first_fact(state, stray.predicate);
    if (meant == all.end() || at == nullptr) continue;
    const bool same_name = meant->predicate.first == stray.predicate.first;
    diagnostics.warning(kStray, *at,
                        fmt::format("nothing asks for `{}`; did you mean `{}`?", knowledge::print(stray.predicate),
                                    knowledge::print(meant->predicate)),
                        same_name
                            ? "commas separate arguments: a number is written without them, `1250000`; if both are "
                              "meant, declare one with `predicate`"
                            : "if it is no slip, declare it with `predicate`");
  }
}

}  // namespace linchpin::session
