// Loads the East Asia knowledge base, adds a claim to it, asks what follows, and prints why.
#include <iostream>
#include <linchpin/linchpin.hpp>

using linchpin::Proof;

// A proof is a list of nodes: each has the numbers of its premises.
void print(const Proof& proof, std::size_t number, int depth) {
  const Proof::Node& node = proof.nodes[number];
  std::cout << std::string(2 * depth, ' ') << (node.sentence.empty() ? node.fact + node.text : node.sentence);
  if (!node.ground.claim.empty()) std::cout << "  [" << node.ground.claim << "]";
  std::cout << '\n';
  for (std::size_t premise : node.premises) print(proof, premise, depth + 1);
}

int main(int argc, char** argv) {
  linchpin::Session session;
  const auto complain = [&] {
    std::cerr << session.rendered_messages();
    return 1;
  };
  if (session.load({argc > 1 ? argv[1] : "kb/east-asia/main.kb"}) != linchpin::Status::ok) return complain();

  const char* claim = R"(
    claim n1 "China and North Korea have quarrelled over ammunition for Russia" level likely {
      friction_over(china, north_korea, give(north_korea, russia, ammunition)).
    })";
  if (session.load_text("notes", claim) != linchpin::Status::ok) return complain();

  const linchpin::Answer held_back = session.ask("constrained(north_korea, Act)?");
  for (const auto& row : held_back.rows) std::cout << linchpin::print(row[0]) << '\n';

  const linchpin::Answer why = session.ask("why constrained(north_korea, give(north_korea, russia, ammunition))?");
  if (why.status != linchpin::Status::ok) return complain();
  for (const Proof& proof : why.proofs.value()) print(proof, proof.root, 0);
}
