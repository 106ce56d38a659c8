//! A browser, as far as a room can tell: it follows the protocol, comes back by itself, and shows what it was told.

use sommelier_arena::protocol::{
    ClientMessage, CreateSession, ErrorCode, JoinSession, PhaseName, QuestionDraft, QuestionView,
    RankingEntry, RejoinHost, RejoinSession, Secret, ServerMessage, SubmitAnswer, WatchSession,
    WineDraft,
};

use crate::platform::Said;

/// The handle of the host.
pub const HOST_ID: &str = "TANNIC-FALCON";
/// The handle of another host, who wants this room, too.
pub const RIVAL_ID: &str = "OAKY-BADGER";

/// Who somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The host, in one of their tabs.
    Host,
    /// A participant.
    Guest,
    /// A big screen.
    Screen,
    /// Another host.
    Rival,
    /// A stranger who wishes them ill.
    Stranger,
}

/// One browser.
#[derive(Clone, Debug)]
pub struct Client {
    /// Who.
    pub role: Role,
    /// Speaks version 1: no secrets, ticks.
    pub version_1: bool,
    /// Their secret, chosen before it was sent; a screen has the host's latest key.
    pub secret: Option<Secret>,
    /// The secret of the one-time link that it has opened.
    pub seat_key: Option<Secret>,
    /// The connection that it looks at.
    pub link: Option<usize>,
    /// Comes back when its connection is lost.
    pub stays: bool,
    /// Their handle, once they were told it.
    pub name: Option<String>,
    /// What it shows.
    pub phase: Option<PhaseName>,
    /// The question that it shows.
    pub question: Option<QuestionView>,
    /// The standings that it shows.
    pub rankings: Vec<RankingEntry>,
    /// The end of the break that it shows.
    pub on_break_until: Option<u64>,
    /// The lobby that it shows.
    pub lobby: Vec<String>,
    /// How many it shows to be joining.
    pub joining: usize,
    /// The number of the transition that it has heard of.
    pub rev: u64,
    /// What it said last.
    pub last_words: String,
    /// An answer that was not confirmed.
    pub unconfirmed: Option<(String, String)>,
    /// Has a role on this connection.
    pub is_in: bool,
    /// Has tried in vain so often, on this connection, to get in.
    pub tries: u32,
}

/// What a client does about what it has heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Nothing.
    Nothing,
    /// Says this.
    Say(Box<ClientMessage>),
    /// Tries its greeting again in a while.
    Later,
    /// Looks at the new key for screens.
    ScreenKey(Secret),
    /// Hands a one-time link to whose seat it is.
    SeatLink(String, Secret),
}

impl Client {
    /// Somebody who has not connected yet.
    #[must_use]
    pub fn new(role: Role, version_1: bool, secret: Option<Secret>) -> Self {
        Self {
            role,
            version_1,
            secret,
            seat_key: None,
            link: None,
            stays: true,
            name: None,
            phase: None,
            question: None,
            rankings: Vec::new(),
            on_break_until: None,
            lobby: Vec::new(),
            joining: 0,
            rev: 0,
            last_words: String::new(),
            unconfirmed: None,
            is_in: false,
            tries: 0,
        }
    }

    /// What it says once it is connected; `wines` are those that it would bring.
    #[must_use]
    pub fn greeting(&self) -> Option<ClientMessage> {
        let key = || self.secret.clone().filter(|_| !self.version_1);
        match self.role {
            Role::Host => Some(ClientMessage::RejoinHost(RejoinHost {
                host_id: HOST_ID.to_owned(),
                host_key: key(),
            })),
            Role::Guest => Some(match &self.name {
                Some(name) => ClientMessage::RejoinSession(RejoinSession {
                    pseudonym: name.clone(),
                    rejoin_token: key(),
                    seat_key: self.seat_key.clone(),
                }),
                None => ClientMessage::JoinSession(JoinSession {
                    rejoin_token: key(),
                    display_name: None,
                }),
            }),
            Role::Screen => {
                let screen_key = self.secret.clone()?;
                Some(ClientMessage::WatchSession(WatchSession { screen_key }))
            }
            Role::Rival | Role::Stranger => None,
        }
    }

