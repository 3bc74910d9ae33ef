"""Over a store: whatever a stranger submits, in whatever order, others go on seeing the owner's records as they did."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from services.values.records import CaseReference, History, MisusedIdentity, RecordVersion
from tests.budget import budget
from tests.fakes.record_maker import (
    CUSTOMS,
    FIA,
    SINDH,
    case_file,
    changed_body,
    cnic,
    court,
    custody,
    event,
    fir,
    listing,
    order,
    party,
    person,
    version,
)
from tests.fakes.records_node import Federation, Node, caller, open_node

OWN_CASE = CaseReference("FIR", "FIA/LAHORE/AHTC/7/2024")
MISSING = CaseReference("MISSING_CHILD", "LHR/9/2026")
VICTIM = person(cnic(21), name="V")
INVESTIGATOR = caller(FIA, "fia-1", case_key=OWN_CASE.key)
POST = caller(
    CUSTOMS, "cu-1", roles=frozenset({"CHECKPOINT_OFFICER"}), purpose="CHECKPOINT", legal_basis="EXIT_CONTROL",
    query_class="CHECKPOINT", case_type="MOVEMENT", case_key="POST 7",
)  # fmt: skip
SEARCHER = caller(
    SINDH, "sd-1", purpose="FIND_MISSING_CHILD", legal_basis="ZAINAB", query_class="MISSING_CHILD",
    case_type="MISSING_CHILD", case_key=MISSING.key,
)  # fmt: skip


def held() -> list[RecordVersion]:
    """The reader's own case, and what the station holds in its own."""
    return [
        case_file("reader", agency=FIA, officers=("fia-1",), case_references=(OWN_CASE,)),
        case_file(),
        party("accused"),
        party("victim", role="VICTIM", subject=VICTIM),
        listing("warrant", type="WARRANT_NON_BAILABLE"),
        event("sent-up", "CHALLAN_FINAL", "2020-06-01"),
        court("charge", "CHARGE_FRAMED", "2020-06-14"),
    ]


def dated(act: str, closed: bool) -> RecordVersion:
    made = case_file("s-file", agency=SINDH, case_references=(fir(), MISSING))
    return replace(made, body=changed_body(made, act_from=act, act_to=act, closed=closed))


STRANGE: dict[str, RecordVersion] = {
    "a file that dates the act": dated("1999-01-01", False),
    "a closed file": dated("2020-05-01", True),
    "a party": party("s-party", agency=SINDH, subject=person(born="")),
    "a victim": party("s-victim", role="VICTIM", agency=SINDH, case_references=(fir(), MISSING)),
    "an acquittal": court("s-acquittal", "ACQUITTAL_265K", "2021-01-01", agency=SINDH),
    "a conviction": court("s-conviction", "CONVICTION", "2021-01-01", agency=SINDH),
    "a diversion": court("s-diversion", "DIVERTED", "2021-01-01", agency=SINDH),
    "a cancellation": court("s-cancelled", "CANCELLATION_ORDERED", "2021-01-01", agency=SINDH),
    "a transfer": event("s-transfer", "TRANSFER", "2021-01-01", agency=SINDH),
    "a release": custody("s-release", "RELEASE", "2021-01-01", agency=SINDH, reason="SENTENCE_SERVED"),
    "a seal": order("s-seal", "SEALED", agency=SINDH),
    "a pseudonym": order("s-alias", "PSEUDONYM", agency=SINDH, pseudonym="A"),
    "a protected person": order("s-protected", "PROTECTED_PERSON", agency=SINDH, case_references=()),
    "a watch list": listing("s-watch", agency=SINDH, type="WATCH", case_references=()),
    "a note of misuse": version(
        "MISUSED_IDENTITY", "s-note", MisusedIdentity("2020-01-01"), agency=SINDH, role="LISTED", subject=person()
    ),
}


def of_owner(history: History) -> list[tuple[object, ...]]:
    """The lines of everybody but the stranger, and whom else one is told to call."""
    lines = [
        (line.version, line.standing, line.finality, line.text, line.status, tuple(flag.rule for flag in line.flags))
        for line in history.timeline
        if line.owner != SINDH
    ]
    return [*lines, *((hit.owner, hit.action) for hit in history.hits if hit.owner != SINDH)]


async def seen(node: Node) -> dict[str, Sequence[object]]:
    """What an investigator of another agency, a post and a searcher are shown."""
    found = await node.history(INVESTIGATOR)
    post = await node.search(POST)
    return {
        "accused": of_owner(found),
        "said to be convicted": [case.offence for case in found.cases if fir() in case.references],
        "victim": of_owner(await node.history(INVESTIGATOR, VICTIM.identifiers[0].value)),
        "searched": of_owner(await node.history(SEARCHER, VICTIM.identifiers[0].value)),
        "post": sorted((hit.owner, str(hit.action)) for hit in post.hits if hit.owner != SINDH),
    }


def looked(known: Federation, pages: Sequence[RecordVersion]) -> dict[str, Sequence[object]]:
    with tempfile.TemporaryDirectory() as folder:

        async def run() -> dict[str, Sequence[object]]:
            node = open_node(Path(folder) / "node", known)
            await node.put(*pages)
            shown = await seen(node)
            await node.context.store.close()
            return shown

        return asyncio.run(run())


@pytest.mark.parametrize("name", sorted(STRANGE))
@pytest.mark.parametrize("first", [False, True], ids=["after", "before"])
def test_each_paper_of_a_stranger(known: Federation, name: str, first: bool) -> None:
    pages = [STRANGE[name], *held()] if first else [*held(), STRANGE[name]]
    assert looked(known, pages) == looked(known, held()), name


@given(st.lists(st.sampled_from(sorted(STRANGE)), min_size=2, max_size=5), st.randoms(use_true_random=False))
@budget(12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_several_of_them_in_any_order(known: Federation, names: list[str], dice: Random) -> None:
    strange = {STRANGE[name].record_id: STRANGE[name] for name in names}
    pages = [*held(), *strange.values()]
    dice.shuffle(pages)
    assert looked(known, pages) == looked(known, held())


def test_there_is_something_to_see(known: Federation) -> None:
    shown = looked(known, held())
    assert len(shown["accused"]) >= 5
    assert shown["post"]
    assert shown["victim"] == shown["searched"] == []
