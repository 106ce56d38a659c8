//! Which address leads where.

/// Where a path leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route<'p> {
    /// What this is and how it fares.
    Health,
    /// A room, by its code.
    Room(&'p str),
    /// Where sessions are made under a code that the server picks.
    Sessions,
    /// The results of a session.
    Results(&'p str, ResultsForm),
    /// The journal of a session.
    Journal(&'p str),
    /// Where host identities are made.
    Hosts,
    /// A host.
    Host(&'p str),
    /// A host's sessions.
    HostSessions(&'p str),
    /// One of them: the host, the code.
    HostSession(&'p str, &'p str),
    /// Where one of them comes back from being deleted.
    Restore(&'p str, &'p str),
    /// Where a parked one gets a room again.
    Open(&'p str, &'p str),
}

/// How results are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResultsForm {
    /// For programs.
    Json,
    /// For spreadsheets.
    Csv,
}

/// The path of a URL as the runtime writes one: there is always one, and a parser weighs 90 KB.
#[must_use]
pub fn path_of(url: &str) -> &str {
    let host = url.split_once("://").map_or(url, |(_, host)| host);
    let path = host.find('/').and_then(|at| host.get(at..)).unwrap_or_default();
    path.split(['?', '#']).next().unwrap_or_default()
}

impl<'p> Route<'p> {
    /// Reads a path; what is no address is `None`, and nothing is made for it.
    #[must_use]
    pub fn of(path: &'p str) -> Option<Self> {
        let segments: Vec<_> = path.strip_prefix('/')?.split('/').collect();
        Some(match *segments.as_slice() {
            ["" | "health"] => Self::Health,
            ["parties", "main" | "game-session", code] | ["party", code] if is_code(code) => {
                Self::Room(code)
            }
            ["sessions"] => Self::Sessions,
            ["sessions", code, "results.json"] if is_code(code) => {
                Self::Results(code, ResultsForm::Json)
            }
            ["sessions", code, "results.csv"] if is_code(code) => {
                Self::Results(code, ResultsForm::Csv)
            }
            ["sessions", code, "journal"] if is_code(code) => Self::Journal(code),
            ["hosts"] => Self::Hosts,
            ["hosts", host] if is_handle(host) => Self::Host(host),
            ["hosts", host, "sessions"] if is_handle(host) => Self::HostSessions(host),
            ["hosts", host, "sessions", code] if is_handle(host) && is_code(code) => {
                Self::HostSession(host, code)
            }
            ["hosts", host, "sessions", code, "restore"] if is_handle(host) && is_code(code) => {
                Self::Restore(host, code)
            }
            ["hosts", host, "sessions", code, "open"] if is_handle(host) && is_code(code) => {
                Self::Open(host, code)
            }
            _ => return None,
        })
    }

    /// What may be done there, as `Allow` says it.
    #[must_use]
    pub fn allows(self) -> &'static str {
        match self {
            Self::Health | Self::Results(..) | Self::Journal(_) | Self::HostSessions(_) => {
                "GET, HEAD, OPTIONS"
            }
            Self::Room(_) => "GET, HEAD, POST, OPTIONS",
            Self::Sessions | Self::Hosts | Self::Restore(..) | Self::Open(..) => "POST, OPTIONS",
            Self::Host(_) | Self::HostSession(..) => "DELETE, OPTIONS",
        }
    }

    /// Whether this may be done there.
    #[must_use]
    pub fn takes(self, method: &str) -> bool {
        self.allows().split(", ").any(|allowed| allowed == method)
    }

    /// The room it is about, for the log.
    #[must_use]
    pub fn room(self) -> Option<&'p str> {
        match self {
            Self::Room(code)
            | Self::Results(code, _)
            | Self::Journal(code)
            | Self::HostSession(_, code)
            | Self::Restore(_, code)
            | Self::Open(_, code) => Some(code),
            Self::Health | Self::Sessions | Self::Hosts | Self::Host(_) | Self::HostSessions(_) => {
                None
            }
        }
    }

    /// What it is called in the log.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Health => "health",
            Self::Room(_) => "room",
            Self::Sessions => "sessions",
            Self::Results(..) => "results",
            Self::Journal(_) => "journal",
            Self::Hosts => "hosts",
            Self::Host(_) => "host",
            Self::HostSessions(_) => "host_sessions",
            Self::HostSession(..) => "host_session",
            Self::Restore(..) => "restore",
            Self::Open(..) => "open",
        }
    }
}

