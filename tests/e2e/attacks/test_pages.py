"""Pages that are not what they seem: whose, where in the feed, which leaves, which versions."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from rabta.records.v1.records_service_pb2 import SubmitPageRequest, SubmitPageResponse
from rabta.signing.v1.page_pb2 import PageHeader

from audit.merkle import leaf_hash, node_hash
from services.records import wire
from services.signing.es256 import PrivateKey, to_der
from services.signing.pae import HEADER, PAGE, pae
from services.signing.page import FIRST, Page
from services.values.records import RecordVersion
from tests.e2e.attacks.judging import Seen, answered, put, refused
from tests.e2e.bodies import SUBMIT, submission
from tests.e2e.people import FIA, INVESTIGATOR, PUNJAB, PUNJAB_CASE, RECORDERS, upkeep
from tests.e2e.planted import KNOWN, ref, who
from tests.e2e.world import World
from tests.fakes import record_maker as make


def fresh(number: int = 1, **more: Any) -> list[RecordVersion]:
    """New sound records of Punjab."""
    made = [f"pb-new-{os.urandom(6).hex()}" for _ in range(number)]
    return [
        make.party(one, agency=PUNJAB, subject=who(KNOWN), case_references=ref(PUNJAB_CASE), **more) for one in made
    ]


def post(world: World, page: Page, request_id: str = "", agency: str = PUNJAB, **changes: Any) -> Seen:
    """A page as it is, from an agency's record officer; ``changes`` to the request."""
    request = SubmitPageRequest.FromString(submission(page, request_id or f"page-{os.urandom(6).hex()}"))
    for name, value in changes.items():
        target = request.header if name == "header" else request
        setattr(target, name, value) if name != "leaves" else _leaves(request, value)
    body = request.SerializeToString(deterministic=True)
    return put(world, world.asking(RECORDERS[agency], SUBMIT, body))


def _leaves(request: SubmitPageRequest, leaves: Sequence[tuple[bytes, bytes]]) -> None:
    del request.leaves[:]
    for salt, version in leaves:
        request.leaves.add(salt=salt, version=version)


def resigned(page: Page, key: PrivateKey, kind: bytes = PAGE, **changes: Any) -> Page:
    """The page's header with other words, signed again."""
    header = PageHeader.FromString(page.header)
    for name, value in changes.items():
        setattr(header, name, value)
    raw = header.SerializeToString(deterministic=True)
    return replace(page, header=raw, signature=key.sign(pae(kind, raw)))


def taken(world: World, seen: Seen, agency: str = PUNJAB) -> SubmitPageResponse:
    """The answer to a page that went in, and where the feed stands now."""
    answer = SubmitPageResponse.FromString(answered(world, seen, leaves=2))
    world.feeds[agency] = (answer.page_number, answer.chain_sha256)
    return answer


def invalid(world: World, seen: Seen, rule: str) -> None:
    refused(world, seen, "PAGE_INVALID", rule=rule, leaves=2)


# -- whose it is


def test_page_of_another_agency(world: World) -> None:
    """Punjab's own good page, captured and sent by FIA."""
    refused(world, post(world, world.page(PUNJAB, fresh()), agency=FIA), "NOT_OWNER", leaves=2)


def test_page_in_another_agencys_name(world: World) -> None:
    page = resigned(world.page(FIA, fresh()), world.key(FIA, "page"), agency=PUNJAB)
    refused(world, post(world, page, agency=FIA), "NOT_OWNER", leaves=2)


SIGNED: dict[str, tuple[str, Callable[[World, Page], Page]]] = {
    "by-the-message-key": (
        "page-key", lambda world, page: resigned(page, world.key(PUNJAB), kid=world.key(PUNJAB).kid)
    ),
    "by-another-agencys-key": (
        "page-key", lambda world, page: resigned(page, world.key(FIA, "page"), kid=world.key(FIA, "page").kid)
    ),
    "by-nobody": ("page-signature", lambda world, page: resigned(page, world.key(FIA, "page"))),
    "back-dated-under-a-revoked-key": (
        "page-key",
        lambda world, page: resigned(
            page, world.key(PUNJAB, "page-2"), kid=world.key(PUNJAB, "page-2").kid, time_ms=world.clock.now() - 10**9
        ),
    ),
    "as-a-message-header": ("page-signature", lambda world, page: resigned(page, world.key(PUNJAB, "page"), HEADER)),
    "in-der": ("page-signature", lambda world, page: replace(page, signature=to_der(page.signature))),
    "by-an-altered-signature": (
        "page-signature", lambda world, page: replace(page, signature=page.signature[:-1] + bytes([page.signature[-1] ^ 1]))
    ),
    "for-another-federation": (
        "page-federation",
        lambda world, page: resigned(page, world.key(PUNJAB, "page"), federation_id=sha256(b"other").digest()),
    ),
    "for-another-hub": (
        "page-audience", lambda world, page: resigned(page, world.key(PUNJAB, "page"), audience="pk.other-hub")
    ),
    "of-another-format": ("page-form", lambda world, page: resigned(page, world.key(PUNJAB, "page"), format=2)),
    "of-none": ("page-form", lambda world, page: resigned(page, world.key(PUNJAB, "page"), count=0)),
    "of-too-many": ("page-form", lambda world, page: resigned(page, world.key(PUNJAB, "page"), count=501)),
    "with-a-field-twice": ("page-form", lambda world, page: replace(page, header=page.header[:2] + page.header)),
    "with-an-unknown-field": ("page-form", lambda world, page: replace(page, header=page.header + b"\xa0\x06\x01")),
    "of-one-more": ("page-root", lambda world, page: resigned(page, world.key(PUNJAB, "page"), count=3)),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(SIGNED))
