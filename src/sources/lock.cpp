#include "sources/lock.hpp"

#include <fmt/core.h>

#include <charconv>
#include <deque>
#include <set>
#include <unordered_map>

namespace linchpin::sources {
namespace {

template <class T>
bool number(std::string_view text, T& out, int base = 10) {
  const auto [stop, code] = std::from_chars(text.data(), text.data() + text.size(), out, base);
  return code == std::errc() && stop == text.data() + text.size();
}

// `article/economic-ties/1.1`, from the right, since a source may have any name.
bool read_place(std::string_view place, std::string& source, Locator& at) {
  const std::size_t numbers = place.rfind('/');
  if (numbers == std::string_view::npos || numbers == 0) return false;
  const std::size_t section = place.rfind('/', numbers - 1);
  const std::size_t dot = place.find('.', numbers);
  if (section == std::string_view::npos || section == 0 || dot == std::string_view::npos) return false;
  source = place.substr(0, section);
  at.section = place.substr(section + 1, numbers - section - 1);
  return number(place.substr(numbers + 1, dot - numbers - 1), at.paragraph) &&
         number(place.substr(dot + 1), at.sentence) && !at.section.empty();
}

}  // namespace

std::string print(const Lock& lock) {
  std::string out =
      "# What `linchpin sources` has seen: a fingerprint of each sentence, so that a later edit of a text is "
      "noticed.\n";
  for (const auto& [source, sentences] : lock) {
    for (const Sentence& sentence : sentences) {
      out += fmt::format("{} {}\n", print(sentence.fingerprint), print(source, sentence.at));
    }
  }
  return out;
}

std::optional<Lock> read_lock(std::string_view text, LockError& error) {
  Lock out;
  std::set<std::pair<std::string, Locator>> seen;
  while (!text.empty()) {
    ++error.line;
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.starts_with('#')) continue;
    constexpr std::size_t kDigits = 16;
    std::string source;
    Sentence sentence;
    if (line.size() <= kDigits || line[kDigits] != ' ' || !number(line.substr(0, kDigits), sentence.fingerprint, 16) ||
        !read_place(line.substr(kDigits + 1), source, sentence.at)) {
      error.message = "is no fingerprint with a place";
      return std::nullopt;
    }
    if (!seen.emplace(source, sentence.at).second) {
      error.message = fmt::format("has {} a second time", print(source, sentence.at));
      return std::nullopt;
    }
    out[source].push_back(std::move(sentence));
  }
  return out;
}

std::vector<Change> compare(const Outline& before, const Outline& now) {
  std::map<Locator, Fingerprint> old_at, new_at;
  for (const Sentence& s : before) old_at[s.at] = s.fingerprint;
  for (const Sentence& s : now) new_at[s.at] = s.fingerprint;
  const auto stays = [&](const Sentence& s) {
    const auto there = new_at.find(s.at), was = old_at.find(s.at);
    return there != new_at.end() && was != old_at.end() && there->second == was->second;
  };
  std::unordered_map<Fingerprint, std::deque<Locator>> free;  // where sentences stand that did not stand there
  for (const Sentence& s : now) {
    if (!stays(s)) free[s.fingerprint].push_back(s.at);
  }
  std::vector<Change> out;
  std::set<Locator> explained;  // places of the text
  for (const Sentence& s : before) {
    const auto at = stays(s) ? free.end() : free.find(s.fingerprint);
    if (at == free.end() || at->second.empty()) continue;
    explained.insert(at->second.front());
    out.push_back({Change::Kind::moved, s.at, at->second.front()});
    at->second.pop_front();
  }
  std::map<Locator, Locator> moved;
  for (const Change& change : out) moved.emplace(change.at, change.to);
  out.clear();
  for (const Sentence& s : before) {
    if (stays(s)) continue;
    if (const auto to = moved.find(s.at); to != moved.end()) {
      out.push_back({Change::Kind::moved, s.at, to->second});
    } else if (new_at.contains(s.at) && explained.insert(s.at).second) {
      out.push_back({Change::Kind::changed, s.at, s.at});
    } else {
      out.push_back({Change::Kind::removed, s.at, {}});
    }
  }
  for (const Sentence& s : now) {
    if (!stays(s) && !explained.contains(s.at)) out.push_back({Change::Kind::added, s.at, s.at});
  }
  return out;
}

}  // namespace linchpin::sources
