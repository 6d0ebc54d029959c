//! What stores and devices take: Appx and MSIX, property lists, Android OTA, AppStream.

mod android_ota;
mod appstream;
mod appx;
mod appx_bundle;
mod info_plist;

use super::Format;

pub(super) const FORMATS: &[Format] =
    &[appx::FORMAT, appx_bundle::FORMAT, info_plist::FORMAT, android_ota::FORMAT, appstream::FORMAT];
