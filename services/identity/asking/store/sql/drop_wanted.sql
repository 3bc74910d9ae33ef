-- Nobody wants anything.
DELETE FROM wanted
