"""A synthetic federation's world: people who do not exist, what happens to them, and the files agencies export of it.

May import nothing of ours: it writes files and plain dicts, and other rooms read them as they would read real ones.
"""
