"""The engines that ours is measured beside: how each is found, and how it runs a workload.

A peer that is not found, or has no program for a workload, is left out. Programs are in peers/; those of many_rules are
made with its inputs.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys

import measure
import workloads

PROGRAMS = workloads.HERE / "peers"
NODE_MODULES = workloads.DATA / "peers" / "node_modules"  # what `./dev bench --peers` installs
COMPILED = workloads.DATA / "compiled"


UNKNOWN = "of an unknown version"


def version_in(command):
    """The first version number in what a command prints."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(r"\d+(?:\.\d+)+\S*", done.stdout + done.stderr)
    return found.group() if found else UNKNOWN


class Peer:
    name = ""
    language = ""  # the folder below peers/
    suffix = ""
    good = (0,)  # exit statuses of success
    environment = {}

    def found(self):
        return shutil.which(self.language) is not None

    def version(self):
        return version_in([self.language, "--version"])

    def commands(self, workload, folder, program):
        """The command for each kind of run, {kind: command}; empty where there is none."""
        raise NotImplementedError

    def start_seconds(self):
        """What a run takes that has nothing to do, where that is worth telling; else 0."""
        return 0

    def numbers(self, run):
        """The result: the numbers of the last line that has nothing else."""
        lines = re.findall(r"^-?\d+(?:\t-?\d+)*$", run.out, re.MULTILINE)
        return [int(cell) for cell in lines[-1].split("\t")] if lines else []

    def program(self, workload, folder):
        """The program's path in the workload's folder, or None."""
        if workload.variant:
            return None
        file = folder / (workload.program + self.suffix)
        if workload.name != "many_rules":
            source = PROGRAMS / self.language / (workload.program + self.suffix)
            if not source.exists():
                return None
            shutil.copy(source, file)
        return file if file.exists() else None

    def calls(self, workload, folder, limit):
        """Calls for a run, by kind."""
        program = self.program(workload, folder)
        if program is None:
            return {}

        def call(command):
            run = measure.run(command, folder, limit, self.environment, self.good)
            if not run.problem:
                run.numbers = self.numbers(run)
                if not run.numbers:
                    run.problem = "no result"
                    print(*map(str, command), "\n" + (run.out + run.err)[-2000:], file=sys.stderr, flush=True)
            return run

        kinds = self.commands(workload, folder, program)
        return {kind: (lambda command=command: call(command)) for kind, command in kinds.items()}


class Souffle(Peer):
    name, language, suffix = "souffle", "souffle", ".dl"

    def version(self):
        done = subprocess.run(["souffle", "--version"], capture_output=True, text=True, check=False)
        words = re.findall(r"^(?:Version|Word size): *(\S.*)$", done.stdout, re.MULTILINE)
        return ", ".join(words) or UNKNOWN

    def commands(self, workload, folder, program):
        return {"-j%d" % jobs: ["souffle", "-j%d" % jobs, "-F.", "-D.", program] for jobs in (1, 2)}

    def numbers(self, run):
        sizes = re.findall(r"^p\d+\t(\d+)$", run.out, re.MULTILINE)  # many_rules prints the size of each predicate
        return [sum(map(int, sizes))] if sizes else super().numbers(run)


class SouffleCompiled(Souffle):
    name = "souffle-compiled"
    limit = 400  # seconds for compiling one program; set from the command line

    def commands(self, workload, folder, program):
        binary = self.compiled(program)
        return {"-j%d" % jobs: [binary, "-j%d" % jobs, "-F.", "-D."] for jobs in (1, 2)} if binary else {}

    def compiled(self, program):
        """The executable of a program, compiled once and kept by the program's content; None where that failed."""
        text = program.read_bytes() + self.version().encode() + os.fsencode(shutil.which("souffle"))
        binary = COMPILED / ("%s-%s" % (program.stem, hashlib.sha256(text).hexdigest()[:16]))
        if not binary.exists():
            COMPILED.mkdir(parents=True, exist_ok=True)
            part = binary.with_name(binary.name + "-part")
            run = measure.run(["souffle", "-o", part, program], program.parent, self.limit)
            if run.problem:
                print("souffle: %s is not compiled: %s" % (program.name, run.problem), file=sys.stderr, flush=True)
                return None
            print("souffle: %s compiled in %.0f s" % (program.name, run.seconds), file=sys.stderr, flush=True)
            part.rename(binary)
        return binary


class DuckDB(Peer):
    name, language, suffix = "duckdb", "duckdb", ".sql"

    def __init__(self):
        folders = filter(None, [str(NODE_MODULES), os.environ.get("NODE_PATH")])
        self.environment = {"NODE_PATH": os.pathsep.join(folders)}

    def by_node(self):
        if shutil.which("node") is None:
            return False
        return self.node("require.resolve('@duckdb/node-api')").returncode == 0

    def node(self, script):
        return subprocess.run(["node", "-e", script], env={**os.environ, **self.environment}, capture_output=True,
                              text=True, check=False)

    def found(self):
        return super().found() or self.by_node()

    def version(self):
        if super().found():
            return super().version()
        text = self.node("console.log(require('@duckdb/node-api').version())").stdout.strip()
        return (text or UNKNOWN) + ", by node"

    def commands(self, workload, folder, program):
        return {"-j%d" % threads: self.command(threads, program) for threads in (1, 2)}

    def start_seconds(self):
        workloads.DATA.mkdir(parents=True, exist_ok=True)
        program = workloads.DATA / "nothing.sql"
        program.write_text("SELECT 1;\n", encoding="ascii")
        runs = [measure.run(self.command(1, program), workloads.DATA, 60, self.environment) for _ in range(3)]
        return sorted(run.seconds for run in runs)[1]

    def command(self, threads, program):
        if super().found():
            return ["duckdb", "-noheader", "-list", "-separator", "\t", "-cmd", "SET threads=%d" % threads,
                    "-c", ".read " + program.name]
        return ["node", PROGRAMS / "duckdb" / "run.cjs", str(threads), program]


class Clingo(Peer):
    name, language, suffix = "clingo", "clingo", ".lp"
    good = (10, 30)  # a model was found; and it is the only one

    def commands(self, workload, folder, program):
        return {"": ["clingo", program, workloads.clauses(folder)]}

    def numbers(self, run):
        found = re.findall(r"^result\(([\d,-]+)\)", run.out, re.MULTILINE)
        return [int(cell) for cell in found[-1].split(",")] if found else []


class SwiProlog(Peer):
    name, language, suffix = "swipl", "swipl", ".pl"

    def commands(self, workload, folder, program):
        workloads.clauses(folder)
        return {"": ["swipl", "--stack-limit=16g", "--table-space=16g", "-O", "-g", "main", "-t", "halt", program]}


PEERS = {peer.name: peer for peer in (Souffle(), SouffleCompiled(), DuckDB(), Clingo(), SwiProlog())}
