"""A partner's two SQLite files: the journal of its feed, and the promises that the hub has not proven yet."""
