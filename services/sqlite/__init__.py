"""What every SQLite file of a service needs: whose fault an error is, and one process at a time while a file is new.

May import nothing of ours.
"""
