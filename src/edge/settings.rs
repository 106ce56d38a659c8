//! What a deployment may set about its front door.

use sommelier_house::{Origins, Reader};

/// What a deployment may set about its front door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoorSettings {
    /// `ALLOWED_ORIGINS`.
    pub origins: Origins,
    /// `FRONT_URL`, without a slash at its end.
    pub front_url: String,
    /// Whether `CREATE_PER_MINUTE` limits.
    pub limits_creating: bool,
    /// Whether `FAILURES_PER_MINUTE` limits.
    pub limits_failures: bool,
}

impl DoorSettings {
    /// Reads the settings by name; what is malformed is told in one sentence each.
    #[must_use]
    pub fn read(lookup: impl Fn(&str) -> Option<String>) -> (Self, Vec<String>) {
        let mut reader = Reader::new(lookup);
        let origins = reader.origins();
        let settings = Self {
            front_url: reader.front_url(&origins),
            origins,
            limits_creating: reader.limits("CREATE_PER_MINUTE", 60),
            limits_failures: reader.limits("FAILURES_PER_MINUTE", 30),
        };
        (settings, reader.into_faults())
    }

    /// Where participants join.
    #[must_use]
    pub fn join_url(&self, code: &str) -> String {
        format!("{}/play?code={code}", self.front_url)
    }

    /// The host's way in. The key, if it is known, is in the fragment, which no server and no log ever
    /// sees.
    #[must_use]
    pub fn host_url(&self, code: &str, host_id: &str, key: Option<&str>) -> String {
        let fragment = key.map(|key| format!("#key={key}")).unwrap_or_default();
        format!("{}/host?code={code}&id={host_id}{fragment}", self.front_url)
    }

    /// The big screen's way in.
    #[must_use]
    pub fn screen_url(&self, code: &str, key: &str) -> String {
        format!("{}/screen?code={code}#key={key}", self.front_url)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> (DoorSettings, Vec<String>) {
        DoorSettings::read(|name| {
            pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_front_is_the_first_allowed_origin_and_the_other_way_round() {
        let (settings, faults) = read(&[("ALLOWED_ORIGINS", "lan https://a.example")]);
        assert_eq!((settings.front_url.as_str(), faults.len()), ("https://a.example", 0));
        let (settings, faults) = read(&[("FRONT_URL", "https://b.example/")]);
        assert!(settings.origins.admit(Some("https://b.example")) && faults.is_empty());
        assert_eq!(settings.join_url("4821"), "https://b.example/play?code=4821");
    }

    #[test]
    fn a_front_that_is_no_address_is_told_and_no_link_leads_there() {
        let (settings, faults) =
            read(&[("ALLOWED_ORIGINS", "https://a.example"), ("FRONT_URL", "192.168.1.7:4321")]);
        assert_eq!(settings.join_url("4821"), "https://a.example/play?code=4821");
        assert_eq!(
            faults,
            [
                "FRONT_URL is no address such as https://example.com; links lead to https://a.example."
            ]
        );
        let (settings, faults) = read(&[("FRONT_URL", "192.168.1.7:4321")]);
        assert!(settings.origins.admit(Some("http://localhost:4321")));
        assert!(faults.len() == 2 && faults.iter().all(|it| it.starts_with("FRONT_URL is no")));
    }

    #[test]
    fn nothing_set_is_told_and_local_pages_play() {
        let (settings, faults) = read(&[]);
        assert!(settings.origins.admit(Some("http://localhost:4321")));
        assert!(!settings.origins.admit(Some("https://evil.example")));
        assert_eq!(faults.len(), 1);
        assert!(settings.limits_creating && settings.limits_failures);
    }

    #[test]
    fn zero_is_no_limit_and_nonsense_is_told() {
        let (settings, faults) = read(&[
            ("ALLOWED_ORIGINS", "lan"),
            ("FRONT_URL", "http://192.168.1.7:4321"),
            ("CREATE_PER_MINUTE", "0"),
            ("FAILURES_PER_MINUTE", "many"),
        ]);
        assert!(!settings.limits_creating && settings.limits_failures);
        assert_eq!(faults.len(), 1);
    }

    #[test]
    fn secrets_travel_in_fragments_only() {
        let (settings, _) = read(&[("FRONT_URL", "https://a.example")]);
        let urls = [settings.host_url("4821", "A-B", Some("S")), settings.screen_url("4821", "S")];
        for url in urls {
            assert!(url.ends_with("#key=S"), "{url}");
        }
        assert_eq!(
            settings.host_url("4821", "A-B", None),
            "https://a.example/host?code=4821&id=A-B"
        );
    }
}
