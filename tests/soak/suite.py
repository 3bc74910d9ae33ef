"""`make test` five times beside the load of a second run: no test fails by chance.

Each run is kept as NUMBER.json in a folder of its commit, with its output as NUMBER.log. A call makes the runs that are
missing, or as many of them as RABTA_SUITE_RUNS allows, so that five runs can be spread over several calls. Runs of
different commits are never counted together: uncommitted changes, and a commit made during a run, are refused.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from services.errors import RabtaError
from tests.shared import ROOT

RUNS: Final = 5
KEPT: Final = ROOT / "build" / "soak" / "suite"
BESIDE: Final = (
    "tests/unit/node",
    "tests/unit/edge",
    "tests/integration/audit",
    "tests/integration/issuer",
    "tests/e2e/test_copies.py",
)
"""The second run: tests that start processes, choose ports and wait for events, one worker, again and again."""
LOOK_S: Final = 1.0
_COUNTS: Final = re.compile(r"^=* ?((?:\d+ [a-z]+(?:, )?)+) in [0-9.]+s(?: \([0-9:]+\))? ?=*$", re.MULTILINE)
_FAILED: Final = re.compile(r"^(?:FAILED|ERROR) (\S+?\.py(?:::.*?)?)(?: - .*)?$", re.MULTILINE)


class Refused(RabtaError):
    """The runs would not be of one commit, or the suite did not reach its end."""


@dataclass(frozen=True)
class Result:
    """One run of the suite. ``beside``: names of the tests that failed in the second run."""

    commit: str
    code: int
    seconds: int
    counts: dict[str, int]
    failed: list[str]
    beside: list[str] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        """Whether no test failed, in either of the two runs."""
        return self.code == 0 and not self.failed and not self.beside


Runner = Callable[[str, Path], Result]
"""Runs the suite of a commit once and writes its output to the path. Refused where it has no last line of counts."""


def counts_of(output: str) -> dict[str, int]:
    """Outcome -> number, of pytest's last line. Refused where there is none."""
    found = _COUNTS.findall(output)
    if not found:
        raise Refused("the suite did not reach its end: its output has no line of counts")
    pairs = (each.split() for each in found[-1].split(", "))
    return {name: int(number) for number, name in pairs}


def failed_of(output: str) -> list[str]:
    """Names of the tests that pytest's summary lists as failed or in error, in order, each once."""
    return list(dict.fromkeys(_FAILED.findall(output)))


def current_commit() -> str:
    """The commit that is checked out. Refused where a file differs from it."""
    if changed := _git("status", "--porcelain"):
        raise Refused(f"commit or put aside what was changed, as results are kept by commit:\n{changed}")
    return _git("rev-parse", "HEAD")


def _git(*words: str) -> str:
    return subprocess.run(("git", *words), cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


def kept(folder: Path, commit: str) -> dict[int, Result]:
    """Number -> result, of the runs of this commit. Refused where the folder has one of another."""
    results = {
        int(path.stem): Result(**json.loads(path.read_text("utf-8")))
        for path in sorted((folder / commit).glob("[0-9]*.json"))
    }
    if others := {each.commit for each in results.values()} - {commit}:
        raise Refused(f"{folder / commit} has results of {', '.join(sorted(others))}")
    return results


def table(results: dict[int, Result]) -> str:
    """A line for each run, those that are missing too."""
    lines = [f"{'run':>3} {'minutes':>7} {'passed':>7} {'failed':>6}"]
    for number in range(1, RUNS + 1):
        if (result := results.get(number)) is None:
            lines.append(f"{number:>3} missing")
            continue
        passed, failed = result.counts.get("passed", 0), len(result.failed)
        lines.append(f"{number:>3} {result.seconds / 60:>7.1f} {passed:>7} {failed:>6}")
        lines += [f"      failed: {name}" for name in result.failed]
        lines += [f"      failed in the second run: {name}" for name in result.beside]
        if not result.passed and not result.failed and not result.beside:
            lines.append(f"      no test failed, and the exit code is {result.code}")
    return "\n".join(lines) + "\n"


def make_runs(run: Runner, commit_of: Callable[[], str], folder: Path, most: int) -> dict[int, Result]:
    """Make up to ``most`` of the runs that are missing; results of all runs of this commit. Raises Refused."""
    commit = commit_of()
    results = kept(folder, commit)
    for number in [each for each in range(1, RUNS + 1) if each not in results][:most]:
        (folder / commit).mkdir(parents=True, exist_ok=True)
        result = run(commit, folder / commit / f"{number}.log")
        if (now := commit_of()) != commit:
            raise Refused(f"{now} was checked out while {commit} ran: run {number} is not counted")
        path = folder / commit / f"{number}.json"
        path.with_suffix(".part").write_text(json.dumps(asdict(result), indent=1) + "\n", "utf-8")
        path.with_suffix(".part").replace(path)
        results[number] = result
    return results


def run_once(commit: str, log: Path) -> Result:
    """`make test` with the second run beside it."""
    began = time.monotonic()
    with TemporaryDirectory() as folder:
        with started(("make", "test"), log) as suite, second_run(Path(folder)) as look:
            while suite.poll() is None:
                look()
                time.sleep(LOOK_S)
        beside = [name for path in sorted(Path(folder).iterdir()) for name in failed_of(path.read_text("utf-8"))]
    output = log.read_text("utf-8", "replace")
    seconds = round(time.monotonic() - began)
    names = list(dict.fromkeys(beside))
    return Result(commit, suite.returncode, seconds, counts_of(output), failed_of(output), names)


@contextmanager
def second_run(folder: Path, words: Sequence[str] = ()) -> Iterator[Callable[[], None]]:
    """Tests beside the suite; call what is given to begin them again where they have ended. Each output is a file."""
    command = words or (sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *BESIDE)
    number = 0

    def begin() -> subprocess.Popen[bytes]:
        with (folder / f"{number:04}.log").open("wb") as output:
            return subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, start_new_session=True)

    process = begin()

    def look() -> None:
        nonlocal process, number
        if process.poll() is not None:
            number += 1
            process = begin()

    try:
        yield look
    finally:
        _end(process)


@contextmanager
def started(words: Sequence[str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A command whose output goes to a file; it is ended with its children where the block ends before it."""
    with log.open("wb") as output:
        process = subprocess.Popen(words, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        yield process
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the group, in the way that lets pytest end what its fixtures started; for good after a minute."""
    if process.poll() is not None:
        return
    os.killpg(process.pid, signal.SIGINT)
    try:
        process.wait(60)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def suite(run: Runner = run_once, commit_of: Callable[[], str] = current_commit, folder: Path = KEPT) -> int:
    """0 where no run failed, 1 where one did, 2 where the runs would not be of one commit."""
    try:
        results = make_runs(run, commit_of, folder, int(os.environ.get("RABTA_SUITE_RUNS", RUNS)))
    except Refused as refused:
        sys.stderr.write(f"suite: {refused}\n")
        return 2
    sys.stdout.write(table(results))
    return int(not all(each.passed for each in results.values()))
