#!/bin/bash
# Puts binaries and configuration back. The database and the integrations are NOT rolled back.
. "$(dirname "$0")/common.sh"
sudo systemctl stop dten-manager dten-agentd
sudo cp -a "$DTEN_HOME/backup/bin/." "$DTEN_HOME/bin/"
sudo cp -a "$DTEN_HOME/backup/dten/." "$DTEN_CONF/"
sudo systemctl start dten-manager dten-agentd
