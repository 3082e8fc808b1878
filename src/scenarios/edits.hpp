// A scenario is an edit of what is stated: from a module and edits to another module.
//
// Edits are made one after another, those of the scenarios that one extends before its own, so that what is assumed
// after a `deny` stands. What is stated is edited, never what follows: the edited module is analysed and evaluated as
// any other.
#pragma once

#include <string>
#include <vector>

#include "scenarios/pattern.hpp"

namespace linchpin::scenarios {

// A fact that an edit names.
struct Named {
  syntax::Edit::Kind kind = syntax::Edit::Kind::assume;  // assume, retract or deny
  Span span;
  Pattern pattern;              // of `assume`: all its arguments are given
  std::size_t told = 0;         // its place in Edited::told
  std::size_t removed = 0;      // how many statements of it were taken out
  bool stated_already = false;  // assume: outside any claim, by a fact
};

struct Edited {
  knowledge::Module module;
  std::vector<Named> named;
  std::vector<Pattern> gone;      // what is to be taken out of imported tables
  std::vector<std::string> told;  // the edits as a person reads them, one each
  std::vector<Span> spans;        // of the edits
};

// Says of an edit that it changes nothing, where it is told and as a warning.
void note_idle(Edited& edited, std::size_t told, Span span, std::string message, std::string hint,
               Diagnostics& diagnostics);

// What a question is asked under. Nothing, with errors reported, where there is no such scenario or an edit can't be
// made. Edits of claims, speakers, levels and trust that do nothing are warned of.
struct Under {
  const std::vector<syntax::Identifier>& scenarios;
  const std::vector<syntax::Edit>& suppose;
};
std::optional<Edited> edited(const knowledge::Module& module, const Under& under, const analysis::Program& program,
                             const analysis::Signatures& signatures, Pool& pool, Diagnostics& diagnostics);

}  // namespace linchpin::scenarios
