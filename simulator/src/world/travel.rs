//! Connections: what people say and hear, in order, late, or never.

use sommelier_arena::game::{Actor, Input, SocketId};
use sommelier_arena::protocol::{ClientMessage, CloseCode, Secret};

use super::{Event, Link, Up, World};
use crate::client::{Client, Next, Role};
use crate::plan::Weather;
use crate::platform::Said;
use crate::promises::Kept;
use crate::promises::secrets::Cause;

/// An answer that was not confirmed is sent again after this.
const RESEND_MS: u64 = 2_500;
/// Whoever has lost their connection is back after this, at most.
const BACK_MS: u64 = 4_000;
/// Whoever has seen a session forgotten looks again after this, at most.
const NEXT_EVENING_MS: u64 = 60_000;
/// Whoever cannot come in yet tries again after this…
pub(super) const PATIENCE_MS: u64 = 6_000;
/// …which doubles so often.
const MOST_PATIENT: u32 = 6;

impl World {
    /// A client opens a connection, in place of the one it had.
    pub fn connect(&mut self, client: usize) {
        let worst = if self.weather == Weather::Network { 2_000 } else { 60 };
        let worst = if self.dice.chance(100) { worst } else { 30 };
        let latency_ms = 1 + self.dice.below(worst);
        let Some(it) = self.clients.get_mut(client) else { return };
        let ticks = it.version_1;
        let link = self.links.len();
        it.connected(link);
        self.links.push(Link {
            client,
            socket: None,
            ticks,
            cut: false,
            up_at: self.mono,
            down_at: self.mono,
            latency_ms,
        });
        self.up(link, Up::Open);
    }

    /// A client says something on its connection, if it has one.
    pub fn says(&mut self, client: usize, message: &ClientMessage) {
        let text = serde_json::to_string(message).unwrap_or_default();
        if let (ClientMessage::SubmitAnswer(answer), Some(it)) =
            (message, self.clients.get_mut(client))
        {
            it.unconfirmed = Some((answer.question_id.clone(), answer.option_id.clone()));
            if let Some(link) = it.link {
                self.later(RESEND_MS, Event::Resends(client, link));
            }
        }
        self.sends(client, text, Some(Box::new(message.clone())));
    }

    /// The same with any text.
    pub fn says_text(&mut self, client: usize, text: String) {
        self.sends(client, text, None);
    }

    fn sends(&mut self, client: usize, text: String, message: Option<Box<ClientMessage>>) {
        let Some(it) = self.clients.get_mut(client) else { return };
        if let Some(link) = it.link {
            it.last_words.clone_from(&text);
            self.up(link, Up::Text(text, message));
        }
    }

    /// A client sends bytes.
    pub fn says_bytes(&mut self, client: usize) {
        if let Some(link) = self.clients.get(client).and_then(|it| it.link) {
            self.up(link, Up::Binary);
        }
    }

    /// A client closes its connection, and opens another after a while if it stays.
    pub fn leaves(&mut self, client: usize) {
        let Some(link) = self.clients.get_mut(client).and_then(|it| it.link.take()) else { return };
        self.up(link, Up::Close);
        if let Some(link) = self.links.get_mut(link) {
            link.cut = true;
        }
        self.comes_back(client, BACK_MS);
    }

    /// Every connection is closed, those that somebody has left open elsewhere, too.
    pub fn all_leave(&mut self) {
        (0..self.clients.len()).for_each(|client| self.leaves(client));
        for link in 0..self.links.len() {
            self.up(link, Up::Close);
            if let Some(link) = self.links.get_mut(link) {
                link.cut = true;
            }
        }
    }

    /// Everybody goes, and whoever stays comes back after so long.
    ///
    /// # Errors
    ///
    /// The promise that is broken meanwhile.
    pub fn nobody_is_here_for(&mut self, away_ms: u64) -> Kept {
        let stay = |it: &mut Client| std::mem::replace(&mut it.stays, false);
        let stay: Vec<_> = self.clients.iter_mut().map(stay).collect();
        (0..self.clients.len()).for_each(|client| self.leaves(client));
        self.passes(away_ms)?;
        for (client, stays) in stay.into_iter().enumerate() {
            if let Some(it) = self.clients.get_mut(client) {
                it.stays = stays;
            }
            self.comes_back(client, BACK_MS);
        }
        Ok(())
    }

    /// A connection breaks. The room hears of it after `unnoticed_ms`.
    pub fn breaks(&mut self, client: usize, unnoticed_ms: u64) {
        let Some(link) = self.clients.get_mut(client).and_then(|it| it.link.take()) else { return };
        if let Some(link) = self.links.get_mut(link) {
            link.cut = true;
        }
        self.later(unnoticed_ms, Event::Arrives(link, Up::Close));
        self.comes_back(client, BACK_MS);
    }

    fn comes_back(&mut self, client: usize, at_most_ms: u64) {
        if self.clients.get(client).is_some_and(|it| it.stays) {
            let after_ms = self.dice.between(200, at_most_ms);
            self.later(after_ms, Event::Connects(client));
        }
    }

    pub(super) fn up(&mut self, link: usize, what: Up) {
        let now = self.mono;
        let jitter = self.dice.below(10);
        let Some(it) = self.links.get_mut(link).filter(|it| !it.cut) else { return };
        it.up_at = it.up_at.max(now + it.latency_ms + jitter);
        let at = it.up_at;
        self.at(at, Event::Arrives(link, what));
    }

