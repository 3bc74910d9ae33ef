"""Encodings are told apart by what they yield; where that says nothing for sure the file is refused, never guessed at."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.tables.encodings import encoding_in, encoding_of
from services.tables.errors import UnreadableFile
from services.tables.reading import open_text
from tests.rows import of_rows

URDU = "نام ملزم,علی رضا ولد احمد دین\r\n" * 5
ARABIC = URDU.replace("ی", "ي").replace("ک", "ك")
"""As old keyboards write it, which Windows-1256 can hold."""
LATIN = "name,town\r\nMüller,São Paulo\r\nNuñez,Malmö\r\nÅngström,Besançon\r\n"


def told(content: bytes) -> str:
    return encoding_in(io.BytesIO(content))


@of_rows(
    ("content", "encoding"),
    [
        (URDU.encode("utf-8"), "utf-8"),
        (URDU.encode("utf-8-sig"), "utf-8-sig"),
        (URDU.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + URDU.encode("utf-16-be"), "utf-16"),
        (URDU.encode("utf-16-le"), "utf-16-le"),
        (URDU.encode("utf-16-be"), "utf-16-be"),
        (b"plain,ascii\n", "utf-8"),
        (ARABIC.encode("cp1256"), "cp1256"),
        (("name,town\n" + ARABIC).encode("cp1256"), "cp1256"),
        (LATIN.encode("cp1252"), "cp1252"),
        (b"caf\xe9,na\xefve\n" * 10, "cp1252"),
        ("“quoted” – text".encode("cp1252"), "cp1252"),
        (b"", "utf-8"),
    ],
)
def test_encodings(content: bytes, encoding: str) -> None:
    assert told(content) == encoding


def test_latin_names_stay_latin_names() -> None:
    """Read as Windows-1256, São Paulo would hold an Arabic letter."""
    assert LATIN.encode("cp1252").decode(told(LATIN.encode("cp1252"))) == LATIN
    assert LATIN.encode("cp1252").decode("cp1256") != LATIN


@pytest.mark.parametrize(
    "content",
    [
        (LATIN * 3).encode("cp1252") + ARABIC.encode("cp1256"),
        "a,b\nx,ñ\n".encode("cp1252"),
        b"a,b\nx,\xc7\n",
    ],
)
def test_what_is_surely_neither_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFile, match="save as UTF-8"):
        told(content)


def test_utf_32_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="UTF-32"):
        told(URDU.encode("utf-32"))


@pytest.mark.parametrize("content", [b"\x00" * 64, b"a,b\n\x00\x00\x00\x00" * 20, bytes(4096)])
def test_nul_bytes_are_called_by_their_name(content: bytes) -> None:
    with pytest.raises(UnreadableFile, match="NUL"):
        told(content)


def test_one_broken_byte_does_not_turn_a_file_into_another_encoding() -> None:
    content = (URDU * 20).encode("utf-8") + b"x\xffy\r\n"
    assert told(content) == "utf-8"


def test_a_broken_byte_is_a_mark_that_every_cell_refuses(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes((URDU * 20).encode("utf-8") + b"x\xffy\r\n")
    with open_text(path, encoding_of(path)) as stream:
        assert stream.read().count("\ufffd") == 1


def test_a_long_file_is_told_by_its_end_too() -> None:
    assert told(b"a,b\n" * 50_000 + ARABIC.encode("cp1256")) == "cp1256"
    assert told(b"a,b\n" * 50_000 + LATIN.encode("cp1252")) == "cp1252"


@given(st.lists(st.text("علیکبپتٹثج آ,", min_size=1, max_size=30), min_size=3, max_size=20))
def test_urdu_in_utf_8_is_never_taken_for_another(rows: list[str]) -> None:
    assert told("\n".join(rows).encode()) == "utf-8"


@given(
    st.lists(
        st.sampled_from(["علي", "رضا", "ولد", "احمد", "دين", "محمد", "اكرم", "شازيه", "بشير", "نعيم", "اختر"]),
        min_size=2,
        max_size=30,
    )
)
def test_urdu_of_old_keyboards_is_never_taken_for_latin(words: list[str]) -> None:
    text = " ".join(words)
    assert told(text.encode("cp1256")) == "cp1256"


@given(
    st.lists(
        st.sampled_from(["Müller", "Nuñez", "João", "Ångström", "Sørensen", "Kraków".replace("ó", "ò")]), min_size=1
    )
)
def test_latin_is_never_taken_for_urdu(words: list[str]) -> None:
    text = ",".join(words)
    assert text.encode("cp1252").decode(told(text.encode("cp1252"))) == text


@given(st.binary(max_size=300))
def test_any_bytes_have_an_encoding_or_are_refused(content: bytes) -> None:
    try:
        found = told(content)
    except UnreadableFile:
        return
    assert found in {"utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256", "cp1252"}
