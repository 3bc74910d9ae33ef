"""A CSV file that a command leaves beside what it read: private, whole or not there, never through somebody's link.

It is written under another name, from its first line on, and takes its own when it is closed. A run that has nothing to
write takes away what an earlier one left. A file of that name that no such run wrote is never touched: the command
refuses to begin.
"""

from __future__ import annotations

import csv
import os
import stat
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from services.tables.showing import cell


class PrivateCsv:
    """CSV in UTF-8, 0600. ``lines``: how many below the header. Raises OSError as the file system does."""

    def __init__(self, path: Path, header: Sequence[str]) -> None:
        self.path = path
        self.lines = 0
        self._header = tuple(header)
        self._earlier = self._left_by_a_run()
        self._part = path.with_name(path.name + ".part")
        self._file: TextIO | None = None
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def line(self, *cells: object) -> None:
        """Append one line, each cell made harmless; the first one makes the file."""
        if self._file is None:
            self._file = self._opened()
            csv.writer(self._file).writerow(self._header)
        self.lines += 1
        csv.writer(self._file).writerow([cell(str(each)) for each in cells])

    def close(self) -> None:
        """Finish the file under its name; leave none where there is nothing to say, not even an earlier one."""
        if self._closed:
            return
        self._closed = True
        if self._file is not None:
            self._file.close()
            self._part.replace(self.path)
        elif self._earlier:
            self.path.unlink(missing_ok=True)

    def _opened(self) -> TextIO:
        if _is_file(self._part):
            self._part.unlink()
        descriptor = os.open(self._part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        os.fchmod(descriptor, 0o600)
        return os.fdopen(descriptor, "w", encoding="utf-8", newline="")

    def _left_by_a_run(self) -> bool:
        """Whether such a file stands there. Raises FileExistsError for any other, links too."""
        if not os.path.lexists(self.path):
            return False
        if not _is_file(self.path):
            raise FileExistsError(f"{self.path} is no file of an earlier run; name another")
        with os.fdopen(os.open(self.path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as file:
            first = file.readline(1000).decode("utf-8", "replace").strip()
        if not first.startswith(",".join(self._header[:-1])):
            raise FileExistsError(f"{self.path} is no file of an earlier run; name another")
        return True


def _is_file(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except FileNotFoundError:
        return False
