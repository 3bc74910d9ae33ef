"""A number of many bearers: oversight is told once, the reader first of all, and nobody who is hidden is shown."""

from __future__ import annotations

import asyncio

from services.records.app.claims import list_claims
from services.records.protection.bearers import MAX_BEARERS
from services.values.records import ListClaimsRequest, RecordVersion
from tests.fakes.record_maker import FIA, SINDH, case_file, cnic, fir, following, order, party, person
from tests.fakes.records_node import Node, caller
from tests.integration.records.deciding import overseer
from tests.integration.records.test_turned import put

NUMBER = cnic(40)
MEN = ("Nadeem Aslam", "Waqar Haider", "Imran Bashir", "Sohail Anjum", "Tariq Nawaz")
ASKED = caller(case_key=fir(1).key)
PLANTED = [
    party(
        f"planted-{place}",
        agency=SINDH,
        subject=person(NUMBER, f"{1951 + 9 * place}-01-01", name),
        case_references=(fir(90 + place),),
    )
    for place, name in enumerate(MEN)
]


def bearers(count: int, agency: str = FIA) -> list[RecordVersion]:
    """Papers of one agency about as many people under one number, each in a case of its own."""
    return [
        party(
            f"bearer-{place}",
            agency=agency,
            subject=person(NUMBER, f"{1951 + 9 * place}-01-01", name),
            case_references=(fir(60 + place),),
        )
        for place, name in enumerate(MEN[:count])
    ]


def told(node: Node) -> list[str]:
    """Sources of the notices that oversight finds."""
    answer = asyncio.run(
        list_claims(node.context, node.inquiry(overseer()), ListClaimsRequest(), node.federation.registry)
    )
    return [each.source for each in answer.claims if each.fact == "NUMBER_OF_MANY"]


def banners(node: Node) -> set[str]:
    return {each.code for each in asyncio.run(node.history(ASKED, NUMBER)).banners}


def test_oversight_is_told_with_the_page_that_makes_them_many(node: Node) -> None:
    put(node, case_file(case_references=(fir(1),)))
    put(node, *bearers(MAX_BEARERS))
    assert told(node) == []
    assert "number-of-many" not in banners(node)
    put(node, *bearers(MAX_BEARERS + 1)[MAX_BEARERS:])
    assert [name.split("/")[3] for name in told(node)] == [f"bearer-{MAX_BEARERS}"]
    assert "number-of-many" in banners(node)


def test_it_is_told_once(node: Node) -> None:
    put(node, *bearers(MAX_BEARERS + 1))
    assert len(told(node)) == 1
    put(node, *bearers(MAX_BEARERS + 2)[MAX_BEARERS + 1 :])
    put(node, following(bearers(1)[0], valid_from="2019-01-01"))
    assert len(told(node)) == 1


def test_it_is_told_whichever_page_comes_last(node: Node) -> None:
    for one in reversed(bearers(MAX_BEARERS + 1)):
        put(node, one)
    assert [name.split("/")[3] for name in told(node)] == ["bearer-0"]


def test_agencies_that_spell_and_guess_differently_are_no_people(node: Node) -> None:
    put(node, case_file(case_references=(fir(1),)))
    spelt = ("Nadeem Aslam", "Nadim Aslam", "Nadeem Islam", "Nadym Aslam")
    papers = [
        party(
            f"spelt-{place}",
            agency=FIA,
            subject=person(NUMBER, f"{1984 + place}-01-01", name),
            case_references=(fir(60 + place),),
        )
        for place, name in enumerate(spelt)
    ]
    put(node, *papers)
    assert told(node) == []
    assert "number-of-many" not in banners(node)


def test_planted_bearers_lift_no_seal(node: Node) -> None:
    """A stranger who invents bearers of a sealed person's number opens nothing of theirs, and is told nothing."""
    own = party("own", subject=person(NUMBER, "1990-05-05", "Hidden Man"), case_references=(fir(50),))
    put(node, case_file(case_references=(fir(1),)), own)
    sealed = person(NUMBER, "1990-05-05", "Hidden Man")
    put(node, order("seal", "SEALED", subject=sealed, case_references=(), from_owner_too=True))
    hidden = asyncio.run(node.history(ASKED, NUMBER))
    answers = [node.put(one) for one in PLANTED]
    said = {repr(asyncio.run(each)) for each in answers}
    after = asyncio.run(node.history(ASKED, NUMBER))
    assert own.record_name not in {
        line.version.rpartition("/versions/")[0] for line in (*hidden.timeline, *after.timeline)
    }
    assert len(told(node)) == 1
    assert not [text for text in said if "many" in text.lower()]
