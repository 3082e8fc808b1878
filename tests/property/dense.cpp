#include "dense.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <stdexcept>

#include "random.hpp"

namespace linchpin::property {

namespace {

// Text is what these programs are made of: the rules stand here as a user writes them.
class Writer {
 public:
  explicit Writer(std::uint64_t seed) : random(seed), naming_(random.below(6)) {}

  Random random;

  std::string node(int i) const {
    switch (naming_) {
      case 0:
      case 1:
        return std::to_string(i);
      case 2:
        return std::to_string(i * 7'919 % 99'991);  // with gaps, in another order
      case 3:
        return i % 7 == 3 ? "n" + std::to_string(i) : std::to_string(1000 + i);
      default:
        return "n" + std::to_string(i);
    }
  }
  bool named() const { return naming_ > 3; }
  void number_without_gaps() { naming_ = 0; }

  void rules(const std::string& text) { text_ += text + "\n"; }
  void fact(const std::string& predicate, std::initializer_list<std::string> args) {
    std::string line = predicate;
    for (const std::string& a : args) line += (line.size() == predicate.size() ? "(" : ", ") + a;
    facts_.push_back(line + ").\n");
  }

  // A graph of `n` nodes: a path through a part of them, and arcs at random; `down`: to higher numbers only.
  void graph(const std::string& predicate, int n, int path, int arcs, bool down) {
    for (int i = 1; i < path; ++i) fact(predicate, {node(i - 1), node(i)});
    for (int i = 0; i < arcs; ++i) {
      int from = random.below(n);
      int to = random.below(n);
      if (down && from > to) std::swap(from, to);
      if (!down || from != to) fact(predicate, {node(from), node(to)});
    }
  }

  Program finish() {
    random.shuffle(facts_);
    for (const std::string& fact : facts_) text_ += fact;
    return parse(text_);
  }

