-- What people said of an alert whose rows are gone.
-- ?1 alert
DELETE FROM opinion WHERE alert = ?1
