// What the server answers, a function a feature. Places are bytes of a file's text; what leaves is as the protocol has
// it.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "lsp/workspace.hpp"

namespace linchpin::lsp {

using Json = nlohmann::json;

struct Context {
  Workspace& workspace;
  Encoding encoding;

  Json range(const File& file, std::uint32_t begin, std::uint32_t end) const;
  Json location(const Found& found) const;
};

// A request that can't be done, with why: an error of the protocol.
struct Refusal {
  int code;
  std::string message;
};
inline constexpr int kInvalidParams = -32602;
inline constexpr int kRequestFailed = -32803;

Json completion(const Context& context, const File& file, std::uint32_t offset);
Json hover(const Context& context, const File& file, std::uint32_t offset);

Json definition(const Context& context, const File& file, std::uint32_t offset);
Json references(const Context& context, const File& file, std::uint32_t offset, bool with_declaration);
Json highlights(const Context& context, const File& file, std::uint32_t offset);
Json prepare_rename(const Context& context, const File& file, std::uint32_t offset);
Json rename(const Context& context, const File& file, std::uint32_t offset, const std::string& name);  // or a Refusal

Json document_symbols(const Context& context, const File& file);
Json workspace_symbols(const Context& context, const std::string& query);
Json folding_ranges(const Context& context, const File& file);
Json formatting(const Context& context, const File& file);
Json semantic_tokens(const Context& context, const File& file);
Json semantic_legend();

}  // namespace linchpin::lsp
