"""What an owner is asked and is to answer by a clock, whatever it is about: kept sealed, listed by who reads."""
