-- Its end.
COMMIT
