// Citations against texts and locks: Session::check_sources.
#include <fmt/core.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "io/file.hpp"
#include "io/utf8.hpp"
#include "knowledge/usage.hpp"
#include "linchpin.hpp"
#include "session/impl.hpp"
#include "session/locks.hpp"
#include "sources/coverage.hpp"
#include "sources/lock.hpp"

namespace linchpin {
namespace {

using session::Citation;
using sources::Change;
using sources::Lock;
using sources::Outline;
using Cover = SourceReport::Cover;

constexpr std::uint16_t kNotUtf8 = 1;
constexpr std::uint16_t kUnwritable = 410;
constexpr std::uint16_t kStale = 421;
constexpr std::uint16_t kUnknownSource = 422;
constexpr std::uint16_t kNoText = 423;
constexpr std::uint16_t kLockDiffers = 425;
constexpr std::uint16_t kUnreadable = 440;
constexpr std::uint16_t kNoSentence = 484;

std::string_view print(Change::Kind kind) {
  switch (kind) {
    case Change::Kind::changed:
      return "changed";
    case Change::Kind::moved:
      return "moved";
    case Change::Kind::removed:
      return "removed";
    case Change::Kind::added:
      return "added";
  }
  return "";
}

// One run: what is cited, what the texts and the lock say, and the report that grows from it.
class Check {
 public:
  Check(const knowledge::Module& module, const SourceOptions& options, SourceReport& report, Diagnostics& diagnostics)
      : options_(options), report_(report), diagnostics_(diagnostics), citations_(session::citations(module)) {
    for (const auto& stated : module.sources) declared_.insert(stated.what.name.text);
  }

  // Whether all texts could be read.
  bool read_texts() {
    std::vector<std::string> known(declared_.begin(), declared_.end());
    for (const auto& [source, path] : options_.texts) {
      if (!declared_.contains(source)) {
        unplaced(kUnknownSource, fmt::format("no source `{}` is declared", source),
                 nearest(source, known).empty() ? fmt::format("declare it: source {} \"its title\".", source)
                                                : fmt::format("did you mean `{}`?", nearest(source, known)));
        continue;
      }
      std::string why;
      const auto content = io::read_file(path, why);
      if (!content) {
        unplaced(kUnreadable, fmt::format("can't read `{}`: {}", path, why), "");
      } else if (!io::valid_utf8(*content)) {
        unplaced(kNotUtf8, fmt::format("`{}` is not UTF-8", path), "save the text as UTF-8");
      } else {
        Outline& outline = texts_[source] = sources::outline(sources::segment(*content));
        if (outline.empty()) {
          unplaced(kNoSentence, fmt::format("`{}` has no sentence below its title", path),
                   "it must be plain text or Markdown: a title, headings, paragraphs");
        }
      }
    }
    return diagnostics_.ok();
  }

  // REQUIRES: read_texts. Whether the lock could be read.
  bool compare_with_lock(const std::string& path) {
    auto lock = session::load_lock(path, diagnostics_);
    if (!lock) return false;
    report_.lock = path;
    lock_ = *std::move(lock);
    if (!lock_.empty()) report_.lock_state = SourceReport::LockState::same;
    for (const auto& [source, text] : texts_) {
      const auto before = lock_.find(source);
      if (before == lock_.end()) {
        fresh_ = true;
        continue;
      }
      for (Change& change : sources::compare(before->second, text)) changes_[source].push_back(std::move(change));
    }
    for (const auto& [source, changes] : changes_) {
      for (const Change& change : changes) report_change(source, change);
    }
    return true;
  }

