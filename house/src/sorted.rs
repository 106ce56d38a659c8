//! A map that is a sorted list. The compiler writes a map's code anew for every pair of types, and a `BTreeMap`'s is
//! several times as much; for the thousands that a room holds, this is as quick.

use std::borrow::Borrow;
use std::cell::Cell;

use serde::{Serialize, Serializer};

/// A map in the order of its keys. What goes to its end costs nothing to put there; for anything else, all that comes
/// after it moves along: a value of some size is better kept in a [`Box`].
#[derive(Clone, Debug)]
pub struct Sorted<K, V> {
    entries: Vec<(K, V)>,
    /// After the one that was found last: most are asked for in order, as when a room tells everybody something.
    next: Cell<usize>,
}

impl<K: Ord, V> Sorted<K, V> {
    /// The value of a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let at = self.find(key).ok()?;
        self.entries.get(at).map(|(_, value)| value)
    }

    /// The value of a key, to be changed.
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let at = self.find(key).ok()?;
        self.entries.get_mut(at).map(|(_, value)| value)
    }

    /// Whether there is a value of this key.
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.find(key).is_ok()
    }

    /// Puts a value there; the one before, if there was any, is handed back.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.find(&key) {
            Ok(at) => self.entries.get_mut(at).map(|(_, before)| std::mem::replace(before, value)),
            Err(at) => {
                self.entries.insert(at, (key, value));
                None
            }
        }
    }

    /// Changes a value, the default one if there is none.
    pub fn update(&mut self, key: K, change: impl FnOnce(&mut V))
    where
        V: Default,
    {
        if let Some(value) = self.get_mut(&key) {
            change(value);
        } else {
            let mut value = V::default();
            change(&mut value);
            self.insert(key, value);
        }
    }

    /// Takes a value away.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let at = self.find(key).ok()?;
        Some(self.entries.remove(at).1)
    }

    /// All of them, in the order of their keys.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &V)> + ExactSizeIterator {
        self.entries.iter().map(|(key, value)| (key, value))
    }

    /// The keys, in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> + ExactSizeIterator {
        self.entries.iter().map(|(key, _)| key)
    }

    /// The values, in the order of their keys.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + ExactSizeIterator {
        self.entries.iter().map(|(_, value)| value)
    }

    /// The values, to be changed.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.entries.iter_mut().map(|(_, value)| value)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn find<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        let next = self.next.get();
        let found = match (self.entries.get(next), self.entries.last()) {
            (Some((other, _)), _) if other.borrow() == key => Ok(next),
            (_, Some((last, _))) if last.borrow() >= key => {
                self.entries.binary_search_by(|(other, _)| other.borrow().cmp(key))
            }
            // Most are put at the end.
            _ => Err(self.entries.len()),
        };
        if let Ok(at) = found {
            self.next.set(at + 1);
        }
        found
    }
}

impl<K, V> Default for Sorted<K, V> {
    fn default() -> Self {
        Self { entries: Vec::new(), next: Cell::default() }
    }
}

impl<K: PartialEq, V: PartialEq> PartialEq for Sorted<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.entries == other.entries
    }
}

impl<K: Eq, V: Eq> Eq for Sorted<K, V> {}

impl<K: Ord, V> FromIterator<(K, V)> for Sorted<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(all: I) -> Self {
        let mut sorted = Self::default();
        for (key, value) in all {
            sorted.insert(key, value);
        }
        sorted
    }
}

impl<K, V> IntoIterator for Sorted<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

impl<K: Serialize + Ord, V: Serialize> Serialize for Sorted<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn it_holds_what_a_tree_would_whatever_comes_and_goes() {
        let (mut sorted, mut tree) = (Sorted::default(), BTreeMap::new());
        // All of 0 to 100, scattered, many of them again and again.
        for n in 0..2_000_u32 {
            let key = n * n % 101 + n % 7;
            match n % 3 {
                0 | 1 => assert_eq!(sorted.insert(key, n), tree.insert(key, n)),
                _ => assert_eq!(sorted.remove(&key), tree.remove(&key)),
            }
            sorted.update(key / 2, |it| *it += 1);
            *tree.entry(key / 2).or_default() += 1;
            assert_eq!(sorted.get(&n), tree.get(&n));
            assert!(sorted.iter().eq(tree.iter()), "after {n}");
        }
        assert_eq!(sorted.len(), tree.len());
        assert!(tree.into_iter().rev().collect::<Sorted<_, _>>() == sorted);
    }

    #[test]
    fn it_is_written_as_an_object() {
        let names: Sorted<_, _> = [("b", 2), ("a", 1)].into_iter().collect();
        assert_eq!(serde_json::to_string(&names).unwrap(), r#"{"a":1,"b":2}"#);
    }
}
