"""Offender records: search, history, submit, with the law's rules over what is stored."""
