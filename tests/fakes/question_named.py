"""A question to the graph by its name, as tests that go through all of them name it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import Any, cast


def question_named(name: str) -> Callable[..., Awaitable[Any]]:
    """The function of ``services/linkage/questions/NAME.py``. Raises ModuleNotFoundError, AttributeError."""
    module = import_module(f"services.linkage.questions.{name}")
    return cast(Callable[..., Awaitable[Any]], getattr(module, name))
