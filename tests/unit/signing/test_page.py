"""Pages: owner, place in the feed, and every version under one signature."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rabta.signing.v1.page_pb2 import PageHeader

from audit.merkle import ProofError, leaf_hash, node_hash
from services.signing.es256 import BadSignature, PrivateKey
from services.signing.pae import HEADER, PAGE, pae
from services.signing.page import (
    FIRST,
    MAX_BYTES,
    MAX_VERSIONS,
    Feed,
    Page,
    PageError,
    build_page,
    page_proofs,
    parse_page_header,
    verify_page,
    verify_page_header,
    verify_version,
)
from tests.rows import of_rows

KEY = PrivateKey.generate()
PUBLIC = KEY.public()
NOW = 1_790_000_000_000
FEED = Feed(b"F" * 32, "pk.fia", "pk.hub", "records", 1, FIRST)


def versions(count: int) -> list[bytes]:
    return [b"version %d" % number for number in range(count)]


def page(count: int = 5, feed: Feed = FEED) -> Page:
    return build_page(KEY, feed, versions(count), NOW)


def header_of(one: Page) -> PageHeader:
    return verify_page_header(PUBLIC, one.header, one.signature)


def changed(raw: bytes, **fields: object) -> bytes:
    header = PageHeader.FromString(raw)
    for name, value in fields.items():
        setattr(header, name, value)
    return header.SerializeToString(deterministic=True)


def test_whole_page() -> None:
    one = page()
    header = verify_page(PUBLIC, one.header, one.signature, one.leaves)
    assert (header.agency, header.audience, header.feed, header.page_number) == ("pk.fia", "pk.hub", "records", 1)
    assert (header.count, header.kid, header.time_ms) == (5, KEY.kid, NOW)
    PUBLIC.verify(one.signature, pae(PAGE, one.header))


def test_salts_are_drawn_afresh() -> None:
    first, second = page(), page()
    assert len({salt for salt, _ in first.leaves + second.leaves}) == 10
    assert header_of(first).root != header_of(second).root


def test_pages_are_chained() -> None:
    first = page()
    second = page(feed=replace(FEED, page_number=2, previous_sha256=first.sha256))
    assert header_of(second).previous_sha256 == sha256(first.header).digest()


@given(st.integers(1, 40), st.data())
def test_every_version_proves_itself_and_no_other(count: int, data: st.DataObject) -> None:
    one = page(count)
    header = header_of(one)
    _, paths = page_proofs(one.leaves)
    place = data.draw(st.integers(0, count - 1))
    salt, version = one.leaves[place]
    verify_version(header, version, place, salt, paths[place])
    with pytest.raises(ProofError):
        verify_version(header, version + b"!", place, salt, paths[place])
    with pytest.raises(ProofError):
        verify_version(header, version, place, bytes(16), paths[place])
    for other in range(count):
        if other != place:
            with pytest.raises(ProofError):
                verify_version(header, version, other, salt, paths[place])


@given(st.integers(1, 20), st.data())
def test_path_of_another_length_is_refused(count: int, data: st.DataObject) -> None:
    one = page(count)
    _, paths = page_proofs(one.leaves)
    place = data.draw(st.integers(0, count - 1))
    salt, version = one.leaves[place]
    path = paths[place]
    for other in ([*path, bytes(32)], path[:-1]):
        if other != path:
            with pytest.raises(ProofError):
                verify_version(header_of(one), version, place, salt, other)
    if path:
        with pytest.raises(ProofError):
            verify_version(header_of(one), version, place, salt, [path[0] + b"x", *path[1:]])


@pytest.mark.parametrize("index", [-1, 5, 6, 500, 2**32 - 1])
def test_index_beyond_count(index: int) -> None:
    one = page()
    _, paths = page_proofs(one.leaves)
    salt, version = one.leaves[4]
    with pytest.raises(PageError, match="index"):
        verify_version(header_of(one), version, index, salt, paths[4])


@pytest.mark.parametrize("size", [0, 15, 17, 32])
def test_salt_is_16_bytes(size: int) -> None:
    one = page()
    with pytest.raises(PageError, match="salt"):
        verify_version(header_of(one), b"version 0", 0, bytes(size), [])


def test_salt_and_version_cannot_be_shifted() -> None:
    """Bytes moved from version to salt hash alike; the salt's fixed size refuses it."""
    one = page(1)
    salt, version = one.leaves[0]
    with pytest.raises(PageError, match="salt"):
        verify_version(header_of(one), version[1:], 0, salt + version[:1], [])


def test_inner_node_is_no_version() -> None:
    one = page(2)
    hashes = [leaf_hash(salt + version) for salt, version in one.leaves]
    assert header_of(one).root == node_hash(*hashes)
    inner = hashes[0] + hashes[1]
    shrunk = PageHeader.FromString(changed(one.header, count=1))
    with pytest.raises(ProofError):
        verify_version(shrunk, inner[16:], 0, inner[:16], [])


