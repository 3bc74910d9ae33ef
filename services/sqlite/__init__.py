"""What every SQLite file of a service needs: whose fault an error is, one process at a time while a file is new, and SQL in files.

May import nothing of ours.
"""
