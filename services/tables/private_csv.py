"""A CSV file that a command leaves beside what it read: private, whole or not there, never through somebody's link.

It is written under another name and takes its own when it is closed. A run that has nothing to write takes away what an
earlier one left. A file of that name that no such run wrote is never touched: the command refuses to begin.
"""

from __future__ import annotations

import csv
import os
import stat
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from services.tables.showing import cell


class PrivateCsv:
    """CSV in UTF-8, 0600. ``lines``: how many below the header. Raises OSError as the file system does."""

    def __init__(self, path: Path, header: Sequence[str]) -> None:
        self.path = path
        self.lines = 0
        self._header = ",".join(header)
        self._earlier = self._left_by_a_run()
        self._part = path.with_name(path.name + ".part")
        if _is_file(self._part):
            self._part.unlink()
        descriptor = os.open(self._part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        os.fchmod(descriptor, 0o600)
        self._file = os.fdopen(descriptor, "w", encoding="utf-8", newline="")
        self._csv = csv.writer(self._file)
        self._csv.writerow(header)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def line(self, *cells: object) -> None:
        """Append one line, each cell made harmless."""
        self.lines += 1
        self._csv.writerow([cell(str(each)) for each in cells])

    def close(self) -> None:
        """Finish the file under its name; leave none where there is nothing to say, not even an earlier one."""
        if self._file.closed:
            return
        self._file.close()
        if self.lines:
            self._part.replace(self.path)
            return
        self._part.unlink()
        if self._earlier:
            self.path.unlink(missing_ok=True)

    def _left_by_a_run(self) -> bool:
        """Whether such a file stands there. Raises FileExistsError for any other, links too."""
        if not os.path.lexists(self.path):
            return False
        if not _is_file(self.path):
            raise FileExistsError(f"{self.path} is no file of an earlier run; name another")
        with os.fdopen(os.open(self.path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as file:
            first = file.readline(1000).decode("utf-8", "replace").strip()
        if not first.startswith(self._header[: self._header.rfind(",")]):
            raise FileExistsError(f"{self.path} is no file of an earlier run; name another")
        return True


def _is_file(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except FileNotFoundError:
        return False
