"""A member asks governance for a log, in which it enters what it answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from rabta.membership.v1.enrolment_pb2 import EnrolmentRequest as Request

from services.membership import home, office
from tests.unit.membership.asking import CUSTOMS, FIA, Entry, changed
from tests.unit.membership.test_admission import refused
from tests.unit.membership.world import NOW


def opening(entry: Entry) -> home.Draft:
    fia = entry.files.agency(FIA)
    draft = home.Draft.of(fia, entry.asked(FIA))
    draft.log(fia)
    return draft


def test_a_member_opens_a_log_of_its_own_with_the_key_that_its_month_keys_are_sealed_to(tmp_path: Path) -> None:
    entry = Entry(tmp_path)
    fia = entry.files.agency(FIA)
    entry.admit(opening(entry).signed(home.vouching(fia)))
    drafted = office.draft_of(entry.files, NOW).registry
    assert [(row.agency, row.last_size) for row in drafted.logs] == [("", 0), (FIA, 0)], "the hub's goes on"
    assert fia.log_key.exists()
    assert fia.seal_key.exists()
    assert fia.secret_key.exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda said: said.log.ClearField("agency"), "agency: log.agency"),
        (lambda said: setattr(said.log, "agency", CUSTOMS), "agency: log.agency"),
        (lambda said: setattr(said.log, "first_size", 5), "sizes: log.last_size"),
        (lambda said: setattr(said.log, "last_size", 5), "sizes: log.last_size"),
        (lambda said: setattr(said.log, "origin", "rabta.test/audit/2"), "name: log.origin"),
        (lambda said: setattr(said.log, "origin", f"rabta.test/audit/{FIA}/0"), "name: log.origin"),
        (lambda said: setattr(said.log, "origin", f"rabta.test/audit/{CUSTOMS}/1"), "name: log.origin"),
    ],
)
def test_a_log_in_anothers_name_is_refused(tmp_path: Path, change: Callable[[Request], object], said: str) -> None:
    entry = Entry(tmp_path)
    draft = opening(entry)
    provers = [*draft.provers, *home.vouching(entry.files.agency(FIA))]
    assert refused(entry, changed(provers, draft.request, change)) == said
