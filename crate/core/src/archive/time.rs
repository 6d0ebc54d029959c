//! Times as archives state them.

use crate::facts::Timestamp;

/// A DOS date and time (date in the high half), taken as UTC; `None` where it names no day (month 0, hour 31, …).
pub(super) fn from_dos(dos_time: u32) -> Option<Timestamp> {
    let (date, time) = (dos_time >> 16, dos_time & 0xffff);
    let (year, month, day) = (1980 + (date >> 9), (date >> 5) & 15, date & 31);
    let (hour, minute, second) = (time >> 11, (time >> 5) & 63, (time & 31) * 2);
    Timestamp::from_civil(i64::from(year), month, day, hour, minute, second).filter(|_| second < 60)
}

/// An NTFS time: 100-nanosecond steps since 1601.
pub(super) fn from_ntfs(steps: u64) -> Option<Timestamp> {
    const FROM_1601_TO_1970: i64 = 11_644_473_600;
    let seconds = i64::try_from(steps / 10_000_000).ok()?;
    (steps != 0).then(|| Timestamp(seconds - FROM_1601_TO_1970))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dos_times() {
        assert_eq!(from_dos(0x0021_0000), Some(Timestamp(315_532_800)), "1980-01-01");
        assert_eq!(from_dos(0x5d77_5094), Some(Timestamp(1_795_428_280)), "2026-11-23T10:04:40");
        assert_eq!(from_dos(0), None, "month 0");
        assert_eq!(from_dos(0x0021_ffff), None, "hour 31");
        assert_eq!(from_dos((((3 << 9) | (2 << 5) | 29) as u32) << 16), None, "29 February 1983");
        assert!(from_dos((((4 << 9) | (2 << 5) | 29) as u32) << 16).is_some(), "29 February 1984");
    }

    #[test]
    fn ntfs_times() {
        assert_eq!(from_ntfs(116_444_736_000_000_000), Some(Timestamp(0)));
        assert_eq!(from_ntfs(0), None);
    }
}
