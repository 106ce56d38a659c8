//! Who has a seat: handles, names, the hashes of their tokens.

use sommelier_house::{Sorted, folded};

use super::{Participant, Seat};
use crate::protocol::{Secret, SecretHash};

/// Everyone listed in a lobby up to this many; beyond, only the latest.
const LISTED_WHOLE: usize = 200;
/// How many of a large lobby are listed.
const LISTED_LATEST: usize = 50;

/// Who has a seat, in the order of joining.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Roster {
    /// Everyone who has ever had one.
    members: Vec<Participant>,
    /// Those whose seat the host has taken away. Their handles and tokens stay taken, so that neither comes in again.
    gone: Sorted<Seat, ()>,
    /// Everyone in the order of their handles.
    by_pseudonym: Vec<Seat>,
    /// Everyone in the order of their tokens.
    by_token: Vec<Seat>,
    /// Handles and display names as a reader would confuse them.
    known_as: Sorted<String, ()>,
}

impl Roster {
    /// The roster as it was written down, by seat.
    pub(crate) fn restore(participants: &[Participant], removed: &[Seat]) -> Self {
        let gone = removed.iter().map(|seat| (*seat, ())).collect();
        let mut roster = Self { gone, ..Self::default() };
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
        let (Ok(at) | Err(at)) = self.find_pseudonym(&participant.pseudonym);
        self.by_pseudonym.insert(at, seat);
        let (Ok(at) | Err(at)) = self.find_token(participant.token);
        self.by_token.insert(at, seat);
        self.known_as.insert(folded(&participant.pseudonym), ());
        if let Some(name) = participant.display_name.as_deref().filter(|_| !self.is_gone(seat)) {
            self.known_as.insert(folded(name), ());
        }
        self.members.push(participant);
    }

    /// Takes a seat away for good; the name that was given to it is free again.
    pub(crate) fn remove(&mut self, seat: Seat) {
        if self.gone.insert(seat, ()).is_none()
            && let Some(name) = self.get(seat).and_then(|it| it.display_name.as_deref())
        {
            self.known_as.remove(&folded(name));
        }
    }

    /// Whether this seat was taken away.
    pub(crate) fn is_gone(&self, seat: Seat) -> bool {
        self.gone.contains_key(&seat)
    }

    /// Gives a seat a token in place of the one before, or a name to one that had none. Returns who sits there.
    pub(crate) fn change(
        &mut self,
        seat: Seat,
        change: impl FnOnce(&mut Participant),
    ) -> Option<&Participant> {
        let participant = self.members.get_mut(seat.0 as usize)?;
        change(participant);
        let (token, name) = (participant.token, participant.display_name.as_deref().map(folded));
        self.by_token.retain(|other| *other != seat);
        let (Ok(at) | Err(at)) = self.find_token(token);
        self.by_token.insert(at, seat);
        if let Some(name) = name {
            self.known_as.insert(name, ());
        }
        self.get(seat)
    }

    /// Whether somebody here is already called this, in a reader's eyes.
    pub(crate) fn knows_as(&self, name: &str) -> bool {
        self.known_as.contains_key(&folded(name))
    }

    /// Whether a handle is taken.
    pub(crate) fn has_pseudonym(&self, pseudonym: &str) -> bool {
        self.find_pseudonym(pseudonym).is_ok()
    }

    /// The seat that was taken with this token.
    pub(crate) fn seat_of_token(&self, token: &Secret) -> Option<Seat> {
        let at = self.find_token(token.hash()).ok()?;
        self.by_token.get(at).copied()
    }

    /// The seat of a handle, whoever asks.
    pub(crate) fn seat_of(&self, pseudonym: &str) -> Option<Seat> {
        let at = self.find_pseudonym(pseudonym).ok()?;
        self.by_pseudonym.get(at).copied()
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
        self.members.len() - self.gone.len()
    }

    /// All who have a seat, by seat.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Participant> {
        self.members.iter().filter(|it| !self.is_gone(it.seat))
    }

    /// Everyone who has ever had one, by seat.
    pub(crate) fn ever(&self) -> &[Participant] {
        &self.members
    }

    fn find_pseudonym(&self, pseudonym: &str) -> Result<usize, usize> {
        self.by_pseudonym.binary_search_by(|seat| self.pseudonym(*seat).cmp(pseudonym))
    }

    fn find_token(&self, token: SecretHash) -> Result<usize, usize> {
        let token_of = |seat: Seat| self.get(seat).map_or(SecretHash::NOBODY, |it| it.token);
        self.by_token.binary_search_by(|seat| token_of(*seat).cmp(&token))
    }

    /// Those that a lobby lists: all up to 200; beyond, the 50 who came last.
    fn listed(&self) -> impl Iterator<Item = &Participant> {
        let from = match self.len() {
            len if len > LISTED_WHOLE => len - LISTED_LATEST,
            _ => 0,
        };
        self.iter().skip(from)
    }

    /// Display names of those listed, by handle.
    pub(crate) fn listed_names(&self) -> Sorted<String, String> {
        self.listed()
            .filter_map(|it| Some((it.pseudonym.clone(), it.display_name.clone()?)))
            .collect()
    }

    /// Handles of those listed.
    pub(crate) fn listed_handles(&self) -> Vec<String> {
        self.listed().map(|it| it.pseudonym.clone()).collect()
    }
}
