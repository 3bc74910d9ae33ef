"""What detectors look at: columns of numbers, in which people and accounts are numbered, not named. Pure."""
