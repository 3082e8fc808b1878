#define BOOST_TEST_MODULE linchpin
#include <boost/test/unit_test.hpp>
