#include "convert/tables.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

#include "convert/terms.hpp"
#include "io/format.hpp"

namespace linchpin::convert {
namespace {

constexpr std::uint16_t kTable = 606;

class Table {
 public:
  Table(const Directive& directive, const std::string& relation, Span span, const Signature& signature,
        const Names& names, Diagnostics& diagnostics)
      : directive_(directive),
        relation_(relation),
        span_(span),
        signature_(signature),
        predicate_(names.predicate(relation)),
        diagnostics_(diagnostics) {}

  std::optional<syntax::Import> input() {
    if (signature_.columns.empty()) return refuse("a relation without attributes can't be read from a table");
    for (const Column& column : signature_.columns) {
      if (column.type.kind == Kind::record || column.type.kind == Kind::adt) {
        return refuse("the cells of a table are no records and no branches of algebraic data types");
      }
    }
    const std::string kind = parameter("IO", "file");
    const bool is_stream = kind == "stdin";
    if (kind != "file" && !is_stream) return refuse(fmt::format("tables of the kind `{}` are not read", kind));
    if (has("columns")) return refuse("columns are read in their order");
    if (parameter("headers", "false") != "false")
      return refuse(
          "a first line that holds names is passed over only where "
          "these are the arguments'");
    syntax::Import out;
    out.predicate.text = predicate_;
    for (const std::string& name : column_names(signature_)) out.columns.push_back({name, {}});
    out.path = is_stream ? "-.tsv" : path(".facts");
    if (!is_stream && !fits(out.path)) return std::nullopt;
    return out;
  }

  // Nothing, without a word, where the answer to a question takes the place of a file.
  std::optional<syntax::Export> output() {
    const std::string kind = parameter("IO", "file");
    if (kind != "file" && kind != "stdout") return refuse(fmt::format("tables of the kind `{}` are not written", kind));
    if (kind == "stdout" || signature_.columns.empty()) return std::nullopt;
    syntax::Export out;
    out.predicate.text = predicate_;
    out.path = path(".csv");
    return out;
  }

  // `p(X, Y)?`
  syntax::Question all() const {
    syntax::Question out;
    std::vector<syntax::Term> args;
    VariableNames variables;
    for (const Column& column : signature_.columns) args.push_back(variable(variables.of(column.name)));
    out.body.push_back(atom_literal(predicate_, std::move(args)));
    return out;
  }

  // `N = #count{X, Y : p(X, Y)}?`
  syntax::Question size() const {
    syntax::Question out;
    syntax::Question inner = all();
    syntax::Term count = text_term(syntax::Term::Kind::aggregate, "count", inner.body.front().atom.args);
    if (count.args.empty()) return inner;
    VariableNames variables;
    for (const Column& column : signature_.columns) variables.of(column.name);
    count.body = std::make_shared<std::vector<syntax::Literal>>(std::move(inner.body));
    out.body.push_back(comparison(variable(variables.fresh("Size")), "=", std::move(count)));
    return out;
  }

 private:
  std::nullopt_t refuse(std::string message) {
    diagnostics_.error(kTable, span_, fmt::format("`{}` can't be the same table here: {}", relation_, message));
    return std::nullopt;
  }

  bool has(std::string_view name) const {
    return std::any_of(directive_.parameters.begin(), directive_.parameters.end(),
                       [&](const auto& each) { return each.first == name; });
  }
  std::string parameter(std::string_view name, std::string otherwise) const {
    for (const auto& [key, value] : directive_.parameters) {
      if (key == name) return value;
    }
    return otherwise;
  }

  std::string path(std::string_view ending) const {
    const bool gzipped = parameter("compress", "false") == "true";
    return parameter("filename", parameter("name", relation_) + std::string(ending) + (gzipped ? ".gz" : ""));
  }

  // Whether a file of that name is read as what parts its columns asks for.
  bool fits(const std::string& path) {
    std::string delimiter = parameter("delimiter", parameter("rfc4180", "false") == "true" ? "," : "\t");
    if (delimiter == "\\t") delimiter = "\t";
    if (delimiter != "\t" && delimiter != ",") {
      refuse(fmt::format("columns are parted by tabs or commas, not by `{}`", delimiter));
      return false;
    }
    const std::string_view plain = io::without_gz(path);
    const bool by_tabs = io::ends_with_one_of(plain, {".tsv", ".tab", ".facts"});
    const bool by_commas = plain.ends_with(".csv");
    const bool is_text = io::format_of(path) == io::Format::separated;
    if (is_text && !(delimiter == "," ? by_tabs : by_commas)) return true;
    refuse(fmt::format("a file called `{}` is not taken for one whose columns are parted by {}", path,
                       delimiter == "," ? "commas" : "tabs"));
    return false;
  }

  const Directive& directive_;
  const std::string& relation_;
  Span span_;
  const Signature& signature_;
  std::string predicate_;
  Diagnostics& diagnostics_;
};

}  // namespace

std::vector<std::string> column_names(const Signature& signature) {
  std::vector<std::string> out;
  for (const Column& column : signature.columns) {
    const std::string plain = plain_name(column.name);
    std::string name = plain;
    for (int i = 2; std::find(out.begin(), out.end(), name) != out.end(); ++i) name = fmt::format("{}_{}", plain, i);
    out.push_back(std::move(name));
  }
  return out;
}

void add_tables(const Directive& directive, Span span, const Declared& declared, const Names& names, Tables& tables,
                Diagnostics& diagnostics) {
  if (directive.kind == "limitsize") {
    diagnostics.error(kTable, span, "a relation has no size at which it stops",
                      "`--limit-tuples` stops an evaluation as a whole");
    return;
  }
  for (const std::string& relation : directive.relations) {
    const auto signature = declared.relations.find(relation);
    if (signature == declared.relations.end() || !names.has_predicate(relation)) continue;  // told already
    Table table(directive, relation, span, signature->second, names, diagnostics);
    if (directive.kind == "input") {
      if (auto import = table.input()) tables.statements.push_back({span, std::move(*import)});
    } else if (directive.kind == "printsize") {
      tables.questions.push_back({span, table.size()});
    } else {
      const std::size_t before = diagnostics.errors();
      if (auto exported = table.output()) {
        tables.statements.push_back({span, std::move(*exported)});
      } else if (diagnostics.errors() == before) {
        tables.questions.push_back({span, table.all()});
      }
    }
  }
}

}  // namespace linchpin::convert
