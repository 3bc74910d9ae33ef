-- Nothing happened.
ROLLBACK
