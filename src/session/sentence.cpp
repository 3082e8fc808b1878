#include "session/sentence.hpp"

#include <algorithm>

#include "analysis/vocabulary.hpp"

namespace linchpin::session {
namespace {

constexpr int kDeepest = 20;  // a term further inside is written as the language does

class Wording {
 public:
  explicit Wording(const State& state) : program_(*state.program), pool_(state.pool) {}

  // A text with the values in place of the names in braces. `name_of(i)`: of the i-th value.
  template <class NameOf>
  std::string filled(const std::string& text, std::span<const Value> values, NameOf&& name_of, int depth) const {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
      const std::size_t end = text[i] == '{' ? text.find('}', i) : std::string::npos;
      if (end == std::string::npos) {
        out += text[i++];
        continue;
      }
      const std::string_view name(text.data() + i + 1, end - i - 1);
      for (std::size_t v = 0; v < values.size(); ++v) {
        if (name_of(v) == name) out += value(values[v], depth);
      }
      i = end + 1;
    }
    return out;
  }

  std::string row(const analysis::Predicate& predicate, bool denied, std::span<const Value> values, int depth) const {
    const auto name_of = [&](std::size_t i) -> std::string_view {
      return i < predicate.arguments.size() ? std::string_view(predicate.arguments[i].name) : std::string_view();
    };
    const std::string& text = denied ? predicate.negative : predicate.affirmative;
    if (predicate.is_sort && text.empty()) {
      return value(values.front(), depth) + " is " + analysis::with_article(words(predicate.signature.name));
    }
    return filled(text, values, name_of, depth);
  }

 private:
  static std::string words(std::string_view name) {
    std::string out(name);
    std::replace(out.begin(), out.end(), '_', ' ');
    return out;
  }

  std::string value(Value v, int depth) const {
    if (const auto display = program_.display.find(v); display != program_.display.end()) return display->second;
    if (v.is_name()) return words(pool_.text(v));
    if (!v.is_term() || depth == kDeepest) return pool_.print(v);
    const auto args = pool_.args(v);
    const bool denied = pool_.text(pool_.functor(v)) == "-" && args.size() == 1 && args.front().is_term();
    return denied ? term(args.front(), true, depth + 1) : term(v, false, depth + 1);
  }

  // As its functor is declared to read; else as a predicate of its name does, in quotes; else its parts.
  std::string term(Value v, bool denied, int depth) const {
    const auto args = pool_.args(v);
    const auto arity = static_cast<std::uint32_t>(args.size());
    const std::string_view name = pool_.text(pool_.functor(v));
    if (const auto at = program_.functors.find(knowledge::SignatureView(name, arity, false));
        at != program_.functors.end()) {
      const analysis::FunctorWording& wording = at->second;
      const std::string& text = denied ? wording.negative : wording.affirmative;
      const auto name_of = [&](std::size_t i) -> std::string_view { return wording.arguments[i]; };
      if (!text.empty()) return filled(text, args, name_of, depth);
      return "not " + filled(wording.affirmative, args, name_of, depth);
    }
    if (const analysis::Predicate* predicate = predicate_of(name, arity)) {
      const std::string text = row(*predicate, denied, args, depth);
      if (!text.empty()) return "\u201c" + text + "\u201d";
    }
    std::string out = (denied ? "not " : "") + words(name);
    for (std::size_t i = 0; i < args.size(); ++i) out += (i == 0 ? "(" : ", ") + value(args[i], depth);
    return out + ")";
  }

  const analysis::Predicate* predicate_of(std::string_view name, std::uint32_t arity) const {
    const auto at = std::find_if(program_.predicates.begin(), program_.predicates.end(), [&](const auto& p) {
      return p.declared && p.signature.arity == arity && !p.signature.denied && p.signature.name == name;
    });
    return at == program_.predicates.end() ? nullptr : &*at;
  }

  const analysis::Program& program_;
  const Pool& pool_;
};

}  // namespace

std::string sentence(const State& state, analysis::PredicateId id, std::span<const Value> row) {
  const analysis::Predicate& predicate = state.program->predicates[id];
  return Wording(state).row(predicate, predicate.signature.denied, row, 0);
}

}  // namespace linchpin::session
