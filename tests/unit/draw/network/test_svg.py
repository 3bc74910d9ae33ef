"""The SVG: well formed, whole, self-contained, the same every time, and safe against what is written in it."""

from __future__ import annotations

import dataclasses
import random
import struct
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from services.draw import png
from services.draw.network import FORMATS, Caption, draw
from services.values.network import Answer, Cut, Edge, Node, NodeKey, Path, Stub
from tests.budget import budget
from tests.rows import of_rows
from tests.unit.draw.network.sample import (
    ACCOUNTS,
    ANSWER,
    CAPTION,
    EDGES,
    EXPLOITER,
    HOUR,
    NODES,
    PATHS,
    RECRUITER,
    STUBS,
    T,
)

SVG = "{http://www.w3.org/2000/svg}"
KINDS = {"svg", "g", "path", "rect", "circle", "use", "title", "desc", "defs"}


def parsed(data: bytes) -> Any:
    """The root, by a parser that resolves nothing and recovers from nothing."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, recover=False))


def texts(root: Any) -> str:
    """Every written line, as a search would meet it."""
    return "\n".join(root.xpath("//*[local-name()='g']/@aria-label"))


@pytest.mark.parametrize("language", ["", "en", "ur"])
@pytest.mark.parametrize("paths", [PATHS, ()])
def test_every_node_edge_and_stub_is_there(language: str, paths: Any) -> None:
    root = parsed(draw(ANSWER, paths, CAPTION, "SVG", language))
    assert {(g.get("data-kind"), g.get("data-id")) for g in root.iter(SVG + "g") if g.get("class") == "node"} == {
        (node.key.kind, node.key.id) for node in NODES if node.key
    }
    assert sorted(desc.get("data-edge") for desc in root.iter(SVG + "desc")) == sorted(edge.id for edge in EDGES)
    assert len(root.xpath("//*[@class='stub']")) == len(STUBS)
    assert len(root.xpath("//*[@class='stub-link']")) == 2


def test_it_says_amount_time_caption_cut_and_desk() -> None:
    said = texts(parsed(draw(ANSWER, PATHS, CAPTION, "SVG", "en", (ACCOUNTS[0],))))
    for text in (
        "PKR 1,250,000.00 · 2026-02-25 11:13",
        "withdrew · 7 rows",
        "total PKR 350,000.00",
        "Officer: Inspector Sana Malik",
        "Rabta · Money through time",
        "About: PK00HABB0000001123456000",
        "Purpose: investigation of a case",
        "Shown 2 of 14 paths",
        "Shown 50 of 2,300 or more called",
        "Link through 2 hidden records",
        "held by Pakistan Customs",
        "ask their desk: +92 51 000 0107",
        "ask their desk: Pakistan Customs · Duty desk · +92 51 000 0107 · desk@example.org",
        "Sources: pk.fia · grade A1 · Under authority: AMLA/2026/7",
        "used by (seizure memo 12/24)",
        "hub: too busy to follow beyond",
    ):
        assert text in said


def test_it_speaks_urdu() -> None:
    said = texts(parsed(draw(ANSWER, PATHS, CAPTION, "SVG", "ur")))
    for text in (
        "رابطہ · رقم کا سراغ",
        "مقدمے کی تفتیش",
        "غلام رسول ولد اللہ دتہ",
        "پوشیدہ ریکارڈ کے ذریعے تعلق",
        "کھاتہ",
        "افسر",
        "مقصد",
        "رقم منتقل",
    ):
        assert text in said
    assert "Officer" not in said
    assert "TraceMoney" not in said


@pytest.mark.parametrize(
    ("language", "known", "since", "until"),
    [
        ("en", "Only what the hub knew on 2026-02-25 11:13", "Nothing that ended before 2026-", "Nothing from 2026-"),
        ("ur", "صرف وہ جو", "سے پہلے ختم ہونے والا کچھ شامل نہیں", "اور اس کے بعد کا کچھ شامل نہیں"),
    ],
)
def test_an_answer_for_some_times_alone_says_so(language: str, known: str, since: str, until: str) -> None:
    """Who takes yesterday's knowledge for today's, or a month for all there is, judges wrongly."""
    bare = texts(parsed(draw(ANSWER, PATHS, CAPTION, "SVG", language)))
    asked = dataclasses.replace(CAPTION, as_of_ms=T, since_ms=T - 1_000 * HOUR, until_ms=T + 1_000 * HOUR)
    said = texts(parsed(draw(ANSWER, PATHS, asked, "SVG", language)))
    for text in (known, since, until):
        assert text in said
        assert text not in bare
    assert b"2026-02-25T11:13:20+05:00" in draw(ANSWER, PATHS, asked, "GRAPHML")


def test_an_account_says_who_holds_it() -> None:
    """In the reader's script where there is one, and only where a row of the answer says so by name."""
    for language, kind, first, second in (
        ("en", "Account", "Ghulam Rasool", "Exploiter One"),
        ("ur", "کھاتہ", "غلام رسول ولد اللہ دتہ", "محمد 0300-1234567 خان"),
    ):
        said = texts(parsed(draw(ANSWER, PATHS, CAPTION, "SVG", language)))
        assert f"PK00HABB0000001123456000\n{kind} · {first}" in said
        assert f"PK04HABB0000001123456004\n{kind} · {second}" in said
        assert f"PK01HABB0000001123456001\n{kind}\n" in said


