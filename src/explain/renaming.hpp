// States of a search in a form by which equal ones are known: variables numbered in the order in which they occur.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "explain/partial.hpp"

namespace linchpin::explain {

// Numbers the variables of a state anew, in the order of their appearance.
class Renaming {
 public:
  Renaming(const Bindings& from, const std::vector<std::string>& names) : from_(from), names_(names) {}

  Operand operator()(const Operand& o);
  std::vector<Pattern> operator()(const std::vector<Pattern>& patterns);
  // What a literal binds is a variable: where that is known by now, another literal says so.
  std::vector<Literal> operator()(const std::vector<Literal>& literals);

  const std::vector<std::string>& names() const { return new_names_; }

 private:
  VariableId fresh(const std::string& name);
  void rename(analysis::Expression& expression);

  const Bindings& from_;
  const std::vector<std::string>& names_;
  std::unordered_map<VariableId, VariableId> number_;
  std::vector<std::string> new_names_;
};

// A state as text, by which equal ones are known.
class Key {
 public:
  void add(std::uint32_t number) { text_.append(reinterpret_cast<const char*>(&number), sizeof number); }
  void add(const Operand& o);
  void add(const std::vector<Pattern>& patterns);
  void add(const analysis::Expression& e);
  void add(const Literal& l);
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

}  // namespace linchpin::explain
