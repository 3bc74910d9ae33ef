"""How many items of an answer are asked for at once."""

from __future__ import annotations

import pytest

from services.access.errors import InvalidArgument
from services.access.page_tokens import DEFAULT, MAX_PAGE_SIZE, page_size


def test_any_number_up_to_the_bound_and_where_none_is_stated_the_usual_one() -> None:
    assert [page_size(asked) for asked in (0, 1, MAX_PAGE_SIZE)] == [DEFAULT, 1, MAX_PAGE_SIZE] == [50, 1, 200]


@pytest.mark.parametrize("asked", [-1, MAX_PAGE_SIZE + 1, -(2**31)])
def test_no_other(asked: int) -> None:
    with pytest.raises(InvalidArgument) as refused:
        page_size(asked)
    assert [(broken.field, broken.rule) for broken in refused.value.violations] == [("page_size", "page-size")]
