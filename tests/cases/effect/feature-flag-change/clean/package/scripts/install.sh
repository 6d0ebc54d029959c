#!/bin/sh
# ldcli flags toggle-on --flag hybrid-pairing
echo "nothing to do"
