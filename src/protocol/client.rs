//! What a browser may say to a room, and how a text frame is read as one of these.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::body::{
    Break, Correct, CreateSession, Extend, HostCommand, JoinSession, NoFields, RejoinHost,
    RejoinSession, SeatCommand, SubmitAnswer, UpdateSession, WatchSession,
};
use super::{ErrorCode, Refusal, excerpt};

/// Everything a browser may say to a room, told apart by its `type`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(tag = "type")]
pub enum ClientMessage {
    /// A host opens a session in an empty room.
    #[serde(rename = "create_session")]
    CreateSession(CreateSession),
    /// The host edits a session that has not started.
    #[serde(rename = "update_session")]
    UpdateSession(UpdateSession),
    /// A host proves who they are.
    #[serde(rename = "rejoin_host")]
    RejoinHost(RejoinHost),
    /// A participant takes a seat.
    #[serde(rename = "join_session")]
    JoinSession(JoinSession),
    /// A participant proves which seat is theirs.
    #[serde(rename = "rejoin_session")]
    RejoinSession(RejoinSession),
    /// A big screen proves that it may watch.
    #[serde(rename = "watch_session")]
    WatchSession(WatchSession),
    /// A participant chooses an option; may be sent again until the question closes. The name
    /// `participant:submit_answer` means the same.
    #[serde(rename = "submit_answer")]
    SubmitAnswer(SubmitAnswer),
    /// The host opens the first question.
    #[serde(rename = "host:start")]
    HostStart(HostCommand),
    /// The host stops the clock.
    #[serde(rename = "host:pause")]
    HostPause(HostCommand),
    /// The host starts the clock again.
    #[serde(rename = "host:resume")]
    HostResume(HostCommand),
    /// The host closes the question and shows its answer.
    #[serde(rename = "host:reveal")]
    HostReveal(HostCommand),
    /// The host goes on to what comes next.
    #[serde(rename = "host:next")]
    HostNext(HostCommand),
    /// The host ends the session.
    #[serde(rename = "host:end")]
    HostEnd(HostCommand),
    /// The host closes the lobby to newcomers.
    #[serde(rename = "host:lock")]
    HostLock(HostCommand),
    /// The host opens the lobby again.
    #[serde(rename = "host:unlock")]
    HostUnlock(HostCommand),
    /// The host removes somebody for good.
    #[serde(rename = "host:remove")]
    HostRemove(SeatCommand),
    /// The host wants a one-time link for somebody who has lost theirs. Answered by `host:seat_link`.
    #[serde(rename = "host:reseat")]
    HostReseat(SeatCommand),
    /// The host goes on with a session that ended because they were away.
    #[serde(rename = "host:reopen")]
    HostReopen(HostCommand),
    /// The host gives the question more time.
    #[serde(rename = "host:extend")]
    HostExtend(Extend),
    /// The host closes the question unscored, and goes on.
    #[serde(rename = "host:skip")]
    HostSkip(HostCommand),
    /// The host calls a break, or a longer or shorter one than they called before.
    #[serde(rename = "host:break")]
    HostBreak(Break),
    /// The host ends the break.
    #[serde(rename = "host:resume_break")]
    HostResumeBreak(HostCommand),
    /// The host says that another option is the right one.
    #[serde(rename = "host:correct")]
    HostCorrect(Correct),
    /// The host asks for the list of their sessions.
    #[serde(rename = "list_sessions")]
    ListSessions(NoFields),
    /// The host asks for a fresh key for big screens; the one before dies. Answered by
    /// `session:created` with the new `screenKey`.
    #[serde(rename = "host:screen_key")]
    HostScreenKey(NoFields),
    /// A participant asks, after the end, for what they answered. Answered by `participant:review`.
    #[serde(rename = "review")]
    Review(NoFields),
}

/// A frame that could not be read as a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Its `type`, as far as there was one; at most 64 characters.
    pub kind: Option<String>,
    /// What was wrong with it.
    pub refusal: Refusal,
}

#[derive(Deserialize)]
struct Kind<'a> {
    #[serde(borrow, rename = "type")]
    kind: Cow<'a, str>,
}

impl ClientMessage {
    /// Reads a text frame.
    ///
    /// The `type` is read first and the fields after it, so that a wrong field can be named: serde's
    /// own tagged enums forget where in a message they were.
    ///
    /// # Errors
    ///
    /// `BAD_MESSAGE` naming the field and the rule, `UNKNOWN_TYPE`.
    pub fn parse(text: &str) -> Result<Self, Unread> {
        let Kind { kind } = fields(text).map_err(|refusal| Unread { kind: None, refusal })?;
        Self::parse_as(&kind, text)
            .map_err(|refusal| Unread { kind: Some(excerpt(&kind).into_owned()), refusal })
    }

