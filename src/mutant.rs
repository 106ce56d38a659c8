//! Planted faults, to test the tests: the simulator must catch each of them (`simulator/tests/mutants.rs`).
//!
//! Without the feature `mutants`, which nothing that ships has, none is planted and the compiler leaves no trace of
//! them. Some faults cannot be made here any more; of those stands the nearest that can, and why.

#[cfg(all(feature = "mutants", target_arch = "wasm32"))]
compile_error!("planted faults are for the simulator, never for a Worker");

/// A fault that can be planted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mutant {
    /// An answer is kept in memory and has no row.
    AnswersOnlyInMemory,
    /// A room that wakes knows nothing of the points before the open question.
    ScoresNotRestored,
    /// An alarm that rings while an answer is on the table adds its points again. Scores are derived, so that nothing
    /// is added anywhere; this settles them where nothing is left behind.
    PointsAddedAgain,
    /// An answer is taken before anybody looks whether its question has closed.
    AnswerAfterClosing,
    /// An answer to any question counts for the open one.
    WrongQuestionCounted,
    /// An option that nobody has heard of is taken for the first.
    UnknownOptionTaken,
    /// The deadline counts only while the host is here.
    DeadlineLostWithHost,
    /// The alarm is deleted when the host returns, and not set again.
    AlarmNotSetOnReturn,
    /// An alarm that rang before its time is believed to be set still.
    EarlyAlarmNotRearmed,
    /// A reveal counts the answers up to a bad one. All that are stored are options by number, so that none is bad to
    /// read; one that brings nothing stands in for it.
    RevealStopsAtBadAnswer,
    /// The last answer of a question is scored twice.
    AnswerScoredTwice,
    /// A question whose answer is on the table may be revealed again.
    RevealedAgain,
    /// A countdown that goes on starts anew.
    ResumedInFull,
    /// A command is obeyed wherever its sender believes the room to be.
    StaleCommandObeyed,
    /// Standings are told to hosts only.
    StandingsOnlyToHosts,
    /// Nobody ends an evening whose host has gone for good.
    HostNeverGone,
    /// A host is given up in half the time.
    HostGoneTooSoon,
    /// A full room takes one more.
    FullRoomTakesOneMore,
    /// A locked lobby takes one more.
    LockedLobbyTakesOneMore,
    /// Whoever was removed comes back with their token.
    RemovedComeBack,
    /// A one-time link may be used again.
    LinkUsedTwice,
    /// A session is forgotten as soon as it has ended.
    ForgottenAtOnce,
    /// What is said goes out before the rows are committed, and again after it.
    SaidBeforeStored,
    /// The memory stays although what it remembers was not written.
    MemoryKeptWithoutCommit,
    /// A handle alone gives its seat to anyone.
    SeatByName,
    /// Anybody may edit a session.
    EditByStranger,
    /// What is said to everyone is said to those who have proved nothing, too.
    VisitorHearsBroadcasts,
    /// A snapshot tells the answer while its question is open. What shows a question has no field for it; what shows
    /// a reveal has.
    CorrectOptionTold,
    /// The close of one of a seat's sockets takes the seat from all of them.
    CloseUnseatsOthers,
    /// A second tab of the host makes the first a visitor.
    SecondHostDemotesFirst,
    /// A join that is sent again, because its answer was lost, takes another seat.
    RetriedJoinTakesSecondSeat,
    /// A session that has been kept for long enough is kept. Forgetting is all or nothing, so that no single row can
    /// be left over.
    ExpiredRoomKeepsRows,
}

/// Whether this fault is planted.
#[cfg(not(feature = "mutants"))]
pub(crate) const fn planted(_: Mutant) -> bool {
    false
}

#[cfg(feature = "mutants")]
thread_local! {
    /// On each thread its own, as tests run side by side.
    static PLANTED: std::cell::Cell<Option<Mutant>> = const { std::cell::Cell::new(None) };
}

/// Whether this fault is planted.
#[cfg(feature = "mutants")]
pub(crate) fn planted(mutant: Mutant) -> bool {
    PLANTED.get() == Some(mutant)
}

/// Plants one fault in all rooms of this thread, in place of the one before.
#[cfg(feature = "mutants")]
pub fn plant(mutant: Option<Mutant>) {
    PLANTED.set(mutant);
}
