// Read before all else where mutate.py builds the program: faults that are all in it, of which LINCHPIN_FAULT, a
// number, chooses one when the program begins. LINCHPIN_FAULTS_SEEN names a file in which the n-th byte becomes 1 where
// the n-th made, or would have made, a difference in place. A constant expression has no fault.
#pragma once

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>
#include <type_traits>
#include <utility>

namespace fault {

constexpr int kMost = 4096;

inline const int chosen = [] {
  const char* number = std::getenv("LINCHPIN_FAULT");
  return number == nullptr ? 0 : std::atoi(number);
}();

// Shared with the file, so that what a killed process saw is kept.
inline char* const seen = [] {
  const char* path = std::getenv("LINCHPIN_FAULTS_SEEN");
  const int file = path == nullptr ? -1 : open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (file < 0 || ftruncate(file, kMost) != 0) return static_cast<char*>(nullptr);
  void* at = mmap(nullptr, kMost, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  close(file);
  return at == MAP_FAILED ? nullptr : static_cast<char*>(at);
}();

template <int kNumber>
void see() {
  if (seen != nullptr && seen[kNumber] == 0) seen[kNumber] = 1;
}

template <int kNumber>
constexpr bool on() {
  if (std::is_constant_evaluated()) return false;
  see<kNumber>();
  return chosen == kNumber;
}

// One of two values, both known.
template <int kNumber, class T>
constexpr T either(T was, T is) {
  if (std::is_constant_evaluated()) return was;
  if (!(was == is)) see<kNumber>();
  return chosen == kNumber ? is : was;
}

// The first and the second of two arguments, or of the same swapped.
template <int kNumber, class A, class B>
constexpr decltype(auto) first(A&& a, B&& b) {
  if constexpr (std::is_same_v<A, B> && std::is_lvalue_reference_v<A>) {
    return on<kNumber>() ? b : a;
  } else {
    using T = std::common_type_t<A, B>;
    return on<kNumber>() ? static_cast<T>(b) : static_cast<T>(a);
  }
}
template <int kNumber, class A, class B>
constexpr decltype(auto) second(A&& a, B&& b) {
  return first<kNumber>(std::forward<B>(b), std::forward<A>(a));
}

// `a < b` as `a < Instead<kNumber, Less, LessEqual>() < b`, which binds as the operator does.
template <int kNumber, class Was, class Is>
struct Instead {};

template <class A, int kNumber, class Was, class Is>
struct Half {
  A&& a;
  template <class B>
  constexpr bool with(B&& b) const {
    const bool was = Was::of(a, b);
    if (std::is_constant_evaluated()) return was;
    const bool is = Is::of(a, b);
    if (was != is) see<kNumber>();
    return chosen == kNumber ? is : was;
  }
};

#define FAULT_COMPARISON(name, sign)                                                    \
  struct name {                                                                         \
    template <class A, class B>                                                         \
    static constexpr bool of(const A& a, const B& b) {                                  \
      return a sign b;                                                                  \
    }                                                                                   \
  };                                                                                    \
  template <class A, int kNumber, class Was, class Is>                                  \
  constexpr Half<A, kNumber, Was, Is> operator sign(A&& a, Instead<kNumber, Was, Is>) { \
    return {std::forward<A>(a)};                                                        \
  }                                                                                     \
  template <class A, int kNumber, class Was, class Is, class B>                         \
  constexpr bool operator sign(Half<A, kNumber, Was, Is>&& half, B&& b) {               \
    return half.with(b);                                                                \
  }
FAULT_COMPARISON(Equal, ==)
FAULT_COMPARISON(NotEqual, !=)
FAULT_COMPARISON(Less, <)
FAULT_COMPARISON(LessEqual, <=)
FAULT_COMPARISON(Greater, >)
FAULT_COMPARISON(GreaterEqual, >=)
#undef FAULT_COMPARISON

}  // namespace fault
