// A file as a whole: its symbols, its parts that fold, its layout.
#include <algorithm>

#include "linchpin.hpp"
#include "lsp/features.hpp"
#include "lsp/uri.hpp"
#include "syntax/print.hpp"

namespace linchpin::lsp {
namespace {

// Of the protocol.
enum SymbolKind : int {
  kModule = 2,
  kClass = 5,
  kEnum = 10,
  kInterface = 11,
  kFunction = 12,
  kConstant = 14,
  kKey = 20,
  kEnumMember = 22,
  kEvent = 24
};

constexpr std::size_t kMostSymbols = 500;  // of a workspace, that an answer has

class Outline {
 public:
  Outline(const Context& context, const File& file) : context_(context), file_(file) {}

  Json run() {
    for (const syntax::Statement& statement : file_.names.statements) {
      span_ = statement.span;
      std::visit([this](const auto& body) { add(body); }, statement.body);
    }
    return std::move(out_);
  }

 private:
  Json symbol(const std::string& name, const std::string& detail, int kind, Span whole, Span selected) const {
    // The protocol wants a name, and the one within the whole.
    if (selected.begin < whole.begin || selected.end > whole.end) selected = whole;
    return {{"name", name.empty() ? "?" : name},
            {"detail", detail},
            {"kind", kind},
            {"range", context_.range(file_, whole.begin, whole.end)},
            {"selectionRange", context_.range(file_, selected.begin, selected.end)}};
  }
  void add(const std::string& name, const std::string& detail, int kind, Span selected) {
    out_.push_back(symbol(name, detail, kind, span_, selected));
  }
  Json clause(const syntax::Clause& c, Span whole) const {
    return symbol(syntax::print(c.head), c.body.empty() ? "" : "rule", c.body.empty() ? kKey : kFunction, whole,
                  c.head.name_span);
  }

  void add(const syntax::Clause& c) {
    if (!c.body.empty()) out_.push_back(clause(c, span_));  // facts outside claims may be many
  }
  void add(const syntax::SortDeclaration& s) { add(s.name.text, "sort", kEnum, s.name.span); }
  void add(const syntax::EntityDeclaration& e) { add(e.name.text, e.display, kConstant, e.name.span); }
  void add(const syntax::PredicateDeclaration& p) { add(p.name.text, p.affirmative, kInterface, p.name.span); }
  void add(const syntax::FunctorDeclaration& f) { add(f.name.text, f.affirmative, kInterface, f.name.span); }
  void add(const syntax::SourceDeclaration& s) { add(s.name.text, s.title, kModule, s.name.span); }
  void add(const syntax::ClaimDeclaration& c) {
    add(c.id.text, c.gloss, kClass, c.id.span);
    for (const syntax::Clause& one : c.clauses) out_.back()["children"].push_back(clause(one, one.span));
  }
  void add(const syntax::ScenarioDeclaration& s) {
    add(s.id.text, s.gloss, kEvent, s.id.span);
    for (const syntax::Edit& edit : s.edits) {
      out_.back()["children"].push_back(symbol(syntax::print(edit), "", kKey, edit.span, edit.span));
    }
  }
  template <class Other>
  void add(const Other& /*none*/) {}

  const Context& context_;
  const File& file_;
  Span span_;
  Json out_ = Json::array();
};

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// The letters of the query, in their order, as editors match names.
bool matches(const std::string& name, const std::string& query) {
  std::size_t at = 0;
  for (const char c : query) {
    while (at < name.size() && small(name[at]) != small(c)) ++at;
    if (at++ >= name.size()) return false;
  }
  return true;
}

int kind_of(const Occurrence& o) {
  switch (o.symbol.kind) {
    case Symbol::Kind::predicate:
      return kInterface;
    case Symbol::Kind::constant:
      return kConstant;
    case Symbol::Kind::claim:
      return kClass;
    case Symbol::Kind::scenario:
      return kEvent;
    case Symbol::Kind::level:
      return kEnumMember;
    default:
      return kModule;
  }
}

}  // namespace

Json document_symbols(const Context& context, const File& file) { return Outline(context, file).run(); }

Json workspace_symbols(const Context& context, const std::string& query) {
  Json out = Json::array();
  for (const File* file : context.workspace.files()) {
    for (const Occurrence& o : file->names.occurrences) {
      if (o.role != Occurrence::Role::declaration || o.symbol.kind == Symbol::Kind::argument) continue;
      if (!matches(o.symbol.name, query)) continue;
      out.push_back({{"name", o.symbol.name}, {"kind", kind_of(o)}, {"location", context.location({file, &o})}});
      if (out.size() == kMostSymbols) return out;
    }
  }
  return out;
}

Json folding_ranges(const Context& context, const File& file) {
  Json out = Json::array();
  for (const syntax::Statement& statement : file.names.statements) {
    const Position begin = file.text.position(statement.span.begin, context.encoding);
    const Position end = file.text.position(statement.span.end, context.encoding);
    if (end.line > begin.line) out.push_back({{"startLine", begin.line}, {"endLine", end.line}});
  }
  return out;
}

// Where the text has errors, nothing: these are told as they are.
Json formatting(const Context& context, const File& file) {
  const Reformatted laid_out = reformat(file.path, file.text.str());
  if (!laid_out.text || *laid_out.text == file.text.str()) return Json::array();
  return {{{"range", context.range(file, 0, static_cast<std::uint32_t>(file.text.str().size()))},
           {"newText", *laid_out.text}}};
}

}  // namespace linchpin::lsp
