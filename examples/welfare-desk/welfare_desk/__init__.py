"""A child-protection body's desk for welfare requests of schools; it talks to no police and to no hub."""
