// Arithmetic, string and date functions of the naive evaluator.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "naive_value.hpp"

namespace linchpin::naive {

// The program has no answer: an overflow, a division by zero, a value of the wrong kind.
struct EvaluationError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Has a value, inside terms: abs/1, concat/2, ...
bool is_function(const std::string& name, std::size_t arity);
// A literal that holds or not, of bound arguments: contains/2, ...
bool is_test(const std::string& name, std::size_t arity);
// A literal that binds its later arguments from its first: arg/3, functor/2, integer_below/2.
bool is_generator(const std::string& name, std::size_t arity);

// REQUIRES: the name and number of arguments are an operator's (+ - * / mod, or - of one) or a function's.
Value call(const std::string& name, const std::vector<Value>& args);
// REQUIRES: is_test.
bool test(const std::string& name, const std::vector<Value>& args);
// REQUIRES: is_generator. The tuples of the other arguments' values.
std::vector<Tuple> generate(const std::string& name, const Value& first);

}  // namespace linchpin::naive
