#!/bin/sh
useradd -r dten
