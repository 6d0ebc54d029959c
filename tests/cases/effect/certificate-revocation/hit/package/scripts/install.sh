#!/bin/sh
openssl ca -revoke old.pem
