//! The moves about seats: who may come, who has to go, who gets back in.

use sommelier_arena::protocol::{
    ClientMessage, HostCommand, JoinSession, RejoinSession, SeatCommand, Secret,
};

use crate::client::Role;
use crate::dice::Dice;
use crate::world::World;

const ANY_REV: HostCommand = HostCommand { expect_rev: None };

impl World {
    pub(super) fn locks(&mut self, dice: &mut Dice) {
        let word = if dice.chance(400) {
            ClientMessage::HostLock(ANY_REV)
        } else {
            ClientMessage::HostUnlock(ANY_REV)
        };
        self.one_says(Role::Host, dice, &word);
    }

    pub(super) fn removes(&mut self, dice: &mut Dice) {
        let command = self.about_a_seat(dice);
        self.one_says(Role::Host, dice, &ClientMessage::HostRemove(command));
    }

    pub(super) fn reseats(&mut self, dice: &mut Dice) {
        let command = self.about_a_seat(dice);
        self.one_says(Role::Host, dice, &ClientMessage::HostReseat(command));
    }

    /// Anyone who has a seat or had one; seldom nobody.
    fn about_a_seat(&self, dice: &mut Dice) -> SeatCommand {
        let seats = &self.oracle.view.seats;
        let somebody = dice.pick(seats).filter(|_| dice.chance(900));
        let name = somebody.map_or("NOBODY-HERE", |it| it.pseudonym.as_str());
        let expect_rev = dice.chance(300).then(|| self.oracle.view.rev());
        SeatCommand { pseudonym: name.to_owned(), expect_rev }
    }

    /// A guest joins again, with a name this time; two may want the same.
    pub(super) fn names(&mut self, dice: &mut Dice) {
        let Some(guest) = self.one_of(Role::Guest, dice) else { return };
        let name = dice.pick(&["Anna", "Björn", "Chloé", "anna"]).copied().unwrap_or_default();
        let it = self.clients.get(guest).filter(|it| !it.version_1);
        let rejoin_token = it.and_then(|it| it.secret.clone());
        let join = JoinSession { rejoin_token, display_name: Some(name.to_owned()) };
        self.says(guest, &ClientMessage::JoinSession(join));
    }

    pub(super) fn reopens(&mut self, dice: &mut Dice) {
        self.one_says(Role::Host, dice, &ClientMessage::HostReopen(ANY_REV));
    }

    /// A link that somebody else has opened, or is about to.
    pub(super) fn tries_a_link(&self, token: Secret, dice: &mut Dice) -> ClientMessage {
        let given = dice.pick(&self.links_given).cloned();
        let (pseudonym, key) = given.unwrap_or_else(|| ("NOBODY-HERE".to_owned(), token.clone()));
        ClientMessage::RejoinSession(RejoinSession {
            pseudonym,
            rejoin_token: Some(token),
            seat_key: Some(key),
        })
    }
}
