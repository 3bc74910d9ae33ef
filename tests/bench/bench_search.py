"""A search by description through the whole path, and a run of links over the same records.

    python -m tests.bench.bench_search [PERSONS]

Each person of the index's bench stands in one FIR of the owner, as one office describes them; all of it is signed and taken
over the wire. Then others' descriptions of some of them are searched for by another agency's investigators: signed,
decided for each candidate, audited, and every answer judged.

``search.persons``, ``search.load_s``: how many, and the seconds of taking their records. ``search.level_s``: until the index
is level with them after that. ``search.p50_ms``, ``search.p99_ms``: one client, page of twenty, nobody asked about before;
``search.found``: share of the descriptions whose person is on the first page. ``link.records_s``: records of persons that
`rabta link run` compares in a second of one core's processor time, over the node's own stores; ``link.proposed``: pairs left to
reviewers.
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from rabta.records.v1.person_pb2 import PersonDescription
from rabta.records.v1.records_service_pb2 import SearchPersonRequest, SearchPersonResponse
from rabta.records.v1.subject_pb2 import (
    IDENTIFIER_TYPE_CNIC,
    NAME_TYPE_FATHER,
    NAME_TYPE_HUSBAND,
    NAME_TYPE_OWN,
    Birth,
    Gender,
    Identifier,
    Name,
)

from services.client.drafts import Draft, version_bytes
from services.demo.described import Description, Wear, describe
from services.node.link_run import on_node
from services.node.settings import load_settings
from services.records.wire import encode
from services.signing.es256 import PrivateKey
from services.sources.exports import Origin, formats, of_row
from services.values.districts import DISTRICTS
from tests.bench.bench_import import submit
from tests.bench.bench_match import persons, timed
from tests.bench.bulk import Page, cited_case, pages
from tests.bench.calibrate import say
from tests.bench.driver import Run, build, judge, send
from tests.bench.hub import ASKER, OWNER, Hub, now_ms, running_hub, until_open

SEARCH: Final = "/rabta.records.v1.RecordsService/SearchPerson"
PERSONS: Final = 20_000
ASKED: Final = 500
"""Descriptions that are searched for; half as many before them are not timed."""
AT_ONCE: Final = 50_000
"""Versions whose pages are held in memory before they are sent."""
LEVEL_S: Final = 600.0
ENOUGH: Final = 3
"""Calls of the least run: the first two are not timed."""
_PREFIXES: Final = {district.prefix: district.name for district in DISTRICTS}
_GENDERS: Final = {"M": Gender.GENDER_M, "F": Gender.GENDER_F}
_RELATED: Final = {"W/O": NAME_TYPE_HUSBAND}


def row(number: int, said: Description) -> dict[str, str]:
    """One person accused in one case of a register."""
    accused = f"{said.name} {said.relation} {said.related}" if said.related else said.name
    return {
        "fir_no": str(number // len(DISTRICTS) % 99_999 + 1),
        "province": "PB",
        "district": DISTRICTS[number % len(DISTRICTS)].name,
        "station": f"Station {number // (99_999 * len(DISTRICTS)) + 1}",
        "registered": "2024-01-05",
        "sections": "406/420 PPC",
        "accused": accused,
        "accused_cnic": said.cnic,
        "accused_phone": said.phone,
        "accused_born": said.born,
        "accused_gender": said.gender,
        "accused_district": _PREFIXES.get(said.district, ""),
        "accused_address": said.address,
    }


def versions(rows: Iterable[dict[str, str]]) -> Iterator[tuple[str, bytes]]:
    """The case and the accused of each row: id of the record and its version's bytes."""
    layout, origin = formats()["fir_register"], Origin(OWNER, "PB")
    for number, each in enumerate(rows, 1):
        outcome = of_row(layout, each, origin, number)
        if outcome.rejects:
            raise AssertionError(outcome.rejects[0].reason)
        for draft in outcome.drafts:
            if draft.kind in ("CASE_FILE", "PARTY"):
                yield draft.record_id, version_bytes(OWNER, Draft(draft.record_id, encode(draft)), None)


def body(said: Description) -> bytes:
    """Body of a SearchPerson request, serialised."""
    person = PersonDescription(
        names=[Name(type=NAME_TYPE_OWN, text=said.name)], district=_PREFIXES.get(said.district, "")
    )
    person.address = said.address
    if said.related:
        person.names.append(Name(type=_RELATED.get(said.relation, NAME_TYPE_FATHER), text=said.related))
    if said.cnic:
        person.identifiers.append(Identifier(type=IDENTIFIER_TYPE_CNIC, value=said.cnic))
    if said.gender:
        person.gender = _GENDERS[said.gender]
    if said.born:
        born = date.fromisoformat(said.born)
        alone = (born.month, born.day) == (1, 1)
        person.birth.CopyFrom(Birth(earliest=said.born, latest=f"{born.year}-12-31" if alone else said.born))
    return SearchPersonRequest(person=person).SerializeToString(deterministic=True)


