"""What the hub remarked on rows that it took: a file of details beside the import's own, one line a rule on screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from services.client.feed import Finding
from services.tables.private_csv import PrivateCsv


class FlagFile(PrivateCsv):
    """Columns: row (0 for one of an earlier run), record, rule, text."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, ("row", "record", "rule", "text"))
        self._rules: Counter[str] = Counter()
        self._texts: dict[str, str] = {}

    def write(self, found: Finding) -> None:
        """One line, and its rule counted for the sum."""
        self.line(found.row, found.record_id, found.rule, found.text)
        self._rules[found.rule] += 1
        self._texts.setdefault(found.rule, found.text)

    def summed(self) -> Iterator[str]:
        """One line a rule, the most frequent first, with the text of its first flag."""
        for rule, times in self._rules.most_common():
            yield f"flag: {times} of {rule}: {self._texts[rule]}"
