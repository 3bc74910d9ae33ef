-- The epoch of all feeds.
select number from epoch
