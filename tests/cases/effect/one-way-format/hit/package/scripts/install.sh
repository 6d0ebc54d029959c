#!/bin/sh
zpool upgrade tank