  void check_places() {
    std::set<std::string> unknown;
    bool any = false;
    std::map<const Outline*, std::set<sources::Locator>> there;
    for (const auto& [source, outline] : lock_) there[outline_of(source)];
    for (const auto& [source, outline] : texts_) there[outline_of(source)];
    for (auto& [outline, places] : there) places = session::places_of(*outline);
    for (const Citation& cited : citations_) {
      const syntax::Place& place = *cited.place;
      const Outline* outline = outline_of(place.source);
      any = any || outline != nullptr;
      if (outline == nullptr) {
        unknown.insert(place.source);
      } else if (!report_stale(cited) && !there[outline].contains(sources::locator_of(place))) {
        session::report_misplaced(place, *outline, diagnostics_);
      }
    }
    for (const std::string& source : unknown) {
      std::string message = fmt::format("`{}` is cited, and there is neither its text nor a lock", source);
      std::string hint = fmt::format("name the text, as in: --text {}=PATH", source);
      Diagnostic& d = any ? diagnostics_.warning(kNoText, {}, std::move(message), std::move(hint))
                          : diagnostics_.error(kNoText, {}, std::move(message), std::move(hint));
      d.placed = false;
    }
  }

  // What covers what. `idle`: by claim why it does no work.
  void cover(const knowledge::Module& module, const std::vector<std::string>& idle) {
    for (std::size_t i = 0; i < idle.size(); ++i) {
      const syntax::ClaimDeclaration& claim = module.claims[i].what;
      const bool empty = claim.gloss.empty() && claim.repeats.empty();  // as `linchpin new` lays it out: still to do
      if (!idle[i].empty() && !claim.at.empty() && !empty) report_.idle.push_back({claim.id.text, idle[i]});
    }
    std::map<std::string, const Outline*> outlines;
    for (const auto& [source, outline] : lock_) outlines[source] = &outline;
    for (const auto& [source, outline] : texts_) outlines[source] = &outline;
    for (const auto& [name, outline] : outlines) {
      if (!declared_.contains(name)) continue;
      SourceReport::Source& source = report_.sources.emplace_back();
      source.name = name;
      source.has_text = texts_.contains(name);
      std::map<sources::Locator, SourceReport::Sentence> sentences;
      for (const Citation& cited : citations_) {
        if (cited.place->source != name) continue;
        SourceReport::Sentence& sentence = sentences[sources::locator_of(*cited.place)];
        sentence.claims.push_back(cited.by);
        if (cited.claim == knowledge::kNoClaim ? cited.holds : works(module, cited.claim, idle)) {
          sentence.cover = Cover::claim;
        } else if (is_remark(module, cited.claim) && sentence.cover == Cover::nothing) {
          sentence.cover = Cover::remark;
        }
      }
      for (const sources::Sentence& one : *outline) {
        if (source.sections.empty() || source.sections.back().slug != one.at.section) {
          source.sections.push_back({one.at.section, one.heading, {}});
        }
        SourceReport::Sentence& sentence = source.sections.back().sentences.emplace_back(sentences[one.at]);
        sentence.paragraph = one.at.paragraph;
        sentence.sentence = one.at.sentence;
        sentence.words = sources::first_words(one.text);
      }
    }
  }

  void write_lock() {
    using State = SourceReport::LockState;
    const bool differs = !changes_.empty() && !options_.accept;
    if (differs) {
      report_.lock_state = State::differs;
      unplaced(kLockDiffers, fmt::format("the text is not the one that `{}` was written for", report_.lock),
               "read again what changed; then `--accept` takes the text as it is now into the lock");
    }
    if (report_.lock.empty() || !options_.write || (!fresh_ && (changes_.empty() || differs))) return;
    for (const auto& [source, text] : texts_) {
      if (!differs || !lock_.contains(source)) lock_[source] = text;
    }
    const std::string why = io::write_file(report_.lock, sources::print(lock_));
    if (!why.empty()) {
      unplaced(kUnwritable, fmt::format("can't write {}: {}", report_.lock, why), "with --no-write no lock is written");
    } else if (!differs) {
      report_.lock_state = State::written;
    }
  }

 private:
  void unplaced(std::uint16_t code, std::string message, std::string hint) {
    diagnostics_.error(code, {}, std::move(message), std::move(hint)).placed = false;
  }

  const Outline* outline_of(const std::string& source) const {
    if (const auto text = texts_.find(source); text != texts_.end()) return &text->second;
    if (const auto known = lock_.find(source); known != lock_.end()) return &known->second;
    return nullptr;
  }

