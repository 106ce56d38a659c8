//! A tasting as its host writes it: correct answers beside distractors, not yet shuffled.

use serde::{Deserialize, Serialize};

/// One wine of a tasting, with its five questions in category order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct WineDraft {
    /// What the host calls it; 1–120 characters.
    pub name: String,
    /// One question per category, in the order of [`super::Category::ALL`].
    pub questions: Vec<QuestionDraft>,
}

/// One question with its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct QuestionDraft {
    /// The wire name of a [`super::Category`].
    pub category: String,
    /// The right answer; 1–120 characters.
    pub correct_answer: String,
    /// Three wrong ones.
    pub distractors: Vec<String>,
}
