#include "memory/failing.hpp"

#include <sys/mman.h>

#include <atomic>
#include <cstdarg>
#include <cstdlib>
#include <new>

namespace linchpin::failing {
namespace {

std::atomic<bool> counts{false};
std::atomic<std::uint64_t> number{0};
std::uint64_t from = 0;
std::uint64_t until = 0;

bool fails() {
  if (!counts.load(std::memory_order_relaxed)) return false;
  const std::uint64_t n = number.fetch_add(1, std::memory_order_relaxed);
  return n >= from && n < until;
}

}  // namespace

void begin(std::uint64_t first, std::uint64_t length) {
  number = 0;
  from = first;
  until = first + length;
  counts = true;
}

std::uint64_t end() {
  counts = false;
  return number;
}

}  // namespace linchpin::failing

using linchpin::failing::fails;

extern "C" {
void* __real_malloc(std::size_t size);
void* __real_realloc(void* block, std::size_t size);
void* __real_aligned_alloc(std::size_t alignment, std::size_t size);
void* __real_mmap(void* at, std::size_t size, int protection, int flags, int file, off_t offset);
void* __real_mremap(void* block, std::size_t old_size, std::size_t size, int flags, ...);

void* __wrap_malloc(std::size_t size) { return fails() ? nullptr : __real_malloc(size); }
void* __wrap_realloc(void* block, std::size_t size) { return fails() ? nullptr : __real_realloc(block, size); }
void* __wrap_aligned_alloc(std::size_t alignment, std::size_t size) {
  return fails() ? nullptr : __real_aligned_alloc(alignment, size);
}
void* __wrap_mmap(void* at, std::size_t size, int protection, int flags, int file, off_t offset) {
  return fails() ? MAP_FAILED : __real_mmap(at, size, protection, flags, file, offset);
}
void* __wrap_mremap(void* block, std::size_t old_size, std::size_t size, int flags, ...) {
  return fails() ? MAP_FAILED : __real_mremap(block, old_size, size, flags);
}
}

namespace {

void* taken(std::size_t size) {
  void* const block = fails() ? nullptr : __real_malloc(size == 0 ? 1 : size);
  if (block == nullptr) throw std::bad_alloc();
  return block;
}

void* taken(std::size_t size, std::align_val_t alignment) {
  const auto a = static_cast<std::size_t>(alignment);
  void* const block = fails() ? nullptr : __real_aligned_alloc(a, (size + a - 1) / a * a);
  if (block == nullptr) throw std::bad_alloc();
  return block;
}

}  // namespace

void* operator new(std::size_t size) { return taken(size); }
void* operator new[](std::size_t size) { return taken(size); }
void* operator new(std::size_t size, std::align_val_t alignment) { return taken(size, alignment); }
void* operator new[](std::size_t size, std::align_val_t alignment) { return taken(size, alignment); }
void operator delete(void* block) noexcept { std::free(block); }
void operator delete[](void* block) noexcept { std::free(block); }
void operator delete(void* block, std::size_t) noexcept { std::free(block); }
void operator delete[](void* block, std::size_t) noexcept { std::free(block); }
void operator delete(void* block, std::align_val_t) noexcept { std::free(block); }
void operator delete[](void* block, std::align_val_t) noexcept { std::free(block); }
void operator delete(void* block, std::size_t, std::align_val_t) noexcept { std::free(block); }
void operator delete[](void* block, std::size_t, std::align_val_t) noexcept { std::free(block); }
