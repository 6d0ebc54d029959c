#!/bin/sh
sleep 900
