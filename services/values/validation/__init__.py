"""What a record version must be to be taken: field rules and forms. Pure."""
