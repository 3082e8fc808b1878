#include "session/locks.hpp"

#include <fmt/core.h>

#include <filesystem>
#include <map>

#include "io/file.hpp"

namespace linchpin::session {
namespace {

constexpr std::uint16_t kMisplaced = 226;
constexpr std::uint16_t kUnreadable = 440;
constexpr std::uint16_t kDamagedLock = 424;

}  // namespace

std::vector<Citation> citations(const knowledge::Module& module) {
  std::vector<Citation> out;
  for (knowledge::ClaimIndex i = 0; i < module.claims.size(); ++i) {
    const syntax::ClaimDeclaration& claim = module.claims[i].what;
    for (const syntax::Place& place : claim.at) out.push_back({&place, claim.id.text, i, false});
  }
  for (const auto& stated : module.scenarios) {
    const syntax::ScenarioDeclaration& scenario = stated.what;
    for (const syntax::Place& place : scenario.at) {
      out.push_back({&place, scenario.id.text, knowledge::kNoClaim, !scenario.edits.empty()});
    }
    for (const syntax::Edit& edit : scenario.edits) {
      if (!edit.claim) continue;
      for (const syntax::Place& place : edit.claim->at) {
        out.push_back({&place, edit.claim->id.text, knowledge::kNoClaim, !edit.claim->clauses.empty()});
      }
    }
  }
  return out;
}

std::string lock_path(const std::string& first_path) { return first_path == "-" ? "" : first_path + ".lock"; }

std::optional<sources::Lock> load_lock(const std::string& path, Diagnostics& diagnostics) {
  std::error_code error;
  if (path.empty() || !std::filesystem::exists(path, error)) return sources::Lock();
  const auto refuse = [&](std::uint16_t code, const std::string& message, const std::string& hint) {
    diagnostics.error(code, {}, message, hint).placed = false;
    return std::nullopt;
  };
  std::string why;
  const auto content = io::read_file(path, why);
  if (!content) return refuse(kUnreadable, fmt::format("can't read `{}`: {}", path, why), "");
  sources::LockError wrong;
  auto lock = sources::read_lock(*content, wrong);
  if (lock) return lock;
  return refuse(kDamagedLock, fmt::format("{}:{}: the line {}", path, wrong.line, wrong.message),
                "mend the line, or remove the file and let `linchpin sources ... --text` write it anew");
}

bool report_misplaced(const syntax::Place& place, const sources::Outline& outline, Diagnostics& diagnostics) {
  const auto wrong = sources::misplaced(place, outline);
  if (wrong) diagnostics.error(kMisplaced, place.span, wrong->message, wrong->hint);
  return wrong.has_value();
}

std::set<sources::Locator> places_of(const sources::Outline& outline) {
  std::set<sources::Locator> out;
  for (const sources::Sentence& sentence : outline) out.insert(sentence.at);
  return out;
}

void check_places(const knowledge::Module& module, const std::string& first_path, Diagnostics& diagnostics) {
  const auto lock = load_lock(lock_path(first_path), diagnostics);
  if (!lock || lock->empty()) return;
  std::map<std::string, std::set<sources::Locator>> there;
  for (const auto& [source, outline] : *lock) there[source] = places_of(outline);
  for (const Citation& cited : citations(module)) {
    const auto known = lock->find(cited.place->source);
    if (known == lock->end() || there[cited.place->source].contains(sources::locator_of(*cited.place))) continue;
    report_misplaced(*cited.place, known->second, diagnostics);
  }
}

}  // namespace linchpin::session
