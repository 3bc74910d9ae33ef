-- Whether the file has the tables of what issuers told.
select count(*) from sqlite_schema where name = 'refusals_altered'
