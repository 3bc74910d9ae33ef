"""What the law makes of records: phases, standing, age at the act, and rules. Pure."""
