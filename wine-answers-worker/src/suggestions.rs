//! Suggestions: what strangers offer to the lists, until the admin takes or drops it.

use serde::{Deserialize, Serialize};

/// One that waits for the admin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Suggestion {
    /// What is suggested.
    pub value: String,
    /// When: ISO 8601, UTC, with milliseconds.
    pub suggested_at: String,
}
