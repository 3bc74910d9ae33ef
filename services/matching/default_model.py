"""The shipped model: fitted on synthetic persons by `python -m tests.accuracy.fit_model`, until reviewers decide."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from services.matching.model import Model, read

FILE: Final = Path(__file__).with_name("model.json")


@cache
def default_model() -> Model:
    """The shipped model, read once. Raises BadModel where the file was changed."""
    return read(FILE.read_text("utf-8"))
