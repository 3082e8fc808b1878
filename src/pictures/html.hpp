// Pages that stand alone: one file without scripts, which loads nothing, reads well on screens light and dark and on
// paper, and needs no mouse.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "linchpin.hpp"
#include "pictures/diagram.hpp"

namespace linchpin::pictures {

struct Heading {
  std::string title;               // what was asked
  std::vector<std::string> notes;  // the scenario, what was left out
};

// Every proof as a tree that folds, with all that is known of each step. What is needed twice is written out once, and
// linked to elsewhere.
std::string html(const Heading& heading, std::span<const Proof> proofs, const std::string& highest);

// A relation as a drawing, and as a table for those who can't see it. `svg`: as `draw` gives it.
std::string html(const Heading& heading, const Relation& relation, const std::string& svg);

// The page around a body. REQUIRES: `body` is HTML.
std::string page(const Heading& heading, const std::string& body);

}  // namespace linchpin::pictures
