#!/bin/sh
gitlab-runner register -n
