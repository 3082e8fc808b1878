// Runs a target on files, and on all files below folders.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "target.hpp"

namespace {

namespace fs = std::filesystem;

std::string content(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::size_t run(const fs::path& path) {
  if (fs::is_directory(path)) {
    std::vector<fs::path> inside(fs::directory_iterator(path), {});
    std::sort(inside.begin(), inside.end());
    std::size_t count = 0;
    for (const fs::path& each : inside) count += run(each);
    return count;
  }
  const std::string text = content(path);
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  std::size_t count = 0;
  for (int i = 1; i < argc; ++i) {
    if (fs::exists(argv[i])) count += run(argv[i]);
  }
  std::printf("%zu inputs\n", count);
  return count == 0 ? 1 : 0;
}
