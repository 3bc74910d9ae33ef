"""The list of bodies: who is asked for what, where and when, and which files are unfit."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from services.referral.bearers import Duties, read_duties
from services.referral.errors import ReferralsUnavailable
from services.referral.states import Bearer
from tests.unit.referral.made import DUTIES, FIRST, SECOND

DAY = date(2026, 5, 20)


@pytest.fixture
def duties(tmp_path: Path) -> Duties:
    (tmp_path / "duty_bearers.toml").write_text(DUTIES)
    return Duties(tmp_path)


def asked(duties: Duties, help_kind: str = "SHELTER", province: str = "PB", district: str = "Lahore") -> list[str]:
    return [each.body for each in duties.bearers(help_kind, province, district, DAY)]


def test_those_of_the_district_and_of_the_whole_province_in_the_order_of_the_file(duties: Duties) -> None:
    assert asked(duties) == [FIRST, SECOND]
    assert asked(duties, district="Multan") == [SECOND]
    assert asked(duties, help_kind="LEGAL") == [FIRST]
    assert asked(duties, province="SD") == asked(duties, help_kind="REHAB_DRUG") == []
    assert duties.bearers("SHELTER", "PB", "Lahore", DAY)[0] == Bearer(FIRST, "Lahore", women=True)


def test_a_row_holds_from_its_first_day_to_the_day_before_its_last(tmp_path: Path) -> None:
    file = tmp_path / "duty_bearers.toml"
    file.write_text(DUTIES.replace("from = 2020-01-01", "from = 2026-05-20\nto = 2026-05-21", 1))
    duties = Duties(tmp_path)
    found = [
        [each.body for each in duties.bearers("SHELTER", "PB", "Lahore", date(2026, 5, day))] for day in (19, 20, 21)
    ]
    assert found == [[SECOND], [FIRST, SECOND], [SECOND]]


def test_without_a_file_there_is_nobody_and_a_new_one_holds_at_once(tmp_path: Path) -> None:
    duties = Duties(tmp_path)
    assert asked(duties) == []
    (tmp_path / "duty_bearers.toml").write_text(DUTIES)
    assert asked(duties) == [FIRST, SECOND]


UNFIT = {
    "not-toml": ("[[bearer", "end of document"),
    "unknown-table": (DUTIES + "\n[other]\n", "nothing else"),
    "no-rows": ("bearer = 3", "rows"),
    "unknown-key": (DUTIES.replace("mark =", "marks =", 1), "bearer[0]"),
    "no-mark": (DUTIES.replace('mark = "V2"', 'mark = ""', 1), "bearer[0] needs"),
    "unknown-help": (DUTIES.replace('["SHELTER"]', '["SHELTER", "MONEY"]'), "bearer[1].help"),
    "no-help": (DUTIES.replace('["SHELTER"]', "[]"), "bearer[1].help"),
    "province": (DUTIES.replace('"PB"', '"XX"', 1), "bearer[0]"),
    "day-as-text": (DUTIES.replace("2020-01-01", '"2020-01-01"', 1), "bearer[0]"),
    "a-time": (DUTIES.replace("2020-01-01", "2020-01-01T00:00:00", 1), "bearer[0]"),
    "women": (DUTIES.replace("women = true", 'women = "yes"', 1), "bearer[0]"),
}


@pytest.mark.parametrize("case", UNFIT)
def test_what_is_unfit_is_named_and_nobody_is_asked(
    tmp_path: Path, case: str, caplog: pytest.LogCaptureFixture
) -> None:
    text, named = UNFIT[case]
    with pytest.raises(ValueError, match=named.replace("[", r"\[")):
        read_duties(text)
    (tmp_path / "duty_bearers.toml").write_text(text)
    with pytest.raises(ReferralsUnavailable):
        asked(Duties(tmp_path))
    assert "duty_bearers.toml cannot be used" in caplog.text
