#include "value/shared.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

using linchpin::Shared;
using linchpin::SharedList;

BOOST_AUTO_TEST_SUITE(shared)

BOOST_AUTO_TEST_CASE(copies_have_one_value_until_one_is_edited) {
  Shared<std::string> a(std::string("one"));
  Shared<std::string> b = a;
  BOOST_TEST(a.same(b));
  BOOST_TEST(&*a == &*b);
  b.edit() += " and two";
  BOOST_TEST(!a.same(b));
  BOOST_TEST(*a == "one");
  BOOST_TEST(*b == "one and two");
}

BOOST_AUTO_TEST_CASE(what_is_not_shared_is_edited_in_place) {
  Shared<std::string> a(std::string("one"));
  const std::string* held = &*a;
  a.edit() += "!";
  BOOST_TEST(&*a == held);
  { const Shared<std::string> gone = a; }
  a.edit() += "!";
  BOOST_TEST(&*a == held);
}

BOOST_AUTO_TEST_CASE(nothing_is_copied_where_nothing_is_erased) {
  SharedList<int> a(std::vector<int>{1, 2, 3});
  SharedList<int> b = a;
  BOOST_TEST(b.erase_if([](int i) { return i > 3; }) == 0U);
  BOOST_TEST(b.same(a));
  BOOST_TEST(b.erase_if([](int i) { return i > 1; }) == 2U);
  BOOST_TEST(a.size() == 3U);
  BOOST_TEST(b.size() == 1U);
  BOOST_TEST(b.front() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
