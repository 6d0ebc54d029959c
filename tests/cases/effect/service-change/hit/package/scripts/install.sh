#!/bin/sh
systemctl disable dten-agentd
