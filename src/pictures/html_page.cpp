#include <fmt/core.h>

#include "pictures/html.hpp"
#include "pictures/text.hpp"

namespace linchpin::pictures {
namespace {

// Frames: solid for what a text states, dashed for what it implies, dotted for what the encoder added, double for what
// is assumed. Colours only repeat what frames and words say.
constexpr std::string_view kStyle = R"(
:root { color-scheme: light dark; --ink: #1a1a1a; --paper: #ffffff; --faint: #595959; --line: #767676; --rule: #f0f0f0;
  --mark: #8a3200; --link: #004f8a; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #ececec; --paper: #16181b; --faint: #b0b0b0; --line: #8c8c8c; --rule: #24272c; --mark: #ffb48a;
    --link: #8cc8ff; }
}
body { font: 1rem/1.45 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 64rem;
  margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.15rem; margin: 2.5rem 0 .5rem; }
code { font: .85em ui-monospace, monospace; } h1 code { font-size: 1em; }
a { color: var(--link); } :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.note, .from, .fact, footer { color: var(--faint); font-size: .85rem; }
.from { display: block; }
.level { border: 1px solid currentColor; border-radius: .8em; padding: 0 .5em; font-size: .8rem; font-weight: normal; }
.step.weakest { border-width: 3px; }
.mark { color: var(--mark); font-weight: bold; font-size: .8rem; }
ul.tree, ul.tree ul { list-style: none; margin: 0; padding: 0; }
ul.tree ul { margin-left: .6rem; padding-left: .9rem; border-left: 1px solid var(--line); }
.step { border: 1px solid var(--line); border-radius: .2rem; padding: .25rem .6rem; margin: .3rem 0; display: block; }
summary { cursor: pointer; }
summary::before { content: "\25BE\00A0"; } details:not([open]) > summary::before { content: "\25B8\00A0"; }
summary { list-style: none; } summary::-webkit-details-marker { display: none; }
.rule { background: var(--rule); border-radius: 1rem; } .implied { border-style: dashed; }
.added { border-style: dotted; } .assumed { border: 3px double var(--link); }
.condition { border-color: transparent; font-family: ui-monospace, monospace; font-size: .85rem; }
.absent { border-width: 1px 4px; } .objection { border-left: 6px double var(--mark); }
figure { margin: 1rem 0; overflow-x: auto; } figure svg { max-width: 100%; height: auto; }
figure .graph > polygon { fill: var(--paper); } figure text { fill: var(--ink); }
figure .node path, figure .node polygon { fill: var(--paper); stroke: var(--ink); }
figure .edge path { stroke: var(--ink); } figure .edge polygon { fill: var(--ink); stroke: var(--ink); }
table { border-collapse: collapse; } th, td { border: 1px solid var(--line); padding: .2rem .6rem; text-align: left; }
@media print {
  :root { color-scheme: light; --ink: #000; --paper: #fff; --faint: #333; --rule: #eee; --mark: #000; --link: #000; }
  body { margin: 0; max-width: none; } .step { break-inside: avoid; }
  details::details-content { content-visibility: visible; block-size: auto; }
}
)";

}  // namespace

std::string page(const Heading& heading, const std::string& body) {
  const std::string title = escaped(printable(heading.title));
  std::string notes;
  for (const std::string& note : heading.notes)
    notes += fmt::format("<p class=\"note\">{}</p>\n", escaped(printable(note)));
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      // Nothing is loaded and nothing runs, whatever the texts hold.
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
      "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<main>\n<h1><code>{}</code></h1>\n{}{}</main>\n"
      "</body>\n</html>\n",
      title, kStyle, title, notes, body);
}

}  // namespace linchpin::pictures
