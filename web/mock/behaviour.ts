// What the made-up package does, and what to do about it.
import type { Effect, Facts, Plan, PlanStep, PlannedWindow, Rollback, TimelineStep } from "../src/shared/report.ts";

const site = (path: string, line: number, excerpt: string) => ({ path, line, excerpt });
const HOOK = site("scripts/40-register.sh", 12, "curl -X POST https://git.example.com/api/v4/projects/7/hooks -H \"PRIVATE-TOKEN: ••••\"");
const FLAG = site("scripts/40-register.sh", 21, "ldcli flags update --flag dten-hybrid --on");
const NIGHTLY = site("etc/cron.d/dten", 3, "0 3 * * * dten sftp -b /opt/dten/batch upload@drop.example.net");
const effect = (made: Partial<Effect>): Effect => ({
  kind: "service-change", target: "", elsewhere: "", command: "", class: "R0", inverse: "", capture: "", is_conditional: false, site: HOOK, ...made,
});

const EFFECTS: Effect[] = [
  effect({ target: "dten-agentd.service", command: "systemctl enable --now dten-agentd", site: site("scripts/20-units.sh", 8, "systemctl enable --now dten-agentd") }),
  effect({ kind: "webhook-registration", target: "https://git.example.com/api/v4/projects/7/hooks", elsewhere: "git.example.com", class: "R1", site: HOOK, is_conditional: true }),
  effect({ kind: "feature-flag-change", target: "dten-hybrid", elsewhere: "flags.example.com", class: "R1", site: FLAG }),
  effect({ kind: "remote-copy", target: "/var/lib/dten/\u202Etxt", elsewhere: "drop.example.net", class: "R4", site: NIGHTLY }),
];

export const TIMELINE: TimelineStep[] = [
  { stage: "install", effect: 0, through: ["install.sh", "scripts/20-units.sh"] },
  { stage: "install", effect: 1, through: ["install.sh", "scripts/40-register.sh"] },
  { stage: "install", effect: 2, through: ["install.sh"] },
  { stage: "later", effect: 3, through: [] },
];

export const ROLLBACK: Rollback = {
  items: [
    { class: "R4", kind: "remote-copy", target: "/var/lib/dten", elsewhere: "drop.example.net", text: "Ask who runs `drop.example.net` to delete what was sent.", inverse: "", stage: "later", covered_by: null, site: NIGHTLY },
    { class: "R1", kind: "webhook-registration", target: "/projects/7/hooks", elsewhere: "git.example.com", text: "Delete the webhook that the upgrade registered.", inverse: "curl -X DELETE https://git.example.com/api/v4/projects/7/hooks/<id>", stage: "install", covered_by: null, site: HOOK },
    { class: "R1", kind: "feature-flag-change", target: "dten-hybrid", elsewhere: "flags.example.com", text: "Set the flag `dten-hybrid` back.", inverse: "ldcli flags update --flag dten-hybrid --off", stage: "install", covered_by: site("rollback.sh", 14, ""), site: FLAG },
  ],
  captures: [{ text: "List the webhooks that exist now.", command: "curl https://git.example.com/api/v4/projects/7/hooks", sites: [HOOK] }],
  scripts: ["rollback.sh"],
  undone_by_snapshot: 1,
};

type Behaviour = Pick<Facts, "effects" | "invocations" | "schedules" | "endpoints" | "units" | "unit_uses" | "secrets" | "migrations" | "sql_hazards">;

export const NO_BEHAVIOUR: Behaviour = { effects: [], invocations: [], schedules: [], endpoints: [], units: [], unit_uses: [], secrets: [], migrations: [], sql_hazards: [] };

export const BEHAVIOUR: Behaviour = {
  ...NO_BEHAVIOUR,
  effects: EFFECTS,
  schedules: [{ kind: "cron-job", name: "dten", expression: "0 3 * * *", words: "every day at 03:00", time_zone: "", command: "sftp -b /opt/dten/batch upload@drop.example.net", user: "dten", site: NIGHTLY }],
  endpoints: [
    { host: "drop.example.net", port: null, scheme: "sftp", url: "sftp://drop.example.net", kind: "file-transfer", unverified_by: "StrictHostKeyChecking=no", site: NIGHTLY },
    ...Array.from({ length: 7 }, () => ({ host: "git.example.com", port: null, scheme: "https", url: "https://git.example.com/", kind: "webhook" as const, unverified_by: "", site: HOOK })),
  ],
  units: [{ name: "dten-agent.service", aliases: [], system: "systemd", command: "/opt/dten/agent", site: site("units/dten-agent.service", 1, "") }],
  unit_uses: [{ name: "dten-agentd.service", system: "systemd", verb: "enable", site: site("scripts/20-units.sh", 8, "") }],
  secrets: [{ kind: "provider-token", provider: "GitLab personal access token", name: "GITLAB_TOKEN", shown: "gl…7Q", length_chars: 26, digest: "0011223344556677", certainty: 3, site: site("scripts/.cred.tmp", 1, "GITLAB_TOKEN=••••") }],
};

const STEP: PlanStep = { id: "", text: "", command: "", expected: "", abort_if: "", minutes: null, evidence: [], findings: [] };

/** Adds what no finding asks for. */
export function planned(plan: Plan, window: PlannedWindow | null): Plan {
  const capture: PlanStep = {
    ...STEP,
    id: "capture-hooks",
    text: "List the webhooks that exist now.",
    command: "curl https://git.example.com/api/v4/projects/7/hooks",
    expected: "A list, which you keep.",
    abort_if: "The token does not work.",
    minutes: { what: "list the webhooks", minutes: 5, basis: "by experience" },
    evidence: [{ kind: "lines", path: HOOK.path, start: HOOK.line, end: HOOK.line, excerpt: HOOK.excerpt }],
  };
  return {
    ...plan,
    before: [capture, ...plan.before],
    window: {
      parts: [{ what: "waits of `scripts/50-activate.sh`", minutes: 20, basis: "waits as written in it" }, { what: "a restart", minutes: 10, basis: "by experience" }],
      unknown: ["How long `migrations/0047.sql` takes."],
      work_minutes: 30, rollback_minutes: 45, buffer_minutes: 30, total_minutes: 105,
      rollback_parts: [{ what: "restoring the snapshot", minutes: 45, basis: "by experience" }],
      buffer_basis: "as long as the work",
      start: window?.start ?? null,
      end: window?.end ?? null,
      turn_back_at: window === null ? null : new Date(Date.parse(window.end) - 75 * 60_000).toISOString(),
      is_too_short: false,
      point_of_no_return: { text: "The webhook is registered at `git.example.com`.", location: { kind: "lines", path: HOOK.path, start: HOOK.line, end: HOOK.line, excerpt: HOOK.excerpt } },
    },
    gates: [{ when: "before the window", question: "Is there a snapshot of every node?", no_go: "One is missing." }],
    messages: [{ when: "a week before", text: "On <day> we upgrade dten to 5.1.0.\nIt is away for up to 1 h 45 min." }],
  };
}
