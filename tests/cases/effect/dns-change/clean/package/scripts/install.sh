#!/bin/sh
# nsupdate -k key update.txt
echo "nothing to do"
