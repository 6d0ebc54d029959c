#!/bin/sh
systemctl stop x
