"""What runs at the agency: its exports and the feeds that came under an authority, read into rows."""
