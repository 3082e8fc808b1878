#include "io/export.hpp"

#include "io/format.hpp"
#include "io/row_text.hpp"
#include "io/sqlite_writer.hpp"
#include "io/text_writer.hpp"

namespace linchpin::io {

Exporter::Exporter(const std::string& path, const std::vector<std::string>& header, const Pool& pool,
                   const std::string& table) {
  switch (format_of(path)) {
    case Format::separated: {
      const char separator = ends_with_one_of(without_gz(path), {".tsv", ".tab"}) ? '\t' : ',';
      writer_ = write_text(path, separated_header(separator, header), separated_rows(separator, pool));
      break;
    }
    case Format::json_lines:
      writer_ = write_text(path, {}, json_rows(header, pool));
      break;
    case Format::sqlite:
      writer_ = write_sqlite(path, table, header, pool);
      break;
  }
}

}  // namespace linchpin::io
