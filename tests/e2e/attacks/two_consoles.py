"""What the console shows of whom LAW 2(c) to 2(e) protects, page by page: all ways to ask of them, pictures, files.

The people and the cases are those of :mod:`tests.e2e.attacks.two_laws`; each officer has a console of their own.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, NamedTuple

import httpx
from rabta.audit.v1.audit_service_pb2 import FindReadsRequest, FindReadsResponse

from services.console.network.exports import FORMATS
from services.console.pages.desk import LISTS as DESK_LISTS
from services.console.pages.oversight import LISTS as OVERSIGHT_LISTS
from tests.e2e.attacks.alike import Shown
from tests.e2e.attacks.judging import answered, put
from tests.e2e.attacks.two_laws import GUARDED, NAMES, VICTIM_CASE
from tests.e2e.bodies import FIND_READS
from tests.e2e.desks import OfficerProfiles
from tests.e2e.people import AUDITOR, BORDER, CHIEF, FIA, FIA_CASE, INVESTIGATOR, JUDGE, RECORDERS, Officer
from tests.e2e.processes import until
from tests.e2e.world import World
from tests.fakes.console import Browser, running_console

ASKING: Final = (INVESTIGATOR, BORDER, JUDGE, RECORDERS[FIA])
"""Who must not know, each at a console; of the FIA's case is the first alone."""
STANDS_AT_MS: Final = time.time_ns() // 1_000_000
"""Where the clock of every console of one run stands, so that what is drawn says the same time."""
TABLES: Final = ("csv", "graphml", "ftm")
"""Files of a chart without places."""
URDU: Final = "in Urdu"
"""How a step that was walked in Urdu ends its name."""
OWN: Final = "an officer's own, of which the hub is asked nothing"
BY_ID: Final = "by the ids of what a list told, which is walked"
WAY_IN: Final = "before there is an officer"
NOT_ASKED: Final = {
    "GET /proof": "the bytes of an answer that the walk over RPCs compares, and its receipt",
    "GET /reason": OWN,
    "POST /leave": OWN,
    "POST /language": OWN,
    **{f"{method} /questions{rest}": OWN for method, rest in (
        ("GET", ""), ("POST", ""), ("POST", "/keep"), ("GET", "/{question}"), ("POST", "/{question}/share"),
        ("POST", "/{question}/delete"), ("POST", "/{question}/take-back"),
    )},
    **{f"{method} /imports{rest}": "an agency's own file" for method, rest in (
        ("GET", ""), ("POST", ""), ("GET", "/{file}"), ("GET", "/{file}/rejects"), ("POST", "/{file}/send"),
        ("POST", "/{file}/away"),
    )},
    **{f"GET /operations{rest}": "a node's own folder" for rest in ("", "/copies", "/quarantine")},
    "POST /operations/quarantine": "a node's own folder",
    **{f"GET /network/{form}": "goes to the chart" for form in (
        "act", "add", "count", "delete", "keep", "open", "receive", "share",
    )},
    **dict.fromkeys(("POST /network/keep", "POST /network/share", "POST /network/delete", "GET /network/compare", "GET /network/send"), OWN),
    "POST /network/open": "asks again what the chart asked",
    "POST /network/receive": "asks again what the chart asked",
    **dict.fromkeys(
        ("POST /desk/hits", "POST /desk/releases", "POST /desk/releases/asked", "POST /desk/corrections"), BY_ID
    ),
    "POST /pairs/decide": BY_ID,
    "POST /pairs/undo": BY_ID,
    "POST /oversight/glass": BY_ID,
    "POST /oversight/glass/consent": BY_ID,
    **{f"{method} /network/unmask/{{node}}": "a record that the chart veils, which is walked by its name"
       for method in ("GET", "POST")},
    **dict.fromkeys(
        ("GET /glass", "POST /glass", "POST /glass/again", "POST /glass/aside", "POST /glass/second"),
        "who breaks a glass may know, and is reviewed",
    ),
    "POST /compensation": "child protection's own, who may know",
    "POST /referrals/send": "child protection's own, who may know",
    **{f"GET /oversight/{name}": "of the calls of this walk" for name in ("sample", "busiest")},
    **{f"{method} {path}": WAY_IN for method, path in (
        ("GET", "/login/{secret}"), ("GET", "/login"), ("POST", "/login"), ("GET", "/login/touched"),
        ("POST", "/login/touched"), ("GET", "/touch/{waiting}"), ("POST", "/touch/{waiting}"), ("GET", "/enrol"),
        ("POST", "/enrol"), ("GET", "/enrol/made"), ("POST", "/enrol/made"), ("GET", "/login/account"), ("GET", "/login/account/back"),
    )},
    **{f"{method} /enrol/confirm{rest}": "passkeys of the agency's own officers, and no record" for method, rest in (
        ("GET", ""), ("POST", "/{digest}"), ("POST", "/{digest}/touched"),
    )},
}  # fmt: skip
"""Routes outside the walk, each with the reason."""


