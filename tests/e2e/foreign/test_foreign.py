"""A partner's client that has only the page: its honest calls go through, none of its bad ones does, case by case."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.e2e.foreign.building import build_foreign
from tests.e2e.foreign.station import partnered, play

CATALOGUE = Path(__file__).with_name("catalogue.md")
ROW = re.compile(r"\| `([a-z0-9_-]+)` \| ([^|]+) \|([^|]*)\|")
AT_LEAST = 400
KINDS = ("READ", "REFUSAL", "INTENT", "OUTCOME")
BEFORE_AUTHENTICATION = ("refused", "closed Unavailable")


class Played(NamedTuple):
    """One case: what the program said of it, and what the log holds."""

    said: dict[str, Any]
    logged: str


def expected() -> dict[str, tuple[str, str]]:
    """Outcome and log entries by case."""
    found = [ROW.match(line) for line in CATALOGUE.read_text("utf-8").splitlines()]
    rows = [(row[1], row[2].strip(), row[3].strip()) for row in found if row]
    assert len({name for name, *_ in rows}) == len(rows), "a case stands once"
    return {name: (outcome, log) for name, outcome, log in rows}


CASES = expected()


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_foreign(tmp_path_factory.mktemp("client"))


@pytest.fixture(scope="module")
def played(client: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Played]]:
    """The whole catalogue, once."""
    with partnered(tmp_path_factory.mktemp("foreign")) as (world, place):
        lines = play(client, place)
        yield {
            line["case"]: Played(line, _kinds(world.log.entries(line.get("first", 0), line.get("end", 0))))
            for line in lines
        }
        world.run.no_traceback("hub")


def _kinds(entries: list[Any]) -> str:
    counts = Counter(entry.open.kind for entry in entries)
    return " ".join(kind if counts[kind] == 1 else f"{counts[kind]} {kind}" for kind in KINDS if counts[kind])


def test_the_catalogue_is_whole(played: dict[str, Played]) -> None:
    """What is listed is played, and what is played is listed."""
    assert len(CASES) >= AT_LEAST
    assert list(played) == list(CASES)


@pytest.mark.parametrize("case", CASES)
def test_case(played: dict[str, Played], case: str) -> None:
    found = played[case]
    assert (found.said["outcome"], found.logged) == CASES[case]


def test_nothing_changes_and_honest_calls_go_through(played: dict[str, Played]) -> None:
    """After each bad call: history and feed as before, and the log numbered on by what the case left alone."""
    bad = [one.said for one in played.values() if not one.said["case"].startswith("honest-")]
    assert {one["case"]: (one["same"], one["honest"]) for one in bad} == {one["case"]: (True, "OK") for one in bad}
    assert all(0 < one["first"] <= one["end"] for one in bad)


def test_only_who_is_known_spends_a_nonce(played: dict[str, Played]) -> None:
    """The sound original of a call that was refused unsigned goes through afterwards; of any other it is a replay."""
    originals = {name: one.said for name, one in played.items() if one.said.get("original")}
    assert len(originals) > 100
    for name, said in originals.items():
        unknown = said["outcome"] in BEFORE_AUTHENTICATION
        assert said["original"] == ("OK" if unknown else "REPLAYED"), name
