// The grammar: any text is parsed or refused with a place; what is laid out is the same program, and laid out again the
// same text.
#include "linchpin.hpp"
#include "syntax/parse.hpp"
#include "target.hpp"

using namespace linchpin;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(fuzz::text_of(data, size));
  SourceMap sources;
  Diagnostics diagnostics;
  const FileId file = sources.add("input", text);
  syntax::parse(sources, file, diagnostics);
  for (const Diagnostic& d : diagnostics.all()) render(d, sources);
  fuzz::require(syntax::completeness(text) <= syntax::Completeness::open, "completeness");
  const Reformatted once = reformat("input", text);
  fuzz::require(once.text.has_value() == diagnostics.ok(), "what parses is laid out");
  if (!once.text) return 0;
  const Reformatted twice = reformat("input", *once.text);
  fuzz::require(twice.text.has_value(), "what was laid out parses");
  fuzz::require(*twice.text == *once.text, "what was laid out stays");
  return 0;
}
