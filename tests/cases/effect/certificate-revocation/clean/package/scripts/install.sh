#!/bin/sh
# openssl ca -revoke old.pem
echo "nothing to do"
