"""Pictures of one answer, as many as fit beside it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from services.access.errors import InvalidArgument, Violation
from services.linkage.app.context import Context, Drawing
from services.linkage.errors import QuestionBusy
from services.values.network import Picture

SIZE: Final = 2 * 1024 * 1024
"""Of an answer with its pictures, in bytes."""
LANGUAGES: Final = ("", "en", "ur")


def check_language(field: str, language: str) -> None:
    """Raises InvalidArgument, naming the field."""
    if language not in LANGUAGES:
        raise InvalidArgument(Violation(field, "known", "en or ur"))


def forms_of(asked: Iterable[str]) -> tuple[str, ...]:
    """Each format once, in the order in which it was asked for."""
    return tuple(dict.fromkeys(form for form in asked if form))


async def pictures(context: Context, drawing: Drawing, forms: Iterable[str], taken: int) -> tuple[Picture, ...]:
    """In these formats; without those that hold too much, that there is no turn or time for, or that do not fit.

    ``taken``: bytes of the answer beside which they go.
    """
    left, found = SIZE - taken, []
    for form in forms:
        picture = Picture(form, await _drawn(context, drawing._replace(format=form)))
        if picture.data and context.size(picture) <= left:
            left -= context.size(picture)
            found.append(picture)
    return tuple(found)


async def _drawn(context: Context, drawing: Drawing) -> bytes:
    """Nothing where there is no time or turn for it: an answer goes without its picture, and says so."""
    try:
        return await context.draw(drawing)
    except QuestionBusy:
        return b""
