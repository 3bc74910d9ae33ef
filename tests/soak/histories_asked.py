"""Builds the demonstration of the tree on PYTHONPATH, imports its files and asks each investigator's histories.

Run as a file by :mod:`tests.soak.histories`, so that an older revision is asked by the questions of this one. It writes
one JSON object: question -> line -> what is said there.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from rabta.records.v1.history_pb2 import History

from services.access.details import Details
from services.cli.demo import scenes
from services.cli.demo.story_import import imported
from services.cli.demo.up import Demo, build
from services.cli.demo.walk import _running
from services.client.errors import Refusal, TokenRefused
from services.client.hub import Hub
from services.client.profile import load_profile
from services.demo import boy
from services.demo.rosters import rosters

SEED: Final = 7
RECORDS: Final = 4_000
DRAWN: Final = 16
"""People of the export files beside those of the story."""
NUMBER: Final = re.compile(r"\b\d{5}-\d{7}-\d\b|\b\d{13}\b")
CASES: Final = {"FIR": ("INVESTIGATE_CASE", "CRPC_CASE"), "ENQUIRY": ("PRELIMINARY_ENQUIRY", "FIA_ENQUIRY")}


def numbers(demo: Demo) -> list[str]:
    """CNICs of the story, then those that come first among the numbers of the export files."""
    of_story = set(NUMBER.findall(json.dumps(demo.story))) | {boy.NUMBER}
    drawn: set[str] = set()
    for path in sorted((demo.folder / "exports").rglob("*.csv")):
        drawn |= {each.replace("-", "") for each in NUMBER.findall(path.read_text("utf-8", errors="ignore"))}
    story = {each.replace("-", "") for each in of_story}
    return [*sorted(story), *sorted(drawn - story)[:DRAWN]]


def reasons(officer: dict[str, Any]) -> Iterator[tuple[Details, str]]:
    """Why an investigator asks: each assigned case, as history and as wanted."""
    for case in officer["cases"]:
        kind, _, key = case.partition(":")
        if kind not in CASES or "INVESTIGATOR" not in officer["roles"]:
            continue
        for query_class in ("HISTORY", "WANTED"):
            yield Details(*CASES[kind], "", query_class, kind, key), case


def lines(history: History) -> dict[str, str]:
    """A history by the names of its versions, hits and banners."""
    shown = {
        each.version: f"{each.standing} {each.finality} {each.text} [{' '.join(sorted(f.rule for f in each.flags))}]"
        for each in history.timeline
    }
    shown |= {f"hit {each.owner}": each.action.action for each in history.hits}
    return shown | {f"banner {each.code}": "" for each in history.banners}


def asking(demo: Demo) -> Iterator[tuple[str, Any, Details, str]]:
    """Each investigator who may ask, with profile, reason and case."""
    now_ms = time.time_ns() // 1_000_000
    for agency, officers in sorted(rosters(now_ms).items()):
        for officer in officers:
            if officer["suspended"] or officer["trained_until_ms"] < now_ms:
                continue
            profile = load_profile(demo.local.profile(agency, officer["id"]))
            for why, case in reasons(officer):
                yield f"{agency}/{officer['id']}", profile, why, case


def asked(demo: Demo) -> Iterator[tuple[str, dict[str, str]]]:
    """Every question with its answer; a refusal is one line."""
    for number in numbers(demo):
        for officer, profile, why, case in asking(demo):
            name = f"{officer} {why.purpose} {why.query_class} {case.replace(' ', '_')} {number}"
            yield name, answer(profile, why, number)


def answer(profile: Any, why: Details, number: str) -> dict[str, str]:
    """One history by its lines. An issuer gives an officer so many tokens a minute: it is asked again until it does.

    Five minutes at most.
    """
    for left in reversed(range(100)):
        try:
            return lines(scenes.history(profile, why, number))
        except Refusal as refused:
            return {f"refused {refused.reason}": ""}
        except TokenRefused as refused:
            if not left or refused.error != "temporarily_unavailable":
                return {f"refused {refused.error}": ""}
            time.sleep(3)
    raise AssertionError("the last try returns or raises")


def main(target: Path) -> None:
    """Build in a folder of its own, ask, and write ``target``."""
    with tempfile.TemporaryDirectory(prefix="rabta-asked-") as folder:
        demo = build(Path(folder) / "demo", SEED, RECORDS)
        with _running(demo.folder):
            asyncio.run(scenes.until_open(demo.recorder(scenes.FIA)))
            for later in (False, True):
                list(imported(demo, later=later))
            for agency, made in boy.records().items():
                if agency != boy.PROSECUTION:
                    with Hub(demo.recorder(agency)) as hub:
                        hub.submit(made)
            target.write_text(json.dumps(dict(asked(demo)), ensure_ascii=False, indent=1), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
