#include <cstdio>

#include "shrink.hpp"

namespace linchpin::property {

void show_shrunk(const Case& trial, const std::string& kind, const Find& find) {
  const Fails fails = [&](const Case& candidate) {
    const auto again = find(candidate);
    return again && again->kind == kind;
  };
  std::printf("shrinking ...\n");
  std::fflush(stdout);
  if (!fails(trial)) {
    std::printf("it does not fail again when run by itself:\n%s", print(trial).c_str());
    return;
  }
  const Case small = shrink(trial, fails);
  std::printf("%s%s", print(small).c_str(), find(small)->detail.c_str());
}

}  // namespace linchpin::property
