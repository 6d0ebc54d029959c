#!/bin/sh
rm -rf /var/backups/dten
