"""Bodies whose duty it is to help: ``duty_bearers.toml`` of the node's folder, as its operator is given it.

A row has days between which it holds. Where there is no file, or no row for what is asked, there is nobody to ask.
"""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from services.referral.errors import ReferralsUnavailable
from services.referral.states import Bearer
from services.vocabulary.referral import PROVINCES, HelpKind

FILE: Final = "duty_bearers.toml"
ANYWHERE: Final = "*"
"""Of a row for every district of its province."""
_TEXTS: Final = ("body", "province", "district", "mark")
_KNOWN: Final = frozenset({*_TEXTS, "help", "women", "from", "to"})
_LAST: Final = date(9999, 12, 31)
logger = logging.getLogger(__name__)


class Duty(NamedTuple):
    """``body``: an agency of the registry; ``first`` inclusive, ``until`` exclusive; ``mark``: of its law."""

    body: str
    province: str
    district: str
    help: frozenset[str]
    women: bool
    first: date
    until: date
    mark: str


class Duties:
    """Rows of the file, read when they are asked for: what its operator writes holds at once."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def bearers(self, help_kind: str, province: str, district: str, day: date) -> list[Bearer]:
        """Who is to be asked, in the order of the file. Raises ReferralsUnavailable for a file that is unfit."""
        return [
            Bearer(row.body, row.district, row.women)
            for row in self._rows()
            if help_kind in row.help
            and row.province == province
            and row.district in (ANYWHERE, district)
            and row.first <= day < row.until
        ]

    def _rows(self) -> Sequence[Duty]:
        try:
            return read_duties(self._path.read_bytes().decode())
        except FileNotFoundError:
            return ()
        except (OSError, ValueError) as unfit:
            logger.error("%s cannot be used: %s", FILE, unfit)
            raise ReferralsUnavailable from None


def read_duties(text: str) -> list[Duty]:
    """The rows of a file. Raises ValueError, which names the row that is unfit."""
    said = tomllib.loads(text)
    rows = said.get("bearer", [])
    if said.keys() - {"bearer"} or not isinstance(rows, list):
        raise ValueError("it holds rows [[bearer]] and nothing else")
    return [_duty(at, row) for at, row in enumerate(rows)]


def _duty(at: int, row: object) -> Duty:
    if not isinstance(row, dict) or row.keys() - _KNOWN:
        raise ValueError(f"bearer[{at}] has keys that are not known")
    texts = [row.get(name) for name in _TEXTS]
    first, until, women, help_kinds = row.get("from"), row.get("to", _LAST), row.get("women", False), row.get("help")
    if not all(isinstance(each, str) and each for each in texts) or row["province"] not in PROVINCES:
        raise ValueError(f"bearer[{at}] needs {', '.join(_TEXTS)}")
    if not isinstance(help_kinds, list) or not help_kinds or not set(help_kinds) <= set(HelpKind):
        raise ValueError(f"bearer[{at}].help is not a list of known words")
    if type(first) is not date or type(until) is not date or not isinstance(women, bool):
        raise ValueError(f"bearer[{at}] needs the days from and to, and whether women receive there")
    return Duty(row["body"], row["province"], row["district"], frozenset(help_kinds), women, first, until, row["mark"])
