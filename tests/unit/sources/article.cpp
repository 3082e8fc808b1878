// The segmenter against places that were found by hand: the sentences of one article, which is not part of the project.
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>

#include "sources/segment.hpp"

using namespace linchpin::sources;

namespace {

std::string directory() {
  const char* given = std::getenv("LINCHPIN_ARTICLE");
  return given != nullptr ? given : LINCHPIN_ROOT "/../shared/east-asia";
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_places_of_the_article) {
  std::ifstream article(directory() + "/article.txt", std::ios::binary);
  std::ifstream claims(directory() + "/claims.tsv", std::ios::binary);
  if (!article || !claims) {
    std::cout << "skipped: the article is not in " << directory() << '\n';
    return;
  }
  std::set<std::string> by_hand;
  std::string line;
  std::getline(claims, line);  // the header
  while (std::getline(claims, line)) {
    std::istringstream cells(line);
    std::string id, place;
    std::getline(cells, id, '\t');
    std::getline(cells, place, '\t');
    by_hand.insert(place);
  }
  std::set<std::string> segmented;
  for (const Section& section : segment(std::string(std::istreambuf_iterator<char>(article), {})).sections) {
    for (std::size_t p = 0; p < section.paragraphs.size(); ++p) {
      for (std::size_t s = 0; s < section.paragraphs[p].size(); ++s) {
        segmented.insert(section.slug + '/' + std::to_string(p + 1) + '.' + std::to_string(s + 1));
      }
    }
  }
  constexpr std::size_t kSentences = 216;
  BOOST_TEST(segmented.size() == kSentences);
  BOOST_TEST(segmented == by_hand, boost::test_tools::per_element());
}
