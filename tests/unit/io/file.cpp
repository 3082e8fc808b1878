#include "io/file.hpp"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <iterator>

#include "tests/unit/io/temporary.hpp"

namespace fs = std::filesystem;
using linchpin::io::Replacement;
using linchpin::io::write_file;

namespace {

std::ptrdiff_t files_in(const TemporaryDirectory& directory) {
  return std::distance(fs::directory_iterator(directory.path()), fs::directory_iterator());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(file)

BOOST_AUTO_TEST_CASE(a_file_is_written_whole) {
  const TemporaryDirectory directory;
  const std::string path = directory.write("a.txt", "old and longer");
  BOOST_TEST(write_file(path, "new") == "");
  BOOST_TEST(::read_file(path) == "new");
  BOOST_TEST(write_file(directory / "b.txt", "") == "");
  BOOST_TEST(fs::exists(directory / "b.txt"));
  BOOST_TEST(files_in(directory) == 2);
}

BOOST_AUTO_TEST_CASE(or_not_at_all) {
  const TemporaryDirectory directory;
  const std::string path = directory.write("a.txt", "old");
  {
    const Replacement abandoned(path);
    BOOST_TEST(abandoned.problem() == 0);
    BOOST_TEST(files_in(directory) == 2);
  }
  BOOST_TEST(::read_file(path) == "old");
  BOOST_TEST(files_in(directory) == 1);
}

BOOST_AUTO_TEST_CASE(only_files_are_replaced) {
  const TemporaryDirectory directory;
  fs::create_directory(directory / "d");
  BOOST_TEST(write_file(directory / "d", "x") != "");
  BOOST_TEST(write_file("/dev/null", "x") != "");
  BOOST_TEST(fs::is_character_file("/dev/null"));
  BOOST_TEST(write_file(directory / "none" + "/a.txt", "x") != "");
  BOOST_TEST(files_in(directory) == 1);
}

BOOST_AUTO_TEST_CASE(a_link_is_followed) {
  const TemporaryDirectory directory;
  const std::string path = directory.write("a.txt", "old");
  fs::create_symlink(path, directory / "link.txt");
  BOOST_TEST(write_file(directory / "link.txt", "new") == "");
  BOOST_TEST(fs::is_symlink(directory / "link.txt"));
  BOOST_TEST(::read_file(path) == "new");
}

BOOST_AUTO_TEST_SUITE_END()
