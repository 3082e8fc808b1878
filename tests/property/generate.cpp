#include "generate.hpp"

#include "world.hpp"

namespace linchpin::property {

Program generate(std::uint64_t seed) {
  World world(seed);
  add_base(world);
  for (int layers = world.random.between(6, 10); layers > 0; --layers) add_layer(world);
  if (world.random.chance(5)) add_failing(world);
  return std::move(world.program);
}

}  // namespace linchpin::property
