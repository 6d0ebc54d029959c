#!/bin/bash
# Removes DTEN Manager 4.8. Run as root.
systemctl disable --now dten-agentd dten-manager
rm -f /etc/systemd/system/dten-agentd.service
rm -rf /opt/dten/bin /opt/dten/lib