@pytest.mark.parametrize("drop", [0, 2, 4])
def test_a_missing_or_swapped_version(drop: int) -> None:
    one = page()
    fewer = [leaf for place, leaf in enumerate(one.leaves) if place != drop]
    with pytest.raises(PageError, match="count"):
        verify_page(PUBLIC, one.header, one.signature, fewer)
    swapped = [*fewer, one.leaves[drop]]
    if swapped != list(one.leaves):
        with pytest.raises(PageError, match="root"):
            verify_page(PUBLIC, one.header, one.signature, swapped)


def test_limits() -> None:
    assert header_of(page(MAX_VERSIONS)).count == MAX_VERSIONS
    for many in (0, MAX_VERSIONS + 1):
        with pytest.raises(PageError, match="leaves"):
            page(many)
    big = b"x" * (MAX_BYTES - 16)
    build_page(KEY, FEED, [big], NOW)
    with pytest.raises(PageError, match="leaves"):
        build_page(KEY, FEED, [big + b"x"], NOW)
    with pytest.raises(PageError, match=r"leaves\[1\].version"):
        build_page(KEY, FEED, [b"a", b""], NOW)
    with pytest.raises(PageError, match=r"leaves\[0\].salt"):
        build_page(KEY, FEED, [b"a"], NOW, [b"short"])


LIMITS: list[tuple[str, object]] = [
    ("format", 0),
    ("format", 2),
    ("federation_id", b""),
    ("federation_id", b"f" * 31),
    ("agency", ""),
    ("agency", "a" * 65),
    ("kid", b"k" * 33),
    ("audience", ""),
    ("feed", ""),
    ("page_number", 0),
    ("previous_sha256", b""),
    ("previous_sha256", b"p" * 32),
    ("count", 0),
    ("count", MAX_VERSIONS + 1),
    ("root", b"r" * 31),
    ("time_ms", 0),
    ("time_ms", -1),
]


@of_rows(("field", "value"), LIMITS)
def test_header_limits(field: str, value: object) -> None:
    with pytest.raises(PageError) as caught:
        parse_page_header(changed(page().header, **{field: value}))
    assert caught.value.field in (field, "previous_sha256")


def test_a_page_after_none_is_none() -> None:
    """Whatever it says that it follows."""
    with pytest.raises(PageError) as caught:
        parse_page_header(changed(page().header, page_number=0, previous_sha256=b"p" * 32))
    assert caught.value.field == "page_number"


def test_every_header_field_is_limited() -> None:
    names = {field.name for field in PageHeader.DESCRIPTOR.fields}
    tested = {field for field, _ in LIMITS}
    assert tested == names


def test_only_page_1_starts_the_chain() -> None:
    with pytest.raises(PageError, match="previous"):
        page(feed=replace(FEED, page_number=2))
    with pytest.raises(PageError, match="previous"):
        page(feed=replace(FEED, previous_sha256=b"p" * 32))


@given(st.data())
def test_changed_header_is_never_believed(data: st.DataObject) -> None:
    one = page(3)
    other = bytearray(one.header)
    other[data.draw(st.integers(0, len(other) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(BadSignature):
        verify_page_header(PUBLIC, bytes(other), one.signature)


def test_unknown_or_repeated_field_is_refused_though_signed() -> None:
    for extra in (b"\xa0\x06\x01", b"\x08\x01", b"\x48\x05"):
        raw = page().header + extra
        with pytest.raises(PageError, match="header"):
            verify_page_header(PUBLIC, raw, KEY.sign(pae(PAGE, raw)))


def test_kid_of_another_key_is_refused_though_signed() -> None:
    raw = changed(page().header, kid=b"k" * 32)
    with pytest.raises(BadSignature):
        verify_page_header(PUBLIC, raw, KEY.sign(pae(PAGE, raw)))


def test_signature_of_another_type_is_none_over_a_page() -> None:
    raw = page().header
    with pytest.raises(BadSignature):
        verify_page_header(PUBLIC, raw, KEY.sign(pae(HEADER, raw)))
    with pytest.raises(BadSignature):
        verify_page_header(PUBLIC, raw, KEY.sign(raw))


@pytest.mark.parametrize("raw", [b"", b"\xff", bytes(2000)])
def test_no_header(raw: bytes) -> None:
    with pytest.raises(PageError, match="header"):
        parse_page_header(raw)


def test_error_names_no_content() -> None:
    with pytest.raises(PageError) as caught:
        build_page(KEY, replace(FEED, agency="secret" * 20), versions(1), NOW)
    assert str(caught.value) == "page: agency"
