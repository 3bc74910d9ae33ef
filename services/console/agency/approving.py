"""Acts that wait for a second person of the agency, who approves each from their own session with their own passkey.

An act is the bytes of one question, its method, who asks and for which reason (``docs/protocol.md``, section 6). What
the second person touches for is its digest, so the token that comes back is good for nothing else. All is in memory.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

from google.protobuf.json_format import MessageToDict
from google.protobuf.message import Message

from services.access.approver import Act
from services.access.details import Details
from services.client.asking import Approved, method_of
from services.errors import RabtaError

WAITS_MS: Final = 15 * 60_000
"""From asking until nobody may approve it or use the approval."""
EACH: Final = 8
"""Acts of one officer that wait at once; the oldest makes room, and nobody else's."""


class ApprovalWanted(RabtaError):
    """A question waits for the second person whom its form names. ``name``: of what waits."""

    def __init__(self, name: str) -> None:
        super().__init__("a second person's approval is wanted")
        self.name = name


class NoApproval(RabtaError):
    """Nothing of this name waits for this officer: it never did, is over, or is another's."""


class NotApproved(RabtaError):
    """What is about to be asked is not what was approved, or nobody has approved it."""


@dataclass(frozen=True, slots=True)
class Pending:
    """One act. ``rows``: each field of the question as it goes out, by path; ``path``, ``form``: what asks it again.

    ``token``: of the second person, empty until they approve; ``refused``: they said no.
    """

    name: str
    second: str
    act: Act
    details: Details
    rows: tuple[tuple[str, str], ...]
    path: str
    form: Mapping[str, str]
    until_ms: int
    token: str = ""
    refused: bool = False

    @property
    def officer(self) -> str:
        """Who asks, and goes on with it once it is approved."""
        return self.act.officer

    @property
    def open(self) -> bool:
        """Whether the second person has said nothing yet."""
        return not self.token and not self.refused


def act_for(officer: str, request: Message, details: Details) -> Act:
    """What ``officer`` is about to ask, as bytes and as the issuer and the hub know it."""
    body = request.SerializeToString(deterministic=True)
    return Act(method_of(request), officer, sha256(body).digest(), details.digest)


class Approvals:
    """Every act that waits at this console."""

    def __init__(self, clock: Callable[[], int]) -> None:
        self._clock = clock
        self._held: dict[str, Pending] = {}

    def put(
        self, officer: str, second: str, request: Message, details: Details, path: str, form: Mapping[str, str]
    ) -> str:
        """Hold an act for ``second``; the name under which both find it."""
        own = [name for name, each in self._waiting().items() if each.officer == officer]
        if len(own) >= EACH:
            del self._held[own[0]]
        name, until = secrets.token_urlsafe(9), self._clock() + WAITS_MS
        act, rows = act_for(officer, request, details), tuple(_rows(MessageToDict(request), ""))
        self._held[name] = Pending(name, second, act, details, rows, path, form, until)
        return name

    def asked_by(self, officer: str) -> list[Pending]:
        """What ``officer`` asks, oldest first."""
        return [each for each in self._waiting().values() if each.officer == officer]

    def waiting_for(self, officer: str) -> list[Pending]:
        """What waits for ``officer`` to approve it, oldest first."""
        return [each for each in self._waiting().values() if each.second == officer and each.open]

    def seen(self, name: str, officer: str) -> Pending:
        """What ``officer`` asks or is to approve. Raises NoApproval."""
        found = self._waiting().get(name)
        if found is None or not (officer == found.officer or (officer == found.second and found.open)):
            raise NoApproval("nothing of that name")
        return found

    def to_approve(self, name: str, officer: str) -> Pending:
        """What ``officer`` may approve. Raises NoApproval, for who asks it too."""
        found = self.seen(name, officer)
        if officer != found.second or not found.open:
            raise NoApproval("nothing of that name to approve")
        return found

    def approve(self, name: str, officer: str, token: str) -> None:
        """Keep the second person's token. Raises NoApproval, as where it was over meanwhile."""
        self._held[name] = replace(self.to_approve(name, officer), token=token)

    def refuse(self, name: str, officer: str) -> None:
        """Keep that the second person says no. Raises NoApproval."""
        self._held[name] = replace(self.to_approve(name, officer), refused=True)

    def take(self, name: str, act: Act) -> Approved:
        """The approval of exactly this act, once. Raises NotApproved; another act leaves it as it is."""
        found = self._waiting().get(name)
        if found is None or found.act != act or not found.token:
            raise NotApproved("not what was approved")
        del self._held[name]
        return Approved(found.token)

    def _waiting(self) -> dict[str, Pending]:
        """Those whose time is not over; the others are forgotten."""
        now = self._clock()
        self._held = {name: each for name, each in self._held.items() if each.until_ms > now}
        return self._held


def _rows(value: object, path: str) -> Iterator[tuple[str, str]]:
    """Path and text of every field that the message says."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _rows(each, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _rows(each, f"{path}[{number}]")
    else:
        yield path, str(value)
