"""Pages about dated law: what is asked about the cited case, what is shown of it, and what is not."""

from __future__ import annotations

import re
import shlex

import pytest
from google.protobuf.message import Message
from rabta.records.v1 import case_law_pb2 as law

from services.console.pages.law import ASKED_AS, GROUPS, HOW
from services.console.words import ALL
from services.draw.table_words import heading, title
from services.edge.call import Call
from services.listing import case_law as rows
from services.statutes.age_rows import WORKPLACES, Ask
from services.statutes.fit import Shown
from services.statutes.offence_rows import ACTS, FURTHER, MEANS, PURPOSES, SAME_AS
from services.statutes.provision import PLACES
from tests.fakes.console import Browser
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import PERSON, answers, rabta, refuses
from tests.unit.cli.test_law import CHILD, CLOCKS, FIT, RECORD, ROW, SERVICE
from tests.unit.client.calls import EXPAND
from tests.unit.console.answers import CASE, NAME, PLAIN, SCRIPT, case, person
from tests.unit.console.asked import answered, seen

CHILD_OF = f"/law/child?record={RECORD}&as=ACCUSED"
FACTS = {"RECRUIT": "ALLEGED", "FORCE": "DENIED", "BEGGING": "", "victim": RECORD, "crossed": "YES", "place": ""}


def set_law(hub: HubThread, said: str, desk: str = "") -> dict[str, list[tuple[Call, bytes]]]:
    """Every answer about the case, with ``said`` wherever words come from outside; what each is asked.

    ``desk``: who is to be told; as all else where it is empty.
    """
    child, fit, clocks = law.CheckChildResponse(), law.FitChargesResponse(), law.ListClocksResponse()
    child.CopyFrom(CHILD)
    fit.CopyFrom(FIT)
    clocks.CopyFrom(CLOCKS)
    child.answers[0].reason = child.answers[0].reason_ur = child.answers[0].row.note = said
    fit.reason.words = fit.reason.officer = fit.investigators[0].why = said
    fit.reason.kind, fit.reason_needed = law.GENERAL_REASON_OTHER, True
    clocks.steps[0].what = clocks.steps[0].tell = desk or said
    clocks.steps[0].due_ms = 1_780_000_000_000
    told: dict[str, Message] = {"CheckChild": child, "FitCharges": fit, "ListClocks": clocks}
    return {name: answered(hub, SERVICE + name, each) for name, each in told.items()}


def in_urdu(browser: Browser) -> None:
    browser.get("/")
    browser.post("/language", {"language": "ur", "then": "/"})


def command(page: str) -> list[str]:
    (said,) = re.findall(r"<code>(.*?)</code>", page)
    return shlex.split(said.replace("&#39;", "'"))


@pytest.fixture
def officer(browser: Browser) -> Browser:
    browser.state()
    browser.get("/")
    return browser


def test_what_is_due_is_shown_with_its_state_its_provision_and_its_mark(officer: Browser, hub: HubThread) -> None:
    given = set_law(hub, "the district police officer")["ListClocks"]
    page = officer.get("/law").text
    said = seen(page)
    for text in ("overdue", "the district police officer", RECORD, "PTPA 2018 s. 2 (K), as read on 2026-11-27",
                 "officer who decides", "read in the statute's text"):  # fmt: skip
        assert text in said.replace("&#39;", "'")
    assert [law.ListClocksRequest.FromString(raw).place for _, raw in given] == [""]
    officer.get("/law?place=SD")
    assert law.ListClocksRequest.FromString(given[-1][1]).place == "SD"
    assert {call.caller.query_class for call, _ in given if call.caller} == {"HISTORY"}


def test_nothing_due_is_said_and_whoever_may_not_ask_is_told_so(officer: Browser, hub: HubThread) -> None:
    answered(hub, f"{SERVICE}ListClocks", law.ListClocksResponse())
    assert "No procedure has begun" in officer.get("/law").text
    hub.hub.bodies[f"{SERVICE}ListClocks"] = refuses("CASE_NOT_YOURS")
    assert officer.get("/law").status_code == 403


