#include "shell/settings.hpp"

#include <boost/test/unit_test.hpp>

using namespace linchpin;
using namespace linchpin::shell;

BOOST_AUTO_TEST_SUITE(settings)

BOOST_AUTO_TEST_CASE(sizes) {
  BOOST_TEST(parse_size("1000").value() == 1000U);
  BOOST_TEST(parse_size("1B").value() == 1U);
  BOOST_TEST(parse_size("512K").value() == 512U * 1024);
  BOOST_TEST(parse_size("512k").value() == 512U * 1024);
  BOOST_TEST(parse_size("3KB").value() == 3000U);
  BOOST_TEST(parse_size("2MiB").value() == 2U << 20);
  BOOST_TEST(parse_size("1.5G").value() == 3ULL << 29);
  BOOST_TEST(parse_size("1T").value() == 1ULL << 40);
  for (const char* wrong : {"", "x", "-1", "0", "2Gx", "2GiBs", "2 G", "K", "nan", "inf", "1e30", "99999999T", "0.1"}) {
    BOOST_TEST(!parse_size(wrong).has_value(), wrong);
  }
}

BOOST_AUTO_TEST_CASE(options_with_values) {
  Settings s;
  BOOST_TEST(!set_option(s, "--limit-time", "0.5"));
  BOOST_TEST(!set_option(s, "--limit-tuples", "1000"));
  BOOST_TEST(!set_option(s, "--limit-memory", "1K"));
  BOOST_TEST(!set_option(s, "--allow-path", "data"));
  BOOST_TEST(s.limits.seconds == 0.5);
  BOOST_TEST(s.limits.tuples == 1000U);
  BOOST_TEST(s.limits.bytes == 1024U);
  BOOST_TEST(s.allowed_paths.at(0) == "data");
  for (const auto& [option, value] : std::vector<std::pair<std::string, std::string>>{{"--limit-time", "-1"},
                                                                                      {"--limit-time", "soon"},
                                                                                      {"--limit-time", "inf"},
                                                                                      {"--limit-tuples", "-5"},
                                                                                      {"--limit-tuples", "1.5"},
                                                                                      {"--limit-tuples", "0"},
                                                                                      {"--limit-memory", "much"},
                                                                                      {"--allow-path", ""},
                                                                                      {"--format", "csv"}}) {
    const auto problem = set_option(s, option, value);
    BOOST_REQUIRE(problem.has_value());
    BOOST_TEST(!problem->hint.empty());
  }
}

BOOST_AUTO_TEST_CASE(exit_statuses) {
  BOOST_TEST(exit_status_of(Status::ok) == 0);
  BOOST_TEST(exit_status_of(Status::error) == 1);
  BOOST_TEST(exit_status_of(Status::limit) == 3);
  BOOST_TEST(exit_status_of(Status::interrupted) == 130);
  BOOST_TEST(worse(exit_status::kError, exit_status::kLimit) == exit_status::kLimit);
  BOOST_TEST(worse(exit_status::kInterrupted, exit_status::kLimit) == exit_status::kInterrupted);
}

BOOST_AUTO_TEST_SUITE_END()
