// How files use predicates and constants: Session::usage.
#include "knowledge/usage.hpp"

#include <algorithm>

#include "linchpin.hpp"
#include "session/impl.hpp"
#include "syntax/print.hpp"

namespace linchpin {
namespace {

constexpr std::size_t kFewClaims = 3;

PredicateUsage usage_of(const knowledge::Predicate& predicate, const knowledge::PredicateUse& use) {
  PredicateUsage out;
  out.name = syntax::print_name(predicate.first);
  out.arity = predicate.second;
  out.claims = use.claims.size();
  out.others = use.others;
  out.heads = use.heads;
  out.bodies = use.bodies;
  out.questions = use.questions;
  out.idle = use.heads == 0 && use.bodies == 0 && use.questions == 0 && out.claims < kFewClaims;
  return out;
}

}  // namespace

Status Session::usage(const std::vector<std::string>& paths, Usage& out) {
  Impl& impl = *impl_;
  out = {};
  std::vector<session::Segment> segments;
  const Status read = impl.read(paths, segments);
  if (read != Status::ok) return impl.finish(read);
  knowledge::Module module;
  std::vector<const syntax::Question*> questions;
  session::merge(segments, module, questions);
  const knowledge::Usage usage(module, questions, impl.state->pool);
  for (const auto& [predicate, use] : usage.predicates()) out.predicates.push_back(usage_of(predicate, use));
  const auto total = [](const PredicateUsage& p) { return p.claims + p.others + p.heads + p.bodies + p.questions; };
  std::stable_sort(out.predicates.begin(), out.predicates.end(),
                   [&](const PredicateUsage& a, const PredicateUsage& b) { return total(a) > total(b); });
  for (const std::string& constant : usage.constants_used_once()) {
    out.constants_used_once.push_back(syntax::print_name(constant));
  }
  return impl.finish(Status::ok);
}

}  // namespace linchpin
