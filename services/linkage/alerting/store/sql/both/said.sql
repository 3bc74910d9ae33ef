-- Of which alert an act was, and as which of its opinions.
-- ?1 act
SELECT alert, number FROM opinion WHERE act = ?1
