"""What a verifier may find: a place and a reason."""

from __future__ import annotations


class VerifyError(Exception):
    """A check failed at ``where`` (a path in the directory, with an entry's index where there is one)."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where, self.reason = where, reason
