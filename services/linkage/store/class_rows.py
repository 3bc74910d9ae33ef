"""Policy classes and terms of authorities in the file."""

from __future__ import annotations

import json

from services.linkage.kept import ClassRow, TermsRow
from services.linkage.store.file import Connection, File


class SqliteClassRows:
    """Keeps classes in the file, as the port says: see :class:`services.linkage.ports.ClassRows`."""

    def __init__(self, file: File) -> None:
        self._file = file

    async def after(self, number: int) -> list[ClassRow]:
        """As the port says."""
        return [ClassRow._make(row) for row in self._file.read.all("classes_after", number)]

    async def terms_after(self, number: int) -> list[TermsRow]:
        """As the port says."""
        rows = self._file.read.all("authority_terms_after", number)
        return [TermsRow(given, name, tuple(json.loads(scope)), until_ms) for given, name, scope, until_ms in rows]

    async def add(self, attributes: str, authority: str, bound: str, parts: str) -> None:
        """As the port says."""

        def job(db: Connection) -> None:
            db.change("class_insert", attributes, authority, bound, parts)

        await self._file.write(job)
