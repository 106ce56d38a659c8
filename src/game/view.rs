//! What may be seen of a session: the only place where a question becomes something to show.

use sommelier_house::iso_8601;

use super::company::Company;
use super::phase::{Countdown, Phase};
use super::session::Session;
use super::tasting::QUESTIONS_A_WINE;
use super::{Seat, Timestamp};
use crate::protocol::{
    Category, HostSnapshot, ParticipantSnapshot, QuestionView, RevealView, ScreenSnapshot,
    ServerMessage, SessionListEntry, SessionStatus,
};

/// Handles in a list of those who are away, or have answered, at most.
const MOST_NAMED: usize = 200;

impl Session {
    /// The host's title, or the first wine's name. An answer: hosts only.
    pub(crate) fn title(&self) -> String {
        self.state.title.clone().unwrap_or_else(|| self.tasting.first_name().to_owned())
    }

    /// The question that was put last, without its answer, while it matters.
    pub(crate) fn question_view(&self, now: Timestamp) -> Option<QuestionView> {
        let (number, question) = self.question()?;
        Some(QuestionView {
            question_id: question.id.clone(),
            prompt: prompt(question.category).to_owned(),
            category: question.category,
            options: question.options.clone(),
            round_index: (number / QUESTIONS_A_WINE) as usize,
            question_index: (number % QUESTIONS_A_WINE) as usize,
            total_questions: QUESTIONS_A_WINE as usize,
            total_rounds: self.tasting.rounds(),
            timer_ms: self.full_ms(),
            ends_at: self.state.phase.countdown().and_then(Countdown::ends_at).map(|at| at.0),
            server_time: now.0,
        })
    }

    /// The same for guests, who see none in the standings.
    fn question_for_guests(&self, now: Timestamp) -> Option<QuestionView> {
        match self.state.phase {
            Phase::Asking { .. } | Phase::Revealed(_) => self.question_view(now),
            Phase::Waiting | Phase::Ranked(_) | Phase::RoundRanked { .. } | Phase::Ended { .. } => {
                None
            }
        }
    }

    fn remaining_ms(&self, now: Timestamp) -> Option<u64> {
        self.state.phase.countdown().map(|countdown| countdown.remaining_ms(now))
    }

    /// Who is in the lobby.
    pub(crate) fn lobby(&self) -> ServerMessage {
        ServerMessage::LobbyUpdated {
            participants: self.roster.listed_handles(),
            count: self.roster.len(),
            names: self.roster.listed_names(),
            locked: self.state.locked,
            allow_names: self.state.allow_names,
        }
    }

    /// Who is away.
    pub(crate) fn presence(&self, company: &Company) -> ServerMessage {
        let (away, count) = self.away(company);
        ServerMessage::Presence { away, count, joining: company.joining() }
    }

    /// Handles of those without a live socket, at most 200, and how many they are.
    pub(crate) fn away(&self, company: &Company) -> (Vec<String>, usize) {
        let count = self.roster.len().saturating_sub(company.present());
        let away = self
            .roster
            .iter()
            .filter(|it| !company.is_present(it.seat))
            .take(MOST_NAMED)
            .map(|it| it.pseudonym.clone())
            .collect();
        (away, count)
    }

    /// Where the room is, for its host.
    pub(crate) fn host_snapshot(
        &self,
        code: &str,
        company: &Company,
        now: Timestamp,
    ) -> HostSnapshot {
        let (round, question) = self.position();
        HostSnapshot {
            code: code.to_owned(),
            host_id: self.state.host_id.clone(),
            phase: self.state.phase.name(),
            title: self.title(),
            allow_names: self.state.allow_names,
            auto_reveal: self.state.auto_reveal,
            wines: self.tasting.drafts().to_vec(),
            participants: self.roster.listed_handles(),
            names: self.roster.listed_names(),
            locked: self.state.locked,
            timer_seconds: self.state.timer_seconds,
            current_round: round,
            current_question: question,
            question: self.question_view(now),
            remaining_ms: self.remaining_ms(now),
            answered_count: self.answered_count(),
            answered: self.answered_by(),
            total_count: self.roster.len(),
            rankings: self.rankings(&self.placed()),
            reveal_data: self
                .reveal_view()
                .map(|view| RevealView { results: Some(self.results_of_question()), ..view }),
            away: self.away(company).0,
            joining: company.joining(),
            reopenable_until: self.reopenable_until().filter(|at| now < *at).map(|at| at.0),
            on_break_until: self.state.break_until.map(|at| at.0),
            server_time: now.0,
        }
    }

