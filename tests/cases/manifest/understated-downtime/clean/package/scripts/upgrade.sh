#!/bin/sh
systemctl stop room-hub
sleep 30
systemctl start room-hub
