#include "syntax/lexeme.hpp"

#include <algorithm>
#include <utility>

#include "syntax/tokens.hpp"

namespace linchpin::syntax {

namespace {

// The places of a statement where its tree has names, and what it has as a whole.
struct Leaves {
  std::vector<std::uint32_t> names;    // where a name begins
  std::vector<std::uint32_t> applied;  // of those with arguments
  std::vector<Span> wholes;            // decimals, dates, places

  void arrange() {
    std::sort(names.begin(), names.end());
    std::sort(applied.begin(), applied.end());
    std::sort(wholes.begin(), wholes.end(), [](const Span& a, const Span& b) { return a.begin < b.begin; });
  }
  bool is_name(std::uint32_t at) const { return std::binary_search(names.begin(), names.end(), at); }
  bool is_applied(std::uint32_t at) const { return std::binary_search(applied.begin(), applied.end(), at); }

  // The end of the whole that begins there, or 0.
  std::uint32_t whole_end(std::uint32_t at) const {
    const auto found =
        std::lower_bound(wholes.begin(), wholes.end(), at, [](const Span& s, std::uint32_t a) { return s.begin < a; });
    return found != wholes.end() && found->begin == at ? found->end : 0;
  }
};

class Walk {
 public:
  Leaves out;

  void operator()(const Clause& clause) {
    visit(clause.head);
    visit(clause.body);
  }
  void operator()(const SortDeclaration& sort) {
    visit(sort.name);
    visit(sort.parents);
  }
  void operator()(const EntityDeclaration& entity) {
    visit(entity.name);
    visit(entity.sorts);
  }
  void operator()(const PredicateDeclaration& predicate) {
    apply(predicate.name);
    for (const ArgumentDeclaration& argument : predicate.arguments) {
      visit(argument.name);
      visit(argument.type);
    }
  }
  void operator()(const FunctorDeclaration& functor) {
    apply(functor.name);
    visit(functor.arguments);
  }
  void operator()(const SourceDeclaration& source) { visit(source.name); }
  void operator()(const LevelsDeclaration& levels) { visit(levels.names); }
  void operator()(const TrustDeclaration& trust) {
    visit(trust.speaker);
    visit(trust.level);
  }
  void operator()(const ClaimDeclaration& claim) {
    visit(claim.id);
    visit(claim.at);
    for (const auto& speakers : claim.by) visit(speakers);
    if (claim.level) visit(*claim.level);
    visit(claim.repeats);
    for (const Clause& clause : claim.clauses) (*this)(clause);
  }
  void operator()(const Overrides& overrides) {
    visit(overrides.winner);
    visit(overrides.loser);
  }
  void operator()(const Incompatible& incompatible) {
    for (const Atom& atom : incompatible.atoms) visit(atom);
  }
  void operator()(const ScenarioDeclaration& scenario) {
    visit(scenario.id);
    visit(scenario.at);
    visit(scenario.extends);
    for (const Edit& edit : scenario.edits) visit(edit);
  }
  void operator()(const Constraint& constraint) { visit(constraint.body); }
  void operator()(const Include&) {}
  void operator()(const Import& import) {
    apply(import.predicate);
    visit(import.columns);
  }
  void operator()(const Export& exported) { visit(exported.predicate); }
  void operator()(const Assumable& assumable) { visit(assumable.predicate); }
  void operator()(const Retract& retract) {
    if (retract.clause) (*this)(*retract.clause);
    if (retract.claim) visit(*retract.claim);
  }
  void operator()(const Question& question) {
    visit(question.scenarios);
    for (const Edit& edit : question.suppose) visit(edit);
    visit(question.body);
    if (question.level) visit(*question.level);
    if (question.entity) visit(*question.entity);
  }

 private:
  void visit(const Identifier& name) {
    if (name.span.begin != name.span.end) out.names.push_back(name.span.begin);  // else it was left out
  }
  void visit(const std::vector<Identifier>& names) {
    for (const Identifier& name : names) visit(name);
  }
  void apply(const Identifier& name) {
    visit(name);
    out.applied.push_back(name.span.begin);
  }
  void visit(const std::vector<Place>& places) {
    for (const Place& place : places) out.wholes.push_back(place.span);
  }
  void visit(const Edit& edit) {
    visit(edit.name);
    visit(edit.level);
    if (edit.atom) visit(*edit.atom);
    if (edit.claim) (*this)(*edit.claim);
  }
  void visit(const Atom& atom) {
    out.names.push_back(atom.name_span.begin);
    if (!atom.args.empty()) out.applied.push_back(atom.name_span.begin);
    visit(atom.names);
    for (const Term& term : atom.args) visit(term);
  }
  void visit(const std::vector<Literal>& body) {
    for (const Literal& literal : body) {
      if (literal.kind == Literal::Kind::atom) visit(literal.atom);
      for (const Term& side : literal.sides) visit(side);
    }
  }
  void visit(const Term& term) {
    switch (term.kind) {
      case Term::Kind::compound:
        out.applied.push_back(term.span.begin);
        [[fallthrough]];
      case Term::Kind::name:
        out.names.push_back(term.span.begin);
        break;
      case Term::Kind::decimal:
      case Term::Kind::date:
        out.wholes.push_back(term.span);
        break;
      default:
        break;
    }
    for (const Term& argument : term.args) visit(argument);
    if (term.body) visit(*term.body);
  }
};

// How many characters of operators make one.
std::uint32_t operator_length(std::string_view run) {
  for (const std::string_view two : {":-", "<=", ">=", "!="}) {
    if (run.starts_with(two)) return 2;
  }
  return 1;
}

class Splitter {
 public:
  Splitter(std::string_view text, Leaves leaves) : text_(text), leaves_(std::move(leaves)) {}

