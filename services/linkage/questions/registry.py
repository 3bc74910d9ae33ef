"""The questions of the directory by the class of their request: adding a question is adding one file.

A module whose function bears the module's name, and takes a ``request``, is a question.
"""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Awaitable, Callable, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import get_type_hints

from graph.rights import Rights
from services.linkage.ports import Graph
from services.linkage.questions.budget import Budget
from services.values.network import QuestionRequest, QuestionResponse

Question = Callable[[Graph, Rights, QuestionRequest, Budget], Awaitable[QuestionResponse]]
"""Takes a request of its own class and gives the response of it. Raises InvalidArgument, GraphUnavailable."""


@cache
def questions() -> Mapping[type[QuestionRequest], Question]:
    """Every question of the product, by the name of its module."""
    package = __name__.rpartition(".")[0]
    found: dict[type[QuestionRequest], Question] = {}
    for name in sorted(each.name for each in pkgutil.iter_modules([str(Path(__file__).parent)])):
        question = getattr(import_module(f"{package}.{name}"), name, None)
        if inspect.iscoroutinefunction(question) and (request := get_type_hints(question).get("request")):
            found[request] = question
    return found
