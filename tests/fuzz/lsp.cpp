// An editor's messages: each line of the input is the body of one.
#include "lsp/server.hpp"
#include "target.hpp"

using namespace linchpin;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string framed;
  for (std::string_view rest = fuzz::text_of(data, size); !rest.empty();) {
    const std::string_view body = rest.substr(0, rest.find('\n'));
    framed += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n";
    framed += body;
    rest.remove_prefix(std::min(rest.size(), body.size() + 1));
  }
  if (framed.empty()) return 0;
  std::FILE* in = fmemopen(framed.data(), framed.size(), "r");
  std::FILE* out = std::fopen("/dev/null", "w");
  fuzz::require(lsp::serve(in, out) <= 1, "it ends");
  std::fclose(out);
  std::fclose(in);
  return 0;
}
