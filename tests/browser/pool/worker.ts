// The worker as it ships, made to break in one batch. FAULT is set when the test page is built; what ships has none of it.
import { Session } from "dropscope-engine";
import { serve } from "../../../web/src/worker/serve.ts";

/**
 * `trap:N`, `hang:N` and `slow:N` while batch N is read, `reduce-trap:N` when its facts are judged, `report-trap:0` when
 * the report is made, `input-trap:N` when the N-th file is put beside the package (it traps again where it is given again),
 * `baseline-trap:0` when the package to compare with is taken, `compare-trap:0` when a report is made with it, or "".
 */
declare const FAULT: string;

const [kind, number] = FAULT.split(":");
const wanted = Number(number);

/** A real one: code after it never runs, and it is no Error of ours. */
function trap(): never {
  const module = new Uint8Array([
    0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 0x74, 0, 0, 10, 5, 1, 3, 0, 0, 11,
  ]);
  (new WebAssembly.Instance(new WebAssembly.Module(module)).exports["t"] as () => void)();
  throw new Error("a trap does not return");
}

/** Long enough for a test to change the file. */
const SLOW_MS = 1_000;

let current = -1;
let isCompared = false;
const { begin, finish, push, add, report, add_input, set_baseline, clear_baseline } = Session.prototype;

Session.prototype.begin = function (batch) {
  current = batch;
  begin.call(this, batch);
};

Session.prototype.push = function (chunk) {
  breakIf(current);
  push.call(this, chunk);
};

Session.prototype.finish = function () {
  breakIf(current);
  return finish.call(this);
};

Session.prototype.add = function (batch, facts) {
  if (kind === "reduce-trap" && batch === wanted) trap();
  return add.call(this, batch, facts);
};

Session.prototype.add_input = function (name, bytes, choice) {
  if (kind === "input-trap" && name === `beside-${wanted}.csv`) trap();
  return add_input.call(this, name, bytes, choice);
};

Session.prototype.report = function (sha256) {
  if (kind === "report-trap" || (kind === "compare-trap" && isCompared)) trap();
  return report.call(this, sha256);
};

Session.prototype.set_baseline = function (facts) {
  if (kind === "baseline-trap") trap();
  isCompared = true;
  set_baseline.call(this, facts);
};

Session.prototype.clear_baseline = function () {
  isCompared = false;
  clear_baseline.call(this);
};

function breakIf(batch: number): void {
  if (batch !== wanted) return;
  if (kind === "trap") trap();
  const until = performance.now() + (kind === "slow" ? SLOW_MS : 0);
  while (kind === "hang" || performance.now() < until);
}

serve();
