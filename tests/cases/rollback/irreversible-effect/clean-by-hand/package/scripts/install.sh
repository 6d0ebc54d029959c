#!/bin/sh
systemctl enable x
