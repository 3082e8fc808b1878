// The kinds of words, for an editor that colours by them.
#include "syntax/tokens.hpp"

#include <algorithm>
#include <array>

#include "lsp/features.hpp"
#include "syntax/keywords.hpp"
#include "value/builtins.hpp"

namespace linchpin::lsp {
namespace {

enum Type : std::uint32_t {
  kKeyword,
  kFunction,
  kType,
  kEnumMember,
  kVariable,
  kString,
  kNumber,
  kComment,
  kClass,
  kParameter,
  kNamespace,
  kOperator
};
constexpr std::array kTypes{"keyword", "function", "type",  "enumMember", "variable",  "string",
                            "number",  "comment",  "class", "parameter",  "namespace", "operator"};
constexpr std::array kModifiers{"declaration", "defaultLibrary"};
enum Modifier : std::uint32_t { kDeclaration = 1, kDefaultLibrary = 2 };

Type type_of(const Occurrence& o, bool is_sort) {
  switch (o.symbol.kind) {
    case Symbol::Kind::predicate:
      return is_sort ? kType : kFunction;
    case Symbol::Kind::variable:
      return kVariable;
    case Symbol::Kind::argument:
      return kParameter;
    case Symbol::Kind::claim:
    case Symbol::Kind::scenario:
      return kClass;
    case Symbol::Kind::source:
      return kNamespace;
    case Symbol::Kind::file:
      return kString;
    default:
      return kEnumMember;
  }
}

// Tokens in the order of the text, a line each at most, as the protocol counts them: from the one before.
class Encoder {
 public:
  Encoder(const Context& context, const File& file) : context_(context), file_(file) {}

  void add(std::uint32_t begin, std::uint32_t end, std::uint32_t type, std::uint32_t modifiers = 0) {
    const std::string& text = file_.text.str();
    while (begin < end) {
      const auto line_end = static_cast<std::uint32_t>(std::min<std::size_t>(text.find_first_of("\r\n", begin), end));
      const Position from = file_.text.position(begin, context_.encoding);
      const Position to = file_.text.position(line_end, context_.encoding);
      if (line_end > begin) {
        const bool same_line = from.line == last_.line;
        for (const std::uint32_t n :
             {from.line - last_.line, same_line ? from.character - last_.character : from.character,
              to.character - from.character, type, modifiers}) {
          data_.push_back(n);
        }
        last_ = from;
      }
      begin = line_end;
      while (begin < end && (text[begin] == '\r' || text[begin] == '\n')) ++begin;
    }
  }
  Json data() { return std::move(data_); }

 private:
  const Context& context_;
  const File& file_;
  Position last_;
  Json data_ = Json::array();
};

// Comments between two places.
void comments(std::string_view text, std::uint32_t begin, std::uint32_t end, Encoder& out) {
  for (std::uint32_t at = begin; at < end;) {
    std::size_t stop = end;
    if (text[at] == '%') {
      stop = std::min<std::size_t>(text.find_first_of("\r\n", at), end);
    } else if (text.substr(at).starts_with("/*")) {
      const std::size_t closed = text.find("*/", at + 2);
      stop = closed == std::string_view::npos ? end : std::min<std::size_t>(closed + 2, end);
    } else {
      ++at;
      continue;
    }
    out.add(at, static_cast<std::uint32_t>(stop), kComment);
    at = static_cast<std::uint32_t>(stop);
  }
}

}  // namespace

Json semantic_legend() { return {{"tokenTypes", kTypes}, {"tokenModifiers", kModifiers}}; }

Json semantic_tokens(const Context& context, const File& file) {
  using K = syntax::Token::Kind;
  const std::string& text = file.text.str();
  std::set<std::string> sorts;
  for (const File* other : context.workspace.around(file.path)) {
    for (const syntax::Statement& statement : other->names.statements) {
      if (const auto* sort = std::get_if<syntax::SortDeclaration>(&statement.body)) sorts.insert(sort->name.text);
    }
  }
  Encoder out(context, file);
  auto next = file.names.occurrences.begin();
  std::uint32_t before = 0;
  for (syntax::Token t = syntax::next_token(text, 0); t.kind != K::end; t = syntax::next_token(text, t.end)) {
    comments(text, before, t.begin, out);
    before = t.end;
    const std::string_view word = t.of(text);
    while (next != file.names.occurrences.end() && next->begin < t.begin) ++next;
    const bool is_named = next != file.names.occurrences.end() && next->begin == t.begin && next->end <= t.end;
    if (is_named && t.kind != K::string) {
      const bool is_sort = next->symbol.kind == Symbol::Kind::predicate && sorts.contains(next->symbol.name);
      const bool is_builtin =
          next->symbol.kind == Symbol::Kind::predicate && find_builtin(next->symbol.name).has_value();
      out.add(t.begin, next->end, type_of(*next, is_sort),
              (next->role == Occurrence::Role::declaration ? kDeclaration : 0U) | (is_builtin ? kDefaultLibrary : 0U));
    } else if (t.kind == K::string || t.kind == K::unclosed_string) {
      out.add(t.begin, t.end, kString);
    } else if (t.kind == K::number) {
      out.add(t.begin, t.end, kNumber);
    } else if (t.kind == K::variable) {
      out.add(t.begin, t.end, kVariable);
    } else if (t.kind == K::name) {
      out.add(t.begin, t.end, syntax::is_keyword(word) ? kKeyword : kEnumMember);
    } else if (t.kind == K::symbol) {
      out.add(t.begin, t.end, kOperator);
    } else if (t.kind == K::unclosed_comment) {
      out.add(t.begin, t.end, kComment);
    }
  }
  comments(text, before, static_cast<std::uint32_t>(text.size()), out);
  return {{"data", out.data()}};
}

}  // namespace linchpin::lsp
