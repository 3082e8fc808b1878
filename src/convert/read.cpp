#include "convert/read.hpp"

#include <fmt/core.h>

#include <tao/pegtl.hpp>

#include "convert/tree.hpp"

namespace linchpin::convert {
namespace {

namespace peg = tao::pegtl;

constexpr std::uint16_t kUnreadable = 601;

// Thrown where the grammar can't go on.
struct SyntaxError {
  std::size_t offset;  // from where the item begins
  const char* expected;
};

// What a rule that must match is called in messages; a rule without a row says nothing of itself.
template <typename Rule>
constexpr const char* expected = nullptr;
template <>
constexpr const char* expected<rules::end> = "`.` at the end of the clause, or a comma and a further part";
template <>
constexpr const char* expected<rules::close> = "`)`";
template <>
constexpr const char* expected<rules::close_square> = "`]`";
template <>
constexpr const char* expected<rules::close_brace> = "`}`";
template <>
constexpr const char* expected<rules::rule> = "`.` or `:-`";
template <>
constexpr const char* expected<rules::disjunction> = "a body";
template <>
constexpr const char* expected<rules::conjunction> = "a literal";
template <>
constexpr const char* expected<rules::term> = "a literal";
template <>
constexpr const char* expected<rules::expression> = "an argument";
template <>
constexpr const char* expected<rules::prefixed> = "an operand";
template <>
constexpr const char* expected<rules::right_side> = "the right side of a comparison";
template <>
constexpr const char* expected<rules::identifier> = "a name";
template <>
constexpr const char* expected<rules::name> = "a name";
template <>
constexpr const char* expected<rules::string> = "a string";
template <>
constexpr const char* expected<rules::string_end> = "`\"` at the end of the string";
template <>
constexpr const char* expected<peg::until<rules::comment_end>> = "`*/` at the end of the comment";
template <>
constexpr const char* expected<rules::item> = "a fact, a rule or a directive";
template <>
constexpr const char* expected<rules::aggregate_colon> = "`:` and what the aggregate goes over";
template <>
constexpr const char* expected<rules::aggregate_body> = "an atom, or a body in braces";

template <typename Rule>
struct Control : peg::normal<Rule> {
  template <typename Input, typename... States>
  [[noreturn]] static void raise(const Input& in, States&&...) {
    throw SyntaxError{in.position().byte, expected<Rule>};
  }
};

template <typename Rule>
using Selector = peg::parse_tree::selector<
    Rule,
    peg::parse_tree::store_content::on<
        rules::line_comment, rules::block_comment, rules::string, rules::decimal, rules::address, rules::integer,
        rules::number, rules::underscore, rules::record, rules::branch, rules::counter, rules::cast, rules::user_call,
        rules::functor, rules::extremum, rules::call, rules::extremum_call, rules::group, rules::aggregator,
        rules::aggregate, rules::key_nil, rules::variable, rules::prefix_operator, rules::infix_operator,
        rules::prefixed, rules::expression, rules::atom, rules::comparator, rules::comparison, rules::test_name,
        rules::test, rules::truth, rules::negation, rules::conjunction, rules::disjunction, rules::subsumes,
        rules::clause, rules::name, rules::identifier, rules::lattice_mark, rules::attribute, rules::qualifier,
        rules::choice, rules::delta, rules::relation, rules::branch_declaration, rules::subset_type, rules::record_type,
        rules::adt_type, rules::union_type, rules::type, rules::number_type, rules::symbol_type, rules::direction,
        rules::word, rules::parameter_value, rules::parameter, rules::table, rules::component_type, rules::component,
        rules::instance, rules::override_, rules::include, rules::pragma, rules::once, rules::user_functor,
        rules::lattice>>;

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of(" \t\r\n\v\f", at), text.size());
}

// After an error: the next line that begins with a directive, or the one after a line that ends in a full stop.
std::size_t next_item(std::string_view text, std::size_t from) {
  bool ended = false;
  for (std::size_t at = from; at < text.size();) {
    const std::size_t line_end = std::min(text.find('\n', at), text.size());
    const std::size_t first = text.find_first_not_of(" \t\r", at);
    const bool is_directive = first < line_end && text[first] == '.' && first + 1 < text.size() &&
                              std::isalpha(static_cast<unsigned char>(text[first + 1])) != 0;
    if (at > from && (ended || is_directive)) return at;
    const std::size_t last = text.substr(0, line_end).find_last_not_of(" \t\r");
    ended = last != std::string_view::npos && last >= at && text[last] == '.';
    at = line_end + 1;
  }
  return text.size();
}

bool is_comment(const Node& node) {
  return node.is_type<rules::line_comment>() || node.is_type<rules::block_comment>();
}

