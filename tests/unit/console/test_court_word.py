"""A court's word on a claim to compensation: which acts follow, what each says, and what is refused before it leaves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from rabta.referral.v1 import compensation_pb2 as pb
from rabta.referral.v1 import referral_pb2 as referral
from rabta.referral.v1 import referral_service_pb2 as service

from services.console.pages.court_word import BASES, FIELDS, GUARDIANS, PAYEES, follows
from services.listing.part import enum_word
from services.referral.claims.acts import MAY, Side
from services.referral.claims.checks import FIELDS as OF_THE_HUB
from services.referral.claims.checks import Fields
from services.referral.compensation import Claim, State, moved, paid
from services.referral.errors import OutOfOrder
from services.vocabulary.referral import CompensationAct
from tests.fakes import live
from tests.fakes.console import Browser, RunningConsole, entered, running_console
from tests.fakes.hub_thread import HubThread, hub_thread
from tests.rows import of_rows
from tests.unit.cli.rabta import rabta, refuses
from tests.unit.cli.test_referral import METHODS, SERVICE
from tests.unit.console.asked import seen
from tests.unit.console.test_compensation import OTHER, STATES, made, set_claims
from tests.unit.console.test_guards import TRIAL
from tests.unit.console.test_referrals import PROTECT, command

RECEIPT = b"challan 12"
FILES = {
    "SENTENCE": 'day = "2026-05-01"\namount = 500000\n',
    "ORDER": 'basis = "crpc-544a"\namount = 300000\nreference = "S.C. 9/2024"\npayee = "account-of-child"\nguardian = "fit"\n',
    "REFUSE": 'reference = "S.C. 9/2024"\n',
    "DUE": 'day = "2026-07-01"\n',
    "PAY": 'day = "2026-05-20"\namount = 100000\npayee = "court-deposit"\n',
}
"""What the command reads in place of a form."""
FORMS = {
    "SENTENCE": {"day": "2026-05-01", "amount": "500000"},
    "ORDER": {
        "basis": "CRPC_544A", "amount": "300000", "reference": "S.C. 9/2024", "payee": "ACCOUNT_OF_CHILD",
        "guardian": "FIT",
    },
    "REFUSE": {"reference": "S.C. 9/2024"},
    "DUE": {"day": "2026-07-01"},
    "PAY": {
        "day": "2026-05-20", "amount": "100000", "payee": "COURT_DEPOSIT", "guardian": "",
        "receipt": sha256(RECEIPT).hexdigest(),
    },
}  # fmt: skip
SAID = {"claim": "c-due", "request_id": "f" * 32}


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubThread]:
    with hub_thread(live.copied(tmp_path_factory.mktemp("court")), (live.FIA,), METHODS) as made_hub:
        yield made_hub


@pytest.fixture(scope="module")
def console(hub: HubThread) -> Iterator[RunningConsole]:
    with running_console(hub.profile()) as made_console:
        yield made_console


@pytest.fixture
def browser(console: RunningConsole, hub: HubThread) -> Iterator[Browser]:
    yield from entered(console, hub, TRIAL)


def test_a_court_is_offered_what_follows_with_the_fields_of_each(browser: Browser, hub: HubThread) -> None:
    set_claims(hub)
    page = browser.get("/compensation/one?claim=c-due").text
    assert re.findall(r'name="act" value="(\w+)"', page) == ["SENTENCE", "PAY", "DEFAULT"]
    assert re.findall(r'id="PAY-(\w+)"', page) == list(FIELDS["PAY"])
    assert "A court says all of this" in seen(page)
    assert "said from a terminal" not in seen(page)


@pytest.mark.parametrize("act", list(FIELDS))
def test_what_a_court_says_is_what_its_command_says(browser: Browser, hub: HubThread, act: str, tmp_path: Path) -> None:
    given = set_claims(hub)["ChangeCompensation"]
    page = browser.post("/compensation/one", SAID | {"act": act} | FORMS.get(act, {})).text
    (tmp_path / "FILE.toml").write_text(FILES.get(act, ""))
    (tmp_path / "RECEIPT").write_bytes(RECEIPT)
    words = [str(tmp_path / word) if word in ("FILE.toml", "RECEIPT") else word for word in command(page)[1:]]
    rabta(*words, "--request-id", "f" * 32)
    (call, raw), (_, again) = given
    assert raw == again
    assert service.ChangeCompensationRequest.FromString(raw).act == pb.CompensationAct.Value(f"COMPENSATION_ACT_{act}")
    assert call.caller is not None
    assert call.caller.purpose == "TRIAL"
    assert "S.C. 9" not in " ".join(command(page))


@pytest.mark.parametrize(
    ("act", "fields"),
    [
        ("ASSESS", {"wages": "1"}),
        ("DECLINE", {}),
        ("CITE", {}),
        ("GUILTY", {}),
        ("ORDER", {"basis": "PPC_302"}),
        ("ORDER", {"payee": "OFFENDER"}),
        ("ORDER", {"guardian": "KIN"}),
        ("ORDER", {"amount": "1.5"}),
        ("ORDER", {"amount": "-1"}),
        ("ORDER", {"reference": ""}),
        ("ORDER", {"reference": "x" * 101}),
        ("REFUSE", {"reference": ""}),
        ("SENTENCE", {"day": "1 May 2026"}),
        ("DUE", {"day": ""}),
        ("DUE", {"day": "٢٠٢٦-٠٧-٠١"}),
        ("PAY", {"receipt": ""}),
        ("PAY", {"receipt": "ab"}),
        ("PAY", {"payee": ""}),
    ],
)
def test_what_no_form_offers_is_not_said(browser: Browser, hub: HubThread, act: str, fields: dict[str, str]) -> None:
    given = set_claims(hub)["ChangeCompensation"]
    form = SAID | {"act": act} | FORMS.get(act, {}) | fields
    assert browser.post("/compensation/one", form).status_code == 400
    assert given == []


@pytest.mark.parametrize("act", sorted(set(FIELDS) - {"CLAIM", "NO_SOURCE", "IDENTIFY"}))
def test_who_tries_nothing_says_nothing_of_a_courts(browser: Browser, hub: HubThread, act: str) -> None:
    """The body that opened it, and every other officer: whatever they send, it does not leave."""
    given = set_claims(hub)["ChangeCompensation"]
    browser.post("/reason", PROTECT | {"then": "/"})
    assert browser.post("/compensation/one", SAID | {"act": act} | FORMS.get(act, {})).status_code == 400
    assert given == []


@pytest.mark.parametrize("word", ["POLICY_DENIED", "OUT_OF_ORDER", "NOT_FOUND"])
def test_what_is_anothers_to_say_is_told_and_nothing_shown(browser: Browser, hub: HubThread, word: str) -> None:
    set_claims(hub)
    hub.hub.bodies[f"{SERVICE}ChangeCompensation"] = refuses(word)
    answer = browser.post("/compensation/one", SAID | {"act": "ORDER"} | FORMS["ORDER"])
    assert answer.status_code in (403, 404)
    assert "p-17" not in answer.text


def test_another_sites_form_orders_nothing(browser: Browser, hub: HubThread) -> None:
    given = set_claims(hub)["ChangeCompensation"]
    form = SAID | {"act": "ORDER"} | FORMS["ORDER"]
    assert browser.post("/compensation/one", form, origin="https://evil.example").status_code == 403
    assert given == []


def test_the_page_is_in_urdu(browser: Browser, hub: HubThread) -> None:
    set_claims(hub)
    browser.post("/language", {"language": "ur", "then": "/"})
    page = browser.get("/compensation/one?claim=c-due").text
    assert '<html lang="ur" dir="rtl">' in page
    assert "کس کو ادا ہو" in page
    assert "\ufffd" not in page
    browser.get("/")
    browser.post("/language", {"language": "en", "then": "/"})


def test_forms_have_the_acts_and_fields_of_the_contract() -> None:
    theirs = {act for act, sides in MAY.items() if sides & {Side.COURT, Side.PROSECUTION}}
    assert set(FIELDS) == theirs
    for act, fields in FIELDS.items():
        known = OF_THE_HUB.get(CompensationAct(act), Fields())
        assert {name.replace("receipt", "receipt_sha256") for name in fields} == known.needs | known.may
    words = (pb.CompensationBasis, pb.CompensationPayee, referral.GuardianStanding)
    for kind, offered in zip(words, (set(BASES), set(PAYEES), set(GUARDIANS)), strict=True):
        assert {enum_word(kind.DESCRIPTOR, each) for each in kind.values()} - {""} == offered - {""}


MOVES = {
    "CLAIM": State.CLAIMED, "ORDER": State.ORDERED, "REFUSE": State.REFUSED, "DUE": State.DUE, "STAY": State.STAYED,
    "DEFAULT": State.DEFAULT, "RECOVER": State.RECOVERY, "IRRECOVERABLE": State.IRRECOVERABLE,
    "SET_ASIDE": State.SET_ASIDE, "NO_SOURCE": State.NO_SOURCE,
}  # fmt: skip


@of_rows("state", list(State))
def test_what_is_offered_is_what_the_hub_lets_follow(state: State) -> None:
    def goes(act: str) -> bool:
        try:
            _ = paid(Claim(0, state=state, amount=9), 1) if act == "PAY" else moved(Claim(0, state=state), MOVES[act])
        except OutOfOrder:
            return False
        return True

    offered = set(follows(made("c", state.value, holder=OTHER)))
    assert {act for act in (*MOVES, "PAY") if goes(act)} == offered - {"SENTENCE", "IDENTIFY"}
    assert ({"SENTENCE", "IDENTIFY"} <= offered) == (state not in (State.PAID, State.DECLINED))
    assert STATES.keys() >= {state.value}
