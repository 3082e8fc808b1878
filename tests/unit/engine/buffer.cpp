#include "engine/buffer.hpp"

#include <malloc.h>

#include <boost/test/unit_test.hpp>
#include <numeric>
#include <vector>

using linchpin::engine::Buffer;

BOOST_AUTO_TEST_SUITE(buffer)

BOOST_AUTO_TEST_CASE(growth_keeps_what_is_there) {
  Buffer<int> b;
  BOOST_TEST(b.empty());
  for (int i = 0; i < 2'000'000; ++i) b.push_back(i);  // into the sizes whose pages are huge
  BOOST_TEST(b.size() == 2'000'000U);
  BOOST_TEST(std::accumulate(b.begin(), b.end(), 0LL) == 1'999'999LL * 1'000'000);
  BOOST_TEST(b.bytes() >= b.size() * sizeof(int));
}

BOOST_AUTO_TEST_CASE(append_assign_truncate_release) {
  const std::vector<int> three{1, 2, 3};
  Buffer<int> b;
  b.append(three.data(), 0);
  BOOST_TEST(b.empty());
  b.append(three.data(), 3);
  b.append(three.data(), 2);
  BOOST_TEST(std::vector<int>(b.begin(), b.end()) == (std::vector<int>{1, 2, 3, 1, 2}),
             boost::test_tools::per_element());
  b.truncate(2);
  b.push_back(9);
  BOOST_TEST(std::vector<int>(b.begin(), b.end()) == (std::vector<int>{1, 2, 9}), boost::test_tools::per_element());
  b.assign(4, 7);
  BOOST_TEST(std::vector<int>(b.begin(), b.end()) == (std::vector<int>{7, 7, 7, 7}), boost::test_tools::per_element());
  b.release();
  BOOST_TEST(b.bytes() == 0U);
  b.push_back(1);
  BOOST_TEST(b[0] == 1);
}

BOOST_AUTO_TEST_CASE(moves) {
  Buffer<int> a;
  a.assign(10, 3);
  const int* data = a.data();
  Buffer<int> b(std::move(a));
  BOOST_TEST(b.data() == data);
  Buffer<int> c;
  c = std::move(b);
  BOOST_TEST(c.data() == data);
  BOOST_TEST(c.size() == 10U);
}

BOOST_AUTO_TEST_CASE(what_was_taken_is_given_back) {
  const auto taken = [] {
    const struct mallinfo2 all = mallinfo2();
    return all.uordblks + all.hblkhd;
  };
  const auto grow_and_go = [](std::size_t most) {
    Buffer<std::uint64_t> b;
    for (std::size_t n = 1; n <= most; n *= 2) b.resize(n);
  };
  for (const std::size_t most : {std::size_t{1000}, std::size_t{1} << 20}) {  // the second into pages of its own
    const std::size_t before = taken();
    for (int i = 0; i < 100; ++i) grow_and_go(most);
    BOOST_TEST(taken() < before + 100'000);
  }
}

BOOST_AUTO_TEST_SUITE_END()
