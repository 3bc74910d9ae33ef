"""A referral's case by IOM's standard: which side says what, what consent lets go, and that every value is the standard's."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.access.errors import InvalidArgument
from services.referral.htcds import FIELDS, CaseFacts, mapped, words
from services.statutes.offence_rows import PURPOSES
from services.values.referral import Referral, ReferralNote
from tests.shared import ROOT, shared
from tests.unit.referral.made import FIRST, NOW, SENDER

REFERRAL = Referral(
    id="r-1", subject="p-17", help="SHELTER", urgency="NOW", state="ACCEPTED", sender=SENDER, bearer=FIRST, sent_ms=NOW,
    notes=(ReferralNote("HEALTH", "Asthma."),), language="ur", girl=True,
)  # fmt: skip
FACTS = CaseFacts(
    True, "2010-03-04", "F", "PRESUMED", "CHILD_PROTECTION", ("DEBT", "RESTRAINT"), ("BONDED_LABOUR", "COMPELLED_LABOUR"),
    "2026-05-30",
)  # fmt: skip


def of(agency: str = FIRST, state: str = "ACCEPTED", help_kind: str = "SHELTER", **more: Any) -> dict[str, str]:
    """Fields with a value."""
    found = mapped(replace(REFERRAL, state=state, help=help_kind), replace(FACTS, **more), agency)
    assert tuple(found) == FIELDS
    return {name: value for name, value in found.items() if value}


PERSON = {
    "prs_Birthdate": "2010-03-04", "prs_Gender": "Feminine", "vic_TraffickingStatus": "PossibleVictimOfTrafficking",
    "vic_TraffickingStatusDecisionMakingOrg": "NonPoliceGovernmentalOrganization",
    "vic_MethodsOfControl": "DebtBondage;RestrictsMovement", "vic_TypeOfExploitation": "ForcedLabour",
    "con_Consent": "true",
}  # fmt: skip


def test_the_body_that_took_the_person_says_whence_and_when() -> None:
    assert of() == {
        **PERSON, "cas_ReferringOrganisation": SENDER, "cas_IncomingReferralDate": "2026-05-30",
        "cas_ReasonForIncomingReferral": "AdditionalServicesRequired",
    }  # fmt: skip


def test_who_sent_it_says_whither_and_on_which_day_of_pakistan() -> None:
    assert of(SENDER, help_kind="RETURN") == {
        **PERSON, "cas_ReferredOrganisation": FIRST, "cas_OutgoingReferralDate": "2026-05-29",
        "cas_ReasonForOutgoingReferral": "MigrationOrChangeOfLocation",
    }  # fmt: skip


@pytest.mark.parametrize("birth", ["2010", "2010-03", "2010/2012", "2010-03-04/2011-01-01"])
def test_g9_a_birth_that_is_not_known_to_the_day_is_left_out_and_said_in_the_comment(birth: str) -> None:
    told = of(birth=birth)
    assert "prs_Birthdate" not in told
    assert told["cco_CaseComment"] == f"Born between: {birth}"
    assert "cco_CaseComment" not in of()


def test_without_consent_nothing_of_the_person_goes() -> None:
    told = of(consent=False, birth="2010")
    assert told["con_Consent"] == "false"
    assert not [name for name in told if name.startswith(("prs_", "vic_", "cco_"))]


@given(st.booleans(), st.sampled_from([SENDER, FIRST]))
def test_no_pseudonym_note_language_or_place_is_ever_in_it(consent: bool, agency: str) -> None:
    told = repr(of(agency, consent=consent))
    assert not any(text in told for text in ("p-17", "Asthma", "'ur'", "r-1"))


@pytest.mark.parametrize(("state", "why"), [("COMPLETED", "done"), ("STOPPED", "withdrawn"), ("NO_BEARER", "No body")])
def test_what_is_over_says_why(state: str, why: str) -> None:
    assert why in of(state=state)["cas_ReasonForCaseClosure"]
    assert "cas_ReasonForCaseClosure" not in of()


@pytest.mark.parametrize(
    ("more", "field", "rule"),
    [
        ({"gender": "W"}, "gender", "word"),
        ({"status": "VICTIM"}, "status", "word"),
        ({"decided_by": "IOM"}, "decided_by", "word"),
        ({"control": ("DEBT", "FEAR")}, "control", "word"),
        ({"exploitation": ("LABOUR",)}, "exploitation", "word"),
        ({"birth": "1.1.2010"}, "birth", "date"),
        ({"birth": "2010/2011/2012"}, "birth", "date"),
        ({"birth": "2010-03-04T10:00"}, "birth", "date"),
        ({"taken": "2026-05"}, "taken", "date"),
    ],
)
def test_a_word_or_a_day_that_is_none_is_named(more: dict[str, Any], field: str, rule: str) -> None:
    for consent in (True, False):
        with pytest.raises(InvalidArgument) as refusal:
            of(consent=consent, **more)
        assert [(each.field, each.rule) for each in refusal.value.violations] == [(field, rule)]


def test_words_of_exploitation_are_those_of_dated_law() -> None:
    assert words()["exploitation"].keys() - {"OTHER"} <= PURPOSES


def test_each_field_and_value_is_the_standards_own() -> None:
    """Its list of fields (.ods); one method of control stands in its definitions alone."""
    with ZipFile(shared("data", "htcds", "HTCDS Field Standards 2.0.ods")) as sheet:
        listed = set(re.findall(r">([A-Za-z_]+)(?:<text:s/>)?</text:p>", sheet.read("content.xml").decode()))
    assert set(FIELDS) <= listed
    values = {value for table in words().values() for value in table.values()}
    assert values - listed == {"RestrictsMovement"}
    definitions = shared("data", "htcds", "Field Definitions.md").read_text("utf-8")
    assert "MethodsOfControlRestrictsMovement" in definitions


def test_the_file_of_the_page_is_one_that_is_read() -> None:
    text = (ROOT / "docs" / "htcds.md").read_text("utf-8").split("list of values.\n")[1]
    said = tomllib.loads("\n".join(line[4:] for line in text.splitlines()))
    lists = {name: tuple(said[name]) for name in ("control", "exploitation")}
    facts = CaseFacts(**{**said, **lists})
    assert mapped(REFERRAL, facts, FIRST)["cco_CaseComment"] == "Born between: 2010"
