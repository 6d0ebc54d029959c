#!/bin/sh
# psql -h db01.example.com -f up.sql
echo "nothing to do"
