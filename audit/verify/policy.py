"""Whose cosignatures are wanted: C2SP tlog-policy files, and the registry's quorum in the same form."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from audit.verify.notes import LOG_KEY, WITNESS_KEY, Key, NoteError, parse_key


class PolicyError(Exception):
    """A policy is malformed; the text names the line."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Holds when at least ``k`` of ``members`` do: a key by having cosigned, a rule by itself."""

    k: int
    members: tuple[Key | Rule, ...]

    def holds(self, cosigned: Collection[Key]) -> bool:
        """Whether the witnesses that cosigned are enough."""
        votes = sum(one.holds(cosigned) if isinstance(one, Rule) else one in cosigned for one in self.members)
        return votes >= self.k


@dataclass(frozen=True, slots=True)
class Policy:
    """Accepted log keys (none: known otherwise), all witness keys, and the quorum."""

    logs: tuple[Key, ...]
    witnesses: tuple[Key, ...]
    quorum: Rule

    def __post_init__(self) -> None:
        """PolicyError when one public key stands twice or is of the wrong type."""
        for keys, kind in ((self.logs, LOG_KEY), (self.witnesses, WITNESS_KEY)):
            if len({key.raw for key in keys}) != len(keys) or any(key.kind != kind for key in keys):
                raise PolicyError("a key stands twice, or is of the wrong type")


def flat(k: int, witnesses: Sequence[Key]) -> Policy:
    """k of these witnesses; PolicyError unless that is more than half and no more than all."""
    if not len(witnesses) < 2 * k <= 2 * len(witnesses):
        raise PolicyError("a quorum must be more than half of the witnesses, and no more than all")
    return Policy((), tuple(witnesses), Rule(k, tuple(witnesses)))


class _Reader:
    def __init__(self) -> None:
        self.logs: list[Key] = []
        self.witnesses: list[Key] = []
        self.names: dict[str, Key | Rule] = {}
        self.used: set[str] = set()
        self.quorum: Rule | None = None

    def line(self, word: str, rest: list[str]) -> None:
        if word == "log" and len(rest) in (1, 2):
            self.logs.append(parse_key(rest[0]))
        elif word == "witness" and len(rest) in (2, 3):
            self.witnesses.append(parse_key(rest[1]))
            self._define(rest[0], self.witnesses[-1])
        elif word == "group" and len(rest) >= 3:
            self._define(rest[0], Rule(self._count(rest[1], len(rest) - 2), tuple(map(self._member, rest[2:]))))
        elif word == "quorum" and len(rest) == 1 and self.quorum is None:
            self.quorum = Rule(0, ()) if rest[0] == "none" else Rule(1, (self.names[rest[0]],))
        else:
            raise PolicyError("not understood")

    def _define(self, name: str, value: Key | Rule) -> None:
        if name == "none" or name in self.names:
            raise PolicyError("name is taken")
        self.names[name] = value

    def _member(self, name: str) -> Key | Rule:
        if name in self.used:
            raise PolicyError("member of two groups")
        self.used.add(name)
        return self.names[name]

    @staticmethod
    def _count(text: str, members: int) -> int:
        k = {"any": 1, "all": members}.get(text) or (int(text) if text.isascii() and text.isdigit() else 0)
        if not 1 <= k <= members:
            raise PolicyError("threshold is out of range")
        return k


def parse_policy(data: bytes) -> Policy:
    """Policy of a tlog-policy file; PolicyError with the number of the line that is wrong."""
    reader = _Reader()
    for number, raw in enumerate(data.decode("utf-8", "surrogateescape").split("\n"), 1):
        words = raw.replace("\t", " ").split(" ")
        words = [word for word in words if word]
        if not words or words[0].startswith("#"):
            continue
        try:
            reader.line(words[0], words[1:])
        except KeyError as error:
            raise PolicyError(f"line {number}: name is not defined above") from error
        except (PolicyError, NoteError) as error:
            raise PolicyError(f"line {number}: {error}") from error
    if reader.quorum is None:
        raise PolicyError("there is no quorum line")
    return Policy(tuple(reader.logs), tuple(reader.witnesses), reader.quorum)
