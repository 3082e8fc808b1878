// Headings as the names of sections.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace linchpin::sources {

// The heading in small letters; apostrophes (' and ’) are dropped, any other run of what is neither letter nor digit is
// one `-` between words. "China’s Role: 2024" is `chinas-role-2024`. A heading without a letter or digit is `section`.
std::string slug(std::string_view heading);

// Gives equal headings different slugs, in the order of the text: `a`, `a-2`, `a-3`.
class Slugs {
 public:
  std::string next(std::string_view heading);

 private:
  std::set<std::string> taken_;
  std::map<std::string, unsigned> last_;  // by heading: the last number tried
};

}  // namespace linchpin::sources
