#!/bin/sh
echo /opt/room-hub/bin/clean | at 23:00
