#!/bin/sh
# systemctl disable dten-agentd
echo "nothing to do"
