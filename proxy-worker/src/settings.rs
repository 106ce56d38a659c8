//! Where pages come from.

use sommelier_house::Reader;

use crate::site::Site;

/// Where pages come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// `DOCS_ORIGIN`: what is shown at `/docs` and below; or why nothing is.
    pub docs: Result<Site, String>,
    /// `FRONT_ORIGIN`: what is shown everywhere else, if anything is.
    pub front: Result<Option<Site>, String>,
}

impl Settings {
    /// Reads the settings by name.
    #[must_use]
    pub fn read(lookup: impl Fn(&str) -> Option<String>) -> Self {
        let reader = Reader::new(lookup);
        let site = |name: &str| {
            let read = |text: String| {
                Site::read(&text).ok_or_else(|| {
                    format!("{name} is no origin such as https://docs.example, without a path.")
                })
            };
            reader.text(name).map(read).transpose()
        };
        let unset =
            "DOCS_ORIGIN is not set: say where the docs are, for instance https://docs.example.";
        Self {
            docs: site("DOCS_ORIGIN").and_then(|site| site.ok_or_else(|| unset.to_owned())),
            front: site("FRONT_ORIGIN"),
        }
    }

    /// What is shown at this path, if anything is.
    ///
    /// # Errors
    ///
    /// The setting that says where from is missing or malformed, in one sentence.
    pub fn site(&self, path: &str) -> Result<Option<&Site>, &str> {
        let is_docs = path == "/docs" || path.starts_with("/docs/");
        if is_docs {
            return self.docs.as_ref().map(Some).map_err(String::as_str);
        }
        self.front.as_ref().map(Option::as_ref).map_err(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(docs: Option<&str>, front: Option<&str>) -> Settings {
        Settings::read(|name| match name {
            "DOCS_ORIGIN" => docs.map(str::to_owned),
            _ => front.map(str::to_owned),
        })
    }

    #[test]
    fn only_docs_and_what_is_below_are_the_docs() {
        let settings = read(Some("https://docs.example"), Some("https://front.example"));
        let docs = Site::read("https://docs.example");
        let front = Site::read("https://front.example");
        for path in ["/docs", "/docs/", "/docs/rules"] {
            assert_eq!(settings.site(path), Ok(docs.as_ref()), "{path}");
        }
        for path in ["/", "/docsfoo", "/Docs", "//docs", "/play/docs"] {
            assert_eq!(settings.site(path), Ok(front.as_ref()), "{path}");
        }
    }

    #[test]
    fn a_missing_or_malformed_setting_is_one_sentence() {
        let settings = read(None, None);
        assert!(settings.site("/docs").unwrap_err().starts_with("DOCS_ORIGIN is not set"));
        assert_eq!(settings.site("/"), Ok(None));
        let settings = read(Some("docs.example"), Some("https://front.example/base"));
        assert!(settings.site("/docs").unwrap_err().starts_with("DOCS_ORIGIN is no origin"));
        assert!(settings.site("/").unwrap_err().starts_with("FRONT_ORIGIN is no origin"));
    }
}
