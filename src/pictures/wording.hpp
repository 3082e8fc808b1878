// How the parts of a proof read: the same words on the terminal and in pictures.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "linchpin.hpp"

namespace linchpin::pictures {

// A clause as it is written, with single blanks.
std::string one_line(std::string_view clause);

// What a node says: its sentence, or the fact as the language writes it; a comparison, `not` or aggregate as written.
std::string said(const Proof::Node& node);
// Where it comes from, if it rests on no rule: "c041 article/trade/1.2, by reports, implied", "nothing says otherwise".
std::string standing(const Proof::Node& node);
// What an objection says, by which claim or clause, and what it comes to.
std::string said(const Proof::Objection& objection);
std::string standing(const Proof::Objection& objection);
std::string outcome(const Proof::Objection& objection, bool definite);  // "overridden by c2"; may be empty

// "c041 article/trade/1.2, by reports, implied; also c052 article/outlook/1.1". REQUIRES: the clause stands in a claim.
std::string citation(const Ground& ground);
// "2 proofs on disjoint claims", "at least 2 ..."; empty where there is nothing to tell.
std::string disjoint_proofs(const std::optional<std::size_t>& count, bool exact);

}  // namespace linchpin::pictures
