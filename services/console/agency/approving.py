"""Acts that wait for a second person: a colleague, who approves each from their own session with their own passkey, or
an officer of another agency, whose token who asks brings.

An act is the bytes of one question, its method, who asks and for which reason (``docs/protocol.md``, section 6). What
the second person touches for is its digest, so the token that comes back is good for nothing else. Each act is a sealed
file of the console's folder, so that a console that restarts still knows what waits, until its time is over.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from google.protobuf.message import Message

from services.access.approver import Act
from services.access.details import Details
from services.client.asking import Approved
from services.console.agency.pending import BadPending, Pending, act_for, read, rows_of, written
from services.console.sealed import Heads, NoFile, SealedFolder, new_id
from services.errors import RabtaError
from services.signing.keyfile import UnsafeFile
from services.signing.sealing import SealBroken, Sealer

WAITS_MS: Final = 15 * 60_000
"""From asking until nobody may approve it or use the approval."""
EACH: Final = 8
"""Acts of one officer that wait at once; the oldest makes room, and nobody else's."""
logger = logging.getLogger(__name__)


class ApprovalWanted(RabtaError):
    """A question waits for the second person whom its form names. ``name``: of what waits."""

    def __init__(self, name: str) -> None:
        super().__init__("a second person's approval is wanted")
        self.name = name


class NoApproval(RabtaError):
    """Nothing of this name waits for this officer: it never did, is over, or is another's."""


class NotApproved(RabtaError):
    """What is about to be asked is not what was approved, or nobody has approved it."""


class Approvals:
    """Every act that waits at this console, below ``folder``, which is made where it is missing.

    Methods raise OSError, and UnsafeFile where others can get at the folder.
    """

    def __init__(self, folder: Path, sealer: Sealer, clock: Callable[[], int]) -> None:
        self._clock = clock
        self._files = SealedFolder(folder, sealer, "act")
        self._heads = Heads(self._files, self._readable)

    def put(
        self, officer: str, second: str, request: Message, details: Details, path: str, form: Mapping[str, str]
    ) -> str:
        """Hold an act for ``second``; the name under which both find it."""
        own = [name for name, each in self._waiting().items() if each.officer == officer]
        if len(own) >= EACH:
            self._files.delete(own[0])
        name, until, act = new_id(), self._clock() + WAITS_MS, act_for(officer, request, details)
        self._write(Pending(name, second, act, details, rows_of(request), path, form, until))
        return name

    def asked_by(self, officer: str) -> list[Pending]:
        """What ``officer`` asks, oldest first."""
        return [each for each in self._waiting().values() if each.officer == officer]

    def waiting_for(self, officer: str) -> list[Pending]:
        """What waits for ``officer`` to approve it, oldest first."""
        return [each for each in self._waiting().values() if each.may_approve(officer)]

    def seen(self, name: str, officer: str) -> Pending:
        """What ``officer`` asks or is to approve. Raises NoApproval."""
        found = self._waiting().get(name)
        if found is None or not (officer == found.officer or found.may_approve(officer)):
            raise NoApproval("nothing of that name")
        return found

    def to_approve(self, name: str, officer: str) -> Pending:
        """What ``officer`` may approve. Raises NoApproval, for who asks it too."""
        found = self.seen(name, officer)
        if not found.may_approve(officer):
            raise NoApproval("nothing of that name to approve")
        return found

    def approve(self, name: str, officer: str, token: str) -> None:
        """Keep the second person's token. Raises NoApproval, as where it was over meanwhile."""
        self._write(replace(self.to_approve(name, officer), token=token))

    def bring(self, name: str, officer: str, token: str) -> None:
        """Keep the token that another agency's officer gave to ``officer``, who asks; the hub judges it.

        Raises NoApproval for anybody else, and where a colleague is to approve.
        """
        found = self.seen(name, officer)
        if officer != found.officer or not found.open or not found.elsewhere:
            raise NoApproval("nothing of that name to bring an approval for")
        self._write(replace(found, token=token))

    def refuse(self, name: str, officer: str) -> None:
        """Keep that the second person says no. Raises NoApproval."""
        self._write(replace(self.to_approve(name, officer), refused=True))

    def take(self, name: str, act: Act) -> Approved:
        """The approval of exactly this act, once. Raises NotApproved; another act leaves it as it is."""
        found = self._waiting().get(name)
        if found is None or found.act != act or not found.token:
            raise NotApproved("not what was approved")
        self._files.delete(name)
        return Approved(found.token)

    def sweep(self) -> None:
        """Take away what is over, and what cannot be read and is older than anything that waits."""
        waiting = self._waiting()
        for name in set(self._files.ids()) - set(waiting):
            if self._files.stamp(name)[2] // 1_000_000 + WAITS_MS <= self._clock():
                self._files.delete(name)

    def _waiting(self) -> dict[str, Pending]:
        """Those whose time is not over, oldest first; the others are forgotten."""
        now, held = self._clock(), self._heads.all()
        for each in held:
            if each.until_ms <= now:
                self._files.delete(each.name)
        waiting = sorted((each for each in held if each.until_ms > now), key=lambda each: each.until_ms)
        return {each.name: each for each in waiting}

    def _readable(self, name: str) -> Pending | None:
        """A file that cannot be read waits for nobody, and keeps nobody else's from theirs."""
        try:
            return read(name, self._files.read(name))
        except (BadPending, NoFile, SealBroken, UnsafeFile):
            logger.error("the act %s that waited for a second person cannot be read", name)
            return None

    def _write(self, pending: Pending) -> None:
        self._files.write(pending.name, written(pending))
