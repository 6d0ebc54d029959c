terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.30"
    }
    random = { source = "hashicorp/random" }
  }
}

/* module "old" { source = "x" } */
module "vpc" {
  source  = "terraform-aws-modules/vpc/aws"
  version = "5.5.1"
  name    = "dten"
}

module "local" {
  source = "./modules/gateway"
}

module "pinned" {
  source = "git::https://git.dten.example/tf.git?ref=0d3e6a1b2c3d4e5f60718293a4b5c6d7e8f90112"
}
