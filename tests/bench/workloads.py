"""What is measured: workloads, their sizes and their variants, and the folders that hold inputs and programs.

A label names one: tc_random, tc_random@4 (four times the size), tc_random+names (a variant), tc_random+names@0.25.
"""

import dataclasses
import os
import pathlib
import shutil
import subprocess
import sys

import real
import variants

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = ROOT / "tests" / "bench"
PROGRAM = pathlib.Path(os.environ.get("LINCHPIN") or ROOT / "build" / "release" / "linchpin").absolute()
DATA = ROOT / "build" / "bench"

GENERATED = ["tc_random", "tc_chain", "tc_grid", "same_generation", "reach_big", "load_csv", "andersen", "triangle", "negagg",
             "many_rules"]
NAMES = GENERATED + list(real.TABLES)


@dataclasses.dataclass(frozen=True)
class Workload:
    name: str
    scale: float = 1
    variant: str = ""

    @property
    def label(self):
        variant = "+" + self.variant if self.variant else ""
        return self.name + variant + ("" if self.scale == 1 else "@%g" % self.scale)

    @property
    def program(self):
        """The name of its program without what each engine's programs end in: the closures have one in common."""
        return "tc" if self.name.startswith("tc_") else self.name


def parse(label):
    """The workload of a label; raises ValueError with a message."""
    rest, at, scale = label.partition("@")
    name, _, variant = rest.partition("+")
    if name not in NAMES:
        raise ValueError("there is no workload '%s'; there are %s" % (name, ", ".join(NAMES)))
    if variant and variant not in variants.of(name):
        raise ValueError("%s has no variant '%s'; it has %s" % (name, variant, ", ".join(variants.of(name)) or "none"))
    try:
        workload = Workload(name, float(scale) if at else 1, variant)
    except ValueError:
        raise ValueError("'%s' is no scale: %s@4 is four times the size" % (scale, name)) from None
    if not 0 < workload.scale <= 64:
        raise ValueError("a scale is above 0 and at most 64, not %s" % scale)
    if workload.scale != 1 and name in real.TABLES:
        raise ValueError("%s has one size, that of its real input" % name)
    return workload


def absent(workload):
    """Why the workload can't run here, or None."""
    return real.absent(workload.name) if workload.name in real.TABLES else None


def newer(file, than):
    return not than.exists() or than.stat().st_mtime < file.stat().st_mtime


def prepare(workload, home):
    """The workload's folder below `home`, with its inputs and our program in it; made anew when its source is newer."""
    folder = home / workload.label
    stamp = folder / "complete"  # written last
    is_real = workload.name in real.TABLES
    sources = [HERE / "real.py"] if is_real else [HERE / "generate.py", HERE / "many_rules.py"]
    if any(newer(source, stamp) for source in sources):
        print("generating", workload.label, file=sys.stderr, flush=True)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        # In a process of its own: a child's peak memory is never less than that of the process it was forked from.
        command = [sys.executable, "-B", str(sources[0]), workload.name]
        command += [str(folder)] if is_real else ["%g" % workload.scale, str(folder), workload.variant]
        subprocess.run(command, check=True)
        stamp.touch()
    program = folder / (workload.name + ".kb")
    if workload.variant:
        program.write_text(variants.program(workload.name, workload.variant), encoding="ascii")
    elif workload.name != "many_rules":
        shutil.copy(HERE / "workloads" / program.name, program)
    return folder


def clauses(folder):
    """The inputs as clauses, for the engines that read no tables: facts.lp, made the first time it is asked for."""
    file = folder / "facts.lp"
    if not file.exists():
        subprocess.run([sys.executable, "-B", str(HERE / "clauses.py"), str(folder)], check=True)
    return file
