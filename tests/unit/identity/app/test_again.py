"""One transaction id, one answer: the same bytes for a day, sealed at rest, and another question is refused."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from services.access.errors import OfficerUnfit
from services.access.trail import Inquiry
from services.identity.app.attributes import get_attributes
from services.identity.app.resolve import resolve_token
from services.identity.app.verify import verify
from services.identity.errors import TransactionReused
from services.identity.store.register import DAY_MS
from services.values.identity import Claimed, GetAttributesRequest, ResolveTokenRequest, VerifyRequest
from tests.unit.identity.site import FATIMA, YOUSAF, Site, cnic

NAME = "transaction-of-one"


async def raw(site: Site, who: Inquiry, number: str = YOUSAF, question: bytes = b"q1") -> bytes:
    request = GetAttributesRequest(site.why(who, NAME), cnic(number), ("NAME",))
    return await get_attributes(site.context, who, request, question)


async def test_the_same_bytes_come_again_though_time_and_register_went_on(site: Site) -> None:
    first = await raw(site, site.officer())
    await site.office.decease(cnic(YOUSAF), "2025-06-01", site.now_ms)
    site.now_ms += DAY_MS - 1
    assert await raw(site, site.officer(trained_until_ms=site.now_ms + 9)) == first
    site.now_ms += 1
    assert await raw(site, site.officer(trained_until_ms=site.now_ms + 9)) != first


async def test_another_question_under_it_is_refused(site: Site) -> None:
    await raw(site, site.officer())
    with pytest.raises(TransactionReused):
        await raw(site, site.officer(), FATIMA, b"q2")
    request = VerifyRequest(site.why(site.officer(), NAME), cnic(YOUSAF), (Claimed("GENDER", gender="M"),))
    with pytest.raises(TransactionReused):
        await verify(site.context, site.officer(), request, b"other method")


@pytest.mark.parametrize("change", [{"officer": "me-7"}, {"case_key": "PB/LAHORE/ICHHRA/513/2024"}])
async def test_another_officer_or_case_asks_another_question(site: Site, change: dict[str, str]) -> None:
    await raw(site, site.officer())
    with pytest.raises(TransactionReused):
        await raw(site, site.officer(**change))


async def test_another_agencys_same_id_is_another_transaction(site: Site) -> None:
    """It learns nothing of ours: not the answer, and not that there was one."""
    mine = await raw(site, site.officer())
    theirs = await raw(site, site.officer(agency="pk.cybercrime"))
    assert theirs != mine
    assert await raw(site, site.officer()) == mine
    system = site.system("pk.punjab-police", "POLICE")
    request = ResolveTokenRequest(site.why(system, NAME), (cnic(YOUSAF),))
    assert await resolve_token(site.context, system, request, b"q1")


async def test_the_gates_are_asked_each_time(site: Site) -> None:
    await raw(site, site.officer())
    with pytest.raises(OfficerUnfit):
        await raw(site, site.officer(suspended=True))


async def test_of_two_at_once_one_answer_is_kept_for_both(site: Site) -> None:
    one = await site.context.register.answered("pk.fia", NAME, site.now_ms)
    assert one is None
    first = await raw(site, site.officer())
    kept = await site.context.register.answered("pk.fia", NAME, site.now_ms)
    assert kept
    later = await site.context.register.keep("pk.fia", NAME, kept._replace(body=b"another"), site.now_ms)
    assert later.body == first == kept.body


async def test_a_refusal_is_not_kept(site: Site) -> None:
    with pytest.raises(OfficerUnfit):
        await raw(site, site.officer(suspended=True))
    assert await raw(site, site.officer())


async def test_neither_answer_nor_id_nor_number_lies_in_the_file(site: Site) -> None:
    answer = await raw(site, site.officer())
    site.database.close()
    with closing(sqlite3.connect(site.folder / "register.db")) as db:
        db.execute("pragma wal_checkpoint(truncate)")
    raw_file = (site.folder / "register.db").read_bytes()
    names = ("Yousaf", "یوسف", "Ichhra", YOUSAF, FATIMA, "AB1234567", NAME, "1988-03-04")
    assert not [name for name in names if name.encode() in raw_file]
    assert answer not in raw_file
