"""What others find wrong in a record: proposed to its owner, who alone changes it, and decided by a clock."""
