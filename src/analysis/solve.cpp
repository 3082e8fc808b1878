#include "analysis/solve.hpp"

namespace linchpin::analysis {

using K = Node::Kind;

void Solver::run() {
  std::vector<Item> items = std::move(c_.items_);
  c_.items_.clear();
  for (Item& item : items) {
    if (item.literal.kind != Literal::Kind::compare || item.literal.comparison != Comparison::equal) {
      c_.items_.push_back(std::move(item));
      continue;
    }
    span_ = item.literal.span;
    unify(item.args[0], item.args[1]);
  }
  settle();
}

// Equations of terms and calls made along the way may be decided by what later equations gave.
void Solver::settle() {
  for (bool again = true; again && !c_.never_ && !c_.failed_;) {
    again = false;
    for (std::size_t i = 0; i < c_.items_.size() && !c_.never_; ++i) {
      const Literal::Kind kind = c_.items_[i].literal.kind;
      if (kind != Literal::Kind::term && kind != Literal::Kind::bind) continue;
      const Node left = c_.resolved(c_.items_[i].args[0]);
      const Node right = c_.resolved(c_.items_[i].args[1]);
      const bool taken_apart = kind == Literal::Kind::term && left.kind == K::constant;
      if (!taken_apart && right.kind != K::constant) continue;
      span_ = c_.items_[i].literal.span;
      c_.items_.erase(c_.items_.begin() + static_cast<std::ptrdiff_t>(i));
      unify(left, right);
      again = true;
      break;
    }
  }
}

Node Solver::fresh(Span span) {
  Node node;
  node.kind = K::variable;
  node.span = span;
  node.variable = c_.fresh(span);
  return node;
}

void Solver::emit(Literal::Kind kind, const Node& left, const Node& right) {
  Item item;
  item.literal.kind = kind;
  item.literal.span = span_;
  item.literal.comparison = Comparison::equal;
  item.args = {left, right};
  c_.items_.push_back(std::move(item));
}

void Solver::unify(const Node& one, const Node& other) {
  if (c_.never_ || c_.failed_) return;
  Node a = c_.resolved(one);
  Node b = c_.resolved(other);
  // The simpler side first: a constant, a variable, a compound, a call.
  const auto rank = [](const Node& n) {
    switch (n.kind) {
      case K::wildcard:
        return 0;
      case K::constant:
        return 1;
      case K::variable:
        return 2;
      case K::compound:
        return 3;
      case K::call:
        return 4;
    }
    return 4;
  };
  if (rank(a) > rank(b)) std::swap(a, b);
  switch (a.kind) {
    case K::wildcard:
      if (b.kind == K::call) emit(Literal::Kind::bind, fresh(a.span), b);
      return;
    case K::constant:
      if (b.kind == K::constant) {
        if (a.value != b.value) never();
      } else if (b.kind == K::variable) {
        give(b.variable, a, b);
      } else if (b.kind == K::compound) {
        if (!a.value.is_term() || c_.context_.pool.functor(a.value) != b.value ||
            c_.context_.pool.args(a.value).size() != b.args.size()) {
          never();
          return;
        }
        std::vector<Node> args;
        for (Value v : c_.context_.pool.args(a.value)) {
          Node node;
          node.kind = K::constant;
          node.span = a.span;
          node.value = v;
          args.push_back(node);
        }
        unify_args(args, b.args);
      } else {
        const Node result = fresh(b.span);
        emit(Literal::Kind::bind, result, b);
        emit(Literal::Kind::compare, result, a);
      }
      return;
    case K::variable:
      if (b.kind == K::variable) {
        unify_variables(a.variable, b.variable, a, b);
      } else {
        emit(b.kind == K::compound ? Literal::Kind::term : Literal::Kind::bind, a, b);
      }
      return;
    case K::compound:
      if (b.kind == K::compound) {
        if (a.value != b.value || a.args.size() != b.args.size()) {
          never();
        } else {
          unify_args(a.args, b.args);
        }
      } else {
        const Node result = fresh(b.span);
        emit(Literal::Kind::bind, result, b);
        emit(Literal::Kind::term, result, a);
      }
      return;
    case K::call: {
      const Node result = fresh(a.span);
      emit(Literal::Kind::bind, result, a);
      emit(Literal::Kind::bind, result, b);
      return;
    }
  }
}

void Solver::unify_args(const std::vector<Node>& a, const std::vector<Node>& b) {
  for (std::size_t i = 0; i < a.size(); ++i) unify(a[i], b[i]);
}

// A linked variable stands for one of the outer conjunction's, whose rows differ in it: it stays a variable.
void Solver::give(VariableId v, const Node& constant, const Node& variable) {
  if (c_.variables_[v].outer != Conjunction::kNone) {
    emit(Literal::Kind::compare, variable, constant);
    return;
  }
  c_.variables_[v].constant = constant.value;
  c_.variables_[v].constant_span = constant.span;
}

void Solver::unify_variables(VariableId a, VariableId b, const Node& node_a, const Node& node_b) {
  if (a == b) return;
  const auto& variables = c_.variables_;
  const bool linked_a = variables[a].outer != Conjunction::kNone;
  const bool linked_b = variables[b].outer != Conjunction::kNone;
  if (linked_a && linked_b) {
    emit(Literal::Kind::compare, node_a, node_b);
    return;
  }
  // The root: linked before free, named before made here, first met before later.
  const auto before = [&](VariableId x, VariableId y) {
    if (linked_a != linked_b) return x == a ? linked_a : linked_b;
    if (variables[x].name.empty() != variables[y].name.empty()) return !variables[x].name.empty();
    return x < y;
  };
  const VariableId root = before(a, b) ? a : b;
  const VariableId child = root == a ? b : a;
  c_.variables_[child].parent = root;
  if (c_.variables_[child].projected) c_.variables_[root].projected = true;
}

}  // namespace linchpin::analysis
