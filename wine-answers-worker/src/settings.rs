//! What a deployment may set about its curated answers.

use sommelier_house::{Origins, Reader, Secret};

/// What a deployment may set about its curated answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// `ALLOWED_ORIGINS`, for pages that write or suggest.
    pub origins: Origins,
    /// `ADMIN_SECRET`; or why nobody may write.
    pub secret: Result<Secret, String>,
    /// Whether `FAILURES_PER_MINUTE` limits.
    pub limits_failures: bool,
    /// `SUGGESTIONS_PER_DAY`, for each address; `None` for no limit.
    pub suggestions_a_day: Option<u32>,
}

impl Settings {
    /// Reads the settings by name; what is malformed is told in one sentence each.
    #[must_use]
    pub fn read(lookup: impl Fn(&str) -> Option<String>) -> (Self, Vec<String>) {
        let mut reader = Reader::new(lookup);
        let least = reader.whole("ADMIN_SECRET_MIN", 16, 1..=1_024);
        let run = "run `npx wrangler secret put ADMIN_SECRET` in wine-answers-worker/ \
                   (locally: write it into .dev.vars there)";
        let secret = match reader.text("ADMIN_SECRET") {
            None => Err(format!("ADMIN_SECRET is not set, so nobody may write: {run}.")),
            Some(secret) if (secret.len() as u64) < least => Err(format!(
                "ADMIN_SECRET has fewer than {least} bytes, so nobody may write: {run}."
            )),
            Some(secret) => Ok(Secret::from(secret.as_str())),
        };
        if let Err(why) = &secret {
            reader.fault(why.as_str());
        }
        let most = reader.whole("SUGGESTIONS_PER_DAY", 20, 0..=100_000);
        let settings = Self {
            origins: reader.origins(),
            secret,
            limits_failures: reader.limits("FAILURES_PER_MINUTE", 30),
            suggestions_a_day: u32::try_from(most).ok().filter(|most| *most > 0),
        };
        (settings, reader.into_faults())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> (Settings, Vec<String>) {
        Settings::read(|name| {
            let origins = ("ALLOWED_ORIGINS", "lan");
            let pair = pairs.iter().chain([&origins]).find(|(known, _)| *known == name)?;
            Some(pair.1.to_owned())
        })
    }

    #[test]
    fn a_secret_that_is_missing_or_short_is_none() {
        for pairs in [&[][..], &[("ADMIN_SECRET", " ")], &[("ADMIN_SECRET", "fifteen-letters")]] {
            let (settings, faults) = read(pairs);
            let why = settings.secret.unwrap_err();
            assert!(why.contains("wrangler secret put ADMIN_SECRET"), "{why}");
            assert_eq!(faults, [why]);
        }
        let (settings, faults) = read(&[("ADMIN_SECRET", "changeme"), ("ADMIN_SECRET_MIN", "1")]);
        assert!(settings.secret.is_ok() && faults.is_empty());
        assert!(!format!("{settings:?}").contains("changeme"));
    }

    #[test]
    fn zero_is_no_limit_and_nonsense_is_told() {
        let secret = ("ADMIN_SECRET", "sixteen-letters!");
        let (settings, _) = read(&[secret]);
        assert_eq!((settings.limits_failures, settings.suggestions_a_day), (true, Some(20)));
        let zeros = [secret, ("FAILURES_PER_MINUTE", "0"), ("SUGGESTIONS_PER_DAY", "0")];
        let (settings, faults) = read(&zeros);
        assert_eq!((settings.limits_failures, settings.suggestions_a_day), (false, None));
        assert!(faults.is_empty());
        let wrong = [secret, ("SUGGESTIONS_PER_DAY", "some"), ("ADMIN_SECRET_MIN", "0")];
        assert_eq!(read(&wrong).1.len(), 2);
    }
}