    fn parse_as(kind: &str, text: &str) -> Result<Self, Refusal> {
        Ok(match kind {
            "create_session" => Self::CreateSession(fields(text)?),
            "update_session" => Self::UpdateSession(fields(text)?),
            "rejoin_host" => Self::RejoinHost(fields(text)?),
            "join_session" => Self::JoinSession(fields(text)?),
            "rejoin_session" => Self::RejoinSession(fields(text)?),
            "watch_session" => Self::WatchSession(fields(text)?),
            "submit_answer" | "participant:submit_answer" => Self::SubmitAnswer(fields(text)?),
            "host:start" => Self::HostStart(fields(text)?),
            "host:pause" => Self::HostPause(fields(text)?),
            "host:resume" => Self::HostResume(fields(text)?),
            "host:reveal" => Self::HostReveal(fields(text)?),
            "host:next" => Self::HostNext(fields(text)?),
            "host:end" => Self::HostEnd(fields(text)?),
            "host:lock" => Self::HostLock(fields(text)?),
            "host:unlock" => Self::HostUnlock(fields(text)?),
            "host:remove" => Self::HostRemove(fields(text)?),
            "host:reseat" => Self::HostReseat(fields(text)?),
            "host:reopen" => Self::HostReopen(fields(text)?),
            "host:extend" => Self::HostExtend(fields(text)?),
            "host:skip" => Self::HostSkip(fields(text)?),
            "host:break" => Self::HostBreak(fields(text)?),
            "host:resume_break" => Self::HostResumeBreak(fields(text)?),
            "host:correct" => Self::HostCorrect(fields(text)?),
            "list_sessions" => Self::ListSessions(NoFields {}),
            "host:screen_key" => Self::HostScreenKey(NoFields {}),
            "review" => Self::Review(NoFields {}),
            unknown => {
                return Err(Refusal::because(
                    ErrorCode::UnknownType,
                    format!("type: nobody says \"{}\" here", excerpt(unknown)),
                ));
            }
        })
    }

    /// The `type` on the wire.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::CreateSession(_) => "create_session",
            Self::UpdateSession(_) => "update_session",
            Self::RejoinHost(_) => "rejoin_host",
            Self::JoinSession(_) => "join_session",
            Self::RejoinSession(_) => "rejoin_session",
            Self::WatchSession(_) => "watch_session",
            Self::SubmitAnswer(_) => "submit_answer",
            Self::HostStart(_) => "host:start",
            Self::HostPause(_) => "host:pause",
            Self::HostResume(_) => "host:resume",
            Self::HostReveal(_) => "host:reveal",
            Self::HostNext(_) => "host:next",
            Self::HostEnd(_) => "host:end",
            Self::HostLock(_) => "host:lock",
            Self::HostUnlock(_) => "host:unlock",
            Self::HostRemove(_) => "host:remove",
            Self::HostReseat(_) => "host:reseat",
            Self::HostReopen(_) => "host:reopen",
            Self::HostExtend(_) => "host:extend",
            Self::HostSkip(_) => "host:skip",
            Self::HostBreak(_) => "host:break",
            Self::HostResumeBreak(_) => "host:resume_break",
            Self::HostCorrect(_) => "host:correct",
            Self::ListSessions(_) => "list_sessions",
            Self::HostScreenKey(_) => "host:screen_key",
            Self::Review(_) => "review",
        }
    }
}

/// Reads one JSON object's fields; those that nobody knows are ignored.
///
/// # Errors
///
/// `BAD_MESSAGE`, naming the field and what was wrong with it.
pub(crate) fn fields<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, Refusal> {
    sommelier_house::fields(text).map_err(|detail| Refusal::because(ErrorCode::BadMessage, detail))
}

#[cfg(test)]
mod tests {
    use super::super::Secret;
    use super::*;

