// `linchpin sources`, `linchpin uses`, `linchpin new`. Each returns the exit status.
#pragma once

#include <string>
#include <vector>

#include "shell/settings.hpp"

namespace linchpin::shell {

// Compares what the files cite with the texts or the lock. With --strict, a sentence without a claim and a claim that
// covers nothing count as findings, too.
int sources(const Settings& settings, const std::vector<std::string>& files, const SourceOptions& options);

// How the files use predicates and constants. With --strict, an idle predicate is a finding.
int uses(const Settings& settings, const std::vector<std::string>& files);

// Lays out a knowledge base for a text in directory/name, which must not be there yet.
int lay_out(const Settings& settings, const std::string& name, const std::string& text, const std::string& directory);

// As text: whole lines, or one object of JSON on one line.
std::string format_report(const SourceReport& report, bool colour);
std::string format_report_json(const SourceReport& report, Status status, const std::vector<Message>& messages);

}  // namespace linchpin::shell
