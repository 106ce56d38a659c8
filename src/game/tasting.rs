//! The wines of an evening: what the host wrote, checked, and the questions made of it.

use rand::{Rng, seq::SliceRandom};
use serde::{Deserialize, Serialize};
use sommelier_house::{folded, tidy};

use super::RejoinCredentials;
use crate::protocol::{
    Category, ErrorCode, OptionView, QuestionDraft, Refusal, WineDraft, excerpt,
};

/// Wines in a tasting, at most: 100 questions, an evening nobody has finished yet.
const MOST_WINES: usize = 20;
/// Characters of a wine's name or an option, at most: what four buttons on a phone can show.
const LONGEST_TEXT: usize = 120;
/// Characters of a tasting's title, at most.
const LONGEST_TITLE: usize = 100;
/// Questions a wine, one per category.
pub(crate) const QUESTIONS_A_WINE: u32 = 5;

/// The wines of an evening with their questions. Written to disk when the wines change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tasting {
    drafts: Vec<WineDraft>,
    questions: Vec<Question>,
}

/// A question with its answer. Only [`super::view`] turns one into what may be seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Question {
    pub(crate) id: String,
    pub(crate) category: Category,
    pub(crate) options: Vec<OptionView>,
    correct: u8,
}

impl Question {
    /// Which option has this id, from 0.
    pub(crate) fn option(&self, id: &str) -> Option<u8> {
        self.options.iter().position(|option| option.id == id).and_then(|at| at.try_into().ok())
    }

    /// The id of an option.
    pub(crate) fn option_id(&self, option: u8) -> String {
        self.options.get(usize::from(option)).map(|option| option.id.clone()).unwrap_or_default()
    }

    /// The text of an option.
    pub(crate) fn option_text(&self, option: u8) -> &str {
        self.options.get(usize::from(option)).map_or("", |option| option.text.as_str())
    }

    /// The right option, from 0.
    pub(crate) fn correct(&self) -> u8 {
        self.correct
    }
}

impl Tasting {
    /// Makes questions of checked drafts.
    ///
    /// The texts are put into alphabetical order before they are shuffled, and ids are drawn after
    /// that, so that neither order nor ids depend on which option is right.
    pub(crate) fn pour(drafts: Vec<WineDraft>, rng: &mut impl Rng) -> Self {
        let mut ids = Vec::new();
        let questions = drafts
            .iter()
            .flat_map(|wine| Category::ALL.into_iter().zip(&wine.questions))
            .map(|(category, draft)| {
                let mut texts = vec![(draft.correct_answer.as_str(), true)];
                for text in &draft.distractors {
                    let text = (text.as_str(), false);
                    texts.insert(texts.partition_point(|other| *other < text), text);
                }
                texts.shuffle(rng);
                let correct = texts.iter().position(|(_, right)| *right).unwrap_or_default();
                Question {
                    id: fresh_id(&mut ids, rng),
                    category,
                    options: texts
                        .iter()
                        .map(|(text, _)| OptionView {
                            id: fresh_id(&mut ids, rng),
                            text: (*text).to_owned(),
                        })
                        .collect(),
                    correct: u8::try_from(correct).unwrap_or_default(),
                }
            })
            .collect();
        Self { drafts, questions }
    }

    /// A question by its number, counted through the whole tasting from 0.
    pub(crate) fn question(&self, number: u32) -> Option<&Question> {
        self.questions.get(number as usize)
    }

    /// The right option of a question.
    pub(crate) fn right(&self, number: u32) -> Option<u8> {
        self.question(number).map(Question::correct)
    }

    /// Makes another option the right one: in the question, and in what the host wrote.
    pub(crate) fn correct(&mut self, number: u32, option: u8) {
        let Some(question) = self.questions.get_mut(number as usize) else { return };
        let right = question.option_text(option).to_owned();
        question.correct = option;
        let wine = self.drafts.get_mut((number / QUESTIONS_A_WINE) as usize);
        let Some(WineDraft { name, questions }) = wine else { return };
        let draft = questions.get_mut((number % QUESTIONS_A_WINE) as usize);
        if let Some(QuestionDraft { category, correct_answer, distractors }) = draft
            && let Some(distractor) = distractors.iter_mut().find(|text| **text == right)
        {
            // The wine is called what it was thought to be, unless it has a name of its own.
            if category == Category::WineName.wire_name() && name == correct_answer {
                name.clone_from(distractor);
            }
            std::mem::swap(correct_answer, distractor);
        }
    }

    /// All questions with their numbers.
    pub(crate) fn questions(&self) -> impl Iterator<Item = (u32, &Question)> {
        (0..).zip(&self.questions)
    }

