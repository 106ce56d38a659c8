//! Whole rooms: any frames from any sockets in any order, with time, evictions and faults between them.

use bolero::generator::TypeGeneratorWithParams;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use sommelier_fuzz::Dice;

use crate::party::{Met, Party, SAID};

/// Some four hundred frames.
const LONGEST: usize = 4_096;

fn play(bytes: &[u8]) -> Met {
    let mut dice = Dice::of(bytes);
    let mut party = Party::of(&mut dice);
    party.play(&mut dice);
    party.met
}

#[test]
fn any_frames_in_any_order_are_answered_and_nothing_breaks() {
    let stories = Vec::<u8>::gen_with().len(64..LONGEST);
    bolero::check!()
        .with_iterations(200)
        .with_max_len(2 * LONGEST)
        .with_generator(stories)
        .for_each(|bytes| drop(play(bytes)));
    SAID.tell();
}

/// A fuzzer that is turned away at the door finds nothing.
#[test]
fn the_fuzzer_gets_everywhere() {
    let mut rng = ChaCha8Rng::seed_from_u64(20_261_121);
    let mut met = Met::default();
    for _ in 0..200 {
        let mut bytes = [0; LONGEST];
        rng.fill_bytes(&mut bytes);
        met.add(play(&bytes));
    }
    assert_eq!(met.phases.len(), 7, "{met:?}");
    assert!(met.closed.iter().eq(&[1003, 1008, 1009, 1013, 4000, 4001, 4003, 4008]), "{met:?}");
    assert!(met.taken.len() == 21 && met.taken.values().all(|times| *times > 1), "{met:?}");
    assert_eq!(met.refused.len(), 23, "every code there is: {met:?}");
    let (taken, refused) = (met.taken.values().sum::<u64>(), met.refused.values().sum::<u64>());
    assert!(taken * 20 > refused, "{taken} taken, {refused} refused");
}
