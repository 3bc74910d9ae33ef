-- Number of the head's last change, of its version or of its class in force; each number once.
ALTER TABLE head ADD COLUMN changed INTEGER NOT NULL DEFAULT 0
