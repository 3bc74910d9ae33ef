"""A person's case handed from one child-protection body to another: a packet that both sign, and no system."""
