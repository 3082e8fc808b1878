#include "world.hpp"

#include <algorithm>
#include <array>

namespace linchpin::property {

namespace b = build;
using syntax::Term;

syntax::Atom atom_of(const Predicate& predicate, b::Terms args) {
  return b::atom(predicate.name, std::move(args), predicate.denied);
}

Term World::ground_term(int depth) {
  switch (random.below(depth > 0 ? 5 : 3)) {
    case 0:
      return b::compound("f", {constant(Sort::node)});
    case 1:
      return b::compound("g", {constant(Sort::node), constant(Sort::integer)});
    case 2:
      return b::operation("-", {b::compound("f", {constant(Sort::node)})});
    default:
      return b::compound("h", {ground_term(depth - 1), constant(Sort::node)});
  }
}

Term World::constant(Sort sort) {
  static const std::vector<std::string> kNodes = {"a", "b", "c", "d", "e", "Big City", "not", "k9"};
  static const std::vector<std::string> kTexts = {"", "a", "ab", "Ab", "abc b", "x\"y", "z\\\n", "日本", "B"};
  switch (sort) {
    case Sort::node: {
      const auto n = static_cast<std::size_t>(random.below(nodes));
      return b::name(n < kNodes.size() ? kNodes[n] : "n" + std::to_string(n));
    }
    case Sort::integer:
      return b::integer(random.between(-3, 9 * crowd));
    case Sort::weight:
      return b::integer(random.between(0, 9));
    case Sort::text:
      return b::string(random.pick(kTexts));
    case Sort::date:
      return b::date(random.between(2023, 2025), random.between(1, 2), random.between(27, 28));
    case Sort::decimal:
      return random.chance(20) ? b::integer(random.between(-1, 3)) : b::decimal(random.between(-4, 12) * 0.25);
    case Sort::term:
      return ground_term(1);
    case Sort::any:
      break;
  }
  static constexpr std::array kKinds = {Sort::node, Sort::integer, Sort::text, Sort::date, Sort::decimal, Sort::term};
  return constant(kKinds[static_cast<std::size_t>(random.below(kKinds.size()))]);
}

std::vector<Predicate> World::with_columns(const std::vector<Sort>& columns) const {
  std::vector<Predicate> out;
  std::copy_if(finished.begin(), finished.end(), std::back_inserter(out),
               [&](const Predicate& p) { return p.columns == columns; });
  return out;
}

std::vector<Predicate> World::with_column(Sort sort) const {
  std::vector<Predicate> out;
  std::copy_if(finished.begin(), finished.end(), std::back_inserter(out), [&](const Predicate& p) {
    return std::find(p.columns.begin(), p.columns.end(), sort) != p.columns.end();
  });
  return out;
}

namespace {

std::string type_of(Sort sort) {
  switch (sort) {
    case Sort::node:
      return "symbol";
    case Sort::integer:
    case Sort::weight:
      return "int";
    case Sort::text:
      return "string";
    case Sort::date:
      return "date";
    case Sort::decimal:
      return "number";
    case Sort::term:
      return "term";
    case Sort::any:
      break;
  }
  return "any";
}

void add_predicate(World& world, const Predicate& predicate, int facts) {
  if (world.typed && !predicate.denied && !predicate.columns.empty() && world.random.chance(50)) {
    std::vector<b::Argument> arguments;
    for (std::size_t i = 0; i < predicate.columns.size(); ++i)
      arguments.push_back({"arg" + std::to_string(i + 1), type_of(predicate.columns[i])});
    world.program.push_back(b::declaration(predicate.name, std::move(arguments)));
  }
  for (int i = 0; i < facts * world.crowd; ++i) {
    b::Terms args;
    for (Sort s : predicate.columns) args.push_back(world.constant(s));
    world.program.push_back(b::clause(atom_of(predicate, std::move(args))));
  }
  world.finished.push_back(predicate);
}

// A path over all nodes, so that closures take a few rounds.
void add_path(World& world, const Predicate& edge) {
  static const std::vector<std::string> kPath = {"a", "b", "c", "d", "e"};
  for (std::size_t i = 1; i < kPath.size() && i < static_cast<std::size_t>(world.nodes); ++i) {
    b::Terms args = {b::name(kPath[i - 1]), b::name(kPath[i])};
    if (edge.columns.size() == 3) args.push_back(world.constant(edge.columns[2]));
    world.program.push_back(b::clause(atom_of(edge, std::move(args))));
  }
}

}  // namespace

void add_base(World& world) {
  Random& random = world.random;
  world.typed = random.chance(40);
  world.nodes = random.between(4, 8);
  if (random.chance(4)) {
    world.nodes = random.between(12, 20);
    world.crowd = random.between(4, 8);
  }
  const Predicate edge{"edge", {Sort::node, Sort::node}};
  add_predicate(world, edge, random.between(3, 7));
  if (random.chance(70)) add_path(world, edge);

  struct Shape {
    int percent;
    Predicate predicate;
  };
  const std::vector<Shape> shapes = {
      {60, {"road", {Sort::node, Sort::node, Sort::weight}}},
      {60, {"node", {Sort::node}}},
      {45, {"score", {Sort::node, Sort::integer}}},
      {60, {"label", {Sort::node, Sort::text}}},
      {60, {"when", {Sort::date, Sort::node}}},
      {40, {"price", {Sort::node, Sort::decimal}}},
      {50, {"act", {Sort::node, Sort::term}}},
      {20, {"thing", {Sort::any}}},
      {20, {"pair", {Sort::any, Sort::any}}},
      {20, {"level", {Sort::integer}}},
      {15, {"both", {Sort::node, Sort::integer, Sort::text}}},
      {30, {"on", {}}},
      {20, {"edge", {Sort::node, Sort::node}, true}},
      {20, {"node", {Sort::node}, true}},
  };
  for (const Shape& shape : shapes) {
    if (!random.chance(shape.percent)) continue;
    const int width = static_cast<int>(shape.predicate.columns.size());
    // One in ten has no facts at all.
    const int facts = random.chance(10) ? 0 : (width == 0 ? 1 : random.between(2, 5 + 2 * width));
    add_predicate(world, shape.predicate, facts);
    if (shape.predicate.name == "road" && random.chance(70)) add_path(world, shape.predicate);
  }
}

}  // namespace linchpin::property
