#include "lsp/symbols.hpp"

#include <algorithm>

#include "syntax/parse.hpp"
#include "syntax/tokens.hpp"

namespace linchpin::lsp {
namespace {

using syntax::Identifier;
using Kind = Symbol::Kind;
using Role = Occurrence::Role;

class Reader {
 public:
  Reader(std::string_view text, Names& names) : text_(text), names_(names) {}

  void read() {
    for (const syntax::Statement& statement : names_.statements) {
      span_ = statement.span;
      ++scope_;
      std::visit([this](const auto& body) { read(body); }, statement.body);
      ++statement_;
    }
    const auto before = [](const Occurrence& a, const Occurrence& b) { return a.begin < b.begin; };
    std::stable_sort(names_.occurrences.begin(), names_.occurrences.end(), before);
  }

 private:
  Occurrence& add(Symbol symbol, Span span, Role role = Role::use) {
    symbol.scope = scope_;
    names_.occurrences.push_back({std::move(symbol), span.begin, span.end, role, statement_, {}, 0});
    return names_.occurrences.back();
  }
  void add(Kind kind, const Identifier& name, Role role = Role::use) {
    if (!name.text.empty()) add({kind, name.text, Symbol::kAnyArity, {}, 0}, name.span, role);
  }
  void predicate(const std::string& name, std::uint32_t arity, Span span, Role role = Role::use) {
    add({Kind::predicate, name, arity, {}, 0}, span, role);
  }
  // The name with which a term or place begins.
  Span first_token(Span span) const {
    const syntax::Token token = syntax::next_token(text_, span.begin);
    return {span.file, token.begin, token.end};
  }

  // ---- terms and conditions

  void term(const syntax::Term& t, const std::string& of, std::uint32_t argument) {
    using K = syntax::Term::Kind;
    switch (t.kind) {
      case K::name:
      case K::variable: {
        const bool is_variable = t.kind == K::variable;
        if (is_variable && t.text == "_") break;
        const bool is_claim = !is_variable && argument == 0 && (of == "claimed" || of == "cites");
        Occurrence& o = add({is_variable ? Kind::variable
                             : is_claim  ? Kind::claim
                                         : Kind::constant,
                             t.text,
                             Symbol::kAnyArity,
                             {},
                             0},
                            t.span);
        o.of = of;
        o.argument = argument;
        break;
      }
      case K::compound: {
        const auto arity = static_cast<std::uint32_t>(t.args.size());
        if (text_[t.span.begin] != '-') predicate(t.text, arity, first_token(t.span));
        for (std::uint32_t i = 0; i < arity; ++i) term(t.args[i], t.text, i);
        break;
      }
      default:
        for (const syntax::Term& arg : t.args) term(arg, of, argument);
        if (t.body) body(*t.body);
    }
  }

  void atom(const syntax::Atom& a, Role role = Role::use) {
    const auto arity = static_cast<std::uint32_t>(a.args.size());
    predicate(a.predicate, a.names.empty() ? arity : Symbol::kAnyArity, a.name_span, role);
    for (std::uint32_t i = 0; i < arity; ++i) {
      if (!a.names.empty()) {
        add({Kind::argument, a.names[i].text, Symbol::kAnyArity, a.predicate, 0}, a.names[i].span);
      }
      term(a.args[i], a.predicate, i);
    }
  }

  void body(const std::vector<syntax::Literal>& literals) {
    for (const syntax::Literal& literal : literals) {
      if (literal.kind == syntax::Literal::Kind::atom) atom(literal.atom);
      for (const syntax::Term& side : literal.sides) term(side, {}, 0);
    }
  }

  void clause(const syntax::Clause& c) {
    ++scope_;
    atom(c.head, Role::head);
    body(c.body);
    ++scope_;
  }

  // ---- statements

  void read(const syntax::Clause& c) { clause(c); }

  void read(const syntax::SortDeclaration& s) {
    predicate(s.name.text, 1, s.name.span, Role::declaration);
    for (const Identifier& parent : s.parents) predicate(parent.text, 1, parent.span);
  }

  void read(const syntax::EntityDeclaration& e) {
    add(Kind::constant, e.name, Role::declaration);
    for (const Identifier& sort : e.sorts) predicate(sort.text, 1, sort.span);
  }

  // The names in the braces of a sentence.
  void sentences(const std::string& owner) {
    for (syntax::Token t = syntax::next_token(text_, span_.begin);
         t.kind != syntax::Token::Kind::end && t.end <= span_.end; t = syntax::next_token(text_, t.end)) {
      if (t.kind != syntax::Token::Kind::string) continue;
      for (std::size_t open = text_.find('{', t.begin); open < t.end; open = text_.find('{', open + 1)) {
        const std::size_t close = text_.find('}', open);
        if (close >= t.end) break;
        add({Kind::argument, std::string(text_.substr(open + 1, close - open - 1)), Symbol::kAnyArity, owner, 0},
            {span_.file, static_cast<std::uint32_t>(open + 1), static_cast<std::uint32_t>(close)});
      }
    }
  }

  void read(const syntax::PredicateDeclaration& p) {
    predicate(p.name.text, static_cast<std::uint32_t>(p.arguments.size()), p.name.span, Role::declaration);
    for (const syntax::ArgumentDeclaration& argument : p.arguments) {
      add({Kind::argument, argument.name.text, Symbol::kAnyArity, p.name.text, 0}, argument.name.span,
          Role::declaration);
      static constexpr std::string_view kTypes[] = {"any",    "symbol", "int",  "decimal",
                                                    "number", "string", "date", "term"};
      const bool builtin = std::find(std::begin(kTypes), std::end(kTypes), argument.type.text) != std::end(kTypes);
      if (!argument.type.text.empty() && !builtin) predicate(argument.type.text, 1, argument.type.span);
    }
    sentences(p.name.text);
  }