def test_a_person_is_asked_about_as_what_the_law_looks_at_them(officer: Browser, hub: HubThread) -> None:
    given = set_law(hub, "said")["CheckChild"]
    page = officer.get(f"/law/child?record={RECORD}").text
    assert f'value="{RECORD}"' in page
    assert given == [], "nothing is asked before it is said as what"
    said = seen(officer.get(f"{CHILD_OF}&workplace=KILN&continuing=1&place=ICT").text)
    (sent,) = (law.CheckChildRequest.FromString(raw) for _, raw in given)
    assert (sent.record, sent.asked_as, sent.workplace, sent.place, sent.continuing) == (
        RECORD, law.ASKED_AS_ACCUSED, "KILN", "ICT", True,
    )  # fmt: skip
    for text in ("A child under one law and none under another.", "Treat the person as a child.",
                 "its finding alone counts here", "which does not count"):  # fmt: skip
        assert text in said


def test_of_whom_the_officer_does_not_know_nothing_is_said(officer: Browser, hub: HubThread) -> None:
    answered(hub, f"{SERVICE}CheckChild", law.CheckChildResponse())
    said = seen(officer.get(CHILD_OF).text)
    assert "about such a person" in said
    assert "A child under" not in said


@pytest.mark.parametrize("together", law.Agreement.values())
def test_no_agreement_is_taken_for_another(officer: Browser, hub: HubThread, together: law.Agreement) -> None:
    told = law.CheckChildResponse(answers=[law.ChildAnswer(row=ROW)], together=together)
    answered(hub, f"{SERVICE}CheckChild", told)
    said = seen(officer.get(CHILD_OF).text)
    name = law.Agreement.Name(together).removeprefix("AGREEMENT_")
    found = [each for each in ("YES", "NO", "DIFFER", "CANNOT_TELL") if ALL[f"law.together.{each}"][0] in said]
    assert found == [name if together else "CANNOT_TELL"]
    assert "Treat the person as a child" not in said


def test_facts_go_out_as_they_were_stated_and_what_is_left_is_not_stated(officer: Browser, hub: HubThread) -> None:
    given = set_law(hub, "counsel advised so")["FitCharges"]
    officer.get("/law/fit")
    assert given == []
    page = officer.post("/law/fit", FACTS).text
    (sent,) = (law.FitChargesRequest.FromString(raw) for _, raw in given)
    assert {each.word: law.StatedHow.Name(each.how) for each in sent.said} == {
        "RECRUIT": "STATED_HOW_ALLEGED", "FORCE": "STATED_HOW_DENIED",
    }  # fmt: skip
    assert (sent.victim, sent.crossed, sent.place) == (RECORD, law.LAW_ANSWER_YES, "")
    said = seen(page)
    for text in ("fits if what is open is so", "how it was done", "2-10 y, Rs 1,000,000, or fine, or both", "FIA",
                 "the general law alone is charged", "never replace one", "as the words say. counsel advised so",
                 "no longer holds", "is to state why"):  # fmt: skip
        assert text in said
    assert re.search(r'<option value="ALLEGED" selected>', page), "what was stated stands in the form again"


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/law?place=XX", None),
        ("/law/child?record=&as=VICTIM", None),
        (f"/law/child?record={RECORD}&as=NOBODY", None),
        (f"{CHILD_OF}&workplace=MINE", None),
        ("/law/fit", {}),
        ("/law/fit", {"STEAL": "ALLEGED"}),
        ("/law/fit", {"RECRUIT": "MAYBE"}),
        ("/law/fit", {"RECRUIT": "ALLEGED", "crossed": "MAYBE"}),
    ],
)
def test_what_no_form_offers_is_not_sent(
    officer: Browser, hub: HubThread, path: str, fields: dict[str, str] | None
) -> None:
    given = set_law(hub, "said")
    answer = officer.get(path) if fields is None else officer.post(path, fields)
    assert answer.status_code == 400
    assert not any(given.values())


@pytest.mark.parametrize("path", ["/law", CHILD_OF, "/law/fit"])
def test_nothing_is_asked_without_a_purpose(browser: Browser, hub: HubThread, path: str) -> None:
    browser.login()
    for answer in (browser.get(path), browser.post("/law/fit", FACTS)):
        assert answer.headers["location"].startswith("/reason?then=%2Flaw")
    assert hub.hub.ran == []


