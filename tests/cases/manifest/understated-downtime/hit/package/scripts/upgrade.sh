#!/bin/sh
systemctl stop room-hub
psql -f migrations/12.sql
sleep 240
systemctl start room-hub
sleep 120
reboot
