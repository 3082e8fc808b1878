#include "io/paths.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/unit/io/temporary.hpp"

using namespace linchpin::io;

BOOST_AUTO_TEST_SUITE(paths)

BOOST_AUTO_TEST_CASE(relative_to_the_including_file) {
  BOOST_TEST(directory_of("a/b.kb") == "a");
  BOOST_TEST(directory_of("b.kb") == ".");
  BOOST_TEST(directory_of("/b.kb") == "/");
  BOOST_TEST(join("a", "b.kb") == "a/b.kb");
  BOOST_TEST(join(".", "b.kb") == "b.kb");
  BOOST_TEST(join("a", "/b.kb") == "/b.kb");
}

BOOST_AUTO_TEST_CASE(inside_the_directory) {
  const TemporaryDirectory directory;
  const std::vector<std::string> allowed{directory / "kb"};
  directory.write("kb/sub/a.kb", "");
  directory.write("kb2/a.kb", "");
  BOOST_TEST(inside(directory / "kb/a.kb", allowed));
  BOOST_TEST(inside(directory / "kb/sub/a.kb", allowed));
  BOOST_TEST(inside(directory / "kb/new/b.csv", allowed));
  BOOST_TEST(inside(directory / "kb/sub/../a.kb", allowed));
  BOOST_TEST(!inside(directory / "kb2/a.kb", allowed));
  BOOST_TEST(!inside(directory / "kb/../kb2/a.kb", allowed));
  BOOST_TEST(!inside(directory / "kb/sub/../../kb2/a.kb", allowed));
  BOOST_TEST(!inside("/etc/passwd", allowed));
  const std::vector<std::string> both{directory / "kb", directory / "kb2"};
  BOOST_TEST(inside(directory / "kb2/a.kb", both));
  const std::vector<std::string> root{"/"};
  BOOST_TEST(inside("/etc/passwd", root));
}

BOOST_AUTO_TEST_CASE(symbolic_links_are_followed) {
  const TemporaryDirectory directory;
  directory.write("kb/a.kb", "");
  directory.write("secret/a.csv", "");
  std::filesystem::create_symlink(directory / "secret", directory / "kb/out");
  std::filesystem::create_symlink(directory / "secret/a.csv", directory / "kb/a.csv");
  std::filesystem::create_symlink(directory / "kb", directory / "alias");
  std::filesystem::create_symlink(directory / "kb/loop", directory / "kb/loop");
  const std::vector<std::string> allowed{directory / "kb"};
  BOOST_TEST(!inside(directory / "kb/out/a.csv", allowed));
  BOOST_TEST(!inside(directory / "kb/out/new.csv", allowed));
  BOOST_TEST(!inside(directory / "kb/a.csv", allowed));
  BOOST_TEST(!inside(directory / "kb/loop/a.csv", allowed));
  BOOST_TEST(inside(directory / "alias/a.kb", allowed));
  const std::vector<std::string> alias{directory / "alias"};
  BOOST_TEST(inside(directory / "kb/a.kb", alias));
}

BOOST_AUTO_TEST_CASE(the_same_file_resolves_the_same) {
  const TemporaryDirectory directory;
  directory.write("kb/a.kb", "");
  std::filesystem::create_symlink(directory / "kb", directory / "alias");
  BOOST_TEST(resolve(directory / "alias/a.kb") == resolve(directory / "kb/../kb/./a.kb"));
}

BOOST_AUTO_TEST_SUITE_END()
