// Starts the relay. "npm:not@1.0.0" in a comment imports nothing.
import { Hono } from "npm:hono@4.6.3";
import { parseArgs } from "jsr:@std/cli@^1.0.6/parse-args";
import { Codec } from "./codec.ts";

const { Button } = await import(
  "https://esm.sh/@dten/widgets@2.4.0/button?bundle"
);

const { port } = parseArgs(Deno.args, { default: { port: 8443 } });
Deno.serve({ port }, new Hono().route("/", new Codec(Button)).fetch);