    /// One of each, so that a new message cannot forget how it is read.
    fn one_of_each() -> Vec<ClientMessage> {
        let secret = || Secret::from("AAAAAAAAAAAAAAAAAAAAAA");
        let host = HostCommand { expect_rev: Some(3) };
        let seat = || SeatCommand { pseudonym: "OAKY-CORK".into(), expect_rev: Some(3) };
        vec![
            ClientMessage::CreateSession(CreateSession {
                host_id: Some("TANNIC-FALCON".into()),
                host_key: Some(secret()),
                ..CreateSession::default()
            }),
            ClientMessage::UpdateSession(UpdateSession {
                title: Some("Friday".into()),
                ..UpdateSession::default()
            }),
            ClientMessage::RejoinHost(RejoinHost {
                host_id: "TANNIC-FALCON".into(),
                host_key: None,
            }),
            ClientMessage::JoinSession(JoinSession {
                rejoin_token: Some(secret()),
                display_name: None,
            }),
            ClientMessage::RejoinSession(RejoinSession {
                pseudonym: "OAKY-CORK".into(),
                rejoin_token: Some(secret()),
                seat_key: Some(secret()),
            }),
            ClientMessage::WatchSession(WatchSession { screen_key: secret() }),
            ClientMessage::SubmitAnswer(SubmitAnswer {
                question_id: "q".into(),
                option_id: "o".into(),
            }),
            ClientMessage::HostStart(host),
            ClientMessage::HostPause(host),
            ClientMessage::HostResume(host),
            ClientMessage::HostReveal(host),
            ClientMessage::HostNext(host),
            ClientMessage::HostEnd(host),
            ClientMessage::HostLock(host),
            ClientMessage::HostUnlock(host),
            ClientMessage::HostRemove(seat()),
            ClientMessage::HostReseat(seat()),
            ClientMessage::HostReopen(host),
            ClientMessage::HostExtend(Extend { seconds: 30, expect_rev: None }),
            ClientMessage::HostSkip(host),
            ClientMessage::HostBreak(Break { seconds: Some(600), expect_rev: Some(3) }),
            ClientMessage::HostResumeBreak(host),
            ClientMessage::HostCorrect(Correct {
                question_id: "q".into(),
                option_id: "o".into(),
                expect_rev: None,
            }),
            ClientMessage::ListSessions(NoFields {}),
            ClientMessage::HostScreenKey(NoFields {}),
            ClientMessage::Review(NoFields {}),
        ]
    }

    #[test]
    fn every_message_is_read_as_it_is_written() {
        for message in one_of_each() {
            let text = serde_json::to_string(&message).unwrap();
            assert!(text.contains(&format!("\"type\":\"{}\"", message.kind())), "{text}");
            assert_eq!(ClientMessage::parse(&text), Ok(message));
        }
    }

    #[test]
    fn a_frame_that_creates_is_written_as_any_other() {
        let create = CreateSession { title: Some("{".into()), ..CreateSession::default() };
        let frame = create.to_frame();
        assert_eq!(frame, serde_json::to_string(&ClientMessage::CreateSession(create)).unwrap());
    }

    #[test]
    fn the_older_name_of_an_answer_means_the_same() {
        let text = r#"{"type":"participant:submit_answer","questionId":"q","optionId":"o"}"#;
        assert!(matches!(ClientMessage::parse(text), Ok(ClientMessage::SubmitAnswer(_))));
    }

    #[test]
    fn a_code_in_a_join_is_ignored_whatever_it_holds() {
        for code in [r#""""#, "null", "5", "[{}]"] {
            let text = format!(r#"{{"type":"join_session","code":{code}}}"#);
            assert!(ClientMessage::parse(&text).is_ok(), "{text}");
        }
    }

    fn words(text: &str) -> String {
        let refusal = ClientMessage::parse(text).unwrap_err().refusal;
        format!("{:?}: {}", refusal.code, refusal.message())
    }

    #[test]
    fn a_bad_frame_is_told_its_field_and_its_rule() {
        let long = format!(r#"{{"type":"submit_answer","questionId":{:?}}}"#, "x".repeat(9_000));
        let cases = [
            "",
            "null",
            "5",
            "[]",
            "{",
            "{}",
            r#"["join_session"]"#,
            r#"{"type":5}"#,
            r#"{"type":"join_session"} {}"#,
            r#"{"type":"dance"}"#,
            r#"{"type":"submit_answer","questionId":5,"optionId":"o"}"#,
            r#"{"type":"create_session","timerSeconds":"60"}"#,
            r#"{"type":"create_session","timerSeconds":60.5}"#,
            r#"{"type":"create_session","wines":[{"name":"Sancerre","questions":[{"category":7}]}]}"#,
            r#"{"type":"create_session","hostKey":{"a":1}}"#,
            &long,
        ];
        let told: Vec<_> = cases.iter().map(|text| words(text)).collect();
        insta::assert_json_snapshot!(told);
    }

    #[test]
    fn little_of_a_bad_frame_is_echoed() {
        let text = format!(r#"{{"type":"create_session","timerSeconds":{:?}}}"#, "é".repeat(9_000));
        let refusal = ClientMessage::parse(&text).unwrap_err().refusal;
        assert!(refusal.message().chars().count() < 140, "{}", refusal.message());
        let unknown = format!(r#"{{"type":{:?}}}"#, "z".repeat(9_000));
        assert!(ClientMessage::parse(&unknown).unwrap_err().kind.unwrap().chars().count() <= 65);
    }
}
