-- create event purge on schedule every 1 day do delete from x
SELECT 1;