def test_page_signed(world: World, name: str) -> None:
    rule, spoil = SIGNED[name]
    invalid(world, post(world, spoil(world, world.page(PUNJAB, fresh(2)))), rule)


# -- its leaves


def _inner(page: Page) -> list[tuple[bytes, bytes]]:
    """Two inner nodes of a page of four, dressed up as leaves."""
    hashes = [leaf_hash(salt + version) for salt, version in page.leaves]
    pairs = [hashes[0] + hashes[1], hashes[2] + hashes[3]]
    assert node_hash(hashes[0], hashes[1])
    return [(pair[:16], pair[16:]) for pair in pairs]


LEAVES: dict[str, tuple[str, Callable[[Page], Sequence[tuple[bytes, bytes]]]]] = {
    "swapped": ("page-root", lambda page: page.leaves[::-1]),
    "dropped": ("page-root", lambda page: page.leaves[:-1]),
    "doubled": ("page-root", lambda page: [*page.leaves, page.leaves[-1]]),
    "altered": ("page-root", lambda page: [*page.leaves[:-1], (page.leaves[-1][0], page.leaves[-1][1] + b"\0")]),
    "with-another-salt": ("page-root", lambda page: [(bytes(16), version) for _, version in page.leaves]),
    "with-the-salt-moved": ("page-form", lambda page: [(s[:15], s[15:] + version) for s, version in page.leaves]),
    "inner-nodes": ("page-root", _inner),
    "none": ("page-form", lambda _page: []),
    "of-no-bytes": ("page-form", lambda page: [(salt, b"") for salt, _ in page.leaves]),
    "too-large": ("page-form", lambda page: [(salt, b"a" * (300 << 10)) for salt, _ in page.leaves]),
    "too-many": ("page-form", lambda page: [page.leaves[0]] * 501),
}


@pytest.mark.parametrize("name", sorted(LEAVES))
def test_page_leaves(world: World, name: str) -> None:
    rule, spoil = LEAVES[name]
    page = world.page(PUNJAB, fresh(4))
    invalid(world, post(world, page, leaves=spoil(page)), rule)


def test_page_of_an_audit_leaf(world: World) -> None:
    """Leaf data of the log as leaf data of a page: no version, kept aside."""
    leaf = b"\x01" + (7).to_bytes(8, "big") + bytes(32)
    page = world.page(PUNJAB, [b"\x00" + leaf])
    answer = taken(world, post(world, page))
    assert (answer.accepted, [one.rule for one in answer.refused]) == (0, ["malformed"])


# -- its place


def test_page_twice(world: World) -> None:
    """The same page again is answered as before: its number counts once."""
    page = world.page(PUNJAB, fresh())
    first = post(world, page, "the-same-request")
    answer = taken(world, first)
    again = post(world, page, "the-same-request")
    assert answered(world, again, leaves=2) == first.back.body
    other = post(world, page, "another-request-id")
    assert answered(world, other, leaves=2) == first.back.body
    assert answer.accepted == 1


def test_request_id_reused(world: World) -> None:
    taken(world, post(world, world.page(PUNJAB, fresh()), "request-reused-1"))
    seen = post(world, world.page(PUNJAB, fresh()), "request-reused-1")
    refused(world, seen, "REQUEST_ID_REUSED", leaves=2)


def test_request_id_of_another_agency(world: World) -> None:
    """Ids are the agency's own."""
    taken(world, post(world, world.page(PUNJAB, fresh()), "request-of-both"))
    mine = make.party(
        f"fia-new-{os.urandom(4).hex()}", agency=FIA, subject=who(KNOWN), case_references=ref(PUNJAB_CASE)
    )
    taken(world, post(world, world.page(FIA, [mine]), "request-of-both", agency=FIA), FIA)


