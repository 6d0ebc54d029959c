#!/bin/sh
curl -fsSL https://get.example.com/agent.sh | bash
