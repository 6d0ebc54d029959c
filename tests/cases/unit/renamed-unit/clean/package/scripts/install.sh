#!/bin/sh
systemctl restart room-hubd
