#!/bin/sh
sudo systemctl start room-hub
