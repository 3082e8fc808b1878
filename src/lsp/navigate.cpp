// From a name to where it stands: definitions, references, renaming.
#include <fmt/core.h>

#include <algorithm>

#include "io/paths.hpp"
#include "lsp/features.hpp"
#include "lsp/uri.hpp"
#include "syntax/print.hpp"
#include "syntax/tokens.hpp"
#include "value/builtins.hpp"

namespace linchpin::lsp {
namespace {

using Kind = Symbol::Kind;
using Role = Occurrence::Role;

bool is_declared(const std::vector<Found>& found) {
  return std::any_of(found.begin(), found.end(),
                     [](const Found& f) { return f.occurrence->role == Role::declaration; });
}

// The name as it would be read back, if it is one for that kind of thing.
std::string as_written(const Symbol& symbol, const std::string& name) {
  if (name.empty()) throw Refusal{kInvalidParams, "a name is not empty"};
  const syntax::Token token = syntax::next_token(name, 0);
  const bool is_whole = token.begin == 0 && token.end == name.size();
  if (symbol.kind == Kind::variable) {
    if (!is_whole || token.kind != syntax::Token::Kind::variable || name == "_") {
      throw Refusal{kRequestFailed, fmt::format("`{}` is no variable: these begin with a capital letter", name)};
    }
    return name;
  }
  if (is_whole && token.kind == syntax::Token::Kind::quoted_name) return name;
  if (is_whole && token.kind == syntax::Token::Kind::variable) {
    throw Refusal{kRequestFailed,
                  fmt::format("`{}` is a variable, as it begins with a capital letter; quote it: `'{}'`", name, name)};
  }
  std::string written = syntax::print_name(name);
  if (written != name && symbol.kind != Kind::constant && symbol.kind != Kind::predicate) {
    throw Refusal{kRequestFailed, fmt::format("`{}` is no plain name: a to z, digits and `_`", name)};
  }
  if (symbol.kind == Kind::predicate && find_builtin(name)) {
    throw Refusal{kRequestFailed, fmt::format("`{}` is a builtin", name)};
  }
  return written;
}

}  // namespace

Json Context::range(const File& file, std::uint32_t begin, std::uint32_t end) const {
  const auto place = [&](std::uint32_t offset) -> Json {
    const Position p = file.text.position(offset, encoding);
    return {{"line", p.line}, {"character", p.character}};
  };
  return {{"start", place(begin)}, {"end", place(end)}};
}

Json Context::location(const Found& found) const {
  return {{"uri", uri_of(found.file->path)},
          {"range", range(*found.file, found.occurrence->begin, found.occurrence->end)}};
}

Json definition(const Context& context, const File& file, std::uint32_t offset) {
  const Occurrence* at = file.names.at(offset);
  if (at == nullptr) return nullptr;
  if (at->symbol.kind == Kind::file) {
    const std::string path = io::resolve(io::join(io::directory_of(file.path), at->symbol.name));
    const File* included = context.workspace.file(path);
    if (included == nullptr) return nullptr;
    return Json::array({{{"uri", uri_of(path)}, {"range", context.range(*included, 0, 0)}}});
  }
  const std::vector<Found> found = context.workspace.all(file, at->symbol);
  Json out = Json::array();
  // What is declared nowhere is defined by what states it; a variable, where it stands first.
  const Role wanted = is_declared(found) ? Role::declaration : Role::head;
  for (const Found& f : found) {
    if (f.occurrence->role == wanted) out.push_back(context.location(f));
  }
  if (out.empty() && !found.empty()) out.push_back(context.location(found.front()));
  return out;
}

Json references(const Context& context, const File& file, std::uint32_t offset, bool with_declaration) {
  const Occurrence* at = file.names.at(offset);
  if (at == nullptr) return nullptr;
  Json out = Json::array();
  for (const Found& f : context.workspace.all(file, at->symbol)) {
    if (with_declaration || f.occurrence->role != Role::declaration) out.push_back(context.location(f));
  }
  return out;
}

Json highlights(const Context& context, const File& file, std::uint32_t offset) {
  const Occurrence* at = file.names.at(offset);
  if (at == nullptr) return nullptr;
  Json out = Json::array();
  for (const Occurrence& o : file.names.occurrences) {
    constexpr int kRead = 2, kWrite = 3;
    if (!o.symbol.is(at->symbol)) continue;
    out.push_back({{"range", context.range(file, o.begin, o.end)}, {"kind", o.role == Role::use ? kRead : kWrite}});
  }
  return out;
}

Json prepare_rename(const Context& context, const File& file, std::uint32_t offset) {
  const Occurrence* at = file.names.at(offset);
  if (at == nullptr || at->symbol.kind == Kind::file) return nullptr;
  if (at->symbol.kind == Kind::predicate && find_builtin(at->symbol.name)) return nullptr;
  return {{"range", context.range(file, at->begin, at->end)}, {"placeholder", at->symbol.name}};
}

Json rename(const Context& context, const File& file, std::uint32_t offset, const std::string& name) {
  const Occurrence* at = file.names.at(offset);
  if (prepare_rename(context, file, offset).is_null()) {
    throw Refusal{kRequestFailed, "there is no name here that could be another"};
  }
  const std::string written = as_written(at->symbol, name);
  Symbol taken = at->symbol;
  const bool is_quoted = written.starts_with('\'') && name.starts_with('\'');
  taken.arity = Symbol::kAnyArity;
  taken.name = is_quoted ? name.substr(1, name.size() - 2) : name;
  if (taken.name == at->symbol.name) return {{"changes", Json::object()}};
  const std::vector<Found> others = context.workspace.all(file, taken);
  if (!others.empty()) {
    const Position p = others.front().file->text.position(others.front().occurrence->begin, context.encoding);
    throw Refusal{kRequestFailed, fmt::format("`{}` is a name already, in {}:{}: the two would become one", taken.name,
                                              others.front().file->path, p.line + 1)};
  }
  Json changes = Json::object();
  for (const Found& f : context.workspace.all(file, at->symbol)) {
    changes[uri_of(f.file->path)].push_back(
        {{"range", context.range(*f.file, f.occurrence->begin, f.occurrence->end)}, {"newText", written}});
  }
  return {{"changes", std::move(changes)}};
}

}  // namespace linchpin::lsp