// Takes the comments out of an item's tree.
void take_comments(Node& node, std::vector<std::string>& out) {
  for (const auto& child : node.children) {
    if (is_comment(*child)) {
      comment_lines(text_of(*child), out);
    } else {
      take_comments(*child, out);
    }
  }
  std::erase_if(node.children, [](const auto& child) { return is_comment(*child); });
}

}  // namespace

std::string_view text_of(const Node& node) { return node.string_view(); }

void comment_lines(std::string_view comment, std::vector<std::string>& out) {
  const bool is_block = comment.starts_with("/*");
  comment.remove_prefix(2);
  if (is_block) comment.remove_suffix(2);
  while (!comment.empty()) {
    const std::size_t end = std::min(comment.find('\n'), comment.size());
    std::string_view line = comment.substr(0, end);
    comment.remove_prefix(std::min(end + 1, comment.size()));
    const std::string_view marks = is_block ? " \t\r*" : " \t\r/!";
    const std::size_t first = line.find_first_not_of(marks);
    if (first == std::string_view::npos) continue;
    line = line.substr(first, line.find_last_not_of(marks) - first + 1);
    out.emplace_back(line);
  }
}

Span Reader::span(const Node& node) const {
  return {file_, static_cast<std::uint32_t>(node.m_begin.data - text_.data()),
          static_cast<std::uint32_t>(node.m_end.data - text_.data())};
}

std::string Reader::name(const Node& node) const {
  std::string out;
  for (const auto& part : node.children) {
    if (!part->is_type<rules::identifier>()) continue;
    if (!out.empty()) out += '.';
    out += text_of(*part);
  }
  return out;
}

Attribute Reader::attribute(const Node& node) const {
  Attribute out;
  out.span = span(node);
  for (const auto& child : node.children) {
    if (child->is_type<rules::identifier>()) out.name = text_of(*child);
    if (child->is_type<rules::name>()) out.type = name(*child);
    if (child->is_type<rules::lattice_mark>()) out.is_lattice = true;
  }
  return out;
}

TypeDeclaration Reader::type(const Node& node) {
  TypeDeclaration out;
  out.bases = {node.is_type<rules::number_type>() ? "number" : "symbol"};  // what the older forms mean
  for (const auto& child : node.children) {
    if (child->is_type<rules::identifier>()) {
      out.name = text_of(*child);
    } else if (child->is_type<rules::subset_type>() || child->is_type<rules::union_type>()) {
      if (child->is_type<rules::union_type>()) out.form = TypeDeclaration::Form::union_;
      out.bases.clear();
      for (const auto& base : child->children) {
        if (base->is_type<rules::name>()) out.bases.push_back(name(*base));
      }
    } else if (child->is_type<rules::record_type>()) {
      out.form = TypeDeclaration::Form::record;
      for (const auto& field : child->children) {
        if (field->is_type<rules::attribute>()) out.fields.push_back(attribute(*field));
      }
    } else if (child->is_type<rules::adt_type>()) {
      out.form = TypeDeclaration::Form::adt;
      for (const auto& branch : child->children) {
        if (!branch->is_type<rules::branch_declaration>()) continue;
        Branch one;
        one.span = span(*branch);
        for (const auto& part : branch->children) {
          if (part->is_type<rules::identifier>()) one.name = text_of(*part);
          if (part->is_type<rules::attribute>()) one.fields.push_back(attribute(*part));
        }
        out.branches.push_back(std::move(one));
      }
    }
  }
  return out;
}

Relation Reader::relation(const Node& node) {
  Relation out;
  for (const auto& child : node.children) {
    if (child->is_type<rules::identifier>()) out.names.emplace_back(text_of(*child));
    if (child->is_type<rules::attribute>()) out.attributes.push_back(attribute(*child));
    if (child->is_type<rules::qualifier>()) out.qualifiers.emplace_back(text_of(*child), span(*child));
    if (child->is_type<rules::choice>()) out.has_choice = true;
    if (child->is_type<rules::delta>()) out.is_delta = true;
  }
  return out;
}

Directive Reader::table(const Node& node) {
  Directive out;
  for (const auto& child : node.children) {
    if (child->is_type<rules::direction>()) out.kind = text_of(*child);
    if (child->is_type<rules::name>()) out.relations.push_back(name(*child));
    if (!child->is_type<rules::parameter>()) continue;
    const Node& value = *child->children.back();
    const bool is_string = !value.children.empty() && value.children.front()->is_type<rules::string>();
    out.parameters.emplace_back(text_of(*child->children.front()),
                                is_string ? string(*value.children.front()) : std::string(text_of(value)));
  }
  return out;
}

ComponentType Reader::component_type(const Node& node) const {
  ComponentType out;
  out.span = span(node);
  for (const auto& child : node.children) {
    if (!child->is_type<rules::identifier>()) continue;
    if (out.name.empty()) {
      out.name = text_of(*child);
    } else {
      out.parameters.emplace_back(text_of(*child));
    }
  }
  return out;
}

