//! What a request that writes does at the other end, by where it goes and what it carries.

use crate::facts::EffectKind as Kind;
use crate::facts::UndoClass::{R1, R2, R4};

use super::Doing;
use super::found::{Found, is_here};
use super::request::{Request, parts, request};

pub(super) fn found(doing: &Doing<'_>) -> Option<Found> {
    let request = request(doing.call)?;
    if matches!(request.method.as_str(), "GET" | "HEAD" | "OPTIONS") {
        return None;
    }
    let (host, path) = parts(request.url);
    if is_here(host) {
        return None;
    }
    let path = path.to_ascii_lowercase();
    let of = |words: &[&str]| words.iter().any(|word| path.contains(word));
    let at = |words: &[&str]| words.iter().any(|word| host.contains(word));
    let url = request.url.split(['?', '#']).next().unwrap_or(request.url);
    Some(if sends_message(host, &path) {
        Found::elsewhere(Kind::MessageSent, R4, url, host).inverse("send a correction to the same channel")
    } else if of(&["/hooks", "/webhook", "/subscriptions", "/callbacks"]) || registers(&request) {
        webhook(&request, url, host)
    } else if at(&["launchdarkly", "unleash", "flagsmith", "split.io", "configcat", "optimizely"])
        || of(&["/flags/", "/features/", "/feature-flags", "/toggles"])
        || request.body.contains("turnFlag")
    {
        flag(&request, url, host)
    } else if of(&["/activate", "/activation", "/license", "/licence"]) || at(&["license.", "licence.", "activation."])
    {
        Found::elsewhere(Kind::LicenceActivation, R2, url, host)
            .inverse(format!("deactivate before the restore: curl -X POST {}", url.replace("activate", "deactivate")))
    } else if of(&["/register", "/enroll", "/agents", "/nodes", "/devices"]) {
        Found::elsewhere(Kind::NodeRegistration, R2, url, host).inverse(format!("curl -X DELETE {url}/<id>"))
    } else if of(&["/dns_records", "/rrset", "/zones/"]) {
        Found::elsewhere(Kind::DnsChange, R1, url, host)
            .inverse(format!("curl -X PUT {url} -d <old record>"))
            .capture(format!("curl -s {url}"))
    } else if of(&["/kv/", "/v1/secret", "/config/", "/settings"]) {
        Found::elsewhere(Kind::ConfigStore, R1, url, host)
            .inverse(format!("curl -X PUT {url} -d <old value>"))
            .capture(format!("curl -s {url}"))
    } else {
        let inverse = if request.method == "POST" {
            format!("curl -X DELETE {url}/<id>")
        } else {
            format!("curl -X {} {url} -d <old value>", request.method)
        };
        Found::elsewhere(Kind::RemoteWrite, R2, url, host).inverse(inverse).capture(format!("curl -s {url}"))
    })
}

fn sends_message(host: &str, path: &str) -> bool {
    [
        "hooks.slack.com",
        "discord.com",
        "discordapp.com",
        "webhook.office.com",
        "api.telegram.org",
        "api.twilio.com",
        "api.sendgrid.com",
        "events.pagerduty.com",
    ]
    .iter()
    .any(|known| host.ends_with(known))
        || path.contains("chat.postmessage")
}

/// A body that names a URL and what to send there.
fn registers(request: &Request<'_>) -> bool {
    let body = request.body.to_ascii_lowercase();
    let names_url = body.contains("http://") || body.contains("https://");
    names_url && (body.contains("events") || body.contains("callback"))
}

fn webhook(request: &Request<'_>, url: &str, host: &str) -> Found {
    let inverse = match request.method.as_str() {
        "DELETE" => {
            format!("curl -X POST {} -d <the old registration>", url.rsplit_once('/').map_or(url, |(before, _)| before))
        }
        _ => format!("curl -X DELETE {url}/<id of the registration>"),
    };
    Found::elsewhere(Kind::WebhookRegistration, R2, url, host).inverse(inverse).capture(format!("curl -s {url}"))
}

fn flag(request: &Request<'_>, url: &str, host: &str) -> Found {
    let name = url.rsplit('/').next().unwrap_or(url);
    let inverse = if request.body.contains("turnFlagOn") {
        format!("curl -X PATCH {url} -d '{{\"instructions\":[{{\"kind\":\"turnFlagOff\"}}]}}'")
    } else {
        format!("curl -X {} {url} -d <old value>", request.method)
    };
    Found::elsewhere(Kind::FeatureFlag, R1, name, host).inverse(inverse).capture(format!("curl -s {url}"))
}
