#include "io/marks.hpp"

#include <bit>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace linchpin::io {
namespace {

constexpr std::size_t kStep = 64;

// A bit for each of 64 bytes, set for those that are looked for.
class Matcher {
 public:
#if defined(__SSE2__)
  explicit Matcher(char separator)
      : separator_(_mm_set1_epi8(separator)), line_break_(_mm_set1_epi8('\n')), quote_(_mm_set1_epi8('"')) {}

  std::uint64_t operator()(const char* p) const {
    return quarter(p) | quarter(p + 16) << 16 | quarter(p + 32) << 32 | quarter(p + 48) << 48;
  }

 private:
  std::uint64_t quarter(const char* p) const {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    const __m128i found = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, separator_), _mm_cmpeq_epi8(bytes, quote_)),
                                       _mm_cmpeq_epi8(bytes, line_break_));
    return static_cast<std::uint64_t>(_mm_movemask_epi8(found));
  }

  __m128i separator_, line_break_, quote_;
#else
  explicit Matcher(char separator) : separator_(separator) {}

  std::uint64_t operator()(const char* p) const {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < kStep; ++i) {
      bits |= static_cast<std::uint64_t>(p[i] == separator_ || p[i] == '\n' || p[i] == '"') << i;
    }
    return bits;
  }

 private:
  char separator_;
#endif
};

}  // namespace

std::size_t find_marks(const char* text, std::size_t size, char separator, std::vector<std::uint32_t>& marks) {
  const Matcher match(separator);
  std::size_t count = 0;
  std::size_t at = 0;
  for (; at + kStep <= size; at += kStep) {
    if (marks.size() < count + kStep) marks.resize(2 * marks.size() + kStep);
    std::uint32_t* out = marks.data() + count;
    for (std::uint64_t bits = match(text + at); bits != 0; bits &= bits - 1) {
      *out++ = static_cast<std::uint32_t>(at) + static_cast<std::uint32_t>(std::countr_zero(bits));
    }
    count = static_cast<std::size_t>(out - marks.data());
  }
  if (marks.size() < count + kStep) marks.resize(count + kStep);
  for (; at < size; ++at) {
    if (text[at] == separator || text[at] == '\n' || text[at] == '"') marks[count++] = static_cast<std::uint32_t>(at);
  }
  return count;
}

}  // namespace linchpin::io
