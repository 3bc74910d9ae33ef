-- Whether anybody ever asked.
SELECT EXISTS (SELECT 1 FROM follower)
