#!/bin/sh
timedatectl set-timezone UTC
