"""Loads the East Asia knowledge base, adds a claim to it, asks what follows, and prints why."""

import sys

from linchpin import Linchpin

with Linchpin(sys.argv[1] if len(sys.argv) > 1 else "kb/east-asia/main.kb") as kb:
    kb.state("""
        claim n1 "China and North Korea have quarrelled over ammunition for Russia" level likely {
          friction_over(china, north_korea, give(north_korea, russia, ammunition)).
        }""")
    for row in kb.ask("constrained(north_korea, Act)?"):
        print(row["Act"])
    print(kb.show("why constrained(north_korea, give(north_korea, russia, ammunition))?"))
