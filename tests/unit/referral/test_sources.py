"""What pays a victim: nothing before a sentence, and then what the statutes' texts say, by place and by day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.referral.claims.sources import Pays, Stands, paying, read_sources, shipped
from services.referral.compensation import Basis, Sentence
from services.vocabulary.referral import PROVINCES

NOW = date(2026, 5, 20)
FINED, SENTENCED = Sentence(20_000, 500_000), Sentence(20_000, 0)
ROW = '[[source]]\nid = "X"\nprovision = "Act s. 1"\nextent = "PK"\npays = "FINE"\nmark = "V"\nenglish = "E."\nurdu = "U"\n'
HEAD = "read_on = 2026-05-20\n"


def ids(province: str, bondage_days: int, sentence: Sentence | None, day: date = NOW) -> list[str]:
    return [each.id for each in paying(Stands(province, bondage_days, sentence), day)]


@given(st.sampled_from(sorted(PROVINCES)), st.integers(0, 9), st.dates())
def test_where_nobody_is_sentenced_no_law_pays(province: str, bondage_days: int, day: date) -> None:
    assert ids(province, bondage_days, None, day) == []


@pytest.mark.parametrize(
    ("province", "days", "sentence", "day", "expected"),
    [
        ("SD", 0, SENTENCED, NOW, ["CRPC_544A"]),
        ("SD", 400, FINED, NOW, ["CRPC_545", "CRPC_544A", "PTPA_12"]),
        ("PB", 0, FINED, NOW, ["CRPC_545", "CRPC_544A", "PTPA_12"]),
        ("PB", 400, FINED, NOW, ["CRPC_545", "CRPC_544A", "PTPA_12", "BLSA_12", "BLSA_8"]),
        ("PB", 400, SENTENCED, NOW, ["CRPC_544A", "BLSA_8"]),
        ("SD", 0, FINED, date(2018, 6, 1), ["CRPC_545", "CRPC_544A"]),
        ("GB", 400, FINED, NOW, []),
        ("AJK", 0, FINED, NOW, []),
    ],
)
def test_what_pays(province: str, days: int, sentence: Sentence, day: date, expected: list[str]) -> None:
    assert ids(province, days, sentence, day) == expected


def test_each_row_that_can_pay_is_a_basis_of_the_contract_and_none_other_is() -> None:
    assert {each.id for each in shipped() if each.pays != Pays.NEVER} == set(Basis) - {Basis.OTHER}
    assert [each.id for each in shipped() if each.pays == Pays.NEVER] == ["ANTIRAPE_20", "ANTIRAPE_8"]


def test_a_file_is_read_whole() -> None:
    (one,) = read_sources(HEAD + ROW)
    assert (one.id, one.bondage, one.first, one.read_on) == ("X", False, date.min, NOW)


UNFIT = {
    "no-day-read": ROW,
    "another-table": HEAD + ROW + "[[fund]]\n",
    "another-key": HEAD + ROW + "amount = 5\n",
    "no-mark": HEAD + ROW.replace('mark = "V"\n', ""),
    "unknown-mark": HEAD + ROW.replace('"V"', '"P"'),
    "unknown-word": HEAD + ROW.replace('"FINE"', '"ALWAYS"'),
    "unknown-place": HEAD + ROW.replace('"PK"', '"LHR"'),
    "no-flag": HEAD + ROW + 'bondage = "yes"\n',
    "no-day": HEAD + ROW + 'from = "2018"\n',
    "no-rows": HEAD,
}


@pytest.mark.parametrize("case", UNFIT)
def test_a_file_that_is_unfit_is_refused(case: str) -> None:
    with pytest.raises(ValueError, match=r"holds read_on|source\[0\]"):
        read_sources(UNFIT[case])
