//! Who may do what, and who is told what.

use std::collections::{BTreeMap, BTreeSet};

use sommelier_arena::game::{Actor, Claim, RejoinCredentials, Seat, SocketId, Verdict};
use sommelier_arena::protocol::{ClientMessage, ErrorCode, Secret, ServerMessage};

use super::{Broken, Kept, hold};
use crate::platform::{Out, Said, Simulated};
use crate::tale::{Fact, Line, Tale, What};
use crate::world::World;

/// What brought an event about, as far as proofs go.
#[derive(Clone, Debug)]
pub enum Cause {
    /// A message.
    Said(SocketId, Box<ClientMessage>),
    /// A text that is none.
    Nonsense(SocketId),
    /// The index has answered a claim.
    Claimed(Box<Claim>, Verdict),
    /// The host's index says that the session is deleted.
    Erased,
    /// The index has answered a host who asked for their list.
    Listed(SocketId),
    /// A new connection.
    Opened(SocketId),
    /// Nobody.
    Nobody,
}

impl Cause {
    /// Whoever must be answered.
    #[must_use]
    pub fn sender(&self) -> Option<SocketId> {
        match self {
            Self::Said(socket, _)
            | Self::Nonsense(socket)
            | Self::Opened(socket)
            | Self::Listed(socket) => Some(*socket),
            Self::Claimed(claim, _) => Some(claim.socket),
            Self::Erased | Self::Nobody => None,
        }
    }
}

/// What each socket has proved, as the simulator has seen it prove.
#[derive(Clone, Debug, Default)]
pub struct Proven(BTreeMap<SocketId, Actor>);

impl Proven {
    /// What a socket has proved.
    #[must_use]
    pub fn of(&self, socket: SocketId) -> Actor {
        self.0.get(&socket).copied().unwrap_or(Actor::Visitor)
    }

    /// A socket is gone, and its number may be given again.
    pub fn forget(&mut self, socket: SocketId) {
        self.0.remove(&socket);
    }

