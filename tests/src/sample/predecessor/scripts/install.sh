#!/bin/bash
# DTEN Manager full upgrade 4.8. Run as root.
cd "$(dirname "$0")" || exit 1
[ "$(id -u)" -eq 0 ] || { echo "run as root" >&2; exit 1; }
systemctl stop dten-agentd dten-manager
install -m 0755 ../bin/dten-manager ../bin/dten-agent /opt/dten/bin/
install -m 0644 ../lib/libdtencore.so.4 /opt/dten/lib/
install -m 0644 ../conf/dten.default.yaml /etc/dten/
install -m 0644 ../systemd/dten-agentd.service /etc/systemd/system/
systemctl daemon-reload
systemctl start dten-manager dten-agentd
