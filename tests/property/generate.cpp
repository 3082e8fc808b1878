#include "generate.hpp"

#include "world.hpp"

namespace linchpin::property {

Program generate(std::uint64_t seed) {
  World world(seed);
  add_base(world);
  for (int layers = world.random.between(8, 12); layers > 0; --layers) add_layer(world);
  if (world.random.chance(16)) add_failing(world);  // about a quarter of them fail
  return std::move(world.program);
}

}  // namespace linchpin::property
