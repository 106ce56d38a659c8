//! Which address leads where.

/// Where a path leads. Names of categories and values are as they came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route<'p> {
    /// What this is and how it fares.
    Health,
    /// All lists.
    Lists,
    /// A list, by its category.
    List(&'p str),
    /// A value of a list, by both.
    Value(&'p str, &'p str),
    /// What plain lists cannot say.
    Catalogue,
    /// What waits for the admin.
    Suggestions,
    /// Where something is suggested, by category.
    Suggest(&'p str),
    /// One that waits, by category and value.
    Suggestion(&'p str, &'p str),
}

impl<'p> Route<'p> {
    /// Reads a path; what is no address is `None`.
    #[must_use]
    pub fn of(path: &'p str) -> Option<Self> {
        let segments: Vec<_> = path.strip_prefix('/')?.split('/').collect();
        Some(match *segments.as_slice() {
            ["" | "health"] => Self::Health,
            ["answers"] => Self::Lists,
            ["answers", category] => Self::List(category),
            ["answers", category, value] => Self::Value(category, value),
            ["catalogue"] => Self::Catalogue,
            ["suggestions"] => Self::Suggestions,
            ["suggestions", category] => Self::Suggest(category),
            ["suggestions", category, value] => Self::Suggestion(category, value),
            _ => return None,
        })
    }

    /// What may be done there, as `Allow` says it.
    #[must_use]
    pub fn allows(self) -> &'static str {
        match self {
            Self::Health | Self::Catalogue => "GET, HEAD, OPTIONS",
            Self::Lists => "GET, HEAD, POST, OPTIONS",
            Self::List(_) => "GET, HEAD, POST, PUT, OPTIONS",
            Self::Value(..) | Self::Suggestion(..) => "DELETE, OPTIONS",
            Self::Suggestions => "GET, HEAD, DELETE, OPTIONS",
            Self::Suggest(_) => "POST, OPTIONS",
        }
    }

    /// Whether this may be done there.
    #[must_use]
    pub fn takes(self, method: &str) -> bool {
        self.allows().split(", ").any(|allowed| allowed == method)
    }

    /// The category it is about, for the log.
    #[must_use]
    pub fn category(self) -> Option<&'p str> {
        match self {
            Self::List(category)
            | Self::Value(category, _)
            | Self::Suggest(category)
            | Self::Suggestion(category, _) => Some(category),
            Self::Health | Self::Lists | Self::Catalogue | Self::Suggestions => None,
        }
    }

    /// What it is called in the log.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Health => "health",
            Self::Lists => "answers",
            Self::List(_) => "list",
            Self::Value(..) => "value",
            Self::Catalogue => "catalogue",
            Self::Suggestions => "suggestions",
            Self::Suggest(_) => "suggest",
            Self::Suggestion(..) => "suggestion",
        }
    }
}

/// Whether any page may ask this: reading is open to all, but for what waits for the admin.
#[must_use]
pub fn is_open(route: Option<Route<'_>>, method: &str) -> bool {
    matches!(method, "GET" | "HEAD") && route != Some(Route::Suggestions)
}

/// Whether an `If-None-Match` names this tag.
#[must_use]
pub fn is_known(known: &str, etag: &str) -> bool {
    let tags = known.split(',').map(str::trim);
    tags.map(|tag| tag.strip_prefix("W/").unwrap_or(tag)).any(|tag| tag == "*" || tag == etag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_values_and_suggestions_have_addresses() {
        assert_eq!(Route::of("/answers/color"), Some(Route::List("color")));
        assert_eq!(Route::of("/answers/color/a%2Fb"), Some(Route::Value("color", "a%2Fb")));
        assert_eq!(Route::of("/suggestions/color"), Some(Route::Suggest("color")));
        for path in ["", "answers", "/answers/color/a/b", "/Answers", "/catalogue/", "//answers"] {
            assert_eq!(Route::of(path), None, "{path}");
        }
    }

    #[test]
    fn each_address_takes_what_it_says() {
        let takes = |path, method| Route::of(path).unwrap().takes(method);
        assert!(takes("/answers", "POST") && !takes("/answers", "DELETE"));
        assert!(takes("/answers/color", "PUT") && !takes("/suggestions/color", "GET"));
        assert!(!takes("/answers/color", "PUT, OPTIONS"));
    }

    #[test]
    fn reading_is_open_but_for_suggestions() {
        assert!(is_open(Route::of("/answers"), "GET") && is_open(None, "HEAD"));
        assert!(!is_open(Route::of("/answers"), "POST"));
        assert!(!is_open(Route::of("/suggestions"), "GET"));
    }

    #[test]
    fn a_tag_is_known_in_any_company() {
        for known in ["\"a\"", "W/\"a\"", "\"b\", \"a\"", "*"] {
            assert!(is_known(known, "\"a\""), "{known}");
        }
        assert!(!is_known("\"b\", a", "\"a\"") && !is_known("", "\"a\""));
    }
}
