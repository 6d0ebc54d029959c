#!/bin/sh
systemctl stop room-hub
reboot
