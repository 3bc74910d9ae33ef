"""What an evidence bundle proves to a third party, offline, with the governance keys as only anchor."""
