//! The results of an evening, for its host to keep: as JSON and as a spreadsheet.

use serde::Serialize;
use sommelier_house::{Sorted, iso_8601};

use super::session::Session;
use super::tasting::QUESTIONS_A_WINE;
use super::{Game, Seat, scoring};
use crate::protocol::{Category, PhaseName};

/// The results of an evening so far: only questions whose points count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Results {
    /// The room's code.
    pub code: String,
    /// The host's title, or the first wine's name.
    pub title: String,
    /// ISO 8601, UTC.
    pub created_at: String,
    /// Where the evening is.
    pub phase: PhaseName,
    /// The questions, in the order they were asked.
    pub questions: Vec<QuestionLine>,
    /// Everyone, best first.
    pub participants: Vec<ParticipantLine>,
}

/// A question that was scored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct QuestionLine {
    /// Which wine, from 1.
    pub round: u32,
    /// Its name.
    pub wine: String,
    /// What was asked.
    pub category: Category,
    /// The right answer.
    pub correct_answer: String,
}

/// What one participant made of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ParticipantLine {
    /// From 1; equal scores share a rank.
    pub rank: usize,
    /// Their handle.
    pub pseudonym: String,
    /// The name they added.
    pub display_name: Option<String>,
    /// The sum of their points.
    pub score: u32,
    /// What they answered, question by question; `null` where they did not.
    pub answers: Vec<Option<String>>,
    /// What it brought them, question by question.
    pub points: Vec<u32>,
}

impl Game {
    /// The results so far, from all answers that are stored as `(question, seat, option)`; `None`
    /// in a room without a session.
    #[must_use]
    pub fn results(&self, answers: &[(u32, Seat, u8)]) -> Option<Results> {
        let session = self.session.as_ref()?;
        Some(session.results(&self.code, answers))
    }
}

impl Session {
    fn results(&self, code: &str, answers: &[(u32, Seat, u8)]) -> Results {
        let chosen: Sorted<(u32, Seat), u8> =
            answers.iter().map(|(number, seat, option)| ((*number, *seat), *option)).collect();
        let asked: Vec<_> =
            self.tasting.questions().filter(|(n, _)| self.state.scored.contains(n)).collect();
        let wine = |number: u32| {
            let drafts = self.tasting.drafts();
            drafts.get((number / QUESTIONS_A_WINE) as usize).map_or("", |wine| wine.name.as_str())
        };
        let questions = asked
            .iter()
            .map(|(number, question)| QuestionLine {
                round: number / QUESTIONS_A_WINE + 1,
                wine: wine(*number).to_owned(),
                category: question.category,
                correct_answer: question.option_text(question.correct()).to_owned(),
            })
            .collect();
        let participants = self
            .placed()
            .iter()
            .map(|placed| {
                let option = |number: u32| chosen.get(&(number, placed.seat)).copied();
                let line = self.line(*placed);
                ParticipantLine {
                    rank: line.rank,
                    pseudonym: line.pseudonym,
                    display_name: line.display_name,
                    score: line.score,
                    answers: asked
                        .iter()
                        .map(|(n, it)| option(*n).map(|chosen| it.option_text(chosen).to_owned()))
                        .collect(),
                    points: asked
                        .iter()
                        .map(|(n, it)| scoring::points(option(*n), it.correct()))
                        .collect(),
                }
            })
            .collect();
        Results {
            code: code.to_owned(),
            title: self.title(),
            created_at: iso_8601(self.state.created_at),
            phase: self.state.phase.name(),
            questions,
            participants,
        }
    }
}

impl Results {
    /// The same as a spreadsheet: rank, pseudonym, displayName, score, and the points of each
    /// question. RFC 4180, lines end with CRLF.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let mut head: Vec<String> =
            ["rank", "pseudonym", "displayName", "score"].map(str::to_owned).into();
        head.extend(
            self.questions.iter().map(|it| {
                cell(&format!("{}. {} ({})", it.round, it.wine, it.category.wire_name()))
            }),
        );
        let lines = self.participants.iter().map(|it| {
            let mut cells = vec![
                it.rank.to_string(),
                cell(&it.pseudonym),
                cell(it.display_name.as_deref().unwrap_or_default()),
                it.score.to_string(),
            ];
            cells.extend(it.points.iter().map(u32::to_string));
            cells.join(",")
        });
        std::iter::once(head.join(",")).chain(lines).map(|line| line + "\r\n").collect()
    }
}

/// A text as a cell, quoted, and with an apostrophe before what a spreadsheet would run.
fn cell(text: &str) -> String {
    let runs = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    format!("\"{}{}\"", if runs { "'" } else { "" }, text.replace('"', "\"\""))
}
