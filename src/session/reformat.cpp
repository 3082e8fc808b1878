// A text laid out anew: linchpin::reformat.
#include "syntax/reformat.hpp"

#include "linchpin.hpp"

namespace linchpin {

Reformatted reformat(const std::string& name, std::string text, bool colour) {
  constexpr std::size_t kMostBytes = 0xFFFFFFFF;
  Reformatted out;
  Diagnostics diagnostics;
  SourceMap sources;
  if (text.size() >= kMostBytes) {
    diagnostics.error(441, {}, "`" + name + "` is larger than 4 GiB", "split the file").placed = false;
  } else {
    const FileId file = sources.add(name, std::move(text));
    out.text = syntax::reformat(sources, file, diagnostics);
  }
  for (const Diagnostic& diagnostic : diagnostics.all()) out.messages += render(diagnostic, sources, colour);
  return out;
}

}  // namespace linchpin
