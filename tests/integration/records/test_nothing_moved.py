"""AUTHORITY 6 (moved): no page of an agency without a part in a case changes what anybody else is answered about it.

Sindh writes about a person of FIA's case, before or after FIA's records. Whatever everybody else is answered is
compared with a node on which Sindh never wrote, without what speaks of Sindh's own records.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, example, given, note
from hypothesis import strategies as st

from services.values.records import RecordVersion
from tests.budget import budget
from tests.fakes.record_maker import FIA, SINDH, custody, listing, party, person
from tests.fakes.records_node import Federation, open_node
from tests.integration.records.guarded import clocked
from tests.integration.records.strangers_pages import IN_FIAS, PLANTS, common, later, who, young
from tests.integration.records.whole_answers import ANOTHER, METHODS, PERSON, Answer, answers, methods_of, of_others

OWNED: dict[str, list[RecordVersion]] = {
    "accused": [party("f-a", agency=FIA, subject=who(PERSON), case_references=IN_FIAS)],
    "accused, born": [
        party("f-a", agency=FIA, subject=person(PERSON, born="1978-01-01"), case_references=IN_FIAS),
        listing("f-w", agency=FIA, subject=person(PERSON, born="1978-01-01"), type="WARRANT_NON_BAILABLE"),
    ],
    "arrested": [
        party("f-a", agency=FIA, subject=who(PERSON), case_references=IN_FIAS),
        custody("f-c", "ARREST", "2024-06-01", agency=FIA, subject=who(PERSON), case_references=IN_FIAS),
        listing("f-l", agency=FIA, subject=who(PERSON)),
    ],
    "victim": [party("f-v", role="VICTIM", agency=FIA, subject=who(PERSON), case_references=IN_FIAS)],
    "young": [party("f-a", agency=FIA, subject=young(PERSON), case_references=IN_FIAS)],
}
"""FIA's records of the person."""
TOLD_OF_CLAIMS = ("FIA's record officer", "oversight")
"""Of a claim the owner with a part and oversight alone have a row."""


BY_THE_TABLE = {
    **{
        (owned, "a conviction"): "a court's step by anybody is reported"
        for owned in ("accused", "accused, born", "arrested")
    },
    ("victim", "an arrest"): "a fact of custody is shown by row 8",
}
"""(FIA's records, what Sindh writes) -> the cell of the norm by which FIA's own investigator is shown it."""


def of_case(value: object) -> object:
    """An answer without what speaks of a record of Sindh: the record, its page, what it contradicts, where it leads."""
    if isinstance(value, dict):
        return {name: of_case(each) for name, each in value.items()}
    if isinstance(value, list):
        return [rest for each in value if not _is_of_sindh(each) and not _is_lone(rest := of_case(each))]
    return value


def _is_of_sindh(value: object) -> bool:
    if not isinstance(value, dict):
        return False
    if SINDH.encode() in value.get("header", b""):
        return True
    return any(SINDH in str(value.get(name, "")) for name in ("owner", "agency", "name", "version", "one", "other"))


def _is_lone(value: object) -> bool:
    """Whether a contradiction has no other side left."""
    return isinstance(value, dict) and isinstance(value.get("sides"), list) and len(value["sides"]) < 2


def is_shown(answer: object) -> bool:
    """Whether a record of Sindh is shown with its words: then the banners speak of it too."""
    return isinstance(answer, dict) and SINDH in str([answer.get(name) for name in ("versions", "members", "matches")])


def without_banners(answer: object) -> object:
    return {**answer, "banners": []} if isinstance(answer, dict) else answer


def walked(known: Federation, owned: str, plants: Sequence[str], change: str, *, first: bool) -> list[Answer]:
    """What everybody else is answered; ``first``: Sindh writes before FIA."""
    with tempfile.TemporaryDirectory() as folder:

        async def run() -> list[Answer]:
            node = open_node(Path(folder) / "node", known)
            _, _, database = clocked(node, Path(folder))
            strange = [PLANTS[name] for name in plants]
            pages = [*strange, *OWNED[owned]] if first else [*OWNED[owned], *strange]
            try:
                await node.put(*common(), *pages)
                if change and strange:
                    await node.put(later(strange[0])[change])
                node.now_ms += 3_600_000
                given = []
                for number in (PERSON, ANOTHER, "3520200000991"):
                    given += await answers(node, of_others(), [*common()[:2], *OWNED[owned]], number)
                return given
            finally:
                await node.context.store.close()
                database.close()

        return asyncio.run(run())


def differences(known: Federation, owned: str, plants: Sequence[str], change: str, *, first: bool) -> list[str]:
    """The calls of others that are answered otherwise since Sindh wrote."""
    with_plants = walked(known, owned, plants, change, first=first)
    without = walked(known, owned, (), "", first=first)
    changed = []
    for (call, one), (_, other) in zip(with_plants, without, strict=True):
        if call.startswith("ListClaims by ") and call.removeprefix("ListClaims by ") in TOLD_OF_CLAIMS:
            continue
        left, right = of_case(one), of_case(other)
        if is_shown(one):
            left, right = without_banners(left), without_banners(right)
        if left != right:
            changed.append(f"{call}: {left} | {right}")
    return changed


@pytest.mark.parametrize("owned", sorted(OWNED))
def test_each_paper_of_a_stranger(known: Federation, owned: str) -> None:
    moved = {
        name: changed
        for name in sorted(PLANTS)
        if (changed := [each.partition(":")[0] for each in differences(known, owned, [name], "", first=False)])
    }
    cells = {name: ["GetHistory by FIA's investigator"] for to, name in BY_THE_TABLE if to == owned}
    assert moved == cells


@given(
    st.sampled_from(sorted(OWNED)),
    st.lists(st.sampled_from(sorted(PLANTS)), min_size=1, max_size=4, unique=True),
    st.sampled_from(["", "withdrawn", "moved", "moved away"]),
    st.booleans(),
)
@example("accused", ["a list", "a note of misuse"], "", False)
@example("victim", ["a list"], "moved", False)
@budget(24, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_several_in_any_order(known: Federation, owned: str, plants: list[str], change: str, first: bool) -> None:
    assume(not any((owned, name) in BY_THE_TABLE for name in plants))
    changed = differences(known, owned, plants, change, first=first)
    note("\n".join(changed))
    assert changed == []


def test_the_walk_calls_every_method_of_the_census(known: Federation) -> None:
    assert methods_of(walked(known, "accused", (), "", first=False)) == METHODS
