"""How a call can end other than with a proven answer."""

from __future__ import annotations

from dataclasses import dataclass

from services.errors import RabtaError


class Unproven(RabtaError):
    """No answer that binds the hub: unsigned, altered, swapped, or none at all.

    Never "not found", never "denied". ``step`` says which check failed, for the log here.
    """

    def __init__(self, step: str) -> None:
        super().__init__(f"the answer proves nothing ({step})")
        self.step = step


class TimeOver(Unproven):
    """Nothing came back in time. Whether the call was taken is not known; the same again would take as long."""

    def __init__(self, seconds: float) -> None:
        super().__init__("transport")
        self.seconds = seconds

    def __str__(self) -> str:
        return f"no answer within {self.seconds:.0f} s ({self.step})"


class NoConnection(Unproven):
    """Nothing came back: there is no hub there, or the connection broke. Whether the call was taken is not known."""

    def __init__(self, endpoint: str) -> None:
        super().__init__("transport")
        self.endpoint = endpoint

    def __str__(self) -> str:
        return f"no connection to the hub at {self.endpoint} ({self.step})"


class Unreadable(RabtaError):
    """Proven, and in a word that this version does not know: a newer hub's. ``field``: where. Nothing is guessed."""

    def __init__(self, field: str) -> None:
        super().__init__(f"the answer holds what this version cannot read ({field}): a newer one is needed")
        self.field = field


@dataclass(frozen=True, slots=True)
class Broken:
    """One broken rule that the hub named."""

    field: str
    rule: str
    text: str


class Refusal(RabtaError):
    """A refusal that the hub signed. ``reason`` is from the closed list; ``cause``: why its log takes no entry."""

    def __init__(self, reason: str, broken: tuple[Broken, ...] = (), retry_after_s: int = 0, cause: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.broken = broken
        self.retry_after_s = retry_after_s
        self.cause = cause

    @property
    def limited(self) -> bool:
        """Whether an older hub's log takes no more of this caller or agency for a while: a newer one refuses
        CALLS_LIMITED or SHARE_USED, which no client tries again.
        """
        return self.reason == "AUDIT_UNAVAILABLE" and self.retry_after_s > 0


class HubNotPinned(RabtaError):
    """None of the profile's hub certificates is registered for the hub."""


class TokenRefused(RabtaError):
    """The issuer gave none. ``error``: its code (RFC 6749 5.2, RFC 9396 5); ``text``: its sentence, printable ASCII."""

    def __init__(self, error: str, text: str = "") -> None:
        super().__init__(f"{error}: {text}" if text else error)
        self.error = error
        self.text = text


class IssuerUnreachable(RabtaError):
    """No answer that is one: connection, certificate, time-out or form."""


class JournalMismatch(RabtaError):
    """The journal belongs to another federation, agency, hub or feed."""


class JournalBusy(RabtaError):
    """Another process holds the journal."""


class JournalShort(RabtaError):
    """The hub is back before what the journal can send again. ``page``: the first one whose bytes are not here."""

    def __init__(self, page: int) -> None:
        super().__init__(f"the hub has lost page {page}, and the journal holds its bytes no more")
        self.page = page


class JournalBehind(RabtaError):
    """The hub holds pages of this agency that the journal does not know: it was lost, or is an older copy.

    ``page``: the journal's last page, 0 for none; ``held``: the hub's.
    """

    def __init__(self, page: int, held: int) -> None:
        super().__init__(f"the hub holds pages of this agency up to {held}, the journal up to {page}")
        self.page, self.held = page, held


class JournalDiffers(RabtaError):
    """The journal's last page is not the hub's of that number. ``page``: its number."""

    def __init__(self, page: int) -> None:
        super().__init__(f"page {page} of the journal is not page {page} of the hub")
        self.page = page
