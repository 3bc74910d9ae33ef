"""Who is said to hold the accounts of an answer, as far as the caller sees it: a number says little to who reads it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from services.linkage.questions.link import Link, link_of
from services.linkage.questions.scope import Key
from services.linkage.questions.web import ROWS, Web, by_kind
from services.values.network import Cut, Frame

HELD: Final = "ACCOUNT_HELD_BY"
MAX_HOLDERS: Final = 3
"""Holders of one account that an answer names; its latest."""


def wanted(frame: Frame | None) -> bool:
    """Whether the frame leaves holders in: it names their kind of edge, or none."""
    return frame is None or not frame.edge_kinds or HELD in frame.edge_kinds


async def holders(web: Web, keys: Iterable[Key]) -> tuple[list[Link], list[Cut]]:
    """Rows of holders that the caller sees, in the order of the accounts, and how many more there are."""
    accounts = list(dict.fromkeys(key for key in keys if key[0] == "ACCOUNT"))
    sight = {"shown": web.classes, **web.scope.window(), "kinds": [HELD]}
    held: dict[Key, list[Link]] = {key: [] for key in accounts}
    full = False
    for kind, ids in by_kind(accounts):
        rows = await web.graph.run(f"hop.{kind}", ids=ids, most=ROWS, **sight)
        full = full or len(rows) >= ROWS
        for link in map(link_of, rows):
            held[link.start].append(link)
    found = [link for key in accounts for link in sorted(held[key], key=lambda link: link.latest)[:MAX_HOLDERS]]
    total = sum(map(len, held.values()))
    return found, [Cut(HELD, len(found), total, full)] if full or len(found) < total else []
