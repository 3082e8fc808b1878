// The one unit that includes PEGTL: runs the grammar, a statement at a time.
#include "syntax/parse.hpp"

#include <algorithm>
#include <new>
#include <utility>

#include "grammar/expected.hpp"
#include "grammar/nodes.hpp"
#include "syntax/builder.hpp"
#include "syntax/recovery.hpp"

namespace linchpin::syntax {

namespace {

namespace peg = tao::pegtl;

using Input = peg::memory_input<peg::tracking_mode::lazy, peg::eol::lf_crlf, const char*>;

struct State {
  const char* text_begin;
  Recovery& recovery;
  Tree tree;
  std::uint32_t depth = 0;

  std::uint32_t offset(const Input& in) const { return static_cast<std::uint32_t>(in.current() - text_begin); }
};

template <typename Rule>
constexpr bool recurs = std::is_same_v<Rule, grammar::sum> || std::is_same_v<Rule, grammar::negative>;
template <typename Rule>
constexpr bool is_item = std::is_same_v<Rule, grammar::claim_item> || std::is_same_v<Rule, grammar::scenario_item>;

// Leaves the nodes, limits the depth, and goes on after an error in an item of braces.
template <typename Rule>
struct Control : peg::normal<Rule> {
  template <peg::apply_mode A, peg::rewind_mode M, template <typename...> class Action,
            template <typename...> class Other>
  [[nodiscard]] static bool match(Input& in, State& state) {
    if constexpr (is_item<Rule>) {
      return match_item<A, M, Action, Other>(in, state);
    } else {
      return match_node<A, M, Action, Other>(in, state);
    }
  }

  template <peg::apply_mode A, peg::rewind_mode M, template <typename...> class Action,
            template <typename...> class Other>
  [[nodiscard]] static bool match_node(Input& in, State& state) {
    constexpr bool keeps = A == peg::apply_mode::action;  // a look-ahead leaves nothing
    constexpr Part part = keeps ? grammar::node_of<Rule> : Part::none;
    constexpr bool token = is_token(part);
    constexpr bool inner = part != Part::none && !token;
    const std::uint32_t mark = state.tree.size();
    [[maybe_unused]] const std::uint32_t begin = part != Part::none ? state.offset(in) : 0;
    if constexpr (inner) state.tree.push({part, begin, 0, 0});
    if constexpr (recurs<Rule>) {
      if (++state.depth > deepest_nesting) throw SyntaxError{state.offset(in), &too_deep};
    }
    const bool matched = peg::match<Rule, A, M, Action, Other>(in, state);
    if constexpr (recurs<Rule>) --state.depth;
    if constexpr (token) {
      if (matched) state.tree.push({part, begin, state.offset(in), mark + 1});
    } else if constexpr (keeps) {
      if (!matched) {
        state.tree.cut(mark);
      } else if constexpr (inner) {
        state.tree[mark].end = state.offset(in);
        state.tree[mark].next = state.tree.size();
      }
    }
    return matched;
  }

  template <peg::apply_mode A, peg::rewind_mode M, template <typename...> class Action,
            template <typename...> class Other>
  [[nodiscard]] static bool match_item(Input& in, State& state) {
    const std::uint32_t mark = state.tree.size();
    const std::uint32_t depth = state.depth;
    const std::uint32_t begin = state.offset(in);
    try {
      const bool matched = match_node<A, M, Action, Other>(in, state);
      state.recovery.good_item();
      return matched;
    } catch (const SyntaxError& error) {
      const Recovery::Resume resume = state.recovery.item(error, begin);
      if (resume.ends_braces) throw;
      state.depth = depth;
      state.tree.cut(mark);
      state.tree.push({Part::broken, begin, resume.offset, mark + 1});
      in.iterator() = state.text_begin + resume.offset;
      return true;
    }
  }

  template <typename In>
  [[noreturn]] static void raise(const In& in, State& state) {
    static_assert(grammar::Row<Rule>::value.code != 0, "a rule that must match needs a row in grammar/expected.hpp");
    throw SyntaxError{state.offset(in), &grammar::Row<Rule>::value};
  }
};

template <typename Rule>
bool match(Input& in, State& state) {
  return peg::parse<Rule, peg::nothing, Control>(in, state);
}

// What it takes to parse a text, from a place where a statement begins.
struct Parser {
  Parser(std::string_view whole, FileId file, Diagnostics& diagnostics, std::uint32_t from)
      : text(whole),
        recovery(whole, file, diagnostics, from),
        state{whole.data(), recovery, {}},
        builder(whole, file, state.tree, recovery),
        in(whole.data() + from, whole.data() + whole.size(), "") {
    if (from == 0 && whole.starts_with(byte_order_mark)) in.bump(byte_order_mark.size());
  }

  static constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

