#include "convert/convert.hpp"

#include <fmt/core.h>

#include <filesystem>

#include "convert/clauses.hpp"
#include "convert/components.hpp"
#include "convert/inline.hpp"
#include "convert/load.hpp"
#include "convert/scopes.hpp"
#include "convert/tables.hpp"
#include "convert/terms.hpp"
#include "convert/types.hpp"
#include "syntax/print.hpp"
#include "syntax/reformat.hpp"

namespace linchpin::convert {
namespace {

std::string_view type_name(Kind kind) {
  switch (kind) {
    case Kind::number:
    case Kind::unsigned_:
      return "int";
    case Kind::decimal:
      return "decimal";
    case Kind::symbol:
      return "string";
    default:
      return "any";  // a record or branch, of which the empty ones are names and the others terms
  }
}

class Writer {
 public:
  Writer(const Declared& declared, const Names& names, const SourceMap& sources, Diagnostics& diagnostics)
      : declared_(declared), names_(names), sources_(sources), diagnostics_(diagnostics) {}

  std::string run(const std::vector<Item>& items) {
    for (const Item& item : items) add(item);
    if (!tables_.questions.empty()) text_ += '\n';
    for (const syntax::Statement& question : tables_.questions) text_ += syntax::print(question) + '\n';
    return std::move(text_);
  }

 private:
  void add(const Item& item) {
    std::vector<std::string> lines;
    for (const syntax::Statement& statement : statements(item)) lines.push_back(syntax::print(statement));
    if (lines.empty() && item.comments.empty()) return;
    if (stands_apart(item.span)) text_ += '\n';
    for (const std::string& comment : item.comments) text_ += "% " + comment + '\n';
    for (std::size_t i = 0; i < lines.size(); ++i) {
      text_ += lines[i];
      if (i + 1 == lines.size() && !item.remark.empty()) text_ += "  % " + item.remark;
      text_ += '\n';
    }
    previous_ = item.span;
  }

  // Whether a blank line stands before the item, or it stands elsewhere than behind the one before.
  bool stands_apart(const Span& span) const {
    if (!previous_) return false;
    if (previous_->file != span.file || span.begin < previous_->end) return true;
    std::string_view between = sources_.text({span.file, previous_->end, span.begin});
    for (std::size_t at = between.find('\n'); at != std::string_view::npos; at = between.find('\n', at + 1)) {
      const std::size_t next = between.find_first_not_of(" \t\r", at + 1);
      if (next != std::string_view::npos && between[next] == '\n') return true;
    }
    return false;
  }

  std::vector<syntax::Statement> statements(const Item& item) {
    std::vector<syntax::Statement> out;
    if (const auto* relation = std::get_if<Relation>(&item.body)) {
      for (const std::string& name : relation->names) declare(name, item.span, out);
      for (const auto& [qualifier, span] : relation->qualifiers) {
        if (qualifier != "input" && qualifier != "output" && qualifier != "printsize") continue;
        tables({qualifier, relation->names, {}}, span, out);
      }
    } else if (const auto* directive = std::get_if<Directive>(&item.body)) {
      tables(*directive, item.span, out);
    } else if (const auto* written = std::get_if<Clause>(&item.body)) {
      if (written->is_subsumption) return out;
      for (const Atom& head : written->heads) {
        for (const Conjunction& body : alternatives(written->body)) {
          Rule rule{item.span, head, body, written->is_fact};
          if (!names_.has_predicate(head.relation)) continue;
          resolve_scopes(rule, diagnostics_);
          infer(rule, declared_, diagnostics_);
          out.push_back({item.span, convert::clause(rule, names_, diagnostics_)});
        }
      }
    }
    return out;
  }

  void declare(const std::string& relation, Span span, std::vector<syntax::Statement>& out) {
    const Signature& signature = declared_.relations.at(relation);
    const std::vector<std::string> columns = column_names(signature);
    syntax::PredicateDeclaration predicate;
    predicate.name.text = names_.predicate(relation);
    for (std::size_t i = 0; i < columns.size(); ++i) {
      predicate.arguments.push_back(
          {{columns[i], {}}, {std::string(type_name(signature.columns[i].type.kind)), {}}, {}});
    }
    const std::string name = predicate.name.text;
    out.push_back({span, std::move(predicate)});
    if (!signature.is_equivalence || columns.size() != 2) return;
    const auto rule = [&](const char* head_to, std::vector<syntax::Literal> body) {
      syntax::Clause clause;
      clause.head = atom_literal(name, {variable("X"), variable(head_to)}).atom;
      clause.body = std::move(body);
      out.push_back({span, std::move(clause)});
    };
    rule("Y", {atom_literal(name, {variable("Y"), variable("X")})});
    rule("Z", {atom_literal(name, {variable("X"), variable("Y")}), atom_literal(name, {variable("Y"), variable("Z")})});
  }

  void tables(const Directive& directive, Span span, std::vector<syntax::Statement>& out) {
    add_tables(directive, span, declared_, names_, tables_, diagnostics_);
    for (syntax::Statement& each : tables_.statements) out.push_back(std::move(each));
    tables_.statements.clear();
  }

  const Declared& declared_;
  const Names& names_;
  const SourceMap& sources_;
  Diagnostics& diagnostics_;
  Tables tables_;
  std::string text_;
  std::optional<Span> previous_;
};

}  // namespace

std::optional<std::string> convert(const std::string& path, std::string text, SourceMap& sources,
                                   Diagnostics& diagnostics) {
  std::vector<Item> items = expand(load(path, std::move(text), sources, diagnostics), diagnostics);
  const Declared declarations = declared(items, diagnostics);
  expand_inline(items, declarations, diagnostics);
  const Names names(items, declarations);
  std::string written = Writer(declarations, names, sources, diagnostics).run(items);
  if (!diagnostics.ok()) return std::nullopt;
  const std::string name = std::filesystem::path(path).filename().string();
  const FileId file = sources.add(name + ", converted", fmt::format("% From {}.\n\n{}", name, written));
  return syntax::reformat(sources, file, diagnostics);
}

}  // namespace linchpin::convert