class Step(NamedTuple):
    """``route``: as the console has it; ``path``: as it is asked; ``form``: of a POST."""

    route: str
    path: str
    form: dict[str, str]


def get(route: str, query: str = "", **parts: str) -> Step:
    """A GET of the route with its parts filled in."""
    return Step(f"GET {route}", route.format(**parts) + query, {})


def post(route: str, form: dict[str, str], **parts: str) -> Step:
    """A form that is sent to the route."""
    return Step(f"POST {route}", route.format(**parts), form)


def steps(number: str) -> Iterator[Step]:
    """Every page on which the person, the file, and what hangs on it can be asked for, and every list."""
    card = {"kind": "CNIC", "number": number}
    for form in (
        "/",
        "/search",
        "/history",
        "/movements",
        "/guards",
        "/guards/told",
        "/looked",
        "/law",
        "/law/fit",
        "/law/statements",
        "/reason",
    ):
        yield get(form)
    yield post("/search", {"by": "number", **card})
    yield post("/search", {"by": "name", "name": "Parvez Charged", "born": "1990"})
    yield post("/history", card)
    yield post("/history", {**card, "as_of": "2020-06-01"})
    yield post("/movements", card)
    for case in (VICTIM_CASE, FIA_CASE):
        yield get("/case", f"?type=FIR&key={case}")
    for name in (GUARDED, *NAMES):
        yield get("/person", f"?record={name}")
        yield get("/record", f"?name={name}")
        yield get("/law/child", f"?record={name}&as=VICTIM")
        yield post("/law/fit", {"RECRUIT": "ALLEGED", "crossed": "CANNOT_TELL", "victim": name})
        yield post("/looked", {"record": name})
        yield post("/movements", {"kind": "SUBJECT", "number": name})
        yield get("/pairs/like", f"?record={name}")
    for name in NAMES[1:]:
        yield get("/pairs/two", f"?one={GUARDED}&other={name}")
    yield from lists()


def guards() -> Iterator[Step]:
    """Lists and decisions that want a second person of oversight."""
    yield post("/guards", {"second": AUDITOR.id})
    yield post("/guards/told", {"second": AUDITOR.id})
    decided = {
        "reference": "R-AAAAAAAA",
        "outcome": "PROCEED",
        "reason": "None of ours.",
        "request_id": "guard-console",
    }
    yield post("/guards/decide", {"second": AUDITOR.id, **decided})
    directed = {"reference": "R-AAAAAAAA", "direction": "PROCEED", "request_id": "direction-console"}
    yield post("/desk/directions/give", {"second": AUDITOR.id, **directed})


def lists() -> Iterator[Step]:
    """Lists of the cited case, of the agency and of oversight."""
    yield post("/law/statements", {"second": CHIEF.id})
    for route in ("/pairs", "/alerts", "/desk", "/oversight"):
        yield get(route)
    yield get("/alerts/{alert}", alert="none")
    yield get("/alerts/{alert}/why", alert="none")
    yield post(
        "/alerts/{alert}",
        {"because": "PATTERN_HOLDS", "words": "So it is.", "request_id": "alert-console"},
        alert="none",
    )
    for route in ("/referrals", "/referrals/send", "/compensation", "/law/reason"):
        yield get(route)
    yield get("/referrals/one", "?referral=none")
    yield post("/referrals/one", {"referral": "none", "act": "ACCEPT", "request_id": "referral-console"})
    yield get("/compensation/one", "?claim=none")
    yield post("/compensation/one", {"claim": "none", "act": "CLAIM", "request_id": "claim-console"})
    stated = {"kind": "COURT_ORDER", "words": "By an order of the court of this very case, as it stands."}
    yield post("/law/reason", {**stated, "request_id": "charge-reason-console"})
    for name in DESK_LISTS:
        yield get(f"/desk/{name}")
    found = {"claim": "none", "decision": "UPHELD", "reason": "None of ours.", "second": CHIEF.id}
    yield post("/desk/claims", found)
    yield post("/desk/directions", {"reference": "R-AAAAAAAA"})
    yield get("/oversight/entries", "?start=0&count=9")
    yield get("/oversight/entries/one", "?index=0")
    for name in OVERSIGHT_LISTS:
        if f"GET /oversight/{name}" not in NOT_ASKED:
            yield get(f"/oversight/{name}")


def chart_steps() -> Iterator[Step]:
    """A chart around the accused and their case: what is next to each, put on it; then what it shows."""
    for kind, number in (("CASE", f"FIR:{FIA_CASE}"), ("SUBJECT", GUARDED), ("CASE", f"FIR:{VICTIM_CASE}")):
        yield post("/network/count", {"kind": kind, "number": number})
        yield post("/network/add", {"kind": kind, "number": number, "limit": "100"})
    yield get("/network")
    yield get("/network/paths")
    yield get("/network/chart")


