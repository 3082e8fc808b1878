#include "removal.hpp"

namespace linchpin::check {

using syntax::ClaimDeclaration;
using syntax::Identifier;
using syntax::Statement;

namespace {

bool mentions(const std::vector<Identifier>& names, const std::string& id) {
  return std::any_of(names.begin(), names.end(), [&](const Identifier& name) { return name.text == id; });
}

}  // namespace

void remove_claim(Statements& program, const std::string& id) {
  std::vector<std::string> gone{id};
  while (!gone.empty()) {
    const std::string one = gone.back();
    gone.pop_back();
    std::vector<Identifier> originals;
    for (const Statement& s : program) {
      const auto* claim = std::get_if<ClaimDeclaration>(&s.body);
      if (claim != nullptr && claim->id.text == one) originals = claim->repeats;
    }
    std::erase_if(program, [&](const Statement& s) {
      if (const auto* o = std::get_if<syntax::Overrides>(&s.body)) return o->winner.text == one || o->loser.text == one;
      const auto* claim = std::get_if<ClaimDeclaration>(&s.body);
      return claim != nullptr && claim->id.text == one;
    });
    for (Statement& s : program) {
      auto* claim = std::get_if<ClaimDeclaration>(&s.body);
      if (claim == nullptr || !mentions(claim->repeats, one)) continue;
      std::erase_if(claim->repeats, [&](const Identifier& name) { return name.text == one; });
      claim->repeats.insert(claim->repeats.end(), originals.begin(), originals.end());
      if (claim->repeats.empty()) gone.push_back(claim->id.text);
    }
  }
}

}  // namespace linchpin::check
