"""What every SQLite file of a service needs: whose fault an error is, who may open a new file, and SQL in files.

May import nothing of ours.
"""
