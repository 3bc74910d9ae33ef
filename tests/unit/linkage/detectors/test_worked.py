"""Cases worked by hand, in which one detector finds and the others keep silent, and what each figure comes to."""

from __future__ import annotations

from services.linkage.detectors.naming import run
from services.linkage.detectors.registry import detectors
from services.linkage.snapshot.columns import Mark, NodeKind, TransferKind
from tests.conformance.detectors.calls import lent, taking_turns
from tests.conformance.detectors.money import committee, fees, hawala, one_pot, ransom, swept, wages
from tests.conformance.detectors.shapes import cycled
from tests.conformance.detectors.travel import escorted, leavers, term, uncle
from tests.fakes.snapshot_world import SnapshotWorld, at


def who(world: SnapshotWorld, *only: str) -> dict[str, set[int]]:
    """By detector, whom it finds; detectors that find nothing left out."""
    snapshot = world.snapshot()
    found = {
        number: run(detector, snapshot, {}) for number, detector in detectors().items() if not only or number in only
    }
    return {number: {each.subject for each in what.findings} for number, what in found.items() if what.findings}


def test_six_payers_and_a_handset_are_one_controller() -> None:
    world = SnapshotWorld()
    controller = swept(world)
    world.phone(controller)
    keeper = taking_turns(world)
    found = who(world)
    assert found == {"M1": {controller}, "M2": {controller}, "C1": {keeper}}


def test_a_committee_and_one_pot_are_silent() -> None:
    for build in (committee, one_pot):
        world = SnapshotWorld()
        build(world)
        assert "M1" not in who(world)


def test_a_lent_phone_is_silent() -> None:
    world = SnapshotWorld()
    lent(world)
    assert who(world) == {}


def test_a_foreman_whom_nothing_comes_back_to_is_silent() -> None:
    world = SnapshotWorld()
    wages(world, back=0)
    assert "M3" not in who(world)
    other = SnapshotWorld()
    foreman = wages(other)
    assert who(other)["M3"] == {foreman}


def test_three_boys_and_fees_are_one_escort() -> None:
    world = SnapshotWorld()
    adult = escorted(world)
    broker = fees(world)
    found = who(world)
    assert found["T1"] == {adult}
    assert broker in found["M5"]


def test_a_teacher_and_an_uncle_are_silent() -> None:
    for build in (term, uncle):
        world = SnapshotWorld()
        build(world)
        assert "T1" not in who(world)


def test_pilgrims_who_come_back_are_silent() -> None:
    world = SnapshotWorld()
    leavers(world, back=1, marks=Mark.LICENSED, families=44)
    assert "T2" not in who(world)


def test_ransom_is_told_to_those_who_protect_alone() -> None:
    world = SnapshotWorld()
    ransom(world)
    what = run(detectors()["M5"], world.snapshot(), {})
    assert (what.findings, what.silent, len(what.to_protect)) == ([], [], 1)
    assert {row.table for row in what.to_protect[0].rows} == {"transfers"}


def test_a_controller_of_seventeen_or_eighteen_is_not_named() -> None:
    world = SnapshotWorld()
    person = world.person(0)
    into = world.account(person)
    for payer in [world.account(world.person()) for _ in range(5)]:
        for day in range(12):
            world.pay(at(day, 21), world.account(), payer, 3000)
            world.pay(at(day + 1, 7), payer, into, 2500)
    what = run(detectors()["M1"], world.snapshot(), {})
    assert what.findings == []
    assert len(what.to_protect) == 1


def test_figures_of_a_sweep() -> None:
    world = SnapshotWorld()
    controller = swept(world)
    (found,) = run(detectors()["M1"], world.snapshot(), {}).findings
    values = dict(found.values)
    assert found.subject == controller
    assert (values["payers"], values["days"], values["share"], values["returned"]) == (6, 12, 0.85, 0)
    assert len(found.rows) == 6 * 12 * 4


