#!/bin/sh
# Upgrades the room agent to 5.0.1.
set -eu

prefix=/opt/dten
[ "$(id -u)" -eq 0 ] || { echo "run as root" >&2; exit 1; }

systemctl stop dten-agent
cp -a "$prefix/data" "$prefix/data.before-5.0.1"
psql -d rooms -f migrations/0042-bookings.sql
install -m 755 bin/dten-agent "$prefix/bin/dten-agent"
systemctl start dten-agent

if [ -f /var/run/reboot-required ]; then
    reboot
fi
