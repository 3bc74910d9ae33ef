"""What each purpose is told, as the page shows it; nothing by a purpose that is not listed."""

from __future__ import annotations

import re

from services.access.purpose import AGENCY_KINDS, PURPOSES
from services.identity.purposes import BY_PURPOSE, NOTHING, shows, system_may_ask, told
from services.vocabulary.access import LegalBasis, Purpose
from services.vocabulary.identity import Attribute
from tests.rows import of_rows
from tests.shared import ROOT
from tests.unit.identity.site import PEOPLE

PAGE = (ROOT / "docs" / "identity.md").read_text("utf-8")


def test_purposes_that_are_told_something_are_those_of_the_class() -> None:
    asked = {name for name, rule in PURPOSES.items() if "IDENTITY" in rule.classes}
    assert BY_PURPOSE.keys() == asked
    assert all(told(purpose) == NOTHING for purpose in set(Purpose) - asked)


def test_the_page_shows_what_each_is_told() -> None:
    rows = dict(re.findall(r"^\| `([a-z_]+)` \| ([a-z_ -]+) \| (?:yes|no) \|$", PAGE, re.MULTILINE))
    cards = dict(re.findall(r"^\| `([a-z_]+)` \| [a-z_ -]+ \| (yes|no) \|$", PAGE, re.MULTILINE))
    assert rows == {
        name.lower(): " ".join(sorted(one.lower() for one in rule.values)) or "-" for name, rule in BY_PURPOSE.items()
    }
    assert cards == {name.lower(): "yes" if rule.card else "no" for name, rule in BY_PURPOSE.items()}


def test_an_address_is_for_a_missing_child_alone_and_a_picture_for_nobody() -> None:
    assert [name for name, rule in BY_PURPOSE.items() if Attribute.ADDRESS in rule.values] == ["FIND_MISSING_CHILD"]
    assert not [name for name, rule in BY_PURPOSE.items() if Attribute.PHOTO in rule.values]


def test_who_is_shielded_is_told_of_to_who_protects_alone() -> None:
    hidden, plain = PEOPLE["hidden"], PEOPLE["yousaf"]
    assert [purpose for purpose in Purpose if shows(purpose, hidden)] == ["PROTECT_VICTIM"]
    assert all(shows(purpose, plain) for purpose in Purpose)


@of_rows("basis", LegalBasis)
def test_a_system_asks_to_keep_its_own_records_and_for_nothing_else(basis: str) -> None:
    may = {(kind, purpose) for kind in AGENCY_KINDS for purpose in Purpose if system_may_ask(kind, purpose, basis)}
    kinds = {"HUB", "POLICE", "FIA", "NARCOTICS", "CYBERCRIME", "CUSTOMS", "BORDER", "PRISON", "CHILD_PROTECTION"}
    serving = {"NADRA", "DATA_OVERSIGHT", "ANTI_RAPE", "COURT_ORDER"}
    assert may == ({(kind, "RECORD_UPKEEP") for kind in kinds} if basis in serving else set())
