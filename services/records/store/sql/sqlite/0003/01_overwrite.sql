-- What is erased is overwritten, not only let go.
PRAGMA secure_delete = ON
