"""XML made to hurt, against every reader: refused, and soon."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.sources.feeds.row import FileRefused
from services.sources.feeds.xml_stream import MAX_ELEMENTS, MAX_RECORD, MAX_TEXT
from tests.conformance.feeds.test_iso20022 import MESSAGES
from tests.conformance.feeds.xml_made import document, edges, items, person, report, transfer
from tests.rows import of_rows

GOOD = {
    "goaml": report(transfer(person("from_person"), person("to_person", "Sana"))),
    **{name: document(*made) for name, made in MESSAGES.items()},
}
READERS = list(GOOD)
LAUGHS = "<!DOCTYPE l [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(10)
) + "]>"  # fmt: skip


def with_prologue(name: str, prologue: str, inside: str = "") -> str:
    body = GOOD[name].partition("?>\n")[2] or GOOD[name]
    return prologue + body.replace("<CreDtTm>", f"<CreDtTm>{inside}").replace(
        "<entity_reference>", f"<entity_reference>{inside}"
    )


@of_rows("name", READERS)
@of_rows(
    "prologue",
    [
        LAUGHS, "<!DOCTYPE report>", "<!DOCTYPE report SYSTEM 'http://127.0.0.1:9/x.dtd'>",
        "<!DOCTYPE report [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
        "<!DOCTYPE report [<!ENTITY % p SYSTEM 'http://127.0.0.1:9/p'> %p;]>",
    ],
    ids=["laughs", "bare", "dtd", "file", "parameter"],
)  # fmt: skip
def test_a_document_type_is_refused_at_sight(name: str, prologue: str) -> None:
    with pytest.raises(FileRefused, match="xml-doctype"):
        items(name, with_prologue(name, prologue, "&x;"))


@pytest.mark.parametrize("name", READERS)
def test_an_entity_that_nobody_declared(name: str) -> None:
    with pytest.raises(FileRefused, match="xml-"):
        items(name, with_prologue(name, "", "&x;"))


def inside_record(name: str, what: str) -> str:
    marks = ("<transaction>", "<CdtTrfTxInf>", "<TxDtls>")
    mark = next(mark for mark in marks if mark in GOOD[name])
    return GOOD[name].replace(mark, mark + what, 1)


@of_rows("name", READERS)
@of_rows(
    ("what", "rule"),
    [
        ("<a>" * 400 + "</a>" * 400, "xml-"),
        ("<a/>" * (MAX_ELEMENTS + 1), "xml-elements"),
        (f"<a>{'x' * (MAX_TEXT + 1)}</a>", "xml-text"),
        (f"<a b='{'x' * (MAX_TEXT + 1)}'/>", "xml-text"),
        (f"<a>{'<b>y</b>' * (MAX_RECORD // 4)}</a>", "xml-record-size"),
        (f"<a b='{'x' * 11_000_000}'/>", "xml-"),
    ],
    ids=["deep", "many", "text", "attribute", "long", "huge-attribute"],
)
def test_bounds_of_a_record(name: str, what: str, rule: str) -> None:
    with pytest.raises(FileRefused, match=rule):
        items(name, inside_record(name, what))


@pytest.mark.parametrize("name", READERS)
def test_a_header_without_end(name: str) -> None:
    with pytest.raises(FileRefused):
        items(name, f"<{'report' if name == 'goaml' else 'Document'}>" + "<x>y</x>" * 500_000)


@of_rows("name", READERS)
@of_rows("part", [1, 10, 30, 60, 90, 99])
def test_a_file_cut_short_gives_nothing(name: str, part: int) -> None:
    raw = GOOD[name].encode()
    found: list[object] = []
    with pytest.raises(FileRefused):
        found += items(name, raw[: len(raw) * part // 100])
    assert not found


@of_rows("name", READERS)
@of_rows(
    "raw",
    [b"", b"\x00" * 100, b"a,b,c\n1,2,3\n", b"%PDF-1.7", b"PK\x03\x04", b"\xff\xfe\x00", b"{}", b"<", b"<?xml version='1.0'?>",
     b"<?xml version='1.0' encoding='no-such'?><report/>", b"<?xml version='1.1'?><!-- --><a>"],
)  # fmt: skip
def test_what_is_no_xml(name: str, raw: bytes) -> None:
    with pytest.raises(FileRefused):
        items(name, raw)


@pytest.mark.parametrize("name", READERS)
def test_a_wrong_encoding_declared(name: str) -> None:
    body = GOOD[name].partition("?>\n")[2] or GOOD[name]
    body = body.replace("<Nm>", "<Nm>\u0628\u0644\u0627\u0644 ").replace(
        "<first_name>", "<first_name>\u0628\u0644\u0627\u0644 "
    )
    if name == "pacs_009":
        body = body.replace("<InstrId>", "<InstrId>\u0628\u0644\u0627\u0644")
    for declared, written in (("utf-16", "utf-8"), ("us-ascii", "utf-8"), ("utf-8", "windows-1256")):
        with pytest.raises(FileRefused, match="xml-"):
            items(name, f"<?xml version='1.0' encoding='{declared}'?>{body}".encode(written))
    for written in ("utf-8", "utf-16"):
        assert edges(items(name, f"<?xml version='1.0' encoding='{written}'?>{body}".encode(written)), "TRANSFERRED")


@pytest.mark.parametrize("name", READERS)
def test_comments_and_instructions_do_not_hide_anything(name: str) -> None:
    plain = items(name, GOOD[name])
    noisy = GOOD[name].replace("><", "><!-- x --><?php y ?><")
    noisy = noisy.removeprefix("<!-- x --><?php y ?>")
    assert items(name, noisy) == plain


@pytest.mark.parametrize("name", READERS)
def test_a_refusal_tells_no_content(name: str, tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        items(name, GOOD[name].replace("<EndToEndId>", "<Secret3520212345671>").replace("<amount_local>", "<Secret3520212345671>")
              .replace("<InstrId>", "<Secret3520212345671>"))  # fmt: skip
    assert "3520212345671" not in str(refused.value)
    assert refused.value.where.startswith("line ")
