// What may be written at a place: read off the tokens before it, as what is being written has errors mostly.
#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "io/paths.hpp"
#include "lsp/features.hpp"
#include "syntax/keywords.hpp"
#include "syntax/print.hpp"
#include "syntax/tokens.hpp"
#include "value/builtins.hpp"

namespace linchpin::lsp {
namespace {

using Kind = Symbol::Kind;
using K = syntax::Token::Kind;
using syntax::Token;

// Of the protocol.
enum ItemKind : int {
  kText = 1,
  kFunction = 3,
  kField = 5,
  kVariable = 6,
  kClass = 7,
  kModule = 9,
  kKeyword = 14,
  kFile = 17,
  kEnumMember = 20,
  kTypeParameter = 25
};
constexpr std::size_t kMostItems = 500;

// Where the place is in its statement.
struct Place {
  struct Open {
    std::string predicate;  // before the parenthesis; empty of braces and plain parentheses
    std::uint32_t argument = 0;
  };
  std::vector<Open> open;
  std::vector<std::string> words;  // of the statement, but for the one that is being written
  std::string last;                // the token before that one
  std::string before_last;
  std::uint32_t word = 0;   // where the word that is being written begins
  std::uint32_t begin = 0;  // of the statement
  bool in_comment = false, in_string = false;
};

bool in_comment(std::string_view text, std::uint32_t from, std::uint32_t offset) {
  for (std::uint32_t at = from; at < offset; ++at) {
    if (text[at] == '%') {
      const std::size_t end = text.find_first_of("\r\n", at);
      if (end >= offset) return true;
      at = static_cast<std::uint32_t>(end);
    } else if (text.substr(at).starts_with("/*")) {
      const std::size_t end = text.find("*/", at + 2);
      if (end == std::string_view::npos || end + 2 > offset) return true;
      at = static_cast<std::uint32_t>(end + 1);
    }
  }
  return false;
}

Place place_at(std::string_view text, std::uint32_t offset) {
  Place out;
  out.word = offset;
  std::uint32_t after = 0;
  Token previous;
  for (Token t = syntax::next_token(text, 0); t.kind != K::end && t.begin < offset;
       t = syntax::next_token(text, t.end)) {
    const bool is_string = t.kind == K::string || t.kind == K::unclosed_string;
    const bool is_word = t.kind == K::name || t.kind == K::variable || t.kind == K::number ||
                         t.kind == K::quoted_name || t.kind == K::unclosed_quoted_name || is_string;
    if (is_word && t.end >= offset && !(t.kind == K::string && t.end == offset)) {
      out.word = is_string ? t.begin + 1 : t.begin;
      out.in_string = is_string;
      break;
    }
    after = t.end;
    if (t.kind == K::stop || t.kind == K::query) {
      out.open.clear();
      out.words.clear();
      out.begin = t.end;
      out.last = out.before_last = {};
      continue;
    }
    const std::string_view word = t.of(text);
    if (word == "(") {
      const bool named = (previous.kind == K::name || previous.kind == K::quoted_name) && previous.end == t.begin;
      out.open.push_back({named ? std::string(previous.of(text)) : std::string(), 0});
    } else if (word == "{") {
      const bool aggregate = !out.words.empty() && out.before_last == "#";
      if (!aggregate) {  // a claim's or scenario's: statements follow
        out.words.clear();
        out.begin = t.end;
        out.open.clear();
      } else {
        out.open.push_back({});
      }
    } else if (word == ")" || word == "}") {
      if (!out.open.empty()) out.open.pop_back();
      if (word == "}" && out.open.empty()) {
        out.words.clear();
        out.begin = t.end;
      }
    } else if (t.kind == K::comma && !out.open.empty()) {
      ++out.open.back().argument;
    }
    if (t.kind == K::name) out.words.emplace_back(word);
    out.before_last = std::move(out.last);
    out.last = word;
    previous = t;
  }
  out.in_comment = in_comment(text, after, offset) && !out.in_string;
  return out;
}

class Completer {
 public:
  Completer(const Context& context, const File& file, std::uint32_t offset)
      : context_(context),
        file_(file),
        offset_(offset),
        place_(place_at(file.text.str(), offset)),
        files_(context.workspace.around(file.path)) {}

  Json run() {
    if (!place_.in_comment) fill();
    const bool cut = items_.size() > kMostItems;
    Json list = Json::array();
    for (auto& [label, item] : items_) {
      if (list.size() == kMostItems) break;
      list.push_back(std::move(item));
    }
    return {{"isIncomplete", cut}, {"items", std::move(list)}};
  }

 private:
  std::string_view typed() const {
    return std::string_view(file_.text.str()).substr(place_.word, offset_ - place_.word);
  }
  void offer(const std::string& label, int kind, const std::string& detail = {}) {
    if (!label.starts_with(typed()) || items_.contains(label)) return;
    Json item{{"label", label},
              {"kind", kind},
              {"textEdit", {{"range", context_.range(file_, place_.word, offset_)}, {"newText", label}}}};
    if (!detail.empty()) item["detail"] = detail;
    items_.emplace(label, std::move(item));
  }

