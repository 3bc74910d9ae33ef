"""Pages, read back by a foreign reader: whole, found by their words, self-contained, the same every time."""

from __future__ import annotations

import io
import re
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, NumberObject

from services.draw.direction import isolated
from services.draw.marks import Group, Rect, Repeated, Text, Trace, line
from services.draw.pdf import A4, Page, pdf
from services.draw.pdf_file import Objects, text
from tests.budget import budget

LINES = ("Ghulam Rasool", "PKR 1,250,000.00 \u00b7 2026-02-25 11:13", "Officer: Inspector Sana Malik")
ACTIVE = ("/JavaScript", "/JS", "/URI", "/Launch", "/EmbeddedFile", "/AcroForm", "/OpenAction", "/AA", "/Annots")


def page(*texts: str, size: float = 10) -> Page:
    return Page(*A4, tuple(Text(each, 50, 50 + 20 * place, size) for place, each in enumerate(texts)))


def read(data: bytes) -> PdfReader:
    """By a reader that forgives nothing."""
    return PdfReader(io.BytesIO(data), strict=True)


def test_pages_have_their_size_and_their_words() -> None:
    found = read(pdf([page(*LINES), Page(A4[1], A4[0], page("second").marks)], "A title", ""))
    assert [(float(each.mediabox.width), float(each.mediabox.height)) for each in found.pages] == [A4, A4[::-1]]
    said = found.pages[0].extract_text()
    for each in LINES:
        assert each in said
    assert "second" in found.pages[1].extract_text()


def test_title_and_language_are_said() -> None:
    found = read(pdf([page("a")], "\u0631\u0642\u0645 \u00b7 (x) \\", "ur"))
    assert found.metadata is not None
    assert found.metadata.title == "\u0631\u0642\u0645 \u00b7 (x) \\"
    assert str(found.root_object["/Lang"]) == "ur"
    assert str(read(pdf([page("a")], "", "")).root_object["/Lang"]) == "en"


@pytest.mark.parametrize(
    "words", ["\u063a\u0644\u0627\u0645 \u0631\u0633\u0648\u0644", "\u06a9\u06be\u0627\u062a\u06c1"]
)
def test_urdu_is_found_letter_by_letter(words: str) -> None:
    """Glyphs stand in the order of the eye, as readers expect them; each says its letter, joined or not."""
    said = read(pdf([page(words)], "", "ur")).pages[0].extract_text()
    letters = [each for each in said if "\u0600" <= each <= "\u06ff"]
    assert sorted(letters) == sorted(words.replace(" ", ""))


def test_a_number_in_urdu_is_found() -> None:
    said = read(pdf([page(f"\u0631\u0642\u0645: {isolated('PKR 1,250.00')}")], "", "ur")).pages[0].extract_text()
    assert "PKR 1,250.00" in said
    assert "\u2066" not in said


def test_what_is_repeated_is_seen_and_not_read() -> None:
    """So that a search meets each word once, and a copied line is not torn by what lies across it."""
    mark = Repeated(Text("watermark", 0, 0, 20), ((0, 0), (100, 100), (200, 200)), 24, 0.17)
    data = pdf([Page(*A4, (*page("body").marks, mark)), Page(*A4, (mark,))], "", "")
    found = read(data)
    assert found.pages[0].extract_text().strip() == "body"
    content = found.pages[0].get_contents()
    assert content is not None
    assert content.get_data().count(b" Do Q") == 3
    assert b"/Artifact BMC" in content.get_data()
    states = found.pages[0]["/Resources"]["/ExtGState"]  # type: ignore[index]  # pypdf's types do not say what stands below a name
    assert [float(each["/ca"]) for each in states.values()] == [0.17]
    assert len(data) < 20_000, "its outlines stand in the file once"


def fonts(data: bytes) -> dict[str, DictionaryObject]:
    found = read(data).pages[0]["/Resources"]["/Font"]  # type: ignore[index]  # pypdf's types do not say what stands below a name
    return {name: each.get_object() for name, each in found.items()}


def test_it_needs_no_font_and_holds_nothing_active() -> None:
    data = pdf([Page(*A4, (Group((Rect(0, 0, 9, 9, 2, "#ffffff", "#000000"), *page(*LINES).marks)),))], "a", "en")
    assert {str(each["/Subtype"]) for each in fonts(data).values()} == {"/Type3"}
    assert b"/FontFile" not in data
    plain = data + b"".join(zlib.decompress(each) for each in streams(data))
    assert not any(word.encode() in plain for word in ACTIVE)


