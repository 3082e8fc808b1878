// A growing array of plain data: new elements are not initialised.
//
// Small arrays live on the heap. Large ones have pages of their own, huge where the system gives them: random access is
// bound by the TLB with small ones. They grow without copying, and are zero when new without being written.
//
// A buffer may go on from another one: it has that one's elements where they are, and its own behind them.
#pragma once

#include <sys/mman.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

#include "value/room.hpp"

namespace linchpin::engine {

template <class T>
class Buffer {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  Buffer() = default;
  ~Buffer() { release(); }
  Buffer(Buffer&& other) noexcept { swap(other); }
  Buffer& operator=(Buffer&& other) noexcept {
    swap(other);
    return *this;
  }
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  // Goes on from another buffer. Up to `more` elements stand in that one's memory, where it does not look; beyond, this
  // one takes a copy. REQUIRES: the other has room for them, and stays as it is while this one lives; no two write
  // there.
  static Buffer over(Buffer& other, std::size_t more) {
    Buffer out;
    out.data_ = other.data_;
    out.size_ = other.size_;
    out.capacity_ = other.size_ + more;
    out.borrowed_ = true;
    return out;
  }
  bool borrowed() const { return borrowed_; }

  T* data() { return data_; }
  const T* data() const { return data_; }
  T& operator[](std::size_t i) { return data_[i]; }
  const T& operator[](std::size_t i) const { return data_[i]; }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  std::size_t bytes() const { return borrowed_ ? 0 : capacity_ * sizeof(T); }
  const T* begin() const { return data_; }
  const T* end() const { return data_ + size_; }

  // Room for `more` elements, so that push and append need no check.
  void reserve_more(std::size_t more) {
    if (size_ + more > capacity_) grow(std::max(size_ + more, capacity_ + capacity_ / 2));
  }
  void push(T value) {  // REQUIRES: room
    data_[size_++] = value;
  }
  void push_back(T value) {
    reserve_more(1);
    push(value);
  }
  void append(const T* values, std::size_t n) {
    reserve_more(n);
    if (n != 0) std::memcpy(data_ + size_, values, n * sizeof(T));
    size_ += n;
  }
  void resize(std::size_t n) {  // new elements are not initialised
    if (n > capacity_) grow(n);
    size_ = n;
  }
  void assign(std::size_t n, T value) {
    resize(n);
    std::fill_n(data_, n, value);
  }
  void assign_zero(std::size_t n) {
    if (n > capacity_) {
      release();
      grow(n);
      if (own_pages()) {
        size_ = n;
        return;
      }
    }
    if (n != 0) std::memset(static_cast<void*>(data_), 0, n * sizeof(T));
    size_ = n;
  }
  void truncate(std::size_t n) { size_ = n; }
  // Takes out the elements at these places, which are in order.
  void erase(const std::vector<std::uint32_t>& places) {
    if (places.empty()) return;
    T* to = data_ + places.front();
    for (std::size_t k = 0; k < places.size(); ++k) {
      to = std::copy(data_ + places[k] + 1, data_ + (k + 1 < places.size() ? places[k + 1] : size_), to);
    }
    size_ -= places.size();
  }
  void release() {
    if (borrowed_) {
      borrowed_ = false;
    } else if (own_pages()) {
      munmap(data_, capacity_ * sizeof(T));
    } else {
      std::free(data_);
    }
    data_ = nullptr;
    size_ = capacity_ = 0;
  }
  void swap(Buffer& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
    std::swap(borrowed_, other.borrowed_);
  }

 private:
  static constexpr std::size_t kOwnPages = std::size_t{4} << 20;  // bytes from which on
  static constexpr std::size_t kPage = 4096;

  bool own_pages() const { return capacity_ * sizeof(T) >= kOwnPages; }

  void grow(std::size_t n) {
    if (borrowed_) {
      Buffer own;
      own.grow(n);
      if (size_ != 0) std::memcpy(own.data_, data_, size_ * sizeof(T));
      own.size_ = size_;
      swap(own);
      return;
    }
    n = std::max<std::size_t>(n, 16);
    RoomWatch::ask((n - capacity_) * sizeof(T));
    if (n * sizeof(T) >= kOwnPages) {
      n = (n * sizeof(T) + kPage - 1) / kPage * kPage / sizeof(T);
      void* pages =
          own_pages() ? mremap(data_, capacity_ * sizeof(T), n * sizeof(T), MREMAP_MAYMOVE) : map(n * sizeof(T));
      if (pages == MAP_FAILED) throw std::bad_alloc();
      madvise(pages, n * sizeof(T), MADV_HUGEPAGE);
      if (!own_pages() && data_ != nullptr) {
        std::memcpy(pages, data_, size_ * sizeof(T));
        std::free(data_);
      }
      data_ = static_cast<T*>(pages);
    } else {
      void* p = std::realloc(data_, n * sizeof(T));
      if (p == nullptr) throw std::bad_alloc();
      data_ = static_cast<T*>(p);
    }
    capacity_ = n;
  }
  static void* map(std::size_t bytes) {
    return mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  }

  T* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
  bool borrowed_ = false;  // what data_ points to is another one's
};

}  // namespace linchpin::engine