    /// The host's tasting; with `twist` the right answer of that question and its first distractor change places.
    #[must_use]
    pub fn create(&self, wines: usize, twist: Option<usize>, seconds: i64) -> ClientMessage {
        let host_id = if self.role == Role::Rival { RIVAL_ID } else { HOST_ID };
        ClientMessage::CreateSession(CreateSession {
            host_id: Some(host_id.to_owned()),
            host_key: self.secret.clone().filter(|_| !self.version_1),
            title: None,
            allow_names: Some(seconds % 3 != 0),
            auto_reveal: Some(seconds % 2 == 0),
            timer_seconds: Some(seconds),
            wines: Some(tasting(wines, twist)),
        })
    }

    /// A new connection: what it had proved is to be proved again.
    pub fn connected(&mut self, link: usize) {
        self.link = Some(link);
        self.is_in = false;
        self.tries = 0;
        // Another evening may have begun meanwhile, in which there is no break.
        self.on_break_until = None;
        self.lobby.clear();
    }

    /// Hears a frame.
    pub fn hear(&mut self, said: &Said, wines: (usize, Option<usize>, i64)) -> Next {
        if let Some(rev) = said.rev {
            self.rev = rev;
        }
        match &said.message {
            ServerMessage::StateSnapshot { phase, .. } => {
                self.phase = Some(*phase);
                return match self.greeting() {
                    Some(greeting) => Next::Say(Box::new(greeting)),
                    None if self.role == Role::Screen => Next::Later,
                    None => Next::Nothing,
                };
            }
            ServerMessage::SessionCreated { host_key, screen_key, .. } => {
                if !self.is_in {
                    self.joining = 0;
                }
                self.is_in = true;
                if let Some(key) = host_key {
                    self.secret = Some(key.clone());
                }
                return Next::ScreenKey(screen_key.clone());
            }
            ServerMessage::SeatLink { pseudonym, seat_key, .. } => {
                return Next::SeatLink(pseudonym.clone(), seat_key.clone());
            }
            ServerMessage::Joined { pseudonym, rejoin_token } => {
                self.is_in = true;
                self.name = Some(pseudonym.clone());
                if let Some(token) = rejoin_token {
                    self.secret = Some(token.clone());
                }
            }
            ServerMessage::HostSnapshot(snapshot) => {
                self.is_in = true;
                self.phase = Some(snapshot.phase);
                self.on_break_until = snapshot.on_break_until;
                self.question.clone_from(&snapshot.question);
                self.rankings.clone_from(&snapshot.rankings);
                self.lobby.clone_from(&snapshot.participants);
                self.joining = snapshot.joining;
            }
            ServerMessage::ParticipantSnapshot(snapshot) => {
                self.is_in = true;
                self.phase = Some(snapshot.phase);
                self.on_break_until = snapshot.on_break_until;
                self.question.clone_from(&snapshot.question);
                self.rankings.clone_from(&snapshot.rankings);
                return self.resend();
            }
            ServerMessage::ScreenSnapshot(snapshot) => {
                self.is_in = true;
                self.phase = Some(snapshot.phase);
                self.on_break_until = snapshot.on_break_until;
                self.question.clone_from(&snapshot.question);
                self.rankings.clone_from(&snapshot.rankings);
                self.lobby.clone_from(&snapshot.participants);
            }
            ServerMessage::Question(view) => {
                self.phase = Some(if view.ends_at.is_some() {
                    PhaseName::QuestionOpen
                } else {
                    PhaseName::QuestionPaused
                });
                self.question = Some(view.clone());
            }
            ServerMessage::Break { until } => self.on_break_until = *until,
            ServerMessage::TimerPaused { .. } => self.phase = Some(PhaseName::QuestionPaused),
            ServerMessage::TimerResumed { .. } => self.phase = Some(PhaseName::QuestionOpen),
            ServerMessage::AnswerRevealed(_) => {
                self.phase = Some(PhaseName::QuestionRevealed);
                self.unconfirmed = None;
            }
            ServerMessage::QuestionLeaderboard { rankings, .. } => {
                self.stands(PhaseName::QuestionLeaderboard, rankings);
            }
            ServerMessage::RoundLeaderboard { rankings, .. } => {
                self.stands(PhaseName::RoundLeaderboard, rankings);
            }
            ServerMessage::FinalLeaderboard { rankings, .. } => {
                self.stands(PhaseName::Ended, rankings);
            }
            ServerMessage::AnswerRecorded { question_id, option_id } => {
                let confirmed = (question_id.clone(), option_id.clone());
                if self.unconfirmed.as_ref() == Some(&confirmed) {
                    self.unconfirmed = None;
                }
            }
            ServerMessage::Presence { joining, .. } => self.joining = *joining,
            ServerMessage::LobbyUpdated { participants, .. } => self.lobby.clone_from(participants),
            ServerMessage::Error { code, .. } => return self.refused(*code, wines),
            ServerMessage::SessionUpdated { .. }
            | ServerMessage::Removed {}
            | ServerMessage::SessionsList { .. }
            | ServerMessage::Started {}
            | ServerMessage::TimerTick { .. }
            | ServerMessage::ParticipantAnswered { .. }
            | ServerMessage::Review { .. }
            | ServerMessage::SessionEnded {} => {}
        }
        Next::Nothing
    }

