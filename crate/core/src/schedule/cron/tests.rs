#![allow(clippy::unwrap_used)]

use super::*;

#[test]
fn reports_use_the_clock_of_24_hours() {
    for (expression, words) in [
        ("0 3 * * *", "every day at 03:00"),
        ("@daily", "every day at 00:00"),
        ("30 22 * * 1-5", "at 22:30, Monday through Friday"),
        ("*/15 * * * *", "every 15 minutes"),
        ("0 6,18 * * *", "every day at 06:00 and 18:00"),
        ("@reboot", "at every start of the machine"),
        ("@every 1h30m", "every 1 hour 30 minutes"),
        ("0 3 * *", ""),
    ] {
        assert_eq!(plain(expression, CronStyle::CRONTAB), words, "{expression}");
    }
}

#[test]
fn quartz_counts_sunday_as_one() {
    assert_eq!(plain("0 0 12 ? * 2", CronStyle::QUARTZ), "at 12:00, only on Monday");
}

#[test]
fn refuses_with_a_reason() {
    for (expression, reason) in [
        ("", "it has 0 fields, and needs five to seven"),
        ("60 * * * *", "60 is no minute: it goes from 0 to 59"),
        ("*/0 * * * *", "the step of the minute is 0"),
        ("0 0 1W,15W * *", "`W` stands with a single day only, not in a list or range"),
        ("@noon", "there is no `@noon`"),
        ("0 0 * FOO *", "`FOO` is no month"),
    ] {
        let error = describe_cron(expression, CronStyle::default()).unwrap_err();
        assert_eq!(error.to_string(), reason, "{expression}");
    }
}

#[test]
fn a_last_day_with_nothing_else_is_told() {
    let words = |expression| describe_cron(expression, CronStyle::default()).unwrap();
    assert_eq!(words("0 8 L-2 * ?"), "At 08:00 AM, 2 days before the last day of the month");
    assert_eq!(words("0 8 ? * FRI,MONL"), "At 08:00 AM, only on Friday and on the last Monday of the month");
}
