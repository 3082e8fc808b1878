// A program with claims under construction: its speakers and levels, what it has stated so far, and in which claims.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "build.hpp"
#include "random.hpp"
#include "text.hpp"

namespace linchpin::property {

// A predicate over nodes; the last argument of a weighted one is a small integer.
struct Named {
  std::string name;
  int arity = 1;
  bool weighted = false;
  bool open = false;      // some of it may be undecided
  bool affected = false;  // depends on a `normally` clause
};

class Scene {
 public:
  explicit Scene(std::uint64_t seed);

  // States a clause in a claim of its own or in one stated before, or outside claims. The claim's id; empty outside.
  std::string state(syntax::Atom head, build::Body body = {});
  // In a claim of its own.
  std::string claim(bool normally, syntax::Atom head, build::Body body = {});
  // REQUIRES: no cycle arises.
  void override_by(const std::string& winner, const std::string& loser);
  // That one of two claims overrides the other: always the same one, so that no cycle arises.
  void decide(const std::string& one, const std::string& other);
  void incompatible(syntax::Atom one, syntax::Atom other);
  void declare(syntax::Statement declaration) { program_.push_back(std::move(declaration)); }
  // A claim that repeats another.
  void repeat_some_claim();

  Named fresh(int arity, bool open = false, bool affected = false) const;
  void finish(Named named) { finished.push_back(std::move(named)); }
  // Those of this kind. There is one of each arity from the start, without weights, neither open nor affected.
  std::vector<Named> with(int arity, bool weighted = false) const;
  std::vector<Named> closed(int arity) const;      // not open
  std::vector<Named> unaffected(int arity) const;  // neither

  syntax::Term node();
  Program take() { return std::move(program_); }

  Random random;
  std::vector<Named> finished;

 private:
  syntax::ClaimDeclaration header();
  std::string level_name();

  Program program_;
  std::vector<std::string> levels_;
  int claims_ = 0;
  mutable int names_ = 0;
  std::vector<std::size_t> joined_;  // claims that may take in more clauses, by number of statement
  int quiet_ = 0;                    // per cent of the claims that are plain
};

// p(X), p(X, Y) or -p(...) of these arguments.
syntax::Atom atom_of(const Named& named, build::Terms args, bool denied = false);

}  // namespace linchpin::property