  static bool is_remark(const knowledge::Module& module, knowledge::ClaimIndex claim) {
    return claim != knowledge::kNoClaim && module.claims[claim].what.basis == syntax::Basis::remark;
  }
  static bool works(const knowledge::Module& module, knowledge::ClaimIndex claim,
                    const std::vector<std::string>& idle) {
    return idle[claim].empty() && !is_remark(module, claim);
  }

  void report_change(const std::string& source, const Change& change) {
    SourceReport::Change& out = report_.changes.emplace_back();
    out.kind = print(change.kind);
    out.at = sources::print(source, change.at);
    if (change.kind == Change::Kind::moved) out.to = sources::print(source, change.to);
    if (change.kind == Change::Kind::added) return;
    for (const Citation& cited : citations_) {
      if (cited.place->source == source && sources::locator_of(*cited.place) == change.at)
        out.claims.push_back(cited.by);
    }
  }

  // A citation of a sentence that is no longer what it was; whether it is one.
  bool report_stale(const Citation& cited) {
    if (options_.accept) return false;
    const auto changes = changes_.find(cited.place->source);
    if (changes == changes_.end()) return false;
    const sources::Locator at = sources::locator_of(*cited.place);
    for (const Change& change : changes->second) {
      if (change.kind == Change::Kind::added || change.at != at) continue;
      const std::string where = sources::print(cited.place->source, at);
      if (change.kind == Change::Kind::moved) {
        diagnostics_.error(kStale, cited.place->span, fmt::format("`{}` cites a sentence that has moved", cited.by),
                           fmt::format("it stands at {} now", sources::print(cited.place->source, change.to)));
      } else if (change.kind == Change::Kind::changed) {
        diagnostics_.error(kStale, cited.place->span,
                           fmt::format("`{}` cites a sentence that has changed since", cited.by),
                           "read it again, and see whether the claim still says what it says");
      } else {
        diagnostics_.error(kStale, cited.place->span,
                           fmt::format("`{}` cites a sentence that is no longer in the text", cited.by),
                           "cite another one, or take the claim out");
      }
      return true;
    }
    return false;
  }

  const SourceOptions& options_;
  SourceReport& report_;
  Diagnostics& diagnostics_;
  std::vector<Citation> citations_;
  std::set<std::string> declared_;
  std::map<std::string, Outline> texts_;
  Lock lock_;
  bool fresh_ = false;  // a text is not in the lock yet
  std::map<std::string, std::vector<Change>> changes_;
};

}  // namespace

std::size_t SourceReport::Section::count(Cover cover) const {
  return static_cast<std::size_t>(
      std::count_if(sentences.begin(), sentences.end(), [&](const Sentence& s) { return s.cover == cover; }));
}

std::size_t SourceReport::Source::sentences() const {
  return std::accumulate(sections.begin(), sections.end(), std::size_t{0},
                         [](std::size_t n, const Section& s) { return n + s.sentences.size(); });
}

std::size_t SourceReport::Source::count(Cover cover) const {
  return std::accumulate(sections.begin(), sections.end(), std::size_t{0},
                         [&](std::size_t n, const Section& s) { return n + s.count(cover); });
}

bool SourceReport::complete() const {
  return std::all_of(sources.begin(), sources.end(), [](const Source& s) { return s.count(Cover::nothing) == 0; });
}

Status Session::check_sources(const std::vector<std::string>& paths, const SourceOptions& options,
                              SourceReport& report) {
  Impl& impl = *impl_;
  report = {};
  std::vector<session::Segment> segments;
  const Status read = impl.read(paths, segments);
  if (read != Status::ok) return impl.finish(read);
  knowledge::Module module;
  std::vector<const syntax::Question*> questions;
  session::merge(segments, module, questions);
  Check check(module, options, report, impl.diagnostics);
  if (check.read_texts() && check.compare_with_lock(session::lock_path(paths.front()))) {
    check.check_places();
    const knowledge::Usage usage(module, questions, impl.state->pool);
    check.cover(module, sources::idle_claims(module, usage, impl.state->pool));
    check.write_lock();
  }
  return impl.finish(impl.diagnostics.ok() ? Status::ok : Status::error);
}

}  // namespace linchpin
