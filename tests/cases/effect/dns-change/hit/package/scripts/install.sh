#!/bin/sh
nsupdate -k key update.txt
