"""One history over all agencies: its lines, banners and conflicts. Pure."""
