"""Claims to compensation: who opens one, who says how it goes on, and who knows of it."""
