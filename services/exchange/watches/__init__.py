"""What officers watch: a match is decided when it is read, by the officer's rights of that moment."""
