//! The files that the pages use. Their addresses contain a hash of their content, so that browsers may keep them
//! forever.

use std::sync::LazyLock;

use sha2::{Digest as _, Sha256};

/// A file that the pages load.
#[derive(Debug)]
pub struct Asset {
    /// The path at which it is served.
    pub path: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its content.
    pub content: String,
}

/// The style sheet of all pages.
pub(super) static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    // Relative to the style sheet, so that a proxy can serve both below a path.
    let name = ORNAMENT.path.rsplit('/').next().unwrap_or_default();
    let style = include_str!("assets/style.css").replace("ornament.svg", name);
    Asset::new("style", "css", "text/css; charset=utf-8", style)
});

/// The icon of browser tabs and bookmarks.
pub(super) static ICON: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("icon", "svg", "image/svg+xml", include_str!("assets/icon.svg").to_owned()));

/// The ornament that the style sheet draws as a frieze.
static ORNAMENT: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("ornament", "svg", "image/svg+xml", include_str!("assets/ornament.svg").to_owned())
});

impl Asset {
    fn new(name: &str, ending: &str, media_type: &'static str, content: String) -> Self {
        let hash: [u8; 32] = Sha256::digest(&content).into();
        let short = hash.iter().take(6).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        Self { path: format!("/pages/{name}.{short:012x}.{ending}"), media_type, content }
    }

    /// Returns the file at a path.
    pub fn at(path: &str) -> Option<&'static Self> {
        [&*STYLE, &*ICON, &*ORNAMENT].into_iter().find(|asset| asset.path == path)
    }

    /// Returns the icon, which browsers also look for at a path of their own.
    pub fn icon() -> &'static Self {
        &ICON
    }
}
