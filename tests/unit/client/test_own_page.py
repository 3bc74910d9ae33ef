"""An answer to GetPage is the agency's own page of that number, or nothing that is believed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rabta.records.v1.record_pb2 import RecordVersion
from rabta.records.v1.records_service_pb2 import GetPageRequest, GetPageResponse, WithheldVersion

from services.client.asking import check
from services.client.errors import Unproven
from services.client.profile import Profile
from services.membership.provision import revoke, sign_and_publish
from tests.fakes import live
from tests.fakes.world.keys import key_of
from tests.unit.client.test_versions import page_of

ASKED = GetPageRequest(feed="records", page_number=1)
GONE = WithheldVersion(index=2, record_id="gone", version=3, sha256=bytes(32), expunged=True)


def answer(owner: str = live.FIA, **page: Any) -> GetPageResponse:
    """A page of five of which two versions are shown, and one is withheld."""
    versions, headers = page_of(owner, **page)
    return GetPageResponse(last_page=1, page=headers[0], versions=versions, withheld=[GONE])


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    return live.profile(live.files(), live.FIA, 1, tmp_path / "state")


def test_the_agency_s_own_page_is_believed(profile: Profile) -> None:
    check(profile, ASKED, answer())


def test_past_the_last_page_there_is_nothing_to_believe(profile: Profile) -> None:
    check(profile, GetPageRequest(feed="records", page_number=3), GetPageResponse(last_page=2))


def test_pages_under_a_key_that_was_revoked_since_are_in_the_chain_too(tmp_path: Path) -> None:
    files = live.copied(tmp_path / "federation")
    given = answer()
    revoke(files, key_of(files, live.FIA, "page").kid, live.now_ms())
    sign_and_publish(files)
    check(live.profile(files, live.FIA, 1, tmp_path / "state"), ASKED, given)


def changed(change: Callable[[GetPageResponse], object]) -> GetPageResponse:
    given = answer()
    change(given)
    return given


def renamed(given: GetPageResponse) -> None:
    said = RecordVersion.FromString(given.versions[0].version)
    said.record_id = "other"
    given.versions[0].version = said.SerializeToString()


LIES: dict[str, Callable[[], GetPageResponse]] = {
    "another-agency-s": lambda: answer(live.PUNJAB),
    "of-another-number": lambda: answer(number=2, previous=bytes(range(32))),
    "of-another-feed": lambda: answer(feed="other"),
    "of-another-federation": lambda: answer(federation_id=bytes(32)),
    "for-another-hub": lambda: answer(audience="pk.other"),
    "signed-by-another-agency": lambda: answer(key=key_of(live.files(), live.PUNJAB, "page")),
    "signed-by-the-message-key": lambda: answer(key=key_of(live.files(), live.FIA, "message")),
    "of-another-s-records": lambda: answer(says=live.PUNJAB),
    "past-the-last": lambda: changed(lambda given: given.ClearField("last_page")),
    "without-its-header": lambda: changed(lambda given: given.ClearField("page")),
    "nothing-and-yet-not-past-the-last": lambda: GetPageResponse(last_page=1),
    "versions-of-no-page": lambda: GetPageResponse(withheld=[GONE]),
    "header-altered": lambda: changed(lambda given: setattr(given.page, "header", given.page.header + b"x")),
    "signature-altered": lambda: changed(lambda given: setattr(given.page, "signature", bytes(64))),
    "version-altered": lambda: changed(renamed),
    "version-at-another-place": lambda: changed(lambda given: setattr(given.versions[0].proof, "index", 2)),
    "version-of-another-page": lambda: changed(
        lambda given: setattr(given.versions[0].proof, "page_sha256", bytes(32))
    ),
    "version-without-bytes": lambda: changed(lambda given: setattr(given.versions[0], "version", b"")),
    "version-twice": lambda: changed(lambda given: given.versions.add().CopyFrom(given.versions[0])),
    "shown-and-withheld": lambda: changed(lambda given: setattr(given.withheld[0], "index", 1)),
    "withheld-past-the-end": lambda: changed(lambda given: setattr(given.withheld[0], "index", 5)),
    "withheld-without-its-record": lambda: changed(lambda given: setattr(given.withheld[0], "record_id", "")),
    "withheld-without-its-number": lambda: changed(lambda given: setattr(given.withheld[0], "version", 0)),
    "withheld-with-half-a-digest": lambda: changed(lambda given: setattr(given.withheld[0], "sha256", bytes(31))),
}


@pytest.mark.parametrize("name", sorted(LIES))
def test_anything_else_is_not(profile: Profile, name: str) -> None:
    with pytest.raises(Unproven):
        check(profile, ASKED, LIES[name]())
