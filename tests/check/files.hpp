// Checks the proofs of all answers to the questions of a file.
#pragma once

#include <functional>
#include <list>
#include <map>
#include <string>

#include "check_proof.hpp"

namespace linchpin::check {

struct Tally {
  std::size_t questions = 0, proofs = 0, nodes = 0;
  std::map<std::string, std::size_t> kinds;  // of nodes
  std::map<std::string, std::size_t> left;   // questions that could not be checked, by the reason
  std::vector<std::string> faults;
};

// Called for each proof that is right.
using OnProof = std::function<void(const Json& answer, std::size_t proof, const Asked& asked, const Truth& truth)>;

// What holds of bases under the edits of questions; the last ones worked out are kept. Of the edits only about one in
// `one_in` is looked at, others with another seed.
class Worlds {
 public:
  explicit Worlds(std::uint64_t one_in = 1, std::uint64_t seed = 0) : one_in_(one_in), seed_(seed) {}
  // Null where the edits are passed over. Throws naive::Invalid.
  std::shared_ptr<const Truth> of(const Base& base, const syntax::Question& question);

 private:
  struct World {
    std::string text;
    std::shared_ptr<const Truth> truth;
    std::string why_not;
  };
  std::uint64_t one_in_, seed_;
  std::list<World> worlds_;
};

// Asks `why` of each question, whatever its form. Texts that can't be loaded are left out.
void check_file(const std::string& path, const std::string& text, Worlds& worlds, Tally& tally,
                const OnProof& on_proof);

// The proofs of one answer, as JSON. Throws naive::Invalid where the question has what is not known here.
void check_answer(const Json& answer, const syntax::Question& question, const Truth& truth, Tally& tally,
                  const OnProof& on_proof);

}  // namespace linchpin::check