Component Reader::component(Node& node) {
  Component out;
  std::vector<std::string> comments;
  std::uint32_t last_end = 0;
  for (const auto& child : node.children) {
    if (child->is_type<rules::component_type>()) {
      if (out.type.name.empty()) {
        out.type = component_type(*child);
      } else {
        out.bases.push_back(component_type(*child));
      }
    } else if (is_comment(*child)) {
      const bool is_remark = !out.items.empty() && out.items.back().remark.empty() && comments.empty() &&
                             text_.substr(last_end, span(*child).begin - last_end).find('\n') == std::string_view::npos;
      std::vector<std::string> lines;
      comment_lines(text_of(*child), lines);
      if (is_remark && lines.size() == 1) {
        out.items.back().remark = lines.front();
      } else {
        comments.insert(comments.end(), lines.begin(), lines.end());
      }
    } else {
      out.items.push_back(item(*child));
      auto& own = out.items.back().comments;
      own.insert(own.begin(), comments.begin(), comments.end());
      comments.clear();
      last_end = span(*child).end;
    }
  }
  return out;
}

ItemBody Reader::body(Node& node) {
  if (node.is_type<rules::clause>()) return clause(node);
  if (node.is_type<rules::relation>()) return relation(node);
  if (node.is_type<rules::type>() || node.is_type<rules::number_type>() || node.is_type<rules::symbol_type>()) {
    return type(node);
  }
  if (node.is_type<rules::table>()) return table(node);
  if (node.is_type<rules::component>()) return component(node);
  if (node.is_type<rules::instance>()) {
    return Instance{std::string(text_of(*node.children.front())), component_type(*node.children.back())};
  }
  if (node.is_type<rules::override_>()) return Override{std::string(text_of(*node.children.front()))};
  if (node.is_type<rules::include>()) return Include{string(*node.children.back())};
  if (node.is_type<rules::lattice>()) return Foreign{"lattices"};
  return Ignored{};  // .pragma, .once; and .functor, of which a use is told
}

Item Reader::item(Node& node) {
  Item out;
  out.span = span(node);
  if (!node.is_type<rules::component>()) take_comments(node, out.comments);
  out.body = body(node);
  return out;
}

std::vector<Item> read(const SourceMap& sources, FileId file, Diagnostics& diagnostics) {
  const std::string_view text = sources.text(file);
  Reader reader(text, file, diagnostics);
  std::vector<Item> out;
  std::vector<std::string> comments;
  std::size_t at = 0;
  const auto position = [&](std::size_t offset) {
    return Span{file, static_cast<std::uint32_t>(offset),
                static_cast<std::uint32_t>(std::min(offset + 1, text.size()))};
  };
  while (true) {
    try {
      // Comments stand alone; annotations go with what follows.
      const std::size_t previous = at;
      at = skip_blanks(text, at);
      if (at == text.size()) break;
      peg::memory_input<> input(text.data() + at, text.data() + text.size(), "");
      if (text.substr(at).starts_with("//") || text.substr(at).starts_with("/*")) {
        peg::parse<peg::sor<rules::line_comment, rules::block_comment>, peg::nothing, Control>(input);
        std::vector<std::string> lines;
        comment_lines(text.substr(at, input.position().byte), lines);
        const bool is_remark = !out.empty() && comments.empty() && out.back().remark.empty() && lines.size() == 1 &&
                               text.substr(previous, at - previous).find('\n') == std::string_view::npos;
        if (is_remark) {
          out.back().remark = lines.front();
        } else {
          comments.insert(comments.end(), lines.begin(), lines.end());
        }
        at += input.position().byte;
        continue;
      }
      if (text[at] == '@') {
        peg::parse<peg::must<rules::annotation>, peg::nothing, Control>(input);
        at += input.position().byte;
        continue;
      }
      const auto tree = peg::parse_tree::parse<rules::whole_item, Selector, peg::nothing, Control>(input);
      out.push_back(reader.item(*tree->children.front()));
      auto& own = out.back().comments;
      own.insert(own.begin(), comments.begin(), comments.end());
      comments.clear();
      at += input.position().byte;
    } catch (const SyntaxError& error) {
      const std::size_t offset = skip_blanks(text, at + error.offset);
      const std::string_view rest = text.substr(offset);
      diagnostics.error(kUnreadable, position(offset),
                        rest.empty() ? "the text ends too early"
                                     : fmt::format("`{}` can't be read as Souffle's language", rest.substr(0, 1)),
                        error.expected != nullptr ? fmt::format("here should stand {}", error.expected) : "");
      at = next_item(text, std::max(offset, at));
    }
  }
  if (!comments.empty()) out.push_back({position(text.size()), std::move(comments), {}, Ignored{}});
  return out;
}

}  // namespace linchpin::convert