    fn stands(&mut self, phase: PhaseName, rankings: &[RankingEntry]) {
        self.phase = Some(phase);
        rankings.clone_into(&mut self.rankings);
    }

    fn refused(
        &mut self,
        code: ErrorCode,
        (wines, twist, seconds): (usize, Option<usize>, i64),
    ) -> Next {
        match (self.role, code) {
            (Role::Host, ErrorCode::InvalidHostId) if !self.is_in => {
                Next::Say(Box::new(self.create(wines, twist, seconds)))
            }
            (Role::Host | Role::Rival, ErrorCode::Storage | ErrorCode::Internal) if !self.is_in => {
                Next::Later
            }
            (Role::Guest, ErrorCode::InvalidPseudonym) if !self.is_in => {
                // The room that knew them is gone.
                (self.name, self.seat_key) = (None, None);
                self.greeting().map_or(Next::Nothing, |it| Next::Say(Box::new(it)))
            }
            (Role::Guest, ErrorCode::SessionNotFound | ErrorCode::Storage) if !self.is_in => {
                Next::Later
            }
            (Role::Guest, ErrorCode::Storage | ErrorCode::RateLimited) => Next::Nothing,
            (Role::Guest, _) => {
                // Whatever it was, asking again will not help.
                self.unconfirmed = None;
                Next::Nothing
            }
            (Role::Screen, ErrorCode::Unauthorized | ErrorCode::SessionNotFound) => Next::Later,
            _ => Next::Nothing,
        }
    }

    /// An unconfirmed answer is sent again.
    #[must_use]
    pub fn resend(&self) -> Next {
        match &self.unconfirmed {
            Some((question_id, option_id)) if self.is_in => {
                Next::Say(Box::new(ClientMessage::SubmitAnswer(SubmitAnswer {
                    question_id: question_id.clone(),
                    option_id: option_id.clone(),
                })))
            }
            _ => Next::Nothing,
        }
    }
}

/// A tasting of so many wines, each text of it different.
#[must_use]
pub fn tasting(wines: usize, twist: Option<usize>) -> Vec<WineDraft> {
    const CATEGORIES: [&str; 5] = ["color", "region", "grape_variety", "vintage_year", "wine_name"];
    let question = |number: usize, category: &str| {
        let text = |which: char| format!("{category} {number}{which}");
        let (right, first) = if twist == Some(number) { ('b', 'a') } else { ('a', 'b') };
        QuestionDraft {
            category: category.to_owned(),
            correct_answer: text(right),
            distractors: vec![text(first), text('c'), text('d')],
        }
    };
    let wine = |n: usize| WineDraft {
        name: format!("Wine {n}"),
        questions: CATEGORIES
            .iter()
            .enumerate()
            .map(|(m, category)| question(n * CATEGORIES.len() + m, category))
            .collect(),
    };
    (0..wines).map(wine).collect()
}
