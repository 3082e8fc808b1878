#include "syntax/diagnostic.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

#include "syntax/tokens.hpp"

namespace linchpin {

Diagnostic& Diagnostics::error(std::uint16_t code, Span span, std::string message, std::string hint) {
  add({Severity::error, code, true, span, std::move(message), {}, std::move(hint)});
  return all_.back();
}

Diagnostic& Diagnostics::warning(std::uint16_t code, Span span, std::string message, std::string hint) {
  add({Severity::warning, code, true, span, std::move(message), {}, std::move(hint)});
  return all_.back();
}

void Diagnostics::add(Diagnostic diagnostic) {
  if (diagnostic.severity == Severity::error) ++errors_;
  all_.push_back(std::move(diagnostic));
}

namespace {

// An argument of the fact that stands there.
Span argument_of(Span fact, std::uint32_t argument, const SourceMap& sources) {
  using Kind = syntax::Token::Kind;
  const std::string_view text = sources.text(fact.file);
  std::uint32_t depth = 0, at = 0;
  Span found{fact.file, 0, 0};
  for (syntax::Token t = syntax::next_token(text, fact.begin); t.kind != Kind::end && t.end <= fact.end;
       t = syntax::next_token(text, t.end)) {
    const bool begins = depth == 0 && t.kind == Kind::open;
    const bool ends = depth == 1 && (t.kind == Kind::close || t.kind == Kind::comma);
    if (t.kind == Kind::open) ++depth;
    if (t.kind == Kind::close && depth > 0) --depth;
    if (ends && at++ == argument) return found.end == 0 ? fact : found;
    if (begins || ends || depth == 0 || at != argument) continue;
    if (found.end == 0) found.begin = t.begin;
    found.end = t.end;
  }
  return fact;
}

}  // namespace

void Diagnostics::narrow(const SourceMap& sources) {
  const auto narrow = [&](auto& placed) {
    if (placed.argument) placed.span = argument_of(placed.span, *placed.argument, sources);
    placed.argument.reset();
  };
  for (Diagnostic& d : all_) {
    narrow(d);
    for (Note& note : d.notes) narrow(note);
  }
}

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](char c) { return lower(c); });
  return result;
}

// Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours each cost one.
std::size_t distance(std::string_view a, std::string_view b) {
  std::array<std::vector<std::size_t>, 3> rows;
  for (auto& row : rows) row.resize(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    const auto& before = rows[(i + 1) % 3];  // row i - 2
    const auto& above = rows[(i + 2) % 3];   // row i - 1
    auto& row = rows[i % 3];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
    }
  }
  return rows[a.size() % 3][b.size()];
}

// How many slips a word of this length may hold before it is more likely to be another word.
std::size_t tolerance(std::size_t length) { return length < 3 ? 0 : length < 6 ? 1 : length < 10 ? 2 : 3; }

}  // namespace

std::string nearest(std::string_view name, const std::vector<std::string>& candidates) {
  constexpr std::size_t longest = 100;
  if (name.size() > longest) return {};
  const std::string wanted = lower(name);
  const std::size_t limit = tolerance(name.size());
  std::size_t best = limit + 1;
  const std::string* found = nullptr;
  for (const std::string& candidate : candidates) {
    const auto [shorter, longer] = std::minmax({candidate.size(), name.size()});
    if (candidate == name || longer - shorter >= best) continue;
    const std::size_t slips = distance(wanted, lower(candidate));
    if (slips >= best) continue;
    best = slips;
    found = &candidate;
  }
  return found == nullptr ? std::string() : *found;
}

}  // namespace linchpin
