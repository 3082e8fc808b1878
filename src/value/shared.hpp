// Values that copies have in common until one of them is edited: that one then has its own. To read never copies; to
// edit has to be said.
#pragma once

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

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

template <class T>
class SharedList : public Shared<std::vector<T>> {
 public:
  using value_type = T;
  using Shared<std::vector<T>>::Shared;

  auto begin() const { return (**this).begin(); }
  auto end() const { return (**this).end(); }
  std::size_t size() const { return (**this).size(); }
  bool empty() const { return (**this).empty(); }
  const T& operator[](std::size_t i) const { return (**this)[i]; }
  const T& at(std::size_t i) const { return (**this).at(i); }
  const T& front() const { return (**this).front(); }
  const T& back() const { return (**this).back(); }

  // Returns how many there were.
  template <class Gone>
  std::size_t erase_if(const Gone& gone) {
    return std::any_of(begin(), end(), gone) ? std::erase_if(this->edit(), gone) : 0;
  }
};

}  // namespace linchpin
