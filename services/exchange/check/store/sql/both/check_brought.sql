-- ?1 place
DELETE FROM post_check WHERE place = ?1
