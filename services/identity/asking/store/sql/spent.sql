-- ?1 day -> agency, numbers of nobody
SELECT agency, nobody FROM spent WHERE day = ?1
