#include "sources/outline.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "syntax/diagnostic.hpp"

namespace linchpin::sources {
namespace {

std::string counted(std::uint32_t n, std::string_view noun) {
  return fmt::format("{} {}{}", n, noun, n == 1 ? "" : "s");
}

// The section that was meant: nearly the same, or one that holds or is held by it.
std::string like(const std::string& section, const std::vector<std::string>& sections) {
  std::string near = nearest(section, sections);
  if (!near.empty()) return near;
  const auto related = std::find_if(sections.begin(), sections.end(), [&](const std::string& one) {
    return one.find(section) != std::string::npos || section.find(one) != std::string::npos;
  });
  return related == sections.end() ? "" : *related;
}

Misplaced no_section(const syntax::Place& place, const Outline& outline) {
  std::vector<std::string> sections;
  for (const Sentence& sentence : outline) {
    if (sections.empty() || sections.back() != sentence.at.section) sections.push_back(sentence.at.section);
  }
  const std::string meant = like(place.section, sections);
  Misplaced out{fmt::format("`{}` has no section `{}`", place.source, place.section), {}};
  if (!meant.empty()) {
    out.hint = fmt::format("did you mean `{}/{}/{}.{}`?", place.source, meant, place.paragraph, place.sentence);
  } else if (!sections.empty()) {
    out.hint =
        "a section is a heading in small letters, as in `" + sections.front() + "`; `linchpin sources` lists them";
  }
  return out;
}

}  // namespace

std::string print(const Locator& l) { return fmt::format("{}/{}.{}", l.section, l.paragraph, l.sentence); }

std::string print(std::string_view source, const Locator& locator) {
  return fmt::format("{}/{}", source, print(locator));
}

Locator locator_of(const syntax::Place& place) { return {place.section, place.paragraph, place.sentence}; }

Outline outline(const Text& text) {
  Outline out;
  for (const Section& section : text.sections) {
    for (std::uint32_t p = 0; p < section.paragraphs.size(); ++p) {
      for (std::uint32_t s = 0; s < section.paragraphs[p].size(); ++s) {
        const std::string& sentence = section.paragraphs[p][s];
        out.push_back({{section.slug, p + 1, s + 1}, fingerprint(sentence), sentence, section.heading});
      }
    }
  }
  return out;
}

std::optional<Misplaced> misplaced(const syntax::Place& place, const Outline& outline) {
  const Locator at = locator_of(place);
  bool there = false;
  std::uint32_t paragraphs = 0, sentences = 0;
  for (const Sentence& sentence : outline) {
    if (sentence.at == at) return std::nullopt;
    if (sentence.at.section != at.section) continue;
    there = true;
    paragraphs = std::max(paragraphs, sentence.at.paragraph);
    if (sentence.at.paragraph == at.paragraph) sentences = std::max(sentences, sentence.at.sentence);
  }
  if (!there) return no_section(place, outline);
  std::string message = fmt::format("`{}` has no sentence {}", place.source, print(at));
  if (sentences == 0) return Misplaced{std::move(message), "the section has " + counted(paragraphs, "paragraph")};
  return Misplaced{std::move(message),
                   fmt::format("paragraph {} has {}", at.paragraph, counted(sentences, "sentence"))};
}

}  // namespace linchpin::sources
