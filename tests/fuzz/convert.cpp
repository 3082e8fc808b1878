// Programs of Souffle: what is made of one is a program of ours.
#include "convert/convert.hpp"

#include "linchpin.hpp"
#include "target.hpp"

using namespace linchpin;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  SourceMap sources;
  Diagnostics diagnostics;
  const auto made = convert::convert("/nowhere/input.dl", std::string(fuzz::text_of(data, size)), sources, diagnostics);
  for (const Diagnostic& d : diagnostics.all()) render(d, sources);
  fuzz::require(made.has_value() == diagnostics.ok(), "made or refused");
  if (made) fuzz::require(reformat("made.kb", *made).text.has_value(), "what is made parses");
  return 0;
}
