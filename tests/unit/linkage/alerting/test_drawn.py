"""The rows of an alert as a picture: what the caller is shown, and nothing besides."""

from __future__ import annotations

import pytest

from services.access.errors import InvalidArgument
from services.draw.network import FORMATS, Caption, draw
from services.linkage.alerting.drawn import PROTECTED, UNNAMED, chart
from services.linkage.alerting.making import ENDS
from services.linkage.alerting.ports import Place
from services.linkage.app.drawing import SIZE
from services.linkage.snapshot.columns import Mark, NodeKind
from services.membership.registry import Registry
from services.values.network import AlertEnd, AlertRow, Desk, NodeKey
from tests.conformance.detectors.money import swept
from tests.fakes.alert_room import SCOPE, AlertWorld, analyst, handsets, investigator
from tests.fakes.link_room import CitedCase
from tests.fakes.snapshot_world import at
from tests.rows import of_rows

DESK = Desk("Duty desk", "+92 51 000")
BANK, TILL, CARD = (NodeKey("ACCOUNT", f"BANK:{number}") for number in range(3))


def paid(payer: AlertEnd, payee: AlertEnd, source: str = "row-1") -> AlertRow:
    return AlertRow("pk.fia", DESK, source, "pk.fia/W/1", "transfers", 77_000, 500, "PKR", 0, (payer, payee))


def test_a_transfer_is_a_line_between_two_accounts() -> None:
    found = chart([paid(AlertEnd("payer", BANK), AlertEnd("payee", TILL))]).answer
    assert [node.key for node in found.nodes] == [BANK, TILL]
    (edge,) = found.edges
    assert (edge.kind, edge.start, edge.end, edge.at_ms) == ("TRANSFERRED", BANK, TILL, 77_000)
    assert (edge.amount_minor, edge.currency) == (500, "PKR")
    assert (edge.owner, edge.source, edge.authority) == ("pk.fia", "row-1", "pk.fia/W/1")


def test_a_call_leads_to_who_was_called_and_to_the_handset() -> None:
    ends = [AlertEnd(name, NodeKey("PHONE", name)) for name in ("caller", "callee")]
    row = AlertRow("pk.fia", DESK, "c", "", "calls", 5, ends=(*ends, AlertEnd("handset", NodeKey("DEVICE", "IMEI:1"))))
    found = chart([row]).answer
    assert [(edge.kind, edge.start and edge.start.id, edge.end and edge.end.id) for edge in found.edges] == [
        ("CALLED", "caller", "callee"), ("USED_DEVICE", "caller", "IMEI:1"),
    ]  # fmt: skip
    assert len({edge.id for edge in found.edges}) == 2


def test_a_protected_party_stands_at_each_row_apart() -> None:
    hidden = AlertEnd("payer", None, protected_party=True)
    found = chart([paid(hidden, AlertEnd("payee", TILL), f"row-{place}") for place in range(3)]).answer
    parties = [node for node in found.nodes if node.label == PROTECTED[0]]
    assert len(parties) == len({node.key for node in parties}) == 3
    assert {node.label_ur for node in parties} == {PROTECTED[1]}


def test_who_is_not_named_is_no_protected_party() -> None:
    found = chart([paid(AlertEnd("payer"), AlertEnd("payee", TILL))]).answer
    assert [node.label for node in found.nodes if node.label] == [UNNAMED[0]]


def test_rows_that_may_only_be_known_of_are_counted_by_owner() -> None:
    known = [AlertRow(owner="pk.customs", desk=DESK), AlertRow(owner="pk.customs", desk=DESK), AlertRow("pk.anf", DESK)]
    found = chart(known).answer
    assert [(stub.owner, stub.hidden, stub.desk) for stub in found.stubs] == [
        ("pk.anf", 1, DESK),
        ("pk.customs", 2, DESK),
    ]
    assert (found.nodes, found.edges) == ((), ())


def test_rows_of_every_table_show_their_ends() -> None:
    for table, columns in ENDS.items():
        ends = tuple(AlertEnd(column, NodeKey("PHONE", f"{table}-{column}")) for column in columns)
        found = chart([AlertRow("pk.fia", DESK, "r", "", table, 5, ends=ends)]).answer
        assert len(found.nodes) == len(columns), table