@pytest.mark.parametrize("request_id", ["", "short", "x" * 65, "\u202e-right-to-left", "line\nbreak-in-it"])
def test_request_id_malformed(world: World, request_id: str) -> None:
    body = submission(world.page(PUNJAB, fresh()), request_id)
    seen = put(world, world.asking(RECORDERS[PUNJAB], SUBMIT, body))
    refused(world, seen, "INVALID_ARGUMENT", rule="request-id", leaves=2)


PLACES: dict[str, Callable[[Page], dict[str, Any]]] = {
    "gap": lambda page: {"page_number": PageHeader.FromString(page.header).page_number + 1},
    "before": lambda page: {"page_number": PageHeader.FromString(page.header).page_number - 1},
    "first-again": lambda _page: {"page_number": 1, "previous_sha256": FIRST},
    "after-another": lambda _page: {"previous_sha256": sha256(b"another page").digest()},
    "of-another-feed": lambda _page: {"feed": "intelligence"},
    "far-ahead": lambda _page: {"page_number": 2**40},
}


@pytest.mark.parametrize("name", sorted(PLACES))
def test_page_out_of_order(world: World, name: str) -> None:
    page = world.page(PUNJAB, fresh())
    moved = resigned(page, world.key(PUNJAB, "page"), **PLACES[name](page))
    refused(world, post(world, moved), "PAGE_OUT_OF_ORDER", leaves=2)


# -- its versions: the rest of the page goes in


def _raw(version: RecordVersion) -> bytes:
    return wire.encode(version)


def _unknown_enum(version: RecordVersion) -> bytes:
    return wire.encode(version) + b"\x28\x63"


VERSIONS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "of-another-agency": ("other-owner", lambda: _raw(replace(fresh()[0], agency=FIA))),
    "with-an-unknown-field": ("unknown-field", lambda: _raw(fresh()[0]) + b"\xc2\x3e\x01x"),
    "with-an-unknown-enum": ("unknown-enum", lambda: _unknown_enum(fresh()[0])),
    "with-a-body-of-another-kind": ("body-matches-kind", lambda: _raw(replace(fresh()[0], kind="BAIL"))),
    "of-random-bytes": ("malformed", lambda: b"\xff" * 40),
    "first-with-number-7": ("version-order", lambda: _raw(replace(fresh()[0], version=7, previous_sha256=bytes(32)))),
    "first-with-a-previous": ("length", lambda: _raw(replace(fresh()[0], previous_sha256=bytes(32)))),
    "with-an-escape-in-the-name": (
        "unsafe-text", lambda: _raw(replace(fresh()[0], subject=make.person(KNOWN, name="\x1b[2JAmjad")))
    ),
    "with-an-override-in-the-name": (
        "unsafe-text", lambda: _raw(replace(fresh()[0], subject=make.person(KNOWN, name="Ali\u202ejad")))
    ),
    "with-a-path-as-id": ("pattern", lambda: _raw(replace(fresh()[0], record_id="../../etc/passwd"))),
    "expunged-from-the-start": ("expunged-first", lambda: _raw(replace(fresh()[0], status="EXPUNGED"))),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(VERSIONS))
def test_version(world: World, name: str) -> None:
    rule, spoil = VERSIONS[name]
    answer = taken(world, post(world, world.page(PUNJAB, [fresh()[0], spoil(), fresh()[0]])))
    assert (answer.accepted, [(one.index, one.rule) for one in answer.refused]) == (2, [(1, rule)])


def test_version_equivocation(world: World) -> None:
    """One number, two contents: the second is kept aside and alarmed."""
    first = fresh()[0]
    taken(world, post(world, world.page(PUNJAB, [first])))
    other = replace(first, role="SUSPECT")
    seen = post(world, world.page(PUNJAB, [other]))
    answer = taken(world, seen)
    assert (answer.accepted, [one.rule for one in answer.refused]) == (0, ["equivocation"])
    assert seen.entries[1].sealed.alarms == (f"equivocation:{first.name}",)


def test_version_again(world: World) -> None:
    """The same bytes in another page change nothing."""
    first = fresh()[0]
    taken(world, post(world, world.page(PUNJAB, [first])))
    answer = taken(world, post(world, world.page(PUNJAB, [first])))
    assert (answer.accepted, answer.unchanged) == (0, 1)


def test_version_after_expunction(world: World) -> None:
    first = fresh()[0]
    gone = make.expunged(first)
    taken(world, post(world, world.page(PUNJAB, [first, gone])))
    answer = taken(world, post(world, world.page(PUNJAB, [make.following(gone, status="CORRECTED")])))
    assert answer.accepted == 0


def test_submit_by_who_is_no_record_officer(world: World) -> None:
    """The role is the registry's and the token's, whatever the class says."""
    body = submission(world.page(FIA, fresh()), "request-00001")
    liar = replace(INVESTIGATOR, why=upkeep(FIA))
    refused(world, put(world, world.asking(liar, SUBMIT, body)), "PURPOSE_UNFIT", leaves=2)
