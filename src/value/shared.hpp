// A value that copies have in common until one of them is edited: that one then has its own.
#pragma once

#include <memory>
#include <utility>

namespace linchpin {

template <class T>
class Shared {
 public:
  Shared() : held_(std::make_shared<T>()) {}
  explicit Shared(T value) : held_(std::make_shared<T>(std::move(value))) {}

  const T& operator*() const { return *held_; }
  const T* operator->() const { return held_.get(); }
  operator const T&() const { return *held_; }  // NOLINT(google-explicit-constructor): reads as the value itself
  // REQUIRES: not moved from, as with the others.
  T& edit() {
    if (held_.use_count() != 1) held_ = std::make_shared<T>(*held_);
    return *held_;
  }
  // Whether the two have the value in common, so that it is the same.
  bool same(const Shared& other) const { return held_ == other.held_; }

 private:
  std::shared_ptr<T> held_;
};

}  // namespace linchpin
