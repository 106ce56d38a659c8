//! Which headers pass, in either direction: few, and none that says who somebody is.

/// What the site hears of a visitor. Never a cookie, a credential, an address or where they come from.
pub const ASKED: [&str; 6] =
    ["accept", "accept-language", "if-modified-since", "if-none-match", "if-range", "range"];

/// What the visitor hears of the site; `location` is looked at first. Never a cookie.
pub const ANSWERED: [&str; 20] = [
    "accept-ranges",
    "cache-control",
    "content-disposition",
    "content-language",
    "content-range",
    "content-security-policy",
    "content-type",
    "cross-origin-embedder-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "etag",
    "expires",
    "last-modified",
    "permissions-policy",
    "referrer-policy",
    "service-worker-allowed",
    "strict-transport-security",
    "vary",
    "x-frame-options",
    "x-robots-tag",
];
