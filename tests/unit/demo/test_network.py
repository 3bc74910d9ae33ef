"""The network: made-up numbers that are well formed, money that adds up in time, and records that meet the feeds."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections import defaultdict
from datetime import timedelta
from pathlib import Path
from typing import Any

import phonenumbers
import pytest
from lxml import etree

from services.access.purpose import PURPOSES, well_formed
from services.cli.feed import read_authority
from services.demo import calls, journeys, network, payments
from services.demo.authorities import orders, toml_of
from services.demo.families import phone
from services.demo.feed_files import feed_files
from services.demo.population import Person, dice_of
from services.demo.rosters import rosters
from services.values.records import CaseFile, Party
from tests.rows import of_rows
from tests.unit.demo.world import Files

PEOPLE = (
    network.RECRUITER,
    network.TRANSPORTER,
    network.EXPLOITER,
    network.HAWALADAR,
    network.FINANCIER,
    network.GIRL,
    network.BOY,
    network.UNREPORTED,
    network.ESCORT,
    network.MIGRANT,
    network.MOTHER,
    *network.STRANGERS,
)
EVERYBODY = (*PEOPLE, *network.committee(7), *network.employees(7), *network.pupils(7))
ACCOUNTS = (
    network.EXPLOITERS_ACCOUNT,
    network.FRONT_ACCOUNT,
    *network.HAWALA_ACCOUNTS,
    network.RECRUITERS_ACCOUNT,
    network.TRANSPORTERS_ACCOUNT,
    network.BUYERS_ACCOUNT,
    network.MIGRANTS_ACCOUNT,
    network.MOTHERS_ACCOUNT,
    network.EMPLOYERS_ACCOUNT,
)


def test_nobody_shares_a_number() -> None:
    for of in ("cnic", "phone"):
        values = [getattr(person, of) for person in EVERYBODY]
        assert len(set(values)) == len(values)
    assert len(set(ACCOUNTS)) == len(ACCOUNTS)


@of_rows("person", EVERYBODY, ids=lambda person: person.cnic)
def test_numbers_are_of_the_synthetic_block(person: Person) -> None:
    assert 9_900_000 + network.FIRST_SERIAL <= int(person.cnic[5:12]) < 9_900_100
    assert (int(person.cnic[-1]) % 2 == 1) == (person.gender == "M")
    assert person.phone.startswith(network.PHONE)


@pytest.mark.parametrize("number", ACCOUNTS)
def test_accounts_have_right_check_digits(number: str) -> None:
    digits = "".join(str(int(sign, 36)) for sign in number[4:] + number[:4])
    assert int(digits) % 97 == 1
    assert len(number) == {"PK": 24, "AE": 23}[number[:2]]


def test_phones_can_be_dialled_and_no_drawn_person_has_one() -> None:
    assert phonenumbers.is_possible_number(phonenumbers.parse(network.RECRUITERS_BURNER, "PK"))
    drawn = {phone(dice_of(seed, "x"))[:7] for seed in range(2_000)}
    assert network.PHONE not in drawn


def test_handsets_pass_their_check() -> None:
    for handset in (calls.RECRUITERS_HANDSET, calls.TRANSPORTERS_HANDSET, calls.EXPLOITERS_HANDSET):
        doubled = [int(d) * (1 + place % 2) for place, d in enumerate(handset)]
        assert sum(sum(divmod(value, 10)) for value in doubled) % 10 == 0
        assert len(handset) == 15


def test_money_leaves_an_account_after_it_came_and_never_more() -> None:
    paid = sorted([*payments.trails(), *(one for one in payments.bought() if one.end == network.EXPLOITERS_ACCOUNT)])
    held: dict[str, int] = defaultdict(int)
    for one in paid:
        if one.start != network.BUYERS_ACCOUNT:
            assert held[one.start] >= one.minor, one
            held[one.start] -= one.minor
        held[one.end] += one.minor


def test_the_trail_splits_and_meets_again() -> None:
    trail = [one for one in payments.trails() if one.at.month == 3]
    out = [one.end for one in trail if one.start == network.FRONT_ACCOUNT]
    back = [one.start for one in trail if one.end == network.RECRUITERS_ACCOUNT]
    assert sorted(out) == sorted(back) == sorted(network.HAWALA_ACCOUNTS)


def test_burners_speak_before_each_journey() -> None:
    exits = sorted({one.at for one in journeys.crossings(7) if one.vehicle == journeys.VAN and one.direction == "Exit"})
    pair = {network.RECRUITERS_BURNER, network.TRANSPORTERS_BURNER}
    for exit_ in exits:
        before = [one for one in calls.recruiters(7) if {one.caller, one.called} == pair]
        assert [one for one in before if timedelta(0) < exit_ - one.at < timedelta(days=6)]
    assert len(exits) == 3


def test_each_child_crosses_once_beside_the_transporter() -> None:
    for child in network.CHILDREN:
        (crossing,) = [one for one in journeys.crossings(7) if one.person is child]
        beside = [
            one.person for one in journeys.crossings(7) if (one.at, one.vehicle) == (crossing.at, crossing.vehicle)
        ]
        assert network.TRANSPORTER in beside
        assert (crossing.at.date() - child.born).days < 18 * 365


def test_no_case_names_the_third_child() -> None:
    parties = [person for case in network.cases() for person in (*case.victims, case.complainant)]
    parties += [accused.person for case in network.cases() for accused in case.accused]
    assert network.GIRL in parties
    assert network.UNREPORTED not in parties


def test_each_pupil_leaves_with_the_escort_and_comes_home_within_two_weeks() -> None:
    found = journeys.crossings(7)
    for pupil in network.pupils(7):
        out, back = (one for one in found if one.person == pupil)
        assert (out.direction, back.direction) == ("Exit", "Entry")
        assert out.at < back.at < out.at + timedelta(days=14)
        for crossing in (out, back):
            beside = [one.person for one in found if (one.at, one.vehicle) == (crossing.at, crossing.vehicle)]
            assert network.ESCORT in beside
        assert (out.at.date() - pupil.born).days < 18 * 365


def test_decoys_touch_the_network_nowhere() -> None:
    money = {one.start for one in payments.trails()} | {one.end for one in payments.trails()}
    decoys = [*payments.savings(7), *(one for _, one in payments.salaries(7))]
    assert not money - {payments.CASH} & {end for one in decoys for end in (one.start, one.end)}


@pytest.mark.parametrize("order", orders(), ids=lambda order: order.reference)
def test_an_order_reads_back(order: Any) -> None:
    said = tomllib.loads(toml_of(order))
    assert (said["reference"], said["kind"], tuple(said["scope"])) == (order.reference, order.kind, order.scope)
    assert said["targets"] == list(order.targets)
    assert said["data_from"] < said["data_to"] < said["retain_until"]
    assert all(well_formed(*case.partition("@")[0].split(":", 1)) for case in order.scope)
    whose = {case.partition("@")[2] or order.agency for case in order.scope}
    assert whose == {"pk.fia"}, "both cases are FIA's, whoever's order it is"


def test_an_order_is_read_by_the_command_line(folder: Path, files: Files) -> None:
    for entry, order in zip(files.story["network"]["authorities"], orders(), strict=True):
        said = read_authority(folder / entry["path"])
        assert said.reference == order.reference
        assert len(said.targets) == len(order.targets)
        assert 0 < said.data_from_ms < said.data_to_ms < said.retain_until_ms


def test_every_feed_but_one_names_an_order_of_its_agency() -> None:
    held = {(order.agency, order.reference) for order in orders()}
    without = [file for file in feed_files() if (file.agency, file.authority) not in held]
    assert [file.name for file in without] == ["unauthorised.csv"]
    assert without[0].authority == ""


def test_data_lie_within_their_orders_dates() -> None:
    times = [one.at for one in (*payments.trails(), *payments.bought(), *payments.savings(7), *payments.fares())]
    times += [one.at for one in (*calls.recruiters(7), *calls.transporters(7))]
    times += [one.at for one in journeys.crossings(7)]
    for order in orders():
        assert order.data_from <= min(times).date()
        assert max(times).date() < order.data_to


def test_the_files_are_where_the_story_says(folder: Path, files: Files) -> None:
    said = files.story["network"]
    for entry in (*said["feeds"], *said["authorities"]):
        assert (folder / entry["path"]).stat().st_size > 100


def test_the_bank_file_has_every_payment(folder: Path) -> None:
    rows = list(
        csv.DictReader(io.StringIO((folder / "pk.fia/feeds/bank_statements.csv").read_text("utf-8"), newline=""))
    )
    assert len(rows) == len(payments.trails())
    assert {row["Account No"] for row in rows} <= set(ACCOUNTS)
    assert sum(int(re.sub(r"[,.]", "", row["Withdrawal"])) for row in rows) == sum(p.minor for p in payments.trails())


def test_the_banks_message_is_well_formed_and_counts_itself(folder: Path) -> None:
    root = etree.fromstring((folder / "pk.fia/feeds/from_abroad.xml").read_bytes())
    (count,) = root.iter("{*}NbOfTxs")
    assert int(count.text or "") == len(list(root.iter("{*}CdtTrfTxInf"))) == len(payments.bought())


def test_the_passenger_list_counts_its_segments(folder: Path) -> None:
    segments = [
        part.strip() for part in (folder / "pk.customs/feeds/pk213.edi").read_text("utf-8").split("'") if part.strip()
    ]
    inside = segments[segments.index("UNH+1+PAXLST:D:02B:UN:IATA") : -1]
    assert inside[-1] == f"UNT+{len(inside)}+1"
    assert f"CNT+42:{sum(part.startswith('NAD+FL') for part in inside)}" in inside


def test_the_operation_is_on_record_and_the_analysts(files: Files) -> None:
    (file,) = files.of_case(files.story["network"]["case"])
    assert isinstance(file.body, CaseFile)
    assert files.story["network"]["analyst"] in file.body.officers
    (analyst,) = [one for one in rosters(0)["pk.fia"] if one["id"] == network.ANALYST]
    assert set(analyst["roles"]) & PURPOSES["ANALYSE_NETWORK"].roles
    assert analyst["cases"] == [files.story["network"]["case"]]


def test_records_and_feeds_meet_by_number(files: Files, folder: Path) -> None:
    statement = (folder / "pk.fia/feeds/bank_statements.csv").read_text("utf-8")
    for person in (network.RECRUITER, network.TRANSPORTER, network.EXPLOITER):
        assert [draft for draft in files.about(person.cnic) if isinstance(draft.body, Party)]
        assert person.dashed() in statement


def test_only_the_enquiry_holds_the_man_of_the_hawala(files: Files) -> None:
    found = files.about(network.HAWALADAR.cnic)
    assert {draft.agency for draft in found} == {"pk.customs"}
    assert {draft.role for draft in found} == {"SUSPECT"}
    assert {draft.agency for draft in files.about(network.FINANCIER.cnic)} == {"pk.customs", "pk.punjab-police"}
