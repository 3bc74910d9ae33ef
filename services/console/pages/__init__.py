"""One module a page: what it asks of the hub for the officer, and which template shows the answer.

A page is added by its module, with its :data:`ROUTES`, and by one line here (``docs/console.md``).
"""

from __future__ import annotations

from typing import Final

from services.console.page import Page
from services.console.pages import (
    alerts,
    case,
    charge_reason,
    claims,
    compensation,
    desk,
    directions,
    glass,
    guards,
    history,
    home,
    language,
    law,
    login,
    looked,
    movements,
    oversight,
    pairs,
    person,
    reason,
    record,
    referrals,
    referring,
    search,
    statements,
    told_guards,
)

PAGES: Final[tuple[Page, ...]] = (
    *home.ROUTES,
    *search.ROUTES,
    *history.ROUTES,
    *case.ROUTES,
    *movements.ROUTES,
    *person.ROUTES,
    *record.ROUTES,
    *pairs.ROUTES,
    *law.ROUTES,
    *charge_reason.ROUTES,
    *statements.ROUTES,
    *guards.ROUTES,
    *told_guards.ROUTES,
    *referrals.ROUTES,
    *referring.ROUTES,
    *compensation.ROUTES,
    *alerts.ROUTES,
    *desk.ROUTES,
    *claims.ROUTES,
    *directions.ROUTES,
    *looked.ROUTES,
    *glass.ROUTES,
    *oversight.ROUTES,
    *reason.ROUTES,
    *language.ROUTES,
    *login.ROUTES,
)
"""Every page, in the order of the navigation."""
