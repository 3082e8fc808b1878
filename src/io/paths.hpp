// Where the paths given by a .kb file may lead.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace linchpin::io {

// The path as named from `directory` (an absolute one as it is), for messages and for opening.
std::string join(std::string_view directory, std::string_view path);

// The directory of a file: "." for a bare name.
std::string directory_of(std::string_view path);

// The absolute path, symbolic links and `..` resolved as far as the path exists. Never throws; a path that can't be
// resolved (a loop of links) is returned empty. Equal files have equal results, so it tells whether a file was read.
std::string resolve(const std::string& path);

// Whether the path, resolved, lies in one of the directories, resolved; the file itself need not exist.
bool inside(const std::string& path, std::span<const std::string> directories);

}  // namespace linchpin::io
