// A limit of memory holds for what is taken in one piece, too: a table that doubles asks before it does.
#pragma once

#include <cstddef>
#include <functional>
#include <utility>

namespace linchpin {

// While one lives, its thread asks before it takes a large block: `ask` is told of how many bytes, and throws where
// these are too many. The one made last is asked.
class RoomWatch {
 public:
  explicit RoomWatch(std::function<void(std::size_t)> ask) : ask_(std::move(ask)), before_(current_) {
    current_ = this;
  }
  ~RoomWatch() { current_ = before_; }
  RoomWatch(const RoomWatch&) = delete;
  RoomWatch& operator=(const RoomWatch&) = delete;

  // REQUIRES: what is to hold the block is whole, as it stays so where this throws.
  static void ask(std::size_t bytes) {
    if (bytes >= kLarge && current_ != nullptr) current_->ask_(bytes);
  }
  // Before one more element is pushed.
  template <class Vector>
  static void ask_to_push(const Vector& vector) {
    if (vector.size() == vector.capacity()) ask(2 * vector.capacity() * sizeof(vector[0]));
  }

 private:
  static constexpr std::size_t kLarge = std::size_t{1} << 20;
  std::function<void(std::size_t)> ask_;
  RoomWatch* before_;
  inline static thread_local RoomWatch* current_ = nullptr;
};

}  // namespace linchpin