/// Four to six digits.
fn is_code(text: &str) -> bool {
    (4..=6).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `[A-Z0-9]{1,24}-[A-Z0-9]{1,24}`.
fn is_handle(text: &str) -> bool {
    let is_word = |word: &str| {
        (1..=24).contains(&word.len())
            && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    };
    text.split_once('-').is_some_and(|(first, second)| is_word(first) && is_word(second))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_what_lies_between_the_host_and_the_query() {
        for (url, path) in [
            ("https://a.example/", "/"),
            ("https://a.example/party/4821", "/party/4821"),
            ("http://127.0.0.1:8787/party/4821?ticks=0&at=/x", "/party/4821"),
            ("https://a.example/?at=/party/4821", "/"),
            ("https://a.example//party/4821", "//party/4821"),
            ("https://a.example/party/4821#/sessions", "/party/4821"),
            ("https://a.example", ""),
        ] {
            assert_eq!(path_of(url), path, "{url}");
        }
    }

    #[test]
    fn three_addresses_lead_to_one_room() {
        for path in ["/parties/main/4821", "/parties/game-session/4821", "/party/4821"] {
            assert_eq!(Route::of(path), Some(Route::Room("4821")));
        }
        assert_eq!(Route::of("/party/482199"), Some(Route::Room("482199")));
    }

    #[test]
    fn what_is_no_code_leads_nowhere() {
        for code in ["", "482", "4821999", "48a1", "４８２１", "4821/", "%34821", "..", "4821 "]
        {
            assert_eq!(Route::of(&format!("/party/{code}")), None, "{code}");
            assert_eq!(Route::of(&format!("/parties/main/{code}")), None, "{code}");
        }
        for path in ["", "party/4821", "/parties/other/4821", "//party/4821", "/Party/4821"] {
            assert_eq!(Route::of(path), None, "{path}");
        }
    }

    #[test]
    fn hosts_and_their_sessions_have_addresses() {
        let host = "TANNIC-FALCON";
        assert_eq!(Route::of("/hosts"), Some(Route::Hosts));
        assert_eq!(Route::of("/hosts/TANNIC-FALCON"), Some(Route::Host(host)));
        assert_eq!(Route::of("/hosts/TANNIC-FALCON/sessions"), Some(Route::HostSessions(host)));
        assert_eq!(
            Route::of("/hosts/TANNIC-FALCON/sessions/4821/restore"),
            Some(Route::Restore(host, "4821"))
        );
        assert_eq!(
            Route::of("/hosts/TANNIC-FALCON/sessions/4821/open"),
            Some(Route::Open(host, "4821"))
        );
        let long = "A".repeat(25);
        for name in ["", "TANNIC", "tannic-falcon", "A-B-C", "A-", "-B", &format!("{long}-B")] {
            assert_eq!(Route::of(&format!("/hosts/{name}")), None, "{name}");
        }
    }

    #[test]
    fn each_address_takes_what_it_says() {
        let takes = |path, method| Route::of(path).unwrap().takes(method);
        assert!(takes("/", "GET") && takes("/health", "HEAD") && !takes("/health", "POST"));
        assert!(takes("/party/4821", "POST") && !takes("/party/4821", "DELETE"));
        assert!(takes("/sessions", "POST") && !takes("/sessions", "GET"));
        assert!(takes("/hosts/A-B", "DELETE") && takes("/hosts/A-B/sessions", "GET"));
        assert!(takes("/sessions/4821/results.csv", "GET"));
        assert!(takes("/sessions/4821/journal", "GET") && !takes("/sessions/4821/journal", "POST"));
        assert!(!takes("/sessions", "POST, OPTIONS"));
    }
}
