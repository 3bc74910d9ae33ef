"""Which tests a run takes: ``make check``, ``make test``, or one slice of ``make full``."""