  template <class Visit>
  void each(Visit&& visit) const {
    for (const File* file : files_) {
      for (const Occurrence& o : file->names.occurrences) visit(*file, o);
    }
  }
  template <class Body, class Visit>
  void each_statement(Visit&& visit) const {
    for (const File* file : files_) {
      for (const syntax::Statement& statement : file->names.statements) {
        if (const auto* body = std::get_if<Body>(&statement.body)) visit(*body);
      }
    }
  }
  void offer_all(Kind symbols, int kind) {
    each([&](const File& file, const Occurrence& o) {
      if (o.symbol.kind == symbols && !is_at_cursor(file, o)) offer(syntax::print_name(o.symbol.name), kind);
    });
  }
  // The word that is being written is no suggestion for itself.
  bool is_at_cursor(const File& file, const Occurrence& o) const {
    return &file == &file_ && o.begin <= offset_ && offset_ <= o.end;
  }

  void fill() {
    const std::string first = place_.words.empty() ? "" : place_.words.front();
    if (place_.in_string) {
      if (first == "include" || place_.last == "from") files();
    } else if (place_.last == "/" || place_.last == "-" || place_.last == "at") {
      place_.open.empty() && (first == "claim" || first == "scenario") ? sections() : conditions();
    } else if (place_.last == "by" || place_.last == "trust" || first == "about") {
      speakers();
    } else if (place_.last == "level" || place_.last == "least" || place_.last == "below" ||
               (first == "trust" && place_.words.size() == 2)) {
      offer_all(Kind::level, kEnumMember);
    } else if (place_.last == "repeats" || first == "overrides" ||
               (place_.last == "claim" && place_.words.size() > 1)) {
      claims();
    } else if (place_.last == "in" || place_.last == "extends" || first == "compare") {
      scenarios();
    } else if ((first == "predicate" && place_.last == ":") || (first == "entity" && place_.words.size() > 1) ||
               (first == "sort" && place_.last == "<")) {
      types(first == "predicate");
    } else if (first == "claim" && place_.open.empty() && place_.words.size() > 1) {
      for (const std::string& word : syntax::header_keywords()) offer(word, kKeyword);
    } else if (first == "predicate" || first == "entity" || first == "sort" || first == "source" || first == "claim" ||
               first == "scenario") {
      return;  // a new name
    } else if (!place_.open.empty() && !place_.open.back().predicate.empty()) {
      argument(place_.open.back());
    } else {
      conditions();
    }
  }

  void files() {
    std::error_code error;
    const std::string directory = io::directory_of(file_.path);
    for (std::filesystem::directory_iterator it(directory, error), end; !error && it != end; it.increment(error)) {
      const std::string name = it->path().filename().string();
      const bool fits = it->path().extension() == ".kb" || place_.last == "from";
      if (fits && it->path() != file_.path) offer(name, kFile);
    }
  }

  // `article/economic-interdependence/1.10`: sources, and the sections of them that are cited already.
  void sections() {
    std::string_view text = file_.text.str();
    std::uint32_t begin = offset_;
    while (begin > 0 &&
           (syntax::is_word_character(text[begin - 1]) || text[begin - 1] == '/' || text[begin - 1] == '-'))
      --begin;
    place_.word = begin;
    each_statement<syntax::SourceDeclaration>(
        [&](const syntax::SourceDeclaration& s) { offer(s.name.text + "/", kModule, s.title); });
    const auto cited = [&](const std::vector<syntax::Place>& at) {
      for (const syntax::Place& p : at) offer(fmt::format("{}/{}/", p.source, p.section), kModule);
    };
    each_statement<syntax::ClaimDeclaration>([&](const syntax::ClaimDeclaration& c) { cited(c.at); });
  }

  void speakers() {
    each_statement<syntax::ClaimDeclaration>([&](const syntax::ClaimDeclaration& c) {
      for (const auto& joint : c.by) {
        for (const auto& speaker : joint) offer(syntax::print_name(speaker.text), kEnumMember);
      }
    });
    entities({});
  }
  void claims() {
    each_statement<syntax::ClaimDeclaration>(
        [&](const syntax::ClaimDeclaration& c) { offer(syntax::print_name(c.id.text), kClass, c.gloss); });
  }
  void scenarios() {
    each_statement<syntax::ScenarioDeclaration>(
        [&](const syntax::ScenarioDeclaration& s) { offer(syntax::print_name(s.id.text), kClass, s.gloss); });
    if (place_.words.front() == "compare") offer("baseline", kKeyword);
  }
  void types(bool of_argument) {
    each_statement<syntax::SortDeclaration>(
        [&](const syntax::SortDeclaration& s) { offer(syntax::print_name(s.name.text), kTypeParameter); });
    if (!of_argument) return;
    for (const char* type : {"any", "symbol", "int", "decimal", "number", "string", "date", "term", "min", "max"}) {
      offer(type, kTypeParameter);
    }
  }

