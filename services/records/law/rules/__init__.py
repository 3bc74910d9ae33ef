"""Rules over offender records, one file each; the registry is this directory.

Each module holds one ``RULE``. Pure.
"""
