#!/bin/sh
systemctl stop room-hub
cp bin/hub.txt /opt/hub/
shutdown -r now
