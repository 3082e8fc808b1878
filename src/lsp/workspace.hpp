// The files that an editor works on: those that are open, as they stand there, and those on disk around them.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "lsp/symbols.hpp"
#include "lsp/text.hpp"

namespace linchpin::lsp {

struct File {
  std::string path;  // resolved; of what is no file, as the client names it
  Text text;
  Names names;
  std::vector<std::string> includes;  // resolved
  bool open = false;
  std::filesystem::file_time_type written;  // when it was, if it is read from disk
};

// A name in a file.
struct Found {
  const File* file;
  const Occurrence* occurrence;
};

class Workspace {
 public:
  // Finds the .kb files in a folder, but for hidden and built ones.
  void add_folder(const std::string& path);
  const std::vector<std::string>& folders() const { return folders_; }
  // Files on disk may have changed, appeared or gone.
  void look_again();

  void open(const std::string& path, std::string text);
  void change(const std::string& path, Text text);
  void close(const std::string& path);
  bool is_open(const std::string& path) const;
  std::vector<const File*> open_files() const;
  std::vector<const File*> files();  // all that are known

  // As it is now, from the editor or the disk; null where there is none.
  const File* file(const std::string& path);
  // The file whose reading includes this one, as far up as files include one another from the same directory or one
  // above it, `main.kb` before others; where there is none there, one that includes it from elsewhere; or itself.
  std::string root(const std::string& path);
  // A file and all that it includes.
  std::vector<const File*> reading(const std::string& root);
  // All files that are read together with this one, in whatever root.
  std::vector<const File*> around(const std::string& path);

  // All occurrences of the same thing in the files around, sorted by file and place.
  std::vector<Found> all(const File& file, const Symbol& symbol);

 private:
  using Includers = std::map<std::string, std::vector<std::string>>;
  Includers includers();
  void read_names_of(File& file);

  std::vector<std::string> folders_;
  std::set<std::string> known_;  // .kb files, by path
  std::map<std::string, std::unique_ptr<File>> files_;
};

}  // namespace linchpin::lsp
