//! Sentences about reboot, downtime and privileges.

use dropscope_core::facts::{RequirementKind as Kind, Stance};

use super::kit::facts;

fn said(sentence: &str) -> Option<(Kind, Stance, Option<u32>)> {
    let facts = facts("README.txt", sentence);
    assert!(facts.requirements.len() <= 1, "{:?}", facts.requirements);
    facts.requirements.first().map(|r| (r.kind, r.stance, r.minutes))
}

#[test]
fn sentences() {
    let reboot = |stance| Some((Kind::Reboot, stance, None));
    let lasts = |minutes| Some((Kind::Downtime, Stance::Statement, Some(minutes)));
    let privilege = |stance| Some((Kind::Privilege, stance, None));
    let table = [
        ("A reboot is recommended.", reboot(Stance::Advice)),
        ("A reboot may be needed", reboot(Stance::Advice)),
        ("Reboot the server if necessary.", reboot(Stance::Advice)),
        ("You should restart the machine afterwards.", reboot(Stance::Advice)),
        ("No reboot required.", reboot(Stance::NotRequired)),
        ("The update does not require a reboot.", reboot(Stance::NotRequired)),
        ("Services come back without a reboot.", reboot(Stance::NotRequired)),
        ("A reboot is required after installation.", reboot(Stance::Required)),
        ("The appliance must be rebooted.", reboot(Stance::Required)),
        ("Reboot the server.", reboot(Stance::Required)),
        ("A reboot is not necessarily needed.", reboot(Stance::Advice)),
        ("Takes about five minutes to install.", lasts(5)),
        ("The upgrade takes 5-10 minutes.", lasts(10)),
        ("Downtime: 5 min", lasts(5)),
        ("Expect a downtime of less than 1 hour.", lasts(60)),
        ("Plan an outage of half an hour.", lasts(30)),
        ("The service will be unavailable for 90 seconds.", lasts(2)),
        ("The maintenance window is 1 hour and 30 minutes.", lasts(90)),
        ("A 20-minute outage is planned.", lasts(20)),
        ("There is no downtime.", Some((Kind::Downtime, Stance::NotRequired, Some(0)))),
        ("Downtime may vary.", Some((Kind::Downtime, Stance::Advice, None))),
        ("Run the script as root.", privilege(Stance::Required)),
        ("Requires administrator rights.", privilege(Stance::Required)),
        ("Root privileges are not required.", privilege(Stance::NotRequired)),
        ("You may need sudo.", privilege(Stance::Advice)),
        ("sudo ./install.sh", privilege(Stance::Required)),
        ("Version 5.0.1 fixes a bug.", None),
        ("The import runs at 03:00 and takes 10 minutes.", None),
        ("See the restart policy of the container.", None),
        ("Chroot is used.", None),
        ("The grass roots effort takes time.", None),
        ("", None),
    ];
    for (sentence, wanted) in table {
        assert_eq!(said(sentence), wanted, "{sentence}");
    }
}

#[test]
fn several_sentences_in_one_line() {
    let facts = facts("INSTALL.txt", "Run as root. Version 5.0.1. No reboot is needed; the upgrade takes two hours.");
    let said: Vec<_> = facts.requirements.iter().map(|r| (r.kind, r.minutes)).collect();
    assert_eq!(said, [(Kind::Privilege, None), (Kind::Reboot, None), (Kind::Downtime, Some(120))]);
}

#[test]
fn fields_that_leave_it_open() {
    let text = r#"{"name": "x", "version": "1", "rollback": "TBD", "severity": "recommended", "reboot": "as appropriate",
                   "downtimeSeconds": 90, "requirements": {"reboot": true, "memory": "may need more"}}"#;
    let facts = facts("manifest.json", text);
    let said: Vec<_> = facts.requirements.iter().map(|r| (r.kind, r.stance, r.minutes, r.text.as_str())).collect();
    assert_eq!(
        said,
        [
            (Kind::Other, Stance::Advice, None, "memory: may need more"),
            (Kind::Other, Stance::Advice, None, "rollback: TBD"),
            (Kind::Reboot, Stance::Advice, None, "reboot: as appropriate"),
            (Kind::Downtime, Stance::Statement, Some(2), "downtimeSeconds: 90"),
            (Kind::Reboot, Stance::Required, None, "reboot: true"),
        ]
    );
}
