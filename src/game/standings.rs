//! Points, scores and standings, worked out from answers and told to each audience.

use std::cell::RefCell;
use std::rc::Rc;

use super::phase::Phase;
use super::scoring::{self, Placed};
use super::session::Session;
use super::tasting::QUESTIONS_A_WINE;
use super::turn::Turn;
use super::{Audience, Seat, SocketId};
use crate::mutant::{Mutant, planted};
use crate::protocol::{
    Mine, OptionCount, ParticipantResult, RankingEntry, RevealView, ServerMessage,
};

/// Everyone is in the standings up to this many…
const RANKED_WHOLE: usize = 50;
/// …beyond, only the best.
const RANKED_BEST: usize = 20;

/// The standings as they were worked out last. What they follow from changes only with a transition and with a join, so
/// a crowd that comes back at once is told of the same ones. No part of what a session is: two that differ only here
/// are the same.
#[derive(Clone, Debug, Default)]
pub(crate) struct LastPlaced(RefCell<Option<(Of, Rc<[Placed]>)>>);

/// The `rev`, and how many had ever had a seat.
type Of = (u64, usize);

impl PartialEq for LastPlaced {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for LastPlaced {}

impl Session {
    /// A participant's points for the question whose answer is on the table.
    pub(crate) fn points(&self, seat: Seat) -> u32 {
        let Some(asked) = self.state.phase.scored() else { return 0 };
        let Some(question) = self.tasting.question(asked.number) else { return 0 };
        scoring::points(asked.answers.get(&seat).copied(), question.correct())
    }

    /// A participant's score, those points included.
    pub(crate) fn score(&self, seat: Seat) -> u32 {
        let settled = self.state.scores.get(seat.0 as usize).copied().unwrap_or_default();
        settled.saturating_add(self.points(seat))
    }

    /// Makes the open question's points part of the settled scores, before it is left behind.
    pub(crate) fn settle_scores(&mut self) {
        if self.state.phase.scored().is_some() {
            self.state.scores = self.roster.ever().iter().map(|it| self.score(it.seat)).collect();
        }
    }

    /// Everyone's place, best first.
    pub(crate) fn placed(&self) -> Rc<[Placed]> {
        let now = (self.state.rev, self.roster.ever().len());
        let mut last = self.last_placed.0.borrow_mut();
        match last.as_ref() {
            Some((of, placed)) if *of == now => Rc::clone(placed),
            _ => {
                let scores = self.roster.iter().map(|it| (it.seat, self.score(it.seat)));
                let placed = Rc::from(scoring::rank(scores));
                *last = Some((now, Rc::clone(&placed)));
                placed
            }
        }
    }

    /// A line of the standings.
    pub(crate) fn line(&self, placed: Placed) -> RankingEntry {
        let participant = self.roster.get(placed.seat);
        RankingEntry {
            pseudonym: self.roster.pseudonym(placed.seat).to_owned(),
            score: placed.score,
            rank: placed.rank,
            display_name: participant.and_then(|it| it.display_name.clone()),
            shared: None,
        }
    }

    /// Somebody's own line among `placed`.
    pub(crate) fn own_line(&self, placed: &[Placed], own: Placed) -> RankingEntry {
        // Equal scores stand together: the next after the first of a rank tells.
        let second = placed.get(own.rank).filter(|it| it.rank == own.rank);
        RankingEntry { shared: second.map(|_| true), ..self.line(own) }
    }

    /// The standings as they are shown: everyone up to 50 participants, beyond that the best 20.
    pub(crate) fn rankings(&self, placed: &[Placed]) -> Vec<RankingEntry> {
        let shown = if placed.len() > RANKED_WHOLE { RANKED_BEST } else { placed.len() };
        placed.iter().take(shown).map(|it| self.line(*it)).collect()
    }

