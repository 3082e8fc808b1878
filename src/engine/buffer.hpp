// A growing array of plain data: new elements are not initialised, and growth of large ones moves pages, not bytes.
#pragma once

#include <sys/mman.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <new>
#include <type_traits>
#include <utility>

namespace linchpin::engine {

template <class T>
class Buffer {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  Buffer() = default;
  ~Buffer() { std::free(data_); }
  Buffer(Buffer&& other) noexcept { swap(other); }
  Buffer& operator=(Buffer&& other) noexcept {
    swap(other);
    return *this;
  }
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;

  T* data() { return data_; }
  const T* data() const { return data_; }
  T& operator[](std::size_t i) { return data_[i]; }
  const T& operator[](std::size_t i) const { return data_[i]; }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  std::size_t bytes() const { return capacity_ * sizeof(T); }
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
  void truncate(std::size_t n) { size_ = n; }
  void release() {
    std::free(data_);
    data_ = nullptr;
    size_ = capacity_ = 0;
  }
  void swap(Buffer& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
  }

 private:
  void grow(std::size_t n) {
    n = std::max<std::size_t>(n, 16);
    void* p = std::realloc(data_, n * sizeof(T));
    if (p == nullptr) throw std::bad_alloc();
    constexpr std::size_t kHuge = std::size_t{4} << 20;
    if (n * sizeof(T) >= kHuge) advise_huge(p, n * sizeof(T));
    data_ = static_cast<T*>(p);
    capacity_ = n;
  }
  // Random access to large tables is bound by the TLB with small pages.
  static void advise_huge(void* p, std::size_t bytes) {
    constexpr std::size_t kPage = 4096;
    auto begin = (reinterpret_cast<std::size_t>(p) + kPage - 1) / kPage * kPage;
    const auto end = (reinterpret_cast<std::size_t>(p) + bytes) / kPage * kPage;
    if (end > begin) madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
  }

  T* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace linchpin::engine