def test_of_several_holders_one_is_named_and_the_rest_counted() -> None:
    joint = Edge(id="h2", kind="ACCOUNT_HELD_BY", start=ACCOUNTS[0], end=EXPLOITER)
    nameless = Edge(id="h3", kind="ACCOUNT_HELD_BY", start=ACCOUNTS[0], end=NodeKey("SUBJECT", "agencies/x/records/2"))
    answer = dataclasses.replace(ANSWER, edges=(*EDGES, joint, nameless))
    assert "Account · Ghulam Rasool +1\n" in texts(parsed(draw(answer, (), CAPTION, "SVG", "en")))
    assert "کھاتہ · غلام رسول ولد اللہ دتہ \u2066+1\u2069\n" in texts(parsed(draw(answer, (), CAPTION, "SVG", "ur")))
    bare = tuple(dataclasses.replace(node, label_ur="") for node in NODES)
    latin = dataclasses.replace(answer, nodes=bare)
    assert "کھاتہ · \u2066Ghulam Rasool +1\u2069\n" in texts(parsed(draw(latin, (), CAPTION, "SVG", "ur")))


@pytest.mark.parametrize(
    ("language", "handset", "vehicle", "edge"),
    [
        ("en", "Device", "Vehicle", "used by (stated by pk.fia)"),
        ("ur", "آلہ", "گاڑی", "زیرِ استعمال (بقول \u2066pk.fia\u2069)"),
    ],
)
def test_handsets_and_vehicles_are_called_so(language: str, handset: str, vehicle: str, edge: str) -> None:
    said = texts(parsed(draw(ANSWER, PATHS, CAPTION, "SVG", language)))
    assert f"490154203237518\n{handset}" in said
    assert f"LEA1234\n{vehicle}" in said
    assert edge in said


@pytest.mark.parametrize(("language", "said"), [("en", "Cash at this account"), ("ur", "نقد از کھاتہ")])
def test_cash_is_called_cash(language: str, said: str) -> None:
    cash = NodeKey("ACCOUNT", "CASH:IBAN:PK00HABB0000001123456000")
    found = texts(parsed(draw(Answer((Node(key=cash),)), (), CAPTION, "SVG", language)))
    assert f"PK00HABB0000001123456000\n{said}" in found


def test_the_watermark_names_officer_time_purpose_and_case() -> None:
    root = parsed(draw(ANSWER, PATHS, CAPTION, "SVG", "en"))
    (mark,) = root.xpath("//*[@class='watermark']")
    text = mark.xpath(".//@aria-label")[0]
    assert text == (
        "Inspector Sana Malik · pk.fia · 2026-04-08 03:13 · investigation of a case · OPERATION:FIA/OP/2026/3"
    )
    assert len(mark.xpath("./*[local-name()='use']")) > 4


def test_it_needs_nothing_besides_itself() -> None:
    data = draw(ANSWER, PATHS, CAPTION, "SVG", "ur")
    root = parsed(data)
    assert {etree.QName(tag).localname for tag in root.iter()} <= KINDS
    ids = set(root.xpath("//@id"))
    assert {use.removeprefix("#") for use in root.xpath("//*[local-name()='use']/@href")} <= ids
    assert b"<text" not in data
    assert b"font-family" not in data
    assert b"<image" not in data
    assert b"url(" not in data


def test_equal_answers_give_equal_bytes_whatever_order_their_rows_came_in() -> None:
    wanted = {form: draw(ANSWER, PATHS, CAPTION, form, "ur") for form in FORMATS}
    turn = random.Random(5)
    for _ in range(3):
        nodes, edges = list(NODES), list(EDGES)
        turn.shuffle(nodes)
        turn.shuffle(edges)
        mixed = dataclasses.replace(ANSWER, nodes=tuple(nodes), edges=tuple(edges))
        assert {form: draw(mixed, PATHS, CAPTION, form, "ur") for form in wanted} == wanted


def test_a_stub_tells_no_more_than_its_fields() -> None:
    """Two worlds that differ in what is hidden give the same stub, so the same bytes."""
    bare = Stub(before=ACCOUNTS[2], after=ACCOUNTS[5], hidden=1)
    root = parsed(draw(Answer(stubs=(bare,), nodes=NODES), (), CAPTION, "SVG", "en"))
    (stub,) = root.xpath("//*[@class='stub']")
    assert stub.xpath(".//@aria-label") == ["Link through 1 hidden record", "held by ", "ask their desk"]


def test_nothing_to_show_says_so() -> None:
    for language, text in (("en", "Nothing to show"), ("ur", "دکھانے کو کچھ نہیں")):
        assert text in texts(parsed(draw(Answer(), (), CAPTION, "SVG", language)))
    assert draw(Answer(), (), Caption(), "PNG").startswith(b"\x89PNG")


