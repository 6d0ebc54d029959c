#!/bin/sh
systemctl restart room-hub cron "$OTHER"
