//! The rule for texts that people write: what is kept of one, and when two are the same.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;

#[cfg(target_arch = "wasm32")]
use crate::cloudflare::form;

/// A text as it is kept: trimmed and in NFC, not empty, not long, with nothing invisible that could
/// reorder or break what stands around it.
///
/// # Errors
///
/// The rule that is broken.
pub fn tidy(text: &str, longest: usize) -> Result<String, String> {
    // Cheap bound first: NFC of a huge text is work an attacker would like to have done.
    if text.len() > longest * 16 {
        return Err(format!("at most {longest} characters"));
    }
    let text = composed(text.trim());
    if text.chars().all(|c| c.is_whitespace() || is_invisible(c)) {
        return Err("a text is needed".to_owned());
    }
    if text.chars().count() > longest {
        return Err(format!("at most {longest} characters"));
    }
    if text.chars().any(|c| c.is_control() || is_bidi_control(c)) {
        return Err("no control or direction-changing characters".to_owned());
    }
    Ok(text)
}

/// Two texts that fold to the same are the same to a reader: case, form and what cannot be seen do not
/// count. Down, up and down again, so that ß, ẞ and SS meet.
#[must_use]
pub fn folded(text: &str) -> String {
    // Most texts, and each handle that a waking room reads.
    if text.is_ascii() {
        return text.trim().to_ascii_lowercase();
    }
    let seen: String = composed(text).chars().filter(|c| !is_invisible(*c)).collect();
    composed(&form::lower(&form::upper(&form::lower(seen.trim()))))
}

/// A text in NFC, as one without accents is already.
fn composed(text: &str) -> String {
    if text.is_ascii() { text.to_owned() } else { form::nfc(text) }
}

/// Unicode's forms and cases where there is no JavaScript to ask.
#[cfg(not(target_arch = "wasm32"))]
mod form {
    use unicode_normalization::UnicodeNormalization;

    pub(super) fn nfc(text: &str) -> String {
        text.nfc().collect()
    }

    pub(super) fn lower(text: &str) -> String {
        text.to_lowercase()
    }

    pub(super) fn upper(text: &str) -> String {
        text.to_uppercase()
    }

    pub(super) fn nfd(text: &str) -> String {
        text.nfd().collect()
    }
}

/// As [`folded`], and accents do not count either: Rosé and rose are the same to whoever looks for one.
#[must_use]
pub fn folded_without_accents(text: &str) -> String {
    let folded = folded(text);
    if folded.is_ascii() {
        return folded;
    }
    let parts = form::nfd(&folded);
    composed(&parts.chars().filter(|c| !is_combining_mark(*c)).collect::<String>())
}

/// At most 64 characters of what somebody sent, for words about it.
#[must_use]
pub fn excerpt(text: &str) -> Cow<'_, str> {
    const LONGEST: usize = 64;
    match text.char_indices().nth(LONGEST) {
        None => Cow::Borrowed(text),
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or_default())),
    }
}

/// Embeddings, overrides and isolates of Unicode's bidirectional algorithm.
fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Characters that take no room on a screen: soft hyphen, joiners and marks without a shape, variation
/// selectors, fillers (Unicode's Default_Ignorable_Code_Point, as far as texts of people have them).
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2065}' | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_kept_trimmed_and_composed() {
        assert_eq!(tidy("  Rose\u{301} ", 120).unwrap(), "Rosé");
        for bad in ["", " \n ", "\u{200B}", "a\u{7}b", "a\u{202E}b", &"é".repeat(121)] {
            assert!(tidy(bad, 120).is_err(), "{bad:?}");
        }
        assert!(tidy(&"é".repeat(120), 120).is_ok());
    }

    #[test]
    fn case_and_form_do_not_count_and_accents_do_in_a_tasting_only() {
        assert_eq!(folded("WEIẞER"), folded("weisser"));
        assert_eq!(folded("Rose\u{301}"), folded("ROSÉ"));
        assert_eq!(folded(" Pinot\u{AD} NOIR"), folded("pinot noir "));
        assert_ne!(folded("Rosé"), folded("Rose"));
        assert_eq!(folded_without_accents("Rosé"), folded_without_accents("ROSE"));
        assert_eq!(folded_without_accents("Gewürztraminer"), "gewurztraminer");
        assert_ne!(folded_without_accents("Pinot noir"), folded_without_accents("Pinot gris"));
    }
}
