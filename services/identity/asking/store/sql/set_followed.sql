-- From where it was read: it may have been set back meanwhile. ?1 change of the records before, ?2 and now
UPDATE state SET followed = ?2 WHERE followed = ?1
