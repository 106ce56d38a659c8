//! The names people go by: `TANNIC-DECANTER` for a participant, `TANNIC-FALCON` for a host; and codes for rooms.

mod adjectives;
mod nouns;

use rand::Rng;
use rand::seq::IteratorRandom;

/// Words a handle is drawn from, in one or more slices that are read as one list.
type Words<'w> = &'w [&'w [&'w str]];

/// How often a pseudonym is drawn blindly. Even in a room of 5,000, which holds about a third
/// of all names, hardly one in a thousand needs the walk that follows.
const DRAWS: u32 = 8;
/// How often a code of four digits is drawn before six digits are.
const FOUR_DIGIT_DRAWS: usize = 20;
const SIX_DIGIT_DRAWS: usize = 5;

/// A pseudonym that `taken` does not know, or `None` when every one is taken.
pub fn pseudonym(rng: &mut impl Rng, taken: impl Fn(&str) -> bool) -> Option<String> {
    free(rng, adjectives::TASTING, nouns::TASTING, taken)
}

/// A host's handle, from a wider choice of words; whether it is free, only the registry knows.
pub fn host_handle(rng: &mut impl Rng) -> String {
    draw(rng, &[adjectives::TASTING, adjectives::WIDER], &[nouns::TASTING, nouns::WIDER])
}

/// Codes of rooms to try one after the other; whether one is free, only its room knows.
pub fn room_codes(rng: &mut impl Rng) -> impl Iterator<Item = String> {
    let lengths = [(FOUR_DIGIT_DRAWS, 1_000, 9_000), (SIX_DIGIT_DRAWS, 100_000, 900_000)];
    lengths.into_iter().flat_map(|(draws, from, count)| {
        (0..draws).map(|_| (from + rng.next_u32() % count).to_string()).collect::<Vec<_>>()
    })
}

/// Draws a name, then draws again, then walks all names from a random one on.
fn free(
    rng: &mut impl Rng,
    adjectives: &[&str],
    nouns: &[&str],
    taken: impl Fn(&str) -> bool,
) -> Option<String> {
    for _ in 0..DRAWS {
        let name = draw(rng, &[adjectives], &[nouns]);
        if !taken(&name) {
            return Some(name);
        }
    }
    let count = adjectives.len() * nouns.len();
    let start = (0..count).choose(rng)?;
    let pairs = || adjectives.iter().flat_map(|a| nouns.iter().map(move |n| (a, n)));
    let walk = pairs().skip(start).chain(pairs().take(start));
    walk.map(|(adjective, noun)| format!("{adjective}-{noun}")).find(|name| !taken(name))
}

/// One adjective and one noun. The lists are never empty (a test counts them).
fn draw(rng: &mut impl Rng, adjectives: Words<'_>, nouns: Words<'_>) -> String {
    format!("{}-{}", word(rng, adjectives), word(rng, nouns))
}

fn word<'w>(rng: &mut impl Rng, lists: Words<'w>) -> &'w str {
    let count = lists.iter().map(|list| list.len()).sum();
    let chosen: usize = (0..count).choose(rng).unwrap_or_default();
    lists.iter().copied().flatten().nth(chosen).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use chacha20::ChaCha20Rng;
    use rand::SeedableRng;

    use super::*;

    fn rng(seed: u64) -> ChaCha20Rng {
        ChaCha20Rng::seed_from_u64(seed)
    }

    fn is_handle(name: &str) -> bool {
        let word = |w: &str| {
            (1..=24).contains(&w.len())
                && w.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        };
        name.split_once('-').is_some_and(|(adjective, noun)| word(adjective) && word(noun))
    }

    #[test]
    fn there_are_words_enough() {
        assert!(adjectives::TASTING.len() >= 100 && nouns::TASTING.len() >= 100);
        assert!(adjectives::TASTING.len() * nouns::TASTING.len() > 10_000);
        assert!(adjectives::TASTING.len() + adjectives::WIDER.len() >= 300);
        assert!(nouns::TASTING.len() + nouns::WIDER.len() >= 300);
    }

    #[test]
    fn every_word_is_plain_and_stands_in_one_list_once() {
        let mut seen = BTreeSet::new();
        for list in [adjectives::TASTING, adjectives::WIDER, nouns::TASTING, nouns::WIDER] {
            for word in list {
                assert!(is_handle(&format!("{word}-X")), "{word}");
                assert!(seen.insert(*word), "{word} stands there twice");
            }
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_name() {
        assert_eq!(pseudonym(&mut rng(7), |_| false), pseudonym(&mut rng(7), |_| false));
        assert_eq!(host_handle(&mut rng(7)), host_handle(&mut rng(7)));
        let some: BTreeSet<String> = (0..100).map(|seed| host_handle(&mut rng(seed))).collect();
        assert!(some.len() > 95, "{} different of 100", some.len());
    }

    #[test]
    fn codes_have_four_digits_and_in_a_crowd_six() {
        let mut rng = rng(11);
        let lengths: Vec<_> = room_codes(&mut rng).map(|code| code.len()).collect();
        assert_eq!(lengths, [[4; 20].as_slice(), &[6; 5]].concat());
    }

    #[test]
    fn names_have_the_shape_of_handles() {
        for seed in 0..1_000 {
            let name = pseudonym(&mut rng(seed), |_| false).unwrap();
            assert!(is_handle(&name), "{name}");
            let name = host_handle(&mut rng(seed));
            assert!(is_handle(&name), "{name}");
        }
    }

    #[test]
    fn a_host_may_get_any_of_the_words() {
        let mut rng = rng(1);
        let names: Vec<String> = (0..20_000).map(|_| host_handle(&mut rng)).collect();
        let drawn: BTreeSet<&str> = names.iter().flat_map(|name| name.split('-')).collect();
        for list in [adjectives::TASTING, adjectives::WIDER, nouns::TASTING, nouns::WIDER] {
            assert!(list.iter().all(|word| drawn.contains(word)));
        }
    }

    #[test]
    fn five_thousand_participants_get_five_thousand_names_cheaply() {
        let mut rng = rng(5);
        let mut room = BTreeSet::new();
        let asked = std::cell::Cell::new(0_u32);
        for _ in 0..5_000 {
            let taken = |name: &str| {
                asked.set(asked.get() + 1);
                room.contains(name)
            };
            let name = pseudonym(&mut rng, taken).unwrap();
            assert!(room.insert(name));
        }
        assert!(asked.get() < 10_000, "asked {} times", asked.get());
    }

    #[test]
    fn all_names_are_given_once_and_then_there_are_none() {
        let (adjectives, nouns) = (&adjectives::TASTING[..30], &nouns::TASTING[..30]);
        let mut rng = rng(3);
        let mut room = BTreeSet::new();
        while let Some(name) = free(&mut rng, adjectives, nouns, |name| room.contains(name)) {
            assert!(room.insert(name));
        }
        assert_eq!(room.len(), 900);
    }

    #[test]
    fn the_last_free_name_is_found() {
        let last = format!("{}-{}", adjectives::TASTING[17], nouns::TASTING[42]);
        for seed in 0..20 {
            assert_eq!(pseudonym(&mut rng(seed), |name| name != last), Some(last.clone()));
        }
        assert_eq!(pseudonym(&mut rng(1), |_| true), None);
        assert_eq!(free(&mut rng(1), &[], &[], |_| true), None);
    }
}
