package = "relay"
local release = "0.4.0" -- once a month
version = release .. "-1"
source = { url = "https://example.org/relay-0.4.0.tar.gz" }
description = { summary = "version = nine", license = "MIT" }
dependencies = {
   "lua >= 5.1, < 5.5",
   "luasocket ~> 3.0", -- not "this"
}
test_dependencies = { 'busted' }