    /// Which wine and which of its questions, from 0; the last ones in the standings and at the end.
    fn position(&self) -> (usize, usize) {
        let number = match &self.state.phase {
            Phase::Waiting => 0,
            Phase::Asking { asked, .. } | Phase::Revealed(asked) | Phase::Ranked(asked) => {
                asked.number
            }
            Phase::RoundRanked { round } => round * QUESTIONS_A_WINE + QUESTIONS_A_WINE - 1,
            Phase::Ended { .. } => self.played().last().copied().unwrap_or_default(),
        };
        ((number / QUESTIONS_A_WINE) as usize, (number % QUESTIONS_A_WINE) as usize)
    }

    /// Where the room is, for a participant.
    pub(crate) fn participant_snapshot(
        &self,
        seat: Seat,
        now: Timestamp,
    ) -> Option<ParticipantSnapshot> {
        let placed = self.placed();
        let me = self.own_line(&placed, *placed.iter().find(|it| it.seat == seat)?);
        let question = self.question_for_guests(now);
        let selected_option_id = question.is_some().then(|| self.chosen(seat)).flatten();
        Some(ParticipantSnapshot {
            pseudonym: me.pseudonym.clone(),
            score: me.score,
            phase: self.state.phase.name(),
            question,
            remaining_ms: self.remaining_ms(now),
            selected_option_id,
            rankings: self.rankings(&placed),
            me,
            total_count: self.roster.len(),
            reveal_data: self.reveal_view().map(|view| RevealView {
                my_points: Some(self.points(seat)),
                my_total_score: Some(self.score(seat)),
                ..view
            }),
            on_break_until: self.state.break_until.map(|at| at.0),
            server_time: now.0,
        })
    }

    /// Handles of those who have answered the question that was put last, at most 200.
    fn answered_by(&self) -> Vec<String> {
        let answers = self.state.phase.asked().map(|asked| asked.answers.keys());
        let seats = answers.into_iter().flatten().take(MOST_NAMED);
        seats.map(|seat| self.roster.pseudonym(*seat).to_owned()).collect()
    }

    fn chosen(&self, seat: Seat) -> Option<String> {
        let option = *self.state.phase.asked()?.answers.get(&seat)?;
        Some(self.question()?.1.option_id(option))
    }

    /// Where the room is, for a big screen.
    pub(crate) fn screen_snapshot(&self, code: &str, now: Timestamp) -> ScreenSnapshot {
        ScreenSnapshot {
            code: code.to_owned(),
            phase: self.state.phase.name(),
            question: self.question_for_guests(now),
            remaining_ms: self.remaining_ms(now),
            rankings: self.rankings(&self.placed()),
            reveal_data: self.reveal_view(),
            participants: self.roster.listed_handles(),
            count: self.roster.len(),
            answered_count: self.answered_count(),
            total_count: self.roster.len(),
            on_break_until: self.state.break_until.map(|at| at.0),
            server_time: now.0,
        }
    }

    /// The session as its host's list shows it.
    pub(crate) fn list_entry(&self, code: &str) -> SessionListEntry {
        let status = match self.state.phase {
            Phase::Waiting => SessionStatus::Waiting,
            Phase::Ended { .. } => SessionStatus::Ended,
            Phase::Asking { .. }
            | Phase::Revealed(_)
            | Phase::Ranked(_)
            | Phase::RoundRanked { .. } => SessionStatus::Active,
        };
        SessionListEntry {
            code: code.to_owned(),
            title: self.title(),
            created_at: iso_8601(self.state.created_at),
            status,
            participant_count: self.roster.len(),
            final_rankings: (status == SessionStatus::Ended).then(|| self.rankings(&self.placed())),
            parked: false,
        }
    }
}

/// What is asked, in English: version 1 shows it as it is.
pub(crate) fn prompt(category: Category) -> &'static str {
    match category {
        Category::Color => "What color is this wine?",
        Category::Region => "Which region is this wine from?",
        Category::GrapeVariety => "Which grape variety is this wine made from?",
        Category::VintageYear => "Which vintage is this wine?",
        Category::WineName => "What is the name of this wine?",
    }
}
