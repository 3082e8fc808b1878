#include "generate.hpp"

#include "world.hpp"

namespace linchpin::property {

Program generate(std::uint64_t seed) {
  World world(seed);
  add_base(world);
  // Few layers where there are many facts: nested loops take minutes for the rest.
  const int layers = world.crowd > 1 ? world.random.between(4, 6) : world.random.between(8, 12);
  for (int i = 0; i < layers; ++i) add_layer(world);
  if (world.random.chance(16)) add_failing(world);  // about a quarter of them fail
  return std::move(world.program);
}

}  // namespace linchpin::property
