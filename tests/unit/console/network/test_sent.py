"""A chart in a file: for whom it is, by whom it is, no more in it than questions; opened by rights and not by trust."""

from __future__ import annotations

import asyncio
import json
from base64 import b64decode, b64encode
from dataclasses import replace

import pytest

from services.console.network.acts import Arranged, Asked, Filtered, Grouped, Hidden, History
from services.console.network.filters import Filter
from services.console.network.sent import BYTES, LIFE_MS, Addressed, BadSent, opened, sealed_for, sendable
from services.console.network.workspace import Workspace, opened_by_another
from services.draw.network.chart import spot_id
from services.signing.es256 import PrivateKey
from services.signing.header import SKEW_MS
from services.signing.pae import CHART, PAGE, pae
from services.values.network import ExpandRequest, NodeKey
from tests.fakes import live
from tests.unit.console.network.sample import CNIC, CODES, EXPAND, NAMES, PATHS, PHONE, VICTIM_PHONE, Hub
from tests.unit.console.network.test_workspace import HIDDEN, MORE, OF_PHONE, OF_VICTIM, page

CHART_OF = History().do(Asked(EXPAND), Asked(PATHS, reach=PHONE), Filtered(Filter("kind", "CALLED")), Grouped(False))


def key(agency: str = live.FIA) -> PrivateKey:
    return PrivateKey.load(live.files().node(agency).message_key)


def to(**changes: object) -> Addressed:
    federation = live.registry().federation_id.hex()
    made = Addressed(live.FIA, "fia-1042", live.PUNJAB, "pb-2001", live.now_ms(), federation)
    return replace(made, **changes)  # type: ignore[arg-type]  # each field by its name


def read(raw: bytes, agency: str = live.PUNJAB, officer: str = "pb-2001") -> tuple[History, Addressed]:
    return opened(raw, live.registry(), agency, officer, live.now_ms())


def test_who_is_named_finds_the_questions_and_who_sent_them() -> None:
    sent = to()
    history, sender = read(sealed_for(CHART_OF.state, sent, key()))
    assert sender == sent
    assert replace(history.state, places=()) == CHART_OF.state


def test_nothing_that_was_answered_taken_off_or_placed_is_in_it() -> None:
    away = CHART_OF.do(Hidden(spot_id(VICTIM_PHONE)), Arranged(((spot_id(CNIC), 7.0, 7.0),)))
    text = b64decode(json.loads(sealed_for(away.state, to(), key()))["payload"]).decode()
    assert all(each not in text for each in (*NAMES, VICTIM_PHONE.id, CNIC.id, "7.0"))
    assert sendable(away.state) == sendable(CHART_OF.state)


@pytest.mark.parametrize(("agency", "officer"), [(live.PUNJAB, "pb-2002"), (live.SINDH, "pb-2001"), (live.FIA, "")])
def test_nobody_else_opens_it(agency: str, officer: str) -> None:
    with pytest.raises(BadSent):
        read(sealed_for(CHART_OF.state, to(), key()), agency, officer)


@pytest.mark.parametrize(
    "changes", [{"agency": live.SINDH}, {"federation": "00"}], ids=["another agency's name", "another federation"]
)
def test_a_system_speaks_for_its_own_agency_in_its_own_federation(changes: dict[str, str]) -> None:
    with pytest.raises(BadSent):
        read(sealed_for(CHART_OF.state, to(**changes), key()))


def test_a_key_that_no_registry_names_signs_nothing() -> None:
    with pytest.raises(BadSent):
        read(sealed_for(CHART_OF.state, to(), PrivateKey.generate()))


def spoiled(change: str) -> bytes:
    raw = sealed_for(CHART_OF.state, to(), key())
    held = json.loads(raw)
    payload = b64decode(held["payload"])
    match change:
        case "another byte":
            held["payload"] = b64encode(payload.replace(b"pb-2001", b"pb-2009")).decode()
        case "another type":
            held["payloadType"] = PAGE.decode()
        case "signed as another type":
            held["signatures"][0]["sig"] = b64encode(key().sign(pae(PAGE, payload))).decode()
        case "no signature":
            held["signatures"] = []
        case "signed, and no chart":
            held["payload"] = b64encode(b"[1]").decode()
            held["signatures"][0]["sig"] = b64encode(key().sign(pae(CHART, b"[1]"))).decode()
        case "too long":
            return raw + b" " * BYTES
        case "nothing":
            return b""
        case "deep":
            return b"[" * 40_000
    return json.dumps(held).encode()


@pytest.mark.parametrize(
    "change",
    [
        "another byte", "another type", "signed as another type", "no signature", "signed, and no chart", "too long",
        "nothing", "deep",
    ],
)  # fmt: skip
def test_what_is_no_such_file_is_refused(change: str) -> None:
    with pytest.raises(BadSent):
        read(spoiled(change), officer="pb-2009" if change == "another byte" else "pb-2001")


@pytest.mark.parametrize(
    ("age_ms", "opens"), [(0, True), (LIFE_MS - 1, True), (LIFE_MS, False), (-SKEW_MS, True), (-SKEW_MS - 1, False)]
)
def test_it_is_opened_for_seven_days_and_not_before_it_was_made(age_ms: int, opens: bool) -> None:
    sent = to()
    raw = sealed_for(CHART_OF.state, sent, key())
    at = (live.registry(), live.PUNJAB, "pb-2001", sent.at_ms + age_ms)
    if opens:
        assert opened(raw, *at)[1] == sent
        return
    with pytest.raises(BadSent):
        opened(raw, *at)


def test_a_chart_that_is_too_large_is_not_sent() -> None:
    many = ExpandRequest(start=tuple(NodeKey("PHONE", f"+92300{at:07d}") for at in range(2_000)))
    with pytest.raises(BadSent):
        sealed_for(History().do(Asked(many)).state, to(), key())


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN)
def test_the_reader_sees_it_as_if_the_hidden_part_had_never_been(hidden: tuple[NodeKey, ...]) -> None:
    """Byte by byte: the page of a file made with the hidden part, and of one made by somebody who saw no more."""

    async def work() -> None:
        reader = Hub(MORE, *hidden)
        full, bare = Workspace(codes=CODES), Workspace(codes=CODES)
        for question in (EXPAND, PATHS, OF_PHONE, OF_VICTIM):
            await full.ask(question, Hub(MORE))
            await bare.ask(question, reader)
        full.do(Hidden(spot_id(hidden[0])), Arranged(((spot_id(hidden[0]), 5.0, 5.0),)))
        one, other = (read(sealed_for(each.state, to(), key()))[0] for each in (full, bare))
        seen = [page(await opened_by_another(each, reader)) for each in (one, other)]
        assert seen[0] == seen[1]
        assert not [each for each in hidden if each.id in seen[0]]
        assert spot_id(EXPAND.start[0]) in seen[0]

    asyncio.run(work())