  // Of a sort, or of all where none is given.
  void entities(const std::set<std::string>& sorts) {
    each_statement<syntax::EntityDeclaration>([&](const syntax::EntityDeclaration& e) {
      const bool fits = sorts.empty() || std::any_of(e.sorts.begin(), e.sorts.end(),
                                                     [&](const auto& sort) { return sorts.contains(sort.text); });
      if (fits) offer(syntax::print_name(e.name.text), kEnumMember, e.display);
    });
  }

  // A sort with all below it.
  std::set<std::string> with_subsorts(const std::string& sort) const {
    std::set<std::string> out{sort};
    for (std::size_t before = 0; before != out.size();) {
      before = out.size();
      each_statement<syntax::SortDeclaration>([&](const syntax::SortDeclaration& s) {
        for (const auto& parent : s.parents) {
          if (out.contains(parent.text)) out.insert(s.name.text);
        }
      });
    }
    return out;
  }

  // What stands in that place elsewhere, what is of its sort, and the variables of the statement.
  void argument(const Place::Open& open) {
    std::string sort;
    bool is_declared = false;
    each_statement<syntax::PredicateDeclaration>([&](const syntax::PredicateDeclaration& p) {
      if (syntax::print_name(p.name.text) != open.predicate || open.argument >= p.arguments.size()) return;
      is_declared = true;
      sort = p.arguments[open.argument].type.text;
      if (place_.last != ":") {
        for (const auto& argument : p.arguments) offer(argument.name.text + ":", kField, "named argument");
      }
    });
    const std::uint32_t statement = statement_at_cursor();
    each([&](const File& file, const Occurrence& o) {
      if (is_at_cursor(file, o)) return;
      if (o.symbol.kind == Kind::variable && &file == &file_ && o.statement == statement)
        offer(o.symbol.name, kVariable);
      const bool stands_there =
          o.symbol.kind == Kind::constant && o.argument == open.argument && syntax::print_name(o.of) == open.predicate;
      if (stands_there) offer(syntax::print_name(o.symbol.name), kEnumMember);
    });
    variables_before();
    if (!is_declared || !sort.empty()) entities(sort.empty() ? std::set<std::string>{} : with_subsorts(sort));
  }

  // The statement that is being written may be none yet: its variables are read off its tokens.
  void variables_before() {
    const std::string& text = file_.text.str();
    for (Token t = syntax::next_token(text, place_.begin); t.kind != K::end && t.end < offset_;
         t = syntax::next_token(text, t.end)) {
      if (t.kind == K::variable && t.of(text) != "_") offer(std::string(t.of(text)), kVariable);
    }
  }

  std::uint32_t statement_at_cursor() const {
    const auto& statements = file_.names.statements;
    for (std::uint32_t i = 0; i < statements.size(); ++i) {
      if (statements[i].span.begin <= offset_ && offset_ <= statements[i].span.end) return i;
    }
    return ~std::uint32_t{0};
  }

  // A head or condition: predicates, builtins, and at the beginning the words that statements begin with.
  void conditions() {
    std::map<std::string, std::string> declared;
    each_statement<syntax::PredicateDeclaration>([&](const syntax::PredicateDeclaration& p) {
      std::string usage;
      for (const auto& argument : p.arguments) usage += (usage.empty() ? "" : ", ") + argument.name.text;
      declared[p.name.text] = fmt::format("{}({})", p.name.text, usage);
    });
    each([&](const File& file, const Occurrence& o) {
      if (o.symbol.kind != Kind::predicate || is_at_cursor(file, o) || find_builtin(o.symbol.name)) return;
      const auto known = declared.find(o.symbol.name);
      const std::string detail = known != declared.end() ? known->second
                                 : o.symbol.arity == Symbol::kAnyArity
                                     ? ""
                                     : fmt::format("{}/{}", o.symbol.name, o.symbol.arity);
      offer(syntax::print_name(o.symbol.name), kFunction, detail);
    });
    if (place_.words.empty()) {
      for (const std::string& word : syntax::statement_keywords()) offer(word, kKeyword);
      return;
    }
    for (const Builtin& builtin : builtins()) {
      if (std::isalpha(static_cast<unsigned char>(builtin.name.front())) != 0) {
        offer(std::string(builtin.name), kFunction, std::string(builtin.usage));
      }
    }
    offer("not", kKeyword);
    if (place_.words.front() == "find") {
      for (const char* word : {"where", "order by", "limit", "at least"}) offer(word, kKeyword);
    }
  }

  const Context& context_;
  const File& file_;
  std::uint32_t offset_;
  Place place_;
  std::vector<const File*> files_;
  std::map<std::string, Json> items_;
};

}  // namespace

Json completion(const Context& context, const File& file, std::uint32_t offset) {
  return Completer(context, file, offset).run();
}

}  // namespace linchpin::lsp