    /// All are gone.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

/// I7: a socket becomes whom it has just proved to be, and nobody else. `before` is the evening before the event,
/// `after` with its rows.
///
/// # Errors
///
/// A role without its proof.
pub fn i7_a_role_takes_its_proof(
    before: &Tale,
    after: &Tale,
    proven: &mut Proven,
    cause: &Cause,
    credentials: RejoinCredentials,
    (socket, actor): (SocketId, Actor),
) -> Kept {
    let by_handle = credentials == RejoinCredentials::Handle;
    let sits = |seat: Seat| !after.removed.contains(&seat.0);
    // Whoever had to go, or whose token has died, is nobody any more.
    if actor == Actor::Visitor {
        let was_seated = matches!(proven.of(socket), Actor::Seated(_));
        let by_seats = matches!(cause, Cause::Said(_, said)
            if matches!(**said, ClientMessage::HostRemove(_) | ClientMessage::RejoinSession(_)));
        proven.0.remove(&socket);
        return hold(was_seated && by_seats, "I7", || {
            format!("{socket:?} loses its seat: {cause:?}")
        });
    }
    let told = |said: &ClientMessage| match (said, actor) {
        (ClientMessage::RejoinHost(proof), Actor::Host) => {
            before.header.as_ref().is_some_and(|header| {
                header.host_id == proof.host_id
                    && match &proof.host_key {
                        Some(key) => header.host_key == Some(key.hash()),
                        None => by_handle,
                    }
            })
        }
        (ClientMessage::CreateSession(create), Actor::Host) => {
            before.header.as_ref().is_some_and(|header| match &create.host_key {
                Some(key) => header.host_key == Some(key.hash()),
                None => {
                    proven.of(socket) == Actor::Host
                        || (by_handle && create.host_id.as_ref() == Some(&header.host_id))
                }
            })
        }
        (ClientMessage::JoinSession(join), Actor::Seated(seat)) => {
            let is_new = before.seats.len() == seat.0 as usize;
            let held = after.seats.get(seat.0 as usize).map(|it| it.token);
            let mine = join.rejoin_token.as_ref().map(Secret::hash);
            let is_theirs = (is_new && mine.is_none()) || held == mine;
            sits(seat) && (proven.of(socket) == actor || is_theirs)
        }
        (ClientMessage::RejoinSession(proof), Actor::Seated(seat)) => {
            let is_linked = |key: &Secret| {
                let links = before.header.iter().flat_map(|it| &it.links);
                let mut links = links.filter(|it| it.seat == seat.0 && it.key == key.hash());
                links.next().is_some() && !before.spent.contains(&key.hash())
            };
            sits(seat)
                && before.seats.get(seat.0 as usize).is_some_and(|it| {
                    it.pseudonym == proof.pseudonym
                        && match &proof.rejoin_token {
                            Some(token) if it.token == token.hash() => true,
                            Some(_) => proof.seat_key.as_ref().is_some_and(is_linked),
                            None => by_handle,
                        }
                })
        }
        (ClientMessage::WatchSession(proof), Actor::Screen) => before
            .header
            .as_ref()
            .is_some_and(|header| header.screen_key == Some(proof.screen_key.hash())),
        _ => false,
    };
    let proved = match cause {
        Cause::Said(sender, said) => *sender == socket && told(said),
        Cause::Claimed(claim, verdict) => {
            let held = after.header.as_ref().and_then(|it| it.host_key);
            // Somebody was first, and where handles are proof enough this is one.
            let named = by_handle && claim.minted && !claim.drawn;
            let is_named =
                after.header.as_ref().is_some_and(|it| named && it.host_id == claim.host_id);
            let granted = match verdict {
                Verdict::Granted(granted) => held == Some(*granted),
                Verdict::Taken | Verdict::Unreachable | Verdict::TooMany => false,
            };
            let is_theirs = granted || held == Some(claim.key.hash()) || is_named;
            claim.socket == socket && actor == Actor::Host && is_theirs
        }
        Cause::Nonsense(_)
        | Cause::Opened(_)
        | Cause::Listed(_)
        | Cause::Erased
        | Cause::Nobody => false,
    };
    hold(proved, "I7", || format!("{socket:?} becomes {actor:?} by {cause:?}"))?;
    proven.0.insert(socket, actor);
    Ok(())
}

/// I7: each change was brought about by whoever may.
///
/// # Errors
///
/// A change by somebody else.
pub fn i7_only_who_holds_the_secret_acts(
    before: &Tale,
    after: &Tale,
    proven: &Proven,
    cause: &Cause,
    facts: &[Fact],
) -> Kept {
    facts.iter().try_for_each(|fact| {
        let fits = match fact {
            Fact::Journal(line) => steered(proven, cause, line),
            Fact::Answer { question, seat, option } => {
                answered(after, proven, cause, *question, *seat, *option)
            }
            Fact::Participant(participant) => match cause {
                Cause::Said(_, said) => match &**said {
                    ClientMessage::JoinSession(join) => join
                        .rejoin_token
                        .as_ref()
                        .is_none_or(|token| token.hash() == participant.token),
                    _ => false,
                },
                _ => false,
            },
            Fact::Changed(new) => before.seats.get(new.seat.0 as usize).is_some_and(|old| {
                let Cause::Said(socket, said) = cause else { return false };
                let keeps_name = old.display_name == new.display_name;
                let is_theirs = proven.of(*socket) == Actor::Seated(new.seat);
                let fits = match &**said {
                    ClientMessage::JoinSession(_) => {
                        old.token == new.token && old.display_name.is_none()
                    }
                    ClientMessage::RejoinSession(proof) => {
                        keeps_name
                            && proof.rejoin_token.as_ref().map(Secret::hash) == Some(new.token)
                    }
                    _ => false,
                };
                is_theirs && fits && old.pseudonym == new.pseudonym
            }),
            Fact::Session(header) => before.header.as_ref().is_none_or(|old| {
                let same_host = old.host_key == header.host_key && old.host_id == header.host_id;
                let same_screen = old.screen_key == header.screen_key;
                let host_asked = cause.sender().is_some_and(|it| proven.of(it) == Actor::Host);
                let no_new_link = header.links.iter().all(|it| old.links.contains(it));
                same_host && ((same_screen && no_new_link) || host_asked)
            }),
            Fact::Forgotten => true,
        };
        hold(fits, "I7", || format!("{fact:?} by {cause:?}"))
    })
}

/// I7: who was refused has changed nothing. What was overdue happens all the same.
///
/// # Errors
///
/// A change by whoever was refused.
pub fn i7_a_refusal_changes_nothing(facts: &[Fact], cause: &Cause) -> Kept {
    let change = facts.iter().find(|fact| match fact {
        Fact::Answer { .. } | Fact::Participant(_) | Fact::Changed(_) => true,
        Fact::Journal(line) => line.by != "clock",
        Fact::Session(_) | Fact::Forgotten => false,
    });
    hold(change.is_none(), "I7", || format!("{change:?}, though {cause:?} was refused"))
}

fn steered(proven: &Proven, cause: &Cause, line: &Line) -> bool {
    match (line.by.as_str(), &line.what, cause) {
        ("clock", What::Revealed { .. } | What::Ended, _)
        | ("host", What::Ended, Cause::Erased)
        | ("host", What::Created { .. }, Cause::Claimed(_, Verdict::Granted(_))) => true,
        ("host", What::Created { .. } | What::Joined { .. } | What::Named { .. }, _) => false,
        ("host", what, Cause::Said(socket, said)) => {
            let fresh = expected_rev(said).is_none_or(|rev| line.rev == rev + 1);
            proven.of(*socket) == Actor::Host && is_asked_for(what, said) && fresh
        }
        (
            "participant",
            What::Joined { seat } | What::Named { seat },
            Cause::Said(socket, said),
        ) => {
            matches!(**said, ClientMessage::JoinSession(_))
                && proven.of(*socket) == Actor::Seated(Seat(*seat))
        }
        _ => false,
    }
}

/// Where its sender believes the room to be.
fn expected_rev(said: &ClientMessage) -> Option<u64> {
    match said {
        ClientMessage::UpdateSession(update) => update.expect_rev,
        ClientMessage::HostLock(it)
        | ClientMessage::HostUnlock(it)
        | ClientMessage::HostStart(it)
        | ClientMessage::HostPause(it)
        | ClientMessage::HostResume(it)
        | ClientMessage::HostReveal(it)
        | ClientMessage::HostNext(it)
        | ClientMessage::HostEnd(it)
        | ClientMessage::HostReopen(it) => it.expect_rev,
        ClientMessage::HostRemove(it) | ClientMessage::HostReseat(it) => it.expect_rev,
        _ => None,
    }
}

/// Whether this message is the one that does this.
fn is_asked_for(what: &What, said: &ClientMessage) -> bool {
    match what {
        What::Created { .. } | What::Joined { .. } | What::Named { .. } => false,
        What::Removed { .. } => matches!(said, ClientMessage::HostRemove(_)),
        What::Reopened => matches!(said, ClientMessage::HostReopen(_)),
        What::Edited { .. } => matches!(said, ClientMessage::UpdateSession(_)),
        What::Locked => matches!(said, ClientMessage::HostLock(_)),
        What::Unlocked => matches!(said, ClientMessage::HostUnlock(_)),
        What::Asked { .. } => {
            matches!(said, ClientMessage::HostStart(_) | ClientMessage::HostNext(_))
        }
        What::Paused { .. } => matches!(said, ClientMessage::HostPause(_)),
        What::Resumed { .. } => matches!(said, ClientMessage::HostResume(_)),
        What::Revealed { .. } => matches!(said, ClientMessage::HostReveal(_)),
        What::Ranked | What::RoundRanked { .. } => matches!(said, ClientMessage::HostNext(_)),
        What::Ended => matches!(said, ClientMessage::HostEnd(_) | ClientMessage::HostNext(_)),
    }
}

fn answered(
    after: &Tale,
    proven: &Proven,
    cause: &Cause,
    question: u32,
    seat: u32,
    option: u8,
) -> bool {
    let Cause::Said(socket, said) = cause else { return false };
    let ClientMessage::SubmitAnswer(answer) = &**said else { return false };
    let asked = after.question(&answer.question_id);
    let chosen = asked.and_then(|(n, asked)| {
        let at = asked.options.iter().position(|it| it.id == answer.option_id)?;
        (n == question).then_some(at)
    });
    proven.of(*socket) == Actor::Seated(Seat(seat)) && chosen == Some(usize::from(option))
}

/// I7, the other way round: whoever holds the secret is never refused as one who does not.
///
/// # Errors
///
/// Somebody who has lost a role that they have proved.
pub fn i7_who_holds_the_secret_may_act(
    proven: &Proven,
    cause: &Cause,
    platform: &Simulated,
) -> Kept {
    let Cause::Said(sender, said) = cause else { return Ok(()) };
    let is_theirs = match &**said {
        ClientMessage::SubmitAnswer(_) => matches!(proven.of(*sender), Actor::Seated(_)),
        ClientMessage::UpdateSession(_)
        | ClientMessage::HostLock(_)
        | ClientMessage::HostUnlock(_)
        | ClientMessage::HostStart(_)
        | ClientMessage::HostPause(_)
        | ClientMessage::HostResume(_)
        | ClientMessage::HostReveal(_)
        | ClientMessage::HostNext(_)
        | ClientMessage::HostEnd(_)
        | ClientMessage::HostRemove(_)
        | ClientMessage::HostReseat(_)
        | ClientMessage::HostReopen(_)
        | ClientMessage::ListSessions(_)
        | ClientMessage::HostScreenKey(_) => proven.of(*sender) == Actor::Host,
        ClientMessage::CreateSession(_)
        | ClientMessage::RejoinHost(_)
        | ClientMessage::JoinSession(_)
        | ClientMessage::RejoinSession(_)
        | ClientMessage::WatchSession(_) => false,
    };
    let is_refused = platform.out.iter().any(|(_, out)| {
        let Out::Frame(to, .., said) = out else { return false };
        let ServerMessage::Error { code, .. } = &said.message else { return false };
        to == sender && matches!(code, ErrorCode::Unauthorized | ErrorCode::NotJoined)
    });
    hold(!(is_theirs && is_refused), "I7", || {
        format!("{sender:?} is {:?} no more for {said:?}", proven.of(*sender))
    })
}

/// I7: what is said reaches only those it is meant for. Whoever has proved nothing hears where the room is, and why
/// they were refused.
///
/// # Errors
///
/// A frame for somebody else.
pub fn i7_only_who_holds_the_secret_hears(actor: Actor, said: &Said) -> Kept {
    let fits = match &said.message {
        ServerMessage::StateSnapshot { .. }
        | ServerMessage::Error { .. }
        | ServerMessage::Removed {} => true,
        ServerMessage::SessionCreated { .. }
        | ServerMessage::SessionUpdated { .. }
        | ServerMessage::HostSnapshot(_)
        | ServerMessage::SessionsList { .. }
        | ServerMessage::SeatLink { .. }
        | ServerMessage::ParticipantAnswered { pseudonym: Some(_), .. } => actor == Actor::Host,
        ServerMessage::AnswerRevealed(view) if view.results.is_some() => actor == Actor::Host,
        ServerMessage::Joined { .. }
        | ServerMessage::ParticipantSnapshot(_)
        | ServerMessage::AnswerRecorded { .. } => matches!(actor, Actor::Seated(_)),
        ServerMessage::ScreenSnapshot(_) => actor == Actor::Screen,
        ServerMessage::LobbyUpdated { .. }
        | ServerMessage::Presence { .. }
        | ServerMessage::Started {}
        | ServerMessage::Question(_)
        | ServerMessage::TimerTick { .. }
        | ServerMessage::TimerPaused { .. }
        | ServerMessage::TimerResumed { .. }
        | ServerMessage::ParticipantAnswered { pseudonym: None, .. }
        | ServerMessage::AnswerRevealed(_)
        | ServerMessage::QuestionLeaderboard { .. }
        | ServerMessage::RoundLeaderboard { .. }
        | ServerMessage::FinalLeaderboard { .. }
        | ServerMessage::SessionEnded {} => actor != Actor::Visitor,
    };
    hold(fits, "I7", || format!("{actor:?} hears {}", said.text))
}

/// I15: one person, one seat: no two seats have one token, no two people one handle.
///
/// # Errors
///
/// Two.
pub fn i15_one_person_one_seat(tale: &Tale) -> Kept {
    let tokens: BTreeSet<_> = tale.seats.iter().map(|it| it.token).collect();
    let handles: BTreeSet<_> = tale.seats.iter().map(|it| &it.pseudonym).collect();
    let seats = tale.seats.len();
    hold(tokens.len() == seats && handles.len() == seats, "I15", || format!("{:?}", tale.seats))
}

/// I4: two rooms from one seed that differ only in which option of one question is right say the same to everyone
/// but hosts, to the byte, until that question's reveal. Answers whether they may still be compared.
///
/// # Errors
///
/// A difference.
pub fn i4_the_correct_option_is_not_told_before_the_reveal(
    world: &World,
    twin: &World,
    question: usize,
) -> Result<bool, Broken> {
    let is_revealed = |world: &World| world.oracle.was_revealed(question);
    if is_revealed(world) || is_revealed(twin) {
        return Ok(false);
    }
    hold(world.told == twin.told, "I4", || {
        format!("what is said depends on which option of question {question} is right")
    })?;
    Ok(true)
}
