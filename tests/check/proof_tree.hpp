// A proof as `why` writes it in JSON, read back: what is repeated or continued elsewhere is one node.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "truth.hpp"

namespace linchpin::check {

using Json = nlohmann::ordered_json;

// The clause that something rests on, as told.
struct Ground {
  std::string clause, claim, gloss;
  std::vector<std::string> cites, by;
};

// What is told of a claim.
Ground ground_of(const syntax::ClaimDeclaration& claim);

struct Objection {
  std::optional<Fact> fact;
  std::string level;
  Ground ground;
  std::vector<std::string> overridden_by;
  bool holds = false;
};

struct Node {
  std::string kind, text, level, basis, assumed;
  std::optional<Fact> fact;
  Ground ground;
  bool best = false, definite = false;
  std::size_t rows = 0, shown = 0;
  std::vector<Objection> objections;
  std::vector<std::size_t> premises;
};

struct Tree {
  std::vector<Node> nodes;
  std::size_t root = 0;
  bool complete = false;
  std::vector<std::string> weakest, speakers;
};

// What a proof is found to be wrong by.
struct Fault {
  std::string what;
};

// Throws Fault on what is not in the format, on a repetition of what is written nowhere, and on a circle.
Tree read_proof(const Json& proof, const ArgumentNames& names);

// A fact, clause or body as it is told, with its arguments in their places. Throws Fault.
syntax::Statement parse_one(const std::string& text, const ArgumentNames& names);

}  // namespace linchpin::check