  // A fact that is nothing but plain.
  bool match_fact() {
    if (match<grammar::fact>(in, state)) {
      if (builder.fact(fact)) return true;
      in.iterator() = text.data() + state.tree[0].begin;
    }
    state.tree.cut(0);
    return false;
  }

  std::string_view text;
  Recovery recovery;
  State state;
  Builder builder;
  Input in;
  PlainFact fact;
};

}  // namespace

void parse(const SourceMap& sources, FileId file, Diagnostics& diagnostics, const Sinks& sinks, std::uint32_t from) {
  Parser parser(sources.text(file), file, diagnostics, from);
  auto& [text, recovery, state, builder, in, fact] = parser;

  Recovery::Resume::Braces orphan = Recovery::Resume::Braces::none;
  while (recovery.goes_on()) {
    state.tree.cut(0);
    state.depth = 0;
    std::uint32_t begin = state.offset(in);
    bool is_fact = false;
    std::optional<Statement> statement;
    try {
      switch (std::exchange(orphan, Recovery::Resume::Braces::none)) {
        case Recovery::Resume::Braces::none:
          (void)match<grammar::gap>(in, state);
          if (!in.empty()) {
            begin = state.offset(in);
            is_fact = sinks.fact && parser.match_fact();
            if (is_fact) break;
            (void)match<grammar::statement>(in, state);
            statement = builder.build(begin, state.offset(in));
          }
          break;
        case Recovery::Resume::Braces::claim:
          (void)match<grammar::orphan_claim>(in, state);
          builder.check_claim_braces();
          break;
        case Recovery::Resume::Braces::scenario:
          (void)match<grammar::orphan_scenario>(in, state);
          builder.check_scenario_braces();
          break;
      }
    } catch (const SyntaxError& error) {
      const Recovery::Resume resume = recovery.statement(error, begin);
      in.iterator() = text.data() + resume.offset;
      orphan = resume.braces;
    } catch (const std::bad_alloc&) {
      recovery.report(14, {file, begin, begin}, "this statement is too large for the memory",
                      "split it into several; the rest of the text is not read");
      in.iterator() = text.data() + text.size();
    }
    const bool good = recovery.end_statement(is_fact || statement.has_value(), begin, state.offset(in));
    if (good && !(is_fact ? sinks.fact(fact) : sinks.statement(*std::move(statement)))) break;
    if (in.empty() && orphan == Recovery::Resume::Braces::none) break;
  }
  recovery.end();
}

void parse(const SourceMap& sources, FileId file, Diagnostics& diagnostics, const Sink& sink) {
  parse(sources, file, diagnostics, Sinks{sink, {}});
}

std::optional<std::uint32_t> parse_sound(std::string_view whole, FileId file, std::uint32_t from, std::uint32_t until,
                                         const Sinks& sinks) {
  Diagnostics unused;
  Parser parser(whole, file, unused, from);
  auto& [text, recovery, state, builder, in, fact] = parser;
  for (;;) {
    state.tree.cut(0);
    state.depth = 0;
    std::uint32_t begin;
    bool is_fact = false;
    std::optional<Statement> statement;
    try {
      (void)match<grammar::gap>(in, state);
      begin = state.offset(in);
      if (in.empty() || begin >= until) break;
      is_fact = sinks.fact && parser.match_fact();
      if (!is_fact) {
        (void)match<grammar::statement>(in, state);
        statement = builder.build(begin, state.offset(in));
      }
    } catch (const SyntaxError&) {
      return std::nullopt;
    } catch (const std::bad_alloc&) {
      return std::nullopt;
    }
    if (!recovery.end_statement(is_fact || statement.has_value(), begin, state.offset(in))) return std::nullopt;
    if (!(is_fact ? sinks.fact(fact) : sinks.statement(*std::move(statement)))) return std::nullopt;
  }
  const std::uint32_t end = state.offset(in);
  if (!recovery.end_statement(true, end, end)) return std::nullopt;
  return end;
}

std::uint32_t likely_statement(std::string_view text, std::uint32_t from) {
  if (text.empty()) return 0;
  for (std::size_t line_break = text.find('\n', from); line_break < text.size() - 1;
       line_break = text.find('\n', line_break + 1)) {
    const std::size_t last = line_break > 0 && text[line_break - 1] == '\r' ? line_break - 1 : line_break;
    const char next = text[line_break + 1];
    const bool begins = (next >= 'a' && next <= 'z') || next == '-' || next == '\'';
    if (begins && last > 0 && text[last - 1] == '.') return static_cast<std::uint32_t>(line_break + 1);
  }
  return static_cast<std::uint32_t>(text.size());
}

std::vector<Statement> parse(const SourceMap& sources, FileId file, Diagnostics& diagnostics) {
  std::vector<Statement> statements;
  parse(sources, file, diagnostics, [&](Statement&& statement) {
    statements.push_back(std::move(statement));
    return true;
  });
  return statements;
}

}  // namespace linchpin::syntax
