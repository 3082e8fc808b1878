#include "analysis/repeats.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace linchpin::analysis {
namespace {

using knowledge::ClaimIndex;
using knowledge::Module;
using syntax::Identifier;

// The claims that a claim names after `repeats`, where they are there.
std::vector<ClaimIndex> named(const Module& module, const std::unordered_map<std::string_view, ClaimIndex>& by_id,
                              ClaimIndex claim) {
  std::vector<ClaimIndex> out;
  for (const Identifier& id : module.claims[claim].what.repeats) {
    if (const auto at = by_id.find(id.text); at != by_id.end()) out.push_back(at->second);
  }
  return out;
}

// Follows `repeats` from each claim; one that is met again on its own path closes a circle, which is told of once.
void check_circles(Context& context, const Module& module) {
  std::unordered_map<std::string_view, ClaimIndex> by_id;
  for (ClaimIndex i = 0; i < module.claims.size(); ++i) by_id.try_emplace(module.claims[i].what.id.text, i);
  enum class Mark : std::uint8_t { unseen, on_path, done };
  std::vector<Mark> marks(module.claims.size(), Mark::unseen);
  struct Step {
    ClaimIndex claim;
    std::vector<ClaimIndex> next;
  };
  for (ClaimIndex first = 0; first < module.claims.size(); ++first) {
    if (marks[first] != Mark::unseen || module.claims[first].what.repeats.empty()) continue;
    marks[first] = Mark::on_path;
    std::vector<Step> path{{first, named(module, by_id, first)}};
    while (!path.empty()) {
      Step& top = path.back();
      if (top.next.empty()) {
        marks[top.claim] = Mark::done;
        path.pop_back();
        continue;
      }
      const ClaimIndex to = top.next.back();
      top.next.pop_back();
      if (marks[to] == Mark::unseen) {
        marks[to] = Mark::on_path;
        path.push_back({to, named(module, by_id, to)});
      } else if (marks[to] == Mark::on_path) {
        auto at = std::find_if(path.begin(), path.end(), [&](const Step& step) { return step.claim == to; });
        const Identifier& id = module.claims[to].what.id;
        std::string circle;
        for (; at != path.end(); ++at) circle += fmt::format("`{}` repeats ", module.claims[at->claim].what.id.text);
        context.diagnostics.error(222, id.span, fmt::format("a claim can't repeat itself: {}`{}`", circle, id.text),
                                  "one of them is the original, and repeats nothing");
      }
    }
  }
}

// Where an original says something of the same predicate as the clause at fault, else its header.
Span most_like(const Module& module, const knowledge::Signature& of, ClaimIndex original) {
  if (const knowledge::FactTable* table = module.find_table(of); table != nullptr) {
    for (std::uint32_t row : table->claimed) {
      if (table->origins[row].claim == original) return table->origins[row].span;
    }
  }
  for (const auto& clause : module.clauses) {
    const syntax::Atom& head = clause.what.head;
    if (clause.origin.claim == original && head.predicate == of.name && head.args.size() == of.arity) {
      return clause.origin.span;
    }
  }
  return module.claims[original].what.header;
}

void report(Context& context, const Module& module, const knowledge::Unlike& unlike,
            const std::vector<ClaimIndex>& originals) {
  std::string names;
  for (ClaimIndex original : originals) {
    names += (names.empty() ? "`" : " or `") + module.claims[original].what.id.text + "`";
  }
  knowledge::Signature of;
  if (unlike.table != nullptr) {
    of = unlike.table->signature;
  } else {
    const syntax::Atom& head = module.clauses[unlike.index].what.head;
    of = {head.predicate, static_cast<std::uint32_t>(head.args.size()), head.denied};
  }
  Diagnostic& error = context.diagnostics.error(
      221, unlike.origin.span,
      fmt::format("nothing in {} reads like this, and `{}` only repeats it", names,
                  module.claims[unlike.origin.claim].what.id.text),
      "write it as it stands there; or put it into a claim of its own, without `repeats`, to state it");
  for (ClaimIndex original : originals) {
    error.notes.push_back(
        {most_like(module, of, original), fmt::format("`{}` is here", module.claims[original].what.id.text)});
  }
}

}  // namespace

std::vector<std::vector<ClaimIndex>> check_repeats(Context& context, const Module& module) {
  check_circles(context, module);
  std::vector<std::vector<ClaimIndex>> originals = knowledge::originals(module);
  for (const knowledge::Unlike& unlike : unlike_originals(module, originals)) {
    report(context, module, unlike, originals[unlike.origin.claim]);
  }
  return originals;
}

}  // namespace linchpin::analysis
