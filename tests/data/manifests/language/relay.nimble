version       = "0.4.0"
author        = "DTEN"

requires "nim >= 2.0", "chronos >= 4.0"
requires "stew"  # helpers
