# frozen_string_literal: true

RELAY_VERSION = "0.4.0"

Gem::Specification.new do |spec|
  spec.name = "relay-client"
  spec.version = RELAY_VERSION
  spec.summary = "Talks to the relay, version #{RELAY_VERSION}"
  spec.required_ruby_version = Gem::Requirement.new(">= 2.7.0")
  spec.extensions = %w[ext/relay/extconf.rb]
  spec.add_dependency "rack", ">= 2", "< 4"
  spec.add_runtime_dependency(%q<json>.freeze, ["~> 2.6".freeze])
  spec.add_development_dependency "rspec"
end