  void read(const syntax::FunctorDeclaration& f) {
    predicate(f.name.text, static_cast<std::uint32_t>(f.arguments.size()), f.name.span, Role::declaration);
    for (const Identifier& argument : f.arguments) {
      add({Kind::argument, argument.text, Symbol::kAnyArity, f.name.text, 0}, argument.span, Role::declaration);
    }
    sentences(f.name.text);
  }

  void read(const syntax::SourceDeclaration& s) { add(Kind::source, s.name, Role::declaration); }
  void read(const syntax::LevelsDeclaration& l) {
    for (const Identifier& level : l.names) add(Kind::level, level, Role::declaration);
  }
  void read(const syntax::TrustDeclaration& t) {
    add(Kind::constant, t.speaker);
    level(t.level);
  }
  void level(const Identifier& name) {
    if (name.text != "none") add(Kind::level, name);
  }

  void places(const std::vector<syntax::Place>& at) {
    for (const syntax::Place& place : at) {
      add({Kind::source, place.source, Symbol::kAnyArity, {}, 0}, first_token(place.span));
    }
  }

  void claim(const syntax::ClaimDeclaration& c) {
    add(Kind::claim, c.id, Role::declaration);
    places(c.at);
    for (const auto& joint : c.by) {
      for (const Identifier& speaker : joint) add(Kind::constant, speaker);
    }
    if (c.level) level(*c.level);
    for (const Identifier& original : c.repeats) add(Kind::claim, original);
    for (const syntax::Clause& one : c.clauses) clause(one);
  }
  void read(const syntax::ClaimDeclaration& c) { claim(c); }

  void read(const syntax::Overrides& o) {
    add(Kind::claim, o.winner);
    add(Kind::claim, o.loser);
  }
  void read(const syntax::Incompatible& i) {
    for (const syntax::Atom& a : i.atoms) atom(a);
  }

  void edits(const std::vector<syntax::Edit>& list) {
    using K = syntax::Edit::Kind;
    for (const syntax::Edit& edit : list) {
      if (edit.atom) atom(*edit.atom, edit.kind == K::assume ? Role::head : Role::use);
      if (edit.claim) claim(*edit.claim);
      if (edit.kind == K::without_claim) add(Kind::claim, edit.name);
      if (edit.kind == K::without_by || edit.kind == K::trust) add(Kind::constant, edit.name);
      if (edit.kind == K::without_below) level(edit.name);
      if (edit.kind == K::trust) level(edit.level);
    }
  }
  void read(const syntax::ScenarioDeclaration& s) {
    add(Kind::scenario, s.id, Role::declaration);
    places(s.at);
    for (const Identifier& extended : s.extends) add(Kind::scenario, extended);
    edits(s.edits);
  }

  void read(const syntax::Constraint& c) { body(c.body); }
  void read(const syntax::Include& i) {
    names_.includes.push_back(i.path);
    add({Kind::file, i.path, Symbol::kAnyArity, {}, 0}, i.path_span);
  }
  void read(const syntax::Import& i) {
    predicate(i.predicate.text, static_cast<std::uint32_t>(i.columns.size()), i.predicate.span, Role::head);
  }
  void read(const syntax::Export& e) { predicate(e.predicate.text, Symbol::kAnyArity, e.predicate.span); }
  void read(const syntax::Assumable& a) { predicate(a.predicate.text, a.arity, a.predicate.span); }
  void read(const syntax::Retract& r) {
    if (r.clause) {
      atom(r.clause->head);
      body(r.clause->body);
    }
    if (r.claim) add(Kind::claim, *r.claim);
  }

  void read(const syntax::Question& q) {
    edits(q.suppose);
    for (const Identifier& scenario : q.scenarios) {
      if (scenario.text != "baseline") add(Kind::scenario, scenario);
    }
    for (const Identifier& variable : q.variables) add(Kind::variable, variable);
    body(q.body);
    if (q.level) level(*q.level);
    for (const syntax::OrderKey& key : q.order) add(Kind::variable, key.variable);
    if (q.entity) term(*q.entity, {}, 0);
  }

  std::string_view text_;
  Names& names_;
  Span span_;
  std::uint32_t statement_ = 0;
  std::uint32_t scope_ = 0;
};

}  // namespace

bool Symbol::is(const Symbol& other) const {
  if (kind != other.kind || name != other.name || owner != other.owner) return false;
  if (kind == Kind::variable) return scope == other.scope;
  return kind != Kind::predicate || arity == other.arity || arity == kAnyArity || other.arity == kAnyArity;
}

const Occurrence* Names::at(std::uint32_t offset) const {
  const Occurrence* found = nullptr;
  for (const Occurrence& o : occurrences) {
    if (o.begin > offset) break;
    if (offset <= o.end) found = &o;
  }
  return found;
}

Names read_names(std::string_view text) {
  Names out;
  SourceMap sources;
  const FileId file = sources.add("", std::string(text));
  Diagnostics ignored;
  out.statements = syntax::parse(sources, file, ignored);
  Reader(text, out).read();
  return out;
}

}  // namespace linchpin::lsp
