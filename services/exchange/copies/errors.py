"""Why a page of a feed, or a feed, is not taken."""

from __future__ import annotations

from services.errors import RabtaError


class PageUnproven(RabtaError):
    """A page whose own proofs do not hold: nothing of it is taken. ``rule``: which does not."""

    def __init__(self, rule: str) -> None:
        super().__init__(f"page unproven: {rule}")
        self.rule = rule


class NotTaken(RabtaError):
    """The store takes no page of the feed. ``rule``: why, such as what too much of a page broke."""

    def __init__(self, rule: str) -> None:
        super().__init__(f"page not taken: {rule}")
        self.rule = rule


class SenderRefused(RabtaError):
    """The sender's signed refusal. ``reason``: as on the wire; ``retry_after_s``: 0 where it names no time.

    ``cause``: why the sender's log takes no entry, "" where that is not the reason.
    """

    def __init__(self, reason: str, retry_after_s: int = 0, cause: str = "") -> None:
        super().__init__(f"sender refused: {reason} {cause}".rstrip())
        self.reason = reason
        self.retry_after_s = retry_after_s
        self.cause = cause


class SenderAway(RabtaError):
    """Nothing that is proven came from the sender."""


class NotLogged(RabtaError):
    """The node's own log takes no entry of a page, so nothing of it is taken. ``rule``: why, by the log's word."""

    def __init__(self, why: str) -> None:
        super().__init__(f"page not logged: {why}")
        self.rule = f"log-{why}"
