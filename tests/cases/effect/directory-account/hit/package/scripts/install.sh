#!/bin/sh
realm join corp.example.com
