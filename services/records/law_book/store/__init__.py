"""``law.db`` at rest: its statements, and how words are kept under blind tokens."""
