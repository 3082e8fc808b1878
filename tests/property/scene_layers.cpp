#include "scene_layers.hpp"

#include <array>

#include "scene.hpp"

namespace linchpin::property {

namespace b = build;

namespace {

const syntax::Term kX = b::variable("X");
const syntax::Term kY = b::variable("Y");
const syntax::Term kZ = b::variable("Z");

syntax::Literal is(const Named& n, b::Terms args, bool denied = false) {
  return b::holds(atom_of(n, std::move(args), denied));
}
syntax::Literal is_not(const Named& n, b::Terms args, bool denied = false) {
  return b::fails(atom_of(n, std::move(args), denied));
}

// A predicate that depends on those.
Named above(Scene& scene, int arity, const std::vector<Named>& read) {
  Named out = scene.fresh(arity);
  for (const Named& n : read) {
    out.open |= n.open;
    out.affected |= n.affected;
  }
  return out;
}

// ---- facts

void add_facts(Scene& scene, int arity, bool weighted) {
  Random& random = scene.random;
  Named base = scene.fresh(arity);
  base.weighted = weighted;
  for (int i = random.between(3, 6) + arity; i > 0; --i) {
    b::Terms args;
    for (int a = 0; a < arity - (weighted ? 1 : 0); ++a) args.push_back(scene.node());
    if (weighted) args.push_back(b::integer(random.between(1, 9)));
    const bool denied = !weighted && random.chance(8);
    scene.state(atom_of(base, args, denied));
    if (weighted && random.chance(40)) args.back() = b::integer(random.between(1, 9));
    if (random.chance(weighted ? 60 : 25)) scene.state(atom_of(base, args, denied));  // perhaps at another level
  }
  scene.finish(base);
}

// ---- without cycles through negation

void add_join(Scene& scene) {
  Random& random = scene.random;
  const Named unary = random.pick(scene.with(1));
  const Named link = random.pick(scene.with(2));
  const Named other = random.pick(scene.with(1));
  const Named head = above(scene, random.between(1, 2), {unary, link, other});
  for (int i = random.between(1, 2); i > 0; --i) {
    const bool denied = random.chance(15);
    b::Terms args = {kX};
    if (head.arity == 2) args.push_back(kY);
    b::Body body = {is(link, {kX, kY}), is(unary, {random.chance(50) ? kX : kY}, random.chance(10))};
    if (random.chance(40)) body.push_back(random.chance(50) ? is_not(other, {kX}) : is(other, {kY}));
    if (random.chance(15)) body.push_back(b::comparison("!=", kX, kY));
    if (random.chance(40)) {  // a cycle
      body.push_back(is(random.pick(scene.with(2)), {kY, kZ}));
      body.push_back(is(link, {kX, kZ}));
    }
    scene.state(atom_of(head, args, denied), std::move(body));
  }
  scene.finish(head);
}

void add_closure(Scene& scene) {
  Random& random = scene.random;
  const Named edge = random.pick(scene.with(2));
  const Named t = above(scene, 2, {edge});
  scene.state(atom_of(t, {kX, kY}), {is(edge, {kX, kY})});
  if (random.chance(50)) {
    scene.state(atom_of(t, {kX, kZ}), {is(t, {kX, kY}), is(edge, {kY, kZ})});
  } else {
    scene.state(atom_of(t, {kX, kZ}), {is(t, {kX, kY}), is(t, {kY, kZ})});
  }
  if (random.chance(25)) scene.state(atom_of(t, {kX, kY}), {is(t, {kY, kX})});
  if (random.chance(40)) scene.state(atom_of(t, {kZ, kY}), {is(t, {kX, kY}), is(t, {kY, kZ}), is(edge, {kX, kZ})});
  scene.finish(t);
}

void add_negation(Scene& scene) {
  Random& random = scene.random;
  const Named domain = random.pick(scene.with(1));
  const Named unary = random.pick(scene.with(1));
  const Named link = random.pick(scene.with(2));
  const Named head = above(scene, 1, {domain, unary, link});
  b::Body body = {is(domain, {kX})};
  body.push_back(random.chance(50) ? is_not(unary, {kX}, random.chance(20))
                                   : is_not(link, {kX, random.chance(50) ? b::variable("_") : kX}));
  scene.state(atom_of(head, {kX}, random.chance(15)), std::move(body));
  scene.finish(head);
}

void add_aggregate(Scene& scene) {
  Random& random = scene.random;
  Named head = scene.fresh(2);
  const syntax::Term n = b::variable("N");
  const Named unary = random.pick(scene.closed(1));
  if (random.chance(40)) {
    const Named weighted = random.pick(scene.with(3, true));
    const std::string function = random.pick(std::vector<std::string>{"sum", "min", "max", "count", "list"});
    const syntax::Term w = b::variable("W");
    head = above(scene, 2, {unary});
    scene.state(atom_of(head, {kX, n}),
                {is(unary, {kX}),
                 b::comparison("=", n, b::aggregate(function, {w}, {is(weighted, {kX, b::variable("_"), w})}))});
  } else {
    const Named link = random.pick(scene.closed(2));
    const Named other = random.pick(scene.closed(1));
    head = above(scene, 2, {unary, link, other});
    b::Body inner = {is(link, {kX, kY})};
    if (random.chance(40)) inner.push_back(random.chance(50) ? is(other, {kY}) : is_not(other, {kY}));
    const char* function = random.chance(65) ? "count" : "list";
    scene.state(atom_of(head, {kX, n}),
                {is(unary, {kX}), b::comparison("=", n, b::aggregate(function, {kY}, std::move(inner)))});
  }
  Named many = head;  // who has more than one, say
  many = scene.fresh(1, head.open, head.affected);
  scene.state(atom_of(many, {kX}), {is(head, {kX, n}), b::comparison("!=", n, b::integer(random.below(3)))});
  scene.finish(many);
}

// ---- best values

void add_best(Scene& scene) {
  Random& random = scene.random;
  const bool least = random.chance(70);
  const Named road = random.pick(scene.with(3, true));
  Named d = scene.fresh(2);
  scene.declare(
      b::declaration(d.name, {{"to", "any"}, {"cost", "int", least ? syntax::Extremum::min : syntax::Extremum::max}}));
  const syntax::Term w = b::variable("W");
  const syntax::Term cost = b::variable("D");
  const bool filtered = random.chance(30);
  const Named filter = random.pick(random.chance(30) ? scene.closed(1) : scene.unaffected(1));
  d.affected = filtered && filter.affected;
  if (least) {
    scene.state(atom_of(d, {scene.node(), b::integer(0)}));
    if (random.chance(40)) scene.state(atom_of(d, {scene.node(), b::integer(random.between(1, 5))}));
    b::Body body = {is(d, {kX, cost}), is(road, {kX, kY, w})};
    if (filtered) body.push_back(random.chance(50) ? is(filter, {kX}) : is_not(filter, {kY}));
    scene.state(atom_of(d, {kY, b::operation("+", {cost, w})}), std::move(body));
  } else {  // the widest way
    b::Body body = {is(road, {kX, kY, w})};
    if (filtered) body.push_back(is(filter, {kX}));
    scene.state(atom_of(d, {kY, w}), std::move(body));
    scene.state(atom_of(d, {kY, b::compound("min", {cost, w})}), {is(d, {kX, cost}), is(road, {kX, kY, w})});
  }
  if (d.affected) return;  // what is definite of it, nothing may ask
  const Named far = scene.fresh(1);
  scene.state(atom_of(far, {kX}), {is(d, {kX, cost}), b::comparison(random.chance(50) ? "<" : ">", cost,
                                                                    b::integer(random.between(2, 10)))});
  scene.finish(far);
}

// ---- negation in cycles

void add_game(Scene& scene) {
  const Named move = scene.random.pick(scene.with(2));
  Named win = above(scene, 1, {move});
  win.open = true;
  scene.state(atom_of(win, {kX}), {is(move, {kX, kY}), is_not(win, {kY})});
  if (scene.random.chance(25)) scene.state(atom_of(win, {scene.node()}));
  scene.finish(win);
}

void add_mutual_not(Scene& scene) {
  Random& random = scene.random;
  const Named domain = random.pick(scene.with(1));
  Named one = above(scene, 1, {domain});
  one.open = true;
  Named other = one;
  other.name = scene.fresh(1).name;
  scene.state(atom_of(one, {kX}), {is(domain, {kX}), is_not(other, {kX})});
  scene.state(atom_of(other, {kX}), {is(domain, {kX}), is_not(one, {kX})});
  if (random.chance(50)) scene.state(atom_of(random.chance(50) ? one : other, {scene.node()}));
  scene.finish(one);
  scene.finish(other);
}

// Two or three predicates that read each other, with `not` or without.
void add_open_knot(Scene& scene) {
  Random& random = scene.random;
  const Named domain = random.pick(scene.with(1));
  const Named filter = random.pick(scene.with(1));
  const Named link = random.pick(scene.with(2));
  std::vector<Named> heads;
  for (int i = random.between(1, 3); i > 0; --i) {
    heads.push_back(above(scene, 1, {domain, filter, link}));
    heads.back().open = true;
  }
  for (int i = static_cast<int>(heads.size()) + random.between(1, 2); i > 0; --i) {
    b::Body body = {random.chance(60) ? is(domain, {kX}) : is(link, {kX, kY})};
    const bool far = body[0].atom.args.size() == 2;
    for (int l = random.between(1, 2); l > 0; --l) {
      const syntax::Term at = far && random.chance(60) ? kY : kX;
      const Named& read = random.pick(heads);
      body.push_back(random.chance(55) ? is_not(read, {at}) : is(read, {at}));
    }
    if (random.chance(30)) body.push_back(random.chance(50) ? is(filter, {kX}) : is_not(filter, {kX}));
    scene.state(atom_of(random.pick(heads), {kX}), std::move(body));
  }
  for (const Named& head : heads) {
    if (random.chance(50)) scene.state(atom_of(head, {kX}), {is(domain, {kX}), is_not(head, {kX})});
    if (random.chance(30)) scene.state(atom_of(head, {scene.node()}));
    scene.finish(head);
  }
}

// ---- exceptions

// Clauses for and against one predicate, over what is finished; some of them override others.
void add_debate(Scene& scene) {
  Random& random = scene.random;
  const Named link = random.pick(scene.with(2));
  std::vector<Named> grounds;
  for (int i = 0; i < 4; ++i) grounds.push_back(random.pick(scene.with(1)));
  std::vector<Named> read = grounds;
  read.push_back(link);
  Named head = above(scene, 1, read);
  head.affected = true;
  std::array<std::vector<std::string>, 2> sides;
  const int clauses = random.between(2, 5);
  const bool one_domain = random.chance(40);  // so that the sides meet
  for (int i = 0; i < clauses; ++i) {
    const bool denied = i < 2 ? i == 1 : random.chance(50);
    const Named& ground = one_domain ? grounds[0] : random.pick(grounds);
    b::Body body = {random.chance(80) ? is(ground, {kX}) : is(link, {kX, b::variable("_")})};
    if (random.chance(20)) body.push_back(is_not(random.pick(grounds), {kX}));
    const bool fact = random.chance(15);
    const bool normally = i == 0 || random.chance(80);
    sides[denied ? 1 : 0].push_back(fact ? scene.claim(normally, atom_of(head, {scene.node()}, denied))
                                         : scene.claim(normally, atom_of(head, {kX}, denied), std::move(body)));
  }
  for (const std::string& one : sides[0])
    for (const std::string& other : sides[1])
      if (random.chance(55)) scene.decide(one, other);
  scene.finish(head);
}

// Two clauses on each side, each beating one of the other side.
void add_teams(Scene& scene) {
  Random& random = scene.random;
  const Named domain = random.pick(scene.with(1));
  Named head = above(scene, 1, {domain});
  head.affected = true;
  std::vector<std::string> against;
  std::vector<std::string> in_favour;
  for (int i = 0; i < 2; ++i) {
    in_favour.push_back(scene.claim(true, atom_of(head, {kX}), {is(domain, {kX})}));
    against.push_back(scene.claim(true, atom_of(head, {kX}, true), {is(domain, {kX})}));
  }
  scene.override_by(in_favour[0], against[0]);
  if (random.chance(80)) scene.override_by(in_favour[1], against[1]);
  if (random.chance(20)) scene.override_by(in_favour[0], against[1]);
  scene.finish(head);
}

void add_rivals(Scene& scene) {
  Random& random = scene.random;
  const Named domain = random.pick(scene.with(1));
  const Named other = random.pick(scene.with(1));
  if (random.chance(40)) {  // at most one Y for each X
    const Named link = random.pick(scene.with(2));
    Named head = above(scene, 2, {link, domain});
    head.affected = true;
    scene.incompatible(atom_of(head, {kX, kY}), atom_of(head, {kX, kZ}));
    const std::string one = scene.claim(true, atom_of(head, {kX, kY}), {is(link, {kX, kY})});
    const std::string two = scene.claim(random.chance(70), atom_of(head, {kX, scene.node()}), {is(domain, {kX})});
    if (random.chance(50)) scene.decide(one, two);
    return scene.finish(head);
  }
  Named p = above(scene, 1, {domain, other});
  p.affected = true;
  Named q = p;
  q.name = scene.fresh(1).name;
  const bool denied = random.chance(25);
  scene.incompatible(atom_of(p, {kX}), atom_of(q, {kX}, denied));
  const std::string one = scene.claim(true, atom_of(p, {kX}), {is(domain, {kX})});
  const std::string two =
      scene.claim(random.chance(70), atom_of(q, {kX}, denied), {is(random.chance(60) ? domain : other, {kX})});
  if (random.chance(50)) scene.decide(one, two);
  if (random.chance(30)) scene.claim(random.chance(50), atom_of(p, {kX}, true), {is(other, {kX})});
  scene.finish(p);
  scene.finish(q);
}

// What attacks depends on what it attacks, or clauses support each other.
void add_contested_knot(Scene& scene) {
  Random& random = scene.random;
  const Named domain = random.pick(scene.with(1));
  const Named link = random.pick(scene.with(2));
  std::vector<Named> heads;
  for (int i = random.between(1, 3); i > 0; --i) {
    heads.push_back(above(scene, 1, {domain, link}));
    heads.back().affected = heads.back().open = true;
  }
  std::array<std::vector<std::pair<std::string, std::string>>, 2> sides;  // predicate and claim
  for (int i = static_cast<int>(heads.size()) + random.between(1, 4); i > 0; --i) {
    const Named& head = random.pick(heads);
    const bool denied = random.chance(40);
    b::Body body = {random.chance(70) ? is(domain, {kX}) : is(link, {kX, kY})};
    const syntax::Term at = body[0].atom.args.size() == 2 && random.chance(60) ? kY : kX;
    if (random.chance(65)) {
      const Named& read = random.pick(heads);
      body.push_back(random.chance(30) ? is_not(read, {at}, random.chance(30)) : is(read, {at}, random.chance(30)));
    }
    sides[denied ? 1 : 0].emplace_back(head.name,
                                       scene.claim(random.chance(70), atom_of(head, {kX}, denied), std::move(body)));
  }
  scene.claim(true, atom_of(heads[0], {kX}), {is(domain, {kX})});
  for (const auto& [p, one] : sides[0])
    for (const auto& [q, other] : sides[1])
      if (p == q && random.chance(50)) scene.decide(one, other);
  for (const Named& head : heads) scene.finish(head);
}

// ---- sayings

void add_hearsay(Scene& scene) {
  Random& random = scene.random;
  const Named base = random.pick(scene.unaffected(1));
  const Named told = scene.fresh(2);
  syntax::Term said = b::compound(base.name, {kX});
  if (random.chance(30)) said = b::operation("-", {said});
  scene.state(atom_of(told, {b::variable("S"), kX}),
              {b::holds(b::atom("says", {b::variable("S"), said, b::variable("_")}))});
  scene.finish(told);
}

// ---- errors

void add_unanswerable(Scene& scene) {
  const Named domain = scene.fresh(1);
  scene.declare(b::clause(atom_of(domain, {scene.node()})));
  const Named odd = scene.fresh(1);
  scene.declare(b::clause(atom_of(odd, {kX}), {is(domain, {kX}), is_not(odd, {kX})}));
  const syntax::Term n = b::variable("N");
  scene.declare(
      b::clause(b::atom(kUnanswerable, {n}), {b::comparison("=", n, b::aggregate("count", {kX}, {is(odd, {kX})}))}));
}

}  // namespace

Program generate_claims(std::uint64_t seed) {
  Scene scene(seed);
  Random& random = scene.random;
  for (int i = 0; i < 2; ++i) add_facts(scene, 1, false);
  add_facts(scene, 2, false);
  if (random.chance(50)) add_facts(scene, 2, false);
  add_facts(scene, 3, true);
  const std::vector<void (*)(Scene&)> layers = {
      add_join,  add_closure, add_negation,       add_aggregate,      add_aggregate, add_best,
      add_best,  add_game,    add_mutual_not,     add_open_knot,      add_debate,    add_debate,
      add_teams, add_rivals,  add_contested_knot, add_contested_knot, add_hearsay};
  for (int i = random.between(3, 7); i > 0; --i) random.pick(layers)(scene);
  if (random.chance(20)) scene.repeat_some_claim();
  if (random.chance(6)) add_unanswerable(scene);
  return scene.take();
}

}  // namespace linchpin::property
