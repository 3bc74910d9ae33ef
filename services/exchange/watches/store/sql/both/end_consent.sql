-- Its subscription was ended.
-- ?1 token of the subscription
DELETE FROM consent WHERE token = ?1
