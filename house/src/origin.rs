//! Which pages may speak to a Worker.

use std::net::Ipv4Addr;

/// The origins that a deployment lets in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origins {
    listed: Vec<String>,
    lan: bool,
}

impl Origins {
    /// Reads `ALLOWED_ORIGINS`: a list with commas or spaces, in which the word `lan` stands for
    /// everything on one's own network. What is malformed is told in one sentence each.
    #[must_use]
    pub fn read(list: &str) -> (Self, Vec<String>) {
        let mut origins = Self::default();
        let mut faults = Vec::new();
        for word in list.split([',', ' ', '\n']).filter(|word| !word.is_empty()) {
            if word == "lan" {
                origins.lan = true;
            } else if let Some(origin) = origin_of(word) {
                origins.listed.push(origin);
            } else {
                faults.push(format!(
                    "ALLOWED_ORIGINS: \"{word}\" is no origin such as https://example.com; it is left out."
                ));
            }
        }
        (origins, faults)
    }

    /// The first that is listed by address.
    #[must_use]
    pub fn first(&self) -> Option<&str> {
        self.listed.first().map(String::as_str)
    }

    /// Whether a request with this `Origin` is let in. One without is no page's, and is.
    #[must_use]
    pub fn admit(&self, origin: Option<&str>) -> bool {
        let Some(origin) = origin else { return true };
        (self.lan && (origin == "null" || is_near(origin)))
            || origin_of(origin).is_some_and(|origin| self.listed.contains(&origin))
    }
}

/// `scheme://host[:port]` of a web address, in lower case; `None` for anything else.
#[must_use]
pub fn origin_of(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let host = rest.split('/').next().filter(|host| !host.is_empty())?;
    let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let is_plain = !host.contains(['@', '?', '#', '*', '\\']);
    (is_web && is_plain).then(|| format!("{scheme}://{host}").to_ascii_lowercase())
}

/// Whether it is this machine or one on the same network.
fn is_near(origin: &str) -> bool {
    let Some(origin) = origin_of(origin) else { return false };
    let Some((_, host)) = origin.split_once("://") else { return false };
    if let Some(after) = host.strip_prefix("[::1]") {
        return after.is_empty() || after.starts_with(':');
    }
    let name = host.split(':').next().unwrap_or_default();
    name == "localhost"
        || name.strip_suffix(".local").is_some_and(|name| !name.is_empty())
        || name
            .parse::<Ipv4Addr>()
            .is_ok_and(|ip| ip.is_private() || ip.is_loopback() || ip.is_link_local())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admits(list: &str, origin: &str) -> bool {
        Origins::read(list).0.admit(Some(origin))
    }

    #[test]
    fn only_listed_pages_are_let_in() {
        let list = "https://tasting.example, https://www.example.org/";
        assert!(admits(list, "https://tasting.example"));
        assert!(admits(list, "https://WWW.example.org"));
        for foreign in [
            "https://evil.example",
            "http://tasting.example",
            "https://tasting.example:8443",
            "https://tasting.example.evil.example",
            "https://tasting.example@evil.example",
            "http://localhost:4321",
            "null",
            "",
        ] {
            assert!(!admits(list, foreign), "{foreign}");
        }
    }

    #[test]
    fn who_is_no_page_is_let_in() {
        assert!(Origins::default().admit(None));
    }

    #[test]
    fn the_word_lan_stands_for_ones_own_network() {
        for near in [
            "http://localhost:4321",
            "http://127.0.0.1",
            "http://[::1]:4321",
            "http://192.168.1.7:4321",
            "http://10.1.2.3",
            "http://172.31.0.1:8080",
            "https://laptop.local",
            "null",
        ] {
            assert!(admits("lan", near), "{near}");
        }
        for far in [
            "http://172.32.0.1",
            "http://8.8.8.8",
            "http://192.168.1.7.evil.example",
            "http://localhost.evil.example",
            "http://evil.example/.local",
            "http://.local",
            "http://[::1].evil.example",
            "ftp://localhost",
        ] {
            assert!(!admits("lan", far), "{far}");
        }
        assert!(admits("https://tasting.example lan", "https://tasting.example"));
    }

    #[test]
    fn a_malformed_origin_is_told_and_left_out() {
        let (origins, faults) = Origins::read("tasting.example,https://ok.example,*");
        assert_eq!(faults.len(), 2);
        assert_eq!(origins.first(), Some("https://ok.example"));
    }
}
