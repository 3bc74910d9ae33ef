"""Coroutines of these tests run in a loop of their own."""

from tests.fakes.async_tests import pytest_pyfunc_call

__all__ = ["pytest_pyfunc_call"]
