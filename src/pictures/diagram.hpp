// A picture before it is drawn: boxes with text, and arrows between them. `dot` and `mermaid` write it.
//
// What a box is shows in its shape and in the words in it, never in colour alone.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "linchpin.hpp"

namespace linchpin::pictures {

// All texts are printable lines (see text.hpp).
struct Diagram {
  static constexpr std::size_t kRoles = 10;
  struct Node {
    enum class Role : std::uint8_t {
      fact,
      assumed,    // a fact that a scenario or `suppose` assumes
      rule,       // an instance of one
      condition,  // a comparison or builtin
      absent,     // a `not`
      aggregate,
      objection,  // what speaks against a fact
      open,       // what is undecided, or without a proof
      question,   // the conjunction that was asked
      thing,      // of a relation
    };
    // How the text stands behind a clause: it states it, it implies it, or the encoder added it.
    enum class Basis : std::uint8_t { stated, implied, added };
    Role role = Role::fact;
    Basis basis = Basis::stated;
    std::vector<std::string> title;    // at least one line
    std::vector<std::string> details;  // in small type
    bool answer = false;               // what was asked for
    bool weakest = false;              // a weakest link
    bool lower = false;                // of a thing: it is so below the highest level
  };
  struct Edge {
    enum class Kind : std::uint8_t { supports, opposes, relates };
    std::size_t from = 0, to = 0;
    Kind kind = Kind::supports;
    std::vector<std::string> label;
    bool lower = false;  // it is so below the highest level
  };
  std::string title;
  std::vector<std::string> notes;  // below the title: the scenario, what was left out
  std::vector<std::string> key;    // what the shapes and frames mean
  std::vector<Node> nodes;
  std::vector<Edge> edges;
  bool upwards = false;  // arrows lead up, from grounds to conclusions; else to the right
};

// More arrows than these are not drawn: nobody could follow them, and Mermaid refuses them.
inline constexpr std::size_t kMostEdges = 500;

// Proofs from the answers down to what is stated; what several of them need is there once. Of proofs that have more
// than kMostEdges together the first ones, and none where the first alone has more: `drawn` says of how many.
struct ProofDiagram {
  Diagram diagram;
  std::size_t drawn = 0;
  std::size_t facts = 0;
};
ProofDiagram diagram(std::span<const Proof> proofs, const std::string& highest);

// Things, and what relates them.
struct Relation {
  struct Thing {
    std::string name;
    std::string level;  // where it is told of the thing alone; empty for the highest
  };
  struct Link {
    std::size_t from = 0, to = 0;  // things
    std::string label;
    std::string level;  // empty for the highest
  };
  std::vector<Thing> things;
  std::vector<Link> links;
};
// Links between the same two things, at one level, are one arrow with several lines.
Diagram diagram(const Relation& relation);

}  // namespace linchpin::pictures
