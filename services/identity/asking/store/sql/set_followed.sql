-- ?1 change of the records
UPDATE state SET followed = max(followed, ?1)