def test_another_format_is_refused() -> None:
    with pytest.raises(ValueError, match="no such format"):
        draw(ANSWER, PATHS, CAPTION, "EPS")


@pytest.mark.parametrize("paths", [PATHS, ()])
def test_a_png_has_the_pictures_shape(paths: Any) -> None:
    root = parsed(draw(ANSWER, paths, CAPTION, "SVG", "ur"))
    data = draw(ANSWER, paths, CAPTION, "PNG", "ur")
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    wide, high = struct.unpack(">II", data[16:24])
    assert wide == int(int(root.get("width")) * 1.5)
    assert abs(high - int(root.get("height")) * 1.5) <= 2


def test_a_crowd_gives_a_png_that_is_not_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a sixteenth of the pixels that a picture may have, as each costs time to paint."""
    assert png.MAX_PIXELS == 16_000_000
    monkeypatch.setattr(png, "MAX_PIXELS", 1_000_000)
    keys = [NodeKey("PHONE", f"+92300{i:07d}") for i in range(300)]
    edges = tuple(Edge(id=str(i), kind="CALLED", start=keys[0], end=key) for i, key in enumerate(keys[1:]))
    data = draw(Answer(nodes=tuple(Node(key=key) for key in keys), edges=edges), (), CAPTION, "PNG", "en", (keys[0],))
    wide, high = struct.unpack(">II", data[16:24])
    assert 950_000 <= wide * high <= 1_006_250


HOSTILE = (
    "</svg><script>alert(1)</script>",
    '" onload="x',
    "]]>&lt;&#x0;",
    "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>",
    "a\x00b\x1f\x7f\x85c",
    "\u202egnp.exe\u202c",
    "\ud800 lone",
    "\ufffe\uffff",
    "\u2066\u2066\u2066 unclosed",
    "x" * 100_000,
    "پ" * 5_000,
    "\ufffc",
    "{n} {owner} %s",
    "a\r\nb\tc",
)


@of_rows("language", ["en", "ur"])
@of_rows("label", HOSTILE)
def test_hostile_labels_stay_text(label: str, language: str) -> None:
    node = Node(key=RECRUITER, label=label, label_ur=label, owner=label, role=label, grade=label)
    other = Node(key=NodeKey("ORGANISATION", label))
    edge = Edge(id=label, kind="OFFICER_OF", start=RECRUITER, end=other.key, note=label, currency=label, amount_minor=1)
    stub = Stub(before=RECRUITER, after=other.key, hidden=1, owner_name=label)
    answer = Answer((node, other), (edge,), (stub,), (Cut(label, 1, 2, False),))
    caption = Caption(label, label, 0, label, label, label)
    for form in FORMATS:
        data = draw(answer, (), caption, form, language)
        if form in ("SVG", "GRAPHML", "ANX"):
            root = parsed(data)
            assert not root.xpath("//*[local-name()='script'] | //@onload")
        if form == "SVG":
            assert {etree.QName(tag).localname for tag in root.iter()} <= KINDS
            assert len(data) < 1_500_000
            assert not set("\u202a\u202b\u202c\u202d\u202e") & set(data.decode())


LABELS = st.text(max_size=40) | st.text("محمدعلی 0123456789۰۱۲-/()[]Aa\u2066\u2067\u2069\u200c", max_size=30)


@budget(60)
@given(LABELS, LABELS, st.integers(-(10**15), 10**15), st.integers(-(2**62), 2**62), st.sampled_from(["en", "ur"]))
def test_any_label_amount_and_time_can_be_drawn(one: str, other: str, minor: int, at: int, language: str) -> None:
    nodes = (Node(key=RECRUITER, label=one, label_ur=other), Node(key=EXPLOITER, label=other))
    edge = Edge(
        id=one, kind=other, start=RECRUITER, end=EXPLOITER, at_ms=at, amount_minor=minor, currency="PKR", note=one
    )
    answer = Answer(nodes, (edge,))
    data = draw(answer, (), CAPTION, "SVG", language)
    parsed(data)
    assert data == draw(answer, (), CAPTION, "SVG", language)


@pytest.mark.parametrize(("language", "dated", "unordered"), [
    ("en", "A transfer with a date alone has no time", "their order within the day is not known"),
    ("ur", "صرف تاریخ ہے", "دن کے اندر ان کی ترتیب معلوم نہیں"),
])  # fmt: skip
def test_a_transfer_with_a_date_alone_shows_no_time(language: str, dated: str, unordered: str) -> None:
    midnight = 1_709_233_200_000
    edges = tuple(dataclasses.replace(edge, at_ms=midnight, until_ms=midnight + 86_399_999) for edge in EDGES[:2])
    answer = Answer(NODES, edges)
    said = texts(parsed(draw(answer, (), CAPTION, "SVG", language)))
    assert "2024-03-01" in said
    assert "2024-03-01 0" not in said
    assert dated in said
    path = Path((ACCOUNTS[0], ACCOUNTS[1]), (edges[0].id,), (), (1,))
    assert unordered in texts(parsed(draw(answer, (path,), CAPTION, "SVG", language)))