class Searches:
    """Persons put into a hub, and what is asked of them."""

    def __init__(self, hub: Hub, count: int) -> None:
        dice = random.Random(1)
        picked = set(dice.sample(range(count), min(ASKED + ASKED // 2, count)))
        self._hub, self._dice, self._picked = hub, dice, picked
        self._count = count
        self.asked: list[tuple[str, Description]] = []
        """(record of the person, another office's description)."""
        self.last: tuple[str, Description]
        """Who was put last of those whose number was stated, as they were put."""

    def load(self) -> float:
        """Take all of them over the wire; seconds."""
        files = self._hub.local.files
        key = PrivateKey.load(files.agency(OWNER).page_key)
        asyncio.run(
            submit(
                self._hub, ASKER, list(cited_case(self._hub.registry, PrivateKey.load(files.agency(ASKER).page_key)))
            )
        )
        took, last = 0.0, None
        made = pages(self._hub.registry, OWNER, key, self._told())
        while batch := _some(made, AT_ONCE):
            took += asyncio.run(submit(self._hub, OWNER, batch))
            last = batch[-1]
        if last is None:
            raise AssertionError("nobody was described")
        self._dice.shuffle(self.asked)
        return took

    def _told(self) -> Iterator[bytes]:
        for number, person in enumerate(persons(self._count)):
            said = describe(person, Wear(), self._dice)
            told = list(versions([row(number, said)]))
            if said.cnic:
                self.last = (told[-1][0], said)
            if number in self._picked:
                self.asked.append((told[-1][0], describe(person, Wear(), self._dice)))
            yield from (version for _, version in told)

    def run(self, sender: Path, folder: Path, asked: Sequence[tuple[str, Description]]) -> tuple[Run, float]:
        """Sent one after another, every answer judged; and the share of them that find their person."""
        prepared = self._hub.prepare(SEARCH, [body(said) for _, said in asked])
        run = send(sender, folder, self._hub, self._hub.local.port, SEARCH, prepared, 1)
        judge(self._hub, SEARCH, prepared, run)
        answers = [SearchPersonResponse.FromString(answer) for *_, answer in run.answers]
        found = sum(
            any(f"/{record}/" in f"{each.match.version}/" for each in answer.candidates)
            for (record, _), answer in zip(asked, answers, strict=True)
        )
        return run, found / len(asked)


def _some(made: Iterator[Page], most: int) -> list[Page]:
    """The next pages, of so many versions at least; fewer at the end."""
    found: list[Page] = []
    while sum(page.versions for page in found) < most and (page := next(made, None)):
        found.append(page)
    return found


def until_level(searches: Searches, sender: Path, folder: Path) -> float:
    """Seconds until who was put last is found by their own number. TimeoutError."""
    began = time.monotonic()
    while time.monotonic() - began < LEVEL_S:
        if searches.run(sender, folder, [searches.last] * ENOUGH)[1] == 1.0:
            return time.monotonic() - began
        time.sleep(0.2)
    raise TimeoutError("the index is not level with the records")


def linked(hub: Hub) -> None:
    """A run of links beside the hub that serves, by its own processor time."""
    settings = load_settings(hub.local.files.hub.folder)

    async def whole() -> tuple[int, int]:
        summary = await on_node(settings, now_ms, lambda _done, _of: None)
        return summary.records, summary.proposed

    (records, proposed), seconds = timed(lambda: asyncio.run(whole()))
    say("link.records", records, "records")
    say("link.records_s", records / seconds, "records/s")
    say("link.proposed", proposed, "pairs")


def main(count: int = PERSONS) -> None:
    """Measure searches through a hub, and a run of links, and print each figure on a line of its own."""
    with tempfile.TemporaryDirectory(prefix="rabta-bench-") as name:
        folder = Path(name)
        sender = build(folder)
        with running_hub(folder / "federation") as hub:
            asyncio.run(until_open(hub))
            searches = Searches(hub, count)
            say("search.load_s", searches.load(), "s")
            say("search.persons", count, "persons")
            say("search.level_s", until_level(searches, sender, folder), "s")
            searches.run(sender, folder, searches.asked[:-ASKED])
            run, found = searches.run(sender, folder, searches.asked[-ASKED:])
            say("search.p50_ms", run.p50_ms, "ms")
            say("search.p99_ms", run.p99_ms, "ms")
            say("search.found", found, "ratio")
            linked(hub)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
