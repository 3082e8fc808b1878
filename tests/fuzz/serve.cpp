// Requests of other programs, a line each.
#include "serve/server.hpp"
#include "target.hpp"

using namespace linchpin;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0 || fuzz::text_of(data, size).find(" to ") != std::string_view::npos) return 0;  // a picture's file
  std::FILE* in = fmemopen(const_cast<std::uint8_t*>(data), size, "r");
  std::FILE* out = std::fopen("/dev/null", "w");
  shell::Settings settings;
  settings.limits = {.seconds = 1, .bytes = std::uint64_t{256} << 20U, .tuples = 20'000, .threads = 1};
  fuzz::require(serve::serve(settings, {}, in, out) == 0, "it ends well");
  std::fclose(out);
  std::fclose(in);
  return 0;
}
