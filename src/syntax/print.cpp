#include "syntax/print.hpp"

#include <fmt/core.h>

#include <charconv>
#include <chrono>
#include <cmath>

#include "syntax/print_layout.hpp"

namespace linchpin::syntax {

namespace {

bool is_plain_name(std::string_view name) {
  if (name.empty() || name[0] < 'a' || name[0] > 'z') return false;
  for (const char c : name) {
    const bool fits = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    if (!fits) return false;
  }
  return name != "not" && name != "normally" && name != "mod";
}

std::string quoted(std::string_view text, char quote) {
  std::string out(1, quote);
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == quote || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (byte < 0x20 || byte == 0x7F) {
      out += fmt::format("\\u{{{:x}}}", static_cast<unsigned>(byte));
    } else {
      out += c;
    }
  }
  out += quote;
  return out;
}

// How tightly an operation holds its operands.
enum class Binding : std::uint8_t { sum = 1, product, sign, whole };

Binding binding(const Term& term) {
  if (term.kind != Term::Kind::operation) return Binding::whole;
  if (term.args.size() == 1) return Binding::sign;
  return term.text == "+" || term.text == "-" ? Binding::sum : Binding::product;
}

void print_body(std::string& out, const std::vector<Literal>& body) {
  for (std::size_t i = 0; i < body.size(); ++i) {
    if (i > 0) out += ", ";
    out += print(body[i]);
  }
}

void print_term(std::string& out, const Term& term);

void print_terms(std::string& out, const std::vector<Term>& terms) {
  for (std::size_t i = 0; i < terms.size(); ++i) {
    if (i > 0) out += ", ";
    print_term(out, terms[i]);
  }
}

void print_operand(std::string& out, const Term& term, Binding least) {
  const bool grouped = binding(term) < least;
  if (grouped) out += '(';
  print_term(out, term);
  if (grouped) out += ')';
}

void print_operation(std::string& out, const Term& term) {
  if (term.args.size() == 1) {
    out += '-';
    print_operand(out, term.args[0], Binding::sign);
    return;
  }
  const bool is_sum = binding(term) == Binding::sum;
  print_operand(out, term.args[0], is_sum ? Binding::sum : Binding::product);
  out += ' ';
  out += term.text;
  out += ' ';
  print_operand(out, term.args[1], is_sum ? Binding::product : Binding::sign);
}

void print_term(std::string& out, const Term& term) {
  switch (term.kind) {
    case Term::Kind::name:
      out += print_name(term.text);
      break;
    case Term::Kind::variable:
      out += term.text;
      break;
    case Term::Kind::integer:
      out += std::to_string(term.integer);
      break;
    case Term::Kind::decimal:
      out += print_decimal(term.decimal);
      break;
    case Term::Kind::string:
      out += print_string(term.text);
      break;
    case Term::Kind::date:
      out += print_date(term.integer);
      break;
    case Term::Kind::compound:
      out += print_name(term.text);
      out += '(';
      print_terms(out, term.args);
      out += ')';
      break;
    case Term::Kind::operation:
      print_operation(out, term);
      break;
    case Term::Kind::aggregate:
      out += '#';
      out += term.text;
      out += " { ";
      print_terms(out, term.args);
      out += " : ";
      if (term.body) print_body(out, *term.body);
      out += " }";
      break;
  }
}

}  // namespace

std::string print_name(std::string_view name) { return is_plain_name(name) ? std::string(name) : quoted(name, '\''); }

std::string name_if_any(std::string_view name) { return name.empty() ? std::string() : print_name(name); }

std::string print_string(std::string_view text) { return quoted(text, '"'); }

std::string print_date(std::int64_t days) {
  using namespace std::chrono;
  // Within what a calendar of 64-bit days can express: outside it, arithmetic on years would overflow.
  const year_month_day date{sys_days{std::chrono::days{static_cast<int>(days)}}};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::string print_decimal(double value) {
  if (!std::isfinite(value)) return std::isnan(value) ? "nan" : value > 0 ? "inf" : "-inf";
  char buffer[32];
  const auto [end, failure] = std::to_chars(buffer, buffer + sizeof buffer, value);
  std::string text(buffer, failure == std::errc() ? end : buffer);
  if (text.find('.') == std::string::npos) {
    const std::size_t exponent = text.find('e');
    text.insert(exponent == std::string::npos ? text.size() : exponent, ".0");
  }
  return text;
}

std::string print(const Term& term) {
  std::string out;
  print_term(out, term);
  return out;
}

std::string print(const Atom& atom) {
  std::string out(atom.denied ? "-" : "");
  out += print_name(atom.predicate);
  if (atom.args.empty()) return out;
  out += '(';
  for (std::size_t i = 0; i < atom.args.size(); ++i) {
    if (i > 0) out += ", ";
    if (!atom.names.empty()) {
      out += print_name(atom.names[i].text);
      out += ": ";
    }
    print_term(out, atom.args[i]);
  }
  out += ')';
  return out;
}

std::string print(const Literal& literal) {
  std::string out(literal.negated ? "not " : "");
  if (literal.kind == Literal::Kind::atom) return out + print(literal.atom);
  print_term(out, literal.sides[0]);
  out += ' ';
  out += literal.op;
  out += ' ';
  print_term(out, literal.sides[1]);
  return out;
}

std::string_view print(Basis basis) {
  switch (basis) {
    case Basis::stated:
      return "stated";
    case Basis::implicit:
      return "implicit";
    case Basis::added:
      return "added";
    case Basis::remark:
      return "remark";
  }
  return "";
}

std::string print(const Clause& clause) { return layout::clause(clause, 0); }

}  // namespace linchpin::syntax
