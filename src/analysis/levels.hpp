// The levels of a program: how sure a claim can be, highest first.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analysis/context.hpp"

namespace linchpin::analysis {

// At most so many, so that a Level has room for them and for kOutside.
inline constexpr std::size_t kMostLevels = 200;

class Levels {
 public:
  // Reads the `levels` statement; without one there is the single level `certain`.
  Levels(Context& context, const knowledge::Module& module);

  const std::vector<std::string>& names() const { return names_; }
  // Reports a level that is not declared.
  void check(const syntax::Identifier& level);
  std::optional<Level> find(const std::string& name) const;
  // A claim's own level, whatever the trust in its speakers. The number is the highest's where the name is unknown.
  const std::string& of(const syntax::ClaimDeclaration& claim) const;
  Level number_of(const syntax::ClaimDeclaration& claim) const { return find(of(claim)).value_or(0); }

 private:
  Context& context_;
  std::vector<std::string> names_;
  std::unordered_map<std::string, Level> numbers_;
};

// A hint that lists them, or how to declare some.
std::string listed(const std::vector<std::string>& levels);

// "unknown level `likly`; did you mean `likely`?"
std::string unknown_name(std::string_view what, const std::string& name, const std::vector<std::string>& candidates);
// Reports that, of a name and of a place's source.
Diagnostic& report_unknown(Diagnostics& diagnostics, std::uint16_t code, std::string_view what,
                           const syntax::Identifier& name, const std::vector<std::string>& candidates,
                           std::string hint);
void report_unknown_source(Diagnostics& diagnostics, const syntax::Place& place,
                           const std::vector<std::string>& sources);

}  // namespace linchpin::analysis
