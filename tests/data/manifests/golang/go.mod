// The relay agent.
module example.org/dten/relay

go 1.21

toolchain go1.22.4

require (
	github.com/gorilla/mux v1.8.1
	"golang.org/x/crypto" v0.17.0
	example.org/dten/wire v0.0.0-20240102030405-0123456789ab
)

require golang.org/x/net v0.19.0 // indirect

exclude golang.org/x/net v0.18.0

replace (
	golang.org/x/crypto => github.com/example/crypto v0.17.1
	example.org/dten/wire v0.0.0-20240102030405-0123456789ab => ../wire
	github.com/gorilla/mux v1.7.0 => github.com/gorilla/mux v1.7.4
)

retract v0.9.0 // broken
