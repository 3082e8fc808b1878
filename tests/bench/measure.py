"""Runs of commands, and rounds of runs in which engines take turns, so that all of them see the same machine."""

import dataclasses
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time

TICK = os.sysconf("SC_CLK_TCK")
NOISE = 0.3  # a run during which other processes used more of the machine than so many cores is called noisy


def busy_seconds():
    """What all processes together have used, or None where /proc does not tell."""
    try:
        with open("/proc/stat", encoding="ascii") as file:
            user, nice, system, _, _, irq, softirq, *_ = map(int, file.readline().split()[1:])
    except (OSError, ValueError):
        return None
    return (user + nice + system + irq + softirq) / TICK


@dataclasses.dataclass
class Run:
    """One run of a command. `problem` says why there is no result; `others` is how many cores other processes used."""

    command: list
    seconds: float = 0
    cpu_seconds: float = 0
    memory: int = 0  # peak, in bytes; of the largest process
    others: float = 0
    problem: str = ""
    out: str = ""
    err: str = ""
    numbers: list = dataclasses.field(default_factory=list)  # the result
    stats: dict = dataclasses.field(default_factory=dict)  # our engine's own figures

    @property
    def noisy(self):
        return self.others > NOISE

    def raw(self):
        """What is kept of it in a file."""
        fields = ("seconds", "cpu_seconds", "memory", "others", "problem", "numbers", "stats")
        return {"command": [str(word) for word in self.command], **{name: getattr(self, name) for name in fields}}


def run(command, folder, limit, environment=None, good=(0,)):
    """Runs a command to its end, or for `limit` seconds."""
    result = Run(command)
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        busy, begin = busy_seconds(), time.monotonic()
        # A session of its own, so that whatever it starts ends with it.
        child = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=err,
                                 env={**os.environ, **(environment or {})}, start_new_session=True)
        ended = threading.Event()
        clock = threading.Timer(limit, lambda: (ended.set(), os.killpg(child.pid, signal.SIGKILL)))
        clock.start()
        try:
            _, status, usage = os.wait4(child.pid, 0)  # which alone tells what the child has used
        except BaseException:
            os.killpg(child.pid, signal.SIGKILL)
            raise
        finally:
            clock.cancel()
        result.seconds = time.monotonic() - begin
        child.returncode = status
        result.cpu_seconds = usage.ru_utime + usage.ru_stime
        result.memory = usage.ru_maxrss * 1024
        if busy is not None and result.seconds > 0.1:  # the machine's clock ticks in hundredths
            result.others = max(0.0, (busy_seconds() - busy - result.cpu_seconds) / result.seconds)
        out.seek(0)
        err.seek(0)
        result.out, result.err = out.read().decode("utf-8", "replace"), err.read().decode("utf-8", "replace")
    code = os.waitstatus_to_exitcode(status)
    if ended.is_set():
        result.problem = "over %g s" % limit
    elif code not in good:
        result.problem = "status %d" % code
        print(*map(str, command), "\n" + result.err[-2000:], file=sys.stderr, flush=True)
    return result


# A peer that is this much slower with one number of threads than with the other is not run with it again.
CLEARLY = 1.5


@dataclasses.dataclass
class Turn:
    """An engine's run in a round; `kind` says with how many threads. `counts` is false for the slower ones."""

    round: int
    engine: str
    kind: str
    run: Run
    counts: bool = True


OURS = "linchpin"


def turns(ours, peers, rounds, limit):
    """Rounds of runs: ours, then each peer once with each number of threads, of which the faster counts.

    `ours` is called for a run; `peers` maps a peer's name to calls for its runs, by kind: {"-j1": call, ...}. What
    failed is not run again, nor what took more than a quarter of the limit; when that is ours, there is no further
    round, as nothing stood beside it.
    """
    result = []
    active = {name: dict(kinds) for name, kinds in peers.items()}

    def again(one):
        return not one.problem and one.seconds <= limit / 4

    for number in range(rounds):
        mine = ours()
        result.append(Turn(number, OURS, "", mine))
        for name, kinds in active.items():
            runs = {kind: call() for kind, call in kinds.items()}
            if not runs:
                continue
            best = min(runs, key=lambda kind: (bool(runs[kind].problem), runs[kind].seconds))
            result += [Turn(number, name, kind, one, kind == best) for kind, one in runs.items()]
            for kind, one in runs.items():
                if not again(one) or one.seconds > CLEARLY * runs[best].seconds:
                    del kinds[kind]
        if not again(mine):
            break
    return result
