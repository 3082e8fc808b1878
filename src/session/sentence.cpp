#include "session/sentence.hpp"

#include <algorithm>

#include "analysis/vocabulary.hpp"
#include "explain/wording.hpp"
#include "syntax/print.hpp"

namespace linchpin::session {
namespace {

constexpr int kDeepest = 20;  // a term further inside is written as the language does

std::string words(std::string_view name) {
  std::string out(name);
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

// A text with parts in place of the names in braces. `name_of(i)`: of the i-th part.
template <class NameOf>
std::string filled(const std::string& text, const std::vector<std::string>& parts, NameOf&& name_of) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t end = text[i] == '{' ? text.find('}', i) : std::string::npos;
    if (end == std::string::npos) {
      out += text[i++];
      continue;
    }
    const std::string_view name(text.data() + i + 1, end - i - 1);
    for (std::size_t p = 0; p < parts.size(); ++p) {
      if (name_of(p) == name) out += parts[p];
    }
    i = end + 1;
  }
  return out;
}

std::string filled(const analysis::Predicate& predicate, bool denied, const std::vector<std::string>& parts) {
  const std::string& text = denied ? predicate.negative : predicate.affirmative;
  if (predicate.is_sort && text.empty() && !denied) {
    return parts.front() + " is " + analysis::with_article(words(predicate.signature.name));
  }
  return filled(text, parts, [&](std::size_t i) -> std::string_view {
    return i < predicate.arguments.size() ? std::string_view(predicate.arguments[i].name) : std::string_view();
  });
}

class Wording {
 public:
  explicit Wording(const State& state) : program_(*state.program), pool_(state.pool) {}

  std::vector<std::string> values(std::span<const Value> values, int depth) const {
    std::vector<std::string> out;
    for (Value v : values) out.push_back(value(v, depth));
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

 private:
  // As its functor is declared to read; else as a predicate of its name does, in quotes; else its parts.
  std::string term(Value v, bool denied, int depth) const {
    const std::string_view name = pool_.text(pool_.functor(v));
    const std::vector<std::string> parts = values(pool_.args(v), depth);
    const auto arity = static_cast<std::uint32_t>(parts.size());
    if (const auto at = program_.functors.find(knowledge::SignatureView(name, arity, false));
        at != program_.functors.end()) {
      const analysis::FunctorWording& wording = at->second;
      const auto name_of = [&](std::size_t i) -> std::string_view { return wording.arguments[i]; };
      if (!denied || !wording.negative.empty()) {
        return filled(denied ? wording.negative : wording.affirmative, parts, name_of);
      }
      return "not " + filled(wording.affirmative, parts, name_of);
    }
    if (const analysis::Predicate* predicate = predicate_of(name, arity)) {
      const std::string text = filled(*predicate, denied, parts);
      if (!text.empty()) return "\u201c" + text + "\u201d";
    }
    std::string out = (denied ? "not " : "") + words(name);
    for (std::size_t i = 0; i < parts.size(); ++i) out += (i == 0 ? "(" : ", ") + parts[i];
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
  return sentence(state, id, Wording(state).values(row, 0));
}

std::string sentence(const State& state, analysis::PredicateId id, const std::vector<std::string>& parts) {
  const analysis::Predicate& predicate = state.program->predicates[id];
  return filled(predicate, predicate.signature.denied, parts);
}

std::string sentence(const State& state, const explain::Goal& goal) {
  const auto& predicates = state.program->predicates;
  const std::vector<analysis::Argument>& arguments = predicates[goal.predicate].arguments;
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < goal.args.size(); ++i) {
    const explain::Partial& arg = goal.args[i];
    const bool nameless = arg.kind == explain::Partial::Kind::open && arg.name.empty();
    const bool of_sort = i < arguments.size() && arguments[i].type.kind == analysis::Type::Kind::sort;
    parts.push_back(arg.known() ? shown(state, arg.value)
                    : !nameless ? explain::print(arg, state.pool)
                    : of_sort   ? "some " + words(predicates[arguments[i].type.sort].signature.name)
                                : "something");
  }
  return sentence(state, goal.predicate, parts);
}

std::string sentence(State& state, std::string_view condition,
                     const std::vector<std::pair<std::string, Value>>& values) {
  return explain::with_words(condition, [&](std::string_view token) -> std::optional<std::string> {
    if (token == "!=") return "is not";
    const auto at = std::find_if(values.begin(), values.end(), [&](const auto& v) { return v.first == token; });
    if (at != values.end()) return shown(state, at->second);
    const auto display = state.program->display.find(state.pool.name(token));
    return display == state.program->display.end() ? std::nullopt : std::optional(display->second);
  });
}

std::string fact_text(const State& state, analysis::PredicateId id, std::span<const Value> row) {
  const std::vector<analysis::Predicate>& predicates = state.program->predicates;
  while (predicates[id].part_of) id = *predicates[id].part_of;
  const knowledge::Signature& signature = predicates[id].signature;
  std::string out = (signature.denied ? "-" : "") + syntax::print_name(signature.name);
  for (std::size_t i = 0; i < row.size(); ++i) out += (i == 0 ? "(" : ", ") + state.pool.print(row[i]);
  return row.empty() ? out : out + ")";
}

std::string shown(const State& state, Value value) { return Wording(state).value(value, 0); }

}  // namespace linchpin::session
