"""What of peers' feeds a node keeps aside, and which feeds are stopped: looked at, tried again, let go on, forgotten.

It is the officer's own node on this machine: whoever may read its folder may do the same by command. The hub is asked
nothing by the console; a record that is tried again is asked for by the node, in its own name and under its own log.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from starlette.responses import Response

from services.console.command import Question, line
from services.console.form import BadForm
from services.console.page import Needs, Page, PageRequest
from services.console.refusals import NoNode, NotSettled
from services.errors import RabtaError
from services.listing.part import Part
from services.signing.keyfile import check_folder

PATH: Final = "/operations/quarantine"
ACTS: Final = ("retry", "go-on", "forget")
HINDRANCES: Final = (RabtaError, OSError, ValueError)
"""What the node's own code raises; what it says names paths and records, and goes nowhere."""
_DIGITS: Final = 18


class Kept(NamedTuple):
    """What an operator may act on. ``numbers``: each as ``peer number``, in its feed; ``peers``: whose."""

    parts: Sequence[Part]
    peers: Sequence[str]
    stopped: Sequence[str]
    numbers: Sequence[str]


def quarantine_routes(node: Path, names: Mapping[str, str]) -> tuple[Page, ...]:
    """``names``: the other lists of operations, each with its page."""

    async def look(asked: PageRequest) -> Response:
        """The lists, with a form for each act that has something to act on."""
        return await _page(asked, "asked.operations", ("sync", "quarantine", str(node)))

    async def settle(asked: PageRequest) -> Response:
        """Do one act, and show what came of it beside what is kept aside now."""
        act, peer, number = _act(asked)
        options = {"retry": ("--retry",), "go-on": ("--go-on",), "forget": ("--forget", str(number))}
        became = await _done(node, act, peer, number)
        said = ("sync", "quarantine", str(node), *((peer,) if peer else ()), *options[act])
        return await _page(asked, f"asked.quarantine.{act}", said, became)

    async def _page(asked: PageRequest, text: str, said: tuple[str, ...], became: Part | None = None) -> Response:
        kept = await _kept(node)
        question = Question(asked.text(text, list=asked.text("operations.quarantine")), line(*said))
        return asked.page("quarantine.html", question=question, kept=kept, became=became, names=names)

    return (
        Page(PATH, look, needs=Needs.SESSION),
        Page(PATH, settle, "POST", needs=Needs.SESSION),
    )


def _act(asked: PageRequest) -> tuple[str, str, int]:
    """What is done, of which peer, and of forgetting which number. Raises BadForm."""
    act, peer, number = asked.field("act"), asked.field("peer"), "0"
    if act == "forget":
        peer, _, number = asked.field("item").partition(" ")
    fits = number.isascii() and number.isdecimal() and len(number) <= _DIGITS
    if act not in ACTS or not fits or (act != "retry" and not peer):
        raise BadForm("what is done, and of whom")
    if act == "forget" and not (int(number) and asked.field("sure")):
        raise BadForm("which number, and that it is meant")
    return act, peer, int(number)


async def _kept(node: Path) -> Kept:
    """Raises NoNode for whatever hinders reading."""
    from services.listing import copies
    from services.node import quarantine

    try:
        check_folder(node)
        found = await quarantine.listed(node)
    except HINDRANCES:
        raise NoNode("no node that may be read") from None
    return Kept(
        (copies.stopped(found.stopped), copies.aside(found.aside)),
        list(dict.fromkeys(each.peer for each in found.aside)),
        list(dict.fromkeys(each.peer for each in found.stopped)),
        list(dict.fromkeys(f"{each.peer} {each.number}" for each in found.aside)),
    )


async def _done(node: Path, act: str, peer: str, number: int) -> Part:
    """What came of an act. Raises NotSettled: then what was kept aside is kept aside."""
    from services.listing import copies
    from services.node import quarantine

    try:
        check_folder(node)
        if act == "retry":
            return copies.tried((await quarantine.retry(node, peer)).items())
        if act == "go-on":
            return copies.going_on(await quarantine.go_on(node, peer))
        return copies.forgotten(await quarantine.forget(node, peer, number))
    except HINDRANCES:
        raise NotSettled("not done") from None
