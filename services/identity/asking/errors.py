"""How a question to a registry ends other than with an answer, and what the store of these questions raises."""

from __future__ import annotations

from services.errors import RabtaError


class NotAnswered(RabtaError):
    """No answer that binds the registry: none in time, or unsigned, altered, replayed, another's. ``why``: a word."""

    def __init__(self, why: str) -> None:
        super().__init__(f"the registry has not answered ({why})")
        self.why = why


class QuestionRefused(RabtaError):
    """The registry refuses the question itself, signed: asked again it would refuse again.

    ``reason``: its word; ``fields``: paths of what is unfit, where it names them.
    """

    def __init__(self, reason: str, fields: tuple[str, ...] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.fields = fields


class AskedTooMuch(RabtaError):
    """The registry takes no more numbers from here for a while, signed. ``seconds``: until then, 0 for unsaid."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"asked too much, again in {seconds} s")
        self.seconds = seconds


class FeedBegunAnew(RabtaError):
    """The registry counts its changes anew, as after a backup was put back: what was followed holds no longer."""


class BookUnavailable(RabtaError):
    """The store of tokens and waiting questions cannot be read or written; nothing was changed."""
