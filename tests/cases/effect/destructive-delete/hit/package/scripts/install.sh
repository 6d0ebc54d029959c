#!/bin/sh
rm -rf /var/lib/dten
