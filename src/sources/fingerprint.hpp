// Sentences as numbers: equal ones have equal numbers, and none gives its sentence away.
//
// FNV-1a of 64 bits (Fowler, Noll, Vo) over the normalised sentence: ten lines that are the same everywhere and for
// good, where a hash of a library may change with it. It is no protection against somebody who makes two sentences
// agree.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace linchpin::sources {

using Fingerprint = std::uint64_t;

// Only what a reader would call another wording counts: the sentence is taken in Unicode's composed form (NFC), with
// single blanks, and typographic quotes, dashes and dots as the plain ones.
std::string normalised(std::string_view sentence);

Fingerprint fingerprint(std::string_view sentence);

std::string print(Fingerprint fingerprint);  // 16 hexadecimal digits

}  // namespace linchpin::sources