def files() -> Iterator[Step]:
    """The chart as every file; under codes as tables alone, as in a picture places follow the codes of the session."""
    for word in FORMATS:
        yield get("/network/export/{word}/{names}", word=word, names="names")
    for word in TABLES:
        yield get("/network/export/{word}/{names}", word=word, names="codes")


def routes(number: str) -> set[str]:
    """All that the walk asks."""
    asked = {each.route for each in (*steps(number), *guards(), *chart_steps(), *files())}
    return asked | {"POST /reason", "POST /network/act", "POST /network/paths", "GET /network/why"}


def walk(desks: OfficerProfiles, number: str) -> list[Shown]:
    """Every officer opens every page; who is of the case draws it."""
    found: list[Shown] = []
    for officer in ASKING:
        with console(desks, officer) as browser:
            for step in steps(number):
                if officer is RECORDERS[FIA] and step.route == "POST /looked":
                    wait_for_quorum(desks.world)
                found.append(seen(browser, officer, step))
            if officer is INVESTIGATOR:
                found += charted(browser, officer)
                found += in_urdu(browser, officer, number)
        with console(desks, officer, AUDITOR) as browser:
            found += [seen(browser, officer, step) for step in guards()]
    return found


def wait_for_quorum(world: World) -> None:
    """Until witnesses have seen every call so far: who looked is told of those alone."""
    size = world.log.size()
    request = FindReadsRequest(page_size=1).SerializeToString()

    def seen_size() -> int:
        return FindReadsResponse.FromString(
            answered(world, put(world, world.asking(AUDITOR, FIND_READS, request)))
        ).seen_size

    until(lambda: seen_size() >= size, "witnesses have seen all of the log")


def in_urdu(browser: Browser, officer: Officer, number: str) -> list[Shown]:
    """Who is of the case once more, in Urdu: whatever asks and changes nothing, and the chart that they drew."""
    browser.post("/language", {"language": "ur", "then": "/"})
    asking = [each for each in steps(number) if "request_id" not in each.form and each.route != "POST /law/reason"]
    found = [seen(browser, officer, each) for each in (*asking, get("/network"))]
    browser.post("/language", {"language": "en", "then": "/"})
    return [each._replace(what=f"{each.what}{URDU}") for each in found]


def shown_again(desks: OfficerProfiles, number: str) -> list[Shown]:
    """What the officer of the case is shown of them once more, with the chart and its files."""
    with console(desks, INVESTIGATOR) as browser:
        wanted = [each for each in steps(number) if each.route in ("POST /history", "GET /case")]
        return [seen(browser, INVESTIGATOR, each) for each in (*wanted, *chart_steps(), *files())]


def charted(browser: Browser, officer: Officer) -> list[Shown]:
    """The chart, its ways, its lines' reasons, and its files."""
    found = [seen(browser, officer, step) for step in chart_steps()]
    drawn = browser.get("/network/chart").json()
    labels = drawn["nodes"]["label"]
    nodes = sorted(each for each in zip(labels, drawn["nodes"]["id"], strict=True) if labels.count(each[0]) == 1)
    ends = [code for _, code in nodes][
        :2
    ]  # of two under one label the codes, which are new with each session, would choose
    lines = re.findall(r"/network/why\?link=([0-9a-f]+)", browser.get("/network").text)
    more = [
        post("/network/paths", {"start": ends[0], "end": ends[1]}),
        get("/network"),
        *(get("/network/why", f"?link={each}") for each in lines),
        post("/network/act", {"act": "arrange"}),
        get("/network/chart"),
        *files(),
    ]
    return found + [seen(browser, officer, step) for step in more]


def seen(browser: Browser, officer: Officer, step: Step) -> Shown:
    """What one step shows."""
    method = browser.get if step.route.startswith("GET") else lambda path: browser.post(path, step.form)
    answer: httpx.Response = method(step.path)
    where = answer.headers.get("location", "")
    return Shown(f"{officer.id} {step.route} {step.path} {step.form or ''}", answer.status_code, where, answer.content)


@contextmanager
def console(desks: OfficerProfiles, officer: Officer, beside: Officer = CHIEF) -> Iterator[Browser]:
    """A console of the officer whose clock stands, with their reason stated; at the FIA's somebody stands ``beside``."""
    second = desks.profile(beside) if officer.agency == FIA else None
    with running_console(desks.profile(officer), second=second, stands_at_ms=STANDS_AT_MS) as running:
        browser, why = running.browser(), officer.why
        said = {"purpose": why.purpose, "legal_basis": why.legal_basis, "second_basis": why.second_basis}
        answer = browser.state(**said, case_type=why.case_type, case_key=why.case_key)
        assert answer.status_code == 303, answer.text
        try:
            yield browser
        finally:
            browser.client.close()
