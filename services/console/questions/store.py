"""Kept questions: sealed files as charts are, each of one officer, and shared by name, with a role or with all."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Set
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

from services.console.sealed import Enough, Heads, NoFile, SealedFolder, new_id, shared_with
from services.errors import RabtaError
from services.signing.sealing import SealBroken, Sealer

NAME: Final = 120
"""Characters of a question's name, and of an officer's id."""
QUESTIONS: Final = 500
"""Most questions that one officer keeps."""
TAGS: Final = 8
TAG: Final = 40
"""Characters of a tag."""
EVERYBODY: Final = "*"
"""With whom a question is shared that every officer of this console may open."""
NO_ROLES: Final[Set[str]] = frozenset()
logger = logging.getLogger(__name__)


class NoQuestion(RabtaError):
    """There is none of this id that can be read, or it is neither this officer's nor shared with them: told alike."""


@dataclass(frozen=True, slots=True)
class KeptQuestion:
    """``phrase``: title of the question's :class:`~services.console.questions.phrase.Phrase`; ``values``: what was
    filled in. ``at_ms``: when it was kept, epoch milliseconds. ``shared``: ids of officers, roles, or everybody; an id
    has no capital letter, and a role no small one.
    """

    id: str
    name: str
    owner: str
    phrase: str
    values: Mapping[str, str]
    tags: tuple[str, ...]
    at_ms: int
    shared: tuple[str, ...] = ()

    def opens_to(self, officer: str, roles: Set[str] = NO_ROLES) -> bool:
        """Whether this officer, in these roles, may open it."""
        return officer == self.owner or not {officer, EVERYBODY, *roles}.isdisjoint(self.shared)

    def told_by(self, words: str) -> bool:
        """Whether each of the words is part of its name or of a tag."""
        text = " ".join((self.name, *self.tags)).casefold()
        return all(word in text for word in words.casefold().split())


class QuestionStore:
    """Questions below ``folder``, which is made where it is missing. Methods raise OSError, UnsafeFile, NoQuestion."""

    def __init__(self, folder: Path, sealer: Sealer) -> None:
        self._files = SealedFolder(folder, sealer, "question")
        self._heads = Heads(self._files, self._readable)

    def questions(self, officer: str, words: str = "", roles: Set[str] = NO_ROLES) -> list[KeptQuestion]:
        """Those that the officer may open and that the words tell of, by name."""
        found = (one for one in self._heads.all() if one.opens_to(officer, roles) and one.told_by(words))
        return sorted(found, key=lambda one: (one.name, one.id))

    def question(self, name: str, officer: str, roles: Set[str] = NO_ROLES) -> KeptQuestion:
        """One that the officer may open."""
        found = self._read(name)
        if not found.opens_to(officer, roles):
            raise NoQuestion("question")
        return found

    def keep(
        self, name: str, tags: str, officer: str, phrase: str, values: Mapping[str, str], at_ms: int
    ) -> KeptQuestion:
        """A new one. ``tags``: with commas between them. Raises Enough."""
        if sum(one.owner == officer for one in self._heads.all()) >= QUESTIONS:
            raise Enough("questions")
        said = tags.replace("،", ",").split(",")
        made = tuple(dict.fromkeys(" ".join(tag.split())[:TAG] for tag in said if tag.strip()))[:TAGS]
        return self._write(KeptQuestion(new_id(), name[:NAME], officer, phrase, dict(values), made, at_ms))

    def share(self, name: str, officer: str, other: str) -> KeptQuestion:
        """Let another officer, a role, or :data:`EVERYBODY` open the officer's own; each is answered by own rights.

        Raises Enough.
        """
        held = self._own(name, officer)
        return self._write(replace(held, shared=shared_with(held.shared, other[:NAME], officer)))

    def take_back(self, name: str, officer: str, other: str) -> KeptQuestion:
        """Share it with ``other`` no longer. Whoever opened it knows what was asked; asking it was their own doing."""
        held = self._own(name, officer)
        return self._write(replace(held, shared=tuple(each for each in held.shared if each != other)))

    def delete(self, name: str, officer: str) -> None:
        """Take the officer's own away, from those with whom it is shared too."""
        self._files.delete(self._own(name, officer).id)

    def _own(self, name: str, officer: str) -> KeptQuestion:
        held = self.question(name, officer)
        if held.owner != officer:
            raise NoQuestion("question")
        return held

    def _readable(self, name: str) -> KeptQuestion | None:
        """A file that cannot be read is left out: it is no reason to show nobody theirs."""
        try:
            return self._read(name)
        except NoQuestion:
            logger.error("the kept question %s cannot be read", name)
            return None

    def _read(self, name: str) -> KeptQuestion:
        try:
            held = json.loads(self._files.read(name))
            values = {str(key): str(value) for key, value in held["values"].items()}
            said, owner, phrase = (str(held[key]) for key in ("name", "owner", "phrase"))
            tags, shared = (tuple(map(str, held[key])) for key in ("tags", "shared"))
            return KeptQuestion(name, said, owner, phrase, values, tags, int(held["at_ms"]), shared)
        except (NoFile, SealBroken, KeyError, TypeError, ValueError, AttributeError):
            raise NoQuestion("question") from None

    def _write(self, made: KeptQuestion) -> KeptQuestion:
        self._files.write(made.id, json.dumps(asdict(made), sort_keys=True, ensure_ascii=False).encode())
        return made