@of_rows("form", FORMATS)
@of_rows("language", ["en", "ur"])
def test_it_is_drawn_in_every_format(form: str, language: str) -> None:
    rows = [paid(AlertEnd("payer", None, protected_party=True), AlertEnd("payee", TILL)), AlertRow("pk.anf", DESK)]
    drawn = draw(chart(rows).answer, (), Caption(question="GetAlert"), form, language, (TILL,))
    assert len(drawn) > 400
    assert draw(chart(rows).answer, (), Caption(question="GetAlert"), form, language, (TILL,)) == drawn


async def raised(room: AlertWorld) -> str:
    await room.authorise()
    handsets(room.told, swept(room.told))
    await room.run()
    (alert,) = [each for each in await room.listed() if each.level == "ALERT"]
    return alert.id


async def test_it_comes_with_the_rows_where_it_is_asked_for(room: AlertWorld, registry: Registry) -> None:
    id_ = await raised(room)
    room.world.picture = b"drawn"
    assert (await room.get(id_, investigator(), registry)).pictures == ()
    found = await room.get(id_, investigator(), registry, "SVG", "PNG", "SVG", "")
    assert [(each.format, each.data) for each in found.pictures] == [("SVG", b"drawn"), ("PNG", b"drawn")]
    drawing = room.world.drawn[-1]
    assert found.alert is not None
    assert (drawing.question, drawing.centre) == ("GetAlert", (found.alert.subject,))
    assert drawing.answer == chart(found.rows)


async def test_who_may_not_see_the_rows_is_drawn_none_of_them(room: AlertWorld, registry: Registry) -> None:
    id_ = await raised(room)
    room.world.picture = b"drawn"
    room.world.case = CitedCase(numbers=("FIR:FIA/LAHORE/AHTC/7/2024", "OPERATION:OP-1/2026"), main=room.cited.main)
    found = await room.get(id_, analyst(second="ana-2"), registry, "SVG")
    assert found.pictures
    answer = room.world.drawn[-1].answer.answer
    assert answer is not None
    assert (answer.nodes, answer.edges, room.world.drawn[-1].centre) == ((), (), ())
    assert [stub.hidden for stub in answer.stubs] == [len(found.rows)]


@pytest.mark.parametrize("picture", [None, b"", b"x" * SIZE])
async def test_the_rows_come_without_what_cannot_be_drawn(
    room: AlertWorld, registry: Registry, picture: bytes | None
) -> None:
    id_ = await raised(room)
    room.world.picture = picture
    found = await room.get(id_, investigator(), registry, "SVG")
    assert (found.pictures, bool(found.rows)) == ((), True)


async def test_a_language_that_there_is_none_of_is_refused(room: AlertWorld, registry: Registry) -> None:
    id_ = await raised(room)
    with pytest.raises(InvalidArgument):
        await room.get(id_, investigator(), registry, language="fr")


async def test_a_crossing_leads_to_its_post(room: AlertWorld) -> None:
    """The post is an end of the row where it is a node, as in what stores are filled into."""
    adult, post = room.told.person(Mark.ADULT | Mark.OPEN_RECORD), room.told.node(NodeKind.PLACE)
    for trip in range(3):
        for person in (adult, room.told.person(0)):
            room.told.cross(at(trip * 20), person, post, True, 100 + trip)
    await room.authorise()
    await room.run()
    (item,) = [each.item for each in await room.opened.alerts.of(Place(SCOPE.agency, SCOPE.case))]
    assert [[end.column for end in row.ends] for row in item.rows] == [["person", "post"]] * 6
    assert {row.ends[1].token for row in item.rows} == {post + 1}
    found = chart([AlertRow("pk.fia", DESK, "c", "", "crossings", 5, ends=tuple(
        AlertEnd(name, NodeKey("PLACE", name)) for name in ("person", "post")
    ))]).answer  # fmt: skip
    assert [(edge.kind, edge.end and edge.end.id) for edge in found.edges] == [("TRAVELLED", "post")]