    /// Tells everyone the standings of this phase, and each participant their own line.
    pub(crate) fn tell_standings(&self, turn: &mut Turn) {
        let placed = self.placed();
        if let Some(message) = self.standings(self.rankings(&placed)) {
            // By seat, as a map takes them in best.
            let mut by_seat = vec![None; self.roster.ever().len()];
            for it in placed.iter() {
                by_seat.get_mut(it.seat.0 as usize).into_iter().for_each(|at| *at = Some(*it));
            }
            let placed_by_seat = by_seat.into_iter().flatten();
            let mine = placed_by_seat.map(|it| (it.seat, self.mine(&placed, it))).collect();
            let hosts_only = planted(Mutant::StandingsOnlyToHosts);
            let to = if hosts_only { Audience::Hosts } else { Audience::Everyone };
            turn.tell_each(to, self.state.rev, message, mine);
        }
    }

    /// Tells one socket the standings of this phase again; nothing in a phase without any.
    pub(crate) fn retell_standings(&self, socket: SocketId, seat: Option<Seat>, turn: &mut Turn) {
        let placed = self.placed();
        if let Some(message) = self.standings(self.rankings(&placed)) {
            let own = placed.iter().find(|it| Some(it.seat) == seat);
            let mine = own.map(|it| (it.seat, self.mine(&placed, *it))).into_iter().collect();
            turn.tell_each(Audience::Socket(socket), self.state.rev, message, mine);
        }
    }

    fn mine(&self, placed: &[Placed], own: Placed) -> Mine {
        Mine { me: Some(self.own_line(placed, own)), ..Mine::default() }
    }

    fn standings(&self, rankings: Vec<RankingEntry>) -> Option<ServerMessage> {
        let total_rounds = self.tasting.rounds();
        match &self.state.phase {
            Phase::Waiting | Phase::Asking { .. } | Phase::Revealed(_) => None,
            Phase::Ranked(asked) => Some(ServerMessage::QuestionLeaderboard {
                rankings,
                question_index: (asked.number % QUESTIONS_A_WINE) as usize,
                total_questions: QUESTIONS_A_WINE as usize,
                round_index: (asked.number / QUESTIONS_A_WINE) as usize,
                total_rounds,
                me: None,
            }),
            Phase::RoundRanked { round } => Some(ServerMessage::RoundLeaderboard {
                rankings,
                round_index: *round as usize,
                total_rounds,
                me: None,
            }),
            Phase::Ended { .. } => Some(ServerMessage::FinalLeaderboard { rankings, me: None }),
        }
    }

    /// Tells everyone the answer: the host all points, each participant their own.
    pub(crate) fn tell_reveal(&self, turn: &mut Turn) {
        let Some(view) = self.reveal_view() else { return };
        let for_host = RevealView { results: Some(self.results_of_question()), ..view.clone() };
        let rev = self.state.rev;
        turn.tell(Audience::Hosts, rev, ServerMessage::AnswerRevealed(for_host));
        let mine = self.roster.iter().map(|it| (it.seat, self.own_points(it.seat))).collect();
        turn.tell_each(Audience::Guests, rev, ServerMessage::AnswerRevealed(view), mine);
    }

    fn own_points(&self, seat: Seat) -> Mine {
        Mine {
            my_points: Some(self.points(seat)),
            my_total_score: Some(self.score(seat)),
            ..Mine::default()
        }
    }

    /// The answer on the table, as everybody sees it.
    pub(crate) fn reveal_view(&self) -> Option<RevealView> {
        let asked = match &self.state.phase {
            Phase::Revealed(asked) => asked,
            Phase::Asking { asked, .. } if planted(Mutant::CorrectOptionTold) => asked,
            _ => return None,
        };
        let question = self.tasting.question(asked.number)?;
        let distribution = (0..)
            .zip(&question.options)
            .map(|(n, option)| OptionCount {
                option_id: option.id.clone(),
                count: asked.answers.values().filter(|chosen| **chosen == n).count(),
            })
            .collect();
        Some(RevealView {
            correct_option_id: question.option_id(question.correct()),
            distribution,
            corrected: asked.corrected,
            results: None,
            my_points: None,
            my_total_score: None,
        })
    }

    /// What the question brought everyone, for the host.
    pub(crate) fn results_of_question(&self) -> Vec<ParticipantResult> {
        self.roster
            .iter()
            .map(|it| ParticipantResult {
                pseudonym: it.pseudonym.clone(),
                points: self.points(it.seat),
                total_score: self.score(it.seat),
            })
            .collect()
    }
}
