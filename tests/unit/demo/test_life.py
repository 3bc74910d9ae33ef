"""What happens follows the calendar and the law's order, most of the time; what does not is meant to be flagged."""

from __future__ import annotations

from collections import Counter
from itertools import islice

import pytest

from services.demo.cases import Accused, Case, Order, Stay
from services.demo.life import FIRST, LAST, World
from services.demo.offences import CUSTOMS, FIA, OFFENCES, OUTCOMES, PUNJAB, SHARES, SINDH
from services.demo.population import AGENCIES, People


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return list(islice(World(11, set()).cases(), 1500))


def test_the_same_seed_gives_the_same_life() -> None:
    first, second = (list(islice(World(4, set()).cases(), 50)) for _ in range(2))
    assert first == second


def test_shares_and_rates_are_of_a_hundred() -> None:
    assert sum(share for _, share in SHARES) == 100
    assert sum(weight for _, weight in OUTCOMES) == 100
    assert all(set(offence.agencies) <= set(AGENCIES) for offence in OFFENCES)


def test_keys_never_repeat(cases: list[Case]) -> None:
    assert len({case.key() for case in cases}) == len(cases)


def test_keys_that_are_taken_are_left_alone() -> None:
    first = [case.key() for case in islice(World(4, set()).cases(), 20)]
    again = [case.key() for case in islice(World(4, set(first)).cases(), 20)]
    assert not set(first) & set(again)


def test_agencies_have_their_shares(cases: list[Case]) -> None:
    found = Counter(case.agency for case in cases)
    for agency, share in SHARES:
        assert abs(found[agency] / len(cases) - share / 100) < 0.05


def test_agencies_register_what_is_theirs(cases: list[Case]) -> None:
    for case in cases:
        assert any(case.agency in one.agencies and one.sections == case.sections for one in OFFENCES)
        assert case.province == {PUNJAB: "PB", SINDH: "SD", FIA: "FIA"}.get(case.agency, case.province)
        assert case.kind == "FIR" or case.agency == FIA


def test_nothing_happens_before_the_act_or_after_the_last_day(cases: list[Case]) -> None:
    for case in cases:
        assert FIRST <= case.act <= case.registered <= LAST
        for one in case.accused:
            assert one.arrested is None or case.registered <= one.arrested <= LAST
            assert all(case.registered <= order.at <= LAST for order in one.orders)


def test_orders_are_in_the_order_of_procedure(cases: list[Case]) -> None:
    for one in (one for case in cases for one in case.accused):
        assert [order.at for order in one.orders] == sorted(order.at for order in one.orders)


def test_nobody_leaves_prison_before_they_enter_it(cases: list[Case]) -> None:
    stays = [stay for case in cases for one in case.accused for stay in one.stays]
    assert len(stays) > 500
    for stay in stays:
        assert stay.released is None or stay.admitted <= stay.released <= LAST
        assert (stay.released is None) == (stay.reason == "")
        assert not stay.remission or stay.reason == "sentence served"


def test_prison_numbers_are_used_once(cases: list[Case]) -> None:
    numbers = [(stay.prison[1], stay.number) for case in cases for one in case.accused for stay in one.stays]
    assert len(set(numbers)) == len(numbers)


def test_an_enquiry_arrests_nobody(cases: list[Case]) -> None:
    enquiries = [case for case in cases if case.kind == "Enquiry"]
    assert enquiries
    assert all(one.arrested is None and not one.orders for case in enquiries for one in case.accused)


def test_people_come_back(cases: list[Case]) -> None:
    accused = Counter(one.person.cnic for case in cases for one in case.accused)
    assert 0.15 < sum(1 for count in accused.values() if count > 1) / len(accused) < 0.6


def test_some_are_children_at_the_act_and_few_are(cases: list[Case]) -> None:
    ages = [(case.act - one.person.born).days / 365.25 for case in cases for one in case.accused]
    children = sum(age < 18 for age in ages) / len(ages)
    assert 0.01 < children < 0.09
    assert min(ages) > 12


def test_a_man_is_accused_here_and_complains_there(cases: list[Case]) -> None:
    accused = {one.person.cnic for case in cases for one in case.accused}
    assert any(case.complainant and case.complainant.cnic in accused for case in cases)


def test_most_end_otherwise_than_in_conviction(cases: list[Case]) -> None:
    words = Counter(order.word for case in cases for one in case.accused for order in one.orders)
    acquitted = sum(count for word, count in words.items() if word.startswith("acquitted"))
    assert words["convicted"]
    assert acquitted > words["convicted"]
    for word in ("diverted", "absent 512", "proclaimed 87", "non-bailable warrant", "appeal accepted", "bail refused"):
        assert words[word], word


def test_some_of_it_is_unlawful_on_purpose(cases: list[Case]) -> None:
    remands = [
        order for case in cases for one in case.accused for order in one.orders if order.word == "physical remand"
    ]
    assert any(int(order.more["days"]) > 15 for order in remands)
    assert any(case.step_date and (case.step_date - case.registered).days > 17 for case in cases)
    assert any(case.agency == PUNJAB and case.crosses_border for case in cases)


def test_versions_are_counted_as_the_formats_make_them() -> None:
    person = People(1, LAST).adult()
    case = Case(CUSTOMS, "SD", "Karachi", ("Customs Preventive",) * 2, 1, FIRST, FIRST, "9(c) CNSA")
    assert case.versions() == 1
    case.accused = [Accused(person, FIRST)]
    case.complainant, case.victims = person, [person]
    assert case.versions() == 1 + 3 + 1 + 1
    case.step = "challan"
    case.accused[0].orders = [
        Order("charge framed", FIRST),
        Order("convicted", FIRST, {"fine": "1", "compensation": "1"}),
    ]
    case.accused[0].stays = [Stay(("SD", "x", "x"), "1/2020", "UTP", FIRST, FIRST, "sentence served", 30)]
    assert case.versions() == 6 + 1 + 2 + 3 + 3


def test_under_investigation_is_no_step() -> None:
    case = Case(PUNJAB, "PB", "Lahore", ("City", "x"), 1, FIRST, FIRST, "9(c) CNSA", step="under investigation")
    case.accused = [Accused(People(1, LAST).adult())]
    assert case.versions() == 3