def even_sweep(world: SnapshotWorld, *, back: bool) -> int:
    """Five who pay on 2,500 of 3,000 each morning; where it comes ``back``, each is paid as much."""
    person = world.person()
    into = world.account(person)
    for payer in [world.account(world.person()) for _ in range(5)]:
        for day in range(12):
            world.pay(at(day, 21), world.account(), payer, 3000)
            world.pay(at(day + 1, 7), payer, into, 2500)
        if back:
            world.pay(at(20), into, payer, 30_000)
    return person


def test_even_sums_are_a_committee_only_where_they_come_back() -> None:
    world = SnapshotWorld()
    person = even_sweep(world, back=False)
    assert who(world, "M1") == {"M1": {person}}
    other = SnapshotWorld()
    even_sweep(other, back=True)
    what = run(detectors()["M1"], other.snapshot(), {})
    assert (what.findings, [each.silent for each in what.silent]) == ([], ["committee"])


def test_a_way_round_is_bounded_at_each_account_and_as_a_whole() -> None:
    for hours, found in ((45, True), (70, False)):
        world = SnapshotWorld()
        ring = [world.account(world.person()) for _ in range(5)]
        for step in range(5):
            world.pay(at(3, step * hours), ring[step], ring[(step + 1) % 5], 400_000 * 0.95**step)
        assert bool(who(world, "G6")) == found


def test_what_others_pay_its_members_hides_no_committee() -> None:
    """Ten who also have wages and pay for what they buy are a committee as before."""
    world = SnapshotWorld()
    member = committee(world)
    shop = world.account()
    for month in range(10):
        for account in (member, member + 2):
            world.pay(at(month * 30, 10), world.account(), account, 31_700 + month, TransferKind.SALARY)
            world.pay(at(month * 30 + 9, 18), account, shop, 450 + 37 * month)
    fans = detectors()["G2"]
    what = run(fans, world.snapshot(), {"accounts": 9.0})
    assert what.findings == []
    assert {each.silent for each in what.silent} == {"committee"}


def test_one_who_pays_and_is_paid_by_others_is_no_committee() -> None:
    world = SnapshotWorld()
    person = cycled(world)
    assert person in who(world, "G6")["G6"]


def test_a_payroll_is_one_though_something_is_bought_on_pay_day() -> None:
    """Twelve wages and one purchase on one day; with as many purchases as wages it is a fan."""
    for bought, found in ((1, {}), (12, {"G3"})):
        world = SnapshotWorld()
        employer = world.account(world.person())
        for _ in range(12):
            world.pay(at(1, 9), employer, world.account(world.person()), 30_000, TransferKind.SALARY)
        for number in range(bought):
            world.pay(at(1, 12), employer, world.account(), 5_000 + number)
        assert who(world, "G3").keys() == set(found)


def test_sums_are_alike_up_to_the_share_that_is_allowed() -> None:
    for share, found in ((0.9801, True), (1.0199, True), (0.979, False), (1.021, False)):
        world = SnapshotWorld()
        one = hawala(world, share=share)
        assert who(world, "M7") == ({"M7": {one}} if found else {})


def test_like_sums_at_all_times_are_chance() -> None:
    """Both ways each day the same sum: shuffled days give as many pairs."""
    world = SnapshotWorld()
    one, other = world.node(NodeKind.PLACE), world.node(NodeKind.PLACE)
    for day in range(60):
        for here, there in ((one, other), (other, one)):
            world.pay(at(day, 9), world.account(), world.account(), 5_000, TransferKind.CASH_IN, place=here)
            world.pay(at(day, 15), world.account(), world.account(), 5_000, TransferKind.CASH_OUT, place=there)
    assert who(world, "M7") == {}


def test_a_child_who_comes_back_too_late_did_not_come_back() -> None:
    for days, found in ((14, False), (15, True)):
        world = SnapshotWorld()
        adult = escorted(world, back=days)
        assert who(world, "T1") == ({"T1": {adult}} if found else {})
