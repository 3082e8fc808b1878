// What explanations read: a program, what is stated, and the relations at their fixpoint.
#pragma once

#include <functional>
#include <span>

#include "engine/engine.hpp"
#include "knowledge/module.hpp"
#include "syntax/source.hpp"

namespace linchpin::explain {

struct World {
  const analysis::Program& program;
  const knowledge::Module& module;
  const SourceMap& sources;
  engine::Engine& engine;
  Pool& pool;
  engine::Budget& budget;  // its limits stop an explanation as they stop an evaluation
  // Visits the rows of the tables imported for a predicate, as that is named in the files.
  std::function<void(analysis::PredicateId, const std::function<void(std::span<const Value>)>&)> imported;
};

}  // namespace linchpin::explain
