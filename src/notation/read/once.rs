//! Lists that hold everything once: where in a list a key stands, without walking long lists again and again.

use std::collections::HashMap;
use std::hash::Hash;

/// Where keys stand in lists that only grow.
#[derive(Debug)]
pub struct Places<L, K> {
    lists: HashMap<L, (HashMap<K, usize>, usize)>,
}

/// Lists that are no longer than this are walked.
const SHORT: usize = 16;

impl<L, K> Default for Places<L, K> {
    fn default() -> Places<L, K> {
        Places { lists: HashMap::new() }
    }
}

impl<L: Hash + Eq, K: Hash + Eq> Places<L, K> {
    /// Where a key stands for the first time in a list of so many, of which each key can be told.
    pub fn find(&mut self, list: L, wanted: &K, length: usize, key: impl Fn(usize) -> K) -> Option<usize> {
        if length <= SHORT {
            return (0..length).find(|index| key(*index) == *wanted);
        }
        let (places, known) = self.lists.entry(list).or_default();
        for index in *known..length {
            places.entry(key(index)).or_insert(index);
        }
        *known = length;
        places.get(wanted).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_where_they_stand_first_however_long_the_list_grows() {
        let mut places = Places::default();
        let mut list: Vec<usize> = Vec::new();
        for key in 0..100 {
            assert_eq!(places.find("list", &key, list.len(), |index| list[index]), None);
            list.extend([key, 0]);
            assert_eq!(places.find("list", &key, list.len(), |index| list[index]), Some(2 * key));
            assert_eq!(places.find("list", &(key / 2), list.len(), |index| list[index]), Some(key / 2 * 2));
        }
        assert_eq!(places.find("another", &3, 20, |index| list[index]), Some(6));
    }
}
