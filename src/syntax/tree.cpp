#include "syntax/tree.hpp"

#include <algorithm>

namespace linchpin::syntax {

void Tree::grow() {
  const std::uint32_t capacity = std::max(64U, 2 * capacity_);
  auto nodes = std::make_unique<Node[]>(capacity);
  std::copy_n(nodes_.get(), size_, nodes.get());
  nodes_ = std::move(nodes);
  capacity_ = capacity;
}

}  // namespace linchpin::syntax