 private:
  int naming_;
  std::string text_;
  std::vector<std::string> facts_;
};

// ---- closures of one relation

void left_linear(Writer& w) {
  const int n = w.random.between(70, 110);
  w.graph("e", n, w.random.between(5, n), w.random.between(3 * n / 2, 3 * n), w.random.chance(30));
  w.rules("t(X, Y) :- e(X, Y).  t(X, Z) :- t(X, Y), e(Y, Z).");
}

void right_linear(Writer& w) {
  const int n = w.random.between(70, 110);
  w.graph("e", n, w.random.between(5, n), w.random.between(3 * n / 2, 3 * n), w.random.chance(30));
  w.rules("t(X, Y) :- e(X, Y).  t(X, Z) :- e(X, Y), t(Y, Z).");
}

void non_linear(Writer& w) {
  const bool full = w.random.chance(70);  // every node reaches every other: as many derivations as n cubed
  if (full) w.number_without_gaps();      // rows fill the square, so that unions of words pay
  const int n = full ? w.random.between(72, 76) : w.random.between(60, 95);
  w.graph("e", n, full ? n : w.random.between(n / 2, n), w.random.between(0, n), !full);
  if (full) w.fact("e", {w.node(n - 1), w.node(0)});
  w.rules("t(X, Y) :- e(X, Y).  t(X, Z) :- t(X, Y), t(Y, Z).");
}

// The output of a closure's rule, filtered; one node can't be passed.
void filtered(Writer& w) {
  const int n = w.random.between(80, 110);
  w.graph("e", n, w.random.between(5, n), w.random.between(2 * n, 4 * n), false);
  for (int i = 0; i < 5; ++i) w.fact("closed", {w.node(w.random.below(n))});
  w.rules("t(X, Y) :- e(X, Y).");
  w.rules("t(X, Z) :- t(X, Y), not closed(Y), e(Y, Z), " + std::string(w.random.chance(50) ? "X != Z." : "X < Z."));
}

void symmetric(Writer& w) {
  const int n = w.random.between(70, 90);
  w.graph("e", n, w.random.between(n / 3, n), w.random.between(n / 2, n), false);
  w.rules("t(X, Y) :- e(X, Y).  t(X, Y) :- t(Y, X).  t(X, Z) :- t(X, Y), e(Y, Z).");
}

// ---- joins of three and more atoms in recursion

void same_generation(Writer& w) {
  const int n = w.random.between(100, 160);
  for (int i = 1; i < n; ++i) w.fact("parent", {w.node(i), w.node(std::max(0, (i - 1) / 3 - w.random.below(3)))});
  w.rules("t(X, Y) :- parent(X, P), parent(Y, P)" + std::string(w.random.chance(50) ? "." : ", X != Y."));
  w.rules("t(X, Y) :- parent(X, A), t(A, B), parent(Y, B).");
}

void points_to(Writer& w) {
  const int n = w.random.between(60, 110);
  for (int i = 0; i < n / 2; ++i) w.fact("addr", {w.node(w.random.below(n)), w.node(w.random.below(n))});
  w.graph("assign", n, w.random.between(2, n / 2), w.random.between(n / 2, n), false);
  w.graph("load", n, 0, w.random.between(n / 5, n / 2), false);
  w.graph("store", n, 0, w.random.between(n / 5, n / 2), false);
  w.rules("t(Y, X) :- addr(Y, X).");
  w.rules("t(Y, X) :- assign(Y, Z), t(Z, X).");
  w.rules("t(Y, W) :- load(Y, X), t(X, Z), t(Z, W).");
  w.rules("t(Z, W) :- store(Y, X), t(Y, Z), t(X, W).");
}

void alias(Writer& w) {
  const int n = w.random.between(35, 60);
  w.graph("assign", n, w.random.between(2, n / 2), w.random.between(n / 2, n), true);
  w.graph("deref", n, 0, w.random.between(n / 2, n), false);
  w.rules("flows(X, Y) :- assign(X, Y).  flows(X, Y) :- assign(X, Z), memory(Z, Y).");
  w.rules("flows(X, Z) :- flows(X, Y), flows(Y, Z).");
  w.rules("memory(X, W) :- deref(Y, X), t(Y, Z), deref(Z, W).");
  w.rules("t(X, Y) :- flows(Z, X), flows(Z, Y).  t(X, Y) :- flows(Z, X), memory(Z, W), flows(W, Y).");
}

// Two predicates that read each other, and both sides of a join new in the same step.
void mutual(Writer& w) {
  const int n = w.random.between(80, 110);
  w.graph("e", n, w.random.between(n / 2, n), w.random.between(n / 2, n), true);
  w.rules("odd(X, Y) :- e(X, Y).  t(X, Z) :- odd(X, Y), e(Y, Z).  odd(X, Z) :- t(X, Y), odd(Y, Z).");
}

// ---- one and three columns

void reachable(Writer& w) {
  const int n = w.random.between(5500, 7000);
  w.graph("e", n, w.random.between(10, 60), 9 * n / 5, false);
  w.fact("t", {w.node(0)});
  w.rules("t(Y) :- t(X), e(X, Y).");
}

void labelled(Writer& w) {
  const int n = w.random.between(40, 60);
  for (int i = 1; i < n; ++i) w.fact("e", {w.node(i - 1), "l" + std::to_string(i % 3), w.node(i)});
  for (int i = 0; i < 3 * n; ++i)
    w.fact("e", {w.node(w.random.below(n)), "l" + std::to_string(w.random.below(3)), w.node(w.random.below(n))});
  w.rules("t(X, L, Y) :- e(X, L, Y).  t(X, L, Z) :- t(X, L, Y), e(Y, L, Z).");
}

void triangles(Writer& w) {
  const int n = w.random.between(40, 60);
  w.graph("e", n, n, 12 * n, false);
  w.rules("t(X, Y, Z) :- e(X, Y), e(Y, Z), e(Z, X).  t(Y, Z, X) :- t(X, Y, Z).");
}

void shortest(Writer& w) {
  const int n = w.random.between(30, 60);
  w.rules("predicate t(from: any, to: any, length: min int).");
  for (int i = 0; i < 3 * n; ++i)
    w.fact("e", {w.node(w.random.below(n)), w.node(w.random.below(n)), std::to_string(w.random.below(20))});
  w.rules("t(X, Y, D) :- e(X, Y, D).  t(X, Z, D + W) :- t(X, Y, D), e(Y, Z, W).");
}

struct Shape {
  int weight;
  int columns;  // of t
  void (*write)(Writer&);
};
constexpr std::array kShapes = {
    Shape{3, 2, left_linear},     Shape{3, 2, right_linear}, Shape{5, 2, non_linear}, Shape{2, 2, filtered},
    Shape{2, 2, symmetric},       Shape{3, 2, points_to},    Shape{2, 2, alias},      Shape{2, 2, mutual},
    Shape{2, 2, same_generation}, Shape{1, 1, reachable},    Shape{3, 3, labelled},   Shape{1, 3, triangles},
    Shape{2, 3, shortest},
};

// Each as often as its weight says among the numbers in a row, so that few programs hold all shapes, too.
const Shape& shape_for(std::uint64_t number) {
  std::uint64_t total = 0;
  for (const Shape& s : kShapes) total += static_cast<std::uint64_t>(s.weight);
  constexpr std::uint64_t kStride = 7;
  if (std::gcd(kStride, total) != 1) throw std::logic_error("shapes left out");
  std::uint64_t place = number % total * kStride % total;
  for (const Shape& s : kShapes) {
    if (place < static_cast<std::uint64_t>(s.weight)) return s;
    place -= static_cast<std::uint64_t>(s.weight);
  }
  return kShapes.back();
}

// What reads the complete relation.
void read_again(Writer& w, int columns) {
  static const std::array<std::vector<std::string>, 4> kReaders = {{
      {},
      {"rest(X) :- e(X, _), not t(X).", "inner(X, Y) :- e(X, Y), t(X), t(Y)."},
      {"first(X) :- t(X, _).  some(X, N) :- first(X), N = #count{Y : t(X, Y)}.", "none(Y, X) :- t(X, Y), not t(Y, X).",
       "back(Y, X) :- t(X, Y).  again(X, Z) :- back(X, Y), t(Y, Z), X < Z.", "loop(X) :- t(X, X)."},
      {"first(X) :- t(X, _, _).  some(X, N) :- first(X), N = #count{Y, Z : t(X, Y, Z)}.",
       "ends(X, Z) :- t(X, _, Z), not t(Z, _, X)."},
  }};
  const auto& readers = kReaders[static_cast<std::size_t>(columns)];
  w.rules(w.random.pick(readers));
}

}  // namespace

Program generate_dense(std::uint64_t number) {
  Writer w(number);
  const Shape& shape = shape_for(number);
  shape.write(w);
  if (w.random.chance(40)) read_again(w, shape.columns);
  const std::string reads = shape.columns == 1 ? "t(X)" : shape.columns == 2 ? "t(X, _)" : "t(X, _, _)";
  if (w.named() && w.random.chance(50)) {  // a sort's members are facts, too
    w.rules("sort place.  sort town < place.");
    for (int i = 0; i < 30; ++i) w.rules("entity " + w.node(i) + " : " + (i % 2 == 0 ? "town." : "place."));
    w.rules("out(X) :- place(X), not " + reads + ".");
  }
  for (int i = w.random.below(6); i > 0 && shape.columns == 2; --i)  // stated, whether it is derived or not
    w.rules("t(" + w.node(w.random.below(30)) + ", " + w.node(w.random.below(30)) + ").");
  return w.finish();
}

}  // namespace linchpin::property
