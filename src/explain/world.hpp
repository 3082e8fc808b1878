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

// The answers to a question that the user did not ask; `enough`: 0 for all. Its rules may be gone when it is told that
// they were stopped or failed, so that they are not named.
inline engine::Answers own_answers(engine::Engine& engine, const analysis::Query& query, engine::Budget& budget,
                                   std::uint64_t enough = 0) {
  try {
    return enough == 0 ? engine.answer(query, budget) : engine.some_answers(query, budget, enough);
  } catch (engine::Stopped& stopped) {
    stopped.rule = nullptr;
    throw;
  } catch (engine::Failure& failure) {
    failure.rule = nullptr;
    throw;
  }
}

}  // namespace linchpin::explain
