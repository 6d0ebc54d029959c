#!/bin/sh
at -l
