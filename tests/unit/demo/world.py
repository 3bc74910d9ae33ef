"""Generated exports, and what the formats make of them."""

from __future__ import annotations

import time
from functools import cached_property
from pathlib import Path
from typing import Any

from services.demo.exports import generate
from services.sources.exports import Origin, Outcome, formats, read
from services.values.case_references import text_form
from services.values.records import RecordVersion


class Files:
    """``outcomes``: by path, everything that was read; ``drafts``: all of the first import."""

    def __init__(self, folder: Path, seed: int, records: int = 20_000) -> None:
        self.folder = folder
        began = time.process_time()
        self.story = generate(folder, seed, records)
        self.seconds = time.process_time() - began

    @cached_property
    def outcomes(self) -> dict[str, list[Outcome]]:
        return {entry["path"]: self.read(entry) for entry in self.story["files"]}

    def read(self, entry: dict[str, Any]) -> list[Outcome]:
        """Outcomes of one file of the story's list."""
        ignored: set[str] = set()
        found = list(read(formats()[entry["format"]], self.folder / entry["path"], Origin(entry["agency"]), ignored))
        assert ignored == set()
        return found

    @cached_property
    def drafts(self) -> list[RecordVersion]:
        first = [entry["path"] for entry in self.story["files"] if not entry["later"]]
        return [draft for path in first for outcome in self.outcomes[path] for draft in outcome.drafts]

    def about(self, cnic: str) -> list[RecordVersion]:
        """Drafts whose subject has the CNIC."""
        return [
            draft
            for draft in self.drafts
            if draft.subject and any(i.type == "CNIC" and i.value == cnic for i in draft.subject.identifiers)
        ]

    def of_case(self, key: str) -> list[RecordVersion]:
        """Drafts that carry a case number."""
        return [draft for draft in self.drafts if key in map(text_form, draft.case_references)]
