//! The fields of each message that a browser may say to a room.

use serde::{Deserialize, Serialize};

use super::{Secret, WineDraft};

/// The fields of `create_session`, and the body of `POST /sessions`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct CreateSession {
    /// The host's handle; the server draws one when it is missing.
    pub host_id: Option<String>,
    /// The host's secret; the server makes one when it is missing.
    pub host_key: Option<Secret>,
    /// At most 100 characters; falls back to the first wine's name.
    pub title: Option<String>,
    /// Whether participants may add a display name.
    pub allow_names: Option<bool>,
    /// Whether a question closes soon after everyone present has answered; `false` when missing.
    pub auto_reveal: Option<bool>,
    /// Seconds a question stays open, brought into 15–120; 60 when missing.
    pub timer_seconds: Option<i64>,
    /// The wines, in the order they are poured: 1 to 20.
    pub wines: Option<Vec<WineDraft>>,
}

impl CreateSession {
    /// The frame that says so.
    #[must_use]
    pub fn to_frame(&self) -> String {
        // Without the serialisers of all the other messages.
        let fields = serde_json::to_string(self).unwrap_or_default();
        fields.replacen('{', "{\"type\":\"create_session\",", 1)
    }
}

/// The fields of `update_session`: what is missing stays as it was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct UpdateSession {
    /// At most 100 characters; an empty one falls back to the first wine's name.
    pub title: Option<String>,
    /// Whether participants may add a display name.
    pub allow_names: Option<bool>,
    /// Whether a question closes soon after everyone present has answered.
    pub auto_reveal: Option<bool>,
    /// Seconds a question stays open, brought into 15–120.
    pub timer_seconds: Option<i64>,
    /// All wines anew.
    pub wines: Option<Vec<WineDraft>>,
    /// The `rev` the host has seen; if the room has moved on the edit is stale.
    pub expect_rev: Option<u64>,
}

/// The fields of `rejoin_host`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct RejoinHost {
    /// The host's handle.
    pub host_id: String,
    /// The host's secret; version 1 has none.
    pub host_key: Option<Secret>,
}

/// The fields of `join_session`. A `code` is ignored whatever it holds: the room is the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct JoinSession {
    /// The secret of this seat, chosen by the client; the server makes one when it is missing.
    pub rejoin_token: Option<Secret>,
    /// 1–24 visible characters, where the host allows names; ignored otherwise.
    pub display_name: Option<String>,
}

/// The fields of `rejoin_session`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct RejoinSession {
    /// The participant's handle.
    pub pseudonym: String,
    /// The secret of the seat; version 1 has none. With a `seatKey` a fresh one, chosen by the client.
    pub rejoin_token: Option<Secret>,
    /// The secret of a one-time link that the host gave; sent again with the same token it gets the same seat.
    pub seat_key: Option<Secret>,
}

/// The fields of `watch_session`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct WatchSession {
    /// The secret that the host handed to the screen.
    pub screen_key: Secret,
}

/// The fields of `submit_answer`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct SubmitAnswer {
    /// The question being answered.
    pub question_id: String,
    /// The chosen option.
    pub option_id: String,
}

/// The fields of a host's command.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct HostCommand {
    /// The `rev` the host has seen; if the room has moved on the command is stale. Version 1 sends
    /// none and is judged by the phase alone.
    pub expect_rev: Option<u64>,
}

/// The fields of a host's command about somebody's seat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct SeatCommand {
    /// Whose.
    pub pseudonym: String,
    /// The `rev` the host has seen; if the room has moved on the command is stale.
    pub expect_rev: Option<u64>,
}

/// The fields of `host:extend`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct Extend {
    /// So many seconds more: 1–120.
    pub seconds: i64,
    /// As in [`HostCommand`].
    pub expect_rev: Option<u64>,
}

/// The fields of `host:break`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct Break {
    /// How long the break is to be: 1–86,400; 900 when missing.
    pub seconds: Option<i64>,
    /// As in [`HostCommand`].
    pub expect_rev: Option<u64>,
}

/// The fields of `host:correct`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct Correct {
    /// The question whose answer is on the table.
    pub question_id: String,
    /// The option that is right in truth.
    pub option_id: String,
    /// As in [`HostCommand`].
    pub expect_rev: Option<u64>,
}

/// A message that is only its `type`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct NoFields {}