    /// How many wines there are.
    pub(crate) fn rounds(&self) -> usize {
        self.drafts.len()
    }

    /// The wines as the host wrote them.
    pub(crate) fn drafts(&self) -> &[WineDraft] {
        &self.drafts
    }

    /// What a session without a title is called in its host's list. An answer: hosts only.
    pub(crate) fn first_name(&self) -> &str {
        self.drafts.first().map_or("", |wine| wine.name.as_str())
    }
}

/// Eight characters that say nothing, and that no other question or option of the tasting has.
fn fresh_id(taken: &mut Vec<String>, rng: &mut impl Rng) -> String {
    loop {
        let id = format!("{:08x}", rng.next_u32());
        if !taken.contains(&id) {
            taken.push(id.clone());
            return id;
        }
    }
}

/// Checks the wines a host wrote, and returns them trimmed and in NFC.
///
/// Under [`RejoinCredentials::Handle`] two options may be alike: version 1 cannot show the error.
///
/// # Errors
///
/// `NO_WINES`; `INVALID_WINES` naming the path and the rule.
pub(crate) fn check_wines(
    wines: &[WineDraft],
    credentials: RejoinCredentials,
) -> Result<Vec<WineDraft>, Refusal> {
    if wines.is_empty() {
        return Err(ErrorCode::NoWines.into());
    }
    if wines.len() > MOST_WINES {
        return Err(broken("wines", format!("at most {MOST_WINES}, got {}", wines.len())));
    }
    wines.iter().enumerate().map(|(n, wine)| check_wine(wine, n, credentials)).collect()
}

fn check_wine(
    wine: &WineDraft,
    n: usize,
    credentials: RejoinCredentials,
) -> Result<WineDraft, Refusal> {
    let name = check_text(&wine.name, || format!("wines[{n}].name"))?;
    let path = format!("wines[{n}].questions");
    if wine.questions.len() != Category::ALL.len() {
        return Err(broken(&path, format!("five are needed, got {}", wine.questions.len())));
    }
    let questions = Category::ALL
        .into_iter()
        .zip(&wine.questions)
        .enumerate()
        .map(|(m, (category, draft))| {
            check_question(draft, category, &format!("{path}[{m}]"), credentials)
        })
        .collect::<Result<_, _>>()?;
    Ok(WineDraft { name, questions })
}

fn check_question(
    draft: &QuestionDraft,
    category: Category,
    path: &str,
    credentials: RejoinCredentials,
) -> Result<QuestionDraft, Refusal> {
    if draft.category != category.wire_name() {
        return Err(broken(
            &format!("{path}.category"),
            format!(
                "\"{}\" is expected here, got \"{}\"",
                category.wire_name(),
                excerpt(&draft.category)
            ),
        ));
    }
    let correct_answer = check_text(&draft.correct_answer, || format!("{path}.correctAnswer"))?;
    if draft.distractors.len() != 3 {
        return Err(broken(
            &format!("{path}.distractors"),
            format!("three are needed, got {}", draft.distractors.len()),
        ));
    }
    let distractors = draft
        .distractors
        .iter()
        .enumerate()
        .map(|(k, text)| check_text(text, || format!("{path}.distractors[{k}]")))
        .collect::<Result<Vec<_>, _>>()?;
    if credentials == RejoinCredentials::Secret {
        let mut seen = vec![folded(&correct_answer)];
        for (k, text) in distractors.iter().enumerate() {
            let text_folded = folded(text);
            if seen.contains(&text_folded) {
                return Err(broken(
                    &format!("{path}.distractors[{k}]"),
                    format!("\"{}\" is there twice", excerpt(text)),
                ));
            }
            seen.push(text_folded);
        }
    }
    Ok(QuestionDraft { category: draft.category.clone(), correct_answer, distractors })
}

fn check_text(text: &str, path: impl Fn() -> String) -> Result<String, Refusal> {
    tidy(text, LONGEST_TEXT).map_err(|rule| broken(&path(), rule))
}

fn broken(path: &str, rule: impl AsRef<str>) -> Refusal {
    Refusal::because(ErrorCode::InvalidWines, format!("{path}: {}", rule.as_ref()))
}

/// Checks a tasting's title; an empty one is none.
///
/// # Errors
///
/// `BAD_MESSAGE` naming the rule.
pub(crate) fn check_title(title: &str) -> Result<Option<String>, Refusal> {
    if title.trim().is_empty() {
        return Ok(None);
    }
    tidy(title, LONGEST_TITLE)
        .map(Some)
        .map_err(|rule| Refusal::because(ErrorCode::BadMessage, format!("title: {rule}")))
}
