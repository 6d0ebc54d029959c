#!/bin/sh
systemctl restart room-cache nginx