def streams(data: bytes) -> list[bytes]:
    return re.findall(rb"stream\n(.*?)\nendstream", data, re.DOTALL)


def test_a_face_takes_as_many_fonts_as_it_needs() -> None:
    signs = "".join(chr(sign) for sign in (*range(0x21, 0x7F), *range(0xC0, 0x250), *range(0x410, 0x450)))
    data = pdf([page(signs[:200], signs[200:400], signs[400:])], "", "")
    found = fonts(data)
    assert len(found) > 1
    for each in found.values():
        last, widths = each["/LastChar"], each["/Widths"]
        assert isinstance(last, NumberObject)
        assert isinstance(widths, ArrayObject)
        assert len(widths) == last <= 255


def test_faces_do_not_mix() -> None:
    marks = (Text("bold", 10, 10, 10, "bold"), Text("plain", 10, 30, 10))
    assert sorted(name.rstrip("0123456789") for name in fonts(pdf([Page(*A4, marks)], "", ""))) == ["/bold", "/regular"]


def test_text_stands_where_it_is_put() -> None:
    """Bottom of the page is 0 in PDF; a line's end stands at its place where it is anchored there."""
    places: list[tuple[float, float]] = []

    def met(said: str, _cm: object, tm: list[float], _font: object, _size: object) -> None:
        if said.strip():
            places.append((float(tm[4]), float(tm[5])))

    marks = (Text("A", 100, 200, 10), Text("A", 100, 300, 10, anchor="end"))
    read(pdf([Page(*A4, marks)], "", "")).pages[0].extract_text(visitor_text=met)
    content = read(pdf([Page(*A4, marks)], "", "")).pages[0].get_contents()
    assert content is not None
    found = [
        [float(each) for each in place] for place in re.findall(rb"1 0 0 -1 ([-\d.]+) ([-\d.]+) Tm", content.get_data())
    ]
    assert found[0] == [pytest.approx(100, abs=1), 200]
    assert 90 < found[1][0] < 100


def test_equal_pages_give_equal_bytes() -> None:
    assert pdf([page(*LINES)], "a", "ur") == pdf([page(*LINES)], "a", "ur")
    assert pdf([page(*LINES)], "a", "ur") != pdf([page(*LINES)], "b", "ur")


def test_the_table_says_where_each_object_stands() -> None:
    data = pdf([page(*LINES)], "a", "")
    start = int(data.rsplit(b"startxref\n", 1)[1].split()[0])
    rows = data[start:].split(b"\n")[3:]
    for number, row in enumerate((row for row in rows if row.endswith(b" n ")), 1):
        assert data[int(row[:10]) :].startswith(b"%d 0 obj\n" % number)


@budget(60)
@given(st.text(max_size=60), st.text(max_size=20))
def test_any_text_and_title_can_be_written(words: str, title: str) -> None:
    data = pdf([Page(*A4, (Text(words, 10, 10, 10), Trace(line((0, 0), (9, 9)), stroke="#000000")))], title, "ur")
    assert len(read(data).pages) == 1
    assert not any(word.encode() in data for word in ACTIVE)


@pytest.mark.parametrize(
    "hostile", [") Tj ET Q", "<< /JS (app.alert(1)) >>", "endstream endobj", "%%EOF\ntrailer", "\\"]
)
def test_hostile_text_is_text(hostile: str) -> None:
    """Strings are hexadecimal and glyphs are codes: no letter of what is shown can be an operator."""
    data = pdf([page(hostile)], hostile, "en")
    plain = data + b"".join(zlib.decompress(each) for each in streams(data))
    assert not any(word.encode() in plain for word in ACTIVE)
    assert hostile.encode() not in plain or hostile in ("\\",)
    found = read(data)
    assert found.metadata is not None
    assert found.metadata.title == hostile
    assert hostile.split()[0] in found.pages[0].extract_text()


def test_a_page_without_marks_and_a_file_without_pages() -> None:
    assert read(pdf([Page(*A4, ())], "", "")).pages[0].extract_text() == ""
    assert len(read(pdf([], "", "")).pages) == 0


def test_objects_are_numbered_as_they_come_and_filled_when_they_are_known() -> None:
    objects = Objects()
    later, one = objects.reserve(), objects.add("<<>>")
    objects.set(later, "[1 2]")
    assert (later, one) == ("1 0 R", "2 0 R")
    assert b"1 0 obj\n[1 2]\nendobj" in objects.file(one, one)


def test_a_text_string_holds_only_digits() -> None:
    assert text("(\u06a9") == "<feff002806a9>"
