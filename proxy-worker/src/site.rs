//! A site whose pages are shown here, and why no address leads past it.

use percent_encoding::percent_decode_str;
use sommelier_house::origin_of;

/// A site whose pages are shown here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    origin: String,
}

impl Site {
    /// Reads `https://docs.example`; `None` for what has a path or is no web address.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let origin = origin_of(text)?;
        let is_bare = text.trim_end_matches('/').eq_ignore_ascii_case(&origin);
        is_bare.then_some(Self { origin })
    }

    /// Where the page of this path and query is. `None` for a path that somebody could read as leading elsewhere.
    #[must_use]
    pub fn address(&self, path: &str, query: Option<&str>) -> Option<String> {
        let query = query.map(|query| format!("?{query}")).unwrap_or_default();
        is_plain(path).then(|| format!("{}{path}{query}", self.origin))
    }

    /// Where a redirect of the site leads in the visitor's browser. `None` when that is another site.
    #[must_use]
    pub fn location(&self, location: &str) -> Option<String> {
        let here = location.strip_prefix(self.origin.as_str()).unwrap_or(location);
        let end = here.find(['?', '#']).unwrap_or(here.len());
        let (path, rest) = here.split_at_checked(end)?;
        (is_plain(path) && !rest.contains(char::is_control)).then(|| here.to_owned())
    }

    /// Whether this is the site of that address.
    #[must_use]
    pub fn is_at(&self, url: &str) -> bool {
        let host = |origin: &str| origin.split_once("://").map(|(_, host)| host.to_owned());
        origin_of(url).is_some_and(|origin| host(&origin) == host(&self.origin))
    }
}

/// Whether everyone reads a path alike: no empty segments, no dots for one, nothing that decodes to a separator,
/// and nothing encoded twice.
fn is_plain(path: &str) -> bool {
    let Some(below) = path.strip_prefix('/') else { return false };
    let mut segments = below.split('/').peekable();
    while let Some(segment) = segments.next() {
        let Ok(read) = percent_decode_str(segment).decode_utf8() else { return false };
        let is_empty = read.is_empty() && segments.peek().is_some();
        let is_odd = read.contains(['/', '\\', '%', '?', '#']) || read.contains(char::is_control);
        if is_empty || is_odd || matches!(read.as_ref(), "." | "..") {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use url::Url;

    use super::*;

    fn docs() -> Site {
        Site::read("https://docs.example").unwrap()
    }

    #[test]
    fn a_site_is_an_origin_and_nothing_more() {
        assert_eq!(Site::read("https://Docs.example/"), Some(docs()));
        assert!(Site::read("http://127.0.0.1:3002").is_some());
        for no_site in ["", "docs.example", "ftp://docs.example", "https://docs.example/docs"] {
            assert_eq!(Site::read(no_site), None, "{no_site}");
        }
        for no_site in ["https://user@docs.example", "https://docs.example?x", "https://"] {
            assert_eq!(Site::read(no_site), None, "{no_site}");
        }
    }

    #[test]
    fn a_page_is_at_the_same_path_with_its_query() {
        let of = |path, query| docs().address(path, query);
        let at = |path: &str| Some(format!("https://docs.example{path}"));
        assert_eq!(of("/docs", None), at("/docs"));
        assert_eq!(of("/docs/", None), at("/docs/"));
        assert_eq!(of("/docs/rules.html", Some("q=a//b")), at("/docs/rules.html?q=a//b"));
        assert_eq!(of("/docs/d%C3%A9gustation", None), at("/docs/d%C3%A9gustation"));
    }

    #[test]
    fn a_path_that_could_lead_elsewhere_has_no_page() {
        for path in [
            "",
            "docs",
            "//evil.example/docs",
            "/docs//evil.example",
            "/docs/\\evil.example",
            "/docs/%5Cevil.example",
            "/docs/%2F%2Fevil.example",
            "/docs/../host",
            "/docs/./host",
            "/docs/%2e%2e/host",
            "/docs/.%2E/host",
            "/docs/%252e%252e/host",
            "/docs/%00",
            "/docs/%0d%0aset-cookie:x",
            "/docs/%ff",
            "@evil.example",
        ] {
            assert_eq!(docs().address(path, None), None, "{path}");
        }
    }

    #[test]
    fn a_redirect_stays_on_this_domain() {
        let to = |location| docs().location(location);
        assert_eq!(to("/docs/").as_deref(), Some("/docs/"));
        assert_eq!(to("https://docs.example/docs/a?b=/c#d").as_deref(), Some("/docs/a?b=/c#d"));
        for elsewhere in [
            "https://evil.example/docs",
            "https://docs.example.evil.example/docs",
            "https://docs.example@evil.example/",
            "https://docs.example",
            "//evil.example",
            "/\\evil.example",
            "javascript:alert(1)",
            "",
        ] {
            assert_eq!(to(elsewhere), None, "{elsewhere}");
        }
    }

    #[test]
    fn a_site_knows_its_own_address() {
        assert!(docs().is_at("https://docs.example/docs/x"));
        assert!(docs().is_at("http://DOCS.example/"));
        assert!(!docs().is_at("https://play.example/docs"));
    }

    proptest! {
        /// Whatever is asked for, and however it is written: the address built is the docs' own.
        #[test]
        fn no_path_and_no_query_leave_the_site(
            path in r"/(docs|[/\\.%@:?#a-z0-9\u{1}-\u{ff}]{0,6}){0,6}",
            query in proptest::option::of(r"[/\\.%@:?#a-z0-9]{0,12}"),
        ) {
            if let Some(address) = docs().address(&path, query.as_deref()) {
                let read = Url::parse(&address).unwrap();
                prop_assert_eq!(read.origin(), Url::parse("https://docs.example").unwrap().origin());
                prop_assert!(read.username().is_empty());
            }
            if let Some(location) = docs().location(&path) {
                let read = Url::parse("https://play.example/docs/").unwrap().join(&location).unwrap();
                prop_assert_eq!(read.host_str(), Some("play.example"));
            }
        }
    }
}
