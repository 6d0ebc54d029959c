#!/bin/sh
sudo systemctl stop room-hub
sudo cp bin/hub.txt /opt/hub/
