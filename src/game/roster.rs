//! Who has a seat: handles, names, the hashes of their tokens.

use std::collections::{BTreeMap, BTreeSet};

use sommelier_house::folded;

use super::{Participant, Seat};
use crate::protocol::{Secret, SecretHash};

/// Everyone listed in a lobby up to this many; beyond, only the latest.
const LISTED_WHOLE: usize = 200;
/// How many of a large lobby are listed.
const LISTED_LATEST: usize = 50;

/// Who has a seat, in the order of joining.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Roster {
    members: Vec<Participant>,
    by_pseudonym: BTreeMap<String, Seat>,
    by_token: BTreeMap<SecretHash, Seat>,
    /// Handles and display names as a reader would confuse them.
    known_as: BTreeSet<String>,
}

impl Roster {
    /// The roster as it was written down, by seat.
    pub(crate) fn restore(participants: &[Participant]) -> Self {
        let mut roster = Self::default();
        for participant in participants {
            roster.take(participant.clone());
        }
        roster
    }

    /// The seat that the next participant gets.
    pub(crate) fn next_seat(&self) -> Seat {
        Seat(u32::try_from(self.members.len()).unwrap_or(u32::MAX))
    }

    /// Seats somebody, at [`Roster::next_seat`].
    pub(crate) fn take(&mut self, participant: Participant) {
        let seat = participant.seat;
        self.by_pseudonym.insert(participant.pseudonym.clone(), seat);
        self.by_token.insert(participant.token, seat);
        self.known_as.insert(folded(&participant.pseudonym));
        self.known_as.extend(participant.display_name.as_deref().map(folded));
        self.members.push(participant);
    }

    /// Whether somebody here is already called this, in a reader's eyes.
    pub(crate) fn knows_as(&self, name: &str) -> bool {
        self.known_as.contains(&folded(name))
    }

    /// Whether a handle is taken.
    pub(crate) fn has_pseudonym(&self, pseudonym: &str) -> bool {
        self.by_pseudonym.contains_key(pseudonym)
    }

    /// The seat that was taken with this token.
    pub(crate) fn seat_of_token(&self, token: &Secret) -> Option<Seat> {
        self.by_token.get(&token.hash()).copied()
    }

    /// The seat of a handle, whoever asks.
    pub(crate) fn seat_of(&self, pseudonym: &str) -> Option<Seat> {
        self.by_pseudonym.get(pseudonym).copied()
    }

    /// The seat of a handle for who holds its token. Takes the same time whether the handle or the
    /// token is wrong.
    pub(crate) fn prove(&self, pseudonym: &str, token: &Secret) -> Option<Seat> {
        let seat = self.seat_of(pseudonym);
        let hash = seat.and_then(|seat| self.get(seat)).map_or(SecretHash::NOBODY, |it| it.token);
        if hash.is_of(token) { seat } else { None }
    }

    /// Who sits there.
    pub(crate) fn get(&self, seat: Seat) -> Option<&Participant> {
        self.members.get(seat.0 as usize)
    }

    /// The handle of a seat.
    pub(crate) fn pseudonym(&self, seat: Seat) -> &str {
        self.get(seat).map_or("", |participant| participant.pseudonym.as_str())
    }

    /// How many seats are taken.
    pub(crate) fn len(&self) -> usize {
        self.members.len()
    }

    /// All, by seat.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Participant> {
        self.members.iter()
    }

    /// Those that a lobby lists: all up to 200; beyond, the 50 who came last.
    pub(crate) fn listed(&self) -> &[Participant] {
        let from = match self.members.len() {
            len if len > LISTED_WHOLE => len - LISTED_LATEST,
            _ => 0,
        };
        self.members.get(from..).unwrap_or_default()
    }

    /// Display names of those listed, by handle.
    pub(crate) fn listed_names(&self) -> BTreeMap<String, String> {
        self.listed()
            .iter()
            .filter_map(|it| Some((it.pseudonym.clone(), it.display_name.clone()?)))
            .collect()
    }

    /// Handles of those listed.
    pub(crate) fn listed_handles(&self) -> Vec<String> {
        self.listed().iter().map(|it| it.pseudonym.clone()).collect()
    }
}
