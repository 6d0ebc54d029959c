#!/bin/sh
systemctl enable x
reboot
