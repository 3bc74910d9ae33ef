"""Authorities and imports: nothing without authority, each row once, bad rows told and no others lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, TypedDict

import pytest

from graph.model import NodeRow
from services.access.errors import InvalidArgument
from services.linkage.app.imports import import_page
from services.linkage.errors import AuthorityConflict, AuthorityUnknown, StrDerived
from services.linkage.kept import CaseNumber
from services.linkage.rights import rights_of
from services.values.network import FeedEdge, FeedNode, NodeKey
from tests.fakes.memory_graph import MemoryGraph
from tests.fakes.record_changes import CASE
from tests.unit.linkage.world import DAY, NOW, World, account, edge, iban, investigator, keeper, person, request

MOVED = edge("TRANSFERRED", account("A"), account("B"), amount_minor=5, currency="PKR")
CALLED = edge("CALLED", NodeKey("PHONE", "+923001234567"), NodeKey("PHONE", "+923001234568"))
FMU = keeper("pk.fmu", "FMU")


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path / "node")


async def people(world: World) -> dict[str, NodeRow]:
    await world.projector.catch_up()
    assert await world.differences() == []
    graph: MemoryGraph = world.graph
    return {row.note or row.label: row for (kind, _), row in graph.nodes.items() if kind == "SUBJECT"}


async def test_without_authority_nothing_is_imported(world: World) -> None:
    with pytest.raises(AuthorityUnknown):
        await world.page(edges=(MOVED,))
    await world.register()
    with pytest.raises(AuthorityUnknown):
        await world.page(keeper("pk.sindh-police"), edges=(MOVED,))
    assert (await world.page(edges=(MOVED,))).added == 1
    world.now += 10 * DAY
    with pytest.raises(AuthorityUnknown):
        await world.page(edges=(MOVED,))


async def test_a_reference_stands_for_one_authority(world: World) -> None:
    assert await world.register() is True
    assert await world.register() is False
    assert await world.register(scope=(CASE, CASE)) is False
    with pytest.raises(AuthorityConflict):
        await world.register(issuer="another court")
    assert await world.register(keeper("pk.sindh-police"), issuer="another court") is True


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reference": ""}, "authority.reference"),
        ({"issuer": " x"}, "authority.issuer"),
        ({"issued": "a\nb"}, "authority.issued"),
        ({"kind": ""}, "authority.kind"),
        ({"kind": "LETTER"}, "authority.kind"),
        ({"scope": ()}, "authority.scope"),
        ({"scope": ("FIR:X",)}, "authority.scope"),
        ({"scope": (f"{CASE}@",)}, "authority.scope"),
        ({"scope": (f"{CASE}@PK FIA",)}, "authority.scope"),
        ({"scope": ("FIR:X@pk.fia",)}, "authority.scope"),
        ({"targets": (NodeKey("PLANET", "x"),)}, "authority.targets"),
        ({"data_from_ms": 0}, "authority.data_to_ms"),
        ({"data_to_ms": NOW - 101 * DAY}, "authority.data_to_ms"),
        ({"retain_until_ms": 0}, "authority.retain_until_ms"),
    ],
)
async def test_an_authority_says_all_that_it_must(world: World, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidArgument) as refused:
        await world.register(**changes)
    assert [violation.field for violation in refused.value.violations] == [field]


async def test_a_transfer_known_by_the_last_day_of_an_authority_goes_in_though_the_day_ends_later(world: World) -> None:
    await world.register()
    answer = await world.page(edges=(replace(MOVED, at_ms=NOW, until_ms=NOW + DAY - 1),))
    assert (answer.added, answer.refused) == (1, ())


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        (replace(MOVED, at_ms=NOW + 1), "outside-authority"),
        (replace(MOVED, at_ms=NOW - 101 * DAY), "outside-authority"),
        (replace(MOVED, until_ms=MOVED.at_ms + DAY), "span"),
        (replace(MOVED, until_ms=MOVED.at_ms - 1), "span"),
        (replace(CALLED, until_ms=NOW + 1), "outside-authority"),
        (replace(MOVED, at_ms=0), "outside-authority"),
        (replace(MOVED, kind="SAME_PERSON"), "edge-kind"),
        (replace(MOVED, kind="PARTY_TO"), "edge-kind"),
        (replace(MOVED, kind="LOVES"), "edge-kind"),
        (edge("DEVICE_USED_BY", NodeKey("DEVICE", "IMEI:1"), person("Ali")), "edge-kind"),
        (edge("VEHICLE_USED_BY", NodeKey("VEHICLE", "LEA1234"), person("Ali")), "edge-kind"),
        (replace(MOVED, end=NodeKey("PHONE", "+92300")), "ends"),
        (replace(MOVED, start=None), "ends"),
        (replace(MOVED, id="7"), "id"),
        (replace(MOVED, start=NodeKey("ACCOUNT", "")), "id-empty"),
        (replace(MOVED, currency="rupees"), "value"),
        (replace(MOVED, duration_s=-1), "value"),
        (edge("ACCOUNT_HELD_BY", account("A"), person("nobody said so")), "person-unknown"),
    ],
)
async def test_a_bad_row_is_told_and_the_rest_goes_in(world: World, row: Any, rule: str) -> None:
    await world.register()
    answer = await world.page(edges=(replace(row, row=7), MOVED))
    assert (answer.added, [(one.row, one.rule) for one in answer.refused]) == (1, [(7, rule)])


@pytest.mark.parametrize(
    ("end", "rule"),
    [
        ("PK37SCBL0000001123456702", "iban-check"),
        (f"{account('B').id}\n", "id-characters"),
        (f"\u202e{account('B').id}", "id-characters"),
        ("HBL:\x1b[2J77", "id-characters"),
        ("77", "iban-pattern"),
        ("HBL:" + "7" * 300, "id-length"),
    ],
)
async def test_an_end_that_is_no_id_is_told_by_its_field(world: World, end: str, rule: str) -> None:
    await world.register()
    bad = replace(MOVED, row=7, id="0" * 24, end=NodeKey("ACCOUNT", end))
    answer = await world.page(nodes=(FeedNode(NodeKey("ACCOUNT", end)),), edges=(bad, MOVED))
    assert answer.added == 1
    assert [(one.row, one.field, one.rule) for one in answer.refused] == [
        (0, "nodes[0].key.id", rule),
        (7, "edges[0].end.id", rule),
    ]


async def test_one_account_written_in_three_ways_is_one_node(world: World) -> None:
    await world.register()
    bare = iban("B")
    spaced = " ".join(bare[at : at + 4] for at in range(0, len(bare), 4))
    rows = [
        replace(MOVED, id=f"{place:024x}", row=place, end=NodeKey("ACCOUNT", text))
        for place, text in enumerate((bare, spaced.lower(), f"IBAN:{spaced}"))
    ]
    assert (await world.page(edges=tuple(rows))).added == 3
    await world.projector.catch_up()
    assert {key for key in world.graph.nodes if key[0] == "ACCOUNT"} == {
        ("ACCOUNT", account("A").id),
        ("ACCOUNT", account("B").id),
    }
    assert await world.differences() == []


@pytest.mark.parametrize("text", ["a\x1b[2J", "a\u202eb", "a\nb"])
@pytest.mark.parametrize("field", ["label", "label_ur", "note"])
async def test_text_that_a_terminal_would_act_on_does_not_come_in(world: World, field: str, text: str) -> None:
    await world.register()
    changes: dict[str, Any] = {field: text}
    answer = await world.page(nodes=(replace(person("Ali"), **changes),), edges=(replace(MOVED, note=text),))
    assert answer.added == 0
    assert [(one.field, one.rule) for one in answer.refused] == [
        (f"nodes[0].{field}", "characters"),
        ("edges[0].note", "characters"),
    ]


@pytest.mark.parametrize(
    "node",
    [
        FeedNode(NodeKey("PLANET", "x")),
        FeedNode(),
        person("x", "other-format"),
        person("x", note="n" * 2001),
        FeedNode(NodeKey("SUBJECT", "agencies/pk.fia/records/1")),
    ],
)
async def test_a_bad_node_is_told(world: World, node: FeedNode) -> None:
    await world.register()
    answer = await world.page(nodes=(node,), edges=(MOVED,))
    assert (answer.added, len(answer.refused)) == (1, 1)


@pytest.mark.parametrize(
    "changes", [{"feed": "GOSSIP"}, {"format": "A B"}, {"file_sha256": b""}, {"edges": ()}, {"edges": (MOVED,) * 2001}]
)
async def test_a_page_without_sense_is_refused(world: World, changes: dict[str, Any]) -> None:
    await world.register()
    with pytest.raises(InvalidArgument):
        await world.page(**({"edges": (MOVED,)} | changes))


class Rows(TypedDict):
    """What a page of a feed brings."""

    nodes: tuple[FeedNode, ...]
    edges: tuple[FeedEdge, ...]


async def test_the_same_rows_again_change_nothing(world: World) -> None:
    await world.register()
    man = person("Ali")
    rows: Rows = {"nodes": (man,), "edges": (MOVED, edge("ACCOUNT_HELD_BY", account("A"), man))}
    assert (await world.page(**rows)).added == 3
    again = await world.page(page_number=2, **rows)
    assert (again.added, again.unchanged) == (0, 3)
    await people(world)
    # Under another authority they are other evidence.
    await world.register(reference="W/2")
    assert (await world.page(authority="W/2", **rows)).added == 3
    assert len(await people(world)) == 1
    assert sum(row.kind == "TRANSFERRED" for row in world.graph.edges) == 2


async def test_a_person_of_an_earlier_page_is_known(world: World) -> None:
    await world.register()
    await world.page(nodes=(person("Ali"),))
    assert (await world.page(edges=(edge("ACCOUNT_HELD_BY", account("C"), person("Ali")),))).added == 1


async def test_whom_the_authority_does_not_name_has_a_number_and_no_name(world: World) -> None:
    await world.register()
    ali, bano, bare = person("Ali", note='{"a": 1}'), person("Bano", note='{"b": 1}'), person("Chand")
    held = (edge("ACCOUNT_HELD_BY", account("A"), ali), edge("ACCOUNT_HELD_BY", account("B"), bano))
    await world.page(nodes=(ali, bano, bare), edges=held)
    found = sorted((await people(world)).values(), key=lambda row: row.label)
    assert [(row.label, row.note, row.target) for row in found] == [
        ("", "", False),
        ("Ali", '{"a": 1}', True),
        (account("B").id, "", False),
    ]
    # A later page says that the man uses what the authority names.
    await world.page(edges=(edge("ACCOUNT_USED_BY", account("A"), bano),))
    assert {row.label for row in (await people(world)).values()} == {"", "Ali", "Bano"}


async def test_a_number_that_a_file_states_may_name_a_target(world: World) -> None:
    await world.register()
    await world.page(
        nodes=(person("Ali", note=f'{{"target_key":"ACCOUNT {account("A").id}"}}'), person("Bano", note="not JSON"))
    )
    assert {row.label for row in (await people(world)).values()} == {"", "Ali"}


async def test_reports_of_suspicion_stay_with_the_unit_that_holds_them(world: World) -> None:
    for who in (keeper(), FMU):
        await world.register(who)
    for who, home in ((keeper(), keeper().agency), (FMU, ""), (FMU, keeper().agency)):
        with pytest.raises(StrDerived):
            await world.page(who, home=home, str_derived=True, edges=(MOVED,))
    assert (await world.page(FMU, home=FMU.agency, str_derived=True, edges=(MOVED,))).added == 1
    _, seen = await world.ask(investigator(clearance=3, query_class="COMMS_MONEY", second_basis="AMLA"))
    assert (seen.rights.shown, seen.rights.hits) == ((0,), {})


async def test_past_the_date_it_is_hidden_at_once_and_then_gone(world: World) -> None:
    await world.register()
    warranted = investigator(query_class="COMMS_MONEY", second_basis="PECA_WARRANT")
    await world.page(nodes=(person("Ali"),), edges=(MOVED, edge("ACCOUNT_HELD_BY", account("A"), person("Ali"))))
    await people(world)
    asked, seen = await world.ask(warranted)
    assert seen.rights.shown == (0, 1)
    another = frozenset({"FIR:PB/LAHORE/ICHHRA/77/2024"})
    outside = replace(asked, cited=another, main=another)
    only_hit = (await rights_of(world.links.classes, outside)).rights
    assert (only_hit.shown, only_hit.hits) == ((0,), {1: (keeper().agency,)})
    world.now += 10 * DAY
    _, seen = await world.ask(warranted)
    assert (seen.rights.shown, seen.rights.hits) == ((0,), {})
    assert await world.differences() != []
    await people(world)
    assert (world.graph.nodes, world.graph.edges, await world.links.feeds.after(0, 9)) == ({}, [], [])
    assert await world.register(retain_until_ms=NOW + 10 * DAY) is False


async def test_what_went_at_its_date_is_in_no_byte_of_the_file(world: World) -> None:
    """Neither in free pages nor in the write-ahead log."""
    await world.register()
    await world.page(nodes=(person("Zarghuna Of The File"),), edges=(MOVED,))
    assert b"Zarghuna Of The File" in whole_store(world)
    world.now += 10 * DAY
    await people(world)
    assert b"Zarghuna" not in whole_store(world)


async def test_a_number_of_an_expunged_case_file_is_in_no_byte_of_the_file(world: World) -> None:
    await world.links.feeds.give_numbers(
        [CaseNumber("agencies/pk.fia/records/r", "FIR:ZARGHUNA/1/2020", "FIR:X/2/2020")]
    )
    assert b"ZARGHUNA" in whole_store(world)
    assert await world.links.feeds.forget_numbers(["agencies/pk.fia/records/r", "agencies/pk.fia/records/s"]) == 1
    assert b"ZARGHUNA" not in whole_store(world)
    assert await world.links.feeds.forget_numbers(["agencies/pk.fia/records/r"]) == 0


def whole_store(world: World) -> bytes:
    return b"".join((world.folder / name).read_bytes() for name in ("linkage.db", "linkage.db-wal"))


async def test_an_id_tells_nothing_to_whoever_guesses_names(world: World) -> None:
    """Ids are keyed: the same person under another key has another, and none is the reader's own digest."""
    await world.register()
    ali = person("Ali")
    told = ali.key.id.rpartition("/")[2] if ali.key else ""
    held = edge("ACCOUNT_HELD_BY", account("B"), ali)
    await world.page(nodes=(ali,), edges=(held,))
    kept = await world.links.feeds.after(0, 9)
    assert not any(told in row.id or held.id in row.id for row in kept)
    other = World(world.folder.parent / "other")
    await other.register()
    await import_page(
        other.links, other.inquiry(keeper()), request(nodes=(ali,), edges=(held,)), "", lambda text: text[::-1][:24]
    )
    assert not {row.id for row in kept} & {row.id for row in await other.links.feeds.after(0, 9)}


async def test_whom_an_authority_names_by_the_readers_id_has_their_name(world: World) -> None:
    ali = person("Ali")
    assert ali.key
    await world.register(targets=(ali.key,))
    await world.page(nodes=(ali, person("Bano")))
    assert {row.label for row in (await people(world)).values()} == {"", "Ali"}


async def test_a_call_notes_what_it_took(world: World) -> None:
    await world.register()
    await world.page(page_number=4, edges=(MOVED,))
    assert (world.trail.feed, world.trail.feed_page) == ("bank-csv:pk.punjab-police/W/1", 4)
