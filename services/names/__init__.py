"""Personal names in Roman and in Urdu letters: how they are written, parsed, spelt, and how alike two tokens are.

Pure. The tables in `data` are fitted by `python -m tests.accuracy.fit_names`.
"""
