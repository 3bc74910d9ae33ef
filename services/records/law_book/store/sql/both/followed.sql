-- The last change of the records that was taken in.
SELECT change FROM followed