@pytest.mark.parametrize("path", ["/law?place=SD", f"{CHILD_OF}&workplace=KILN&continuing=1", "/law/fit"])
def test_the_command_of_a_page_asks_the_same(officer: Browser, hub: HubThread, path: str) -> None:
    given = set_law(hub, "said")
    page = officer.post(path, FACTS).text if path == "/law/fit" else officer.get(path).text
    words = command(page)
    assert words[0] == "rabta"
    rabta(*words[1:])
    (asked,) = (each for each in given.values() if each)
    assert [raw for _, raw in asked] == [asked[0][1]] * 2


def test_nothing_that_somebody_wrote_becomes_part_of_the_page(officer: Browser, hub: HubThread) -> None:
    set_law(hub, SCRIPT)
    for page in (officer.get("/law").text, officer.get(CHILD_OF).text, officer.post("/law/fit", FACTS).text):
        assert "<script>" not in page
        assert "<img" not in page
        assert "&lt;script&gt;" in page


def test_in_urdu_the_closed_words_and_reasons_are_urdu(officer: Browser, hub: HubThread) -> None:
    set_law(hub, "وجہ")
    in_urdu(officer)
    for page, words in (
        (officer.get("/law").text, ("میعاد گزر گئی", "مقررہ مدتیں")),
        (officer.get(CHILD_OF).text, ("وجہ", "عمریں", "بچے کی طرح برتاؤ")),
        (officer.post("/law/fit", FACTS).text, ("ایف آئی اے", "جرائم", "نکات")),
    ):
        assert '<html lang="ur" dir="rtl">' in page
        assert [word for word in words if word not in seen(page)] == []
        assert not re.search(r"CANNOT_TELL<|OVERDUE<|FITS_IF<", page)
        assert "\ufffd" not in page


def test_a_person_and_the_cited_case_lead_to_the_law(officer: Browser, hub: HubThread) -> None:
    hub.hub.bodies |= {PERSON: answers(person(PLAIN)), EXPAND: answers(case(PLAIN))}
    assert f'href="/law/child?record={NAME}"' in officer.get(f"/person?record={NAME}").text
    assert '<p><a href="/law">' in officer.get(f"/case?type=FIR&key={CASE[4:]}").text
    assert '<p><a href="/law">' not in officer.get("/case?type=FIR&key=PB/LAHORE/ICHHRA/513/2024").text


def closed(*enums: object) -> set[str]:
    return {
        name.removeprefix(prefix)
        for enum, prefix in zip(enums[::2], enums[1::2], strict=True)
        for name in enum.keys()[1:]  # type: ignore[attr-defined]  # an enum of the protocol
    }


def test_every_closed_word_of_the_protocol_is_said() -> None:
    words = closed(
        law.LawAnswer, "LAW_ANSWER_", law.FitVerdict, "FIT_VERDICT_", law.OffenceElement, "OFFENCE_ELEMENT_",
        law.InvestigatingBody, "INVESTIGATING_BODY_", law.ChargePointKind, "CHARGE_POINT_KIND_",
        law.ClockState, "CLOCK_STATE_", law.GeneralReason, "GENERAL_REASON_",
    )  # fmt: skip
    under = {key.removeprefix("law.said.") for key in ALL if key.startswith("law.said.")}
    assert under == words
    assert {f"law.together.{each}" for each in closed(law.Agreement, "AGREEMENT_")} <= ALL.keys()
    assert {f"law.mark.{each}" for each in closed(law.LawMark, "LAW_MARK_")} <= ALL.keys()
    for prefix, of in (("law.place.", PLACES), ("law.workplace.", WORKPLACES - {""})):
        assert {key.removeprefix(prefix) for key in ALL if key.startswith(prefix)} == {*of, "none"}


def test_the_forms_have_every_word_that_the_law_asks_for() -> None:
    offered = [word for words in GROUPS.values() for word in words]
    assert len(offered) == len(set(offered))
    assert set(offered) == ACTS | MEANS | PURPOSES | FURTHER | SAME_AS.keys()
    assert set(HOW) == {str(each) for each in Shown}
    assert set(ASKED_AS) == {str(each) for each in Ask}


@pytest.mark.parametrize("columns", [rows.CHILD, rows.FITS, rows.BODIES, rows.POINTS, rows.CLOCKS])
def test_every_column_has_its_heading_in_urdu(columns: tuple[str, ...]) -> None:
    assert [each for each in columns if heading(each, True) == each] == []
    for name in ("Ages", "Offences", "Who investigates", "Points", "Clocks"):
        assert title(name, True) != name
