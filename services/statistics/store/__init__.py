"""Plans and releases at rest: their statements, and how they are kept."""
