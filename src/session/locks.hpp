// Locks as files, and the places that a module cites.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "knowledge/module.hpp"
#include "sources/lock.hpp"
#include "syntax/diagnostic.hpp"

namespace linchpin::session {

// An `at`, and what it stands on.
struct Citation {
  const syntax::Place* place = nullptr;  // in the module
  std::string by;                        // a claim's or scenario's id
  knowledge::ClaimIndex claim = knowledge::kNoClaim;
  bool holds = false;  // of what is no claim of the module (a scenario, a claim in one): whether it holds anything
};
std::vector<Citation> citations(const knowledge::Module& module);

// FILE.lock beside the file; empty for standard input.
std::string lock_path(const std::string& first_path);

// Reads a lock; an absent one is empty, a damaged one an error and nothing.
std::optional<sources::Lock> load_lock(const std::string& path, Diagnostics& diagnostics);

// Where the sentences of an outline stand, to look citations up in.
std::set<sources::Locator> places_of(const sources::Outline& outline);

// An error for a place that the outline lacks; whether there was one.
bool report_misplaced(const syntax::Place& place, const sources::Outline& outline, Diagnostics& diagnostics);

// The places of all sources that the lock beside the file knows.
void check_places(const knowledge::Module& module, const std::string& first_path, Diagnostics& diagnostics);

}  // namespace linchpin::session
