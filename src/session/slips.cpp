#include "session/slips.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "analysis/trust.hpp"
#include "syntax/print.hpp"
#include "value/mentions.hpp"

namespace linchpin::session {
namespace {

using analysis::Literal;
using analysis::Operand;
using analysis::Rule;

constexpr std::uint64_t kMostTuples = 1'000'000;  // that are looked through
constexpr std::size_t kMostNames = 5000;          // that a slip is compared with

bool is_number(Kind kind) { return kind == Kind::integer || kind == Kind::decimal; }

std::string_view plural(Kind kind) {
  switch (kind) {
    case Kind::date:
      return "dates";
    case Kind::name:
      return "names";
    case Kind::string:
      return "strings";
    case Kind::term:
      return "terms";
    default:
      return "numbers";
  }
}

class Finder {
 public:
  Finder(const State& state, const analysis::Query& query) : state_(state), query_(query) {}

  std::vector<std::string> run(bool is_empty) {
    for (const Rule& rule : query_.rules) {
      for (const Literal& literal : rule.body) {
        if (literal.kind == Literal::Kind::compare) comparison(rule, literal);
        if (literal.kind != Literal::Kind::atom || literal.predicate >= state_.program->predicates.size()) continue;
        for (std::uint32_t c = 0; c < literal.args.size(); ++c) {
          if (is_empty) constant(literal, c);
          variable(rule, literal, c);
        }
        if (is_empty) said(literal);
      }
    }
    return std::move(out_);
  }

 private:
  void tell(std::string message) {
    if (std::find(out_.begin(), out_.end(), message) == out_.end()) out_.push_back(std::move(message));
  }

  bool occurs(Value value) const {
    for (analysis::PredicateId p = 0; p < state_.program->predicates.size(); ++p) {
      const engine::Relation* relation = state_.engine.relation(p);
      if (relation == nullptr || state_.program->predicates[p].internal) continue;
      for (std::uint32_t r = 0; r < relation->rows(); ++r) {
        for (std::uint32_t c = 0; c < relation->arity(); ++c) {
          if (mentions(state_.pool, relation->at(r, c), value)) return true;
        }
      }
    }
    return false;
  }

  // What stands in that place of a predicate, and the entities.
  std::vector<std::string> names_at(analysis::PredicateId p, std::uint32_t column, Kind kind) const {
    std::set<std::string> out;
    const engine::Relation* relation = state_.engine.relation(p);
    for (std::uint32_t r = 0; relation != nullptr && r < relation->rows() && out.size() < kMostNames; ++r) {
      const Value value = relation->at(r, column);
      if (value.kind() == kind) out.emplace(state_.pool.text(value));
    }
    if (kind == Kind::name) {
      for (const auto& entity : state_.module.entities) out.insert(entity.what.name.text);
    }
    return {out.begin(), out.end()};
  }

  // A name or string that nothing is about: a slip of one that stands there, or that one with other quotes.
  void constant(const Literal& literal, std::uint32_t column) {
    const Value value = literal.args[column].constant;
    if (literal.args[column].kind != Operand::Kind::constant) return;
    if ((value.kind() != Kind::name && value.kind() != Kind::string) || occurs(value)) return;
    const std::string text(state_.pool.text(value));
    std::string meant;
    for (const Kind kind : {value.kind(), value.kind() == Kind::name ? Kind::string : Kind::name}) {
      if (!meant.empty()) break;
      const std::vector<std::string> there = names_at(literal.predicate, column, kind);
      const bool same = std::binary_search(there.begin(), there.end(), text);
      const std::string near = same ? text : nearest(text, there);
      if (!near.empty()) meant = kind == Kind::name ? syntax::print_name(near) : syntax::print_string(near);
    }
    tell(fmt::format("nothing is said of `{}` anywhere", state_.pool.print(value)) +
         (meant.empty() ? "" : fmt::format("; did you mean `{}`?", meant)));
  }

  // `country(Germany, R)`
  void variable(const Rule& rule, const Literal& literal, std::uint32_t column) {
    if (literal.args[column].kind != Operand::Kind::variable) return;
    const std::string& name = rule.variable_names[literal.args[column].variable];
    if (name.size() < 3 || name[0] < 'A' || name[0] > 'Z') return;
    std::string small = name;
    small[0] = static_cast<char>(small[0] - 'A' + 'a');
    if (!state_.pool.find_name(small).second) return;
    const engine::Relation* relation = state_.engine.relation(literal.predicate);
    for (std::uint32_t r = 0; relation != nullptr && r < relation->rows(); ++r) {
      const Value value = relation->at(r, column);
      if (!value.is_name() || state_.pool.text(value) != small) continue;
      return tell(fmt::format("`{}` is a variable, for which anything may stand; the name is written `{}`", name,
                              syntax::print_name(small)));
    }
  }

