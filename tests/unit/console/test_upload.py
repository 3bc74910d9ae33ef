"""A form with a file: what browsers write is read back whole, whatever the file holds; anything else is refused."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.console.form import BadForm
from services.console.imports import upload as room
from services.console.imports.upload import NAME_LENGTH, TooLarge, Upload, read_upload
from tests.budget import budget
from tests.rows import of_rows

TYPE = "multipart/form-data; boundary=xyz"


def read(body: bytes, kind: str = TYPE, piece: int = 7) -> tuple[Upload, bytes]:
    """What is read of a body that arrives in pieces, with the bytes of its file."""
    taken = bytearray()

    async def chunks() -> AsyncIterator[bytes]:
        for at in range(0, len(body), piece):
            yield body[at : at + piece]
        yield b""

    made = asyncio.run(read_upload(kind, chunks(), taken.extend))
    return made, bytes(taken)


def part(head: str, content: bytes = b"x") -> bytes:
    return b"--xyz\r\n" + head.encode() + b"\r\n\r\n" + content + b"\r\n"


FILE = 'Content-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv'
FIELD = 'Content-Disposition: form-data; name="layout"'
END = b"--xyz--\r\n"


@budget(60)
@given(
    content=st.one_of(
        st.binary(max_size=300), st.lists(st.sampled_from([b"\r\n", b"--", b"-", b"xyz", b"\r", b"a"])).map(b"".join)
    ),
    value=st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), max_size=40),
    piece=st.integers(1, 50),
)
def test_what_a_browser_writes_is_read_back_whole(content: bytes, value: str, piece: int) -> None:
    files = {"file": ("stays.csv", content, "text/csv")}
    request = httpx.Request("POST", "http://x", data={"layout": value, "region": "PK"}, files=files)
    made, taken = read(request.read(), request.headers["content-type"], piece)
    assert taken == content
    assert made == Upload({"layout": value.strip(), "region": "PK"}, "stays.csv")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\stays.csv", "stays.csv"),
        ("/absolute/stays.csv", "stays.csv"),
        ("..", ".."),
        ("قیدی.csv", "قیدی.csv"),
        ("a%22b.csv", 'a"b.csv'),
        ("x" * 600, "x" * NAME_LENGTH),
        ("", ""),
    ],
)
def test_a_name_is_its_last_part_alone(name: str, kept: str) -> None:
    made, _ = read(part(f'Content-Disposition: form-data; name="file"; filename="{name}"') + END)
    assert made.name == kept


@of_rows(
    "body",
    [
        b"",
        END,
        part(FIELD) + END,
        part(FILE),
        part(FILE) + b"--xyz",
        part(FILE) + b"--xyz--more",
        part(FILE) + b"--xyz--\r\nmore",
        part(FILE) + part(FILE) + END,
        part(FIELD) + part(FIELD) + part(FILE) + END,
        part(FIELD, b"x" * 5000) + part(FILE) + END,
        part(FIELD, b"\xff") + part(FILE) + END,
        part(FILE + "\r\nX: " + "y" * 4000) + END,
        part(FILE + "\r\nContent-Transfer-Encoding: base64") + END,
        part('Content-Disposition: form-data; name="../x"') + part(FILE) + END,
        part('Content-Disposition: attachment; name="layout"') + part(FILE) + END,
        part(FIELD + "\r\n" + FIELD) + part(FILE) + END,
        b"before\r\n" + part(FILE) + END,
        b"".join(part(f'Content-Disposition: form-data; name="{"f" * (n + 1)}"') for n in range(17)) + part(FILE) + END,
    ],
)
def test_what_no_browser_writes_is_refused(body: bytes) -> None:
    with pytest.raises(BadForm):
        read(body)


@pytest.mark.parametrize(
    "kind",
    [
        "",
        "text/csv",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        f"multipart/form-data; boundary={71 * 'x'}",
    ],
)
def test_another_type_is_no_form(kind: str) -> None:
    with pytest.raises(BadForm):
        read(part(FILE) + END, kind)


@pytest.mark.parametrize("body", [b"\r\n" * 200_000, part(FILE) + END + b"\r\n" * 200_000], ids=["before", "behind"])
def test_what_never_ends_beside_the_parts_is_refused(monkeypatch: pytest.MonkeyPatch, body: bytes) -> None:
    monkeypatch.setattr(room, "FILE_BYTES", 1000)
    with pytest.raises(TooLarge):
        read(body, piece=5000)


def test_a_file_past_the_bound_is_refused_before_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "FILE_BYTES", 1000)
    assert read(part(FILE, b"x" * 1000) + END)[1] == b"x" * 1000
    with pytest.raises(TooLarge):
        read(part(FILE, b"x" * 2000))
