#!/bin/sh
systemctl restart cron
