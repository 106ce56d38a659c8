//! The tests, tested: a room with a planted fault breaks the promise that is there for it, and soon. Without it the
//! evening is clean, as are all of `evenings.rs`, which are the same.

#![allow(clippy::panic, reason = "a fault that is not caught stops its test")]
#![allow(clippy::print_stdout, reason = "how a fault was caught may be read")]

use sommelier_arena::mutant::{Mutant, plant};
use sommelier_arena_simulator::plan::plan;
use sommelier_arena_simulator::promises::Broken;
use sommelier_arena_simulator::story::{MOST_MOVES, play};

/// Evenings that it may take to catch a fault.
const MOST_EVENINGS: u64 = 5_000;

/// Plays evenings with a fault until this promise is broken: it may break others, too.
fn caught(mutant: Mutant, promise: &str) {
    plant(Some(mutant));
    let mut broken = (0..MOST_EVENINGS).filter_map(|seed| Some((seed, evening(seed).err()?)));
    let Some((seed, how)) = broken.find(|(_, it)| it.promise == promise) else {
        panic!("{MOST_EVENINGS} evenings with {mutant:?} keep {promise}");
    };
    println!("evening {seed}: {how}");
    plant(None);
    assert_eq!(evening(seed), Ok(()), "evening {seed} without the fault");
}

fn evening(seed: u64) -> Result<(), Broken> {
    play(seed, &plan(seed, MOST_MOVES), None).map(drop)
}

macro_rules! caught {
    ($($name:ident: $mutant:ident by $promise:literal,)*) => {
        $(
            #[test]
            fn $name() {
                caught(Mutant::$mutant, $promise);
            }
        )*

        #[test]
        fn the_documentation_lists_them() {
            let page = include_str!("../../docs-site/docs/simulator.md").replace(['\'', '-'], "");
            $(
                let line = format!("| {} | {} |", stringify!($name).replace('_', " "), $promise);
                assert!(page.contains(&line), "simulator.md does not say {line}");
            )*
        }

        /// Every fault has its test: this compiles only then.
        #[allow(dead_code, reason = "what it says is said at compile time")]
        fn every_mutant_is_here(mutant: Mutant) {
            match mutant {
                $(Mutant::$mutant)|* => {}
            }
        }
    };
}

caught! {
    a_locked_lobby_takes_one_more: LockedLobbyTakesOneMore by "I6",
    a_removed_guest_comes_back: RemovedComeBack by "I7",
    a_link_is_used_twice: LinkUsedTwice by "I7",
    answers_only_in_memory: AnswersOnlyInMemory by "I13",
    scores_not_restored: ScoresNotRestored by "I3",
    points_added_again_on_a_repeated_alarm: PointsAddedAgain by "I3",
    answer_taken_after_closing: AnswerAfterClosing by "I14",
    wrong_question_counted: WrongQuestionCounted by "I7",
    unknown_option_taken: UnknownOptionTaken by "I7",
    deadline_lost_when_the_host_leaves: DeadlineLostWithHost by "I14",
    alarm_not_set_again_when_the_host_returns: AlarmNotSetOnReturn by "I14",
    early_alarm_not_rearmed: EarlyAlarmNotRearmed by "I14",
    reveal_stops_at_one_bad_answer: RevealStopsAtBadAnswer by "I1",
    answer_scored_twice: AnswerScoredTwice by "I2",
    question_revealed_again: RevealedAgain by "I5",
    countdown_starts_anew_when_it_goes_on: ResumedInFull by "I14",
    stale_command_obeyed: StaleCommandObeyed by "I7",
    standings_told_to_hosts_only: StandingsOnlyToHosts by "I8",
    evening_of_a_lost_host_never_ends: HostNeverGone by "I9",
    host_given_up_too_soon: HostGoneTooSoon by "I9",
    full_room_takes_one_more: FullRoomTakesOneMore by "I11",
    session_forgotten_as_soon_as_it_ends: ForgottenAtOnce by "I10",
    confirmation_before_commit: SaidBeforeStored by "I13",
    memory_changed_although_the_commit_failed: MemoryKeptWithoutCommit by "I6",
    seat_by_name: SeatByName by "I7",
    edit_by_a_stranger: EditByStranger by "I7",
    visitor_hears_broadcasts: VisitorHearsBroadcasts by "I7",
    correct_option_in_a_guests_frame: CorrectOptionTold by "I4",
    an_old_sockets_close_unseats_the_new_one: CloseUnseatsOthers by "I12",
    second_host_demotes_the_first: SecondHostDemotesFirst by "I7",
    a_retried_join_makes_a_second_seat: RetriedJoinTakesSecondSeat by "I15",
    an_expired_room_keeps_rows: ExpiredRoomKeepsRows by "I10",
}
