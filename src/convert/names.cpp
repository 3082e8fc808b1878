#include "convert/names.hpp"

#include <fmt/core.h>

#include <cctype>

#include "value/builtins.hpp"

namespace linchpin::convert {
namespace {

bool is_upper(char c) { return std::isupper(static_cast<unsigned char>(c)) != 0; }
bool is_lower(char c) { return std::islower(static_cast<unsigned char>(c)) != 0; }
bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }
char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }
char upper(char c) { return static_cast<char>(std::toupper(static_cast<unsigned char>(c))); }

}  // namespace

std::string plain_name(std::string_view name) {
  std::string out;
  const auto part = [&] {
    if (!out.empty() && out.back() != '_') out += '_';
  };
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (c == '.' || c == '_') {
      part();
    } else if (is_upper(c)) {
      const char before = i > 0 ? name[i - 1] : '_';
      const bool ends_capitals = is_upper(before) && i + 1 < name.size() && is_lower(name[i + 1]);
      if (is_lower(before) || is_digit(before) || ends_capitals) part();
      out += lower(c);
    } else if (c != '?') {
      out += c;
    }
  }
  while (out.ends_with('_')) out.pop_back();
  return out.empty() || is_digit(out[0]) ? "r" + out : out;
}

Names::Names(const std::vector<Item>& items, const Declared& declared) {
  for (const Builtin& builtin : builtins()) taken_.emplace(builtin.name);
  taken_.insert({"claimed", "cites", "predicate_info", "says", "nil"});
  for (const Item& item : items) {
    if (const auto* relation = std::get_if<Relation>(&item.body)) {
      for (const std::string& name : relation->names) predicates_[name] = take(name);
    }
  }
  for (const auto& [name, fields] : declared.records) records_[name] = take(name);
  records_[""] = take("record");
  for (const auto& [name, branch] : declared.branches) branches_[name] = take(name);
}

std::string Names::take(std::string_view name) {
  const std::string plain = plain_name(name);
  std::string out = plain;
  for (int i = 2; !taken_.insert(out).second; ++i) out = fmt::format("{}_{}", plain, i);
  return out;
}

const std::string& VariableNames::of(const std::string& variable) {
  const auto [found, is_new] = names_.try_emplace(variable);
  if (!is_new) return found->second;
  std::string name;
  for (const char c : variable) {
    if (c != '?') name += c;
  }
  if (name.empty() || name == "_") name = "V";
  if (is_digit(name[0])) name.insert(name.begin(), 'V');
  name[0] = upper(name[0]);
  return found->second = fresh(name);
}

std::string VariableNames::fresh(std::string_view like) {
  std::string out(like);
  for (int i = 2; !taken_.insert(out).second; ++i) out = fmt::format("{}_{}", like, i);
  return out;
}

}  // namespace linchpin::convert
