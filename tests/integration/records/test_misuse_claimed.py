"""A stranger's note of misused identity: that it is claimed is told, and its words are nobody else's, whatever is asked."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import permutations
from pathlib import Path

import pytest

from services.access.caller import Approver, Caller
from services.access.errors import NotFound
from services.membership.spec import AgencySpec
from services.records import wire
from services.records.app.hits import MISUSE_CLAIMED
from services.values.records import CaseReference, InvestigationEvent, RecordVersion, Review
from tests.fakes.old_store import set_back
from tests.fakes.record_maker import (
    CUSTOMS,
    FIA,
    OVERSIGHT,
    POLICE,
    PRISONS,
    SESSIONS,
    SINDH,
    case_file,
    court,
    event,
    expunged,
    fir,
    in_court,
    listing,
    misused,
    party,
    version,
    withdrawn,
)
from tests.fakes.records_node import Federation, Node, caller, federation, keeper, open_node
from tests.fakes.world.federations import AGENCIES
from tests.fakes.world.registries import early
from tests.integration.records.judged import by, judged, later, walk

NADRA = "pk.nadra"
SMEAR = "they sell children"
OWN = CaseReference("FIR", "FIA/LAHORE/AHTC/7/2020")
NOTE = misused("smear", SMEAR, agency=FIA)
LOOSE = replace(NOTE, record_id="loose", case_references=())
ASKERS: dict[str, Caller] = {
    "the owner's": caller(),
    "another police's": caller(SINDH, "sd-1", case_key="SD/KARACHI/CLIFTON/5/2020"),
    "a post's": caller(
        CUSTOMS, "cu-1", roles=frozenset({"CHECKPOINT_OFFICER"}), purpose="CHECKPOINT", legal_basis="EXIT_CONTROL",
        query_class="CHECKPOINT", case_type="MOVEMENT", case_key="POST 7",
    ),
    "a prison's": caller(
        PRISONS, "pr-1", roles=frozenset({"CUSTODY_OFFICER"}), purpose="CUSTODY", legal_basis="CRPC_CUSTODY",
        case_type="PRISON_CONVICT", case_key="LHR/4/2020",
    ),
    "the court's": caller(
        SESSIONS, "lc-1", agency_kind="COURT", roles=frozenset({"JUDGE"}), purpose="TRIAL",
        legal_basis="TRIAL_ANTECEDENTS", case_type="COURT_CASE", case_key="LAHORE/77/2020",
    ),
    "the registry's": replace(keeper(NADRA), agency_kind="IDENTITY_REGISTRY"),
    "the owner's keeper": keeper(POLICE),
}  # fmt: skip
OWNERS, WRITER = ASKERS["the owner's"], caller(FIA, "fia-1", case_key=OWN.key)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Federation:
    registry = AgencySpec(NADRA, "IDENTITY_REGISTRY", "Identity registry", ("PK",))
    return federation(tmp_path_factory.mktemp("misuse"), (*AGENCIES, registry))


@pytest.fixture
def node(known: Federation, tmp_path: Path) -> Node:
    return open_node(tmp_path / "node", known)


def put(node: Node, *versions: RecordVersion) -> None:
    asyncio.run(node.put(*versions))


def held() -> list[RecordVersion]:
    """The station's case with its accused and a warrant, before its court, and each reader's own."""
    return [
        case_file(officers=("pp-7",)),
        party("accused"),
        listing("warrant", type="WARRANT_NON_BAILABLE"),
        court("charged", "CHARGE_FRAMED", "2020-06-14", agency=SESSIONS, case_references=in_court(fir())),
        case_file(
            "trial", agency=SESSIONS, officers=("lc-1",), case_references=(CaseReference("COURT_CASE", "LAHORE/77/2020"),)
        ),
        case_file("fias", agency=FIA, officers=("fia-1",), case_references=(OWN,)),
        case_file(
            "sindhs", agency=SINDH, officers=("sd-1",),
            case_references=(CaseReference("FIR", "SD/KARACHI/CLIFTON/5/2020"),),
        ),
    ]  # fmt: skip


async def everything(node: Node, who: Caller, record: RecordVersion = NOTE) -> bytes:
    """All that a caller is answered about the man and the note, as it travels."""
    found = [await node.raw_history(who), wire.encode(await node.search(who))]
    found.append(await node.raw_history(who, as_of_recorded_ms=node.now_ms - 1))
    for asked in (node.record, node.versions):
        try:
            found.append(wire.encode(await asked(who, record.record_name)))
        except NotFound:
            found.append(b"")
    return b"".join(found)


def told(node: Node, who: Caller, record: RecordVersion = NOTE) -> bool:
    return SMEAR.encode() in asyncio.run(everything(node, who, record))


def claims(node: Node, who: Caller) -> list[str]:
    """Owners of which the caller is told that they claim a misuse."""
    history = asyncio.run(node.history(who))
    found = asyncio.run(node.search(who))
    hits = [[hit.owner for hit in each.hits if hit.action == MISUSE_CLAIMED] for each in (history, found)]
    assert hits[0] == hits[1], "a history and a search say the same"
    return hits[0]


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("who", sorted(ASKERS))
@pytest.mark.parametrize("note", [NOTE, LOOSE], ids=["in the case", "in none"])
def test_no_answer_to_anybody_else_holds_its_words(node: Node, note: RecordVersion, who: str, first: bool) -> None:
    put(node, *([note, *held()] if first else [*held(), note]))
    node.now_ms += 10
    assert not told(node, ASKERS[who], note)
    assert told(node, keeper(FIA), note), "its writer's record officer reads it"


def test_that_somebody_claims_it_is_told_once_with_whom_to_call(node: Node) -> None:
    put(node, *held())
    before = {name: asyncio.run(node.history(who)) for name, who in ASKERS.items()}
    put(node, NOTE, replace(NOTE, record_id="again"), LOOSE)
    for name, who in ASKERS.items():
        shown = asyncio.run(node.history(who))
        assert shown.timeline == before[name].timeline, name
        assert shown.banners == before[name].banners, name
        company = bool(shown.timeline) or any(hit.action not in (None, MISUSE_CLAIMED) for hit in shown.hits)
        police = who.purpose == "INVESTIGATE_CASE" and who.agency_kind == "POLICE"
        assert claims(node, who) == ([FIA] if company or police else []), name
    (hit,) = (each for each in asyncio.run(node.history(OWNERS)).hits if each.action == MISUSE_CLAIMED)
    assert (hit.owner, bool(hit.desk), hit.action.authority if hit.action else None) == (FIA, True, "")


def test_what_was_withdrawn_is_claimed_no_more_and_its_words_stay_hidden(node: Node) -> None:
    put(node, *held(), NOTE, withdrawn(NOTE))
    assert claims(node, OWNERS) == []
    assert not told(node, OWNERS)
    put(node, LOOSE)
    assert claims(node, OWNERS) == [FIA], "the one that stands is told of"


@pytest.mark.parametrize("own", [party("fias-own", agency=FIA, case_references=(OWN,)), listing("ecl", agency=FIA)])
def test_beside_what_its_writer_holds_it_stands_as_a_claim(node: Node, own: RecordVersion) -> None:
    put(node, *held(), own, NOTE)
    node.now_ms += 10
    history = asyncio.run(node.history(OWNERS))
    (line,) = (each for each in history.timeline if each.kind == "MISUSED_IDENTITY")
    assert "claimed, not confirmed" in line.text
    assert "misused-identity" not in {banner.code for banner in history.banners}
    assert told(node, OWNERS)
    assert claims(node, OWNERS) == []
    past = asyncio.run(node.history(OWNERS, as_of_recorded_ms=node.now_ms - 1))
    assert {each.kind for each in past.timeline} >= {"MISUSED_IDENTITY"}, "and for a time in the past"
    put(node, expunged(own))
    assert not told(node, OWNERS)


def test_a_hit_alone_is_no_company(node: Node) -> None:
    """What its writer holds is itself only a hit: then the note is a claim."""
    put(node, *held(), party("graded", agency=FIA, case_references=(OWN,), source_grade="X"), NOTE)
    assert not told(node, OWNERS)


def test_the_words_of_who_has_a_say_are_shown_with_their_banner(node: Node) -> None:
    put(node, *held())
    for number, note in enumerate(
        [
            misused("owners", SMEAR),
            misused("courts", SMEAR, agency=SESSIONS, case_references=in_court(fir())),
            misused("at-large", SMEAR, agency=SESSIONS, case_references=()),
            misused("registrys", SMEAR, agency=NADRA, case_references=()),
            misused("of-own-case", SMEAR, agency=FIA, case_references=(OWN,)),
        ]
    ):
        put(node, note)
        reader = ASKERS["another police's"]
        history = asyncio.run(node.history(reader))
        assert "misused-identity" in {banner.code for banner in history.banners}, note.record_id
        assert sum(each.kind == "MISUSED_IDENTITY" for each in history.timeline) == number + 1, note.record_id
        assert told(node, reader, note)
        assert not claims(node, reader)
    post = ASKERS["a post's"]
    assert len(asyncio.run(node.search(post)).matches) == 5, "they travel with the action on a warrant"


def test_oversight_reads_what_is_complained_of(node: Node) -> None:
    number = CaseReference("REVIEW", "2026/1")
    put(node, *held(), NOTE)
    second = Approver("ov-2", 3, frozenset({"boss-1"}), bytes(32))
    auditor = caller(
        OVERSIGHT, "ov-1", roles=frozenset({"OVERSIGHT"}), clearance=3, purpose="OVERSIGHT", legal_basis="DATA_OVERSIGHT",
        query_class="AUDIT", case_type="REVIEW", case_key=number.key, approver=second,
    )  # fmt: skip
    assert not told(node, auditor)
    review = Review((NOTE.record_name,), "2026-01-05", "", ("ov-1",))
    put(node, version("REVIEW", "review", review, agency=OVERSIGHT, case_references=(number,)))
    assert told(node, auditor)


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_a_case_of_its_writer_s_makes_it_a_word_whenever_it_comes(
    known: Federation, tmp_path: Path, order: Sequence[int]
) -> None:
    """The owner hands the case over: the note that the receiver wrote there is a claim until then, in any order."""
    given = replace(event("given", "TRANSFER", "2020-07-01"), body=InvestigationEvent("TRANSFER", "2020-07-01", to=FIA))
    number = CaseReference("FIR", "FIA/LAHORE/CC/9/2020")
    taken = case_file("taken", agency=FIA, officers=("fia-2",), case_references=(number, fir()))
    pages = [NOTE, given, taken, party("accused")]
    node = open_node(tmp_path / "node", known)
    reader = ASKERS["another police's"]
    put(node, *held()[:1], *held()[-1:])
    for place, index in enumerate(order):
        put(node, pages[index])
        come = set(order[: place + 1])
        if {0, 3} <= come:
            assert told(node, reader) == ({1, 2} <= come), come
    assert told(node, reader)


def test_a_later_registry_that_names_the_holder_makes_it_a_word(known: Federation, tmp_path: Path) -> None:
    async def steps(node: Node) -> None:
        by(node, early(known.registry, {(FIA, "registers")}))
        note = replace(NOTE, case_references=(OWN,))
        await node.put(*held(), note)
        assert SMEAR.encode() not in await everything(node, OWNERS)
        by(node, later(known))
        await judged(node)
        assert SMEAR.encode() in await everything(node, OWNERS)

    walk(tmp_path, known, steps)


def test_it_is_no_less_a_claim_by_a_later_registry(known: Federation, tmp_path: Path) -> None:
    async def steps(node: Node) -> None:
        by(node, early(known.registry, {(POLICE, "registers")}))
        await node.put(*held(), NOTE)
        by(node, later(known))
        await judged(node)
        assert SMEAR.encode() not in await everything(node, OWNERS)

    walk(tmp_path, known, steps)


def test_a_store_of_before_has_its_notes_judged_again(known: Federation, tmp_path: Path) -> None:
    """Classes of before say nothing of claims; opening the store with this schema puts every note before the judge."""
    owners = misused("owners", "the owner says so")

    async def write(node: Node) -> None:
        await node.put(*held(), NOTE, owners)
        await judged(node)

    walk(tmp_path, known, write)
    path = tmp_path / "node" / "records.db"
    _forget_claims(path)

    async def read(node: Node) -> None:
        assert SMEAR.encode() in wire.encode(await node.record(OWNERS, NOTE.record_name)), "it is a store of before"
        await judged(node)
        assert SMEAR.encode() not in await everything(node, OWNERS)
        with pytest.raises(NotFound):
            await node.record(OWNERS, NOTE.record_name)
        assert b"the owner says" in wire.encode(await node.record(OWNERS, owners.record_name))

    walk(tmp_path, known, read)


def _forget_claims(path: Path) -> None:
    """Make the store one of the schema before: every class without the new word, under the number of that text."""
    db = sqlite3.connect(path, isolation_level=None)
    for klass, text in db.execute("SELECT id, attributes FROM policy_class").fetchall():
        values = {name: value for name, value in json.loads(text).items() if name != "misuse_claimed"}
        old = json.dumps(values, separators=(",", ":"))
        number = int.from_bytes(sha256(old.encode()).digest()[:8]) >> 4
        db.execute("INSERT OR IGNORE INTO policy_class VALUES (?, ?)", [number, old])
        for column in ("own", "klass"):
            db.execute(f"UPDATE head SET {column} = ? WHERE {column} = ?", [number, klass])
    set_back(db, "0009")
    db.close()
