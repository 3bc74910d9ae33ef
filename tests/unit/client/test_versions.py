"""Disclosed versions are their owners' own: each check of a page and of a place in it is needed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rabta.records.v1.history_pb2 import History, SignedVersion
from rabta.records.v1.record_pb2 import RecordVersion
from rabta.records.v1.subject_pb2 import IDENTIFIER_TYPE_CNIC, Identifier
from rabta.signing.v1.page_pb2 import SignedPageHeader, VersionProof

from services.client.errors import Unproven
from services.client.profile import Profile
from services.client.versions import check_history, check_record, check_versions
from services.membership.provision import revoke, sign_and_publish
from services.signing.es256 import PrivateKey
from services.signing.page import FIRST, Feed, build_page, page_proofs
from tests.fakes import live
from tests.fakes.world.keys import key_of

ASKED = Identifier(type=IDENTIFIER_TYPE_CNIC, value="3520212345671")
Shown = tuple[list[SignedVersion], list[SignedPageHeader]]


def page_of(
    owner: str,
    *,
    key: PrivateKey | None = None,
    says: str = "",
    at_ms: int = 0,
    said: RecordVersion | None = None,
    **feed: Any,
) -> Shown:
    """Two of five versions of one page. ``says``: agency inside the versions, where it is another.

    Each is of a record of its own, unless ``said`` names one; it is what they all say.
    """
    fields: dict[str, Any] = {
        "federation_id": live.registry().federation_id,
        "agency": owner,
        "audience": live.HUB,
        "feed": "records",
        "number": 1,
        "previous": FIRST,
        **feed,
    }
    versions = [RecordVersion(agency=says or owner, record_id=f"r{n}", version=1) for n in range(5)]
    for number, each in enumerate(versions if said and said.record_id else (), 1):
        each.version = number
    for each in versions:
        each.MergeFrom(said or RecordVersion())
    bodies = [each.SerializeToString() for each in versions]
    page = build_page(
        key or key_of(live.files(), owner, "page"), Feed(*fields.values()), bodies, at_ms or live.now_ms()
    )
    _, paths = page_proofs(page.leaves)
    shown = [
        SignedVersion(
            version=page.leaves[index][1],
            proof=VersionProof(page_sha256=page.sha256, index=index, salt=page.leaves[index][0], path=paths[index]),
            recorded_ms=1,
        )
        for index in (1, 4)
    ]
    return shown, [SignedPageHeader(header=page.header, signature=page.signature)]


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    return live.profile(live.files(), live.FIA, 1, tmp_path / "state")


def test_versions_of_several_owners_are_proven(profile: Profile) -> None:
    one, two = page_of(live.PUNJAB), page_of("pk.prisons")
    check_versions(profile, [*one[0], *two[0]], [*one[1], *two[1]])
    check_versions(profile, [], [])


def test_a_version_without_bytes_is_a_place_that_was_withheld(profile: Profile) -> None:
    versions, pages = page_of(live.PUNJAB)
    check_versions(profile, [*versions, SignedVersion(recorded_ms=1)], pages)


Spoil = Callable[[Shown], Shown]


def version(change: Callable[[SignedVersion], object]) -> Spoil:
    def spoil(shown: Shown) -> Shown:
        change(shown[0][0])
        return shown

    return spoil


def header(change: Callable[[SignedPageHeader], object]) -> Spoil:
    def spoil(shown: Shown) -> Shown:
        change(shown[1][0])
        return shown

    return spoil


def set_to(name: str, value: object) -> Callable[[object], None]:
    return lambda message: setattr(message, name, value)


def instead(*arguments: Any, **options: Any) -> Spoil:
    """Both versions and page made otherwise."""
    return lambda _shown: page_of(*arguments, **options)


def history_of(shown: Shown) -> History:
    """The history that these versions make, as an honest hub tells it."""
    made = History(versions=shown[0], pages=shown[1])
    for signed in made.versions:
        said = RecordVersion.FromString(signed.version)
        name = f"agencies/{said.agency}/records/{said.record_id}/versions/{said.version}"
        line = made.timeline.add(version=name, owner=said.agency, kind=said.kind, status=said.status, grade="--")
        line.valid_from, line.valid_to, line.recorded_ms = said.valid_from, said.valid_to, signed.recorded_ms
    return made


def test_a_history_is_what_its_versions_say(profile: Profile) -> None:
    made = history_of(page_of(live.PUNJAB))
    assert check_history(profile, made, ASKED) == 0
    made.versions[0].Clear()
    assert check_history(profile, made, ASKED) == 1, "withheld under a pseudonym: counted, and shown as the hub's word"


LIES: list[Callable[[History], object]] = [
    lambda said: said.timeline.add(version="agencies/pk.fia/records/x/versions/1", owner="pk.fia"),
    lambda said: said.timeline.pop(),
    lambda said: said.versions.pop(),
    lambda said: said.timeline.append(said.timeline.pop(0)),
    lambda said: setattr(said.timeline[0], "version", said.timeline[1].version),
    lambda said: setattr(said.timeline[0], "owner", "pk.fia"),
    lambda said: setattr(said.timeline[0], "kind", 8),
    lambda said: setattr(said.timeline[0], "status", 2),
    lambda said: setattr(said.timeline[0], "valid_from", "2020-01-01"),
    lambda said: setattr(said.timeline[0], "valid_to", "2020-01-01"),
    lambda said: setattr(said.timeline[0], "grade", "A1"),
    lambda said: setattr(said.timeline[0], "recorded_ms", 2),
]


@pytest.mark.parametrize("lie", LIES)
def test_a_line_that_no_owner_signed_is_unproven(profile: Profile, lie: Callable[[History], object]) -> None:
    made = history_of(page_of(live.PUNJAB))
    lie(made)
    with pytest.raises(Unproven) as caught:
        check_history(profile, made, ASKED)
    assert caught.value.step == "timeline"


def test_a_record_is_the_one_that_was_asked_for(profile: Profile) -> None:
    versions, pages = page_of(live.PUNJAB, said=RecordVersion(record_id="r"))
    name = "agencies/pk.punjab-police/records/r"
    check_record(profile, name, versions, pages)
    for asked, shown in (("agencies/pk.punjab-police/records/other", versions), (name, versions[::-1])):
        with pytest.raises(Unproven) as caught:
            check_record(profile, asked, shown, pages)
        assert caught.value.step == "record"


def foreign_key() -> PrivateKey:
    return key_of(live.files(), live.PUNJAB, "page")


CASES: dict[str, tuple[str, Spoil]] = {
    "another version's bytes": (
        "version",
        version(set_to("version", RecordVersion(agency=live.PUNJAB, record_id="forged").SerializeToString())),
    ),
    "bytes bent": ("version", version(lambda one: set_to("version", one.version + b"\x00")(one))),
    "index of another": ("version", version(lambda one: set_to("index", 2)(one.proof))),
    "index beyond the page": ("version", version(lambda one: set_to("index", 5)(one.proof))),
    "salt of another": ("version", version(lambda one: set_to("salt", os.urandom(16))(one.proof))),
    "path cut": ("version", version(lambda one: one.proof.path.pop())),
    "path of nowhere": ("version", version(lambda one: one.proof.path.__setitem__(0, os.urandom(32)))),
    "page not shown": ("version", lambda shown: (shown[0], [])),
    "another page": ("version", version(lambda one: set_to("page_sha256", bytes(32))(one.proof))),
    "page signature bent": (
        "page",
        header(lambda one: set_to("signature", one.signature[:-1] + bytes((one.signature[-1] ^ 1,)))(one)),
    ),
    "page header bent": ("page", header(lambda one: set_to("header", one.header[:-1])(one))),
    "page of another agency's key": ("page", instead("pk.prisons", key=foreign_key())),
    "page of an unknown key": ("page", instead(live.PUNJAB, key=PrivateKey.generate())),
    "page of a message key": ("page", instead(live.PUNJAB, key=key_of(live.files(), live.PUNJAB, "message"))),
    "page of another federation": ("page", instead(live.PUNJAB, federation_id=bytes(32))),
    "page for another hub": ("page", instead(live.PUNJAB, audience="pk.other")),
    "page from before its key": ("page-key", instead(live.PUNJAB, at_ms=live.now_ms() - 86_400_000)),
    "page from after its key": ("page-key", instead(live.PUNJAB, at_ms=live.now_ms() + 500 * 86_400_000)),
    "version of another agency in it": ("version", instead(live.PUNJAB, says="pk.prisons")),
}


@pytest.mark.parametrize("case", CASES)
def test_is_unproven(case: str, profile: Profile) -> None:
    step, spoil = CASES[case]
    versions, pages = spoil(page_of(live.PUNJAB))
    with pytest.raises(Unproven) as caught:
        check_versions(profile, versions, pages)
    assert caught.value.step == step


def test_a_page_key_that_was_revoked_proves_nothing_more(tmp_path: Path) -> None:
    files = live.copied(tmp_path)
    versions, pages = page_of(live.PUNJAB)
    profile = live.profile(files, live.FIA, 1, tmp_path / "state")
    check_versions(profile, versions, pages)
    revoke(files, foreign_key().kid, live.now_ms())
    sign_and_publish(files)
    with pytest.raises(Unproven) as caught:
        check_versions(profile, versions, pages)
    assert caught.value.step == "page-key"


def test_a_version_held_against_another_owners_page_is_unproven(profile: Profile) -> None:
    one, two = page_of(live.PUNJAB), page_of("pk.prisons")
    one[0][0].proof.page_sha256 = two[0][0].proof.page_sha256
    with pytest.raises(Unproven):
        check_versions(profile, one[0], [*one[1], *two[1]])