    pub(super) fn down(&mut self, link: usize, event: Event) {
        let now = self.mono;
        let jitter = self.dice.below(10);
        let Some(it) = self.links.get_mut(link).filter(|it| !it.cut) else { return };
        it.down_at = it.down_at.max(now + it.latency_ms + jitter);
        let at = it.down_at;
        self.at(at, event);
    }

    /// Something reaches the room.
    pub(super) fn arrived(&mut self, link: usize, up: Up) -> Kept {
        let Some(&Link { socket, ticks, .. }) = self.links.get(link) else { return Ok(()) };
        match (up, socket) {
            (Up::Open, _) => {
                // A room that sleeps is woken before the socket is one of its own.
                self.hibernates();
                if self.driver.look().is_err() {
                    self.down(link, Event::Closed(link, 1006));
                    return Ok(());
                }
                let wall = self.wall();
                let id = self.driver.platform.sockets.accept(link, ticks, wall);
                // Numbers are given again when nobody has one any more.
                self.oracle.proven.forget(id);
                if let Some(link) = self.links.get_mut(link) {
                    link.socket = Some(id);
                }
                self.tell("opened", &Cause::Opened(id), Input::Opened { socket: id, ticks })
                    .map(drop)
            }
            (Up::Text(text, message), Some(id)) if self.is_open(id, link) => {
                let message = message.or_else(|| ClientMessage::parse(&text).ok().map(Box::new));
                let (kind, cause) = match message {
                    Some(message) => (message.kind(), Cause::Said(id, message)),
                    None => ("nonsense", Cause::Nonsense(id)),
                };
                self.tell(kind, &cause, Input::Heard { socket: id, text }).map(drop)
            }
            (Up::Binary, Some(id)) if self.is_open(id, link) => self
                .tell("binary", &Cause::Nonsense(id), Input::HeardBinary { socket: id })
                .map(drop),
            (Up::Close, Some(id)) if self.is_open(id, link) => {
                let was_host = self.oracle.proven.of(id) == Actor::Host;
                self.oracle.proven.forget(id);
                let epoch = self.epoch;
                // A socket that closes is still listed while its room is told.
                let done = self.tell("closed", &Cause::Nobody, Input::Closed { socket: id })?;
                self.driver.platform.sockets.remove(id);
                // What was written down may have died with the process.
                if done && was_host && epoch == self.epoch {
                    let wall = self.wall();
                    self.oracle.host_was_here(&self.driver.platform, wall);
                }
                Ok(())
            }
            // The room has closed it, or is not the one that it was opened to.
            _ => Ok(()),
        }
    }

    pub(super) fn is_open(&self, id: SocketId, link: usize) -> bool {
        self.driver.platform.sockets.open(id).is_some_and(|it| it.link == link)
    }

    /// A client hears a frame.
    pub(super) fn heard(&mut self, link: usize, said: &Said) {
        let Some(client) = self.links.get(link).filter(|it| !it.cut).map(|it| it.client) else {
            return;
        };
        let wines = self.wines;
        let Some(it) = self.clients.get_mut(client).filter(|it| it.link == Some(link)) else {
            return;
        };
        match it.hear(said, wines) {
            Next::Nothing => {}
            Next::Say(message) => self.says(client, &message),
            Next::Later => {
                let after_ms = PATIENCE_MS << it.tries.min(MOST_PATIENT);
                it.tries += 1;
                self.later(after_ms, Event::Greets(client, link));
            }
            Next::SeatLink(name, key) => self.hands_over(&name, key),
            Next::ScreenKey(key) => {
                for screen in self.clients.iter_mut().filter(|it| it.role == Role::Screen) {
                    screen.secret = Some(key.clone());
                }
                self.screen_key = Some(key);
            }
        }
    }

    /// The host's page shows a one-time link. Whose seat it is has lost everything, and opens it; or they have not.
    fn hands_over(&mut self, name: &str, key: Secret) {
        let fresh = self.secret();
        let opens_it = self.dice.chance(700);
        let mut guests = self.clients.iter_mut().enumerate();
        let guest = guests.find(|(_, it)| {
            it.role == Role::Guest && !it.version_1 && it.name.as_deref() == Some(name)
        });
        self.links_given.push((name.to_owned(), key.clone()));
        let Some((guest, it)) = guest.filter(|_| opens_it) else { return };
        (it.secret, it.seat_key, it.stays) = (Some(fresh), Some(key), true);
        self.connect(guest);
    }

    /// A client hears that its connection is closed.
    pub(super) fn closed(&mut self, link: usize, code: u16) {
        let Some(client) = self.links.get(link).filter(|it| !it.cut).map(|it| it.client) else {
            return;
        };
        // It answers the close; one in eight never does.
        if code != 1006 && !self.dice.chance(125) {
            self.up(link, Up::Close);
        }
        if let Some(it) = self.links.get_mut(link) {
            it.cut = true;
        }
        let Some(it) = self.clients.get_mut(client).filter(|it| it.link == Some(link)) else {
            return;
        };
        it.link = None;
        it.is_in = false;
        // A screen is shown the new key, a host looks again, a stranger does not give up; for others a 4xxx is
        // the end.
        it.stays &= code < 4_000 || it.role != Role::Guest;
        let is_over = code == CloseCode::Forgotten.number();
        self.comes_back(client, if is_over { NEXT_EVENING_MS } else { BACK_MS });
    }
}