  std::vector<Lexeme> split(Span span) {
    std::uint32_t at = span.begin;
    while (at < span.end) {
      const Token token = next_token(text_, at);
      if (token.begin >= span.end) break;
      if (!out_.empty()) out_.back().after = gap_between(text_, at, token.begin);
      at = add(token);
    }
    return std::move(out_);
  }

 private:
  // Returns where it ends.
  std::uint32_t add(const Token& token) {
    Lexeme lexeme;
    std::uint32_t end = token.end;
    if (const std::uint32_t whole = leaves_.whole_end(token.begin)) {
      end = whole;
    } else if (token.kind == Token::Kind::symbol) {
      lexeme.kind = symbol(token);
      if (text_[token.begin] != '#') end = token.begin + operator_length(token.of(text_));
    } else {
      lexeme.kind = kind_of(token);
      lexeme.keyword = token.kind == Token::Kind::name && !leaves_.is_name(token.begin);
      lexeme.applied = leaves_.is_applied(token.begin);
    }
    lexeme.text = text_.substr(token.begin, end - token.begin);
    out_.push_back(std::move(lexeme));
    return end;
  }

  Lexeme::Kind kind_of(const Token& token) const {
    switch (token.kind) {
      case Token::Kind::open:
        return text_[token.begin] == '{' ? Lexeme::Kind::brace : Lexeme::Kind::open;
      case Token::Kind::close:
        return text_[token.begin] == '}' ? Lexeme::Kind::end_brace : Lexeme::Kind::close;
      case Token::Kind::comma:
        return Lexeme::Kind::comma;
      case Token::Kind::stop:
      case Token::Kind::query:
        return Lexeme::Kind::end;
      default:
        return Lexeme::Kind::word;
    }
  }

  Lexeme::Kind symbol(const Token& token) const {
    const std::string_view run = token.of(text_);
    if (run.starts_with(":-")) return Lexeme::Kind::arrow;
    if (run[0] == ':') return Lexeme::Kind::colon;
    if (run[0] == '#') return Lexeme::Kind::word;
    return run[0] == '-' && !after_operand() ? Lexeme::Kind::sign : Lexeme::Kind::other;
  }

  // Whether a minus here stands between two operands.
  bool after_operand() const {
    if (out_.empty()) return false;
    const Lexeme& last = out_.back();
    return last.kind == Lexeme::Kind::close || last.kind == Lexeme::Kind::end_brace ||
           (last.kind == Lexeme::Kind::word && !last.keyword);
  }

  std::string_view text_;
  Leaves leaves_;
  std::vector<Lexeme> out_;
};

}  // namespace

std::vector<Lexeme> lexemes(std::string_view text, const Statement& statement) {
  Walk walk;
  std::visit(walk, statement.body);
  walk.out.arrange();
  return Splitter(text, std::move(walk.out)).split(statement.span);
}

Gap gap_between(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  Gap gap;
  std::uint32_t at = begin;
  while (at < end) {
    const char c = text[at];
    if (c == '\n' || (c == '\r' && text.substr(at, 2) != "\r\n")) {
      ++gap.line_breaks;
      ++at;
    } else if (c == '%' || text.substr(at).starts_with("/*")) {  // where what is wrong is passed over, a `/` is any
      const bool to_line_end = c == '%';
      const std::size_t stop = to_line_end ? text.find_first_of("\r\n", at) : text.find("*/", at + 2);
      const std::size_t behind = to_line_end || stop == std::string_view::npos ? stop : stop + 2;
      const auto comment_end = static_cast<std::uint32_t>(std::min<std::size_t>(behind, end));
      std::string_view comment = text.substr(at, comment_end - at);
      const bool ends_line = to_line_end || comment.find_first_of("\r\n") != std::string_view::npos;
      comment = comment.substr(0, comment.find_last_not_of(" \t\v\f") + 1);
      gap.comments.push_back({comment, std::exchange(gap.line_breaks, 0), ends_line});
      at = comment_end;
    } else {
      ++at;
    }
  }
  return gap;
}

}  // namespace linchpin::syntax
