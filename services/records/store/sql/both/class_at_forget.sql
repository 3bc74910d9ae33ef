-- Classes whose time is over. ?1 now ms
DELETE FROM class_at WHERE until_ms <= ?1
