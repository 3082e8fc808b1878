// The values and kinds of answers as text.
#include "syntax/print.hpp"

#include <string>
#include <variant>

#include "linchpin.hpp"

namespace linchpin {

std::string print(const Datum& datum) {
  struct Print {
    std::string operator()(std::int64_t i) const { return std::to_string(i); }
    std::string operator()(double d) const { return syntax::print_decimal(d); }
    std::string operator()(const Date& d) const { return d.text; }
    std::string operator()(const Name& n) const { return n.text; }
    std::string operator()(const std::string& s) const { return syntax::print_string(s); }
    std::string operator()(const TermText& t) const { return t.text; }
  };
  return std::visit(Print{}, datum);
}

std::string_view print(Conflict::Kind kind) {
  switch (kind) {
    case Conflict::Kind::contradiction:
      return "contradiction";
    case Conflict::Kind::contested:
      return "contested";
    case Conflict::Kind::constraint:
      return "constraint";
  }
  return "";
}

std::string_view print(Proof::Kind kind) {
  constexpr std::string_view kNames[] = {"stated",    "imported", "provided",  "rule",    "aggregate",
                                         "condition", "absent",   "undecided", "unknown", "question"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view print(WhyNot::Kind kind) {
  constexpr std::string_view kNames[] = {"missing",    "underived",      "defeated",   "undecided", "lower",
                                         "unfit",      "circular",       "unexplored", "rule",      "question",
                                         "speaks for", "speaks against", "held",       "untold",    "blocked",
                                         "condition",  "denied",         "aggregate",  "contrary"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view print(WhyNot::Remark::Kind kind) {
  constexpr std::string_view kNames[] = {"nowhere", "not there", "swapped", "similar",
                                         "better",  "said",      "assumed", "ruled"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view print(Truth truth) {
  switch (truth) {
    case Truth::none:
      return "";
    case Truth::yes:
      return "yes";
    case Truth::denied:
      return "denied";
    case Truth::both:
      return "both";
    case Truth::not_stated:
      return "not stated";
    case Truth::undecided:
      return "undecided";
  }
  return "";
}

}  // namespace linchpin
