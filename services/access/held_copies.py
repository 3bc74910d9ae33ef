"""The rules on a node that holds copies: of what its agreements let officers be shown, what the policy allows.

An agreement names the purposes for which the holder's officers may read, and its terms are asked at each read. So a
copy is not shown from the day on which its agreement ends, nor once its record has become what no agreement gives,
even while its removal is awaited. A record on its owner's terms that do not name the agency is here because it was
released to one of its officers: to all others it is a bare hit, as at the hub.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from services.access.caller import Caller, CaseFacts
from services.access.copies import may_hold
from services.access.decision import Admission, Decision, Level, RecordClass, Relation
from services.access.engine import PolicyEngine
from services.membership.rows import AgencyRow, AgreementRow
from services.vocabulary.access import Permission

CAUSE: Final = "agreement"
NOT_GIVEN: Final = Decision(Level.INVISIBLE, (), False, CAUSE)


class HeldCopies:
    """See :class:`services.access.engine.PolicyEngine`. ``in_force``: agreements of ``holder`` at a time, epoch ms."""

    def __init__(
        self, rules: PolicyEngine, holder: AgencyRow, in_force: Callable[[int], tuple[AgreementRow, ...]]
    ) -> None:
        self.digest = rules.digest
        self._rules, self._holder, self._in_force = rules, holder, in_force

    def admit(
        self,
        caller: Caller,
        case: CaseFacts,
        permission: Permission,
        now_ms: int,
        own_or_kin: bool,
        break_glass: bool,
    ) -> Admission:
        """As the rules do."""
        return self._rules.admit(caller, case, permission, now_ms, own_or_kin, break_glass)

    def decide(
        self,
        caller: Caller,
        case: CaseFacts,
        klass: RecordClass,
        relation: Relation,
        now_ms: int,
        break_glass: bool,
    ) -> Decision:
        """As the rules do, of what is the agency's own or given for the caller's purpose on the day."""
        if may_hold(self._in_force(now_ms), self._holder, klass, caller.purpose, released=True) is None:
            return NOT_GIVEN
        return self._rules.decide(caller, case, klass, relation, now_ms, break_glass)
