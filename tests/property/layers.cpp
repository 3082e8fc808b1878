// The kinds of layers: templates that are sure to recurse, and random ones.
#include <array>

#include "generate.hpp"
#include "rule_writer.hpp"

namespace linchpin::property {

namespace b = build;
using syntax::Term;

namespace {

Term var(const char* name) { return b::variable(name); }

Predicate new_predicate(World& world, std::vector<Sort> columns) {
  const bool denied = !columns.empty() && world.random.chance(12);
  return {world.fresh_name(), std::move(columns), denied};
}

void state(World& world, const Predicate& head, b::Terms args, b::Body body) {
  world.program.push_back(b::clause(atom_of(head, std::move(args)), std::move(body)));
}

syntax::Literal is(const Predicate& p, b::Terms args) { return b::holds(atom_of(p, std::move(args))); }

syntax::Literal compare(const char* op, Term left, Term right) {
  return b::comparison(op, std::move(left), std::move(right));
}

Term plus(Term left, Term right) { return b::operation("+", {std::move(left), std::move(right)}); }

Predicate some_graph(World& world) { return world.random.pick(world.with_columns({Sort::node, Sort::node})); }

// A graph with weights; made from one without where there is none.
Predicate some_weighted_graph(World& world) {
  const auto graphs = world.with_columns({Sort::node, Sort::node, Sort::weight});
  if (!graphs.empty()) return world.random.pick(graphs);
  const Predicate out{world.fresh_name(), {Sort::node, Sort::node, Sort::weight}};
  state(world, out, {var("X"), var("Y"), b::integer(world.random.between(0, 3))},
        {is(some_graph(world), {var("X"), var("Y")})});
  world.finished.push_back(out);
  return out;
}

// A random body over finished predicates. REQUIRES: `rule` may hold literals already.
void fill(World& world, RuleWriter& rule, int atoms, int filter_percent) {
  for (; atoms > 0; --atoms) rule.add_atom(world.any_finished());
  if (world.random.chance(40)) rule.add_meeting();
  while (world.random.chance(filter_percent)) rule.add_filter();
}

// ---- without recursion

void add_plain(World& world) {
  Random& random = world.random;
  std::optional<Predicate> head;
  for (int i = random.between(1, 3); i > 0; --i) {
    RuleWriter rule(world, true);
    const bool focused = random.chance(50);
    if (focused) rule.add_focus();
    fill(world, rule, random.between(focused ? 0 : 1, 2), 40);
    if (!head) head = new_predicate(world, random.chance(10) ? std::vector<Sort>{} : rule.head_columns(3));
    world.program.push_back(rule.finish(*head));
  }
  world.finished.push_back(*head);
}

void add_aggregating(World& world) {
  RuleWriter rule(world, true);
  fill(world, rule, world.random.below(3), 10);
  rule.add_aggregate();
  if (world.random.chance(30)) rule.add_aggregate();
  if (world.random.chance(25)) rule.add_filter();
  const Predicate head = new_predicate(world, rule.head_columns(3));
  world.program.push_back(rule.finish(head));
  world.finished.push_back(head);
}

// ---- closures

void add_closure(World& world) {
  const Predicate edge = some_graph(world);
  const Predicate t = new_predicate(world, {Sort::node, Sort::node});
  state(world, t, {var("X"), var("Y")}, {is(edge, {var("X"), var("Y")})});
  const int kind = world.random.below(4);
  if (kind == 0 || kind == 3)
    state(world, t, {var("X"), var("Z")}, {is(t, {var("X"), var("Y")}), is(edge, {var("Y"), var("Z")})});
  if (kind == 1)
    state(world, t, {var("X"), var("Z")}, {is(some_graph(world), {var("X"), var("Y")}), is(t, {var("Y"), var("Z")})});
  if (kind >= 2) state(world, t, {var("X"), var("Z")}, {is(t, {var("X"), var("Y")}), is(t, {var("Y"), var("Z")})});
  if (world.random.chance(20)) state(world, t, {var("X"), var("Y")}, {is(t, {var("Y"), var("X")})});
  world.finished.push_back(t);
}

void add_mutual(World& world) {
  const Predicate edge = some_graph(world);
  const Predicate odd = new_predicate(world, {Sort::node, Sort::node});
  const Predicate even = new_predicate(world, {Sort::node, Sort::node});
  state(world, odd, {var("X"), var("Y")}, {is(edge, {var("X"), var("Y")})});
  state(world, odd, {var("X"), var("Z")}, {is(even, {var("X"), var("Y")}), is(edge, {var("Y"), var("Z")})});
  b::Body step = {is(odd, {var("X"), var("Y")}), is(edge, {var("Y"), var("Z")})};
  if (world.random.chance(40)) step.push_back(compare("!=", var("X"), var("Z")));
  state(world, even, {var("X"), var("Z")}, std::move(step));
  world.finished.push_back(odd);
  world.finished.push_back(even);
}

// One or two predicates whose rules read each other and what is finished, at random.
void add_random_recursion(World& world) {
  Random& random = world.random;
  std::vector<Predicate> heads;
  std::vector<syntax::Statement> rules;
  for (int i = random.chance(35) ? 2 : 1; i > 0; --i) {
    RuleWriter base(world, true);
    fill(world, base, random.between(1, 2), 25);
    heads.push_back(new_predicate(world, base.head_columns(3)));
    rules.push_back(base.finish(heads.back()));
  }
  for (int i = random.between(1, 3); i > 0; --i) {
    RuleWriter rule(world, false);
    rule.add_atom(random.pick(heads));
    if (random.chance(35)) rule.add_atom(random.pick(heads));
    if (random.chance(40)) rule.add_meeting();
    fill(world, rule, random.chance(75) ? 1 : 0, 35);
    rules.push_back(rule.finish(random.pick(heads)));
  }
  random.shuffle(rules);
  world.program.insert(world.program.end(), rules.begin(), rules.end());
  world.finished.insert(world.finished.end(), heads.begin(), heads.end());
}

// ---- arithmetic and terms in recursion, bounded

void add_counting(World& world) {
  Random& random = world.random;
  const Predicate edge = some_graph(world);
  const Term bound = b::integer(random.between(2, 6));
  switch (random.below(4)) {
    case 0: {  // steps from each node
      const Predicate steps = new_predicate(world, {Sort::node, Sort::integer});
      state(world, steps, {var("X"), b::integer(0)}, {is(edge, {var("X"), var("_")})});
      b::Body body = {is(steps, {var("X"), var("N")}), is(edge, {var("X"), var("Y")})};
      if (random.chance(50)) {
        body.push_back(compare("<", var("N"), bound));
        state(world, steps, {var("Y"), plus(var("N"), b::integer(1))}, std::move(body));
      } else {
        body.push_back(compare("=", var("M"), plus(var("N"), b::integer(random.between(1, 2)))));
        body.push_back(compare("<=", var("M"), bound));
        state(world, steps, {var("Y"), var("M")}, std::move(body));
      }
      return world.finished.push_back(steps);
    }
    case 1: {  // each number from the two before it
      const Predicate fibonacci = new_predicate(world, {Sort::integer, Sort::integer});
      state(world, fibonacci, {b::integer(0), b::integer(0)}, {});
      state(world, fibonacci, {b::integer(1), b::integer(random.between(1, 2))}, {});
      const Term before = b::operation("-", {var("N"), b::integer(1)});
      state(world, fibonacci, {plus(var("N"), b::integer(1)), plus(var("A"), var("B"))},
            {is(fibonacci, {var("N"), var("A")}), is(fibonacci, {before, var("B")}),
             compare("<", var("N"), b::integer(random.between(4, 12)))});
      return world.finished.push_back(fibonacci);
    }
    case 2: {  // halve or treble, within a ring
      const Predicate orbit = new_predicate(world, {Sort::integer});
      const Term half = b::operation("/", {var("N"), b::integer(2)});
      const Term parity = b::operation("mod", {var("N"), b::integer(2)});
      const Term treble = plus(b::operation("*", {b::integer(3), var("N")}), b::integer(1));
      state(world, orbit, {b::integer(random.between(3, 30))}, {});
      state(world, orbit, {half}, {is(orbit, {var("N")}), compare("=", parity, b::integer(0))});
      state(world, orbit, {b::operation("mod", {treble, b::integer(64)})},
            {is(orbit, {var("N")}), compare("!=", parity, b::integer(0))});
      return world.finished.push_back(orbit);
    }
    default: {  // signs multiply along a path
      const Predicate influence = new_predicate(world, {Sort::node, Sort::node, Sort::integer});
      state(world, influence, {var("X"), var("Y"), b::integer(1)}, {is(edge, {var("X"), var("Y")})});
      state(world, influence, {var("X"), var("Y"), b::integer(-1)}, {is(some_graph(world), {var("Y"), var("X")})});
      state(world, influence, {var("X"), var("Z"), b::operation("*", {var("S"), var("T")})},
            {is(influence, {var("X"), var("Y"), var("S")}), is(influence, {var("Y"), var("Z"), var("T")})});
      return world.finished.push_back(influence);
    }
  }
}

void add_growing_terms(World& world) {
  Random& random = world.random;
  const Predicate edge = some_graph(world);
  switch (random.below(3)) {
    case 0: {  // walks of bounded length, as nested terms
      const Predicate walk = new_predicate(world, {Sort::node, Sort::term, Sort::integer});
      state(world, walk, {var("X"), b::compound("f", {var("X")}), b::integer(0)}, {is(edge, {var("X"), var("_")})});
      state(world, walk, {var("Y"), b::compound("h", {var("P"), var("Y")}), plus(var("N"), b::integer(1))},
            {is(walk, {var("X"), var("P"), var("N")}), is(edge, {var("X"), var("Y")}),
             compare("<", var("N"), b::integer(random.between(1, 2)))});
      world.finished.push_back(walk);
      if (random.chance(60)) return;
      const Predicate on_walk = new_predicate(world, {Sort::node, Sort::term});  // ends when taken apart
      state(world, on_walk, {var("X"), var("P")},
            {is(walk, {var("_"), b::compound("h", {var("P"), var("X")}), var("_")})});
      state(world, on_walk, {var("X"), var("P")}, {is(on_walk, {var("_"), b::compound("h", {var("P"), var("X")})})});
      return world.finished.push_back(on_walk);
    }
    case 1: {  // numerals up to a size
      const Predicate numeral = new_predicate(world, {Sort::any, Sort::integer});
      state(world, numeral, {b::name("zero"), b::integer(0)}, {});
      state(world, numeral, {b::compound("succ", {var("X")}), var("M")},
            {is(numeral, {var("X"), var("N")}), compare("=", var("M"), plus(var("N"), b::integer(1))),
             compare("<=", var("M"), b::integer(random.between(3, 6)))});
      return world.finished.push_back(numeral);
    }
    default: {  // parts of parts
      const Predicate part = new_predicate(world, {Sort::any});
      const auto acts = world.with_columns({Sort::node, Sort::term});
      if (acts.empty()) {
        state(world, part, {b::compound("f", {b::compound("g", {var("X"), b::integer(1)})})},
              {is(edge, {var("X"), var("_")})});
      } else {
        state(world, part, {var("X")}, {is(random.pick(acts), {var("_"), var("X")})});
      }
      const bool by_builtin = random.chance(50);
      if (by_builtin) {
        state(world, part, {var("A")},
              {is(part, {var("X")}), b::holds(b::atom("arg", {var("X"), var("_"), var("A")}))});
      } else {
        state(world, part, {var("A")},
              {is(part, {var("X")}), compare("=", var("X"), b::compound("h", {var("A"), var("_")}))});
        state(world, part, {var("A")}, {is(part, {b::compound("f", {var("A")})})});
      }
      return world.finished.push_back(part);
    }
  }
}

// ---- best values

Predicate best(World& world, std::vector<Sort> columns, std::size_t place, bool least) {
  const Predicate p{world.fresh_name(), std::move(columns)};
  std::vector<b::Argument> arguments;
  for (std::size_t i = 0; i < p.columns.size(); ++i) {
    const bool here = i == place;
    const std::string type = !here ? "any" : (is_integer(p.columns[i]) ? "int" : "any");
    const auto extremum = !here ? syntax::Extremum::none : (least ? syntax::Extremum::min : syntax::Extremum::max);
    arguments.push_back({"a" + std::to_string(i + 1), type, extremum});
  }
  world.program.push_back(b::declaration(p.name, std::move(arguments)));
  return p;
}

void add_best(World& world) {
  Random& random = world.random;
  const Predicate road = some_weighted_graph(world);
  switch (random.below(6)) {
    case 0: {  // shortest from somewhere; in the direction that improvement keeps true
      const Predicate d = best(world, {Sort::node, Sort::weight}, 1, true);
      state(world, d, {b::name("a"), b::integer(0)}, {});
      b::Body body = {is(d, {var("X"), var("D")}), is(road, {var("X"), var("Y"), var("W")})};
      if (random.chance(30)) body.push_back(compare("<=", var("D"), b::integer(random.between(3, 12))));
      state(world, d, {var("Y"), plus(var("D"), var("W"))}, std::move(body));
      return world.finished.push_back(d);
    }
    case 1: {  // shortest between all, by doubling; the cost first
      const Predicate d = best(world, {Sort::weight, Sort::node, Sort::node}, 0, true);
      state(world, d, {var("W"), var("X"), var("Y")}, {is(road, {var("X"), var("Y"), var("W")})});
      state(world, d, {plus(var("D"), var("E")), var("X"), var("Z")},
            {is(d, {var("D"), var("X"), var("Y")}), is(d, {var("E"), var("Y"), var("Z")})});
      return world.finished.push_back(d);
    }
    case 2: {  // widest
      const Predicate w = best(world, {Sort::node, Sort::node, Sort::weight}, 2, false);
      state(world, w, {var("X"), var("Y"), var("W")}, {is(road, {var("X"), var("Y"), var("W")})});
      state(world, w, {var("X"), var("Z"), b::compound("min", {var("D"), var("W")})},
            {is(w, {var("X"), var("Y"), var("D")}), is(road, {var("Y"), var("Z"), var("W")})});
      return world.finished.push_back(w);
    }
    case 3: {  // longest, uphill only
      const Predicate l = best(world, {Sort::node, Sort::weight}, 1, false);
      state(world, l, {var("X"), b::integer(0)}, {is(road, {var("X"), var("_"), var("_")})});
      state(world, l, {var("Y"), plus(var("D"), var("W"))},
            {is(l, {var("X"), var("D")}), is(road, {var("X"), var("Y"), var("W")}), compare("<", var("X"), var("Y"))});
      return world.finished.push_back(l);
    }
    case 4: {  // two kinds of arrival, one from the other
      const Predicate by_land = best(world, {Sort::node, Sort::weight}, 1, true);
      const Predicate by_sea = best(world, {Sort::node, Sort::weight}, 1, true);
      const Predicate ferry = some_graph(world);
      state(world, by_land, {b::name("a"), b::integer(random.below(3))}, {});
      state(world, by_land, {var("Y"), plus(var("D"), var("W"))},
            {is(by_land, {var("X"), var("D")}), is(road, {var("X"), var("Y"), var("W")})});
      state(world, by_sea, {var("Y"), plus(var("D"), b::integer(2))},
            {is(by_land, {var("X"), var("D")}), is(ferry, {var("X"), var("Y")})});
      state(world, by_land, {var("X"), var("D")}, {is(by_sea, {var("X"), var("D")})});
      world.finished.push_back(by_land);
      return world.finished.push_back(by_sea);
    }
    default: {  // without recursion, of any values
      RuleWriter rule(world, true);
      fill(world, rule, random.between(1, 2), 20);
      std::vector<Sort> columns = rule.head_columns(3);
      std::erase_if(columns, [](Sort s) { return s == Sort::decimal || s == Sort::any; });  // 1 and 1.0 are level
      if (columns.empty()) columns = {Sort::integer};
      const Predicate p = best(world, columns, static_cast<std::size_t>(random.below(static_cast<int>(columns.size()))),
                               random.chance(50));
      world.program.push_back(rule.finish(p));
      return world.finished.push_back(p);
    }
  }
}

}  // namespace

void add_failing(World& world) {
  const auto scores = world.with_columns({Sort::node, Sort::integer});
  if (scores.empty()) return;
  const Predicate fail{kFailing + std::to_string(world.random.below(10)), {Sort::node, Sort::integer}};
  const Predicate& score = world.random.pick(scores);
  Term bad = b::operation(world.random.chance(50) ? "/" : "mod", {b::integer(7), var("N")});
  if (world.random.chance(50))
    bad = b::operation(world.random.chance(50) ? "+" : "*", {b::integer(std::int64_t{1} << 62), var("N")});
  if (world.random.chance(50)) bad = plus(bad, b::integer(std::int64_t{1} << 62));
  state(world, fail, {var("X"), var("Z")}, {is(score, {var("X"), var("N")}), compare("=", var("Z"), bad)});
}

void add_layer(World& world) {
  struct Kind {
    int weight;
    void (*add)(World&);
  };
  static constexpr std::array kKinds = {
      Kind{44, add_plain},
      Kind{52, add_aggregating},
      Kind{12, add_closure},
      Kind{8, add_mutual},
      Kind{16, add_random_recursion},
      Kind{10, add_counting},
      Kind{9, add_growing_terms},
      Kind{10, add_best},
  };
  int total = 0;
  for (const Kind& k : kKinds) total += k.weight;
  int roll = world.random.below(total);
  for (const Kind& k : kKinds) {
    if (roll < k.weight) return k.add(world);
    roll -= k.weight;
  }
}

}  // namespace linchpin::property