  // `Signed < 2024`, where dates stand
  void comparison(const Rule& rule, const Literal& literal) {
    using C = analysis::Comparison;
    if (literal.comparison == C::equal || literal.comparison == C::unequal) return;
    const bool first = literal.args[0].kind == Operand::Kind::variable;
    const Operand& compared = literal.args[first ? 0 : 1];
    const Operand& with = literal.args[first ? 1 : 0];
    if (compared.kind != Operand::Kind::variable || with.kind != Operand::Kind::constant) return;
    for (const Literal& atom : rule.body) {
      if (atom.kind != Literal::Kind::atom || atom.predicate >= state_.program->predicates.size()) continue;
      const auto at = std::find(atom.args.begin(), atom.args.end(), compared);
      const engine::Relation* relation = state_.engine.relation(atom.predicate);
      if (at == atom.args.end() || relation == nullptr || relation->rows() == 0) continue;
      const auto column = static_cast<std::uint32_t>(at - atom.args.begin());
      const Kind kind = relation->at(0, column).kind();
      for (std::uint32_t r = 0; r < relation->rows(); ++r) {
        const Kind other = relation->at(r, column).kind();
        if (other != kind && !(is_number(other) && is_number(kind))) return;  // of several kinds
      }
      if (kind == with.constant.kind() || (is_number(kind) && is_number(with.constant.kind()))) return;
      const std::string shown = state_.pool.print(with.constant);
      std::string way = ", so that all of them stand on one side";
      if (kind == Kind::date) {
        way = with.constant.kind() == Kind::integer
                  ? fmt::format("; write `year({}) < 2024`, or compare with a day, `2024-06-19`",
                                rule.variable_names[compared.variable])
                  : "; a date is written without quotes, `2024-06-19`";
      }
      return tell(fmt::format("`{}` is compared with {}, and is none of them{}", shown, plural(kind), way));
    }
  }

  bool fits(const Literal& literal, std::span<const Value> row) const {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (literal.args[i].kind == Operand::Kind::constant && literal.args[i].constant != row[i]) return false;
    }
    return true;
  }

  // What claims state whose speakers are not trusted.
  void said(const Literal& literal) {
    const analysis::Program& program = *state_.program;
    const analysis::Predicate& predicate = program.predicates[literal.predicate];
    const knowledge::FactTable* table = state_.module.find_table(predicate.signature);
    if (literal.args.size() != predicate.signature.arity) return;
    ruled(predicate.signature);
    if (table == nullptr) return;
    for (const std::uint32_t r : table->claimed) {
      const knowledge::Origin& origin = table->origins[r];
      if (analysis::level_of(origin, program) != analysis::kOutside || !fits(literal, table->row(r))) continue;
      const syntax::ClaimDeclaration& claim = state_.module.claims[origin.claim].what;
      if (!claim.repeats.empty()) continue;
      const std::string speaker = syntax::print_name(analysis::first_speakers(claim).front());
      std::string fact = (predicate.signature.denied ? "-" : "") + syntax::print_name(predicate.signature.name);
      for (std::size_t i = 0; i < table->row(r).size(); ++i) {
        fact += (i == 0 ? "(" : ", ") + state_.pool.print(table->row(r)[i]);
      }
      if (!table->row(r).empty()) fact += ")";
      return tell(
          fmt::format("`{}` says `{}` (claim `{}`), and is not trusted: `trust {} {}.` takes it in, and "
                      "`says({}, What, Level)?` asks what is said",
                      speaker, fact, syntax::print_name(claim.id.text), speaker,
                      syntax::print_name(program.levels[program.levels.size() / 2]), speaker));
    }
  }

  // What a rule concludes whose speakers are not trusted.
  void ruled(const knowledge::Signature& signature) {
    for (const auto& stated : state_.module.clauses) {
      const syntax::Atom& head = stated.what.head;
      if (stated.origin.claim == knowledge::kNoClaim || head.predicate != signature.name ||
          head.denied != signature.denied || head.args.size() != signature.arity ||
          analysis::level_of(stated.origin, *state_.program) != analysis::kOutside) {
        continue;
      }
      const syntax::ClaimDeclaration& claim = state_.module.claims[stated.origin.claim].what;
      if (!claim.repeats.empty()) continue;
      const std::string speaker = syntax::print_name(analysis::first_speakers(claim).front());
      return tell(
          fmt::format("a rule of `{}` concludes such things (claim `{}`), and `{}` is not trusted: `trust {} {}.` "
                      "takes it in",
                      speaker, syntax::print_name(claim.id.text), speaker, speaker,
                      syntax::print_name(state_.program->levels[state_.program->levels.size() / 2])));
    }
  }

  const State& state_;
  const analysis::Query& query_;
  std::vector<std::string> out_;
};

}  // namespace

std::vector<std::string> slips(const State& state, const analysis::Query& query, bool is_empty) {
  if (state.engine.tuples() > kMostTuples) return {};
  return Finder(state, query).run(is_empty);
}

}  // namespace linchpin::session
